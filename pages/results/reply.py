"""A department lead reads their department's result and replies before the room and officials see any."""

from functools import partial

import streamlit as st
from pandas import DataFrame, isna

from resilience.scoring.scores.tables import theme_table
from resilience.services.results.replies import LONGEST_REPLY, save_reply
from resilience.services.workshop.workshops import workshops_of
from resilience.ui.results.page import in_whole_points, shown_table
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.downloads import offer_table
from resilience.ui.shared.inputs import pick_workshop
from resilience.ui.shared.markup import plain
from resilience.ui.shared.watch import watch_phase
from resilience.wording.result_tables import unscored_words, without_hidden


def _range(low: int, high: int) -> str | None:
    """The least and the largest that a score can be, one number where they are equal; None without a score."""
    if isna(low):
        return None
    if low == high:
        return text.number(low)
    return text("{low} to {high}", low=text.number(low), high=text.number(high))


def _narrow(table: DataFrame) -> DataFrame:
    """The columns that a phone has room for: the range is one of them, and reach is left to the file."""
    low, high = table[text("At least")], table[text("At most")]
    ranges = [_range(*ends) for ends in zip(low, high, strict=True)]
    kept = table.drop(
        columns=[text("At least"), text("At most"), text("Coverage"), text("Could answer")]
    )
    kept[text("Range")] = ranges
    kept[text("Coverage")] = table[text("Coverage")]
    return kept


text = runtime.text()
visitor = runtime.visitor()
st.title(text("Our result, and our reply to it"))
led = [
    w
    for w in workshops_of(runtime.store(), visitor)
    if w.replies != "off" and visitor.may(w.id, ("lead",))
]
workshop = pick_workshop(
    led,
    text,
    "reply-workshop",
    text("No workshop is asking you for a reply. This page opens with a department lead's link."),
    cached.own_departments,
)
if workshop is None:
    st.stop()
blocks.workshop_line(workshop, text)
watch_phase(workshop)
for department, scores in cached.own_departments(workshop.code):
    st.header(plain(text(department.name)))
    if department.unit not in (None, department.name):
        st.caption(
            text(
                "To keep answers hidden, the department is not shown alone: this is the result "
                "of {unit}.",
                unit=plain(text(department.unit or "")),
            )
        )
    if scores is None:
        st.info(text("Nobody from this department took part."), icon=":material/info:")
    else:
        table = theme_table(workshop.framework, scores, text.language)
        every = in_whole_points(shown_table(without_hidden(table, workshop.k), text))
        blocks.figures_table(_narrow(every), text)
        offer_table(f"reply-{department.id}", "", partial(DataFrame, every))
        for sentence in unscored_words(table, workshop.k, text):
            st.caption(plain(sentence))
    if not department.open:
        st.markdown(plain(department.reply) or text("There is no reply."))
        st.caption(text("Replies are no longer accepted."))
        continue
    words = st.text_area(
        text(
            "Reply (shown with the department's name next to its figures; the room sees it for "
            "indicators that the department usually knows)"
        ),
        value=department.reply,
        max_chars=LONGEST_REPLY,
        key=f"reply-{department.id}",
    )
    if st.button(text("Save the reply"), type="primary", key=f"reply-save-{department.id}"):
        with runtime.errors_shown():
            save_reply(runtime.store(), visitor, workshop.code, department.id, words)
            st.rerun()
    if words.strip() != department.reply:
        st.caption(text("not saved yet"))
    elif department.reply:
        st.caption(text("saved"))
