"""What the page Network asks and lists: a framework, a city, and who takes part."""

import streamlit as st

from resilience.services.network import Network
from resilience.services.network_readers import Reader
from resilience.services.network_words import member_line, member_rows, network_title
from resilience.text import Text
from resilience.ui import blocks
from resilience.ui.address import LONGEST

#: parts of the address, as plain text
FRAMEWORK, CITY = "framework", "city"
#: cities up to which each has a line of its own
MOST_LINES = 40


def pick_network(found: tuple[Network, ...], reader: Reader, text: Text) -> Network:
    """The network that the address names, or that of the city it names, else that of most cities."""
    asked, city = st.query_params.get(FRAMEWORK, ""), asked_city(reader)
    names = [one.framework for one in found]
    if asked and asked not in names:
        said = text(
            "No city takes part with the framework {name}. Shown instead: {shown}.",
            name=asked[:LONGEST],
            shown=names[0],
        )
        st.warning(blocks.plain(said), icon=":material/info:")
    of_city = [one.framework for one in found if one.member(city)]
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


def asked_city(reader: Reader) -> str:
    """The city of the address, or the reader's own; a reader of an own city has no other."""
    asked = st.query_params.get(CITY)
    if asked is not None and (reader.every or asked in reader.own):
        return asked
    return reader.own[0] if reader.own else ""


def pick_city(network: Network, reader: Reader, text: Text) -> str:
    """The name of the city whose place is shown, empty for none; a city that is not here is told."""
    asked = st.query_params.get(CITY, "")
    names = [one.name for one in network.members if reader.every or one.name in reader.own]
    if asked and asked not in names:
        st.warning(blocks.plain(_why_not(asked[:LONGEST], reader, text)), icon=":material/info:")
    wanted = asked_city(reader)
    wanted = wanted if wanted in names else ""
    options = ["", *names] if reader.every else names
    picked = wanted
    if len(options) > 1:
        picked = st.selectbox(
            text("City whose place is shown"),
            options,
            index=options.index(wanted) if wanted in options else 0,
            format_func=lambda name: blocks.isolated(name) if name else text("No city"),
            key=f"network-city-{network.framework}",
        )
    if picked != wanted or asked in names:
        st.query_params[CITY] = picked
    return picked


def who_takes_part(network: Network, basis: str, text: Text) -> None:
    """All cities by name, each with what is compared or why it is not; never by score."""
    if len(network.members) > MOST_LINES:
        st.dataframe(member_rows(network, basis, text))
        return
    for member in network.members:
        name, line = (
            blocks.plain(member.name),
            blocks.plain(member_line(member, network, basis, text)),
        )
        if basis and member.basis == basis:
            st.markdown(f"**{name}** · {line}")
        else:
            st.caption(f"{name} · {line}")


def _why_not(asked: str, reader: Reader, text: Text) -> str:
    if not reader.every and asked not in reader.own:
        return text(
            "The place of {city} is for its own readers; you see that of yours.", city=asked
        )
    return text("{city} does not take part here, so it has no place.", city=asked)
