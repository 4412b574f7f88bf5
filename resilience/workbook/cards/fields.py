"""Columns of a theme's sheet, allowed values of its fields, and existing entries."""

from collections.abc import Callable, Sequence
from typing import Any

from resilience.framework import Goalposts, Indicator, IndicatorText, Levels
from resilience.framework.vocabulary import LARGEST_TABLE, LONGEST_REMARK
from resilience.scoring.notes.words import exact_words
from resilience.text import Text
from resilience.workbook.cards.choices import SHORT, level_choices, state_choices
from resilience.workbook.cards.layout import (
    ANSWER,
    ASKED,
    CODE,
    COMMENT,
    EVIDENCE,
    GUIDE,
    LEVELS,
    STATE,
)
from resilience.workbook.cards.model import FilledAnswer
from resilience.workbook.cells import Cell
from resilience.workbook.grid import Column

#: gives the cells of the hidden sheet that hold some choices, as a list refers to them
Offer = Callable[[Sequence[str]], str]
Rule = dict[str, Any]
#: a field for any number needs limits all the same, or it takes words
_ANY = 1e15


def columns(measured: bool, guided: bool, text: Text) -> list[Column]:
    """The columns from left to right; where numbers are asked, one to say why there is none.

    `guided` says whether the framework tells of any indicator why it matters or where to look.
    """
    why = text("Why it matters, and where to look")
    state = [Column(STATE, text("If there is no number"), 24, "field")] if measured else []
    return [
        Column(CODE, text("Code"), 10, "card code"),
        Column(ASKED, text("Indicator"), 34, "card words"),
        Column(LEVELS, text("What the answers mean"), 56, "card words"),
        Column(ANSWER, text("Answer"), 26, "field"),
        *state,
        Column(COMMENT, text("Comment"), 32, "field"),
        Column(EVIDENCE, text("Evidence"), 26, "field"),
        *([Column(GUIDE, why, 36, "card guide")] if guided else []),
    ]


def style_of(column: Column, indicator: Indicator) -> str:
    """The look of a cell in the row of an indicator."""
    measured = isinstance(indicator.scale, Goalposts)
    if column.key == STATE and not measured:
        return "closed"
    return "number field" if column.key == ANSWER and measured else column.style


def meanings(indicator: Indicator, words: IndicatorText, text: Text) -> str:
    """What the answers mean: the sentences of the levels, or what the number is."""
    scale = indicator.scale
    if isinstance(scale, Levels):
        return "\n".join(level_choices(words, scale))
    return text(
        "A number from {worst} (0 points) to {best} (100 points) {unit}",
        worst=exact_words(scale.worst, text),
        best=exact_words(scale.best, text),
        unit=scale.unit,
    ).strip()


def given(
    filled: FilledAnswer | None, indicator: Indicator, words: IndicatorText, text: Text
) -> dict[str, Cell]:
    """Return the values to write into an indicator's fields, by column."""
    if filled is None:
        return {}
    scale, said = indicator.scale, filled.said
    cells: dict[str, Cell] = {COMMENT: filled.comment, EVIDENCE: filled.evidence}
    if isinstance(said, str):
        state = state_choices(text)[list(SHORT).index(said)]
        cells[ANSWER if isinstance(scale, Levels) else STATE] = state
    elif said is not None:
        levels = level_choices(words, scale) if isinstance(scale, Levels) else None
        cells[ANSWER] = levels[int(said)] if levels else said
    return cells


def rules(indicator: Indicator, words: IndicatorText, offer: Offer, text: Text) -> dict[str, Rule]:
    """What the fields of an indicator take, by column."""
    scale, states = indicator.scale, state_choices(text)
    remark = {
        "validate": "length",
        "criteria": "<=",
        "value": LONGEST_REMARK,
        "error_message": text("At most {most} characters.", most=LONGEST_REMARK),
    }
    found = {COMMENT: remark, EVIDENCE: remark}
    if isinstance(scale, Levels):
        return {ANSWER: _one_of(offer([*level_choices(words, scale), *states]), text), **found}
    return {ANSWER: _number(scale, text), STATE: _one_of(offer(states), text), **found}


def whole_people(text: Text) -> Rule:
    """What the number of people at a table may be."""
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": 1,
        "maximum": LARGEST_TABLE,
        "error_message": text("Enter a whole number from 1 to {most}.", most=LARGEST_TABLE),
    }


def _one_of(cells: str, text: Text) -> Rule:
    said = text("Choose an answer from the list: the arrow next to the field or Alt+Down opens it.")
    return {"validate": "list", "source": cells, "error_message": said}


def _number(scale: Goalposts, text: Text) -> Rule:
    low, high = sorted((scale.worst, scale.best))
    said = text(
        "A number from {low} to {high}.", low=exact_words(low, text), high=exact_words(high, text)
    )
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -_ANY if scale.clip else low,
        "maximum": _ANY if scale.clip else high,
        "error_message": text("Type a number.") if scale.clip else said,
    }
