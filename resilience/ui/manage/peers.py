"""Peer cities as the host keeps them: what is here, and a data package looked at before it comes in."""

from collections.abc import Sequence

import streamlit as st

from resilience.exchange.package import CityFacts
from resilience.framework import Framework
from resilience.scoring import Side
from resilience.scoring.comparison.comparability import comparability
from resilience.services.cities.peer_files import Preview
from resilience.services.cities.peers import (
    PeerView,
    add_peer,
    look_at,
    peers,
    remove_peer,
)
from resilience.services.cities.publishers import PublisherView, distrust
from resilience.services.cities.undrr_results import brought_workbook, take_workbook
from resilience.services.frameworks.matching import fit_of
from resilience.services.frameworks.official_wording import FRAMEWORK
from resilience.services.frameworks.uploads import PEERS, WORKBOOKS, checked_kind
from resilience.services.results.comparison_input import side_of
from resilience.services.workshop.phase import Phase
from resilience.text import Text
from resilience.ui.results.page import with_results
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.asking import ask_first
from resilience.ui.shared.markup import isolated, plain
from resilience.wording.peers.lessons import practice_rows

#: session_state keys: how many files came in, so that the next upload starts empty, and what was said
CAME, NOTICE_KEY = "peers-came", "peers-said"
#: results of this server on a page of the list
PER_PAGE = 20
#: cells that are named before the rest is left out
MOST_TOLD = 20


def peer_card(peer: PeerView, known: list[Framework], text: Text) -> None:
    """One peer: whose it is, whether it can be compared, and a button that removes it."""
    with st.container(border=True):
        _about(peer.city, peer.side, known, text, _source(peer, text), superseded=peer.superseded)
        removes = text("Remove")
        if st.button(removes, key=f"peers-remove-{peer.id}"):
            words = text.plural(
                "The result of {city} ({n} person) is deleted here and no longer compared. Add "
                "its file again to restore it.",
                "The result of {city} ({n} people) is deleted here and no longer compared. Add "
                "its file again to restore it.",
                peer.side.people,
                city=peer.city.full_name,
            )
            ask_first(
                removes,
                words,
                lambda: remove_peer(runtime.store(), runtime.visitor(), peer.id),
                f"peers-remove-{peer.id}-yes",
            )


def shown_card(peer: PeerView, known: list[Framework], text: Text) -> None:
    """One result that a city publishes on this server: the host only sees that it is there."""
    with st.container(border=True):
        _about(peer.city, peer.side, known, text, _source(peer, text))


