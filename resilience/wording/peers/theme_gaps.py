"""A city and its peers theme by theme: how far from their median, and which peer is highest."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from resilience.framework import Framework
from resilience.scoring.comparison.peers import PeerGaps
from resilience.scoring.notes.words import signed
from resilience.services.cities.rank import PeerComparison
from resilience.text import MINUS, Text, mark
from resilience.text.catalogue import round_half_up
from resilience.wording.chart_findings import themes_listed

#: no theme is a point or more from the median
LEVEL = mark("Every theme is within a point of the median of these peers.")


@dataclass(frozen=True, slots=True)
class ThemeGap:
    """A theme with how far the city is from the median of its peers: in points, and as printed in `shown`."""

    code: str
    title: str
    points: float
    shown: str


def strip_frames(
    found: PeerComparison, framework: Framework, text: Text
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A city's scores and those of comparable peers in the same rows: overall, then themes, the highest first.

    The first has the columns title, shown, stressed and score (0..100 or NaN), and stresses
    those of `furthest_below`; the second has a column a peer. There is no row of the overall where it cannot be compared.
    """
    themes = [theme.code for theme in framework.themes if theme.code in found.own]
    themes.sort(key=lambda code: -math.inf if found.own[code] is None else -(found.own[code] or 0))
    furthest, root = furthest_below(found, framework, text), framework.root.code
    codes = [root, *themes] if found.standings.get(root) else themes
    rows = [
        (
            text("Overall") if code == root else framework.title(code, text.language),
            text.number(found.own[code], 1),
            code in furthest,
            found.own[code],
        )
        for code in codes
    ]
    frame = pd.DataFrame(rows, columns=["title", "shown", "stressed", "score"])
    frame["score"] = frame["score"].astype(float)
    peers = {
        one.name: [found.scores[one.name].get(code) for code in codes] for one in found.comparable
    }
    return frame, pd.DataFrame(peers, dtype="float64")


def furthest_below(found: PeerComparison, framework: Framework, text: Text) -> frozenset[str]:
    """The themes that are furthest below the median of the peers, as printed; none where none is below."""
    _, below = theme_gaps(found, framework, text)
    return frozenset(one.code for one in below if one.shown == below[0].shown)


def strip_legend(text: Text) -> dict[str, str]:
    """What the marks in the rows of `strip_frames` mean."""
    return {
        "score": text("this city"),
        "peer": text("a peer city"),
        "median": text("median of peer cities"),
    }


def theme_gaps(
    found: PeerComparison, framework: Framework, text: Text
) -> tuple[list[ThemeGap], list[ThemeGap]]:
    """The themes a point or more above the median of the peers, as printed, and those below, the furthest first."""
    gaps = [
        ThemeGap(code, framework.title(code, text.language), gap, signed(gap, text))
        for code, standing in _themes(found, framework).items()
        for gap in [standing.against_median]
        if abs(round_half_up(gap, 1)) >= 1
    ]
    gaps.sort(key=lambda one: -abs(one.points))
    return (
        [one for one in gaps if one.shown.startswith("+")],
        [one for one in gaps if one.shown.startswith(MINUS)],
    )


def gaps_finding(found: PeerComparison, framework: Framework, text: Text) -> str:
    """In how many themes the city is above the median of its peers, below it, and within a point of it, as printed.

    Empty where no theme can be compared.
    """
    themes = _themes(found, framework)
    above, below = theme_gaps(found, framework, text)
    if not above and not below:
        return text(LEVEL) if themes else ""
    said = text.plural(
        "Above the peers' median in {above} of {n} theme",
        "Above the peers' median in {above} of {n} themes",
        len(themes),
        above=len(above),
    )
    level = len(themes) - len(above) - len(below)
    if not level:
        return text("{above}, below it in {below}", above=said, below=len(below))
    return text(
        "{above}, below it in {below}, within a point of it in {level}",
        above=said,
        below=len(below),
        level=level,
    )


def best_peers(
    found: PeerComparison, framework: Framework, text: Text
) -> list[tuple[str, float, list[str]]]:
    """Each theme that can be compared with the highest score of a peer as printed, and who has it."""
    rows = []
    for code in _themes(found, framework):
        scores = {name: one.get(code) for name, one in found.scores.items()}
        known = {name: score for name, score in scores.items() if score is not None}
        most = max(known.values())
        names = [name for name, x in known.items() if text.number(x, 1) == text.number(most, 1)]
        rows.append((framework.title(code, text.language), most, names))
    return sorted(rows, key=lambda row: -row[1])


def strips_finding(found: PeerComparison, framework: Framework, text: Text) -> str:
    """The themes in which the city is furthest ahead of the median of its peers, and furthest behind."""
    if not _themes(found, framework):
        return ""
    said, (above, below) = [], theme_gaps(found, framework, text)
    if above:
        said.append(
            text(
                "Furthest ahead of the peers' median: {theme}, by {points} points.",
                theme=_furthest(above, text),
                points=above[0].shown[1:],
            )
        )
    if below:
        said.append(
            text(
                "Furthest behind the peers' median: {theme}, by {points} points.",
                theme=_furthest(below, text),
                points=below[0].shown[1:],
            )
        )
    return " ".join(said) or text(LEVEL)


def _themes(found: PeerComparison, framework: Framework) -> dict[str, PeerGaps]:
    """The themes that can be compared, by code."""
    return {
        code: standing
        for code, standing in found.standings.items()
        if standing and code != framework.root.code
    }


def _furthest(gaps: Sequence[ThemeGap], text: Text) -> str:
    """The themes whose gap prints as the first."""
    return themes_listed([one.title for one in gaps if one.shown == gaps[0].shown], text)
