"""What a page shows where its code failed, which nobody expected."""

import streamlit as st

from resilience.ui.shared import runtime
from resilience.watching import reference, unexpected
from resilience.watching.words import broken_words


def show_failure(error: Exception) -> bool:
    """Log the error, and show the mark under which it is found there, and a way on; nothing else."""
    mark = reference()
    unexpected(error, "page", mark)
    text = runtime.text()
    st.error(broken_words(text, mark), icon=":material/error:")
    way_on = text("Go to the home page")
    st.html(f'<p><a href="/" target="_self">{way_on}</a></p>')
    return True
