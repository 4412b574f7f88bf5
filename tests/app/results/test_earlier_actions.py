"""Every reader learns which indicators have an open action from an earlier workshop; its words are for few of them."""

import datetime
import io
import zipfile
from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from resilience.framework import Framework
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import Visitor, identify
from resilience.services.cities.shares import share_page
from resilience.services.deciding.actions import add_action
from resilience.store import Store, now
from resilience.ui.exchange import files
from resilience.ui.shared import cached, cached_cities, once
from resilience.ui.shared.menu import (
    ACTIONS,
    DEPARTMENTS,
    DOWNLOADS,
    OVERVIEW,
    PEERS_RESULT,
    PRIORITIES,
    TREND,
)
from tests.app.rooms import reveal_all
from tests.app.seen import elements, pages_linked, pieces, table, words
from tests.app.visit import as_staff, visit
from tests.pdf import read_pdf
from tests.services.held import DEPARTMENTS as IN_THE_ROOM
from tests.services.held import HOST, KEY, Held, finish, host_link, set_up
from tests.services.planned import follow_up
from tests.services.remembered import remembered
from tests.workbook.sheets import opened, rows, sheet
from tests.workbook.sheets import words as words_on

#: in what the earlier actions say, in who is responsible, and in what became of them
MARK = "Zibeline"
UNREAD = "open action from an earlier workshop"
ALL_COVERED = "All 3 largest possible gains have an open action"
READERS = ("facilitator", "official", "guest")


@pytest.fixture
def later(store: Store, framework: Framework) -> Held:
    """A closed workshop without actions; the one before has an open one for each of its gains, and one that is done."""
    code = remembered(store, "two years with earlier actions", lambda: _hold(store, framework))
    return Held(store, code)


def _hold(store: Store, framework: Framework) -> str:
    """Hold both workshops; the code of the later one."""
    owner = f"{MARK} works"
    then = set_up(
        store,
        framework,
        date=datetime.date(2025, 10, 13),
        departments={**IN_THE_ROOM, owner: 5},
    )
    reveal_all(then)
    due = datetime.date(2026, 5, 1)
    for code, state in (("W1", "open"), ("P1", "under way"), ("P2", "open"), ("W2", "done")):
        plan = ActionPlan(code, f"{MARK} on {code}.", then.department(owner), due, "low")
        number = add_action(store, HOST, then.code, plan)
        follow_up(store, HOST, then.code, number, state=state, note=f"{MARK} again.")
    found = set_up(store, framework)
    reveal_all(found)
    found.move(finish)
    return found.code


def share(held: Held, page: str) -> str:
    day = now().date() + datetime.timedelta(days=2)
    return share_page(held.store, KEY, HOST, held.code, page, day)


def opened_by(reader: str, held: Held, page: str) -> AppTest:
    """A page of results as somebody opens it."""
    if reader == "guest":
        name = page.rpartition("/")[2].removesuffix(".py")
        return visit(page, links=[share(held, name)], code=held.code)
    return as_staff(page, held, reader, held.code)


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[pd.DataFrame]:
    """The tables that pages offer to download."""
    tables: list[pd.DataFrame] = []
    monkeypatch.setattr(
        "resilience.ui.shared.downloads.table_buttons",
        lambda _key, make, *_: tables.append(make()),
    )
    return tables


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_of_priorities_reads_the_same_counts(later: Held, reader: str) -> None:
    at = opened_by(reader, later, PRIORITIES)
    assert ALL_COVERED in pieces(at)
    assert {row[1] for row in table(at, "Actions").values()} == {"has an open action"}
    planned = {row[-1] for row in table(at, "What will be done").values()}
    assert (planned == {UNREAD}) == (reader != "facilitator")


@pytest.mark.parametrize("reader", READERS)
def test_no_gap_is_said_to_have_no_open_action(later: Held, reader: str) -> None:
    said = words(opened_by(reader, later, OVERVIEW))
    assert "no open action" not in said
    assert (f"{MARK} works" if reader == "facilitator" else UNREAD) in said


