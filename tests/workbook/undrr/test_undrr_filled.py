"""The official UNDRR workbook filled and read back: on a double, or on the real one where it is named."""

import datetime
import io
import random
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.errors import Faults, InputError, ResilienceError
from resilience.workbook.cells import CELL_LIMIT
from resilience.workbook.undrr import (
    CODES,
    Fact,
    ItemRemarks,
    UndrrProfile,
    fill,
    read_filled,
    read_official,
)
from resilience.workbook.undrr.buttons import buttons_of
from resilience.workbook.undrr.edit import with_cells
from resilience.workbook.undrr.fill import FilledTemplate
from resilience.workbook.undrr.filled import FACTS
from resilience.workbook.undrr.layout import open_official
from tests.workbook.reading.spoiled import parts, replaced, typed

pytestmark = pytest.mark.long

#: words as people and attackers type them, as a cell may hold them, without space around
TYPED = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"
    ),
    max_size=30,
).map(str.strip)
LINES = st.lists(
    TYPED
    | st.sampled_from(["=1+1", "+1", "-1", "@a", "_x0041_", "_x005F_", "<r>b</r>", "]]>", "&amp;"]),
    max_size=3,
).map(lambda lines: "\n".join(lines).strip())
LEVELS = st.dictionaries(st.sampled_from(CODES), st.integers(0, 3))
WRITTEN = st.dictionaries(
    st.sampled_from(CODES),
    st.builds(ItemRemarks, st.just(""), LINES, LINES, LINES, LINES),
    max_size=5,
)
PROFILE = UndrrProfile(
    city="Otterstadt",
    country="Land",
    dated="2026-10-13",
    facts={"population": Fact("12000", "2025"), "severe": Fact("=cmd|'/c calc'!A1")},
)
#: a level for every item but two, in turns
SOME = {code: n % 4 for n, code in enumerate(CODES) if code not in ("P3.2", "P8.3")}
EVIDENCE = {"P1.1": ItemRemarks("Water: Otters.", '=HYPERLINK("x")', "@Count", "-Water", "+2027")}


@pytest.fixture(scope="session")
def filled(template: bytes) -> FilledTemplate:
    """The workbook with answers, words and a profile."""
    return fill(template, SOME, EVIDENCE, PROFILE, "…")


