"""The rank of a city among its peers, in words and as tables."""

import math
from statistics import median
from typing import Literal

import pandas as pd

from resilience.framework import Framework
from resilience.scoring.comparison.comparability import ROUNDED
from resilience.scoring.comparison.draws import RankRange
from resilience.scoring.notes.words import signed
from resilience.services.cities.rank import PeerComparison, Unsure
from resilience.text import Text, mark

#: why a city has no place; without a standard error an exact one would depend on the weights alone
UNSURE: dict[Unsure, str] = {
    "no score": mark("This city has no overall score, so it cannot be ranked among its peers"),
    "none in common": mark(
        "There is no indicator for which this city and all these peers have a score"
    ),
    "no peer score": mark("None of these peers has an overall score"),
    "by group": mark(
        "Results are by group, so we cannot say how certain the score is; this city's rank among its "
        "peers is unknown"
    ),
    "answers deleted": mark(
        "Answers needed for the standard error were deleted, so this city's rank among its peers "
        "is unknown"
    ),
    "few answers": mark(
        "This city's rank among its peers is unknown: too few people answered enough "
        "questions in every theme, everyone in each department answered alike, several votes "
        "asked the questions, or someone erased their data between votes"
    ),
}
#: those that a page compares, and all that can be compared
Among = Literal["compared", "comparable"]
#: the place of a city as a number, where the simulations agree on one, and the range of places that they leave open
PLACES: dict[Among, tuple[str, str]] = {
    "compared": (
        mark("{city} is probably number {place} of the {n} cities compared"),
        mark(
            "In at least nine in ten simulations, {city} ranked between {first} and {last} of the "
            "{n} cities compared"
        ),
    ),
    "comparable": (
        mark("{city} is probably number {place} of {n} comparable cities"),
        mark(
            "In at least nine in ten simulations, {city} ranked between {first} and {last} of {n} "
            "comparable cities"
        ),
    ),
}


def standing_headline(found: PeerComparison, city: str, text: Text) -> str:
    """The place of the city among comparable ones, as a range; or why it has none."""
    if not found.besides:
        return text("No peer city is chosen")
    if found.unsure:
        return text(UNSURE[found.unsure])
    if found.range is None:
        return text.plural(
            "{n} peer city, which cannot be compared",
            "{n} peer cities, none of which can be compared",
            len(found.besides),
        )
    return place_words(found.range, city, "compared", text)


def place_words(place: RankRange, city: str, among: Among, text: Text) -> str:
    """The place of a city among others, or the range of its places in the simulations where these differ."""
    number, between = PLACES[among]
    if place.first == place.last:
        return text(number, city=city, n=place.among, place=place.first)
    return text(between, city=city, n=place.among, first=place.first, last=place.last)


def tested_words(found: PeerComparison, text: Text) -> str:
    """How sure the place of `standing_headline` is, unless that says so, and of what not; "" where there is none."""
    if found.range is None:
        return ""
    said = ""
    if found.range.first == found.range.last:
        said = text("In at least nine in ten simulations the rank was as stated.")
    if not found.untested:
        return said
    beyond = text.plural(
        "A later vote or agreed level ({n} indicator) adds doubt that is not tested.",
        "Later votes and agreed levels ({n} indicators) add doubt that is not tested.",
        found.untested,
    )
    return f"{said} {beyond}".strip()


def basis_words(found: PeerComparison, text: Text) -> list[str]:
    """The indicators on which both sides are scored, that differences are not rounded before, and the basis of the place."""
    if not found.scored:
        return []
    said = [
        text(
            "Scores are of the indicators for which all these cities have a score ({n} of {asked}).",
            n=text.number(found.common),
            asked=text.number(found.asked),
        ),
        text(ROUNDED),
    ]
    if found.range is None:
        return said
    said.append(
        text(
            "We varied each city's scores (by its standard error) and all weights (by up to a "
            "quarter) 1,000 times, half of them with a mean in which low themes count more. The "
            "standard error does not cover later votes of the whole room or agreed levels."
        )
    )
    if found.common < found.asked:
        said.append(
            text("The standard error of the whole result is used for these indicators too.")
        )
    return [*said, *left_out_words(found, text)]


def left_out_words(found: PeerComparison, text: Text) -> list[str]:
    """The peers that have no place, and those whose place is of their score alone."""
    said = []
    if found.unranked:
        said.append(
            text(
                "Not ranked, because they have no overall score: {names}.",
                names=text.listed(found.unranked),
            )
        )
    if found.unsampled:
        names = text.listed(found.unsampled)
        said.append(
            text(
                "No standard error is known for these cities, so only their score is used: {names}.",
                names=names,
            )
        )
    return said


def peer_median(found: PeerComparison, code: str) -> float | None:
    """The median 0..100 of the comparable peers with a score in a theme; None where none has one."""
    scores = [found.scores[one.name].get(code) for one in found.comparable]
    known = [score for score in scores if score is not None]
    return median(known) if known else None


def gaps_words(rows: pd.DataFrame, text: Text) -> pd.DataFrame:
    """The rows of `standing_rows` for reading: each gap with its sign."""
    shown = rows.copy()
    for gap in rows.columns[1:]:
        shown[gap] = [signed(None if pd.isna(one) else one, text) for one in rows[gap]]
    return shown


def standing_rows(found: PeerComparison, framework: Framework, text: Text) -> pd.DataFrame:
    """The overall and each theme, the highest score first: own score, and gaps to the median and the best.

    Without places, which would look exact beside the range of the headline.
    """
    rows = []
    for code, standing in found.standings.items():
        overall = code == framework.root.code
        rows.append(
            {
                text("Theme"): text("Overall") if overall else framework.title(code, text.language),
                text("This city"): found.own[code],
                text("Difference from the peers' median"): standing and standing.against_median,
                text("Difference from the highest peer"): standing and standing.against_best,
            }
        )
    table, own = pd.DataFrame(rows).set_index(text("Theme")), text("This city")
    by_score = table[own].where(table.index != text("Overall"), math.inf)
    return table.loc[by_score.sort_values(ascending=False, kind="stable").index]
