"""What can be asked here: every framework with its words, and a way to bring another."""

import html
from functools import partial

import streamlit as st

from resilience.framework import Theme
from resilience.services.frameworks.framework_files import (
    files_of,
    framework_form,
    framework_workbook,
)
from resilience.services.frameworks.frameworks import Shelf, offer, shelves, withdraw
from resilience.ui.manage.official import official_words_form
from resilience.ui.manage.scorecard import (
    indicator_words,
    languages_table,
    taken_words,
    theme_words,
)
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.asking import ask_first
from resilience.ui.shared.markup import plain

text = runtime.text()
visitor = runtime.visitor()
store, installed = runtime.store(), runtime.frameworks()

st.title(text("Frameworks"))
st.markdown(text("What a workshop can ask. A workshop keeps the version it was created with."))


def about(shelf: Shelf) -> None:
    """Version, licence and use, in a line."""
    framework = shelf.framework
    indicators = list(framework.root.indicators())
    facts = [
        f"{framework.id} {framework.version}",
        text.plural("{n} theme", "{n} themes", len(framework.themes)),
        text.plural("{n} indicator", "{n} indicators", len(indicators)),
        *(part for part in (framework.licence, framework.publisher) if part),
        text.plural("used by {n} workshop", "used by {n} workshops", shelf.workshops),
    ]
    if not shelf.offered:
        facts.append(text("an older version, no longer offered"))
    st.caption(" · ".join(plain(fact) for fact in facts))
    st.markdown(plain(framework.text(text.language).summary))
    if shelf.edited:
        said = text(
            "The content of {name} in this installation's folder has changed. Workshops that "
            "used it keep the earlier content. Give it a new version in framework.yaml.",
            name=f"{framework.id} {framework.version}",
        )
        st.warning(plain(said), icon=":material/warning:")


def contents(shelf: Shelf) -> None:
    """Every theme with its indicators, their level sentences and references."""
    framework = shelf.framework
    codes = [theme.code for theme in framework.themes]
    code = st.selectbox(
        text("Theme"),
        codes,
        format_func=lambda one: f"{one} · {framework.title(one, text.language)}",
        key=f"frameworks-theme-{framework.sha256}",
    )
    theme = next(theme for theme in framework.themes if theme.code == code)
    for node in theme.nodes():
        if isinstance(node, Theme):
            st.html(theme_words(framework, node, text))
        else:
            st.html(indicator_words(framework, node, text))


for shelf in shelves(store, installed):
    framework = shelf.framework
    with st.container(border=True):
        st.header(plain(framework.title(framework.root.code, text.language)))
        about(shelf)
        blocks.figures_table(languages_table(framework, text), text)
        more = st.expander(
            text("All indicators with their levels"),
            key=f"frameworks-more-{framework.sha256}",
            on_change="rerun",
        )
        if more.open:
            with more:
                contents(shelf)
        st.download_button(
            text("Download as Excel workbook, to edit and upload again"),
            partial(framework_workbook, framework),
            file_name=f"{framework.id}-{framework.version}.xlsx",
            key=f"frameworks-download-{framework.sha256}",
        )
        st.download_button(
            text("As an XLSForm, for KoboToolbox or ODK"),
            partial(framework_form, framework),
            file_name=f"{framework.id}-{framework.version}-xlsform.xlsx",
            key=f"frameworks-form-{framework.sha256}",
        )
        withdrawable = visitor.is_host and shelf.uploaded
        withdraws, key = (
            text("Stop offering this framework"),
            f"frameworks-withdraw-{framework.sha256}",
        )
        if withdrawable and st.button(withdraws, key=key):
            words = text.plural(
                "New workshops can no longer choose it; {n} workshop already uses it and keeps "
                "it. Upload its files again to offer it again.",
                "New workshops can no longer choose it; {n} workshops already use it and keep "
                "it. Upload its files again to offer it again.",
                shelf.workshops,
            )
            ask_first(
                withdraws, words, partial(withdraw, store, visitor, framework.sha256), f"{key}-yes"
            )

if visitor.is_host:
    st.header(text("Upload a framework"))
    st.markdown(
        text(
            "An Excel workbook, either downloaded above or in the layout of CISO Assistant, or "
            "the files framework.yaml and text.en.yaml together. A framework that is in use is "
            "never changed, so give yours a new version. Only the translations of a framework in "
            "use can be changed: upload them with the English text unchanged."
        )
    )
    brought = st.file_uploader(
        text("Files"),
        accept_multiple_files=True,
        key="frameworks-upload",
        label_visibility="collapsed",
    )
    if brought and st.button(text("Upload framework"), type="primary", key="frameworks-bring"):
        with runtime.errors_shown(), runtime.reading():
            source, unused = files_of({one.name: one.getvalue() for one in brought})
            taken = offer(store, visitor, source, installed)
            taken_words(taken, text)
            if unused:
                st.markdown(text("Not used, because there is no equivalent here:"))
                lines = "".join(f"<li>{html.escape(text.said(line))}</li>" for line in unused)
                st.html(f"<ul>{lines}</ul>")
    official_words_form(text)
