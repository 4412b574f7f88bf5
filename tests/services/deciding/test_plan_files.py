"""The plan in Excel: out, edited with a spreadsheet program's library, and back in."""

import datetime
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from resilience.errors import InputError
from resilience.scoring.planning.actions import ActionPlan
from resilience.scoring.planning.steps import ActionStep
from resilience.services.deciding.action_edits import ActionEdit, edit_actions
from resilience.services.deciding.actions import actions_of, add_action
from resilience.services.deciding.plan_cells import plan_heads
from resilience.services.deciding.plan_files import PlanLook, look_at_plan
from resilience.text import Text
from resilience.ui.facilitate.actions.excel import plan_file
from resilience.workbook.plan import COLUMNS, read_plan
from tests.services.held import HOST, Held

MANY = 100
EN = Text("en")


def full(held: Held, n: int) -> ActionPlan:
    """An action with every fact."""
    return ActionPlan(
        "W1",
        f"Clean drain {n}.",
        held.department("Water"),
        by_when=datetime.date(2027, 5, 1 + n % 28),
        cost="low",
        also=("P1",),
        contact="Head of drainage",
        partners="Port authority",
        starts=datetime.date(2027, 1, 1),
        budget=Decimal("1200.10") + n,
        currency="EUR",
        source="City budget",
        steps=(ActionStep("Map it.", datetime.date(2027, 2, 1), True), ActionStep("Clean it.")),
        links=("https://example.org/a",),
        state="under way",
        note="Half is done.\nMore follows.",
    )


@pytest.fixture
def planned(revealed: Held) -> Held:
    """A workshop with a hundred actions."""
    plans = [full(revealed, n) for n in range(MANY)]
    edit_actions(revealed.store, HOST, revealed.code, [], plans)
    return revealed


def exported(held: Held, language: str = "en") -> bytes:
    """The downloaded plan."""
    actions = actions_of(held.store, HOST, held.code)
    return plan_file(held.view, actions, Text(language), earlier=True)


