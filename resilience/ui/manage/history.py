"""The page History: the filters are in the address, and each act is a sentence."""

import html
from collections.abc import Callable

import streamlit as st

from resilience.services.access.acts import KINDS
from resilience.services.access.history import ActFilter, Choices, Deed, History
from resilience.text import Text
from resilience.ui.shared.address import chosen, write
from resilience.ui.shared.markup import isolated
from resilience.wording.history import (
    actor_words,
    change_words,
    place_words,
    sentence,
    when_words,
    who_words,
)

#: the part of the address with the number of the page, and as many digits as one has
PAGE, DIGITS = "page", 6
#: session_state key, used by no widget: what was asked for last
ASKED = "history_asked"


def ask(choices: Choices, text: Text, admit: Callable[[str], object]) -> ActFilter:
    """Workshop, kind of act and person.

    Where the address names a workshop that is no choice, `admit` raises why it is not shown.
    """
    asked = st.query_params.get("workshop", "")
    if asked and asked not in choices.workshops:
        admit(asked)
    workshops = {code: f"{isolated(city)} · {code}" for code, city in choices.workshops.items()}
    people = {who: actor_words(who, text) for who in choices.people}
    left, middle, right = st.columns(3)
    with left:
        workshop = _one("workshop", text("Workshop"), text("All workshops"), workshops, text)
    with middle:
        kinds = {kind: text(words) for kind, words in KINDS.items()}
        kind = _one("kind", text("What was done"), text("Everything"), kinds, text)
    with right:
        who = _one("who", text("Who"), text("Everyone"), people, text)
    return ActFilter(workshop, kind, who)


def page_asked(wanted: ActFilter) -> int:
    """The page of the address; the first one where something else is asked for than before."""
    if st.session_state.get(ASKED, wanted) != wanted:
        write(PAGE, "")
    st.session_state[ASKED] = wanted
    asked = st.query_params.get(PAGE, "")[:DIGITS]
    return int(asked) if asked.isdecimal() else 1


def deeds_list(deeds: tuple[Deed, ...], text: Text) -> None:
    """The acts one below the other: what was done, what changed, when, by whom and where."""
    st.html('<ul class="history">' + "".join(_item(deed, text) for deed in deeds) + "</ul>")


def turn_pages(found: History, text: Text) -> None:
    """To the pages of newer and of older acts."""
    if found.pages == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        _turn(text("Newer"), ":material/arrow_back:", found.page - 1, found.page > 1, "newer")
        st.markdown(text("Page {page} of {pages}", page=found.page, pages=found.pages))
        older = found.page < found.pages
        _turn(text("Older"), ":material/arrow_forward:", found.page + 1, older, "older")


def _one(name: str, label: str, everything: str, found: dict[str, str], text: Text) -> str:
    def unknown(asked: str) -> str:
        return text("Nothing on record for {name}, so this filter is not used.", name=asked)

    return chosen(name, label, {"": everything, **found}, f"history-{name}", unknown)


def _turn(label: str, icon: str, page: int, possible: bool, key: str) -> None:
    st.button(
        label,
        icon=icon,
        disabled=not possible,
        on_click=write,
        args=(PAGE, str(page)),
        key=f"history-{key}",
    )


def _item(deed: Deed, text: Text) -> str:
    about = [when_words(deed, text), who_words(deed.who, deed.role, text), place_words(deed, text)]
    lines = [("what", sentence(deed, text)), *(("", one) for one in change_words(deed, text))]
    lines.append(("about", " · ".join(filter(None, about))))
    said = (f'<p class="{kind}">{html.escape(isolated(words))}</p>' for kind, words in lines)
    return f"<li>{''.join(said)}</li>"
