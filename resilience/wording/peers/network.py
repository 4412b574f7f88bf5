"""The network in words and as tables: never who is before whom."""

import math
from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from resilience.framework import Framework
from resilience.scoring.comparison.comparability import OTHER_RULE
from resilience.scoring.comparison.draws import RankRange
from resilience.scoring.comparison.spread import LEAST_CITIES, Spread, spread_of
from resilience.scoring.notes.equals import at_end
from resilience.services.cities.network import Member, Network
from resilience.services.cities.network_rank import NetworkRank
from resilience.text import Text
from resilience.text.catalogue import round_half_up
from resilience.wording.chart_findings import themes_listed

COLUMNS = ("tenth", "quarter", "median", "three_quarters", "nine_tenths")


def network_title(network: Network, text: Text) -> str:
    """The name of the framework, where this installation has it."""
    framework = next(iter(network.frameworks.values()), None)
    if framework is None:
        return network.framework
    return framework.title(framework.root.code, text.language)


def network_headline(
    network: Network, basis: str, name: str, own: NetworkRank | None, text: Text
) -> str:
    """How many cities compare, on what, and between which places one of them stands."""
    framework = network.frameworks.get(basis)
    if framework is None:
        return text.plural(
            "{n} city, and it cannot be compared",
            "{n} cities, and none can be compared",
            network.cities,
        )
    title, count = (
        framework.title(framework.root.code, text.language),
        network.counted.get(basis, 0),
    )
    cities = text.plural(
        "{n} city on {framework} {version}",
        "{n} cities on {framework} {version}",
        count,
        framework=title,
        version=framework.version,
    )
    if own and own.unsure and count >= LEAST_CITIES:
        return text(
            "{cities}; the place of {city} is unknown because its results are by group, too few "
            "people answered enough of the questions in every theme, everyone answered the same "
            "as the rest of their department, or answers were deleted",
            cities=cities,
            city=name,
        )
    place = own.range if own else None
    if place is None or place.among < LEAST_CITIES:
        return cities
    return text("{cities}; {place}", cities=cities, place=_place_words(name, place, text))


def _place_words(city: str, place: RankRange, text: Text) -> str:
    """The place of a city, or the places between which it is."""
    if place.first == place.last:
        return text("{city} ranks number {place}", city=city, place=place.first)
    return text(
        "{city} ranks between {first} and {last}",
        city=city,
        first=place.first,
        last=place.last,
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
    """The overall and the themes that any city of a basis has a score in, in their order."""
    framework = network.frameworks.get(basis)
    if framework is None:
        return []
    codes = [framework.root.code, *(theme.code for theme in framework.themes)]
    return [code for code in codes if network.scores.get(basis, {}).get(code)]


def shown_scores(network: Network, basis: str) -> list[tuple[float, ...]]:
    """The scores of all cities of a basis by row of `spread_frame`; none where they are too few."""
    found = (network.scores[basis][code] for code in shown_codes(network, basis))
    return [scores if len(scores) >= LEAST_CITIES else () for scores in found]


def spread_rows(frame: pd.DataFrame, name: str, text: Text) -> pd.DataFrame:
    """The distribution as a table that people read; with the score of a city, if one is named."""
    columns = {
        text("Cities"): frame["cities"],
        text("A tenth lie below"): frame["tenth"],
        text("A quarter lie below"): frame["quarter"],
        text("Median"): frame["median"],
        text("A quarter lie above"): frame["three_quarters"],
        text("A tenth lie above"): frame["nine_tenths"],
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
    return " ".join((*_widest(themes, text), *_beside(spreads, name, own, text)))


def _widest(themes: dict[str, Spread], text: Text) -> Iterator[str]:
    """In which themes the middle half of the cities spans most and fewest points."""
    spans = {title: spread.middle_half for title, spread in themes.items()}
    wide, close = (at_end(spans, end, text.number) for end in (max, min))
    if wide != close:
        yield text(
            "The middle half of the cities spans the most points in {wide} ({most}) and the "
            "fewest in {close} ({least}).",
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


def member_line(member: Member, network: Network, basis: str, text: Text) -> str:
    """What a city is compared on, or why it is not, and where its result came from."""
    facts = [
        f"{network.framework} {member.version}",
        text.plural("{n} indicator", "{n} indicators", member.asked),
        text("no date") if member.date is None else text.date(member.date),
        text.plural("{n} person", "{n} people", member.people),
        text.plural("{n} department", "{n} departments", member.departments),
    ]
    if member.basis and member.basis == basis:
        line = text("Comparable: {facts}.", facts="; ".join([*facts, text("same rule")]))
    else:
        reason = _obstacle(member, network, basis, text)
        line = text("Not comparable: {reasons}.", reasons=reason) + f" {'; '.join(facts)}."
    return f"{line} {_source(member, text)}."


def _obstacle(member: Member, network: Network, basis: str, text: Text) -> str:
    """What forbids to count a city with those of a basis."""
    framework = network.frameworks.get(basis)
    if member.alone:
        return text("it is the answer of a single person")
    if framework is not None and member.version != framework.version:
        return text("another version of the framework ({version})", version=member.version)
    asked = network.asked.get(basis)
    if asked is not None and member.asked != asked:
        return text(
            "a different number of indicators was asked: {n} instead of {asked}",
            n=member.asked,
            asked=asked,
        )
    if framework is None and not member.basis:
        return text("this installation does not have its version of the framework")
    return text(OTHER_RULE)


def _source(member: Member, text: Text) -> str:
    if member.publisher is None:
        return text("Published on this server by the city")
    return text("Signed by {publisher}", publisher=member.publisher)


def _title(framework: Framework, code: str, text: Text) -> str:
    overall = code == framework.root.code
    return text("Overall") if overall else framework.title(code, text.language)