def edited(data: bytes, **cells: Any) -> bytes:
    """The file with other values in cells such as B2 of its visible sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, value in cells.items():
        book.worksheets[0][name] = value
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def look(held: Held, data: bytes) -> PlanLook:
    """What a file would do."""
    file = read_plan(data)
    actions = actions_of(held.store, HOST, held.code)
    return look_at_plan(held.view, actions, file, file.keys)


def take(held: Held, data: bytes) -> int:
    """Import a file, without what is contradicted."""
    found = look(held, data)
    plans = [plan for _, plan in found.added]
    return edit_actions(held.store, HOST, held.code, found.edits(contradicted=False), plans)


def cell(key: str, row: int) -> str:
    """The name of the cell of a fact."""
    return f"{openpyxl.utils.get_column_letter(1 + list(COLUMNS).index(key))}{row}"


def test_all_columns_are_printed_and_name_the_action_on_each_page(planned: Held) -> None:
    paper: Any = openpyxl.load_workbook(io.BytesIO(exported(planned))).worksheets[0]
    last = openpyxl.utils.get_column_letter(len(COLUMNS))
    assert str(paper.print_area).endswith(f"!$A$1:${last}${MANY + 1}")
    assert paper.print_title_cols == "$A:$B"
    assert (paper.page_setup.fitToWidth, paper.page_setup.fitToHeight) == (2, 0)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_plan_that_comes_back_as_it_went_changes_nothing(planned: Held, language: str) -> None:
    for data in (exported(planned, language), edited(exported(planned, language))):
        found = look(planned, data)
        assert (found.added, found.changed, found.contradicted, found.faults) == ((), (), (), ())
        assert found.same == MANY


def test_changes_and_new_rows_are_taken_once(planned: Held) -> None:
    before = actions_of(planned.store, HOST, planned.code)
    row = MANY + 2
    data = edited(
        exported(planned),
        **{
            cell("state", 2): "done",
            cell("by_when", 3): datetime.date(2027, 9, 1),
            cell("note", 4): None,
            cell("what", row): "Plant trees.",
            cell("indicators", row): "P1, W1",
            cell("department_id", row): "Power",
        },
    )
    assert take(planned, data) == 4
    after = {one.id: one for one in actions_of(planned.store, HOST, planned.code)}
    assert len(after) == MANY + 1
    first, second, third = (after[one.id] for one in before[:3])
    assert (first.state, second.by_when, third.note) == ("done", datetime.date(2027, 9, 1), "")
    assert first.steps == before[0].steps
    new = next(one for one in after.values() if one.what == "Plant trees.")
    assert (new.indicators, new.department, new.state) == (("P1", "W1"), "Power", "open")
    again = look(planned, data)
    assert (again.added, again.changed, again.contradicted) == ((), (), ())


def test_amounts_come_back_exactly(revealed: Held) -> None:
    typed = {
        "EUR": "0.10",
        "KWD": "1.005",
        "JPY": "999999999999999",
        "CNY": "9999999999999.99",
        "KRW": "0",
    }
    plans = [
        replace(full(revealed, n), budget=Decimal(amount), currency=currency)
        for n, (currency, amount) in enumerate(typed.items())
    ]
    edit_actions(revealed.store, HOST, revealed.code, [], plans)
    kept = actions_of(revealed.store, HOST, revealed.code)
    assert {one.currency: one.budget for one in kept} == {c: Decimal(a) for c, a in typed.items()}
    data = exported(revealed)
    assert look(revealed, data).same == len(typed)
    column = 1 + list(COLUMNS).index("budget")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [sheet.cell(n + 2, column).value for n in range(3)] == [0.1, 1.005, 999999999999999]


def test_a_cell_that_was_changed_here_too_is_not_taken_silently(planned: Held) -> None:
    data = edited(exported(planned), **{cell("note", 2): "Theirs.", cell("state", 2): "done"})
    first = actions_of(planned.store, HOST, planned.code)[0]
    edit_actions(planned.store, HOST, planned.code, [ActionEdit(first.id, {"note": "Ours."})])
    found = look(planned, data)
    assert [one.name for one in found.changed] == ["state"]
    (clash,) = found.contradicted
    assert (clash.was, clash.becomes) == ("Ours.", "Theirs.")
    assert str(clash.at).startswith("Plan, row 2, column I")
    take(planned, data)
    kept = actions_of(planned.store, HOST, planned.code)[0]
    assert (kept.note, kept.state) == ("Ours.", "done")
    edits = found.edits(contradicted=True)
    edit_actions(planned.store, HOST, planned.code, edits)
    assert actions_of(planned.store, HOST, planned.code)[0].note == "Theirs."


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("by_when", "soon", "not a date"),
        ("budget", "much", "not an amount"),
        ("budget", 0.125, "at most 2 decimals"),
        ("currency", "JPY", "no decimals"),
        ("state", "nearly", "not known here"),
        ("department_id", "Moon", "not known here"),
        ("indicators", "W9", "not known here"),
        ("links", "http://example.org", "https://"),
        ("what", None, "cannot be empty"),
        ("number", 99999, "no action with this number"),
        ("number", "1e999", "no action with this number"),
        ("note", "=1+1", "formula"),
        ("starts", datetime.date(2028, 1, 1), "after the due date"),
    ],
)
def test_a_cell_that_is_not_understood_is_named_and_changes_nothing(
    planned: Held, key: str, value: object, said: str
) -> None:
    found = look(planned, edited(exported(planned), **{cell(key, 2): value}))
    assert [said in str(fault) and "row 2" in str(fault) for fault in found.faults] == [True]
    assert (found.added, found.changed, found.contradicted) == ((), (), ())


def test_a_plan_of_the_city_is_mapped_and_taken_once(revealed: Held) -> None:
    add_action(revealed.store, HOST, revealed.code, full(revealed, 1))
    book = openpyxl.Workbook()
    rows: list[list[str | None]] = [
        ["Our plan"],
        ["Measure", "Office", "Until"],
        ["Raise it.", "Water", "2027/3/1"],
        ["Light it.", "Power", None],
        [None, "Power", None],
    ]
    for row in rows:
        book.worksheets[0].append(row)
    held = io.BytesIO()
    book.save(held)
    file = read_plan(held.getvalue())
    columns = {1: "what", 2: "department_id", 3: "by_when"}

    def found() -> PlanLook:
        actions = actions_of(revealed.store, HOST, revealed.code)
        return look_at_plan(revealed.view, actions, file, columns, "W1")

    assert [str(one) for one in found().faults] == [
        "Sheet, row 5, column A (Measure): this row says nothing about what will be done, so it is "
        "left out."
    ]
    plans = [plan for _, plan in found().added]
    assert [(one.what, one.by_when) for one in plans] == [
        ("Raise it.", datetime.date(2027, 3, 1)),
        ("Light it.", None),
    ]
    edit_actions(revealed.store, HOST, revealed.code, [], plans)
    assert (found().added, found().changed, found().same) == ((), (), 2)


def test_a_plan_of_another_workshop_is_refused(planned: Held) -> None:
    file = read_plan(exported(planned))
    other = type(file)(file.sheet, file.heads, file.lines, "OTHER1", file.keys, file.exported)
    with pytest.raises(InputError, match="OTHER1"):
        look_at_plan(planned.view, (), other, other.keys)


def test_each_fact_has_its_own_heading() -> None:
    for language in ("en", "ja", "ko", "zh_Hans"):
        heads = plan_heads(Text(language))
        assert list(heads) == list(COLUMNS)
        assert len(set(heads.values())) == len(heads)