def test_the_page_of_actions_counts_those_that_may_not_be_read(later: Held) -> None:
    said = pieces(opened_by("official", later, ACTIONS))
    assert "All 3 open actions are overdue" in said
    assert "No actions were written down in this workshop." in said
    assert any(one.startswith("Actions from earlier workshops are counted here.") for one in said)
    assert "All 3 open actions are overdue" in pieces(opened_by("facilitator", later, ACTIONS))


def test_the_page_of_actions_lists_open_ones_that_may_not_be_read(later: Held) -> None:
    listed = [one for one in pieces(opened_by("official", later, ACTIONS)) if UNREAD in one]
    assert len(listed) == 1
    lines = listed[0].splitlines()
    assert [line[:4] for line in lines] == ["- W1", "- P1", "- P2"]
    assert all(line.endswith(f": {UNREAD}") for line in lines)
    assert UNREAD not in words(opened_by("facilitator", later, ACTIONS))


@pytest.mark.parametrize(
    ("view", "told"),
    [
        ("list", "October 13, 2025 · workshop"),
        ("board", "from the workshop of October 13, 2025"),
        ("table", "October 13, 2025"),
        ("timeline", "from the workshop of October 13, 2025"),
    ],
)
def test_each_view_says_which_actions_are_of_an_earlier_workshop(
    store: Store, later: Held, view: str, told: str
) -> None:
    last = year_after(store, later)
    at = visit(ACTIONS, links=[host_link(store)], code=last.code, asked={"view": view})
    assert f"{MARK} on W1." in words(at)
    assert told in words(at)


def year_after(store: Store, later: Held) -> Held:
    """A workshop of the next year with an action of its own."""
    last = set_up(store, later.view.framework, date=datetime.date(2027, 10, 13))
    reveal_all(last)
    due = datetime.date(2029, 5, 1)
    add_action(store, HOST, last.code, ActionPlan("W1", "Raise it.", last.department("Water"), due))
    return last


def test_overdue_actions_come_first_and_a_missing_due_date_is_said(
    store: Store, later: Held
) -> None:
    last = year_after(store, later)
    add_action(store, HOST, last.code, ActionPlan("P1", "Light it.", last.department("Power")))
    said = words(opened_by("facilitator", last, ACTIONS))
    cards = said[said.index("Overdue") :]
    places = [cards.index(one) for one in (f"{MARK} on W1.", f"{MARK} on P2.", "Other actions")]
    after = [cards.index(one) for one in ("Raise it.", "Outcomes of earlier", f"{MARK} on W2.")]
    assert places + after == sorted(places + after)
    assert cards.count("no due date") == 1
    own = cards[cards.index("Other actions") : cards.index("Raise it.")]
    assert f"workshop {last.code}" in own, (
        "the list of this workshop names it, as earlier lists name theirs"
    )
    undated = cards[cards.index("Light it.") :]
    assert undated.index("no due date") < undated.index("Outcomes of earlier")


@pytest.mark.parametrize("reader", ["facilitator", "official"])
def test_the_headline_counts_own_and_unread_actions_for_every_reader(
    store: Store, later: Held, reader: str
) -> None:
    last = year_after(store, later)
    said = pieces(opened_by(reader, last, ACTIONS))
    assert "3 of 4 open actions are overdue" in said
    assert ("Due dates of the actions you have access to" in said) == (reader == "official")


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_of_the_overview_reads_how_many_are_overdue(
    store: Store, later: Held, reader: str
) -> None:
    last = year_after(store, later)
    last.move(finish)
    at = opened_by(reader, last, OVERVIEW)
    assert "4 open actions · 3 are overdue" in words(at)


@pytest.mark.parametrize("reader", READERS)
def test_earlier_actions_are_counted_where_the_workshop_has_none(later: Held, reader: str) -> None:
    assert "3 open actions · 3 are overdue" in words(opened_by(reader, later, OVERVIEW))


