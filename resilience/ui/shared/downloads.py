"""One menu on each page with files of its charts and tables."""

import html
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from resilience.charts import wrapped
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared.markup import plain
from resilience.wording.table_files import (
    XLSX,
    Origin,
    file_name,
    origin_of,
    source_lines,
    table_csv,
    table_xlsx,
)

#: session_state keys, used by no widget: the workshop of the page, its charts and tables, the menu's place, and whether
#: it has the files of the whole result
ORIGIN, OFFERED, PLACE = "downloads_origin", "downloads_offered", "downloads_place"
WHOLE = "downloads_whole"
#: letters of a finding on a line of a picture
FINDING = 104
#: letters of what it shows, and of where its figures come from, on a line below
ABOUT = 132


@dataclass(slots=True)
class Download:
    """A chart, a table, or a chart with its table; without a `finding` there is no chart.

    `about` is what a picture of the chart says below it. `source` is where the figures of a chart come from, if not from workshops; `caution` is written into the table's files.
    """

    name: str
    finding: str = ""
    about: str = ""
    source: str = ""
    table: Callable[[], pd.DataFrame] | None = None
    caution: str = ""


def files_are_of(workshop: WorkshopView | None) -> None:
    """From here on the page is about a workshop, which its files name; about none at its start."""
    st.session_state[ORIGIN] = Origin() if workshop is None else origin_of(workshop)
    if workshop is None:
        st.session_state[OFFERED] = {}
        st.session_state.pop(PLACE, None)


def files_are_invented() -> None:
    """From here on the page is about several cities that do not exist."""
    st.session_state[ORIGIN] = Origin(invented=True)


def name_of(key: str) -> str:
    """The name, without an ending, of the file of a chart or table."""
    return file_name(key, _origin())


def offer_chart(key: str, name: str, finding: str, about: str) -> None:
    """Offer the chart in the container `picture-{key}`; `name` says what it shows, `about` more of it."""
    offered = _offered(key, name)
    offered.finding, offered.about = finding or about, about


def cite(key: str, source: str) -> None:
    """Say where the figures of a chart that is offered come from, if not from workshops."""
    st.session_state[OFFERED][key].source = source


def offer_table(key: str, name: str, table: Callable[[], pd.DataFrame], caution: str = "") -> None:
    """Offer a table, which is made when a file is asked for; with the chart of the same key where there is one.

    Its files say the `caution`.
    """
    offered = _offered(key, name)
    offered.table, offered.caution = table, caution


def menu_here(*, whole: bool) -> None:
    """Put the menu of downloads where the page is now, not at its end; with the files of the `whole` result."""
    st.session_state[WHOLE] = whole
    st.session_state[PLACE] = st.container(width="content", key="downloads-place")


def downloads_menu(text: Text) -> None:
    """The menu of all that the page offered; nothing where it offered nothing."""
    offered: dict[str, Download] = st.session_state.pop(OFFERED, {})
    place = st.session_state.pop(PLACE, None)
    if place is None and not offered:
        return
    with (
        place or st.container(),
        st.popover(text("Download"), icon=":material/download:", key="downloads"),
    ):
        names = Counter(one.name for one in offered.values())
        for key, one in offered.items():
            parts = [one.name, one.finding if names[one.name] > 1 else ""]
            with st.container(horizontal=True, vertical_alignment="center", key=f"files-{key}"):
                st.markdown(plain(" · ".join(filter(None, parts))), width="stretch")
                if one.finding:
                    _chart_buttons(key, one, text)
                if one.table:
                    table_buttons(key, one.table, text, one.caution)
        if st.session_state.pop(WHOLE, False):
            _whole_result(text)


def _whole_result(text: Text) -> None:
    """The way to the files that hold the whole result."""
    st.page_link(
        "pages/exchange/downloads.py",
        label=text("All downloads"),
        icon=":material/download:",
        query_params={"workshop": _origin().code},
    )


def _offered(key: str, name: str) -> Download:
    offered: dict[str, Download] = st.session_state.setdefault(OFFERED, {})
    return offered.setdefault(key, Download(name))


def _chart_buttons(key: str, chart: Download, text: Text) -> None:
    """Two buttons that make a file of a chart of the page in the browser: see picture.js."""
    below = [chart.about, *source_lines(_origin(), chart.source, text)]
    above = {
        "chart": key,
        "file": name_of(key),
        "finding": wrapped(chart.finding, FINDING) if chart.finding != chart.about else "",
        "about": "<br>".join(wrapped(line, ABOUT) for line in below),
    }
    data = "".join(f' data-{name}="{html.escape(said)}"' for name, said in above.items())
    buttons = "".join(_chart_button(kind, text) for kind in ("PNG", "SVG"))
    st.html(f'<p class="take"{data}>{buttons}</p>', width="content")


def _chart_button(kind: str, text: Text) -> str:
    said = html.escape(text("Download the chart as {kind}", kind=kind))
    named = f'aria-label="{said}" title="{said}"'
    return f'<button type="button" data-format="{kind.lower()}" {named}>{kind}</button>'


def table_buttons(
    key: str, whole: Callable[[], pd.DataFrame], text: Text, caution: str = ""
) -> None:
    """Two buttons that make a file of a table, which says the `caution`."""
    origin, name = replace(_origin(), caution=caution), name_of(key)
    files = {
        "CSV": ("csv", "text/csv", lambda: table_csv(whole(), origin, text)),
        "Excel": ("xlsx", XLSX, lambda: table_xlsx(whole(), key, origin, text)),
    }
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
