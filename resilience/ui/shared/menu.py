"""Which pages there are, and which of them the menu shows to the visitor.

Every page is registered for everybody, so that a link to it gives its own answer; what a page may
show is decided by the services.
"""

from copy import copy
from functools import cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from resilience.services.access.access import (
    DESKS,
    FACILITATORS,
    NOBODY,
    READERS,
    RUNNERS,
    Visitor,
)
from resilience.services.access.tokens import tidy_code
from resilience.services.cities.network_readers import sees_network
from resilience.services.workshop.workshops import workshops_of
from resilience.settings import ROOT
from resilience.text import Text, mark
from resilience.ui.shared.cached import SOON
from resilience.ui.shared.inputs import offered
from resilience.ui.shared.runtime import own_page, store

HOME = "pages/home/welcome.py"
SCORE = "pages/workshop/score.py"
ANSWERS = "pages/workshop/answers.py"
WEIGHTS = "pages/workshop/weights.py"
SET_UP = "pages/facilitate/set_up.py"
LIVE = "pages/facilitate/live.py"
RUN_SHEET = "pages/facilitate/run_sheet.py"
ATTENDANCE = "pages/facilitate/attendance.py"
DISCUSS = "pages/facilitate/discuss.py"
LINKS = "pages/facilitate/links.py"
ACTIONS = "pages/facilitate/actions.py"
EVIDENCE = "pages/results/evidence.py"
SCORECARDS = "pages/facilitate/scorecards.py"
STEPS = "pages/facilitate/steps.py"
OVERVIEW = "pages/results/overview.py"
DEPARTMENTS = "pages/results/departments.py"
TREND = "pages/results/trend.py"
PRIORITIES = "pages/results/priorities.py"
PEERS_RESULT = "pages/results/peers.py"
NETWORK = "pages/results/network.py"
REPLY = "pages/results/reply.py"
DOWNLOADS = "pages/exchange/downloads.py"
UNDRR = "pages/exchange/undrr.py"
PACKAGE = "pages/exchange/package.py"
FRAMEWORKS = "pages/manage/frameworks.py"
COORDINATOR = "pages/manage/coordinator.py"
PEERS = "pages/manage/peers.py"
PEOPLE = "pages/manage/people.py"
ACCOUNT = "pages/manage/account.py"
HISTORY = "pages/manage/history.py"
PRIVACY = "pages/manage/privacy.py"

#: section, page, address, icon, title
PAGES = (
    ("", HOME, "", ":material/home:", mark("Home")),
    (mark("Workshop"), SCORE, "score", ":material/edit_note:", mark("Scoring")),
    (mark("Workshop"), ANSWERS, "answers", ":material/checklist:", mark("My answers")),
    (mark("Workshop"), WEIGHTS, "weights", ":material/balance:", mark("Weights")),
    (mark("Facilitate"), LIVE, "live", ":material/groups:", mark("Live")),
    (mark("Facilitate"), RUN_SHEET, "run-sheet", ":material/timer:", mark("Run sheet")),
    (mark("Facilitate"), ATTENDANCE, "attendance", ":material/how_to_reg:", mark("Attendance")),
    (mark("Facilitate"), DISCUSS, "discuss", ":material/forum:", mark("Discuss and agree")),
    (mark("Facilitate"), LINKS, "links", ":material/link:", mark("Links and poster")),
    (mark("Facilitate"), SCORECARDS, "scorecards", ":material/article:", mark("Scorecards")),
    (mark("Facilitate"), STEPS, "steps", ":material/tune:", mark("Weights and replies")),
    (mark("Facilitate"), SET_UP, "set-up", ":material/add_circle:", mark("Set up a workshop")),
    (mark("Results"), OVERVIEW, "overview", ":material/dashboard:", mark("Overview")),
    (mark("Results"), DEPARTMENTS, "departments", ":material/grid_on:", mark("Departments")),
    (mark("Results"), PEERS_RESULT, "peers", ":material/scatter_plot:", mark("Peers")),
    (mark("Results"), TREND, "trend", ":material/trending_up:", mark("Trend")),
    (mark("Results"), PRIORITIES, "priorities", ":material/low_priority:", mark("Priorities")),
    (mark("Results"), NETWORK, "network", ":material/hub:", mark("Network")),
    (mark("Results"), ACTIONS, "actions", ":material/task_alt:", mark("Actions")),
    (mark("Results"), EVIDENCE, "evidence", ":material/inventory_2:", mark("Evidence")),
    (mark("Results"), REPLY, "reply", ":material/reply:", mark("Reply")),
    (mark("Results"), DOWNLOADS, "downloads", ":material/download:", mark("Downloads")),
    (mark("Results"), UNDRR, "undrr", ":material/assignment_turned_in:", mark("UNDRR workbook")),
    (mark("Results"), PACKAGE, "package", ":material/dataset:", mark("Data package")),
    (mark("Manage"), FRAMEWORKS, "frameworks", ":material/list_alt:", mark("Frameworks")),
    (mark("Manage"), COORDINATOR, "desk", ":material/inbox:", mark("Coordinator's desk")),
    (mark("Manage"), PEERS, "peer-cities", ":material/location_city:", mark("Peer cities")),
    (mark("Manage"), PEOPLE, "people", ":material/badge:", mark("Accounts and roles")),
    (mark("Manage"), ACCOUNT, "my-account", ":material/person:", mark("Account")),
    (mark("Manage"), HISTORY, "history", ":material/history:", mark("History")),
    (mark("Manage"), PRIVACY, "privacy", ":material/shield_person:", mark("Privacy")),
)
#: addresses of earlier versions, which open the page Downloads
FORMER = ("workbook", "report")


