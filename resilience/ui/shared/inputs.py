"""Inputs that several pages have."""

import html
import zlib
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.errors import NotFound
from resilience.services.access.access import RUNNERS, Role
from resilience.services.access.tokens import tidy_code
from resilience.services.workshop.profile import demo_state
from resilience.services.workshop.workshops import WorkshopView, view_workshop, workshops_of
from resilience.text import Text
from resilience.ui.shared import runtime
from resilience.ui.shared.blocks import link_form
from resilience.ui.shared.downloads import files_are_of
from resilience.ui.shared.markup import isolated


def offered(choices: list[WorkshopView], asked: str) -> list[WorkshopView]:
    """The workshops that a page offers: beside a real city the demo and rehearsals only if `asked` or chosen last."""
    demo = {w.code for w in choices if w.invented}
    if (
        not demo
        or (asked or st.session_state.get(runtime.CHOSEN)) in demo
        or not demo_state(runtime.store())[1]
    ):
        return choices
    return [w for w in choices if w.code not in demo]


def held_by(roles: Sequence[Role]) -> list[WorkshopView]:
    """The workshops in which the visitor has one of the roles, most recent first."""
    visitor = runtime.visitor()
    return [w for w in workshops_of(runtime.store(), visitor) if visitor.may(w.id, roles)]


def pick_run(text: Text, key: str, admit: Callable[[str], object]) -> WorkshopView | None:
    """`pick_workshop` among those that the visitor runs."""
    empty = text("You do not run any workshop here. Set one up, or open your facilitator link.")
    return pick_workshop(held_by(RUNNERS), text, key, empty, admit)


def pick_workshop(
    choices: list[WorkshopView],
    text: Text,
    key: str,
    empty: str,
    admit: Callable[[str], object],
    head: DeltaGenerator | None = None,
) -> WorkshopView | None:
    """The workshop that a page is about: by its address, or chosen where there are several, in `head` if given.

    Where the address names another one, `admit` raises why it is not shown: never does a page show
    one workshop for another. Where there is none, the page says what to do next (`empty`), and None
    comes back.
    """
    asked = tidy_code(st.query_params.get("workshop", ""))
    choices = offered(choices, asked)
    codes = [w.code for w in choices]
    if asked and asked not in codes:
        if _is_ended(asked, text):
            return None
        admit(asked)
    if not choices:
        st.info(empty, icon=":material/info:")
        if not runtime.visitor().grants:
            link_form(text)
        return None
    wanted = asked or st.session_state.get(runtime.CHOSEN)
    start = codes.index(wanted) if wanted in codes else 0
    if len(choices) > 1:
        named, go_to = names_of(choices, text), partial(go_to_workshop, codes)
        with head or st.container():
            pick_position(text("Workshop"), named, start, key, go_to, labelled=head is None)
    picked = choices[start]
    st.session_state[runtime.CHOSEN] = picked.code
    if picked.rehearses:
        st.session_state.setdefault(runtime.REHEARSALS, {})[picked.code] = picked.rehearses
    st.query_params["workshop"] = picked.code
    files_are_of(picked)
    return picked


def _is_gone(code: str) -> bool:
    try:
        view_workshop(runtime.store(), code)
    except NotFound:
        return True
    return False


def _is_ended(code: str, text: Text) -> bool:
    """Whether the browser went back to a rehearsal that has ended since; then the page says so."""
    workshop = st.session_state.get(runtime.REHEARSALS, {}).get(code)
    if workshop is None or not _is_gone(code):
        return False
    st.info(
        text("This rehearsal has ended. Its answers have been deleted."), icon=":material/info:"
    )
    st.page_link(
        "pages/facilitate/live.py",
        label=text("Back to workshop {code}", code=workshop),
        icon=":material/groups:",
        query_params={"workshop": workshop},
    )
    return True


def names_of(workshops: Sequence[WorkshopView], text: Text) -> list[str]:
    """Workshops as lists name them: city, date and code."""
    return [f"{isolated(w.city.name)} · {text.date(w.date)} · {w.code}" for w in workshops]


def go_to_workshop(codes: Sequence[str], n: int) -> None:
    """Show the workshop at a position on this page."""
    st.query_params["workshop"] = codes[n]


def pick_position(
    label: str,
    options: Sequence[str],
    at: int | None,
    key: str,
    go_to: Callable[[int], None],
    *,
    labelled: bool = True,
) -> None:
    """A list with the option `at` chosen, or none, which goes to another one from the next run on.

    A browser names an option by its label, and may still speak of the list as it was: with another
    position or other labels it is another widget, and one that says the position at which it was drawn
    moves nothing, also where the page has gone on since.
    """
    own = f"{key}-{at}-{zlib.crc32(repr(options).encode())}"

    def moved() -> None:
        if st.session_state[own] != at:
            go_to(st.session_state[own])

    st.selectbox(
        label,
        range(len(options)),
        index=at,
        format_func=options.__getitem__,
        key=own,
        on_change=moved,
        label_visibility="visible" if labelled else "collapsed",
        width="stretch" if labelled else 220,
    )


def wifi_fields(code: str, text: Text) -> str:
    """The fields of a plain form that asks for a Wi-Fi, for the workshop with a code."""
    hidden = {"code": code, "language": text.language}
    typed = {"network": text("Network"), "password": text("Password")}
    return "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(value)}">'
        for name, value in hidden.items()
    ) + "".join(
        f'<label>{html.escape(label)}<input class="as-typed" type="text" name="{name}" '
        'maxlength="63" autocomplete="off" autocapitalize="off" spellcheck="false"></label>'
        for name, label in typed.items()
    )
