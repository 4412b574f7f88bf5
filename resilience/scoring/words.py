"""Scores in words: the shape that screens, workbook and report share."""

from resilience.scoring.score import Score
from resilience.text import Text


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


def range_words(overall: Score, text: Text) -> str:
    """What the unknown indicators could change, in words."""
    unknown = overall.unknown
    if not unknown:
        return text("every indicator asked has an answer")
    return text.plural(
        "between {low} and {high}, depending on {n} unknown indicator",
        "between {low} and {high}, depending on {n} unknown indicators",
        unknown,
        low=text.number(overall.low),
        high=text.number(overall.high),
    )


def middle_words(middle: tuple[int, int] | None, text: Text) -> str:
    """The two middle levels (methods.md 1): "2", "between 2 and 3", empty where there are none."""
    if middle is None:
        return ""
    low, high = middle
    return str(low) if low == high else text("between {low} and {high}", low=low, high=high)


def measured_words(number: float, text: Text) -> str:
    """A measured number with as many decimals as it has, three at most."""
    decimals = next((d for d in range(3) if round(number, d) == number), 3)
    return text.number(number, decimals)
