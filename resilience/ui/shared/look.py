"""What a page says of itself to the styles and scripts of resilience/ui/frontend/page."""

import html
from pathlib import Path

import streamlit as st

from resilience.text.languages import CHOICE

#: the icon of the browser's tab, served by the product itself (Streamlit fetches its own icons)
ICON = (Path(__file__).parent / "icon.svg").read_text(encoding="utf-8")

YEAR = 365 * 24 * 3600


def dress(language: str, *, chosen: bool) -> None:
    """Say the language of the page; one that was `chosen` is kept by the browser, for the next visit and plain pages."""
    cookie = f"{CHOICE}={language};path=/;max-age={YEAR};samesite=lax" if chosen else ""
    said = {"language": language, "kept": cookie}
    about = " ".join(f'data-{name}="{html.escape(words)}"' for name, words in said.items())
    st.html(f"<span hidden {about}></span>")
