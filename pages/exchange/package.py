"""The data package: the city's result as open data, signed, for other cities to compare with."""

import streamlit as st

from resilience.services.access.access import FACILITATORS
from resilience.services.cities.packages import LICENCES, NOT_CLOSED, package_filename
from resilience.services.cities.publishing_key import make_key_as_host, publishing_key
from resilience.services.workshop.phase import Phase
from resilience.text import mark
from resilience.ui.results.page import pick_result
from resilience.ui.results.publishing import publish_words, show_here
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.markup import plain

HOLDS = (
    mark("How many gave each answer to each indicator, in the whole city"),
    mark(
        "The scores with coverage and the share who could answer, the weights, and what the room agreed"
    ),
    mark("City, day, framework, and how many people and departments took part"),
    mark("A description for other programs (Frictionless Data Package), and a signature"),
)

text = runtime.text()
workshop = pick_result(text, "package-workshop")
if workshop is None:
    st.stop()
result = cached.result(workshop.code)
visitor, data = runtime.visitor(), runtime.settings().data
st.title(text("Data package"))
st.markdown(
    text(
        "The result as open data in one file. Other cities can add it as a peer and compare "
        "themselves with you; anyone can read its tables in a spreadsheet."
    )
)
for part in HOLDS:
    st.markdown(f"- {text(part)}")
st.markdown(
    text(
        "It contains no department figures, comments or names of participants, and reasons for "
        "agreed levels and actions only if you choose so."
    )
)

show_here(workshop, text)

st.header(text("Who signs it"))
key = publishing_key(data)
if key is not None:
    st.markdown(f"**{plain(key.name)}**")
    blocks.fingerprint(key.fingerprint)
    st.caption(
        text(
            "Read this fingerprint to the other city over the phone, or print it somewhere they "
            "trust: it lets them tell your files from forged ones."
        )
    )
elif visitor.is_host:
    st.markdown(text("This installation does not yet have a key to sign what it publishes."))
    name = st.text_input(
        text("Publisher, such as the name of the city"), key="package-publisher", max_chars=120
    )
    if st.button(text("Create the key"), key="package-key", type="primary"):
        with runtime.errors_shown():
            make_key_as_host(runtime.store(), visitor, data, name)
            st.rerun()
    st.stop()
else:
    st.info(
        text(
            "This installation does not yet have a key to sign what it publishes. Anyone with "
            "its facilitator link can create one on this page."
        ),
        icon=":material/key:",
    )
    st.stop()

st.header(text("Download"))
if not visitor.may(workshop.id, FACILITATORS):
    st.info(text("Only the workshop's facilitator can download the data package."))
elif workshop.phase != Phase.CLOSED:
    st.info(text(NOT_CLOSED), icon=":material/lock_open:")
else:
    licence = st.radio(
        text("Licence"),
        list(LICENCES),
        format_func=lambda one: text(LICENCES[one]),
        key="package-licence",
    )
    practices = publish_words(workshop, text, "package-words")
    with runtime.errors_shown():
        st.download_button(
            text("Download the data package"),
            cached.package(workshop.code, key, licence, practices=practices),
            file_name=package_filename(result),
            mime="application/zip",
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            key="package-download",
        )
