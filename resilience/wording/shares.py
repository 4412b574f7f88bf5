"""The units of scores: differences and values of frameworks in points are shares of the points, and say so."""

from resilience.framework import Framework
from resilience.scoring.scores.percent import in_points
from resilience.text import Text


def in_shares(framework: Framework) -> bool:
    """Whether scores of themes are shares of points."""
    return any(in_points(theme) for theme in framework.themes)


def points_words(size: str, text: Text, *, shares: bool) -> str:
    """A printed difference with its unit: points, or percentage points of `shares`."""
    count = 1 if size == text.number(1) else 2
    if shares:
        return text.plural("{n} percentage point", "{n} percentage points", count, n=size)
    return text.plural("{n} point", "{n} points", count, n=size)


def value_words(score: float | None, text: Text, decimals: int = 0, *, shares: bool) -> str:
    """A score 0..100 as a number, or as a whole per cent of `shares`."""
    if shares:
        return text.percent(None if score is None else score / 100)
    return text.number(score, decimals)


def value_head(name: str, text: Text, *, shares: bool) -> str:
    """The head of scores, which says that they are `shares`."""
    return text("{name} (%)", name=name) if shares else name


def difference_head(name: str, text: Text, *, shares: bool) -> str:
    """The head of differences, which says that they are of `shares`."""
    return text("{name} (percentage points)", name=name) if shares else name
