"""Who is here and where: the one place that reads the request."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TypeVar

import streamlit as st

from resilience.errors import NotFound, ResilienceError
from resilience.framework import Framework, installed
from resilience.services.access.access import Visitor, identify
from resilience.services.access.tokens import CookieTokens, carried
from resilience.services.results.own_page import OwnPage, read_own_page
from resilience.services.upkeep.addresses import for_phones, in_network
from resilience.services.upkeep.secure_address import SecureAddress
from resilience.services.workshop.workshops import default_language
from resilience.settings import Settings, load_settings
from resilience.store import Store
from resilience.text import Text, best_language, offered
from resilience.text.languages import CHOICE
from resilience.watching import reference, troubled, unexpected
from resilience.watching.words import broken_words
from resilience.workbook.reading.reading_process import one_process

T = TypeVar("T")
#: session_state keys that no widget uses: tokens where there are no cookies, the workshop, and the rehearsals
#: that were shown, each with its workshop
TEST_TOKENS = "visitor_tokens"
CHOSEN = "chosen_workshop"
REHEARSALS = "rehearsals"
#: session_state key of the address of the page on screen, to which a shared link may be limited
ON_SCREEN = "page_on_screen"
#: characters by which Streamlit reads links, pictures, formulas and tags out of words
LINKS = re.compile(r"([\[\]$<])")
#: session_state key of the language that was chosen in this tab
LANGUAGE = "chosen_language"
_STORE: Store | None = None
_LISTENS_ON = ""
_SECURE: SecureAddress | None = None


@dataclass(slots=True)
class _Run:
    """What a run of a page has read already: who is here, and what they see as a participant."""

    visitor: Visitor | None = None
    own: OwnPage | None = None


_RUN: ContextVar[_Run | None] = ContextVar("run", default=None)


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """The settings of this installation."""
    return load_settings()


def store() -> Store:
    """The server's store."""
    if _STORE is None:
        raise RuntimeError("Call `use_store` before a page is opened.")
    return _STORE


def use_store(
    opened: Store | None, listens_on: str = "", secure: SecureAddress | None = None
) -> None:
    """Let all pages use this store, which has the schema of this version; its opener closes it.

    `listens_on` is the address on which their server listens, "" for every address of its computer; `secure` is where
    it also answers by https.
    """
    global _STORE, _LISTENS_ON, _SECURE
    _STORE, _LISTENS_ON, _SECURE = opened, listens_on, secure


@st.cache_resource(show_spinner=False)
def frameworks() -> dict[str, Framework]:
    """The frameworks of this installation by id."""
    return installed(settings().frameworks)


def framework(name: str) -> Framework:
    """The framework of this installation with this id; raises `NotFound`."""
    found = frameworks()
    if name not in found:
        raise NotFound(
            "There is no framework {name}. Installed: {known}.",
            name=name,
            known=", ".join(found) or "–",
        )
    return found[name]


def tokens() -> CookieTokens:
    """The tokens of links, participant and account in the browser's cookies."""
    if TEST_TOKENS in st.session_state:
        staff, person, account = (*st.session_state[TEST_TOKENS], "")[:3]
        return CookieTokens(tuple(staff), person, account)
    return carried(st.context.cookies, secure=_scheme() == "https")


@contextmanager
def one_visitor() -> Iterator[None]:
    """A run of a page, or of one of its parts: the visitor and their own page are looked up once."""
    run = _RUN.set(_RUN.get() or _Run())
    try:
        yield
    finally:
        _RUN.reset(run)


def visitor() -> Visitor:
    """Return the visitor, by the tokens of the request; looked up in every run."""
    run = _RUN.get() or _Run()
    if run.visitor is None:
        run.visitor = identified()
    return run.visitor


def when_asked(make: Callable[[], T]) -> Callable[[], T]:
    """Make a file when it is asked for, after this run of a page, for the visitor of the page."""
    drawn_for = _Run(visitor())

    def made() -> T:
        run = _RUN.set(drawn_for)
        try:
            return make()
        finally:
            _RUN.reset(run)

    return made


def page_on_screen() -> str:
    """The address of the page on screen, "" before it is known."""
    return str(st.session_state.get(ON_SCREEN, ""))


