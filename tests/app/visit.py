"""People who open a page: by their links and by their participant's token."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from streamlit.testing.v1 import AppTest

from resilience.errors import ResilienceError
from resilience.services.workshop.participants import join
from resilience.settings import ROOT
from resilience.ui.shared import runtime
from resilience.ui.shared.menu import HOME, PAGES
from resilience.ui.shared.runtime import TEST_TOKENS
from tests.app.seen import words
from tests.services.held import HOST_LINK, Held, host_link

#: the address of the installation of the tests
ADDRESS = "https://resilience.example"
#: the pages whose address is the name of their file, which Streamlit finds before it knows the menu
BY_FILE = {path for _, path, address, *_ in PAGES if address == Path(path).stem}


def visit(
    page: str,
    *,
    links: Sequence[str] = (),
    person: str = "",
    code: str = "",
    asked: Mapping[str, str] | None = None,
    zone: str = "",
) -> AppTest:
    """Open a page as somebody with these links and this participant's token.

    `asked` are further parts of the address by name; `zone` is the browser's time zone.
    """
    if HOST_LINK in links:
        with suppress(ResilienceError):  # the page says what is wrong with the database
            host_link(runtime.store())
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.session_state[TEST_TOKENS] = (tuple(links), person)
    if zone:
        at.context["timezone"] = zone
    if page not in (HOME, *BY_FILE):
        at.run()  # names the pages
    if page != HOME:
        at.switch_page(page)
    if code:
        at.query_params["workshop"] = code
    for name, value in (asked or {}).items():
        at.query_params[name] = value
    return at.run()


def as_host(page: str, code: str = "") -> AppTest:
    """Open a page with the installation's facilitator link."""
    return visit(page, links=[HOST_LINK], code=code)


def as_staff(page: str, held: Held, role: str, code: str = "") -> AppTest:
    """Open a page with the link of a role in a workshop."""
    return visit(page, links=[held.link(role).token or ""], code=code)


def as_stranger(page: str, code: str = "") -> AppTest:
    """Open a page without any link."""
    return visit(page, code=code)


def as_person(page: str, token: str) -> AppTest:
    """Open a page as a participant."""
    return visit(page, person=token)


def token_in(held: Held, department: str = "Water", size: int | None = None) -> str:
    """The token of somebody, or of a table of `size`, who just joined."""
    return join(
        held.store, held.code, department_id=held.department(department), language="en", size=size
    )


def confirm(at: AppTest, button: str, yes: str, *said: str) -> AppTest:
    """Press a button that asks first, and then `yes`, by their keys; the question has the words `said`."""
    at.button(key=button).click().run()
    asked = words(at)
    for one in said:
        assert one in asked, asked
    at.button(key=button).click()  # the dialog is still open
    at.button(key=yes).click().run()
    assert not at.exception
    return at
