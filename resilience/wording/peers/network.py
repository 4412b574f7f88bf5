"""The network in words and as tables: never who is before whom."""

import math
from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from resilience.framework import Framework
from resilience.scoring.comparison.spread import LEAST_CITIES, Spread, spread_of
from resilience.scoring.notes.equals import at_end
from resilience.services.cities.network import Network
from resilience.services.cities.network_rank import NetworkRank
from resilience.text import Text, mark
from resilience.text.catalogue import round_half_up
from resilience.wording.chart_findings import themes_listed
from resilience.wording.peers.rank import place_words
from resilience.wording.shares import in_shares

COLUMNS = ("tenth", "quarter", "median", "three_quarters", "nine_tenths")
#: where the middle half of the cities is widest, by whether scores are shares of points
WIDEST: dict[bool, str] = {
    False: mark(
        "Cities differ most in {wide} and least in {close}: the middle half of cities spans "
        "{most} points in the first and {least} in the second."
    ),
    True: mark(
        "Cities differ most in {wide} and least in {close}: the middle half of cities spans "
        "{most} percentage points in the first and {least} in the second."
    ),
}


def network_title(network: Network, text: Text) -> str:
    """The name of the framework, where this installation has it."""
    framework = next(iter(network.frameworks.values()), None)
    if framework is None:
        return network.framework
    return framework.title(framework.root.code, text.language)


def network_headline(
    network: Network, basis: str, name: str, own: NetworkRank | None, text: Text
) -> str:
    """Between which places a city is, or how many cities compare, and on what."""
    framework = network.frameworks.get(basis)
    if framework is None:
        return text.plural(
            "{n} city, and it cannot be compared",
            "{n} cities, and none can be compared",
            network.cities,
        )
    title = framework.title(framework.root.code, text.language)
    count = network.counted.get(basis, 0)
    cities = text.plural(
        "{n} city on {framework} {version}",
        "{n} cities on {framework} {version}",
        count,
        framework=title,
        version=framework.version,
    )
    if own and own.unsure and count >= LEAST_CITIES:
        return text(
            "{cities}; the rank of {city} is unknown because its results are by group, too few people answered enough of the questions in every theme, everyone answered the same as the rest of their department, several votes asked the questions, or answers were deleted",
            cities=cities,
            city=name,
        )
    place = own.range if own else None
    if place is None or place.among < LEAST_CITIES:
        return cities
    said = place_words(place, name, "comparable", text)
    return text(
        "{place}, scored with {framework} {version}",
        place=said,
        framework=title,
        version=framework.version,
    )


def spread_frame(network: Network, basis: str, own: NetworkRank | None, text: Text) -> pd.DataFrame:
    """The overall and each theme over the cities of a basis: `COLUMNS` and own, 0..100, with cities.

    NaN where fewer than five cities have a score. The index are the titles.
    """
    framework, rows = network.frameworks[basis], []
    for code in shown_codes(network, basis):
        spread = spread_of(network.scores[basis][code])
        rows.append(
            {
                **{name: getattr(spread, name) if spread else math.nan for name in COLUMNS},
                "own": own.scores.get(code, math.nan) if own else math.nan,
                "cities": len(network.scores[basis][code]),
            }
        )
    titles = [_title(framework, code, text) for code in shown_codes(network, basis)]
    return pd.DataFrame(
        rows, index=pd.Index(titles, dtype="object"), columns=[*COLUMNS, "own", "cities"]
    )


def shown_codes(network: Network, basis: str) -> list[str]:
    """The overall and the themes that any city of a basis has a score in, those with the highest median first.

    A theme with too few scores for one comes last, where its place tells nothing.
    """
    framework = network.frameworks.get(basis)
    if framework is None:
        return []
    scores = network.scores.get(basis, {})
    spreads = {theme.code: spread_of(scores.get(theme.code, ())) for theme in framework.themes}
    medians = {code: math.inf if one is None else -one.median for code, one in spreads.items()}
    codes = [framework.root.code, *sorted(medians, key=medians.__getitem__)]
    return [code for code in codes if scores.get(code)]


