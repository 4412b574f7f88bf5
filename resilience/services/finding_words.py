"""What a chart shows, in a sentence: the highest and the lowest of what it draws."""

from typing import Any

import pandas as pd

from resilience.text import Text


def extremes_words(rows: pd.DataFrame, text: Text) -> str:
    """ "Highest: Planning 71; lowest: Ecology 38." of a `theme_table` or `indicator_table`.

    By percent; points say what they are out of. One score alone is said as it is.
    """
    scored = rows.dropna(subset=["percent"]).sort_values("percent", kind="stable")
    if scored.empty:
        return text("Nothing here has a score yet.")
    if len(scored) == 1:
        return text("The only score: {one}.", one=_named(scored.iloc[0], text))
    high, low = _named(scored.iloc[-1], text), _named(scored.iloc[0], text)
    return text("Highest: {high}; lowest: {low}.", high=high, low=low)


def cells_words(matrix: pd.DataFrame, text: Text) -> str:
    """The highest and the lowest cell 0..100 of a matrix, units down and themes across."""
    cells = [
        (score, unit, theme)
        for unit, row in zip(matrix.index, matrix.to_numpy(), strict=True)
        for theme, score in zip(matrix.columns, row.tolist(), strict=True)
        if pd.notna(score)
    ]
    if not cells:
        return text("Nothing here has a score yet.")
    high, low = (
        text(
            "{theme} as {unit} sees it {score}",
            theme=str(theme),
            unit=str(unit),
            score=text.number(score),
        )
        for score, unit, theme in (max(cells, key=_score), min(cells, key=_score))
    )
    return text("Highest: {high}; lowest: {low}.", high=high, low=low)


def _score(cell: tuple[float, object, object]) -> float:
    return cell[0]


def _named(row: "pd.Series[Any]", text: Text) -> str:
    score = text.number(row["score"])
    if row["in_points"]:
        score = text("{value} of {maximum}", value=score, maximum=text.number(row["maximum"]))
    return f"{row['title']} {score}"
