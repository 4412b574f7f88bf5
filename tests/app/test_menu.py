"""The menu: every page is in it, and it shows to each visitor what is of use."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from resilience.services.cities.coordinators import invite_coordinator
from resilience.services.cities.publications import show_to_network
from resilience.services.workshop.phase import Phase
from resilience.settings import ROOT
from resilience.store import Store
from resilience.ui.shared import menu, runtime
from resilience.ui.shared.menu import PAGES
from resilience.ui.shared.runtime import TEST_TOKENS
from tests.app.conftest import DemoCodes, replace_file
from tests.app.seen import kinds, words
from tests.app.visit import as_host, as_person, as_stranger, token_in
from tests.services.held import HOST, HOST_LINK, KEY, Held, host_link

READ = [
    *("Overview", "Departments", "Peers", "Trend", "Priorities"),
    "Downloads",
]
#: whoever only reads finds the actions among the results
RESULTS = [*READ[:5], "Actions", *READ[5:]]
#: the evidence is for people with a role, also before the reveal
OFFICIALS = [*READ[:5], "Actions", "Evidence", *READ[5:]]
RUN_READ = [*READ[:5], "Evidence", *READ[5:]]
STAFF = [
    "Live",
    "Run sheet",
    "Attendance",
    "Links and poster",
    "Scorecards",
    "Weights and replies",
    "Actions",
]
RUNNING = [
    *("Live", "Run sheet", "Attendance", "Discuss and agree", "Links and poster", "Scorecards"),
    *("Weights and replies", "Actions"),
]
LIST_MENU = """
import streamlit as st
from resilience.ui.shared import menu, runtime
shown = menu.pages(runtime.text(), runtime.visitor())
for pages in shown.values():
    for page in pages:
        st.text(f"{page.visibility} {page.title}")
"""


def shown(links: Sequence[str] = (), person: str = "") -> list[str]:
    """The pages that the menu shows to somebody."""
    at = AppTest.from_string(LIST_MENU, default_timeout=60)
    at.session_state[TEST_TOKENS] = (tuple(links), person)
    at.run()
    assert not at.exception
    lines = [line.value.split(" ", 1) for line in at.text]
    return [title for visibility, title in lines if visibility == "visible"]


def test_no_page_lies_directly_in_pages() -> None:
    # Streamlit's old router would serve it before app.py has run
    assert list((ROOT / "pages").glob("*.py")) == []


def test_every_page_is_in_the_menu_and_every_entry_is_a_page() -> None:
    files = {str(path.relative_to(ROOT)) for path in (ROOT / "pages").rglob("*.py")}
    assert files == {path for _, path, *_ in PAGES}
    assert len(PAGES) == len(files)


def test_addresses_and_titles_are_told_apart() -> None:
    for column in (2, 3, 4):
        entries = [str(entry[column]) for entry in PAGES]
        assert len(set(entries)) == len(entries)


@pytest.mark.usefixtures("store")
def test_a_stranger_sees_the_first_page_and_what_is_kept() -> None:
    assert shown() == ["Home", "Privacy"]
    assert shown(["unknown"], "unknown") == ["Home", "Privacy"]


def test_the_host_of_an_empty_installation_may_set_up(store: Store) -> None:
    host_link(store)
    kept = ["Frameworks", "Coordinator's desk", "Peer cities", "History", "Privacy"]
    assert shown([HOST_LINK]) == ["Home", "Set up a workshop", *kept]


def test_a_participant_sees_scoring_and_nothing_of_staff(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    assert shown(person=token_in(held)) == ["Home", "Scoring", "My answers", "Privacy"]


@pytest.mark.parametrize(
    ("role", "before", "after"),
    [
        ("facilitator", [*STAFF, "Evidence", "History"], [*RUNNING, *RUN_READ, "History"]),
        ("cofacilitator", [*STAFF, "Evidence"], RUNNING + RUN_READ),
        ("official", ["Evidence"], OFFICIALS),
        ("lead", ["Evidence"], OFFICIALS),
    ],
)
def test_results_are_in_the_menu_of_staff_after_the_reveal(
    held: Held, role: str, before: list[str], after: list[str]
) -> None:
    link = held.link(role).token or ""
    assert shown([link]) == ["Home", *before, "Privacy"]
    held.bring_to(Phase.REVEALED)
    assert shown([link]) == ["Home", *after, "Privacy"]


@pytest.mark.usefixtures("demo")
def test_everybody_may_look_at_the_demos_results() -> None:
    assert shown() == ["Home", *RESULTS, "Privacy"]


def test_a_coordinator_sees_the_network_and_the_desk_alone(held: Held) -> None:
    token = invite_coordinator(held.store, KEY, HOST, "ICLEI")
    held.bring_to(Phase.CLOSED)
    assert shown([token]) == ["Home", "Network", "Coordinator's desk", "Privacy"]
    official = held.link("official").token or ""
    assert "Network" not in shown([official])
    show_to_network(held.store, HOST, held.code)
    assert "Network" not in shown([official]), "it is a tab of Peers"
    assert "Peers" in shown([official])


def test_every_page_answers_a_stranger_in_words(demo: DemoCodes) -> None:
    for _, page, *_ in PAGES:
        assert words(as_stranger(page)).strip()


def a_folder(store: Store) -> None:
    """The database file is gone, and a folder has its name."""
    replace_file(store, lambda path: path.mkdir())


def another_file(store: Store) -> None:
    """The database file was replaced by something else."""
    replace_file(store, lambda path: path.write_bytes(b"This is no database." * 500))


def without_tables(store: Store) -> None:
    """The database file is there, and empty."""
    replace_file(store, lambda path: sqlite3.connect(path).close())


@pytest.mark.parametrize("lose", [a_folder, another_file, without_tables])
def test_every_page_says_so_when_the_database_is_gone(
    held: Held, lose: Callable[[Store], None]
) -> None:
    visits = [
        as_person(menu.SCORE, token_in(held)),
        as_host(menu.LIVE, held.code),
        as_host(menu.SET_UP),
        as_stranger(menu.HOME),
    ]
    lose(held.store)
    st.cache_data.clear()
    for at in visits:
        said = words(at.run())
        assert "The server cannot do this at the moment" in said
        assert "run `resilience doctor`" in said
        assert "Go to the home page" in said
        assert kinds(at).isdisjoint({"radio", "table", "button", "text_input"})


def test_a_database_that_never_was_is_said_on_the_page(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    runtime.use_store(Store(f"sqlite:///{tmp_path}/file/x.db"))
    for at in (as_stranger(menu.HOME), as_host(menu.HOME)):
        said = words(at)
        assert "The server cannot do this at the moment" in said
        assert str(tmp_path) not in said
