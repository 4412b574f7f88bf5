"""Every text of a framework for a reviewer, and the file of a language after the review."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from resilience.errors import Sentence
from resilience.framework.model import Framework
from resilience.framework.odd import odd_characters
from resilience.framework.raw import RawText
from resilience.framework.read import read_block
from resilience.framework.review.yaml_edit import block, put
from resilience.framework.words import texts_of
from resilience.text.review import Correction, Outcome, ReviewText, Signature

#: fields in the order in which they are read
_FIELDS = ("title", "summary", "question", "why", "evidence", "levels")
_INDICATORS = "indicators"
#: the comment on top of a file that nobody reviewed
_DRAFTED = "# Drafted, not yet reviewed by a native speaker.\n"
#: fields that stand once in the file for indicators that have none of their own
_SHARED = ("question", "levels")


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How many texts a language has as drafts, reviewed by whom, and how many it lacks."""

    drafted: int
    reviewed: dict[str, int]
    missing: int


def review_counts(framework: Framework, language: str) -> ReviewCounts:
    """Count the texts of a language; untranslated ones count as missing."""
    wanted, words = texts_of(framework.texts["en"]), framework.texts.get(language)
    if words is None:
        return ReviewCounts(0, {}, len(wanted))
    found, who = texts_of(words), Counter[str]()
    for _, *code in found:
        own = words.indicators.get(code[0]) if code else None
        who[(own.reviewed if own else "") or words.reviewed] += 1
    drafted = who.pop("", 0)
    return ReviewCounts(drafted, dict(who), len(wanted - found))


def review_texts(framework: Framework, language: str) -> dict[str, ReviewText]:
    """Every text by its key, the path in the file, in the order of the framework.

    For English, both texts of a `ReviewText` are the English one.
    """
    english, words = _raw(framework, "en"), _raw(framework, language)
    base, said = _leaves(english), _leaves(words)
    order = {node.code: at for at, node in enumerate(framework.root.nodes(), 1)}
    found = {}
    for key in sorted(base | said, key=lambda key: _rank(key, order)):
        unit = code_of(key) if key.startswith(f"{_INDICATORS}/") else ""
        own = words.indicators.get(unit) if words else None
        reviewed = (own.reviewed if own else "") or (words.reviewed if words else "")
        shown = said.get(key, "")
        found[key] = ReviewText(key, base.get(key, ""), shown, unit, reviewed if shown else "")
    return found


def code_of(key: str) -> str:
    """The code of the theme or indicator that a key is about; "" for the framework."""
    parts = key.split("/")
    return parts[1] if len(parts) > 2 else ""


def field_of(key: str) -> tuple[str, int | None]:
    """The field that a key is about, and the number of the level."""
    *_, before, last = ["", *key.split("/")]
    return (before, int(last)) if before == "levels" else (last, None)


def odd_sign(_text: ReviewText, correction: str) -> Sentence | None:
    """What is wrong with a correction: signs that nobody sees or that belong to no text."""
    for sign in odd_characters(correction):
        return Sentence("found the {sign}, expected none: type the text again.", sign=sign)
    return None


def text_file(language: str) -> str:
    """The name of the file with the words of a language."""
    return f"text.{language}.yaml"


def reviewed_file(
    framework: Framework, language: str, outcome: Outcome, signature: Signature | None
) -> str:
    """The text of the language's file with the corrections and who signed off what.

    An indicator is signed off where all its texts were seen, the whole file where all of it was. A correction
    without a signature ends the earlier sign-off of its indicator and of the whole file.
    """
    tree: dict[str | int, Any] = {}
    for key, value in _corrections(review_texts(framework, language), outcome):
        _nest(tree, key, value)
    for key, who in _sign_off(framework, language, outcome, signature):
        _nest(tree, key, who)
    source = framework.source.get(text_file(language))
    if source is not None:
        return put(source.replace(_DRAFTED, "") if tree.get("reviewed") else source, tree)
    first: dict[str | int, Any] = {"language": language, "title": tree.get("title", "")}
    first |= {"reviewed": tree["reviewed"]} if "reviewed" in tree else {}
    last: dict[str | int, Any] = {key: tree.get(key, {}) for key in ("themes", _INDICATORS)}
    return block({**first, **tree, **last})


