"""Scores in words: the shape that screens, workbook and report share."""

from collections.abc import Sequence

from resilience.scoring.notes.room import Remark
from resilience.scoring.opinions.agreement import CAMPS_FROM, Agreement
from resilience.scoring.scores.score import Score
from resilience.text import MINUS, Text, mark

#: answers that are no level, as people choose them
NO_LEVEL = {"na": mark("Not applicable here"), "dk": mark("Don't know")}
#: marks an indicator for the people of departments that usually know it
USUAL = mark("Your department usually knows this")
#: a distance in levels below which it would be written as 0.0
LEAST_SAID = 0.05
FEW_CAMPS = mark("with so few answers it may be chance")


def score_words(score: Score, text: Text) -> str:
    """ "58 of 100", or why there is no score."""
    if score.value is None:
        share = text.percent(score.coverage)
        if score.state == "not enough answers":
            return text("not enough answers ({share})", share=share)
        return text(score.state)
    return text(
        "{value} of {maximum}", value=text.number(score.value), maximum=text.number(score.maximum)
    )


def remark_place(remark: Remark, text: Text) -> str:
    """The unit or the level with which a comment is shown, "" for neither."""
    if remark.level is not None:
        return text("Level {n}", n=remark.level)
    return text(remark.unit) if remark.unit else ""


def middle_words(middle: tuple[int, int] | None, text: Text) -> str:
    """The two middle levels (docs/methods.md, section 1): "2", "between 2 and 3", empty where there are none."""
    if middle is None:
        return ""
    low, high = middle
    return str(low) if low == high else text("between {low} and {high}", low=low, high=high)


def said_words(said: float | str, text: Text) -> str:
    """An answer in words: the level or number, or that it is none."""
    return text(NO_LEVEL[said]) if isinstance(said, str) else exact_words(said, text)


def exact_words(answer: float, text: Text) -> str:
    """A level or a measured number with the decimals that it has, three at the most."""
    decimals = next((d for d in range(3) if round(answer, d) == answer), 3)
    return text.number(answer, decimals)


def agreement_words(found: Agreement, counts: Sequence[int], text: Text) -> str:
    """How far a room agrees: "split room: 9 say 0 to 1, 8 say 3", or the label with the distance.

    `counts` are the answers per level that `found` was judged by.
    """
    if not found.answers:  # or so few that they are not shown
        return text("too few people gave a level")
    if found.split is not None:
        return camp_words(found, counts, text)
    return " · ".join(filter(None, (text(found.label), distance_words(found, text))))


def distance_words(found: Agreement, text: Text) -> str:
    """How far answers lie from the middle one on average, in levels; "" for 0."""
    if not found.distance:
        return ""
    if found.distance < LEAST_SAID:
        return text("on average less than 0.1 levels from the middle answer")
    distance = text.number(found.distance, 1)
    return text("on average {distance} levels from the middle answer", distance=distance)


def label_words(found: Agreement, text: Text) -> str:
    """The label alone; of a split room with few answers, that it may be chance."""
    said = text(found.label)
    if found.split is None or found.answers >= CAMPS_FROM:
        return said
    return f"{said} · {text(FEW_CAMPS)}"


def camp_words(found: Agreement, counts: Sequence[int], text: Text) -> str:
    """The camps of a split room: "split room: 9 say 0 to 1, 8 say 3"; empty where it is none."""
    if found.split is None:
        return ""
    low, high = _camps(counts, found.split.low_count)
    said = text(
        "split room: {n} say {low}, {m} say {high}",
        n=found.split.low_count,
        low=_levels(low, text),
        m=found.split.high_count,
        high=_levels(high, text),
    )
    if found.answers >= CAMPS_FROM:
        return said
    return f"{said} · {text(FEW_CAMPS)}"


def far_words(found: Agreement, text: Text) -> str:
    """That some answers are far from the middle one, where all others are near it; else empty."""
    if not found.far or found.label != "strong agreement":
        return ""
    return text.plural(
        "{n} answer is more than half the scale from the middle answer: ask why",
        "{n} answers are more than half the scale from the middle answer: ask why",
        found.far,
    )


def _camps(counts: Sequence[int], below: int) -> tuple[list[int], list[int]]:
    """The levels that somebody gave, in the lower camp of `below` answers and in the upper one."""
    low: list[int] = []
    high: list[int] = []
    seen = 0
    for level, n in enumerate(counts):
        if n:
            (low if seen < below else high).append(level)
        seen += n
    return low, high


def _levels(given: list[int], text: Text) -> str:
    if given[0] == given[-1]:
        return str(given[0])
    return text("{low} to {high}", low=given[0], high=given[-1])


def signed(change: float | None, text: Text) -> str:
    """How far something moved: "+6.1", "−0.4", "0.0" for what rounds to nothing, a dash for None."""
    if change is None:
        return "–"
    size = text.number(abs(change), 1)
    moved = any(digit.isdigit() and digit != "0" for digit in size)
    return f"{'+' if change > 0 else MINUS}{size}" if moved else size
