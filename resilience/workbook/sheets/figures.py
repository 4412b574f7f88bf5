"""A score as cells of a row, and the columns for it."""

from collections.abc import Mapping

from resilience.scoring import Score
from resilience.scoring.scores.score import State
from resilience.text import Text, mark
from resilience.workbook.cells import Plain
from resilience.workbook.grid import Column

#: why there is no score; the words of a score are its number
STATES: dict[State, str] = {
    "unanswered": mark("unanswered"),
    "not enough answers": mark("not enough answers"),
    "not scored": mark("not scored"),
    "not applicable": mark("not applicable"),
}


def score_cells(score: Score, text: Text) -> dict[str, Plain]:
    """A score as cells by column key; what is missing is an empty cell."""
    return {
        "code": score.code,
        "state": state_words(score.state, text),
        "score": score.value,
        "low": score.low,
        "high": score.high,
        "maximum": score.maximum,
        "coverage": score.coverage,
        "reach": score.reach,
        "departments": score.departments,
        "level": score.counts.level,
        "na": score.counts.na,
        "dk": score.counts.dk,
        "blank": score.counts.blank,
    }


def state_words(state: State, text: Text) -> str:
    """Why there is no score, "" where there is one."""
    return "" if state == "scored" else text(STATES[state])


def untold_cells(score: Score) -> dict[str, Plain]:
    """Return the count cells left blank: withheld counts, and those from which one could be subtracted."""
    counts = score.counts
    known = counts.dk if counts.dk or counts.blank else None
    return {"level": None, "na": None, "blank": None, "dk": known}


def empty_words(text: Text) -> str:
    """What an empty cell means in a table of scores, where some values are not shown."""
    return text(
        "An empty cell has no value, or one that is not shown because too few people gave a "
        "level. It is not 0."
    )


def untold_words(text: Text) -> str:
    """What an empty cell in a column of counts means."""
    return text(
        "An empty count is withheld, because too few people gave a level on the indicator. It is not 0."
    )


def target_columns(text: Text, targets: Mapping[str, float]) -> list[Column]:
    """The column of what is to be reached, where the workshop set any targets."""
    return [Column("target", text("Target"), 9, "score")] if targets else []


def count_columns(text: Text) -> list[Column]:
    """The columns that count answers by state."""
    return [
        Column("level", text("Answers with a level"), 12, "count"),
        Column("na", text("Not applicable"), 11, "count"),
        Column("dk", text("Don't know"), 9, "count"),
        Column("blank", text("Blank or not shown"), 9, "count"),
    ]
