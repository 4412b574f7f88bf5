"""The entry: page config, who is here, the menu, and the page that was asked for."""

import streamlit as st

from resilience.errors import NotAllowed, ResilienceError
from resilience.ui.runs.computing import one_turn
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.downloads import downloads_menu, files_are_of
from resilience.ui.shared.languages import language_switch
from resilience.ui.shared.look import ICON, dress
from resilience.ui.shared.menu import pages
from resilience.ui.shared.page_help import page_help

with runtime.one_visitor(), one_turn():
    text = runtime.text()
    st.set_page_config(
        page_title=text("Urban resilience dashboard"),
        page_icon=ICON,
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    dress(text.language, chosen=runtime.LANGUAGE in st.session_state)
    language_switch(text)
    files_are_of(None)
    runtime.set_page("")
    try:
        page = st.navigation(pages(text, runtime.visitor()), position="top")
        if page.url_path:
            st.set_page_config(page_title=f"{page.title} · {text('Urban resilience dashboard')}")
        runtime.set_page(page.url_path)
        page_help(page.url_path, text)
        page.run()
        downloads_menu(text)
    except ResilienceError as error:
        runtime.say(error)
        if isinstance(error, NotAllowed):
            blocks.link_form(text)
        back = text("Go to the home page")
        st.html(f'<p><a href="/" target="_self">{back}</a></p>')