def set_page(address: str) -> None:
    """Say which page runs from here on: a shared link shows its own page only."""
    st.session_state[ON_SCREEN] = address
    run = _RUN.get()
    if run is not None and run.visitor is not None:
        run.visitor = replace(run.visitor, page=address)


def own_page(language: str) -> OwnPage:
    """Return the visitor's page as a participant; read in every run, raises `NotAllowed`."""
    run = _RUN.get() or _Run()
    if run.own is None:
        run.own = read_own_page(store(), visitor(), language)
    return run.own


def identified() -> Visitor:
    """Look up the visitor by the tokens of the request; a run keeps what `visitor` found."""
    held = tokens()
    return identify(
        store(),
        settings().key,
        staff_tokens=held.staff,
        participant_token=held.person,
        account_token=held.account,
        aged=held.aged,
        host_link=settings().facilitator_link,
        page=page_on_screen(),
    )


def text() -> Text:
    """The words in the language that the person chose here, in this browser, or when joining.

    Else the browser's, else the default of the workshop that is looked at, else English.
    """
    chosen = st.session_state.get(LANGUAGE) or offered(st.context.cookies.get(CHOICE))
    return Text(chosen or _joined_language() or best_language(_accepted()) or _default() or "en")


def _joined_language() -> str | None:
    try:
        return visitor().language
    except ResilienceError:  # the page then says what is wrong with the database
        return None


def _accepted() -> str:
    return st.context.headers.get("Accept-Language", "") or st.context.locale or ""


def _default() -> str | None:
    """The default language of the workshop of the address."""
    code = st.query_params.get("workshop")
    try:
        return default_language(store(), visitor(), code) if code else None
    except ResilienceError:
        return None


def base_url() -> str:
    """The address at which the page was opened, or that of the setting, without a slash at the end."""
    if settings().public_url:
        return settings().public_url.rstrip("/")
    return f"{_scheme()}://{st.context.headers.get('Host', 'localhost:8501')}"


def phone_url() -> str:
    """The address that phones use; see `for_phones`."""
    return for_phones(base_url(), settings().public_url, _LISTENS_ON)


def network_url() -> str:
    """The address of this computer in its network; "" where the server cannot be reached there."""
    return in_network(base_url(), _LISTENS_ON)


def secure_address() -> SecureAddress | None:
    """Where the server also answers by https with a certificate of its own; None if it does not."""
    return _SECURE


def _scheme() -> str:
    """The scheme with which the browser reaches the server; `web.guard.forwarded` sets it, trusting only proxies."""
    return st.context.headers.get("X-Forwarded-Proto", "http")


def say(error: ResilienceError) -> None:
    """Show an error in words; what it quotes from a file becomes no link, picture or formula."""
    troubled(error, "page")
    st.error(LINKS.sub(r"\\\1", text().error(error)), icon=":material/error:")


@contextmanager
def reading() -> Iterator[None]:
    """Read uploaded files in one separate process.

    It ends as soon as the person leaves the page or uploads others: access to the session then raises.
    """
    with one_process(lambda: TEST_TOKENS in st.session_state):
        yield


@contextmanager
def or_whole_page() -> Iterator[None]:
    """Draw a part of a page; where that is refused, run the whole page, which shows why."""
    try:
        yield
    except ResilienceError:
        st.rerun(scope="app")


@contextmanager
def errors_shown() -> Iterator[None]:
    """Do something for a person; where it is refused, show why on the page."""
    try:
        yield
    except ResilienceError as error:
        say(error)


def attempt(do: Callable[..., object], code: str, *args: object) -> None:
    """Change a workshop at the press of a button (`on_click`); where it is refused, show why.

    It is done before the page is drawn, so that a page that is drawn again at once loses no press.
    """
    with errors_shown():
        do(store(), visitor(), code, *args)


def show_failure(error: Exception) -> bool:
    """Log an error that nobody expected, and show the mark under which it is found there, and a way on."""
    known_as = reference()
    unexpected(error, "page", known_as)
    said = text()
    st.error(broken_words(said, known_as), icon=":material/error:")
    way_on = said("Go to the home page")
    st.html(f'<p><a href="/" target="_self">{way_on}</a></p>')
    return True
