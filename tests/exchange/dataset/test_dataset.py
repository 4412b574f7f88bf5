"""The open data set: valid for Frictionless and DataCite, the same bytes each time, with true checksums."""

import datetime
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from frictionless import Package, validate

from resilience.exchange.dataset import CityEntry, DatasetFacts, write_dataset
from resilience.settings import ROOT
from tests.exchange.package.made import CITY, parts, result
from tests.exchange.package.test_frictionless import RESULTS

#: from the package datacite 1.4.1 (BSD-3-Clause)
SCHEMA = json.loads((ROOT / "tests/data/datacite/datacite-v4.5.json").read_text("utf-8"))
FACTS = DatasetFacts("Results of 2026", "A network", datetime.date(2026, 12, 1))
LATER = result(city=replace(CITY, name="=Bay", income="low"), date=datetime.date(2026, 11, 1))
ENTRIES = [
    CityEntry(LATER, "City of Bay", "ab" * 16),
    *(CityEntry(of, "Aba, Nowhere") for of in RESULTS.values()),
]


def unpacked(folder: Path) -> Path:
    for name, content in parts(write_dataset(ENTRIES, FACTS)).items():
        (folder / name).write_bytes(content)
    return folder / "datapackage.json"


def test_frictionless_finds_it_valid(tmp_path: Path) -> None:
    report = validate(str(unpacked(tmp_path)))
    assert report.valid, report.to_summary()
    assert [task.name for task in report.tasks] == ["cities", "results", "counts"]
    assert report.tasks[0].stats["rows"] == len(ENTRIES)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("results.csv", "2026-10-13", "yesterday"),
        ("results.csv", "\n1,", "\n9,"),
        ("counts.csv", "\n2,", "\n1,"),
        ("cities.csv", "\n2,", "\n1,"),
    ],
)
def test_frictionless_would_find_what_is_wrong(
    file: str, old: str, new: str, tmp_path: Path
) -> None:
    described = unpacked(tmp_path)
    words = (tmp_path / file).read_text("utf-8")
    assert old in words
    (tmp_path / file).write_text(words.replace(old, new, 1), "utf-8")
    assert not validate(str(described)).valid


def test_every_column_is_described(tmp_path: Path) -> None:
    package = Package(str(unpacked(tmp_path)))
    for resource in package.to_descriptor()["resources"]:
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_datacite_takes_its_metadata() -> None:
    said = json.loads(parts(write_dataset(ENTRIES, FACTS))["datacite.json"])
    checker = jsonschema.Draft201909Validator(SCHEMA)
    assert [error.message for error in checker.iter_errors(said)] == []
    for name in ("creators", "titles", "publisher", "publicationYear", "types"):
        assert list(checker.iter_errors({k: v for k, v in said.items() if k != name}))
    assert "doi" not in said
    assert said["publicationYear"] == "2026"
    assert said["dates"][1]["date"] == "2026-10-13/2026-11-01"
    assert [one["name"] for one in said["creators"]] == ["City of Bay", "Aba, Nowhere"]


def test_the_same_results_in_any_order_give_the_same_bytes() -> None:
    first = write_dataset(ENTRIES[:2], FACTS)
    assert first == write_dataset(reversed(ENTRIES[:2]), FACTS)
    assert first != write_dataset(ENTRIES[:2], replace(FACTS, title="Other"))


def test_checksums_and_sources_are_true() -> None:
    held = parts(write_dataset(ENTRIES, FACTS))
    sums = dict(line.split("  ")[::-1] for line in held.pop("CHECKSUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in held.items()}
    readme = held["README.txt"].decode()
    assert "=Bay, Nowhere: test 1, 2026-11-01, published by City of Bay, CC-BY-4.0" in readme
    assert "has no DOI yet" in readme
    assert "\n2,Aba" in held["cities.csv"].decode()
    assert "'=Bay" in held["cities.csv"].decode()
