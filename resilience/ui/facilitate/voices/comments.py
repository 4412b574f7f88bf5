"""What people wrote on a topic, by level or by unit; those who run the workshop may hide a comment."""

from collections import defaultdict

import streamlit as st

from resilience.scoring import Remark
from resilience.scoring.notes.words import remark_place
from resilience.services.access.access import RUNNERS
from resilience.services.results.comments import hidden_comments, set_comment_hidden
from resilience.services.results.discussion import Topic
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.ui.shared import cached, runtime
from resilience.ui.shared.markup import plain

#: why comments that were shown are not there any more
REPLACED = mark(
    "People voted again on this topic. Comments written before that are no longer shown: they "
    "explain answers that no longer count."
)


def topic_comments(topic: Topic, workshop: WorkshopView, text: Text) -> None:
    """The comments in groups; those who run the workshop may hide each, and see below those that are hidden.

    Where a later vote replaced the answers, that comments of earlier ones are left out.
    """
    store, visitor = runtime.store(), runtime.visitor()
    runs = visitor.may(workshop.id, RUNNERS)
    hidden = hidden_comments(store, visitor, workshop.code, topic.code) if runs else ()
    if topic.remarks:
        label = text("Comments ({n})", n=len(topic.remarks))
        with st.expander(label, expanded=True), st.container(gap="xxsmall"):
            for place, remarks in _groups(topic, text).items():
                st.markdown(f"**{plain(place)}**")
                for n, remark in enumerate(remarks):
                    if runs:
                        _comment(remark, f"{place}-{n}", workshop, text)
                    else:
                        st.markdown(_words(remark))
    if topic.voted_again:
        st.caption(text(REPLACED))
    if hidden:
        with st.expander(text("Hidden comments ({n})", n=len(hidden))):
            for remark in hidden:
                _comment(remark, "hidden", workshop, text, hidden=True)


def _groups(topic: Topic, text: Text) -> dict[str, list[Remark]]:
    """The comments by level, lowest first, then by unit, then those with neither."""
    found: dict[str, list[Remark]] = defaultdict(list)
    ordered = sorted(
        topic.remarks, key=lambda one: (one.level is None, one.level or 0, not one.unit)
    )
    for remark in ordered:
        found[remark_place(remark, text) or text("Other comments")].append(remark)
    return found


def _comment(
    remark: Remark, place: str, workshop: WorkshopView, text: Text, *, hidden: bool = False
) -> None:
    label = text("Show again") if hidden else text("Hide")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(_words(remark), width="stretch")
        pressed = st.button(label, key=f"comment-{place}-{remark.mark}", type="tertiary")
    if pressed:
        with runtime.errors_shown():
            store, visitor = runtime.store(), runtime.visitor()
            set_comment_hidden(store, visitor, workshop.code, remark.mark, hidden=not hidden)
            cached.phase.clear()
            st.rerun()


def _words(remark: Remark) -> str:
    return " — ".join(plain(part) for part in (remark.comment, remark.evidence) if part)
