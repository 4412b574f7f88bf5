"""What a page shows where its code failed, which nobody expected."""

import streamlit as st

from resilience.ui import runtime
from resilience.watching import reference, unexpected
from resilience.watching.words import broken_words


def show_failure(error: Exception) -> bool:
    """Log the error, and show the mark under which it is found there; nothing else is shown."""
    mark = reference()
    unexpected(error, "page", mark)
    st.error(broken_words(runtime.text(), mark), icon=":material/error:")
    return True