def without_sign_off(framework: Framework, language: str, units: set[str]) -> str:
    """The file of a translation whose English was changed: these indicators are drafts again."""
    texts = review_texts(framework, language)
    place = Sentence("the English text")
    stale = {
        key: Correction(place, one.said, one.said)
        for key, one in texts.items()
        if one.unit in units
    }
    tree: dict[str | int, Any] = {}
    for key, who in _sign_off(framework, language, Outcome(changes=stale), None):
        _nest(tree, key, who)
    return put(framework.source[text_file(language)], tree)


def _corrections(
    texts: Mapping[str, ReviewText], outcome: Outcome
) -> Iterator[tuple[str, str | list[str]]]:
    """What is put at each key; level sentences that a file lacks all together, as a list."""
    for key, change in outcome.changes.items():
        levels, _, _ = key.rpartition("/")
        if field_of(key)[1] is None or texts[key].said:
            yield key, change.after
        else:
            below = [one for one in texts if one.startswith(f"{levels}/")]
            changes = outcome.changes
            yield levels, [changes[k].after if k in changes else texts[k].said for k in below]


def _sign_off(
    framework: Framework, language: str, outcome: Outcome, who: Signature | None
) -> Iterator[tuple[str, str]]:
    """The keys of `reviewed` that change: of the whole file and of each indicator."""
    raw, units = _raw(framework, language), _units(review_texts(framework, language))
    before = raw.reviewed if raw else ""
    every = [text.key for texts in units.values() for text in texts]
    shared = [
        text for text in units[""] if field_of(text.key)[0] in _SHARED and not code_of(text.key)
    ]
    whole = str(who) if who and outcome.signed(every) else "" if outcome.changes else before
    if whole != before:
        yield "reviewed", whole
    for unit, texts in units.items():
        block = raw.indicators.get(unit) if raw else None
        signed = _signed([*texts, *shared], outcome, who)
        if unit and signed != (block.reviewed if block else ""):
            yield f"{_INDICATORS}/{unit}/reviewed", signed


def _signed(texts: list[ReviewText], outcome: Outcome, who: Signature | None) -> str:
    """Who signed all these texts off in the end."""
    if who and outcome.signed(text.key for text in texts):
        return str(who)
    changed = any(text.key in outcome.changes for text in texts)
    return "" if changed else next((text.reviewed for text in texts if text.reviewed), "")


def _units(texts: Mapping[str, ReviewText]) -> dict[str, list[ReviewText]]:
    found: dict[str, list[ReviewText]] = {}
    for text in texts.values():
        found.setdefault(text.unit, []).append(text)
    return found


def _nest(tree: dict[str | int, Any], key: str, value: object) -> None:
    """Put a value at a key such as indicators/INF1/levels/2 of nested blocks."""
    *above, last = (int(part) if number else part for part, number in _parts(key))
    for part in above:
        tree = tree.setdefault(part, {})
    tree[last] = value


def _parts(key: str) -> Iterator[tuple[str, bool]]:
    """The parts of a key, and whether each is the number of a level."""
    parts = key.split("/")
    yield from ((part, at > 0 and parts[at - 1] == "levels") for at, part in enumerate(parts))


def _raw(framework: Framework, language: str) -> RawText | None:
    name = text_file(language)
    return (
        read_block(name, framework.source[name], RawText, []) if name in framework.source else None
    )


def _leaves(words: RawText | None) -> dict[str, str]:
    found = _below(words.model_dump(exclude={"language"}), "") if words else ()
    return {key: said for key, said in found if said and not key.endswith("reviewed")}


def _below(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
        return
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for part, below in items:
        yield from _below(below, f"{key}/{part}" if key else str(part))


def _rank(key: str, order: Mapping[str, int]) -> tuple[int, int, int]:
    name, level = field_of(key)
    return order.get(code_of(key), 0), _FIELDS.index(name), level or 0
