"""`resilience framework xlsform` and `responses from-xlsform`: out to devices and back to scores."""

from pathlib import Path

import pytest

from tests.cli.run import Command, sentence
from tests.framework.small import FILES, changed, written
from tests.workbook.forms import converted

CSV = """\
department_name;people;theme_A/theme_AA/card_AA_1/answer_AA_1;theme_B/card_B1/answer_B1;_uuid
Water;3;2;5;u1
Health;1;dk;;u2
"""


@pytest.fixture
def folder(command: Command) -> Path:
    """The folder of a framework, and what was collected beside it."""
    (command.folder / "collected.csv").write_text(CSV, encoding="utf-8")
    return written(command.folder / "small", FILES)


def form(command: Command, *words: str) -> tuple[int, str, str]:
    """Write a form of the framework."""
    return command.run("framework", "xlsform", "small", "-o", "new/form.xlsx", *words)


def collect(command: Command, *words: str) -> tuple[int, str, str]:
    """Turn what was collected into the long CSV."""
    given = ("collected.csv", "--framework", "small", "--unit", "Haiwan", "-o", "new/long.csv")
    return command.run("responses", "from-xlsform", *given, *words)


def test_a_form_is_written(command: Command, folder: Path) -> None:
    assert form(command) == (0, "Written: new/form.xlsx\n", "")
    made = converted((command.folder / "new/form.xlsx").read_bytes())
    assert {"department_name", "answer_AA_1", "answer_B2"} <= set(made.questions)
    assert made.settings["id"] == "small-full"


def test_a_form_asks_the_tier_and_the_departments_that_are_named(
    command: Command, folder: Path
) -> None:
    assert (
        form(command, "--tier", "quick", "--department", "Water", "--department", "Old Port")[0]
        == 0
    )
    made = converted((command.folder / "new/form.xlsx").read_bytes())
    assert "answer_B2" not in made.questions
    assert made.options("departments") == {"Water": "Water", "Old%20Port": "Old Port"}


def test_an_installed_framework_is_named_by_its_id(command: Command) -> None:
    given = ("undrr-preliminary", "-o", "form.xlsx")
    assert command.run("framework", "xlsform", *given).status == 0
    made = converted((command.folder / "form.xlsx").read_bytes())
    assert made.settings["id"] == "undrr-preliminary-full"


def test_what_comes_back_is_scored(command: Command, folder: Path) -> None:
    said = "Written: new/long.csv (3 answers in 2 submissions; 4 people gave them, and each submission counts once)\n"
    assert collect(command) == (0, said, "")
    assert (command.folder / "new/long.csv").read_text(encoding="utf-8").splitlines() == [
        "unit,department,participant,indicator,answer",
        "Haiwan,Water,u1,AA.1,2",
        "Haiwan,Water,u1,B1,5",
        "Haiwan,Health,u2,AA.1,dk",
    ]
    scored = command.run("score", "small", "new/long.csv")
    assert (scored.status, scored.err) == (0, "")
    assert scored.out.startswith("Haiwan: ")


def test_an_installed_framework_is_found_by_its_id(command: Command, folder: Path) -> None:
    (command.folder / "collected.csv").write_text("answer_INF1,KEY\n3,a\n", encoding="utf-8")
    given = ("collected.csv", "--framework", "urban-resilience", "--unit", "u", "-o", "long.csv")
    assert command.run("responses", "from-xlsform", *given).status == 0


def test_nothing_is_written_over(command: Command, folder: Path) -> None:
    for run, name in ((form, "new/form.xlsx"), (collect, "new/long.csv")):
        assert run(command)[0] == 0
        status, out, err = run(command)
        assert (status, out) == (2, "")
        assert f"The file {name} already exists" in err
        assert run(command, "--force")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("small", "-o", "form.csv"), "The name of form.csv must end in .xlsx."),
        (("none", "-o", "form.xlsx"), "There is no framework none. Installed: "),
        (("small", "-o", "file/form.xlsx"), "file/form.xlsx cannot be written: "),
        (
            ("full", "-o", "form.xlsx", "--tier", "quick"),
            "The scorecard has no indicators in the tier quick.",
        ),
    ],
)
def test_a_form_that_cannot_be_written_is_refused(
    command: Command, folder: Path, words: tuple[str, ...], said: str
) -> None:
    (command.folder / "file").write_text("")
    full = FILES["framework.yaml"].replace("tier: quick", "tier: full")
    written(command.folder / "full", {**FILES, "framework.yaml": full})
    assert said in sentence(command.run("framework", "xlsform", *words))
    assert not (command.folder / words[2]).exists()


def test_faults_of_a_framework_are_named(command: Command, folder: Path) -> None:
    written(folder, changed("framework.yaml", "[flood]", "[food]"))
    status, _, err = form(command)
    assert status == 2
    assert "framework.yaml: AA.1: found the hazard `food`" in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CSV.replace("Water;3;2", "Water;3;7"), "row 2: theme_A/theme_AA/card_AA_1/answer_AA_1: found '7'"),
        (CSV.replace("_uuid", "age"), "row 1: age: this column is not in the form"),
        (CSV.replace("u2", "u1"), "row 3: _uuid: found submission 'u1' again (first in row 2)"),
        ("Department;Is there a plan?\n", "such as answer_AA_1. Export with names instead of labels (in KoboToolbox: XML values and headers"),
        (CSV.splitlines()[0], "There are no answers in the file collected.csv."),
        ("", "row 1: found no column for an indicator of small"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused(
    command: Command, folder: Path, text: str, said: str
) -> None:
    (command.folder / "collected.csv").write_text(text, encoding="utf-8")
    status, out, err = collect(command)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert not (command.folder / "new/long.csv").exists()


def test_a_file_that_is_no_text_is_refused(command: Command, folder: Path) -> None:
    (command.folder / "collected.csv").write_bytes(b"\xff\xfe\x00")
    status, _, err = collect(command)
    assert status == 2
    assert "it is not UTF-8 text" in err


def test_a_blank_unit_is_refused(command: Command, folder: Path) -> None:
    given = ("collected.csv", "--framework", "small", "--unit", " ", "-o", "long.csv")
    assert "--unit is empty. Give the name of what is scored" in sentence(
        command.run("responses", "from-xlsform", *given)
    )
