"""Real input: 51 countries, 49 measured indicators, 8 pillars, 2 sub-indices (COINr, MIT)."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from resilience import load_framework, score
from resilience.scoring.comparison.peers import ranks
from tests.golden.published import DATA, by_unit, responses, rows

SENSITIVITY = json.loads((DATA / "asem_sensitivity_expected.json").read_text(encoding="utf-8"))


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


def normalised() -> pd.DataFrame:
    """The published normalised indicators as responses."""
    values = {row.pop("uCode"): row for row in rows("asem_normalised.csv")}
    return responses(values)


def printed(*words: str) -> dict[str, dict[str, dict[str, float]]]:
    """The nodes by unit that the command prints."""
    command = [sys.executable, "-m", "resilience", "score", *words, "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return {unit["unit"]: unit["nodes"] for unit in json.loads(ran.stdout)["units"]}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The framework and the responses as files."""
    folder = tmp_path_factory.mktemp("asem")
    write_framework(folder / "asem")
    normalised().to_csv(folder / "responses.csv", index=False)
    return folder / "asem", folder / "responses.csv"


def test_asem_expected_csv_index_pillars_and_ranks_are_printed(files: tuple[Path, Path]) -> None:
    found = printed(*map(str, files))
    expected = rows("asem_expected.csv")
    assert len(expected) == len(found) == 51
    compared = 0
    for row in expected:
        for code in row.keys() - {"uCode", "Rank"}:
            value = found[row["uCode"]][code]["score"]
            assert value == pytest.approx(float(row[code]), abs=1e-6), (row["uCode"], code)
            compared += 1
    assert compared == 51 * 11
    by_score = sorted(found, key=lambda unit: -found[unit]["Index"]["score"])
    assert by_score == [row["uCode"] for row in sorted(expected, key=lambda r: int(r["Rank"]))]


def test_asem_sensitivity_expected_json_a_pillar_left_out_moves_ranks_as_published(
    files: tuple[Path, Path],
) -> None:
    framework, answers = load_framework(files[0]), normalised()
    places = ranks(np.array(list(by_unit(score(framework, answers), "Index").values())))
    expected = SENSITIVITY["mean_abs_rank_change_when_removed"]
    assert len(expected) == 8
    for pillar, move in expected.items():
        left = by_unit(score(framework, answers, leave_out=pillar), "Index")
        moved = np.abs(ranks(np.array(list(left.values()))) - places).mean()
        assert moved == pytest.approx(move, abs=1e-6), pillar


def test_asem_sensitivity_expected_json_the_command_leaves_a_pillar_out_too(
    files: tuple[Path, Path],
) -> None:
    stands, left = (
        printed(*map(str, files), *words) for words in ([], ["--missing", "leave-theme-out", "P2P"])
    )
    places = [ranks(np.array([n["Index"]["score"] for n in x.values()])) for x in (stands, left)]
    expected = SENSITIVITY["mean_abs_rank_change_when_removed"]["P2P"]
    assert np.abs(places[1] - places[0]).mean() == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("group", ["XL", "L"])
def test_asem_sensitivity_expected_json_ranks_inside_groups(
    files: tuple[Path, Path], group: str
) -> None:
    members = {r["uCode"] for r in rows("asem_raw.csv") if r["GDPpc_group"] == group}
    index = by_unit(score(load_framework(files[0]), normalised()), "Index")
    inside = {unit: value for unit, value in index.items() if unit in members}
    places = dict(zip(inside, ranks(np.array(list(inside.values()))), strict=True))
    expected = SENSITIVITY[f"group_ranks_index_{group}"]
    assert [places[unit] for unit in expected] == [1, 2, 3, 4, 5, 6]
