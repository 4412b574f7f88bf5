"""The rows of an XLSForm: every indicator as a card with its answer and a comment."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from resilience.framework import Framework, FrameworkText, Goalposts, Indicator, Levels, Theme
from resilience.framework.form_names import (
    ANSWER,
    CARD,
    COMMENT,
    DEPARTMENT,
    LEVELS,
    PEOPLE,
    STATE,
    THEME,
    TYPED_DEPARTMENT,
    choice_name,
    form_names,
)
from resilience.framework.vocabulary import LARGEST_TABLE
from resilience.scoring.notes.words import NO_LEVEL
from resilience.text import LANGUAGES, Text
from resilience.text.languages import own_name

Row = dict[str, str]
#: says something in a language, given its words and those of the framework
Say = Callable[[Text, FrameworkText], str]
#: columns of the sheets; `Tongues.columns` adds one of each kind of words per language
LABEL, HINT, REFUSAL = "label", "hint", "constraint_message"
SURVEY = ("type", "name", "required", "relevant", "constraint", "appearance")
CHOICES = ("list_name", "name")
NO_LEVELS, DEPARTMENTS = "no_level", "departments"


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages of a form, English first, each with the words of interface and framework."""

    framework: Framework
    spoken: Mapping[str, tuple[Text, FrameworkText]]

    @classmethod
    def of(cls, framework: Framework) -> "Tongues":
        """All languages that the framework has; where the interface lacks one, it says English."""
        codes = ["en", *(code for code in framework.texts if code != "en")]
        return cls(
            framework,
            {
                tongue(code): (Text(code if code in LANGUAGES else "en"), framework.text(code))
                for code in codes
            },
        )

    def columns(self, *kinds: str) -> list[str]:
        """The columns of some kinds of words."""
        return [f"{kind}::{name}" for kind in kinds for name in self.spoken]

    def in_every_language(self, kind: str, say: Say) -> Row:
        """Return the text per language, with the first one found where a language has none.

        Form converters warn about gaps.
        """
        found = {name: say(*words).strip() for name, words in self.spoken.items()}
        any_words = next(filter(None, found.values()), "")
        return {f"{kind}::{name}": words or any_words for name, words in found.items()}


def tongue(code: str) -> str:
    """Return a language as an XLSForm column label: native name and shortest known tag."""
    return f"{own_name(code)} ({code.partition('-')[0].lower()})"


def survey_rows(
    tongues: Tongues, asked: Sequence[Indicator], departments: Sequence[str]
) -> Iterator[Row]:
    """Who answers, and then theme by theme the indicators that are asked."""
    yield {
        "type": f"select_one {DEPARTMENTS}" if departments else "text",
        "name": DEPARTMENT if departments else TYPED_DEPARTMENT,
        "required": "yes",
        **tongues.in_every_language(LABEL, lambda text, _: text("Department")),
    }
    yield {
        "type": "integer",
        "name": PEOPLE,
        "required": "yes",
        "constraint": f". >= 1 and . <= {LARGEST_TABLE}",
        **tongues.in_every_language(
            LABEL, lambda text, _: text("How many people answer together here?")
        ),
        **tongues.in_every_language(
            REFUSAL,
            lambda text, _: text("Enter a whole number from 1 to {most}.", most=LARGEST_TABLE),
        ),
    }
    names = form_names(tongues.framework)
    codes = {indicator.code for indicator in asked}
    for theme in tongues.framework.root.children:
        yield from _node_rows(tongues, theme, names, codes)


def choice_rows(
    tongues: Tongues, asked: Sequence[Indicator], departments: Sequence[str]
) -> Iterator[Row]:
    """The departments, and for each indicator its levels, not applicable and don't know."""
    for name in departments:
        yield {
            "list_name": DEPARTMENTS,
            "name": choice_name(name),
            **tongues.in_every_language(LABEL, _phrase(name)),
        }
    names = form_names(tongues.framework)
    for indicator in asked:
        if isinstance(indicator.scale, Levels):
            found = f"{LEVELS}{names[indicator.code]}"
            yield from _level_rows(tongues, indicator, indicator.scale, found)
            yield from _no_level_rows(tongues, found)
    if any(isinstance(indicator.scale, Goalposts) for indicator in asked):
        yield from _no_level_rows(tongues, NO_LEVELS)


