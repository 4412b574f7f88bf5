"""Libraries of others in the layout load, and what is changed or left out is told."""

import io
import re
import zipfile

import pytest

from resilience.errors import Faults
from resilience.framework import Framework, Goalposts, Levels, load_source
from resilience.workbook.framework_sheets import read_framework, write_framework
from tests.workbook.foreign import ROWS, foreign, library
from tests.workbook.frameworks.examples import made, plain


def loaded(data: bytes) -> Framework:
    return load_source(read_framework(data).source)


def test_a_library_loads_with_its_words_and_scores() -> None:
    found = loaded(foreign())
    assert (found.id, found.version, found.licence, found.publisher) == (
        "the-ex-1",
        "4",
        "(c) X",
        "X",
    )
    mission = found.indicator("GV-01")
    assert mission is not None
    assert mission.scale == Levels((0, 50, 100), (1, 2, 3))
    words = found.texts["en"].indicators["GV-01"]
    assert (words.title, words.question, words.why) == (
        "Mission",
        "Is there a mission?",
        "It guides.",
    )
    assert words.levels == ("Partial: Hardly any.", "Better", "Best: All of it.")
    french = found.texts["fr"].indicators
    assert list(french) == ["GV-01"]
    assert french["GV-01"].question == "Y a-t-il une mission ?"
    assert french["GV-01"].levels == ("Partiel", "Mieux", "Best: All of it.")


def test_its_rows_are_made_to_fit_and_that_is_told() -> None:
    read = read_framework(foreign())
    found = load_source(read.source)
    tree = [(node.code, type(node).__name__) for node in found.root.nodes()][1:]
    assert tree == [
        ("ALL-T", "Theme"), ("Z", "Indicator"),
        ("GV", "Theme"), ("GV-T", "Theme"), ("GV-01", "Indicator"), ("R4", "Indicator"),
        ("GV.02", "Theme"), ("GV.02-2", "Indicator"),
    ]  # fmt: skip
    assert found.title("R4") == "Are there people?"
    assert tuple(map(str, read.unused)) == (
        "The sheet drafts is not part of the layout and was left out.",
        "req_content: rows left out because they have nothing to assess below them: row 8.",
        "req_content: indicators alongside themes were put into a theme of their own: rows 3, 4.",
        "req_content: indicators without a theme were put into a new one: row 7.",
        "req_content: codes changed to fit this system: rows 3, 6.",
        "req_content: rows given a code by this system: row 4.",
        "The library The Éx 1 has the id the-ex-1 here.",
        "library_meta: urn, packager have no counterpart here and were left out.",
        "req_meta: base_urn has no counterpart here and was left out.",
        "req_content: implementation_groups, threats have no counterpart here and were left out.",
        "threats_content: 1 rows of type threats have no counterpart here and were left out.",
    )


def test_it_comes_back_from_our_own_workbook() -> None:
    found = loaded(foreign())
    assert plain(loaded(write_framework(found))) == plain(found)


def test_words_of_another_language_stand_in_for_english_ones_and_that_is_told() -> None:
    read = read_framework(foreign("ko"))
    found = load_source(read.source)
    assert sorted(found.texts) == ["en", "fr", "ko"]
    assert found.texts["en"].indicators == found.texts["ko"].indicators
    assert any("the text in ko is used instead" in str(sentence) for sentence in read.unused)


@pytest.mark.parametrize(
    ("limits", "scale"), [([], Goalposts(0, 100)), ([["min_score", 1], ["max_score", 5]], Goalposts(1, 5))]
)  # fmt: skip
def test_without_scores_a_number_is_asked(limits: list[list[object]], scale: Goalposts) -> None:
    sheets = library()
    sheets["req_meta"] = [*sheets["req_meta"][:5], *limits]
    read = read_framework(made(sheets))
    assert {i.scale for i in load_source(read.source).root.indicators()} == {scale}
    assert any(
        "has no scores_definition: rows without their own ask for a number from" in str(said)
        for said in read.unused
    )
    assert any(str(said).startswith("scores_content: 3 rows") for said in read.unused)


def test_more_scores_than_levels_become_a_number() -> None:
    sheets = library()
    sheets["scores_content"] = [["score", "name"], *([n, f"n {n}"] for n in range(12))]
    sheets["req_meta"][5:7] = [["min_score", 0], ["max_score", 11]]
    read = read_framework(made(sheets))
    assert {i.scale for i in load_source(read.source).root.indicators()} == {Goalposts(0, 11)}
    assert any("the wording of 12 scores was left out" in str(said) for said in read.unused)


