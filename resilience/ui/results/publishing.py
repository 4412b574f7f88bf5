"""Publishing a result to the other cities of the installation, and ending that."""

import streamlit as st

from resilience.services.access.access import FACILITATORS
from resilience.services.cities.packages import LICENCES, practices_of
from resilience.services.cities.publications import (
    SHOWN_HERE,
    show_to_network,
    shown_since,
    take_from_network,
)
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.ui.shared import blocks, cached, runtime
from resilience.wording.peers.lessons import practice_rows

NOT_PASSED_ON = mark("No: they are shown on this server only")


def show_here(workshop: WorkshopView, text: Text) -> None:
    """Say what other cities here see of a result; buttons for its facilitator."""
    st.header(text("Publish the result on this server"))
    st.markdown(
        text(
            "The other cities on this installation see it on their Peers page; coordinators, and "
            "cities that have published their own result, see it on the Network page. They see "
            "the name of the city, the date, how many people took part, and counts and scores "
            "for the whole city, but never a department's figures, a comment or a participant's "
            "name. Reasons for agreed levels, and actions, are published only if you choose so. "
            "All of it is removed when you stop publishing it or reopen the workshop."
        )
    )
    if workshop.invented:
        st.caption(text("An invented city is shown only among invented cities, to everyone."))
    since = shown_since(runtime.store(), runtime.visitor(), workshop.code)
    if since is None:
        said, icon = text("Not published to other cities."), "visibility_off"
    else:
        moment = f"{text.moment(since, workshop.timezone)} ({workshop.timezone})"
        said, icon = text("Published since {date}.", date=moment), "visibility"
    st.markdown(f":material/{icon}: {said}")
    if not runtime.visitor().may(workshop.id, FACILITATORS):
        st.caption(text("The workshop's facilitator decides this."))
    elif since is not None:
        _stop(workshop, text)
    elif workshop.phase != Phase.CLOSED:
        st.caption(
            text("Close the workshop on the Live page first: only a final result can be published.")
        )
    else:
        _publish(workshop, text)


def publish_words(workshop: WorkshopView, text: Text, key: str) -> bool:
    """Ask whether reasons and actions are published too, with all that this would publish; no by default."""
    found = practices_of(cached.result(workshop.code))
    if not found:
        st.caption(text("There are no reasons for agreed levels and no actions to publish."))
        return False
    chosen = st.checkbox(
        text("Also publish the reasons for agreed levels, and the actions"),
        value=False,
        key=key,
        help=text(
            "Cities that score lower can then read what you do. Departments, dates, votes, outcomes "
            "and comments are not published."
        ),
    )
    if chosen:
        st.warning(
            text("Read these texts first: they must not name people."),
            icon=":material/visibility:",
        )
        titles = {code: workshop.framework.title(code, text.language) for code in found}
        table, title = practice_rows(found, titles, text), text("What is published")
        blocks.figures_table(table, text, title, key=f"{key}-texts")
    return chosen


def _publish(workshop: WorkshopView, text: Text) -> None:
    """Publish a result, with its texts if that is chosen."""
    practices = publish_words(workshop, text, "package-show-words")
    licence = st.selectbox(
        text("May coordinators pass counts and scores on as open data?"),
        [SHOWN_HERE, *LICENCES],
        format_func=lambda one: text(LICENCES.get(one, NOT_PASSED_ON)),
        key="package-show-licence",
        help=text(
            "Coordinators then include them in the open data set of the network. You can stop "
            "publishing here, but a data set that others already have cannot be called back."
        ),
    )
    if st.button(text("Publish to other cities"), key="package-show"):
        with runtime.errors_shown():
            store, visitor = runtime.store(), runtime.visitor()
            show_to_network(store, visitor, workshop.code, practices=practices, licence=licence)
            st.rerun()


def _stop(workshop: WorkshopView, text: Text) -> None:
    """Stop publishing a result."""
    if st.button(text("Stop publishing"), key="package-take-back"):
        with runtime.errors_shown():
            take_from_network(runtime.store(), runtime.visitor(), workshop.code)
            st.rerun()
