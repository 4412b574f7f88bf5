"""Faults of files that people bring are told in the language of the page, names and codes as they are."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from resilience.framework.vocabulary import DEPARTMENTS, HAZARDS, SCHEMES
from resilience.text import Text
from resilience.ui.shared.menu import FRAMEWORKS
from tests.app.foreign import english, write_catalogue
from tests.app.manage.test_frameworks import bring
from tests.app.seen import pieces
from tests.app.visit import as_host
from tests.framework.small import FILES
from tests.workbook.foreign import foreign
from tests.workbook.frameworks.examples import edited, put
from tests.workbook.undrr.official import Book

pytestmark = pytest.mark.usefixtures("store")
#: files, keys, codes and terms, and the words of the library below
NAMES = {
    "framework.yaml", "text.en.yaml", "indicators/README.md", "Excel", "UNDRR", "YAML", "ID",
    "licence", "id", "weight", "depth", "version", "score", "scale", "worst", "best", "inf", "*name",
    "AA.1", "SEA1", "00AD", "urn", "packager", "threats", "drafts", "The Éx 1", "the-ex-1", "Example",
    *(", ".join(known) for known in (DEPARTMENTS, HAZARDS, SCHEMES)),
}  # fmt: skip
#: data within a sentence: what is quoted from the file, paths of keys, sheets and columns
DATA = re.compile(r"`[^`]*`|'[^']*'|(?:themes|indicators)(?:\.\w+)+|[a-z]+(?:_[a-z0-9]+)+")


@pytest.fixture(autouse=True)
def abroad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page speaks the language that nobody speaks."""
    monkeypatch.setattr(Text.__init__, "__defaults__", ("en", write_catalogue(tmp_path)))


def assert_told(at: AppTest, count: int) -> None:
    """The page tells this many faults, with no English but data."""
    (error,) = at.error
    _, *faults = lines = error.value.split("\n\n")
    assert len(faults) == count, faults
    assert english([DATA.sub("", line) for line in lines], NAMES) == []


def test_faults_of_yaml_files() -> None:
    structure, said = FILES["framework.yaml"], FILES["text.en.yaml"]
    for old, new in {
        '"1.0"': "2.5",
        "licence: CC-BY-4.0\n": "",
        "[flood]": "[food]",
        "[water]": "[fun]",
        "weight: 3": "weight: -3\n            hue: red",
        "rule: geometric": "rule: median",
        "best: 50": "best: 0",
        "weight: 2": "weight: 2\n    weight: .inf",
    }.items():
        structure = structure.replace(old, new)
    for old, new in {
        "A draft.": "None.",
        "title: Outage": 'title: ""',
        "title: Spare": 'title: "Spa\\u00adre"',
    }.items():
        said = said.replace(old, new)
    files = {"framework_yaml": structure.encode(), "text_en.yaml": said.encode()}
    assert_told(bring(as_host(FRAMEWORKS), **files), 13)


def test_a_file_that_is_no_yaml_of_a_framework() -> None:
    for spoilt in (b"", b"- one", b"id: &a small\nversion: *a", b"version: 2026-02-30"):
        at = bring(as_host(FRAMEWORKS), framework_yaml=spoilt)
        assert_told(at, 2)  # and that the English words are missing


def test_faults_of_a_workbook() -> None:
    def change(workbook: Workbook) -> None:
        rows = "framework_content"
        put(workbook, rows, "B1", "name", "=1+1")
        put(workbook, rows, "B2", "weight", "heavy")
        put(workbook, rows, "1.10", "scores_definition", "scale_9")
        put(workbook, rows, "AA.1", "depth", 5)
        put(workbook, rows, "1.10", "ref_id", 1.1)
        put(workbook, "scale_1_content", "1", "score", 2)
        put(workbook, "library_meta", "version", "", 2)

    assert_told(bring(as_host(FRAMEWORKS), small_xlsx=edited(change)), 10)


def test_faults_of_the_framework_in_a_workbook() -> None:
    def change(workbook: Workbook) -> None:
        put(workbook, "framework_content", "AA.1", "resilience_hazards", "food")

    assert_told(bring(as_host(FRAMEWORKS), small_xlsx=edited(change)), 1)


def test_faults_of_the_official_workbook() -> None:
    made = Book(("P1.1",))
    made.shapes["E01"] += made.shapes["E01"][2:]
    at = as_host(FRAMEWORKS)
    book = ("official.xlsm", made.written(), "application/octet-stream")
    at.file_uploader(key="official-upload").set_value([book]).run()
    assert_told(at.button(key="official-keep").click().run(), 16)


def test_what_of_a_library_was_not_used() -> None:
    before = pieces(as_host(FRAMEWORKS))
    after = pieces(bring(as_host(FRAMEWORKS), other_xlsx=foreign()))
    assert sum("req_" in piece for piece in after) > 5
    told = [DATA.sub("", piece) for piece in after if piece not in before]
    assert english(told, NAMES) == []
