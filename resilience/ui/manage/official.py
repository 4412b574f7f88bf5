"""Keeping the official words of the UNDRR items in this installation, or forgetting them."""

import streamlit as st

from resilience.services.frameworks.official_wording import (
    forget_official,
    keep_official,
    official_languages,
)
from resilience.text import LANGUAGES, Text
from resilience.ui.shared import runtime
from resilience.ui.shared.asking import ask_first


def official_words_form(text: Text) -> None:
    """Bring a city's own copy of the official workbook; for the host."""
    store, visitor = runtime.store(), runtime.visitor()
    st.header(text("Official UNDRR wording"))
    kept = official_languages(store)
    st.markdown(
        text(
            "The official questions and levels of the UNDRR items may not be passed on, so they "
            "are not part of this product. If your city has its own copy of the official "
            "workbook (.xlsm or .xlsx), upload it. Participants on this installation then see "
            "the official wording, but it is not included in any file or export."
        )
    )
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    book = left.file_uploader(text("Official workbook"), key="official-upload")
    language = right.selectbox(
        text("Its language"), list(LANGUAGES), format_func=LANGUAGES.__getitem__, key="official-in"
    )
    if book and st.button(text("Use its wording"), key="official-keep"):
        with runtime.errors_shown(), runtime.reading():
            keep_official(store, visitor, book.getvalue(), language=language)
            st.success(text("The official wording will be shown within ten seconds."))
    if kept:
        names = text.listed(LANGUAGES[code] for code in kept)
        st.caption(text("Official wording is stored in: {languages}", languages=names))
        forgets = text("Delete the official wording")
        if st.button(forgets, key="official-forget"):
            words = text.plural(
                "The official wording in {n} language is deleted. Upload the workbook again to "
                "restore it.",
                "The official wording in {n} languages is deleted. Upload the workbooks again to "
                "restore it.",
                len(kept),
            )
            ask_first(
                forgets, words, lambda: forget_official(store, visitor), "official-forget-yes"
            )
