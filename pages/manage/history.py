"""What staff did, newest first, with what was before and after."""

import streamlit as st

from resilience.services.access.history import ActFilter, choices, history, whole_history
from resilience.ui.manage.history import ask, deeds_list, page_asked, turn_pages
from resilience.ui.shared import runtime
from resilience.ui.shared.downloads import offer_table
from resilience.wording.history import deed_frame

text = runtime.text()
store = runtime.store()
visitor = runtime.visitor()

st.title(text("History"))
st.markdown(
    text(
        "What staff did, newest first, with the state before and after. The database refuses to "
        "change or remove any of it. No participant is named here, and no participant's answer "
        "is shown."
    )
)
offered = choices(store, visitor)
wanted = ask(offered, text, lambda code: history(store, visitor, ActFilter(code)))
found = history(store, visitor, wanted, page_asked(wanted))
if not found.total:
    st.info(
        text("No entries match these filters. Choose another workshop, kind or person above."),
        icon=":material/info:",
    )
    st.stop()
st.caption(text.plural("{n} entry", "{n} entries", found.total))
deeds_list(found.deeds, text)
turn_pages(found, text)

offer_table(
    "history", text("History"), lambda: deed_frame(whole_history(store, visitor, wanted), text)
)
