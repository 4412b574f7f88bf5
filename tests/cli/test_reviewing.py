"""`framework review` and `translations review`: a sheet to a reviewer and back."""

import datetime
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from resilience.framework import load_framework
from resilience.settings import ROOT
from resilience.text import Text
from resilience.text.po_review import catalogue_file, read_catalogue
from tests.cli.run import Command, Ran, sentence
from tests.framework.small import FILES, written
from tests.text.translations import catalogue_counts

KOREAN = """\
# by hand
language: ko
title: 작은   # short
themes: {A: {title: 물}, AA: {title: 배수로}, B: {title: 전력}}
indicators:
  AA.1: {title: 계획, question: 있나?, levels: [없음, 초안, 있음]}
  "1.10": {title: 크기, question: 얼마?, levels: [작음, 중간, 큼]}
  B1: {title: 정전, question: 몇 시간?}
"""
#: the sheet is called by the language of its reviewer
KO, JA = Text("ko")("Review"), Text("ja")("Review")
NAMED = {"D2": "김민지", "D3": "editor", "D4": datetime.date(2026, 11, 28)}


@pytest.fixture
def folder(command: Command) -> Path:
    """The folder of a framework with a translation."""
    return written(command.folder / "small", {**FILES, "text.ko.yaml": KOREAN})


def review(command: Command, *words: str, language: str = "ko") -> Ran:
    """Run the command on the small framework."""
    return command.run("framework", "review", "small", "--language", language, *words)


def fill(file: Path, /, **cells: Any) -> None:
    """Fill in cells of a sheet by their name; those of `texts` by the text that is reviewed."""
    book = openpyxl.load_workbook(file)
    assert book.active is not None
    for name, value in cells.items():
        book.active[name] = value
    book.save(file)


def row_of(file: Path, said: str) -> int:
    """The row with a text."""
    book = openpyxl.load_workbook(file)
    assert book.active is not None
    rows = book.active.iter_rows(values_only=True)
    return next(at for at, row in enumerate(rows, 1) if said in row)


def test_a_sheet_goes_out_and_comes_back(command: Command, folder: Path) -> None:
    assert review(command, "-o", "ko.xlsx") == (0, "Written: ko.xlsx (18 texts)\n", "")
    sheet = command.folder / "ko.xlsx"
    outage, title = row_of(sheet, "정전"), row_of(sheet, "Spare")
    fill(sheet, **{**NAMED, f"F{outage}": "단전", f"F{title}": "예비", f"F{title + 1}": "몇 대?"})
    shown = review(command, "--take", "ko.xlsx")
    assert shown.status == 0
    assert (
        f'Changed: {KO}, row {outage}, column F (B1 · Title): "정전" becomes "단전"\n' in shown.out
    )
    assert f'New: {KO}, row {title}, column F (B2 · Title): "예비"\n' in shown.out
    assert "Then: 18 texts reviewed by 김민지, editor, 2026-11-28.\n" in shown.out
    assert "Nothing was written." in shown.out
    assert (folder / "text.ko.yaml").read_text() == KOREAN
    assert "Written: small (text.ko.yaml)" in review(command, "--take", "ko.xlsx", "--write").out
    after = load_framework(folder).texts["ko"]
    assert after.indicators["B1"].title == "단전"
    assert after.reviewed == after.indicators["B2"].reviewed == "김민지, editor, 2026-11-28"
    assert "title: 작은   # short" in (folder / "text.ko.yaml").read_text()
    assert "Nothing changes." in review(command, "--take", "ko.xlsx", "--write").out


def test_nobody_signs_without_a_name(command: Command, folder: Path) -> None:
    review(command, "-o", "ko.xlsx")
    fill(command.folder / "ko.xlsx", **{**NAMED, "D2": " ", "F6": "작다"})
    ran = review(command, "--take", "ko.xlsx", "--write")
    assert f"Not signed: {KO}, row 2, column D: the person's name is missing." in ran.out
    assert (folder / "text.ko.yaml").read_text() == KOREAN.replace("title: 작은 ", 'title: "작다" ')


def test_what_changed_meanwhile_is_contradicted_and_stays(command: Command, folder: Path) -> None:
    review(command, "-o", "ko.xlsx")
    sheet = command.folder / "ko.xlsx"
    fill(sheet, **{**NAMED, f"F{row_of(sheet, '정전')}": "단전"})
    written(folder, {"text.ko.yaml": KOREAN.replace("정전", "전기 끊김").replace("배수로", "하수")})
    ran = review(command, "--take", "ko.xlsx", "--write")
    assert f"Contradicts: {KO}, row 20, column F (B1 · Title)" in ran.out
    assert 'not used: "단전"' in ran.out
    assert "not signed off: 1 texts without a correction" in ran.out
    after = load_framework(folder).texts["ko"]
    assert after.indicators["B1"].title == "전기 끊김"
    assert after.indicators["B1"].reviewed == after.reviewed == ""
    assert after.indicators["AA.1"].reviewed == "김민지, editor, 2026-11-28"


