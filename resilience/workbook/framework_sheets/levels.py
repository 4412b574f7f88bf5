"""The sheets of scores: the scale of an indicator, and sentences that many indicators share."""

from dataclasses import dataclass
from typing import Any

from resilience.errors import Sentence
from resilience.workbook.framework_sheets.blocks import Block, Book
from resilience.workbook.framework_sheets.layout import BEST, CLIP, LOG, POINTS, UNIT, VALUE, WORST
from resilience.workbook.framework_sheets.record import Record

MOST_LEVELS = 11


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale in the form of framework.yaml; `sentences` by language, "" where there is none.

    `count` is the number of levels, 0 for a measured number. `low` and `high` are the scores that
    the sheet has for the lowest and the highest.
    """

    raw: dict[str, Any]
    count: int
    sentences: dict[str, list[str]]
    low: float = 0
    high: float = 100


def measured(low: float, high: float) -> Scale:
    """A number from `low` to `high`, for scores that have no levels."""
    return Scale({"worst": low, "best": high}, 0, {}, low, high)


def read_scale(book: Book, block: Block, languages: list[str]) -> Scale:
    """The scale of a sheet of scores."""
    rows = [(score, r) for r in block.table if (score := _score(r)) is not None]
    if book.own:
        _check_steps(rows)
    else:
        rows.sort(key=lambda row: row[0])
    scores = [score for score, _ in rows]
    records = [record for _, record in rows]
    low, high = (scores[0], scores[-1]) if scores else (0, 100)
    if len(rows) > MOST_LEVELS and not book.own:
        said = Sentence(
            "{sheet}: the wording of {count} scores was left out, because a scale has at most "
            "{most} levels; a number from {low} to {high} is asked for instead.",
            sheet=block.content,
            count=len(rows),
            most=MOST_LEVELS,
            low=low,
            high=high,
        )
        book.unused.append(said)
        return measured(low, high)
    raw = _own_raw(records) if book.own else _raw(scores)
    sentences = {
        language: [_sentence(book, record, language) for record in records]
        for language in languages
    }
    return Scale(raw, len(rows), sentences, low, high)


def own_goalposts(record: Record) -> Scale:
    """The measured number that a row of our own columns describes."""
    raw: dict[str, Any] = {"worst": record.number(WORST), "best": record.number(BEST)}
    if record.yes(LOG):
        raw["log"] = True
    if record.yes(CLIP) is False:
        raw["clip"] = False
    if record.has(UNIT):
        raw["unit"] = record.words(UNIT)
    return Scale({key: value for key, value in raw.items() if value is not None}, 0, {})


def _score(record: Record) -> float | None:
    score = record.number("score")
    if score is None and not record.has("score"):
        record.fault("score", None, Sentence("the level number"))
    return score


def _check_steps(rows: list[tuple[float, Record]]) -> None:
    for level, (score, record) in enumerate(rows):
        if score != level:
            steps = Sentence("{level}: levels are numbered from 0 without gaps", level=level)
            record.fault("score", score, steps)


def _own_raw(records: list[Record]) -> dict[str, Any]:
    raw: dict[str, Any] = {"levels": len(records)}
    if values := _column(records, VALUE):
        raw = {"values": values}
    if points := _column(records, POINTS):
        raw["points"] = points
    return raw


def _column(records: list[Record], head: str) -> list[float | None]:
    """The numbers of a column that is filled for all levels or for none."""
    if not any(record.has(head) for record in records):
        return []
    for record in records:
        if not record.has(head):
            record.fault(head, None, Sentence("a number, as the other levels have"))
    return [record.number(head) for record in records]


def _raw(scores: list[float]) -> dict[str, Any]:
    """The scale of scores of any kind: they are the points, and their distances the values."""
    count, low = len(scores), scores[0] if scores else 0
    if count < 2 or scores[-1] == low:
        return {"levels": count}
    values = [round(100 * (score - low) / (scores[-1] - low), 10) for score in scores]
    even = [round(100 * level / (count - 1), 10) for level in range(count)]
    raw: dict[str, Any] = {"levels": count} if values == even else {"values": values}
    return raw if scores == list(range(count)) else {**raw, "points": scores}


def _sentence(book: Book, record: Record, language: str) -> str:
    """The words of a level: its name, unless that repeats the score, and its description."""
    name = record.words(book.head("name", language))
    description = record.words(book.head("description", language))
    if name.strip() == str(record.number("score")):
        name = ""
    return ": ".join(part for part in (name, description) if part)
