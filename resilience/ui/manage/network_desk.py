"""The rest of the coordinator's desk: cities that are missing, and the open data set."""

import datetime
from collections.abc import Sequence
from functools import partial

import streamlit as st

from resilience.exchange.dataset import DatasetFacts
from resilience.services.coordinating.missing import MissingCity, missing_cities
from resilience.services.coordinating.open_data import LONGEST, OpenResults, open_data, open_results
from resilience.text import LANGUAGES, Text
from resilience.ui.shared import blocks, runtime
from resilience.wording.peers.collected import left_out_rows, missing_rows, reminder_words

#: characters of the list of further cities
LONGEST_LIST = 20_000


def still_missing(text: Text) -> None:
    """Cities without a result from a chosen day on, and a reminder to copy."""
    today = datetime.datetime.now(datetime.UTC).date()
    since = st.date_input(
        text("Results dated from this day on"),
        value=today.replace(month=1, day=1),
        max_value=today,
        key="desk-since",
    )
    with st.expander(text("Cities that have never sent a result")):
        listed = st.text_area(
            text("One city per line, as “City, Country”"),
            max_chars=LONGEST_LIST,
            key="desk-expected",
            help=text("This list is not stored. Paste it from your own list of members."),
        )
    if not isinstance(since, datetime.date):
        return
    awaited = missing_cities(runtime.store(), runtime.visitor(), since, listed.splitlines())
    if awaited.missing:
        _missing(awaited.missing, since, text)
    elif awaited.count:
        st.success(text("No city is missing."), icon=":material/check:")
    else:
        st.info(text("No real city has sent a result yet. List the cities that you expect."))


def _missing(missing: Sequence[MissingCity], since: datetime.date, text: Text) -> None:
    """The missing cities, and a reminder for them to copy."""
    count = text.plural("{n} city is missing.", "{n} cities are missing.", len(missing))
    st.markdown(f"**{count}**")
    title = text("Cities that are missing")
    blocks.figures_table(missing_rows(missing, text), text, title, key="desk-missing")
    st.subheader(text("Reminder"))
    st.caption(text("Copy this text into your own e-mail. The dashboard does not send it."))
    language = st.selectbox(
        text("Language of the reminder"),
        list(LANGUAGES),
        index=list(LANGUAGES).index(text.language),
        format_func=LANGUAGES.__getitem__,
        key="desk-language",
    )
    words = reminder_words(since, runtime.base_url(), Text(language))
    st.code(words, language=None, wrap_lines=True)


def open_data_set(text: Text) -> None:
    """Which results the open data set has, which are left out and why, and its file."""
    found = open_results(runtime.store(), runtime.visitor())
    st.markdown(
        text(
            "One zip file for everybody: the results of the cities that agreed, described for other "
            "programs (Frictionless Data Package), with metadata for a DOI (DataCite) and checksums."
        )
    )
    _what_is_in_it(found, text)
    if found.entries:
        _dataset_file(text)


def _what_is_in_it(found: OpenResults, text: Text) -> None:
    count = text.plural(
        "The data set contains {n} result.",
        "The data set contains {n} results.",
        len(found.entries),
    )
    st.markdown(f"**{count}**")
    if found.left_out:
        with st.expander(text("Results that are left out, and why")):
            title = text("Results that are left out")
            rows = left_out_rows(found.left_out, text)
            blocks.figures_table(rows, text, title, key="desk-left-out")
    if not found.entries:
        st.info(
            text(
                "Cities agree by the licence of their data package, or when they publish their result on "
                "this server with a licence."
            )
        )


def _dataset_file(text: Text) -> None:
    """Title and publisher, and once they are there the file."""
    title = st.text_input(text("Title"), max_chars=LONGEST, key="desk-title")
    publisher = st.text_input(text("Publisher"), max_chars=LONGEST, key="desk-publisher")
    if not title.strip() or not publisher.strip():
        st.caption(text("Enter a title for the data set, and who publishes it."))
        return
    today = datetime.datetime.now(datetime.UTC).date()
    facts = DatasetFacts(title, publisher, today)
    st.download_button(
        text("Download the open data set"),
        runtime.when_asked(partial(open_data, runtime.store(), runtime.visitor(), facts)),
        file_name=f"resilience-open-data-{today.isoformat()}.zip",
        mime="application/zip",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        key="desk-open-data",
    )
    st.caption(
        text(
            "It has no DOI yet. Upload the file to a repository such as Zenodo, which gives it one; "
            "datacite.json has the other facts."
        )
    )