def pages(text: Text, visitor: Visitor) -> dict[str, list[StreamlitPage]]:
    """All pages by menu section; those that are of no use to this visitor are hidden."""
    shown = _shown_pages(visitor, text.language)
    menu: dict[str, list[StreamlitPage]] = {}
    for section, path, address, icon, title in PAGES:
        page = copy(_page(path, address, icon, text(title), visible=path in shown))
        # people who write actions look for them there
        place = "Facilitate" if path == ACTIONS and LIVE in shown else section
        named = text(place) if place else ""
        # the section of the own account says who is signed in
        menu.setdefault(visitor.account if path == ACCOUNT else named, []).append(page)
    for address in FORMER:  # after that page, to which links by its file lead
        former = _page(DOWNLOADS, address, ":material/download:", text("Downloads"), visible=False)
        menu[text("Results")].append(copy(former))
    return menu


@cache
def _page(path: str, address: str, icon: str, title: str, *, visible: bool) -> StreamlitPage:
    """A page to copy: `st.Page` looks for its file, which takes longer than all else of the menu."""
    return st.Page(
        ROOT / path,
        title=title,
        icon=icon,
        url_path=address or None,
        default=path == HOME,
        visibility="visible" if visible else "hidden",
    )


def _shown_pages(visitor: Visitor, language: str) -> set[str]:
    shown = _of_the_installation(visitor)
    if visitor.participant_id:
        shown |= {SCORE, ANSWERS}
        if own_page(language).points != "never":
            shown.add(WEIGHTS)
    if visitor.shared and not visitor.grants:
        return shown | {path for _, path, address, *_ in PAGES if address in _shared(visitor)}
    asked = tidy_code(st.query_params.get("workshop", ""))
    return shown | (_of_workshops(visitor, asked) if visitor.grants else _of_nobody(asked))


def _shared(visitor: Visitor) -> set[str]:
    """The addresses of the pages that were shared with somebody."""
    return {one.page for one in visitor.shared}


@st.cache_data(ttl=SOON, max_entries=100, show_spinner=False)
def _of_nobody(asked: str) -> set[str]:
    """Return what visitors without a role may open; read at most every two seconds for everybody."""
    return _of_workshops(NOBODY, asked)


def _of_workshops(visitor: Visitor, asked: str) -> set[str]:
    """The pages of workshops and of the network; beside a real city those of the demo if `asked`."""
    shown: set[str] = set()
    open_to_me = offered(workshops_of(store(), visitor), asked)
    if any(visitor.may(w.id, RUNNERS) for w in open_to_me):
        shown |= {LIVE, RUN_SHEET, ATTENDANCE, LINKS, SCORECARDS, STEPS, ACTIONS}
    if any(visitor.may(w.id, READERS) for w in open_to_me):
        shown.add(EVIDENCE)
    if any(visitor.may(w.id, FACILITATORS) for w in open_to_me):
        shown.add(HISTORY)
    if any(w.reveals and visitor.may(w.id, DESKS) for w in open_to_me):
        shown.add(DISCUSS)
    if any(w.reveals for w in open_to_me):
        shown |= {OVERVIEW, DEPARTMENTS, PEERS_RESULT, TREND, PRIORITIES, ACTIONS, DOWNLOADS}
    elif sees_network(store(), visitor):  # others have it on the page Peers
        shown.add(NETWORK)
    if any(w.reveals and w.replies != "off" and visitor.may(w.id, ("lead",)) for w in open_to_me):
        shown.add(REPLY)
    return shown


def _of_the_installation(visitor: Visitor) -> set[str]:
    """The pages that hang on no workshop."""
    shown = {HOME, PRIVACY}
    if visitor.account_id:
        shown.add(ACCOUNT)
    if visitor.is_admin:
        shown.add(PEOPLE)
    if visitor.sets_up:
        shown.add(SET_UP)
    if visitor.is_host or visitor.is_coordinator:
        shown.add(COORDINATOR)
    if visitor.is_host:
        shown |= {FRAMEWORKS, PEERS, HISTORY}
    return shown
