"""What charts show, each in a sentence: who cannot see a chart reads it, and who can knows where to look."""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from resilience.framework import Framework, Theme
from resilience.scoring import ScoreTree
from resilience.scoring.notes.equals import at_end
from resilience.scoring.scores.percent import in_points, theme_percents
from resilience.text import Text
from resilience.wording.shares import in_shares

if TYPE_CHECKING:
    import pandas as pd

#: names of one score that are written out
MOST_NAMED = 3


def heat_title(themes: Iterable[Theme], text: Text) -> str:
    """What the map of departments and themes shows."""
    if any(in_points(theme) for theme in themes):
        return text("Share of the possible score by department and theme, 0 to 100")
    return text("Score by department and theme, 0 to 100")


def themes_unit(framework: Framework, text: Text) -> str:
    """What scores of themes are out of where they are drawn."""
    if in_shares(framework):
        return text("Share of the possible score by theme, 0 to 100")
    return text("Score by theme, 0 to 100")


def lowest_themes(framework: Framework, city: ScoreTree, text: Text) -> tuple[str, ...]:
    """The codes of the themes with the lowest score as charts print it; none where all have the same."""
    found = theme_percents(framework, city)
    shares = any(in_points(theme) for theme in framework.themes if theme.code in found)
    return at_end(found, min, _as_drawn(text, shares=shares)) if len(found) > 1 else ()


def themes_words(themes: "pd.DataFrame", text: Text) -> str:
    """The highest and the lowest theme of a `theme_table`, by what bars show."""
    shares = bool(themes["in_points"].any())
    named = zip(themes["title"], themes["percent"], strict=True)
    return extremes_words(named, text, _as_drawn(text, shares=shares))


def _as_drawn(text: Text, *, shares: bool) -> Callable[[float], str]:
    """How a chart prints the score of a theme."""
    if shares:
        return lambda percent: text.percent(percent / 100)
    return partial(text.number, decimals=1)


def apart_words(themes: "pd.DataFrame", text: Text) -> str:
    """How far the themes of a `theme_table` lie apart, by what a radar shows."""
    known = themes["percent"].dropna()
    if len(known) < 2:
        return text("Fewer than two themes have a score.")
    points = text.number(float(known.max() - known.min()))
    if bool(themes["in_points"].any()):
        return text(
            "The highest and lowest themes are {points} percentage points apart.",
            points=points,
        )
    return text("The highest and lowest themes are {points} points apart.", points=points)


def extremes_words(
    named: Iterable[tuple[str, float]], text: Text, said: Callable[[float], str] | None = None
) -> str:
    """The highest and the lowest of scores 0..100 by name, each as it is `said`; NaN are passed over."""
    say = said or text.number
    known = {name: score for name, score in named if not math.isnan(score)}
    if not known:
        return text("Nothing here has a score yet.")
    if len(known) == 1:
        ((name, score),) = known.items()
        return text("Only {name} has a score here: {value}.", name=name, value=say(score))
    high, low = (at_end(known, end, say) for end in (max, min))
    if high == low:
        return text("Every score here is {value}.", value=say(max(known.values())))
    return text(
        "Highest: {high}; lowest: {low}.",
        high=_named(high, say(known[high[0]]), text),
        low=_named(low, say(known[low[0]]), text),
    )


def cells_words(scores: "pd.DataFrame", text: Text) -> str:
    """The highest and the lowest cell of a matrix of scores 0..100 by row and column, NaN where there is none."""
    cells = (
        (f"{row} · {column}", score)
        for row, scored in zip(scores.index, scores.to_numpy().tolist(), strict=True)
        for column, score in zip(scores.columns, scored, strict=True)
    )
    return extremes_words(cells, text)


def answers_words(counts: "pd.DataFrame", text: Text) -> str:
    """The most frequent level, of counts of answers by unit (index) and level (columns)."""
    levels: list[int] = counts.sum().tolist()
    most = max(levels, default=0)
    if not most:
        return text("No level is shown.")
    first, *others = (str(level) for level, n in enumerate(levels) if n == most)
    if most == 1 and others:
        return text("Levels {levels} have one answer each.", levels=text.listed([first, *others]))
    given = {"n": text.number(most), "of": text.number(sum(levels))}
    if len(others) == 1:
        return text(
            "Levels {first} and {second} tie for first, with {n} of {of} answers each.",
            first=first,
            second=others[0],
            **given,
        )
    if others:
        named = text.listed([first, *others])
        return text(
            "{count} levels tie for first, with {n} of {of} answers each: {levels}.",
            count=text.number(1 + len(others)),
            levels=named,
            **given,
        )
    return text(
        "The most frequent level is {level}, with {n} of {of} answers.", level=first, **given
    )


def moves_words(scores: "pd.DataFrame", text: Text) -> str:
    """The themes (columns) whose scores 0..100 changed most from the first row to the last; "" where none has both."""
    known = scores.iloc[[0, -1]].dropna(axis="columns")
    themes = zip(map(str, known.columns), *known.to_numpy().tolist(), strict=True)
    moves = [(name, first, last, abs(last - first)) for name, first, last in themes]
    ends = {"first": str(scores.index[0]), "last": str(scores.index[-1])}
    if not moves:
        return ""
    most = max(size for *_, size in moves)
    if most < 1:
        return text(
            "No theme scored both times changed by 1 or more from {first} to {last}", **ends
        )
    found = [
        text("{theme} ({a} to {b})", theme=name, a=text.number(first, 1), b=text.number(last, 1))
        for name, first, last, size in moves
        if text.number(size, 1) == text.number(most, 1)
    ]
    return text(
        "Largest change from {first} to {last}: {themes}",
        **ends,
        themes=themes_listed(found, text),
    )


def again_words(counts: "pd.DataFrame", indicators: int, text: Text) -> str:
    """The most frequent level of the last row of `counts` (see `answers_words`), which answers on so many indicators."""
    levels: list[int] = counts.iloc[-1].tolist()
    most = max(levels, default=0)
    named = [str(level) for level, n in enumerate(levels) if n == most]
    if not most or len(named) > 1:
        return f"{counts.index[-1]} · {answers_words(counts.tail(1), text)}"
    return text.plural(
        "In the later vote on {n} indicator, the most frequent level is {level}, with {most} of {of} answers",
        "In the later vote on {n} indicators, the most frequent level is {level}, with {most} of {of} answers",
        indicators,
        level=named[0],
        most=text.number(most),
        of=text.number(sum(levels)),
    )


def themes_listed(titles: Sequence[str], text: Text) -> str:
    """The names of themes that share a figure, or their number if they are many."""
    if len(titles) <= MOST_NAMED:
        return text.listed(titles)
    return text.plural("{n} theme", "{n} themes", len(titles))


def _named(names: Sequence[str], score: str, text: Text) -> str:
    """The names before a score that they share, or how many they are after it."""
    if len(names) <= MOST_NAMED:
        return f"{text.listed(names)} {score}"
    return text("{score} ({n} scores)", score=score, n=text.number(len(names)))