@pytest.mark.parametrize("page", [OVERVIEW, PRIORITIES])
@pytest.mark.parametrize("reader", READERS)
def test_a_shared_page_links_to_no_page_that_its_visitor_may_not_open(
    store: Store, later: Held, page: str, reader: str
) -> None:
    last = year_after(store, later)
    last.move(finish)
    linked = pages_linked(opened_by(reader, last, page))
    assert (("All actions", f"actions?workshop={last.code}") in linked) == (reader != "guest")
    assert reader != "guest" or not linked


@pytest.mark.parametrize(
    ("reader", "pages"),
    [
        ("official", (OVERVIEW, DEPARTMENTS, PRIORITIES, TREND, PEERS_RESULT, ACTIONS, DOWNLOADS)),
        ("guest", (OVERVIEW, DEPARTMENTS, PRIORITIES)),
    ],
)
def test_no_page_gives_the_words_away(
    later: Held, offered: list[pd.DataFrame], reader: str, pages: tuple[str, ...]
) -> None:
    for page in pages:
        at = opened_by(reader, later, page)
        sent = "\n".join(str(getattr(node, "proto", "")) for node in elements(at))
        assert MARK not in sent + words(at), page
    assert offered
    assert [one for one in offered if MARK in one.reset_index().to_csv()] == []
    opened_by("facilitator", later, PRIORITIES)
    assert MARK in "".join(one.to_csv() for one in offered), "that a reader of both gets"


def visitor(reader: str, held: Held) -> Visitor:
    if reader == "guest":
        return identify(held.store, KEY, staff_tokens=[share(held, "overview")], page="overview")
    return held.staff(reader)


@pytest.fixture
def given(later: Held, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, bytes]]:
    """The files of the result as they are made for a reader, by their endings."""

    def files_of(reader: str) -> dict[str, bytes]:
        who = visitor(reader, later)
        for module in (once, cached, cached_cities):
            monkeypatch.setattr(module, "visitor", lambda: who)
        report = files.report(later.code, "en").whole(lambda _: None)
        assert report.docx
        return {
            "xlsx": cached.workbook(later.code, "en"),
            "brief": files.brief_pdf(later.code, "en"),
            "pptx": files.slides(later.code, "en"),
            "report": report.pdf,
            "docx": report.docx,
        }

    return files_of


def said_in(name: str, file: bytes) -> str:
    """The words of a file, and of an office file all that is in it."""
    if name in {"brief", "report"}:
        return read_pdf(file).words
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return "\n".join(parts.read(one).decode(errors="ignore") for one in parts.namelist())


def test_files_have_the_same_counts_for_each_reader_and_the_words_for_few(
    given: Callable[[str], dict[str, bytes]],
) -> None:
    for reader in (*READERS, "official"):
        made = given(reader)
        said = {name: said_in(name, file) for name, file in made.items()}
        book = opened(made["xlsx"])
        assert "3 of 3 indicators with a possible gain have an open action" in words_on(
            sheet(book, "Priorities")
        )
        assert "3 open actions" in words_on(sheet(book, "Actions"))
        flat = {name: " ".join(one.split()) for name, one in said.items()}
        for name in ("pptx", "docx", "report"):
            assert ALL_COVERED in flat[name], (reader, name)
            assert "3 open actions" in flat[name], (reader, name)
        for name in made:
            assert "No open actions." not in flat[name], (reader, name)
            assert (MARK in said[name]) == (reader == "facilitator"), (reader, name)
            has_phrase = UNREAD in flat[name].lower()
            assert has_phrase == (reader != "facilitator"), (reader, name)


def test_the_sheet_of_actions_counts_by_state_and_lists_the_open_ones(
    given: Callable[[str], dict[str, bytes]],
) -> None:
    found = sheet(opened(given("official")["xlsx"]), "Actions")
    listed = rows(found, "No.")
    assert [row["Code"] for row in listed] == ["W1", "P1", "P2"]
    assert {row["What will be done"] for row in listed} == {"Open action from an earlier workshop"}
    empty = ("No.", "Workshop", "Responsible department", "Due date", "Status")
    assert {row[name] for row in listed for name in empty} == {None}
    assert not any("Progress note" in row for row in listed)  # no action has one
    assert "1 done · 1 under way · 2 not started" in words_on(found)
    assert "To read them, you need the links to those workshops." in words_on(found)