def packing(data: bytes) -> list[tuple[str, int, object]]:
    """The names of the parts in their order, and how each is packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(part.filename, part.compress_type, part.date_time) for part in archive.infolist()]


def faults(data: bytes) -> list[str]:
    """What is told of a file that is not the official workbook."""
    with pytest.raises(Faults) as raised:
        fill(data, {}, {}, UndrrProfile(), "…")
    return [str(fault) for fault in raised.value.faults]


def unclear(data: bytes) -> list[str]:
    """What was not understood in a filled workbook."""
    return [str(fault) for fault in read_filled(data).unclear]


def test_an_empty_workbook_says_nothing(template: bytes) -> None:
    found = read_filled(template)
    assert found.items == tuple(c for c in CODES if c in found.items)
    assert len(found.items) in (46, 47)
    assert (found.levels, found.written, found.profile, found.unclear) == (
        {},
        {},
        UndrrProfile(),
        (),
    )
    assert found.totals == {f"E{n}": 0 for n in range(1, 11)}
    assert found.agrees is True


@settings(max_examples=15)
@given(levels=LEVELS, written=WRITTEN)
def test_what_is_filled_in_is_read_back(
    template: bytes, levels: dict[str, int], written: dict[str, ItemRemarks]
) -> None:
    made = fill(template, levels, written, PROFILE, "…")
    found = read_filled(made.data)
    here = set(made.items)
    assert found.levels == {code: level for code, level in levels.items() if code in here}
    assert found.written == {c: w for c, w in written.items() if c in here and w != ItemRemarks()}
    assert found.profile == PROFILE
    assert (found.totals, found.agrees, found.unclear) == (None, None, ())


def test_comments_stand_with_the_evidence(filled: FilledTemplate) -> None:
    found = read_filled(filled.data).written["P1.1"]
    assert found == ItemRemarks("", 'Water: Otters.\n=HYPERLINK("x")', "@Count", "-Water", "+2027")


def test_points_are_those_of_the_levels(filled: FilledTemplate) -> None:
    found = read_filled(filled.data)
    assert sum(found.points.values()) == sum(SOME[c] for c in filled.items if c in SOME)
    assert found.points["E10"] == SOME["P10.1"] + SOME["P10.2"]


def test_every_other_part_is_as_it_was(template: bytes, filled: FilledTemplate) -> None:
    before, after = parts(template), parts(filled.data)
    assert packing(template) == packing(filled.data)
    changed = {name for name in before if before[name] != after[name]}
    touched = ("xl/worksheets/", "xl/ctrlProps/", "xl/workbook.xml")
    assert all(name.startswith(touched) or name.endswith(".vml") for name in changed)
    assert any(name.endswith("vbaProject.bin") for name in before)


def test_cells_that_are_not_written_are_as_they_were(
    template: bytes, filled: FilledTemplate
) -> None:
    """All between the cells is the same, and so is each cell without a formula that got nothing."""
    before, after = open_official(template), open_official(filled.data)
    cell = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
    for name, part in before.parts.items():
        was, now = parts(template)[part], parts(filled.data)[part]
        assert cell.sub(b"", was) == cell.sub(b"", now)
        for old, new in zip(cell.findall(was), cell.findall(now), strict=True):
            place = re.search(rb'r="([A-Z]+\d+)"', old)[1].decode()  # type: ignore[index]
            if not before.held(name, place).formula and b"<f" not in old:
                assert old == new or after.held(name, place).value is not None, (name, place)


def test_formulas_stay_and_what_they_gave_goes(template: bytes, filled: FilledTemplate) -> None:
    before, after = open_official(template), open_official(filled.data)
    computed = 0
    for name, cells in before.cells.items():
        for place, held in cells.items():
            now = after.cells[name][place]
            assert now.formula == held.formula
            computed += bool(held.formula)
            assert not held.formula or now.value is None
    assert computed > 200
    assert b'fullCalcOnLoad="1"' in parts(filled.data)["xl/workbook.xml"]


def test_all_controls_survive_and_the_right_button_is_pressed(
    template: bytes, filled: FilledTemplate
) -> None:
    before, after = parts(template), parts(filled.data)
    controls = [name for name in before if name.startswith("xl/ctrlProps/")]
    assert len(controls) == len(filled.items) * 5
    pressed = re.compile(rb'\s+checked="Checked"')
    assert all(before[name] == pressed.sub(b"", after[name]) for name in controls)
    for code, buttons in buttons_of(open_official(filled.data), []).items():
        places = [n for n, button in enumerate(buttons) if b"checked=" in after[button.part]]
        assert places == ([3 - SOME[code]] if code in SOME else []), code
    drawings = [name for name in after if name.endswith(".vml")]
    marks = sum(after[name].count(b"<x:Checked>1</x:Checked>") for name in drawings)
    assert marks == len([code for code in filled.items if code in SOME])
    mark = re.compile(rb"<x:Checked>1</x:Checked>")
    assert all(before[name] == mark.sub(b"", after[name]) for name in drawings)


def test_words_are_never_a_formula(filled: FilledTemplate) -> None:
    book = open_official(filled.data)
    for name, part in book.parts.items():
        held = parts(filled.data)[part].decode()
        for cell in re.findall(r"<c [^>]*inlineStr.*?</c>", held, re.DOTALL):
            assert "<f" not in cell, name
    assert book.held("E01", "C7").formula == ""


def test_words_that_are_too_long_for_a_cell_are_cut_and_marked(template: bytes) -> None:
    made = fill(template, {}, {"P2.1": ItemRemarks(evidence="o" * 40_000)}, UndrrProfile(), " …")
    evidence = read_filled(made.data).written["P2.1"].evidence
    assert len(evidence) == CELL_LIMIT
    assert evidence.endswith("o …")


def test_what_stands_in_the_profile_already_stays(template: bytes) -> None:
    given = typed(template, "Info", D4="Bibertal", C11=9_000)
    found = read_filled(fill(given, {}, {}, PROFILE, "…").data).profile
    assert (found.city, found.country, found.facts["population"]) == (
        "Bibertal",
        "Land",
        Fact("9000", "2025"),
    )


def test_a_workbook_that_is_filled_in_is_not_filled_again(filled: FilledTemplate) -> None:
    with pytest.raises(Faults, match="filled in") as raised:
        fill(filled.data, SOME, {}, UndrrProfile(), "…")
    told = [str(fault) for fault in raised.value.faults]
    assert told[0] == "E01!E7: this cell is not empty."
    assert len(told) <= 51


def test_a_single_word_is_not_lost_either(template: bytes) -> None:
    assert faults(typed(template, "E02", B23="Count them.")) == ["E02!B23: this cell is not empty."]


@pytest.mark.parametrize(
    ("answer", "level"), [(1, 3), (4, 0), (2.0, 2), ("3", 1), (0, None), ("", None)]
)
def test_answers_are_read_as_the_workbook_scores_them(
    template: bytes, answer: str | float, level: int | None
) -> None:
    found = read_filled(typed(template, "E04", E18=answer))
    assert found.levels == ({} if level is None else {"P4.2": level})
    assert not [fault for fault in found.unclear if "E04" in str(fault)]


@pytest.mark.parametrize("answer", [7, 2.5, -1, "two", "nan", "1e999", "TRUE", "#REF!"])
def test_an_answer_that_is_none_is_named_by_its_cell(template: bytes, answer: str | float) -> None:
    said = (
        f"E04!E18: found {answer}, expected an answer from 1 to 4 or nothing: it counts as blank."
    )
    assert unclear(typed(template, "E04", E18=answer)) == [said]


def test_what_libreoffice_leaves_of_an_answer_is_named(template: bytes) -> None:
    """It writes FALSE into some of the cells that buttons are linked with."""
    given = typed(template, "E04", E18=0)
    data = replaced(
        given, _part(given, "E04"), '><v>0</v></c><c r="F18"', ' t="b"><v>0</v></c><c r="F18"'
    )
    said = "E04!E18: found FALSE, expected an answer from 1 to 4 or nothing: it counts as blank."
    assert unclear(data) == [said]


def test_totals_that_are_not_those_of_the_answers_are_told(template: bytes) -> None:
    found = read_filled(typed(template, "E04", E18=1))
    assert found.agrees is False
    assert unclear(typed(template, "E04", E18=1)) == [
        "Results: the points stored there (0.0) differ from those of the answers (3). The answers count."
    ]


def test_a_date_may_be_words_or_a_day_of_excel(template: bytes) -> None:
    day = datetime.date(2026, 10, 13)
    assert read_filled(typed(template, "Info", D7="2026-10-13")).profile.date == day
    assert read_filled(typed(template, "Info", D7=46308)).profile.date == day
    found = read_filled(typed(template, "Info", D7="October 2026")).profile
    assert (found.dated, found.date) == ("October 2026", None)
    assert read_filled(typed(template, "Info", D7=-3)).profile.dated == "-3"


def test_the_whole_profile_is_read_but_no_name_of_a_person(template: bytes) -> None:
    cells = {f"C{row}": f"fact {row}" for row in FACTS.values()}
    cells |= {f"D{row}": f"source {row}" for row in FACTS.values()}
    cells |= {
        "D4": "Bibertal",
        "D5": "Town",
        "D36": "Yes",
        "D33": "Ana",
        "D35": "a@b",
        "B40": "Ana",
    }
    found = read_filled(typed(template, "Info", **cells)).profile
    assert found.facts == {
        name: Fact(f"fact {row}", f"source {row}") for name, row in FACTS.items()
    }
    assert (found.city, found.kind, found.may_share) == ("Bibertal", "Town", True)
    assert "Ana" not in repr(found)


def test_the_official_words_are_read_from_the_same_file(template: bytes) -> None:
    items = read_filled(template).items
    words = read_official(template, items)
    assert tuple(words) == items
    assert all(len(words[code].levels) == 4 for code in items)


def test_how_words_are_read_aloud_is_no_part_of_them(template: bytes) -> None:
    spoken = "<is><r><t>河</t></r><r><t>川</t></r><rPh><t>カセン</t></rPh></is>"
    data = replaced(
        typed(template, "E01", C7="otter"), _part(template, "E01"), "<is><t>otter</t></is>", spoken
    )
    assert read_filled(data).written["P1.1"].evidence == "河川"


def test_a_text_longer_than_a_cell_is_refused(template: bytes) -> None:
    with pytest.raises(InputError, match="E01!C7: found 40000 characters; the limit is 32767"):
        read_filled(typed(template, "E01", C7="o" * 40_000))


def test_an_item_without_its_buttons_is_not_filled(template: bytes) -> None:
    held = open_official(template)
    first = buttons_of(held, [])["P1.1"][0].part
    other = replaced(template, first, "$E$7", "$E$8")
    assert faults(other) == ["E01!E7: expected the four buttons of P1.1."]
    assert read_filled(other).levels == {}


def test_a_file_that_points_elsewhere_is_refused(template: bytes) -> None:
    results = _part(template, "Results")
    assert faults(replaced(template, results, "'E04'!$E$18", "'E04'!$E$7")) == [
        "Results!G188: expected the formula that points to the answer of P4.2."
    ]
    assert faults(replaced(template, results, "'E04'!$E$18", "'E04'!$E$19")) == [
        "E04!B15: expected the title of P4.2."
    ]
    assert faults(replaced(template, results, "'E04'!$E$18", "SUM(A1)")) == [
        "Results!G188: expected the formula that points to the answer of P4.2."
    ]


def test_whatever_is_damaged_is_filled_or_refused_in_words(filled: FilledTemplate) -> None:
    chance = random.Random(7)
    told = 0
    for _ in range(60):
        data = bytearray(filled.data)
        for _ in range(chance.randint(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_filled(bytes(data))
        except ResilienceError:
            told += 1
    assert told > 20


def test_a_cell_is_written_whatever_the_file_calls_it() -> None:
    sheet = b'<x:c r="A1" t="s" s="3"><x:v>0</x:v></x:c><x:c r="B1" t="b"><x:f>A1&gt;1</x:f><x:v/></x:c>'
    space = b'<x:sheetData xmlns:x="x" note="a&gt;b > c">%s<x:c r="C1"/></x:sheetData>'
    made = with_cells(space % sheet, {"A1": 2, "C1": "a"})
    left = b'<x:c r="A1" s="3"><x:v>2</x:v></x:c><x:c r="B1"><x:f>A1&gt;1</x:f></x:c>'
    right = b'<x:c r="C1" t="inlineStr"><x:is><x:t xml:space="preserve">a</x:t></x:is></x:c>'
    assert made == (space % left).replace(b'<x:c r="C1"/>', right)


def _part(data: bytes, sheet: str) -> str:
    return open_official(data).parts[sheet]
