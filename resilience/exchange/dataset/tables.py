"""The three tables of an open data set: cities, results and counts, in the columns of data packages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from resilience.exchange.package import CityResult
from resilience.exchange.package.columns import COUNTS, SCORES, SchemaColumn
from resilience.exchange.package.write import count_cells, score_rows

_NEEDED = {"required": True}
_NOT_GIVEN = {"": "the city does not say"}


@dataclass(frozen=True, slots=True)
class CityEntry:
    """A result of a city, who published it, and the fingerprint of the key that signed it ("" if published here)."""

    result: CityResult
    publisher: str
    fingerprint: str = ""

    @property
    def licence(self) -> str:
        """The licence under which it may be passed on."""
        return self.result.about.licence


def _column(name: str, kind: str, description: str, *, needed: bool = True) -> SchemaColumn:
    gaps, rules = ({}, _NEEDED) if needed else (_NOT_GIVEN, {})
    return SchemaColumn(name, kind, description, gaps, rules)


#: which result a row is of
WHICH = (
    _column("result", "integer", "Number of the result in this data set"),
    _column("city", "string", "Name of the city"),
    _column("country", "string", "Country of the city"),
    _column("framework", "string", "Id of the framework with which the city was scored"),
    _column("version", "string", "Version of the framework"),
    _column("date", "date", "Day of the workshop"),
)
CITIES = (
    replace(WHICH[0], constraints={"required": True, "unique": True}),
    *WHICH[1:],
    _column("publisher", "string", "Who published the result"),
    SchemaColumn(
        "fingerprint",
        "string",
        "Fingerprint of the key that signed the result",
        {"": "published on the server of the network, without a signature"},
    ),
    _column("licence", "string", "Licence of all rows of this result, as an SPDX identifier"),
    _column("signed_off", "date", "Day since which the result has not changed", needed=False),
    _column("tier", "string", "quick (fewer questions) or full"),
    _column("people", "integer", "People who took part"),
    _column("departments", "integer", "Departments that took part"),
    _column("city_rule", "string", "Whether each of the departments or each person counts once"),
    _column("method_version", "string", "Version of the method of scoring"),
    SchemaColumn(
        "standard_error",
        "number",
        "Standard error of the overall score in points, rounded up to half a point",
        {"": "too few people took part"},
    ),
    _column("population", "integer", "Inhabitants of the city", needed=False),
    _column("income", "string", "Income group of the country (World Bank)", needed=False),
)
#: a code is unique within one result only
RESULTS = (
    *WHICH,
    *(
        replace(one, constraints={k: v for k, v in one.constraints.items() if k != "unique"})
        for one in SCORES
    ),
)
COUNTED = (*WHICH, *COUNTS)


def city_rows(entries: Sequence[CityEntry]) -> Iterator[dict[str, Any]]:
    """The rows of cities.csv."""
    for number, one in enumerate(entries, start=1):
        about = one.result.about
        yield {
            **_which(number, one),
            "publisher": one.publisher,
            "fingerprint": one.fingerprint or None,
            "licence": one.licence,
            "signed_off": about.signed_off.isoformat() if about.signed_off else None,
            "tier": about.tier,
            "people": about.room.people,
            "departments": about.room.departments,
            "city_rule": about.city_rule,
            "method_version": about.method_version,
            "standard_error": about.standard_error,
            "population": about.city.population,
            "income": about.city.income,
        }


def result_rows(entries: Sequence[CityEntry]) -> Iterator[dict[str, Any]]:
    """The rows of results.csv: a row per result and node."""
    for number, one in enumerate(entries, start=1):
        which = _which(number, one)
        yield from (which | row for row in score_rows(one.result))


def count_rows(entries: Sequence[CityEntry]) -> Iterator[dict[str, Any]]:
    """The rows of counts.csv: a row per result, indicator and possible answer."""
    for number, one in enumerate(entries, start=1):
        which = _which(number, one)
        yield from (which | count_cells(count) for count in one.result.counts)


def _which(number: int, one: CityEntry) -> dict[str, Any]:
    about, framework = one.result.about, one.result.framework
    return {
        "result": number,
        "city": about.city.name,
        "country": about.city.country,
        "framework": framework.id,
        "version": framework.version,
        "date": about.date.isoformat(),
    }
