"""What describes an open data set: datapackage.json, metadata for a DOI (DataCite 4.5), and a README."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from resilience.exchange.dataset.tables import CITIES, COUNTED, RESULTS, CityEntry
from resilience.exchange.package.columns import SchemaColumn
from resilience.exchange.package.describe import LICENCES, PROFILE, licence_of, table_resource

ABOUT = (
    "What the people of cities' departments answered in workshops, counted for each city, and the scores that came of "
    "it. These are self-assessments: other people scored each city. Compare scores only where framework, version and "
    "indicators are the same."
)
README = """\
{title}
Published by {publisher} on {date}

{about}

Files
-----
cities.csv        a row for each result: city, day, framework, who took part, publisher, licence
results.csv       a row for each result and node (overall, themes, indicators): score, range, coverage, weight
counts.csv        a row for each result, indicator and possible answer: how many gave it
datapackage.json  describes every column (Frictionless Data Package v2)
datacite.json     metadata for a DOI (DataCite Metadata Schema 4.5, as its REST API takes it)
CHECKSUMS         SHA-256 of each file; to check: sha256sum --check CHECKSUMS

The column "result" is the number of a result in this data set. It says which rows belong together, and is another one
in the next data set.

DOI
---
This data set has no DOI yet, so datacite.json has no identifier. The organisation that registers it adds it there.

Licences
--------
Each city chose the licence of its own rows. It is in the column "licence" of cities.csv.
{licences}

Sources
-------
{sources}
"""


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """The title of a data set, who publishes it, and on which day."""

    title: str
    publisher: str
    date: datetime.date


def descriptor(entries: Sequence[CityEntry], facts: DatasetFacts) -> dict[str, Any]:
    """The content of datapackage.json."""
    return {
        "$schema": PROFILE,
        "name": f"urban-resilience-cities-{facts.date.isoformat()}",
        "title": facts.title,
        "description": ABOUT,
        "created": f"{facts.date.isoformat()}T00:00:00Z",
        "version": facts.date.isoformat(),
        "licenses": [licence_of(name) for name in licences_in(entries)],
        "contributors": [{"title": facts.publisher, "roles": ["publisher"]}],
        "sources": [{"title": source_words(one)} for one in entries],
        "resources": [
            table_resource("cities", "Results and their cities", CITIES, primaryKey=["result"]),
            _of_results("results", "Scores of the cities", RESULTS, ["result", "code"]),
            _of_results(
                "counts",
                "Answers to each indicator, counted",
                COUNTED,
                ["result", "indicator", "answer"],
            ),
        ],
    }


def _of_results(
    name: str, title: str, columns: tuple[SchemaColumn, ...], key: list[str]
) -> dict[str, Any]:
    reference = {"resource": "cities", "fields": ["result"]}
    keys = [{"fields": ["result"], "reference": reference}]
    return table_resource(name, title, columns, primaryKey=key, foreignKeys=keys)


def datacite(entries: Sequence[CityEntry], facts: DatasetFacts) -> dict[str, Any]:
    """The content of datacite.json: all that a DOI needs but the identifier, which its registration gives."""
    days = sorted(one.result.about.date.isoformat() for one in entries)
    collected = days[0] if days[0] == days[-1] else f"{days[0]}/{days[-1]}"
    publishers = dict.fromkeys(one.publisher for one in entries)
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "creators": [{"name": name, "nameType": "Organizational"} for name in publishers],
        "titles": [{"title": facts.title}],
        "publisher": {"name": facts.publisher},
        "publicationYear": str(facts.date.year),
        "types": {"resourceType": "Data set of self-assessments", "resourceTypeGeneral": "Dataset"},
        "subjects": [{"subject": "urban resilience"}, {"subject": "disaster risk reduction"}],
        "dates": [
            {"date": facts.date.isoformat(), "dateType": "Issued"},
            {"date": collected, "dateType": "Collected"},
        ],
        "version": facts.date.isoformat(),
        "formats": ["text/csv", "application/json"],
        "rightsList": [_rights(name) for name in licences_in(entries)],
        "descriptions": [{"description": ABOUT, "descriptionType": "Abstract", "lang": "en"}],
    }


def _rights(name: str) -> dict[str, str]:
    return {
        "rights": f"{name}, for the rows of the cities that chose it",
        "rightsUri": LICENCES[name],
        "rightsIdentifier": name,
        "rightsIdentifierScheme": "SPDX",
        "schemeUri": "https://spdx.org/licenses/",
    }


def readme(entries: Sequence[CityEntry], facts: DatasetFacts) -> str:
    """The content of README.txt."""
    return README.format(
        title=facts.title,
        publisher=facts.publisher,
        date=facts.date.isoformat(),
        about=ABOUT,
        licences="\n".join(f"{name}: {LICENCES[name]}" for name in licences_in(entries)),
        sources="\n".join(f"{source_words(one)}, {one.licence}" for one in entries),
    )


def licences_in(entries: Sequence[CityEntry]) -> list[str]:
    """The licences of these results, by name."""
    return sorted({one.licence for one in entries})


def source_words(one: CityEntry) -> str:
    """A result as its licence asks to name it: city, framework, day and publisher."""
    about, framework = one.result.about, one.result.framework
    which = f"{framework.id} {framework.version}, {about.date.isoformat()}"
    return f"{about.city.full_name}: {which}, published by {one.publisher}"
