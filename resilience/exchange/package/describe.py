"""`datapackage.json`: what the tables of a data package hold (Frictionless Data Package, v2)."""

from typing import Any

from resilience.exchange.package.columns import COUNTS, SCORES, SchemaColumn
from resilience.exchange.package.practices import FILE
from resilience.exchange.package.value import CityResult

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
#: licences that a publisher can choose, by their name, with where they are written
LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
REAL = (
    "What the people of a city's departments answered in one workshop, counted for the whole city, "
    "and the scores that came of it. A self-assessment: other people scored other cities."
)
INVENTED = "INVENTED DATA: this city does not exist. "

#: the words of the city's staff, which are no table
_WORDS = {
    "name": "practices",
    "title": "Why levels were agreed, and what the city does, in the words of its staff",
    "path": FILE,
    "format": "json",
    "mediatype": "application/json",
    "encoding": "utf-8",
}


def descriptor(result: CityResult, publisher: str) -> dict[str, Any]:
    """The description, in English."""
    about, framework = result.about, result.framework
    day, city = about.date.isoformat(), about.city
    created = {"created": f"{about.signed_off}T00:00:00Z"} if about.signed_off else {}
    return {
        "$schema": PROFILE,
        "name": f"urban-resilience-{framework.id}-{day}",
        "title": f"{city.full_name}: {framework.id} {framework.version}, {day}",
        "description": (INVENTED if city.invented else "") + REAL,
        **created,
        "licenses": [licence_of(about.licence)],
        "contributors": [{"title": publisher, "roles": ["publisher"]}],
        "resources": [
            table_resource("scores", "Scores of the city", SCORES, primaryKey=["code"]),
            table_resource(
                "counts",
                "Answers to each indicator, counted",
                COUNTS,
                primaryKey=["indicator", "answer"],
                foreignKeys=[
                    {
                        "fields": ["indicator"],
                        "reference": {"resource": "scores", "fields": ["code"]},
                    }
                ],
            ),
            *([_WORDS] if result.practices else ()),
        ],
    }


def licence_of(name: str) -> dict[str, str]:
    """A licence as a data package names it, with its address if it is one of `LICENCES`."""
    return {"name": name, **({"path": LICENCES[name]} if name in LICENCES else {})}


def table_resource(
    name: str, title: str, columns: tuple[SchemaColumn, ...], **keys: Any
) -> dict[str, Any]:
    """The description of a table in a CSV file of this name, with the keys of its schema."""
    return {
        "name": name,
        "title": title,
        "path": f"{name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [column.schema for column in columns], **keys},
    }
