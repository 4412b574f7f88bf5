"""The look that Streamlit's theme cannot say: sizes for thumbs and halls, and the page's language."""

import html
from pathlib import Path

import streamlit as st

from resilience.text.languages import CHOICE

#: the icon of the browser's tab, served by the product itself (Streamlit fetches its own icons)
ICON = (Path(__file__).parent / "icon.svg").read_text(encoding="utf-8")

#: mends what Streamlit leaves out for keyboards and screen readers
MENDED = (Path(__file__).parent / "mended.js").read_text(encoding="utf-8")

#: makes the files of charts
PICTURE = (Path(__file__).parent / "picture.js").read_text(encoding="utf-8")

YEAR = 365 * 24 * 3600

#: sizes, colours and places of parts that the theme does not set
CSS = f"<style>\n{(Path(__file__).parent / 'look.css').read_text(encoding='utf-8')}</style>"


#: says the language of the page to screen readers, and keeps one that was chosen
SPOKEN = """
(() => {
  const { language, kept } = [...document.querySelectorAll("[data-language]")].at(-1).dataset;
  document.documentElement.lang = language;
  if (kept) document.cookie = kept;
})();
"""
#: all scripts that stand in pages as text: the server lets these run and no others
SCRIPTS = (MENDED + PICTURE + SPOKEN,)


def dress(language: str, *, chosen: bool) -> None:
    """Put the style on the page, and say its language to screen readers.

    A language that was `chosen` is also kept by the browser, for the next visit and plain pages.
    """
    st.html(CSS)
    cookie = f"{CHOICE}={language};path=/;max-age={YEAR};samesite=lax" if chosen else ""
    _run(MENDED + PICTURE + SPOKEN, language=language, kept=cookie)


def _run(script: str, **data: str) -> None:
    """Run one of `SCRIPTS` when its data changes; the data is next to the script, never in it."""
    said = "".join(f' data-{name}="{html.escape(value)}"' for name, value in data.items())
    body = f"<script>{script}</script><span hidden{said}></span>"
    st.html(body, unsafe_allow_javascript=True)