def _level_rows(
    tongues: Tongues, indicator: Indicator, scale: Levels, list_name: str
) -> Iterator[Row]:
    for level in range(scale.top + 1):

        def say(_: Text, words: FrameworkText, level: int = level) -> str:
            said = words.indicators[indicator.code].levels[level : level + 1]
            return " · ".join([str(level), *filter(None, said)])

        yield {"list_name": list_name, "name": str(level), **tongues.in_every_language(LABEL, say)}


def _no_level_rows(tongues: Tongues, list_name: str) -> Iterator[Row]:
    for state, sentence in NO_LEVEL.items():
        said = tongues.in_every_language(LABEL, _phrase(sentence))
        yield {"list_name": list_name, "name": state, **said}


def _phrase(words: str) -> Say:
    """A sentence of the interface, or words that people gave: usual ones are translated."""
    if not words.strip():  # no key of a catalogue, which would answer "" with its head
        return lambda *_: words
    return lambda text, _: text(words)


def _node_rows(
    tongues: Tongues, node: Theme | Indicator, names: Mapping[str, str], asked: set[str]
) -> Iterator[Row]:
    if isinstance(node, Indicator):
        if node.code in asked:
            yield from _card_rows(tongues, node, names[node.code])
        return
    if asked.isdisjoint(indicator.code for indicator in node.indicators()):
        return
    title = tongues.in_every_language(
        LABEL, lambda _, words: f"{node.code} · {words.titles[node.code]}"
    )
    yield {"type": "begin_group", "name": f"{THEME}{names[node.code]}", **title}
    for child in node.children:
        yield from _node_rows(tongues, child, names, asked)
    yield {"type": "end_group"}


def _card_rows(tongues: Tongues, indicator: Indicator, name: str) -> Iterator[Row]:
    """One screen: the answer, for a measured number also why there is none, and a comment."""
    code = indicator.code
    title = tongues.in_every_language(
        LABEL, lambda _, words: f"{code} · {words.indicators[code].title}"
    )
    yield {"type": "begin_group", "name": f"{CARD}{name}", "appearance": "field-list", **title}
    words = {
        **tongues.in_every_language(LABEL, lambda _, words: _question(words, indicator)),
        **tongues.in_every_language(HINT, lambda text, words: background(text, words, code)),
    }
    if isinstance(indicator.scale, Levels):
        kind = f"select_one {LEVELS}{name}"
        yield {"type": kind, "name": f"{ANSWER}{name}", **words}
    else:
        limits = _limits(tongues, indicator.scale)
        yield {"type": "decimal", "name": f"{ANSWER}{name}", **limits, **words}
        yield {
            "type": f"select_one {NO_LEVELS}",
            "name": f"{STATE}{name}",
            "relevant": f"${{{ANSWER}{name}}} = ''",
            **tongues.in_every_language(LABEL, lambda text, _: text("If there is no number")),
        }
    comment = tongues.in_every_language(LABEL, lambda text, _: text("Comment"))
    yield {"type": "text", "name": f"{COMMENT}{name}", "appearance": "multiline", **comment}
    yield {"type": "end_group"}


def _question(words: FrameworkText, indicator: Indicator) -> str:
    said = words.indicators[indicator.code]
    unit = indicator.scale.unit.strip() if isinstance(indicator.scale, Goalposts) else ""
    question = said.question.strip() or said.title.strip() or indicator.code
    return f"{question} ({unit})" if unit else question


def background(text: Text, words: FrameworkText, code: str) -> str:
    """Why the indicator matters, and where to look for evidence."""
    said = words.indicators[code]
    evidence = text("Evidence: {words}", words=said.evidence) if said.evidence.strip() else ""
    return "\n\n".join(filter(None, [said.why.strip(), evidence]))


def _limits(tongues: Tongues, scale: Goalposts) -> Row:
    """XLSForm constraint of a number between goalposts; empty if the scale clips."""
    if scale.clip:
        return {}
    low, high = (_decimal(number) for number in sorted((scale.worst, scale.best)))
    said = tongues.in_every_language(
        REFUSAL, lambda text, _: text("A number from {low} to {high}.", low=low, high=high)
    )
    return {"constraint": f". >= {low} and . <= {high}", **said}


def _decimal(number: float) -> str:
    """A number as XPath 1.0 reads it, which knows no exponents."""
    written = format(Decimal(repr(number)), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written
