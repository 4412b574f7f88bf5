"""The options of `resilience score`, and `resilience compare`."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import Command, sentence
from tests.framework.small import FILES, written

HEADER = "unit,department,participant,indicator,answer\n"
#: AA.1 counts 100, 1.10 20 (weight 3), B1 is unknown, B2 100: A (100 + 60)/4 = 40, B 100
ANSWERS = "Aba,d,p,AA.1,2\nAba,d,p,1.10,1\nAba,d,p,B1,dk\nAba,d,p,B2,50\n"
#: another department at 0 for AA.1
MORE = "Aba,e,q,AA.1,0\nAba,e,q,1.10,1\nAba,e,q,B1,0\nAba,e,q,B2,50\n"


@pytest.fixture
def scored(command: Command, tmp_path: Path) -> Command:
    written(tmp_path / "small", FILES)
    (tmp_path / "one.csv").write_text(HEADER + ANSWERS, encoding="utf-8")
    (tmp_path / "two.csv").write_text(HEADER + ANSWERS + MORE, encoding="utf-8")
    return command


def run(command: Command, folder: Path, answers: str, *words: str) -> str:
    ran = command.run("score", str(folder / "small"), str(folder / answers), *words)
    assert (ran.status, ran.err) == (0, "")
    return ran.out


def nodes(command: Command, folder: Path, answers: str, *words: str) -> dict[str, Any]:
    printed = json.loads(run(command, folder, answers, *words, "--json"))
    return {code: node["score"] for code, node in printed["units"][0]["nodes"].items()}


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (["--rule", "leaf-mean"], "A", 40),
        (["--rule", "mean"], "B", None),  # coverage 1/2
        (["--rule", "geometric"], "A", (100 * 20**3) ** (1 / 4)),
        (["--missing", "unknown-as-zero"], "B", 0),  # geometric with a 0
        (["--missing", "unknown-as-zero", "--rule", "mean"], "B", 50),
        (["--missing", "leave-theme-out", "A"], "overall", None),
        (["--missing", "leave-theme-out B"], "overall", 40),
        (["--missing", "skip"], "A", 40),
    ],
)
def test_score_takes_a_rule_and_a_treatment_of_what_is_missing(
    scored: Command, tmp_path: Path, words: list[str], code: str, expected: float | None
) -> None:
    found = nodes(scored, tmp_path, "one.csv", *words)
    assert found[code] == (None if expected is None else pytest.approx(expected))


def test_the_theme_to_leave_out_may_stand_before_the_files(scored: Command, tmp_path: Path) -> None:
    files = [str(tmp_path / "small"), str(tmp_path / "one.csv")]
    before = scored.run("score", "--missing", "leave-theme-out", "B", *files)
    after = scored.run("score", *files, "--missing", "leave-theme-out", "B")
    assert before == after
    assert before.status == 0


@pytest.mark.parametrize(
    "words", [["leave-theme-out", "B"], ["--missing=leave-theme-out", "B"], ["leave-theme-out B"]]
)
def test_the_theme_to_leave_out_may_be_given_with_a_sign_of_equality(
    scored: Command, tmp_path: Path, words: list[str]
) -> None:
    given = words if words[0].startswith("--") else ["--missing", *words]
    assert nodes(scored, tmp_path, "one.csv", *given).keys() == {
        "overall", "A", "AA", "AA.1", "1.10",
    }  # fmt: skip


#: weights under which B1, which d does not know, weighs next to nothing: 51.7 as it stands
LIGHT = "code,weight\nB1,0.1\n"


@pytest.mark.parametrize(
    ("words", "line", "move"),
    [
        ([], None, None),
        # A is 27.5 and B 100: (2 * 27.5 + 100)/3 = 51.67 to 27.5 and 100
        (["leave-theme-out", "B"], "without B: the overall moves by -24.2 points", -24.1667),
        (["leave-theme-out", "A"], "without A: the overall moves by +48.3 points", 48.3333),
        (["unknown-as-zero"], "with unknowns as 0: the overall moves by +0.0 points", 0),
    ],
)
def test_score_tells_how_far_the_overall_moves(
    scored: Command, tmp_path: Path, words: list[str], line: str | None, move: float | None
) -> None:
    given = ["--missing", *words] if words else []
    lines = run(scored, tmp_path, "two.csv", *given).splitlines()
    assert [said.strip() for said in lines if "moves" in said] == ([line] if line else [])
    expected = None if move is None else pytest.approx(move, abs=1e-4)
    assert json.loads(run(scored, tmp_path, "two.csv", *given, "--json"))["units"][0]["move"] == (
        expected
    )
    words = [*given, "--csv", "--by", "department"]
    table = list(csv.DictReader(io.StringIO(run(scored, tmp_path, "two.csv", *words))))
    told = {(row["department"], row["code"]): row["move"] for row in table if row["move"]}
    assert {key: float(found) for key, found in told.items()} == (
        {} if move is None else {("", "overall"): expected}
    )


def test_score_says_where_nothing_can_move(scored: Command, tmp_path: Path) -> None:
    # B has coverage 1/2: without A there is no score
    out = run(scored, tmp_path, "one.csv", "--missing", "leave-theme-out", "A")
    assert "  without A: how far the overall moves cannot be told, as there is no score" in out
    printed = run(scored, tmp_path, "one.csv", "--missing", "leave-theme-out", "A", "--json")
    assert json.loads(printed)["units"][0]["move"] is None


def test_score_takes_weights_from_a_file(scored: Command, tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text("code,weight\nAA.1,3\n1.10,0\nA,5\n", encoding="utf-8")
    found = nodes(scored, tmp_path, "one.csv", "--weights", str(tmp_path / "w.csv"))
    assert found["A"] == 100


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("code;points\n", ["row 1: found code,points, expected the columns code,weight"]),
        ("", ["row 1: found nothing"]),
        (
            "code,weight\nA,x\nB\nA,-1\nB1,2\nB1,3\n",
            [
                "row 2: found 'A,x'",
                "row 3: found 1 cells",
                "row 4: found 'A,-1'",
                "row 6: found B1 a",
            ],
        ),
        ("code,weight\nZ,1\n", ["Weights were given for Z, which small does not have."]),
    ],
)
def test_weights_that_cannot_be_used_are_refused_with_every_fault(
    scored: Command, tmp_path: Path, content: str, parts: list[str]
) -> None:
    (tmp_path / "w.csv").write_text(content, encoding="utf-8")
    files = (str(tmp_path / "small"), str(tmp_path / "one.csv"))
    ran = scored.run("score", *files, "--weights", str(tmp_path / "w.csv"))
    assert (ran.status, ran.out) == (2, "")
    for part in parts:
        assert part in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--missing", "guess"], "--missing must be skip, unknown-as-zero or leave-theme-out"),
        (["--missing", "leave-theme-out"], "with the code of a theme"),
        (["--missing=leave-theme-out"], "with the code of a theme, not leave-theme-out."),
        (["--missing", "leave-theme-out", "--annex"], "with the code of a theme"),
        (["--json", "--csv"], "--json and --csv cannot be given together: choose one of the two."),
        (["--missing", "leave-theme-out", "X"], "There is no theme X to leave out"),
        (["--missing", "leave-theme-out", "AA.1"], "the themes are A, AA, B"),
        (["--rule", "sum"], "no levels for B1, B2"),
        (["--weights", "nowhere.csv"], "nowhere.csv cannot be read"),
    ],
)
def test_a_method_that_does_not_fit_is_refused_in_a_sentence(
    scored: Command, tmp_path: Path, words: list[str], said: str
) -> None:
    files = (str(tmp_path / "small"), str(tmp_path / "one.csv"))
    ran = scored.run("score", *files, *words)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_score_by_department_adds_each_department(scored: Command, tmp_path: Path) -> None:
    # B1 has an answer of one person of two, in one department of two, and is half of B, B a third
    out = run(scored, tmp_path, "two.csv", "--by", "department")
    assert out.splitlines() == [
        "Aba: 51.7 of 100 (51.7 to 51.7), coverage 100%, reach 92% of people and 92% of departments; "
        "lowest theme A 27.5",
        "  A 27.5 of 100 (27.5 to 27.5), coverage 100%, reach 100% of people and 100% of departments",
        "  B 100.0 of 100 (100.0 to 100.0), coverage 100%, reach 75% of people and 75% of departments",
        "  d: 40.0 of 100 (26.7 to 60.0), coverage 83%, reach 83% of people, one person; "
        "lowest theme A 40.0",
        "    A 40.0 of 100 (40.0 to 40.0), coverage 100%, reach 100% of people, one person",
        "    B not enough answers, coverage 50%, reach 50% of people",
        "  e: 43.3 of 100 (43.3 to 43.3), coverage 100%, reach 100% of people, one person; "
        "lowest theme A 15.0, the mean hides a weak spot",
        "    A 15.0 of 100 (15.0 to 15.0), coverage 100%, reach 100% of people, one person",
        "    B 100.0 of 100 (100.0 to 100.0), coverage 100%, reach 100% of people, one person",
    ]
    printed = json.loads(run(scored, tmp_path, "two.csv", "--by", "department", "--json"))
    by = printed["units"][0]["by_department"]
    assert {name: nodes["AA.1"]["score"] for name, nodes in by.items()} == {"d": 100, "e": 0}


def test_score_writes_csv_with_a_row_per_node(scored: Command, tmp_path: Path) -> None:
    plain, by = (
        list(csv.DictReader(io.StringIO(run(scored, tmp_path, "two.csv", "--csv", *words))))
        for words in ([], ["--by", "department"])
    )
    assert [row["code"] for row in plain] == ["overall", "A", "AA", "AA.1", "1.10", "B", "B1", "B2"]
    assert [row["department"] for row in by] == [""] * 8 + ["d"] * 8 + ["e"] * 8
    assert plain[3]["score"] == "50.0"
    unknown = next(row for row in by if (row["department"], row["code"]) == ("d", "B1"))
    assert (unknown["score"], unknown["state"]) == ("", "unanswered")


def test_the_annex_adds_agreement_and_its_measures(scored: Command, tmp_path: Path) -> None:
    lines = run(scored, tmp_path, "two.csv", "--annex").splitlines()
    assert lines[3:] == [
        "Annex of Aba: Krippendorff's ordinal alpha not defined",
        "  discuss first: AA.1, 1.10",
        "  with unknowns as 0: the overall moves by +0.0 points",
        "  without A: the overall moves by +48.3 points",
        "  without B: the overall moves by -24.2 points",
        "  AA.1 too few answers to judge agreement (2): C 0.00, Tastle-Wierman 0.00, van der Eijk "
        "-1.00, IQR 2.00; no interval; level 0.0 to 2.0 whoever is left out",
        "  1.10 too few answers to judge agreement (2): C 1.00, Tastle-Wierman 1.00, van der Eijk "
        "1.00, IQR 0.00; no interval; level 1.0 to 1.0 whoever is left out",
    ]


def test_the_annex_stands_beside_the_scores_in_json_and_csv(
    scored: Command, tmp_path: Path
) -> None:
    words = ["--annex", "--by", "department"]
    found = json.loads(run(scored, tmp_path, "two.csv", *words, "--json"))["annex"]
    rows = {(row["department"], row["code"]): row for row in found["indicators"]}
    assert list(rows) == [(name, code) for name in ("", "d", "e") for code in ("AA.1", "1.10")]
    assert (rows["", "AA.1"]["consensus"], rows["d", "AA.1"]["consensus"]) == (0, 1)
    assert rows["", "AA.1"]["departments_differ"] == "may be chance"
    assert found["units"]["Aba"]["alpha"] is None
    moves = found["units"]["Aba"]["moves"]
    assert [move["theme"] for move in moves] == [None, "A", "B"]
    assert moves[2]["overall"] == pytest.approx(27.5)
    table = list(csv.DictReader(io.StringIO(run(scored, tmp_path, "two.csv", *words, "--csv"))))
    assert len(table) == 24
    assert (table[3]["code"], table[3]["label"]) == ("AA.1", "too few answers to judge agreement")
    assert table[0]["label"] == ""


@pytest.fixture
def results(scored: Command, tmp_path: Path) -> tuple[str, str]:
    """Two results as JSON files: of one and of both departments."""
    for name in ("one", "two"):
        date = ["--date", f"2026-10-1{len(name)}"]
        out = run(scored, tmp_path, f"{name}.csv", "--json", *date)
        (tmp_path / f"{name}.json").write_text(out, encoding="utf-8")
    return str(tmp_path / "one.json"), str(tmp_path / "two.json")


def test_compare_prints_differences_below_the_line_that_allows_them(
    scored: Command, results: tuple[str, str]
) -> None:
    ran = scored.run("compare", results[1], results[1])
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "Aba | Aba"
    assert lines[1].startswith("  Comparable: all 4 indicators were asked in both")
    assert "2 people, 2 departments (October 13, " in lines[1]
    assert lines[3] == "  A 27.5 | 27.5  +0.0"
    assert lines[-1].startswith(
        "A gap of less than one level on a single indicator is not called a finding"
    )


def test_compare_says_why_results_are_not_comparable(
    scored: Command, results: tuple[str, str]
) -> None:
    ran = scored.run("compare", *results)
    assert ran.status == 0
    assert "is one person's answer." in ran.out
    assert "  AA.1 100.0 | 50.0  -50.0 (a level or more)" in ran.out
    printed = json.loads(scored.run("compare", *results, "--json").out)
    assert printed[0]["comparable"] is False
    assert printed[0]["nodes"]["AA.1"]["difference"] == -50


def test_compare_says_that_a_theme_was_left_out(
    scored: Command, results: tuple[str, str], tmp_path: Path
) -> None:
    out = run(scored, tmp_path, "two.csv", "--json", "--missing", "leave-theme-out", "B")
    (tmp_path / "left.json").write_text(out, encoding="utf-8")
    ran = scored.run("compare", results[1], str(tmp_path / "left.json"))
    assert "2 of 4 indicators were asked in both" in ran.out
    assert "One of the two leaves out the theme B." in ran.out


def test_compare_takes_a_result_in_which_nothing_weighs(scored: Command, tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text("code,weight\nA,0\nB,0\nAA.1,0\n1.10,0\n", encoding="utf-8")
    out = run(scored, tmp_path, "two.csv", "--json", "--weights", str(tmp_path / "w.csv"))
    (tmp_path / "none.json").write_text(out, encoding="utf-8")
    ran = scored.run("compare", *[str(tmp_path / "none.json")] * 2)
    assert (ran.status, ran.err) == (0, "")
    assert "  overall no score | no score  no score\n" in ran.out
    assert "  AA.1 50.0 | 50.0  +0.0\n" in ran.out


def test_compare_says_that_a_result_has_no_units(
    scored: Command, results: tuple[str, str], tmp_path: Path
) -> None:
    without = json.loads(Path(results[0]).read_text(encoding="utf-8")) | {"units": []}
    (tmp_path / "empty.json").write_text(json.dumps(without), encoding="utf-8")
    ran = scored.run("compare", results[0], str(tmp_path / "empty.json"))
    assert (
        sentence(ran)
        == "The two results have no unit in common: the first has Aba, the second none.\n"
    )


DAMAGE: dict[str, Callable[[Any], Any]] = {
    "framework": lambda data: data["framework"].pop("structure"),
    "structure": lambda data: data["framework"]["structure"]["themes"].append("A"),
    "twice": lambda data: data["framework"]["structure"]["themes"].append(
        data["framework"]["structure"]["themes"][0]
    ),
    "method": lambda data: data["method"].update(missing="guess"),
    "option": lambda data: data["method"].update(more=1),
    "date": lambda data: data.update(date="yesterday"),
    "people": lambda data: data["units"][0].update(people="two"),
    "score": lambda data: data["units"][0]["nodes"]["A"].update(score="high"),
    "unknown": lambda data: data["units"][0]["nodes"]["A"].update(unknown=float("inf")),
    "counts": lambda data: data["units"][0]["nodes"]["A"].update(counts=[]),
    "node": lambda data: data["units"][0]["nodes"].update(A=3),
    "units": lambda data: data.update(units="Aba"),
}


@pytest.mark.parametrize(
    "content",
    [
        "no json",
        "[]",
        "{}",
        '{"units": [{"unit": "a"}]}',
        '{"units": []}',
        "1",
        "[" * 99_999,
        *DAMAGE,
    ],
)
def test_compare_refuses_what_is_no_result(
    scored: Command, results: tuple[str, str], tmp_path: Path, content: str
) -> None:
    if content in DAMAGE:
        data = json.loads(Path(results[0]).read_text(encoding="utf-8"))
        DAMAGE[content](data)
        content = json.dumps(data)
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    for files in (results[0], str(tmp_path / "x.json")), (str(tmp_path / "x.json"), results[0]):
        said = sentence(scored.run("compare", *files))
        assert said.endswith(
            "x.json is not a result of resilience score --json. Score the responses again with --json "
            "and compare those files.\n"
        )
