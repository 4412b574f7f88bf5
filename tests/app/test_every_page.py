"""Every page by its address, opened by a visitor of every kind: let in, or told why not."""

from collections.abc import Iterator

from streamlit.testing.v1 import AppTest

from resilience.framework import Framework
from resilience.services.accounts.grants import end_role
from resilience.settings import ROOT
from resilience.ui.shared import menu
from resilience.ui.shared.menu import PAGES
from resilience.ui.shared.runtime import TEST_TOKENS
from tests.app.rooms import reveal_all
from tests.app.seen import FIGURES, kinds, words
from tests.app.visit import token_in
from tests.services.held import Held, set_up
from tests.services.staff import ADMIN, account, entered, hired

#: roles by what the visitor is called; those of the workshop unless they say otherwise
ROLES = {
    "admin": "admin",
    "facilitator": "facilitator in {here}",
    "cofacilitator": "cofacilitator in {here}",
    "official": "official in {here}",
    "lead": "lead in {here} / Water",
    "coordinator": "coordinator",
    "elsewhere": "facilitator in {there}",
    "ended": "admin",
}
STAFF = set(ROLES)
EVERYBODY = STAFF | {"nobody", "participant"}
ADMIN_ALONE = {"admin"}
FACILITATORS = {"admin", "facilitator"}
RUNNERS = FACILITATORS | {"cofacilitator"}
READERS = RUNNERS | {"official", "lead"}
PERSON = {"participant"}
NETWORK = {"admin", "coordinator"}
#: who is let in
OPEN: dict[str, set[str]] = {
    **dict.fromkeys((menu.HOME, menu.FRAMEWORKS, menu.PRIVACY), EVERYBODY),
    **dict.fromkeys((menu.SCORE, menu.ANSWERS, menu.WEIGHTS), PERSON),
    **dict.fromkeys(
        (menu.LIVE, menu.RUN_SHEET, menu.DISCUSS, menu.SCORECARDS, menu.STEPS, menu.ATTENDANCE),
        RUNNERS,
    ),
    menu.LINKS: FACILITATORS,
    **dict.fromkeys(
        (
            menu.OVERVIEW,
            menu.DEPARTMENTS,
            menu.PEERS_RESULT,
            menu.TREND,
            menu.PRIORITIES,
            menu.ACTIONS,
            menu.EVIDENCE,
        ),
        READERS,
    ),
    **dict.fromkeys((menu.DOWNLOADS, menu.UNDRR, menu.PACKAGE), READERS),
    menu.REPLY: {"lead"},
    **dict.fromkeys((menu.NETWORK, menu.COORDINATOR), NETWORK),
    **dict.fromkeys((menu.SET_UP, menu.PEERS, menu.PEOPLE), ADMIN_ALONE),
    menu.ACCOUNT: STAFF,
    menu.HISTORY: ADMIN_ALONE | {"facilitator"},
}
#: refusals that are no errors: whoever looks has done nothing wrong
QUIET = (
    "Nothing to discuss yet.",
    "Anyone with the facilitator link of this installation can manage its peer cities.",
    "You are not signed in on this device.",
)
#: what nobody sees on a page that is not for them
CONTROLS = FIGURES | {"button", "code", "selectbox", "text_input", "file_uploader", "radio"}


def visitors(held: Held, elsewhere: Held) -> Iterator[tuple[str, tuple[tuple[str, ...], str, str]]]:
    """The visitors with what their browser keeps."""
    yield "nobody", ((), "", "")
    yield "participant", ((), token_in(held), "")
    for name, role in ROLES.items():
        said = role.format(here=held.code, there=elsewhere.code)
        yield name, ((), "", entered(held.store, hired(held.store, name, said)))


def let_in(at: AppTest, page: str, code: str) -> bool:
    """Whether a page lets somebody in; one that does not shows nothing and offers nothing."""
    at.switch_page(page)
    at.query_params["workshop"] = code
    at.run()
    said = words(at)
    refused = bool(at.error) or any(quiet in said for quiet in QUIET)
    assert not refused or kinds(at).isdisjoint(CONTROLS), (page, kinds(at))
    return not refused


def test_every_page_lets_in_whom_the_table_says_and_nobody_else(
    held: Held, framework: Framework
) -> None:
    reveal_all(held)
    elsewhere = set_up(held.store, framework)
    found: dict[str, set[str]] = {page: set() for _, page, *_ in PAGES}
    for name, tokens in visitors(held, elsewhere):
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        at.session_state[TEST_TOKENS] = tokens
        at.run()
        if name == "ended":  # while the page is open
            end_role(held.store, ADMIN, account(held.store, name).roles[0].id)
        for page, those in found.items():
            if let_in(at, page, held.code):
                those.add(name)
    assert found == OPEN
