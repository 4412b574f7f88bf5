"""What a chart shows, in a sentence: the highest and the lowest of what it draws."""

import pandas as pd

from resilience.text import Text


def extremes_words(rows: pd.DataFrame, text: Text) -> str:
    """ "Highest: Planning 71; lowest: Ecology 38." of a `theme_table` or `indicator_table`.

    By percent; points say what they are out of. One score alone is said as it is.
    """
    scored = rows.dropna(subset=["percent"])
    if scored.empty:
        return text("Nothing here has a score yet.")
    high, low = (
        _named(scored.loc[at], text) for at in (scored["percent"].idxmax(), scored["percent"].idxmin())
    )
    if len(scored) == 1:
        return text("The only score: {one}.", one=high)
    return text("Highest: {high}; lowest: {low}.", high=high, low=low)


def cells_words(matrix: pd.DataFrame, text: Text) -> str:
    """The highest and the lowest cell 0..100 of a matrix, units down and themes across."""
    cells = matrix.stack().dropna()
    if cells.empty:
        return text("Nothing here has a score yet.")
    high, low = (
        text(
            "{theme} as {unit} sees it {score}",
            theme=str(theme),
            unit=str(unit),
            score=text.number(cells.loc[(unit, theme)]),
        )
        for unit, theme in (cells.idxmax(), cells.idxmin())
    )
    return text("Highest: {high}; lowest: {low}.", high=high, low=low)


def _named(row: pd.Series, text: Text) -> str:
    score = text.number(row["score"])
    if row["in_points"]:
        score = text("{value} of {maximum}", value=score, maximum=text.number(row["maximum"]))
    return f"{row['title']} {score}"
