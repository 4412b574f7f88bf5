"""What the page Network asks and lists: a framework, a city, and who takes part."""

import streamlit as st

from resilience.services.cities.network import Member, Network
from resilience.services.cities.network_readers import NetworkReader
from resilience.text import Text
from resilience.ui.shared import cached_cities
from resilience.ui.shared.address import LONGEST
from resilience.ui.shared.markup import isolated, plain
from resilience.wording.peers.network import member_line, network_title

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
    """The name of the city whose place is shown, empty for none; a city that is not here is told."""
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
            text("City whose place is shown"),
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
    if not listed:
        st.caption(text("No city has this in its name."))
    for member in listed:
        _line(member, network, basis, text)


def _line(member: Member, network: Network, basis: str, text: Text) -> None:
    name = plain(member.name)
    line = plain(member_line(member, network, basis, text))
    if basis and member.basis == basis:
        st.markdown(f"**{name}** · {line}")
    else:
        st.caption(f"{name} · {line}")


def _why_not(asked: str, reader: NetworkReader, text: Text) -> str:
    if not reader.every and asked not in reader.own:
        return text(
            "Only readers of {city}'s results can see its place. You see your own city's place.",
            city=asked,
        )
    return text("{city} does not take part here, so no place is shown.", city=asked)
