"""Write an open data set as one zip file; the same results and facts always give the same bytes."""

import hashlib
import json
from collections.abc import Iterable

from resilience.archive import plain_zip
from resilience.errors import InputError
from resilience.exchange.dataset.describe import DatasetFacts, datacite, descriptor, readme
from resilience.exchange.dataset.tables import (
    CITIES,
    COUNTED,
    RESULTS,
    CityEntry,
    city_rows,
    count_rows,
    result_rows,
)
from resilience.exchange.package.write import csv_table


def write_dataset(entries: Iterable[CityEntry], facts: DatasetFacts) -> bytes:
    """Return the zip file of these results, by country, city, framework and publisher.

    Raises `InputError` if there are none.
    """
    ordered = sorted(entries, key=_order)
    if not ordered:
        raise InputError("No city has agreed yet to pass on its result as open data.")
    files = {
        "README.txt": readme(ordered, facts).encode(),
        "datapackage.json": _json(descriptor(ordered, facts)),
        "datacite.json": _json(datacite(ordered, facts)),
        "cities.csv": csv_table(CITIES, city_rows(ordered)),
        "results.csv": csv_table(RESULTS, result_rows(ordered)),
        "counts.csv": csv_table(COUNTED, count_rows(ordered)),
    }
    return plain_zip({**files, "CHECKSUMS": _checksums(files)})


def _order(one: CityEntry) -> tuple[str, ...]:
    city, framework = one.result.about.city, one.result.framework
    return city.country, city.name, framework.id, framework.version, one.publisher, one.fingerprint


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _checksums(files: dict[str, bytes]) -> bytes:
    """The SHA-256 of each file, as `sha256sum --check` reads it."""
    rows = (f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in files.items())
    return ("\n".join(rows) + "\n").encode()
