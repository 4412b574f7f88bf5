"""Valid answers on an indicator's scale, and the database columns for them."""

from typing import Any

from resilience.errors import InputError
from resilience.framework import AnswerValue, Goalposts, Indicator, Levels
from resilience.text import mark


def answer_columns(asked: Indicator, said: AnswerValue) -> dict[str, Any]:
    """Return the columns of an answer; raises `InputError` for a value off the scale."""
    if isinstance(said, str):
        if said not in ("na", "dk"):
            raise InputError("An answer is a level, not applicable, or don't know.")
        return {"state": said, "level": None, "number": None}
    return on_scale(asked, said)


def on_scale(asked: Indicator, said: float) -> dict[str, Any]:
    """Return the columns of a level or number; raises `InputError` for a value off the scale."""
    if not asked.scale.accepts(said):
        raise InputError(_off_scale(asked), code=asked.code, said=said, **_bounds(asked))
    if isinstance(asked.scale, Goalposts):
        return {"state": "number", "level": None, "number": float(said)}
    return {"state": "level", "level": int(said), "number": None}


def _off_scale(asked: Indicator) -> str:
    if isinstance(asked.scale, Levels):
        return mark(
            "{code} has levels {low} to {high}; {said} is not one of them. Nothing was stored."
        )
    return mark(
        "{code} takes numbers from {low} to {high}; {said} is out of range. Nothing was stored."
    )


def _bounds(asked: Indicator) -> dict[str, float]:
    if isinstance(asked.scale, Levels):
        return {"low": 0, "high": asked.scale.top}
    low, high = sorted((asked.scale.worst, asked.scale.best))
    return {"low": low, "high": high}
