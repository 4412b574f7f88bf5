"""Real input: 51 countries, 49 measured indicators, 8 pillars, 2 sub-indices (COINr, MIT)."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

DATA = Path(__file__).parent.parent / "data" / "published"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_framework(folder: Path) -> None:
    """A framework file made from asem_meta.csv: nothing but its codes, parents and weights."""
    meta = [row for row in rows("asem_meta.csv") if row["Type"] in ("Indicator", "Aggregate")]

    def theme(row: dict[str, str]) -> dict[str, object]:
        below = [m for m in meta if m["Parent"] == row["iCode"]]
        kind = "indicators" if below[0]["Type"] == "Indicator" else "themes"
        return {
            "code": row["iCode"],
            "weight": float(row["Weight"]),
            kind: [node(m) for m in below],
        }

    def node(row: dict[str, str]) -> dict[str, object]:
        if row["Type"] == "Aggregate":
            return theme(row)
        return {"code": row["iCode"], "weight": float(row["Weight"])}

    top = next(m for m in meta if not m["Parent"])
    structure = {
        "id": "asem",
        "version": "2018",
        "licence": "MIT",
        "publisher": "COINr",
        "code": top["iCode"],
        "scale": {"worst": 0, "best": 100},
        "themes": [theme(m) for m in meta if m["Parent"] == top["iCode"]],
    }
    aggregates = [m for m in meta if m["Type"] == "Aggregate" and m["Parent"]]
    words = {
        "language": "en",
        "title": top["iName"],
        "themes": {m["iCode"]: {"title": m["iName"]} for m in aggregates},
        "indicators": {
            m["iCode"]: {"title": m["iName"], "question": m["iName"]}
            for m in meta
            if m["Type"] == "Indicator"
        },
    }
    folder.mkdir()
    (folder / "framework.yaml").write_text(yaml.safe_dump(structure), encoding="utf-8")
    (folder / "text.en.yaml").write_text(yaml.safe_dump(words), encoding="utf-8")


def write_responses(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["unit", "department", "participant", "indicator", "answer"])
        for row in rows("asem_normalised.csv"):
            for code, value in row.items():
                if code != "uCode":
                    out.writerow([row["uCode"], "", "", code, value])


def test_asem_csv_prints_the_published_index_pillars_and_ranks(tmp_path: Path) -> None:
    write_framework(tmp_path / "asem")
    write_responses(tmp_path / "responses.csv")
    command = [sys.executable, "-m", "resilience", "score", str(tmp_path / "asem")]
    ran = subprocess.run(
        [*command, str(tmp_path / "responses.csv"), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    printed = {unit["unit"]: unit["nodes"] for unit in json.loads(ran.stdout)["units"]}
    expected = rows("asem_expected.csv")
    assert len(expected) == len(printed) == 51
    compared = 0
    for row in expected:
        for code in row.keys() - {"uCode", "Rank"}:
            score = printed[row["uCode"]][code]["score"]
            assert score == pytest.approx(float(row[code]), abs=1e-6), (row["uCode"], code)
            compared += 1
    assert compared == 51 * 11
    by_score = sorted(printed, key=lambda unit: -printed[unit]["Index"]["score"])
    assert by_score == [row["uCode"] for row in sorted(expected, key=lambda r: int(r["Rank"]))]
