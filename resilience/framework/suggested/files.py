"""The shape of actions.yaml and actions.<language>.yaml, and the faults of their content."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from resilience.errors import Fault, Sentence
from resilience.framework.check import odd_faults
from resilience.framework.model import Framework
from resilience.framework.raw import Raw
from resilience.framework.scale import Levels
from resilience.framework.vocabulary import DEPARTMENTS
from resilience.text import mark

ACTIONS = "actions.yaml"
#: months: a levee programme may take 20 years
LONGEST_TIME = 240
Title = Annotated[str, Field(min_length=1, max_length=80)]
#: with its title and a colon not longer than the text of an action (500 characters)
What = Annotated[str, Field(min_length=1, max_length=400)]
Example = Annotated[str, Field(max_length=200)]
Months = Annotated[int, Field(ge=1, le=LONGEST_TIME)]


class RawAction(Raw):
    """One suggestion: the `step` is the level that it leads to, from the one below; `source` is of its example."""

    indicator: str
    step: int = Field(ge=1)
    lead: list[str] = Field(min_length=1)
    cost: Literal["low", "medium", "high"]
    months: list[Months] = Field(min_length=2, max_length=2)
    source: Annotated[str, Field(max_length=300)] = ""


class RawActions(Raw):
    """actions.yaml: what all languages share, by the key of each suggestion."""

    actions: dict[str, RawAction]


class RawActionText(Raw):
    """The words of one suggestion; `place` and `did` are of its example."""

    title: Title
    what: What
    benefits: list[Annotated[str, Field(min_length=1, max_length=80)]] = Field(default_factory=list)
    place: Example = ""
    did: Example = ""


class RawActionTexts(Raw):
    """actions.<language>.yaml: the words of one language by key; a translation may leave some out."""

    language: str
    actions: dict[str, RawActionText]


def action_faults(raw: RawActions, framework: Framework) -> Iterator[Fault]:
    """Every fault of actions.yaml that concerns more than one field."""
    known = {one.code: one for one in framework.root.indicators()}
    for key, one in raw.actions.items():
        if one.reads("indicator") and one.indicator not in known:
            said = Sentence(
                "found the indicator `{word}`, expected the code of one in framework.yaml.",
                word=one.indicator,
            )
            yield _at(key, said, "indicator")
        elif one.reads("indicator", "step"):
            scale = known[one.indicator].scale
            top = scale.top if isinstance(scale, Levels) else 0
            if one.step > top:
                said = Sentence(
                    "found the step {step}, expected at most {top}, the highest level of {code}.",
                    step=one.step,
                    top=top,
                    code=one.indicator,
                )
                yield _at(key, said, "step")
        unknown = mark("found the department `{word}`, expected one of {known}.")
        for word in (word for word in one.lead if word not in DEPARTMENTS):
            said = Sentence(unknown, word=word, known=", ".join(DEPARTMENTS))
            yield _at(key, said, "lead")
        if one.reads("months") and one.months != sorted(one.months):
            said = Sentence(
                "found {name} {numbers}, expected them from low to high.",
                name="months",
                numbers=one.months,
            )
            yield _at(key, said, "months")


def action_text_faults(
    name: str, words: RawActionTexts, raw: RawActions, *, base: bool
) -> Iterator[Fault]:
    """Where the words do not fit actions.yaml; a translation may leave suggestions out, base not."""
    missing = [key for key in raw.actions if key not in words.actions] if base else []
    for key in missing if words.reads("actions") else ():
        yield Fault((name, key), Sentence("found no text, expected title and what."), "title")
    for key, one in words.actions.items():
        if key not in raw.actions:
            if raw.reads("actions"):
                said = Sentence(
                    "found text for a suggestion that {file} does not have.", file=ACTIONS
                )
                yield Fault((name, key), said, "title")
            continue
        yield from _example_faults((name, key), one, raw.actions[key], base=base)
        yield from odd_faults((name, key), one.model_dump())


def _example_faults(
    place: tuple[str, str], words: RawActionText, raw: RawAction, *, base: bool
) -> Iterator[Fault]:
    """An example has place, what was done there, and a source, or none of them; a translation may leave it out."""
    if not (words.reads("place", "did") and raw.reads("source")):
        return
    given = [bool(one) for one in (words.place, words.did, raw.source)]
    if any(given if base else given[:2]) and not all(given):
        said = Sentence("found part of an example, expected `place`, `did` and its `source`.")
        yield Fault(place, said, "place")


def _at(key: str, said: Sentence, about: str) -> Fault:
    return Fault((ACTIONS, key), said, about)
