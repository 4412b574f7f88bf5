"""The network as a page and as a tab of Peers: what is asked, how cities are distributed, who takes part."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from resilience.charts.figures import distribution
from resilience.charts.rows import both_forms
from resilience.charts.strips import has_dots
from resilience.errors import NotAllowed
from resilience.outputs.network import network_report
from resilience.report import unprintable
from resilience.scoring.comparison.comparability import CAUTION
from resilience.scoring.comparison.spread import LEAST_CITIES
from resilience.services.cities.network import Network
from resilience.services.cities.network_rank import NetworkRank
from resilience.services.cities.network_readers import NetworkReader, reader_of, sees_network
from resilience.services.workshop.workshops import WorkshopView
from resilience.store import now
from resilience.text import Text
from resilience.ui.shared import blocks, cached_cities, runtime
from resilience.ui.shared.address import LONGEST
from resilience.ui.shared.markup import isolated, plain
from resilience.wording.chart_findings import themes_unit
from resilience.wording.peers.members import member_rows
from resilience.wording.peers.network import (
    network_headline,
    network_title,
    other_scores,
    shown_scores,
    spread_finding,
    spread_frame,
    spread_legend,
    spread_rows,
)

#: parts of the address, as plain text
FRAMEWORK, CITY = "framework", "city"
#: cities up to which one is chosen from a list, and all are listed at once
MOST_LINES = 40
#: cities on a page of a longer list
PER_PAGE = 20
#: cities that are offered for a part of a name
MOST_FOUND = 20


def pick_network(found: tuple[Network, ...], reader: NetworkReader, text: Text) -> Network:
    """The network that the address names, or that of the city it names, else that of most cities."""
    asked, city = st.query_params.get(FRAMEWORK, ""), asked_city(reader)
    names = [one.framework for one in found]
    if asked and asked not in names:
        said = text(
            "No city takes part with the framework {name}. Shown instead: {shown}.",
            name=asked[:LONGEST],
            shown=names[0],
        )
        st.warning(plain(said), icon=":material/info:")
    of_city = [one.framework for one in found if city and cached_cities.member(one, city)]
    start = asked if asked in names else (of_city or names)[0]
    picked = start
    if len(names) > 1:
        titles = {one.framework: network_title(one, text) for one in found}
        picked = st.selectbox(
            text("Framework"),
            names,
            index=names.index(start),
            format_func=titles.__getitem__,
            key="network-framework",
        )
    if asked in names or picked != start:
        st.query_params[FRAMEWORK] = picked
    return found[names.index(picked)]


def asked_city(reader: NetworkReader) -> str:
    """The city of the address, or the reader's own; a reader of an own city has no other."""
    asked = st.query_params.get(CITY)
    if asked is not None and (reader.every or asked in reader.own):
        return asked
    return reader.own[0] if reader.own else ""


def pick_city(network: Network, reader: NetworkReader, text: Text) -> str:
    """Return the name of the city whose place is shown, "" for none; reports a city that is not here."""
    asked, wanted = st.query_params.get(CITY, ""), asked_city(reader)
    here = {name for name in {asked, wanted} if name and cached_cities.member(network, name)}
    if asked and (asked not in here or asked != wanted):
        st.warning(plain(_why_not(asked[:LONGEST], reader, text)), icon=":material/info:")
    wanted = wanted if wanted in here else ""
    if not reader.every:
        options = [name for name in reader.own if cached_cities.member(network, name)]
    else:
        options = ["", *_offered(network, wanted, text)]
    picked = wanted
    if len(options) > 1:
        picked = st.selectbox(
            text("City whose rank is shown"),
            options,
            index=options.index(wanted) if wanted in options else 0,
            format_func=lambda name: isolated(name) if name else text("No city"),
            key=f"network-city-{network.framework}",
        )
    if picked != wanted or asked in here:
        st.query_params[CITY] = picked
    return picked


def _offered(network: Network, wanted: str, text: Text) -> list[str]:
    """All cities of a small network; of a large one those with a part of a name, and the one shown."""
    if network.cities <= MOST_LINES:
        return [one.name for one in cached_cities.members(network, "", 0, MOST_LINES).members]
    part = st.text_input(
        text("Find a city by part of its name"),
        max_chars=LONGEST,
        key=f"network-find-{network.framework}",
    ).strip()
    listed = cached_cities.members(network, part, 0, MOST_FOUND) if part else None
    found = [one.name for one in listed.members] if listed else []
    if listed and listed.found > MOST_FOUND:
        st.caption(
            text(
                "{n} cities have this in their name; you can choose from the first {most}. Type "
                "more of the name.",
                n=text.number(listed.found),
                most=MOST_FOUND,
            )
        )
    elif listed and not found:
        st.caption(text("No city has this in its name."))
    return list(dict.fromkeys([*([wanted] if wanted else []), *found]))


def network_head(network: Network, city: str, text: Text) -> str:
    """Show how many cities can be compared and, if a city is named, its range of ranks."""
    basis, own, name = _own_place(network, city)
    return network_headline(network, basis, name, own, text)


