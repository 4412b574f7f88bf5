"""Published figures about cities as tables and sentences: many are blank, and each has its source."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

import pandas as pd

from resilience.exchange.context import KINDS, ContextCity, Figure, Kind, Source
from resilience.scoring.notes.equals import at_end
from resilience.text import Text, mark

#: what each kind of figure is, with its unit
KIND_WORDS: dict[Kind, str] = {
    "population": mark("Population of the town itself, not the municipality"),
    "open-share": mark("Public open space, share of the built-up area in %"),
    "open-access": mark("Share of people near public open space, in %"),
    "green-share": mark("Green area, share of the city in %"),
    "green-head": mark("Green area, m² per head"),
    "hazard": mark("Hazard exposure of the whole country, 0 to 10"),
    "quakes": mark("Significant earthquakes within 100 km"),
    "magnitude": mark("Strongest of these, magnitude"),
    "storms": mark("Tropical storms within 200 km (East Asia only)"),
}
#: kinds that are counted, and have no decimal
WHOLE: frozenset[Kind] = frozenset({"population", "quakes", "storms"})
YEARS = ("1990", "2000", "2010", "2020")


def context_table(cities: Sequence[ContextCity], text: Text) -> pd.DataFrame:
    """A row a kind of figure with its years and the number of its source, a column a city.

    A dash means that nothing is published. A figure of another year or source than the row's says
    so in its cell.
    """
    numbers, rows = _numbers(cities), {}
    for kind in KINDS:
        figures = [city.figure(kind) for city in cities]
        known = [one for one in figures if one]
        if known:
            period, source = Counter((one.period, one.source) for one in known).most_common(1)[0][0]
            label = f"{text(KIND_WORDS[kind])}, {period} [{numbers[source]}]"
            rows[label] = [_cell(one, period, source, numbers, text) for one in figures]
    names = [city.name_in(text.language) for city in cities]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=names)
    return table.rename_axis(text("Figure, years [source]"))


def _cell(
    figure: Figure | None, period: str, source: Source, numbers: dict[Source, int], text: Text
) -> str:
    if figure is None:
        return "–"
    said = text.number(figure.value, 0 if figure.kind in WHOLE else 1)
    other = [figure.period] if figure.period != period else []
    if figure.source != source:
        other.append(f"[{numbers[figure.source]}]")
    return " ".join((said, *other))


def _numbers(cities: Sequence[ContextCity]) -> dict[Source, int]:
    """A number for each source of what is shown, in the order in which they come."""
    shown = (one for kind in KINDS for city in cities if (one := city.figure(kind)))
    sources = dict.fromkeys(one.source for one in shown)
    return {source: number for number, source in enumerate(sources, start=1)}


def source_rows(cities: Sequence[ContextCity], text: Text) -> pd.DataFrame:
    """Each source with its number, release and licence."""
    rows = [
        {
            text("Source"): f"[{number}] {source.name}",
            text("Release"): source.release,
            text("Licence"): source.licence,
        }
        for source, number in _numbers(cities).items()
    ]
    return pd.DataFrame(rows).set_index(text("Source"))


def green_frame(cities: Sequence[ContextCity], text: Text) -> pd.DataFrame:
    """Green area in % of the city: years as index, a column a city with any; NaN where unpublished.

    The name of a city has the number of its source, since releases differ.
    """
    columns, numbers = {}, _numbers(cities)
    for city in cities:
        found = [city.figure("green-share", year) for year in YEARS]
        sources = {numbers[one.source] for one in found if one}
        if sources:
            marks = "".join(f"[{number}]" for number in sorted(sources))
            name = f"{city.name_in(text.language)} {marks}"
            columns[name] = [one and one.value for one in found]
    return pd.DataFrame(columns, index=list(YEARS), dtype="float64").rename_axis(text("Year"))


def green_sources(cities: Sequence[ContextCity], text: Text) -> str:
    """The sources of `green_frame` with their numbers."""
    green = {
        one.source for city in cities for year in YEARS if (one := city.figure("green-share", year))
    }
    named = [f"[{n}] {source.name}" for source, n in _numbers(cities).items() if source in green]
    return text("Source: {names}", names="; ".join(named))


def green_most(green: pd.DataFrame, text: Text) -> str:
    """The column whose green area changed most between the first year and the last; empty without two, and for equals."""
    change = (green.iloc[-1] - green.iloc[0]).dropna()
    moved = {str(city): abs(points) for city, points in change.items()}
    most = at_end(moved, max, partial(text.number, decimals=1))
    return most[0] if len(most) == 1 else ""


def green_finding(green: pd.DataFrame, text: Text) -> str:
    """How the green area changed of the city where it changed most; empty where `green_most` names none."""
    first, last, city = green.iloc[0], green.iloc[-1], green_most(green, text)
    if not city:
        return ""
    return text(
        "Green area changed most in {city}: from {first} in {start} to {last} in {end}.",
        city=city,
        first=f"{text.number(first[city], 1)}\u00a0%",
        last=f"{text.number(last[city], 1)}\u00a0%",
        start=green.index[0],
        end=green.index[-1],
    )