def shown_scores(network: Network, basis: str) -> list[tuple[float, ...]]:
    """The scores of all cities of a basis by row of `spread_frame`; none where they are too few."""
    found = (network.scores[basis][code] for code in shown_codes(network, basis))
    return [scores if len(scores) >= LEAST_CITIES else () for scores in found]


def other_scores(network: Network, basis: str, own: NetworkRank | None) -> list[tuple[float, ...]]:
    """The scores of `shown_scores` without those of the city that is marked."""
    found = []
    for code, scores in zip(shown_codes(network, basis), shown_scores(network, basis), strict=True):
        mine = own.scores.get(code) if own else None
        found.append(_without(scores, mine) if scores and mine is not None else scores)
    return found


def _without(scores: tuple[float, ...], mine: float) -> tuple[float, ...]:
    at = min(range(len(scores)), key=lambda place: abs(scores[place] - mine))
    return scores[:at] + scores[at + 1 :]


def spread_legend(name: str, text: Text, *, as_dots: bool) -> dict[str, str]:
    """What each mark of the distribution means, by its kind; only those that are drawn."""
    found = {"score": name} if name else {}
    found |= {"peer": text("another city") if name else text("a city")} if as_dots else {}
    found |= {"range": text("middle half of all cities"), "median": text("median of all cities")}
    return found if as_dots else found | {"tenths": text("middle four fifths of all cities")}


def spread_rows(frame: pd.DataFrame, name: str, text: Text) -> pd.DataFrame:
    """The distribution as a table that people read; with the score of a city, if one is named."""
    columns = {
        text("Cities"): frame["cities"],
        text("One city in ten is below"): frame["tenth"],
        text("One city in four is below"): frame["quarter"],
        text("Median"): frame["median"],
        text("One city in four is above"): frame["three_quarters"],
        text("One city in ten is above"): frame["nine_tenths"],
    }
    if name:
        columns |= {name: frame["own"]}
    return pd.DataFrame(columns).rename_axis(text("Theme"))


def spread_finding(
    network: Network, basis: str, name: str, own: NetworkRank | None, text: Text
) -> str:
    """What the distribution shows in a sentence or two; empty where there is none."""
    framework = network.frameworks[basis]
    spreads = {
        _title(framework, code, text): (code, spread)
        for code in shown_codes(network, basis)
        if (spread := spread_of(network.scores[basis][code])) is not None
    }
    themes = {t: one for t, (code, one) in spreads.items() if code != framework.root.code}
    widest = _widest(themes, text, shares=in_shares(framework))
    return " ".join((*widest, *_beside(spreads, name, own, text)))


def _widest(themes: dict[str, Spread], text: Text, *, shares: bool) -> Iterator[str]:
    """In which themes the middle half of the cities spans most and fewest points."""
    spans = {title: spread.middle_half for title, spread in themes.items()}
    wide, close = (at_end(spans, end, text.number) for end in (max, min))
    if wide != close:
        yield text(
            WIDEST[shares],
            wide=themes_listed(wide, text),
            most=text.number(spans[wide[0]]),
            close=themes_listed(close, text),
            least=text.number(spans[close[0]]),
        )


def _beside(
    spreads: dict[str, tuple[str, Spread]], name: str, own: NetworkRank | None, text: Text
) -> Iterator[str]:
    if own is None or not spreads:
        return
    scored = {t: (own.scores[c], one) for t, (c, one) in spreads.items() if c in own.scores}
    above = [
        t for t, (score, one) in scored.items() if _printed(score) > _printed(one.three_quarters)
    ]
    below = [t for t, (score, one) in scored.items() if _printed(score) < _printed(one.quarter)]
    if above:
        yield text(
            "{city} is above the middle half in: {themes}.", city=name, themes=text.listed(above)
        )
    if below:
        yield text(
            "{city} is below the middle half in: {themes}.", city=name, themes=text.listed(below)
        )
    if scored and not above and not below:
        yield text("{city} is within the middle half everywhere.", city=name)


def _printed(score: float) -> Decimal:
    """A score rounded as in tables, so that it is never beyond an edge that shows the same number."""
    return round_half_up(score, 1)


def _title(framework: Framework, code: str, text: Text) -> str:
    overall = code == framework.root.code
    return text("Overall") if overall else framework.title(code, text.language)
