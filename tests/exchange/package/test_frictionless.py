"""The package is what Frictionless Data calls valid, and says in words what its gaps mean."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package, system, validate

from resilience.exchange.package import CityResult, write_package
from resilience.framework import Goalposts
from resilience.scoring import Agreed
from tests.exchange.package.made import KEY, parts, result
from tests.scoring.build import Person, framework, indicator, theme

MEASURED = framework(
    theme("T", indicator("a"), indicator("h", scale=Goalposts(24, 0))),
    theme("U", indicator("c"), indicator("d")),
)
SAID = [Person("Water", {"a": 4, "h": 3.25, "c": "na"}), Person("Power", {"a": 0, "c": "na"})]
RESULTS = {
    "levels": result(),
    "measured, unanswered, not applicable": result(MEASURED, SAID * 3),
    "agreed": result(agreed={"a": Agreed("level", 2), "b": Agreed("na"), "c": Agreed("both")}),
    "nobody": result(people=[]),
}


def unpacked(of: CityResult, folder: Path) -> Path:
    """The folder with the files of a data package."""
    for name, content in parts(write_package(of, KEY)).items():
        (folder / name).write_bytes(content)
    return folder / "datapackage.json"


@pytest.mark.parametrize("of", RESULTS.values(), ids=RESULTS)
def test_frictionless_finds_it_valid(of: CityResult, tmp_path: Path) -> None:
    report = validate(str(unpacked(of, tmp_path)))
    assert report.valid, report.to_summary()
    assert [task.name for task in report.tasks] == ["scores", "counts"]
    assert report.tasks[1].stats["rows"] == len(of.counts)


def test_the_zip_file_itself_is_valid(tmp_path: Path) -> None:
    (tmp_path / "peer.zip").write_bytes(write_package(result(), KEY))
    with system.use_context(trusted=True):
        report = validate(str(tmp_path / "peer.zip"), type="package")
    assert report.valid, report.to_summary()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("counts.csv", "a,0,2,", "a,0,-2,"),
        ("counts.csv", "a,0,2,", "a,maybe,2,"),
        ("counts.csv", "a,0,2,", "zz,0,2,"),
        ("counts.csv", "a,1,0,", "a,0,0,"),
        ("scores.csv", "false", "perhaps"),
        ("scores.csv", "overall,", "whole,"),
    ],
)
def test_frictionless_would_find_what_is_wrong(
    file: str, old: str, new: str, tmp_path: Path
) -> None:
    described = unpacked(result(), tmp_path)
    words = (tmp_path / file).read_text()
    assert old in words
    (tmp_path / file).write_text(words.replace(old, new, 1))
    assert not validate(str(described)).valid


def test_every_gap_has_its_words(tmp_path: Path) -> None:
    described = unpacked(RESULTS["measured, unanswered, not applicable"], tmp_path)
    package = Package(str(described))
    for name in ("scores", "counts"):
        resource = package.get_table_resource(name)
        fields = {f["name"]: f for f in resource.to_descriptor()["schema"]["fields"]}
        for row in resource.read_rows():
            for column, value in row.to_dict().items():
                if value is None:
                    labels = {m["value"]: m["label"] for m in fields[column]["missingValues"]}
                    assert all(labels.values())
        assert all(field["description"] for field in fields.values())
    cells = package.get_table_resource("scores").read_cells()
    scores = {row[0]: row[5] for row in cells[1:]}
    assert scores["c"] == "not applicable"
    assert scores["d"] == "unanswered"


def test_licence_publisher_and_invention_are_said(tmp_path: Path) -> None:
    of = result()
    made_up = replace(of, about=replace(of.about, city=replace(of.about.city, invented=True)))
    said = json.loads(unpacked(made_up, tmp_path).read_text())
    assert said["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    assert said["contributors"] == [{"title": "City of Aba", "roles": ["publisher"]}]
    assert said["description"].startswith("INVENTED DATA: this city does not exist.")
