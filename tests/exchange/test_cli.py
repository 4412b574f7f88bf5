"""The commands `score` and `framework`: what they print, and how they refuse."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from resilience.cli import main
from tests.framework.small import FILES, changed, written
from tests.framework.suggested import WHOLE

HEADER = "unit,department,participant,indicator,answer\n"
#: AA.1: 100 and 50 in one department, 0 in the other; 1.10 and power by one person each
ANSWERS = """\
Aba,Works,p1,AA.1,2
Aba,Works,p2,AA.1,1
Aba,Health,p1,AA.1,0
Aba,Works,p1,1.10,1
Aba,Works,p1,B1,5
Aba,Works,p1,B2,200
Öst,Works,p1,AA.1,dk
Öst,Works,p1,1.10,na
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "frameworks" / "small", FILES)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(HEADER + ANSWERS, encoding="utf-8")
    return path


def resilience(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str | Path
) -> tuple[int, str, str]:
    """Run the command in this process: exit status, standard output, standard error."""
    monkeypatch.setattr(sys, "argv", ["resilience", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


Run = tuple[pytest.MonkeyPatch, pytest.CaptureFixture[str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return monkeypatch, capsys


def test_score_prints_each_unit_with_its_themes(run: Run, folder: Path, answers: Path) -> None:
    status, out, err = resilience(*run, "score", folder, answers)
    # AA.1 (75 + 0)/2 = 37.5, 1.10 20 with weight 3: 24.375; B sqrt(50 * 100) = 70.71;
    # overall (2 * 24.375 + 70.71)/3 = 39.82. Reach of people in A: 3 of 3 and, with weight 3, 1 of
    # 3, in B 1 of 3; of the two departments in A both and one, in B one
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "Aba: 39.8 of 100 (39.8 to 39.8), coverage 100%, reach 44% of people and 58% of departments; "
        "lowest theme A 24.4",
        "  A 24.4 of 100 (24.4 to 24.4), coverage 100%, reach 50% of people and 63% of departments",
        "  B 70.7 of 100 (70.7 to 70.7), coverage 100%, reach 33% of people and 50% of departments",
        "Öst: not scored, coverage 0%, reach 0% of people and 0% of departments",
        "  A not scored, coverage 0%, reach 0% of people and 0% of departments",
        "  B not scored, coverage 0%, reach 0% of people and 0% of departments",
    ]


def test_score_rounds_half_up(run: Run, folder: Path, tmp_path: Path) -> None:
    # 1.10 at 20 weighs 3, AA.1 at 25 over two people in two departments weighs 1: 21.25
    lines = "u,d,p,AA.1,1\nu,e,p,AA.1,0\nu,d,p,1.10,1\nu,d,p,B1,na\nu,d,p,B2,na\n"
    (tmp_path / "half.csv").write_text(HEADER + lines, encoding="utf-8")
    _, out, _ = resilience(*run, "score", folder, tmp_path / "half.csv")
    assert out.splitlines() == [
        "u: 21.3 of 100 (21.3 to 21.3), coverage 100%, reach 63% of people and 63% of departments; "
        "lowest theme A 21.3",
        "  A 21.3 of 100 (21.3 to 21.3), coverage 100%, reach 63% of people and 63% of departments",
        "  B not applicable",
    ]


def test_score_json_has_every_node_in_full_precision(run: Run, folder: Path, answers: Path) -> None:
    status, out, err = resilience(*run, "score", folder, answers, "--json")
    assert (status, err) == (0, "")
    printed = json.loads(out)
    assert list(printed) == ["format", "framework", "method", "date", "units"]
    assert (printed["framework"]["id"], printed["framework"]["version"]) == ("small", "1.0")
    assert len(printed["framework"]["sha256"]) == 64
    assert [unit["unit"] for unit in printed["units"]] == ["Aba", "Öst"]
    for unit in printed["units"]:
        assert set(unit["nodes"]) == {"overall", "A", "AA", "AA.1", "1.10", "B", "B1", "B2"}
    assert printed["units"][0]["nodes"]["B"]["score"] == pytest.approx(5000**0.5, abs=1e-12)


def test_score_json_writes_a_missing_figure_as_null(run: Run, folder: Path, answers: Path) -> None:
    _, out, _ = resilience(*run, "score", folder, answers, "--json")
    nodes = json.loads(out)["units"][1]["nodes"]
    none = dict.fromkeys(["score", "low", "high", "weak_spot", "points", "coverage"])
    empty = {"maximum": 100, "unknown": 0, "one_person": True, "reach": 0, "departments": 0}
    assert nodes["1.10"] == {
        **none,
        **empty,
        "title": "Drain size",
        "kind": "indicator",
        "state": "not applicable",
        "counts": {"level": 0, "na": 1, "dk": 0, "blank": 0},
    }
    assert nodes["AA.1"] == {
        **none,
        **empty,
        "title": "Drain plan",
        "kind": "indicator",
        "state": "unanswered",
        "low": 0,
        "high": 100,
        "coverage": 0,
        "unknown": 1,
        "counts": {"level": 0, "na": 0, "dk": 1, "blank": 0},
    }


def test_score_finds_an_installed_framework_by_its_id(
    run: Run, folder: Path, answers: Path
) -> None:
    run[0].setenv("RESILIENCE_FRAMEWORKS", str(folder.parent))
    by_id = resilience(*run, "score", "small", answers)
    assert by_id == resilience(*run, "score", folder, answers)
    status, out, err = resilience(*run, "score", "large", answers)
    assert (status, out) == (2, "")
    assert err == "There is no framework large. Installed: small.\n"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (HEADER + "u,d,p,AA.1,9\nu,d,p,B9,1\n", "row 2: AA.1: found '9'"),
        (HEADER + "u,d,p,AA.1,9\nu,d,p,B9,1\n", "row 3: B9: found an unknown indicator"),
        ("unit,answer\n", "row 1: found unit,answer"),
        (HEADER + 'u,d,"p,AA.1,1\n', "not readable as CSV"),
        ("", "row 1: found nothing"),
    ],
)
def test_score_refuses_a_bad_file_with_status_2_and_nothing_on_standard_output(
    run: Run, folder: Path, answers: Path, content: str, part: str
) -> None:
    answers.write_text(content, encoding="utf-8")
    status, out, err = resilience(*run, "score", folder, answers)
    assert (status, out) == (2, "")
    assert err.startswith("The responses cannot be scored:\n  - row ")
    assert part in err


def test_score_reads_counts_too(run: Run, folder: Path, tmp_path: Path) -> None:
    counts = tmp_path / "Aba.csv"
    counts.write_text(
        "round,unit,indicator,answer,answers,people,total,squares\n"
        "1,Works,,room,1,1,,\n1,Works,AA.1,2,1,1,,\n1,Works,1.10,1,1,1,,\n",
        encoding="utf-8",
    )
    status, out, err = resilience(*run, "score", folder, counts, "--by", "department")
    assert status == 0
    assert err.startswith("Aba: agreed levels and adopted weights are not in this file")
    assert out.startswith("Aba: ")
    assert "\n  Works: " in out
    counts.write_text(
        "round,unit,indicator,answer,answers,people,total,squares\n", encoding="utf-8"
    )
    status, _, err = resilience(*run, "score", folder, counts)
    assert (status, "There are no answers" in err) == (2, True)


def test_score_says_that_a_file_has_no_answers(run: Run, folder: Path, answers: Path) -> None:
    answers.write_text(HEADER, encoding="utf-8")
    status, out, err = resilience(*run, "score", folder, answers)
    assert (status, out) == (2, "")
    assert err == f"There are no answers in the file {answers}.\n"


def test_score_refuses_a_file_that_cannot_be_read(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes("unit\nÖst\n".encode("latin-1"))
    for name, reason in (
        ("none.csv", "No such file"),
        ("latin.csv", "not UTF-8 text; save it as CSV UTF-8"),
    ):
        status, out, err = resilience(*run, "score", folder, tmp_path / name)
        assert (status, out) == (2, "")
        assert err.startswith("The file ")
        assert reason in err


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_score_accepts_a_byte_order_mark_and_any_line_ends(
    run: Run, folder: Path, answers: Path, end: str
) -> None:
    plain = resilience(*run, "score", folder, answers)
    text = "\ufeff" + (HEADER + ANSWERS).replace("\n", end)
    answers.write_bytes(text.encode())
    assert resilience(*run, "score", folder, answers) == plain


def test_framework_check_says_that_there_is_no_fault(run: Run, folder: Path) -> None:
    status, out, err = resilience(*run, "framework", "check", folder)
    assert (status, err) == (0, "")
    assert out == "small 1.0: no fault, 2 themes, 4 indicators\n"


def test_framework_check_reads_suggested_actions_too(run: Run, tmp_path: Path) -> None:
    folder = written(tmp_path / "good", {**FILES, **WHOLE})
    status, out, _ = resilience(*run, "framework", "check", folder)
    assert (status, out) == (
        0,
        "small 1.0: no fault, 2 themes, 4 indicators, 2 suggested actions\n",
    )
    bad = WHOLE["actions.yaml"].replace("step: 2", "step: 3")
    status, out, err = resilience(
        *run, "framework", "check", written(folder, {"actions.yaml": bad})
    )
    assert (status, out) == (2, "")
    assert "  - actions.yaml: drill: found the step 3, expected at most 2" in err


def test_framework_check_names_every_fault(run: Run, tmp_path: Path) -> None:
    files = changed("framework.yaml", "[flood]", "[food, fire]")
    status, out, err = resilience(*run, "framework", "check", written(tmp_path / "bad", files))
    assert (status, out) == (2, "")
    first, *faults = err.splitlines()
    assert first == "The framework has errors:"
    assert [fault.split(", expected")[0] for fault in faults] == [
        "  - framework.yaml: AA.1: found the hazard `food`",
        "  - framework.yaml: AA.1: found the hazard `fire`",
    ]


def test_framework_check_of_a_folder_without_one_is_refused(run: Run, tmp_path: Path) -> None:
    status, out, err = resilience(*run, "framework", "check", tmp_path / "none")
    assert (status, out) == (2, "")
    assert "a file framework.yaml is expected there" in err


def test_framework_list_names_the_installed_ones(run: Run, folder: Path) -> None:
    run[0].setenv("RESILIENCE_FRAMEWORKS", str(folder.parent))
    assert resilience(*run, "framework", "list") == (0, "small 1.0: Small, 4 indicators\n", "")


def test_framework_list_with_a_broken_one_names_its_folder(run: Run, folder: Path) -> None:
    written(folder.parent / "bad", {"framework.yaml": "- x"})
    run[0].setenv("RESILIENCE_FRAMEWORKS", str(folder.parent))
    status, out, err = resilience(*run, "framework", "list")
    assert (status, out) == (2, "")
    assert "bad/framework.yaml: found a list" in err


def as_process(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "resilience", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_process_refuses_in_a_sentence_without_a_traceback(folder: Path, answers: Path) -> None:
    answers.write_text(HEADER + "u,d,p,AA.1,1.5\n", encoding="utf-8")
    ran = as_process("score", folder, answers)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "The responses cannot be scored:\n"
        "  - row 2: AA.1: found '1.5', expected a level from 0 to 2, na, dk or nothing.\n"
    )


def test_the_process_refuses_a_broken_framework_without_a_traceback(tmp_path: Path) -> None:
    ran = as_process("framework", "check", written(tmp_path, {"framework.yaml": "[a]: ["}))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("The framework has errors:\n  - framework.yaml: ")
    assert "Traceback" not in ran.stderr
