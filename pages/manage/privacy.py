"""What is kept of people, why, for how long and who sees it; when it goes, for who runs a workshop."""

import math
from functools import partial

import streamlit as st

from resilience.services.upkeep.clock import clock_wait
from resilience.services.upkeep.retention import Keeping, keepings, remove_now
from resilience.ui.manage.second_factor import confirm_first
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.asking import ask_first
from resilience.ui.shared.markup import plain
from resilience.wording.privacy import (
    kept_lines,
    readers_words,
    retention_words,
    stays_lines,
)

text = runtime.text()
visitor = runtime.visitor()
store, days = runtime.store(), runtime.settings().retention_days
wait = clock_wait(runtime.settings().data)


def when(one: Keeping) -> str:
    """When what participants of a workshop left is removed, or that it was."""
    if one.removed_at and not one.people:
        return text("was deleted on {date}", date=text.date(one.removed_at.date()))
    if one.open:
        return text("kept until the workshop is closed")
    if one.due is None:
        return text("kept until someone deletes it")
    if wait and one.late:
        return text.plural(
            "was due on {date}; deleted once the server has run for {n} more hour with a steady "
            "clock",
            "was due on {date}; deleted once the server has run for {n} more hours with a steady "
            "clock",
            math.ceil(wait.total_seconds() / 3600),
            date=text.date(one.due),
        )
    return text("is deleted on {date}", date=text.date(one.due))


st.title(text("Privacy"))
st.markdown(
    text(
        "People who answer have no accounts and are not asked for a name. Comments and questions are stored as written, so do not put names in them."
    )
)
st.header(text("What is stored about each participant, and why"))
st.table([{text("What"): what, text("Why"): why} for what, why in kept_lines(text)])
st.header(text("For how long"))
st.markdown(retention_words(days, text))
st.markdown(
    text(
        "The following is kept. It does not show who answered what, unless everyone in a department gave the same answer. If the workshop has no small-group protection, a department may be a single person:"
    )
)
st.markdown("\n".join(f"- {line}" for line in stays_lines(text)))
st.header(text("Who sees it"))
st.markdown("\n".join(f"- {line}" for line in readers_words(text)))
st.header(text("Download or erase your data"))
if visitor.participant_id:
    st.markdown(text("You joined a workshop on this device."))
    blocks.plain_form("/my-data", text("Download or erase my data"), method="get")
else:
    st.markdown(
        text(
            "Open your own return link, then *My answers* and *Download or erase my data*. If "
            "you filled in a scorecard on paper or in Excel, you have no such link: ask the "
            "facilitator."
        )
    )

mine = keepings(store, visitor, days)
if mine:
    st.header(text("When participants' data is deleted"))
    confirm_first("privacy", text)
for one in mine:
    with st.container(border=True):
        st.markdown(
            f"**{plain(one.city)}** · {text.date(one.date)} · {one.code}  \n"
            + text.plural("{n} participant", "{n} participants", one.people)
            + f" · {when(one)}"
        )
        removable = one.may_remove and one.people
        if removable and st.button(
            text("Delete participants' data"), key=f"privacy-remove-{one.code}"
        ):
            words = text.plural(
                "The answers, comments and return link of {n} participant of the workshop {code} are deleted "
                "for good; counts, scores and agreed levels stay. Download the workbook first if you still "
                "need the comments.",
                "The answers, comments and return links of {n} participants of the workshop {code} are "
                "deleted for good; counts, scores and agreed levels stay. Download the workbook first if "
                "you still need the comments.",
                one.people,
                code=one.code,
            )
            ask_first(
                text("Delete participants' data"),
                words,
                partial(remove_now, store, visitor, one.code),
                "privacy-remove-yes",
            )