def test_a_row_may_name_scores_of_its_own() -> None:
    sheets = library()
    sheets["own_meta"] = [["type", "scores"], ["name", "yes or no"]]
    sheets["own_content"] = [["score", "name"], [0, "No"], [1, "Yes"]]
    heads = [*ROWS[0], "scores_definition_ref"]
    sheets["req_content"] = [heads, ROWS[1], [*ROWS[2], "yes or no"], *ROWS[3:]]
    found = loaded(made(sheets))
    assert found.texts["en"].indicators["GV-01"].levels == ("No", "Yes")
    assert found.texts["en"].indicators["Z"].levels[1] == "Better"


def test_an_indicator_with_rows_below_it_stays_one() -> None:
    sheets = library()
    sheets["req_content"] = [ROWS[0], ["x", *ROWS[1][1:]], *ROWS[2:]]
    found = loaded(made(sheets))
    assert found.indicator("GV") is not None
    assert next(i.code for i in found.themes[1].indicators()) == "GV"


def test_signs_that_nobody_sees_are_left_out_and_that_is_told() -> None:
    sheets = library()
    sheets["req_content"][2] = [*ROWS[2][:3], "Mis\u00adsion\u200b", "One.\u2028Two.", *ROWS[2][5:]]
    read = read_framework(made(sheets))
    words = load_source(read.source).texts["en"].indicators["GV-01"]
    assert (words.title, words.question) == ("Mission", "One.\nTwo.")
    assert any("were removed from 2 texts, and line" in str(said) for said in read.unused)


def test_ligatures_and_private_signs_are_replaced_and_that_is_told() -> None:
    sheets = library()
    sheets["req_content"][2] = [
        *ROWS[2][:3],
        "\ufb01re",
        "\uf0a7 One\n\uf0a7 \ufb02ow",
        *ROWS[2][5:],
    ]
    read = read_framework(made(sheets))
    words = load_source(read.source).texts["en"].indicators["GV-01"]
    assert (words.title, words.question) == ("fire", "• One\n• flow")
    told = [str(said) for said in read.unused]
    assert (
        "Ligatures (fi as one character) were written as separate letters. Texts changed: 2."
        in told
    )
    assert (
        "Private-use characters (bullets from symbol fonts) were replaced by • in 1 texts." in told
    )


def test_a_row_with_a_code_alone_is_named_by_it_and_that_is_told() -> None:
    sheets = library()
    sheets["req_content"] = [
        ROWS[0],
        [None, 1, "GV", *[None] * 7],
        *ROWS[2:5],
        ["x", 3, "GV.03", None, None, "It guides.", *[None] * 4],
        ["x", 3, "GV.04", *[None] * 7],
    ]
    read = read_framework(made(sheets))
    found = load_source(read.source)
    assert found.title("GV") == "GV"
    words = found.texts["en"].indicators
    assert (words["GV.03"].title, words["GV.03"].question) == ("GV.03", "GV.03")
    assert (words["GV.04"].title, words["GV.04"].question) == ("GV.04", "GV.04")
    told = "req_content: rows without text, named by their code: rows 2, 6, 7."
    assert told in map(str, read.unused)
    assert "GV" not in found.texts["fr"].titles


def test_cells_far_right_that_have_a_format_alone_are_no_reason_to_refuse() -> None:
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(foreign())) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            far = re.sub(
                rb'(<row r="(\d+)".*?)</row>', rb'\1<c r="XFD\2" s="0"/></row>', old.read(item)
            )
            new.writestr(item.filename, far if "/sheet" in item.filename else old.read(item))
    assert b"XFD" in zipfile.ZipFile(data).read("xl/worksheets/sheet1.xml")
    assert read_framework(data.getvalue()) == read_framework(foreign())


def test_a_number_for_a_code_is_a_fault_because_it_may_have_been_another() -> None:
    sheets = library()
    sheets["req_content"][1] = [None, 1, 1.1, *ROWS[1][3:]]
    with pytest.raises(Faults, match=r"row 2, column C \(ref_id\): found 1.1, expected text: "):
        read_framework(made(sheets))


def with_marks(mark: object) -> bytes:
    """The library with another mark in place of each x."""
    rows = [[mark if cell == "x" else cell for cell in row] for row in ROWS[:-2]]
    return made(library() | {"req_content": [*rows, *ROWS[-2:]]})


@pytest.mark.parametrize(
    "no",
    [False, 0, 0.0, "FALSE", "false", "No", " 0 ", "ＦＡＬＳＥ", "-", "否", "いいえ", "아니요"],
)
def test_a_row_that_says_no_is_not_assessed(no: object) -> None:
    assert [one.code for one in loaded(with_marks(no)).root.indicators()] == ["Z"]


@pytest.mark.parametrize("yes", [True, 1, "TRUE", "X", "✓", "是"])
def test_a_row_with_any_other_mark_is_assessed(yes: object) -> None:
    assert len(list(loaded(with_marks(yes)).root.indicators())) == 4