def reader_beside(workshop: WorkshopView) -> NetworkReader | None:
    """How a visitor reads the network on the page Peers; None for visitors who have no use for it."""
    store, visitor = runtime.store(), runtime.visitor()
    asked = f"{workshop.city.name}, {workshop.city.country}" if workshop.invented else ""
    if not workshop.invented and not sees_network(store, visitor):
        return None
    try:
        reader = reader_of(store, visitor, asked=asked)
    except NotAllowed:
        return None
    return reader if reader.invented == workshop.invented else None


def network_beside(workshop: WorkshopView, reader: NetworkReader, text: Text) -> None:
    """Render the Network tab of Peers for a workshop's framework, its city included."""
    found = cached_cities.networks(invented=reader.invented)
    here = next((one for one in found if one.framework == workshop.framework.id), None)
    if here is None:
        st.info(
            text("No city that was scored with this framework takes part in the network yet."),
            icon=":material/hub:",
        )
    else:
        name = f"{workshop.city.name}, {workshop.city.country}"
        city = name if reader.every or name in reader.own else ""
        st.subheader(network_head(here, city, text))
        if reader.invented:
            st.caption(text("Invented data: these cities do not exist."))
        network_panel(here, city, text)
    if reader.every and not reader.invented:
        st.page_link(
            "pages/results/network.py",
            label=text("Other frameworks and cities of the network"),
            icon=":material/hub:",
        )


def network_panel(network: Network, city: str, text: Text) -> None:
    """How the cities are distributed, the named one marked, and who takes part."""
    basis, own, name = _own_place(network, city)
    if any(shown_scores(network, basis)):
        _distribution(network, basis, own, name, text)
    else:
        st.info(
            text(
                "The distribution of scores is shown once {n} cities can be compared: fewer would "
                "reveal individual cities.",
                n=LEAST_CITIES,
            ),
            icon=":material/visibility_off:",
        )
    st.caption(text(CAUTION))
    st.subheader(text("Who takes part, and what is compared"))
    who_takes_part(network, basis, text)


def network_report_button(network: Network, found: tuple[Network, ...], text: Text) -> None:
    """A button for the report on a network as PDF, for coordinators and the host."""
    names = (one.name for one in cached_cities.members(network, "", 0, network.cities).members)
    blocks.unprintable_note(tuple(unprintable(names)), text)
    others = [one for one in found if one.framework != network.framework]
    st.download_button(
        text("Download the report on the network (PDF)"),
        runtime.when_asked(partial(_report, network, others, text)),
        file_name=f"resilience-network-{network.framework}.pdf",
        mime="application/pdf",
        icon=":material/download:",
        on_click="ignore",
        key="network-report",
    )


def _report(network: Network, others: Sequence[Network], text: Text) -> bytes:
    return network_report(runtime.store(), runtime.visitor(), network, others, text, now()).pdf


def _own_place(network: Network, city: str) -> tuple[str, NetworkRank | None, str]:
    """Return the basis of a city, else the usual one; the city's rank on it; and its name if it has one."""
    member = cached_cities.member(network, city) if city else None
    basis = member.basis if member else network.usual_basis
    own = cached_cities.network_rank_at(network, basis, city) if member and basis else None
    return basis, own, member.city if own and member else ""


def _distribution(
    network: Network,
    basis: str,
    own: NetworkRank | None,
    name: str,
    text: Text,
) -> None:
    frame = spread_frame(network, basis, own, text)
    others = other_scores(network, basis, own)
    legend = spread_legend(name, text, as_dots=has_dots(others))
    title = themes_unit(network.frameworks[basis], text)
    shown = [text.number(score, 1) if name else "" for score in frame["own"]]
    figure, phone = both_forms(partial(distribution, frame, others, shown, legend, title))
    blocks.picture(
        figure,
        text,
        "network-distribution",
        finding=spread_finding(network, basis, name, own, text),
        legend=legend,
        phone=phone,
    )
    blocks.same_as_table(spread_rows(frame, name, text), text, title, key="network-distribution")
    st.caption(
        text(
            "Every city is scored with the framework's weights, so a city that set its own theme weights may have a different score here. A rank is a range: we varied each city's scores by its standard error, and all weights by up to a quarter, 1,000 times; nine in ten results fall in this range. The standard error does not cover later votes of the whole room or agreed levels: where these count, the range may be too narrow."
        )
    )


def who_takes_part(network: Network, basis: str, text: Text) -> None:
    """The cities by name, each with what is compared or why it is not; never by score.

    Of a large network page by page, those alone that have a part of a name where one is given.
    """
    part, most, first = "", network.cities, 0
    if network.cities > MOST_LINES:
        most = PER_PAGE
        part = st.text_input(
            text("Only cities with this in their name"),
            max_chars=LONGEST,
            key=f"network-list-{network.framework}",
        ).strip()
        pages = -(-cached_cities.members(network, part, 0, most).found // most)
        if pages > 1:
            key = f"network-page-{network.framework}-{part}"
            first = (st.pagination(pages, key=key) - 1) * most
    listed = cached_cities.members(network, part, first, most).members
    if listed:
        with st.container(key="compared-members"):
            blocks.figures_table(member_rows(listed, network, basis, text), text)
    else:
        st.caption(text("No city has this in its name."))


def _why_not(asked: str, reader: NetworkReader, text: Text) -> str:
    if not reader.every and asked not in reader.own:
        return text(
            "Only readers of {city}'s results can see its rank. You see your own city's rank.",
            city=asked,
        )
    return text("{city} does not take part here, so no rank is shown.", city=asked)