def shown_page(workshops: Sequence[int]) -> tuple[PeerView, ...]:
    """Some of the results that cities publish on this server, whose workshops these are: page by page."""
    pages, page = -(-len(workshops) // PER_PAGE), 1
    if pages > 1:
        page = st.pagination(pages, key="peers-page")
    part = workshops[(page - 1) * PER_PAGE : page * PER_PAGE]
    store = runtime.store()
    found = [
        one
        for invented in (False, True)
        for one in peers(store, invented=invented, among=part)
        if one.published_here
    ]
    return tuple(found)


def publisher_row(publisher: PublisherView, text: Text) -> None:
    """One publisher who is trusted, and a button by which that ends."""
    with st.container(border=True):
        st.markdown(f"**{plain(publisher.name)}**")
        blocks.fingerprint(publisher.fingerprint)
        results = text.plural("{n} result", "{n} results", publisher.results)
        since = text("trusted since {date}", date=text.date(publisher.trusted_at.date()))
        st.caption(f"{since} · {results}")
        ends = text("Stop trusting")
        if st.button(ends, key=f"peers-distrust-{publisher.fingerprint}"):
            words = text.plural(
                "{n} result signed by {publisher} is deleted, and their next file is added only "
                "if you choose to trust them again.",
                "{n} results signed by {publisher} are deleted, and their next file is added "
                "only if you choose to trust them again.",
                publisher.results,
                publisher=publisher.name,
            )
            ask_first(
                ends,
                words,
                lambda: distrust(runtime.store(), runtime.visitor(), publisher.fingerprint),
                "peers-distrust-sure",
            )


def bring_peer(known: list[Framework], text: Text) -> None:
    """Upload a data package, look at it, and add it."""
    if said := st.session_state.pop(NOTICE_KEY, ""):
        st.success(plain(said), icon=":material/check:")
    came = st.session_state.get(CAME, 0)
    label = text("Data package (.zip), or a filled-in UNDRR workbook (.xlsm or .xlsx)")
    brought = st.file_uploader(label, key=f"peers-upload-{came}")
    if brought is None:
        return
    with runtime.errors_shown(), runtime.reading():
        if checked_kind(PEERS, brought.getvalue(), brought.name) in WORKBOOKS:
            _bring_workbook(brought.getvalue(), text)
            return
        seen = look_at(runtime.store(), runtime.visitor(), brought.getvalue())
        _preview(seen, known, text)
        if seen.refused is not None:
            st.error(plain(text.said(seen.refused)), icon=":material/error:")
        elif _trusts(seen, text) and st.button(
            text("Add this peer"), type="primary", key="peers-add"
        ):
            add_peer(
                runtime.store(), runtime.visitor(), brought.getvalue(), trust=seen.known_as is None
            )
            _came_in(seen.package.result.about.city.name, text)


def _bring_workbook(data: bytes, text: Text) -> None:
    """A filled UNDRR workbook: looked at, and added."""
    framework = runtime.framework(FRAMEWORK)
    found = brought_workbook(framework, data)
    st.subheader(plain(found.city.full_name))
    answered = text("{n} of {of} items answered", n=len(found.levels), of=len(found.items))
    day = text("no date") if found.date is None else text.date(found.date)
    st.caption(f"{day} · {answered}")
    st.markdown(
        text(
            "This workbook is not signed, so anyone could have filled it in with anything. It is "
            "shown as the answers of a single participant."
        )
    )
    for fault in found.unclear[:MOST_TOLD]:
        st.markdown(f"- {plain(text.fault(fault))}")
    if found.agrees is False:
        st.warning(text("The totals in the workbook do not match its answers."))
    if st.button(text("Add this peer"), type="primary", key="peers-add-workbook"):
        take_workbook(runtime.store(), runtime.visitor(), framework, data)
        _came_in(found.city.name, text)


def _came_in(city: str, text: Text) -> None:
    """Say so on the next run, and begin with an empty field."""
    st.session_state[NOTICE_KEY] = text("{city} is now a peer city.", city=city)
    st.session_state[CAME] = st.session_state.get(CAME, 0) + 1
    st.rerun()


def _about(
    city: CityFacts,
    side: Side,
    known: list[Framework],
    text: Text,
    source: str = "",
    *,
    superseded: bool = False,
) -> None:
    """Which city, when, how many people, and whether it can be compared."""
    st.subheader(plain(city.full_name))
    if city.invented:
        st.caption(text("Invented data: this city does not exist."))
    st.caption(" · ".join(filter(None, [*_facts(side, text), source])))
    if superseded:
        st.markdown(
            text(
                "Not compared, because this city publishes a result on this server. That one is "
                "in the list below."
            )
        )
        return
    for line in _comparable(side, known, invented=city.invented, text=text):
        st.markdown(plain(line))


def _preview(seen: Preview, known: list[Framework], text: Text) -> None:
    result = seen.package.result
    _about(result.about.city, result.side, known, text)
    if seen.replaces is not None and seen.refused is None:
        said = text("It replaces the result of {date}.", date=text.date(seen.replaces))
        st.markdown(plain(said))
    if seen.rivals and seen.refused is None:
        said = text(
            "There is already a result for this city signed by {publishers}. It is kept, so the "
            "city may be compared twice. Remove the one that is not the city's own.",
            publishers=text.listed(seen.rivals),
        )
        st.warning(plain(said))
    st.markdown(text("Signed by {publisher}", publisher=f"**{plain(seen.package.publisher)}**"))
    blocks.fingerprint(seen.package.fingerprint)
    if result.practices:
        with st.expander(text("Reasons and actions that this city publishes")):
            title = text("What is published")
            rows = practice_rows(result.practices, result.titles, text)
            blocks.figures_table(rows, text, title, key="peers-words")


def _trusts(seen: Preview, text: Text) -> bool:
    """Whether the publisher is trusted, or the host says so now."""
    if seen.known_as is not None:
        said = text("You trust this fingerprint as belonging to {name}.", name=seen.known_as)
        st.caption(plain(said))
        return True
    publisher = seen.package.publisher
    if seen.namesake:
        said = text(
            "This file has a DIFFERENT fingerprint from the one you trust for {publisher}. It "
            "may be forged, or {publisher} may have created a new key. Ask them before you "
            "continue.",
            publisher=publisher,
        )
        st.warning(plain(said), icon=":material/warning:")
    question = text(
        "Is this the fingerprint that {publisher} gave you by telephone or in person? Anybody "
        "can sign with this name, but nobody else has this fingerprint.",
        publisher=publisher,
    )
    st.markdown(plain(question))
    return st.checkbox(text("Yes, trust this publisher"), key="peers-trust")


def _facts(side: Side, text: Text) -> list[str]:
    people = text.plural("{n} person", "{n} people", side.people)
    departments = text.plural("{n} department", "{n} departments", side.departments)
    day = text("no date") if side.date is None else text.date(side.date)
    named = f"{side.framework.id} {side.framework.version}"
    return [plain(fact) for fact in (day, named, people, departments)]


def _source(peer: PeerView, text: Text) -> str:
    if peer.published_here:
        return text("published on this server by the city")
    if peer.publisher is None:
        return text("from an unsigned, filled-in UNDRR workbook")
    said = text(
        "signed by {publisher}, {licence}", publisher=peer.publisher, licence=peer.licence or "–"
    )
    return plain(said)


def _comparable(side: Side, known: list[Framework], *, invented: bool, text: Text) -> list[str]:
    """How it fits the frameworks here, and whether it compares with the newest result on its own."""
    lines = [fit_of(side, known).words(text)]
    own = [
        one
        for one in with_results()
        if one.framework.id == side.framework.id
        and one.invented == invented
        and one.phase in (Phase.REVEALED, Phase.CLOSED)
    ]
    if own:
        line = comparability(side_of(cached.result(own[0].code)), side)
        city = isolated(own[0].city.name)
        lines.append(
            text("Compared with your result for {city}: {line}", city=city, line=line.words(text))
        )
    return lines
