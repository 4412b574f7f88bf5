"""Tables of a result as people read them."""

import pandas as pd

from resilience.services.results import WorkshopResult
from resilience.services.workshops import WorkshopView, workshops_of
from resilience.text import Text
from resilience.ui import runtime


def with_results() -> list[WorkshopView]:
    """The workshops whose result the visitor may look for: those with a reveal."""
    return [w for w in workshops_of(runtime.store(), runtime.visitor()) if w.reveals]


def weakest_theme(themes: pd.DataFrame, text: Text) -> list[str]:
    """The lowest theme in words; nothing where fewer than two have a score."""
    scored = themes.dropna(subset=["score"]).sort_values("score")
    if len(scored) < 2:
        return []
    title, score = scored["title"].iloc[0], scored["score"].iloc[0]
    return [text("lowest: {theme} {score}", theme=title, score=text.number(score))]


def shown_table(scores: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Scores of nodes with range, coverage and reach, ready to be read."""
    return pd.DataFrame(
        {
            text("Theme"): scores["title"],
            text("Score"): scores["score"],
            text("At the least"): scores["low"],
            text("At the most"): scores["high"],
            text("Coverage"): scores["coverage"].map(text.percent),
            text("Reach"): scores["reach"].map(text.percent),
        }
    ).set_index(text("Theme"))


def indicator_rows(indicators: pd.DataFrame, text: Text, *, states: bool = False) -> pd.DataFrame:
    """Indicators with their score, and with counts of answers by state where wanted."""
    columns = {
        text("Indicator"): indicators["code"] + " · " + indicators["title"],
        text("Score"): indicators["score"],
    }
    if states:
        columns |= {
            text("Gave a level"): indicators["level"],
            text("Did not know"): indicators["dk"],
            text("Not applicable"): indicators["na"],
            text("Blank"): indicators["blank"],
        }
    return pd.DataFrame(columns).set_index(text("Indicator"))


def room_rows(result: WorkshopResult, text: Text) -> pd.DataFrame:
    """Who took part, unit by unit, with the departments that a merged unit stands for."""
    expected = {d.name: d.expected for d in result.workshop.departments}
    rows = []
    for room in result.room:
        named = [text(name) for name in room.departments if name == room.unit or expected[name]]
        merged = f" ({', '.join(named)})" if len(named) > 1 else ""
        rows.append(
            {
                text("Department"): text(room.unit) + merged,
                text("People"): room.people,
                text("Expected"): room.expected,
                text("Phones and laptops"): room.participants,
            }
        )
    return pd.DataFrame(rows).set_index(text("Department"))
