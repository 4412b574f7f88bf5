"""What a page shows, to be taken away: a chart as a picture, a table for a spreadsheet."""

import html
from collections.abc import Callable

import pandas as pd
import streamlit as st

from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.wording.table_files import (
    XLSX,
    Origin,
    file_name,
    origin_of,
    origin_words,
    table_csv,
    table_xlsx,
)

#: session_state key, used by no widget: the workshop that the page is about
ORIGIN = "downloads_origin"


def files_are_of(workshop: WorkshopView | None) -> None:
    """From here on the page is about a workshop, which its files name; about none at its start."""
    st.session_state[ORIGIN] = Origin() if workshop is None else origin_of(workshop)


def files_are_invented() -> None:
    """From here on the page is about several cities that do not exist."""
    st.session_state[ORIGIN] = Origin(invented=True)


def name_of(key: str) -> str:
    """The name, without an ending, of the file of a chart or table."""
    return file_name(key, _origin())


def chart_buttons(text: Text) -> None:
    """Two buttons that make a file of the chart beside them in the browser: see mended.js."""
    origin = html.escape(html.escape(origin_words(_origin(), text), quote=False))
    buttons = "".join(_chart_button(kind, text) for kind in ("SVG", "PNG"))
    st.html(f'<p class="take" data-origin="{origin}">{buttons}</p>')


def _chart_button(kind: str, text: Text) -> str:
    said = html.escape(text("Download the chart as {kind}", kind=kind))
    named = f'aria-label="{said}" title="{said}"'
    return f'<button type="button" data-format="{kind.lower()}" {named}>{kind}</button>'


def table_buttons(table: pd.DataFrame, text: Text, key: str) -> None:
    """Two buttons for the table above them; a file is made when it is asked for, never before."""
    whole_table_buttons(lambda: table, text, key)


def whole_table_buttons(whole: Callable[[], pd.DataFrame], text: Text, key: str) -> None:
    """The same for a table of which the page shows a part: all of it is read when a file is asked for."""
    origin, name = _origin(), name_of(key)
    files = {
        "CSV": ("csv", "text/csv", lambda: table_csv(whole(), origin, text)),
        "Excel": ("xlsx", XLSX, lambda: table_xlsx(whole(), key, origin, text)),
    }
    with st.container(horizontal=True, gap="small", key=f"take-{key}"):
        for kind, (ending, mime, make) in files.items():
            st.download_button(
                kind,
                make,
                file_name=f"{name}.{ending}",
                mime=mime,
                help=text("Download the table as {kind}", kind=kind),
                type="tertiary",
                on_click="ignore",
                key=f"take-{key}-{ending}",
            )


def _origin() -> Origin:
    origin: Origin = st.session_state.get(ORIGIN, Origin())
    return origin