def test_english_needs_a_new_version_and_gets_a_folder_of_its_own(
    command: Command, folder: Path
) -> None:
    review(command, "-o", "en.xlsx", language="en")
    sheet = command.folder / "en.xlsx"
    fill(sheet, **{**NAMED, f"E{row_of(sheet, 'Outage')}": "Blackout"})
    shown = review(command, "--take", "en.xlsx", language="en")
    assert shown.out.endswith(
        "Corrections of English make a new version: give it with --version.\n"
    )
    refused = review(command, "--take", "en.xlsx", "--write", language="en")
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert "The English text of small 1.0 is published" in refused.err
    before = load_framework(folder)
    words = ("--take", "en.xlsx", "--write", "--version", "1.1")
    assert "Written: small-1.1" in review(command, *words, language="en").out
    after = load_framework(command.folder / "small-1.1")
    assert (after.version, after.texts["en"].indicators["B1"].title) == ("1.1", "Blackout")
    assert load_framework(folder) == before
    again = review(command, *words, language="en")
    assert "The folder small-1.1 is not empty" in again.err


def test_an_installed_framework_is_written_where_it_is(command: Command, folder: Path) -> None:
    command.env["RESILIENCE_FRAMEWORKS"] = str(command.folder / "all")
    shutil.copytree(folder, command.folder / "all" / "other name")
    shutil.rmtree(folder)
    review(command, "-o", "ko.xlsx")
    fill(command.folder / "ko.xlsx", **NAMED)
    assert review(command, "--take", "ko.xlsx", "--write").status == 0
    after = load_framework(command.folder / "all" / "other name").texts["ko"]
    assert after.indicators["B1"].reviewed == "김민지, editor, 2026-11-28"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            [],
            "Use -o FILE to write a review sheet, or --take FILE to read a completed one, not both.",
        ),
        (["-o", "x.xlsx", "--take", "x.xlsx"], "Use -o FILE"),
        (["--take", "none.xlsx"], "The file none.xlsx cannot be read"),
        (["--take", "words.txt"], "The file is not an Excel workbook (.xlsx)."),
        (["--take", "bomb.xlsx"], "The file is"),
        (
            ["--take", "ja.xlsx"],
            "is a review of framework small 1.0 (ja), not of framework small 1.0 (ko)",
        ),
        (["-o", "ja.xlsx"], "The file ja.xlsx already exists"),
    ],
)
def test_what_cannot_be_done_is_told(
    command: Command, folder: Path, words: list[str], said: str
) -> None:
    (command.folder / "words.txt").write_text("words")
    (command.folder / "bomb.xlsx").write_bytes(b"PK\x03\x04" + bytes(1000))
    review(command, "-o", "ja.xlsx", language="ja")
    assert said in sentence(review(command, *words))


@pytest.mark.parametrize(("kind", "language"), [("framework", "xx"), ("translations", "en")])
def test_other_languages_are_refused(
    command: Command, folder: Path, kind: str, language: str
) -> None:
    what = ["small"] if kind == "framework" else []
    ran = command.run(kind, "review", *what, "--language", language, "-o", "x.xlsx")
    assert f", not {language}." in sentence(ran)


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the Japanese catalogue, which the commands take for theirs."""
    here = catalogue_file("ja", tmp_path / "locale")
    shutil.copytree(ROOT / "resilience/text/locale/ja", here.parents[1])
    monkeypatch.setattr("resilience.cli.review_sheets.CATALOGUES", tmp_path / "locale")
    return here


def test_the_interface_goes_out_and_comes_back(command: Command, catalogue: Path) -> None:
    before = catalogue.read_bytes()
    out = command.run("translations", "review", "--language", "ja", "-o", "ja.xlsx")
    assert "Written: ja.xlsx" in out.out
    sheet = command.folder / "ja.xlsx"
    water, several = row_of(sheet, "Water"), row_of(sheet, "{n} person\n{n} people")
    fill(sheet, **{**NAMED, f"F{water}": "水", f"F{several}": "人"})
    shown = command.run("translations", "review", "--language", "ja", "--take", "ja.xlsx")
    assert f"Not understood: {JA}, row {several}, column F: found none, expected the" in shown.out
    assert catalogue.read_bytes() == before
    done = command.run("translations", "review", "--language", "ja", "--take", "ja.xlsx", "--write")
    assert "(resilience.po, resilience.mo)" in done.out
    made = read_catalogue(catalogue.read_bytes(), "ja")
    water_message, people = made.get("Water"), made.get(("{n} person", "{n} people"))
    assert water_message is not None
    assert water_message.string == "水"
    assert people is not None
    assert people.user_comments == []
    counts = catalogue_counts(made)
    assert counts["김민지, editor, 2026-11-28"] > 2_000
    assert counts[""] == 1
    assert (
        catalogue.with_suffix(".mo").read_bytes()
        != (ROOT / "resilience/text/locale/ja/LC_MESSAGES/resilience.mo").read_bytes()
    )
