"""What a page shows: its words as a person or a screen reader meets them, and its figures."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Selectbox

from resilience.ui.shared.languages import KEY as SWITCH

#: elements that hold figures, or that give them away
FIGURES = {"table", "dataframe", "chart", "download_button", "metric"}
#: fields of an element that hold words
FIELDS = ("label", "body", "text", "help", "placeholder", "title", "code_text", "message")
LISTS = ("options", "captions")
#: a table in HTML, and each of its cells: kind, attributes, words
TABLE = '<div class="figures"'
CHART = re.compile(
    r"""<div class="chart".* aria-label="([^"]*)" data-chart="([^"]*)".* data-figure='([^']*)'"""
)
CELL = re.compile(r"<(t[hd])([^>]*)>(.*?)</t[hd]>", re.DOTALL)
#: the steps that say how a page works, on every page
HELP = 'class="page-help"'
#: words that a browser says for what has none of its own
SPOKEN = re.compile(r'(?:alt|aria-label|placeholder|title)="([^"]*)"')


def elements(at: AppTest) -> list[Any]:
    """The elements and blocks of a page from top to bottom, dialogs last."""
    return [node for part in at.main.root.children.values() for node in part]


def kinds(at: AppTest) -> set[str]:
    """The kinds of elements on a page, but for what is on every page."""
    return {kind_of(node) for node in _own(at)}


def kind_of(node: Any) -> str:
    """The kind of an element, where HTML is a table or a chart."""
    body = node.proto.body if node.type == "html" else ""
    if TABLE in body:
        return "table"
    return "chart" if CHART.search(body) else str(node.type)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a page: its key, its words for screen readers, and its figure as the browser gets it."""

    key: str
    alt: str
    figure: dict[str, Any]

    @property
    def title(self) -> str:
        return str(self.figure["layout"]["meta"]["title"])


def charts(at: AppTest) -> list[Chart]:
    """The charts of a page from top to bottom."""
    return [_chart(node) for node in elements(at) if kind_of(node) == "chart"]


def _chart(node: Any) -> Chart:
    found = CHART.search(node.proto.body)
    assert found
    alt, key, figure = found.groups()
    return Chart(key, html.unescape(alt), json.loads(figure))


def _own(at: AppTest) -> Iterator[Any]:
    return (
        node
        for node in elements(at)
        if getattr(node, "key", None) != SWITCH
        and not (node.type == "html" and HELP in node.proto.body)
    )


def figures(at: AppTest) -> set[str]:
    """The kinds of elements on a page that hold figures."""
    return kinds(at) & FIGURES


def words(at: AppTest) -> str:
    """All that a page says, a line per piece."""
    return "\n".join(pieces(at))


def pieces(at: AppTest) -> list[str]:
    """All that a page says, element by element, but for its languages and its help."""
    assert not at.exception, [error.message for error in at.exception]
    said = (one for node in _own(at) for one in _said(node))
    return [one.replace("\u00a0", " ") for one in said if one.strip()]


def table(at: AppTest, having: str) -> dict[str, list[str]]:
    """The first table with a column or index of this name, as displayed: name of row to cells."""
    return next(_tables(at, having))


def folded(at: AppTest, having: str) -> dict[str, list[str]]:
    """The rows of all tables with a column or index of this name, as `table` has those of the first."""
    return {name: cells for rows in _tables(at, having) for name, cells in rows.items()}


def _tables(at: AppTest, having: str) -> Iterator[dict[str, list[str]]]:
    found = [one for one in tables(at) if having in [*one.columns, *one.index.names]]
    assert found, f"no table has {having}"
    for one in found:
        yield {str(row[0]): [_plain(x) for x in row[1:]] for row in one.itertuples()}


def tables(at: AppTest) -> list[pd.DataFrame]:
    """The tables of a page from top to bottom, as displayed."""
    return [read_table(node) for node in elements(at) if kind_of(node) == "table"]


def read_table(node: Any) -> pd.DataFrame:
    """A table as displayed."""
    return shown_table(node) if node.type == "table" else _in_html(node.proto.body)


def _in_html(body: str) -> pd.DataFrame:
    """A table in HTML: cells in words, with the columns that name rows as its index."""
    rows = [CELL.findall(row) for row in body.split("<tr>")[1:]]
    head = [_unmarked(said) for _, _, said in rows[0]]
    cells = [[_unmarked(said) for _, _, said in row] for row in rows[1:]]
    names = sum('scope="row"' in more for _, more, _ in rows[1]) if len(rows) > 1 else 0
    table = pd.DataFrame(cells, columns=head)
    return table.set_index(head[:names]) if names else table


def _unmarked(said: str) -> str:
    return html.unescape(said).replace("\u2068", "").replace("\u2069", "")


def shown_table(node: Any) -> pd.DataFrame:
    """A table as it is displayed."""
    styled = node.proto.arrow_data.styler.display_values
    return convert_arrow_bytes_to_pandas_df(styled) if styled else node.value


def _plain(cell: object) -> str:
    return str(cell).replace("\u00a0", " ")


def _said(node: Any) -> Iterator[str]:
    if kind_of(node) == "table":
        yield from _cells(read_table(node))
    elif kind_of(node) == "chart":
        yield from _said_in_chart(_chart(node).figure)
    elif node.type == "html":
        yield from _said_in_html(node.proto.body)
    elif node.type == "dataframe":
        yield from _cells(node.value)
    elif node.type == "bidi_component":
        data = json.loads(node.proto.json)
        if "steps" in data:  # else it only watches for moves
            yield from _said_on_a_sheet(data)
    else:
        yield from _said_in_fields(node)


def sheet(at: AppTest) -> dict[str, Any]:
    """What the page tells the script of its scorecard."""
    (node,) = [node for node in elements(at) if kind_of(node) == "bidi_component"]
    read: dict[str, Any] = json.loads(node.proto.json)
    return read


def pages_linked(at: AppTest) -> list[tuple[str, str]]:
    """The links to other pages: what they say, and the address they lead to."""
    links = [node.proto for node in elements(at) if node.type == "page_link"]
    return [(link.label, link.page + _query(link.query_string)) for link in links]


def _query(query: str) -> str:
    return f"?{query}" if query else ""


def _said_in_fields(node: Any) -> Iterator[str]:
    proto = getattr(node.proto, node.type, node.proto) if isinstance(node, Block) else node.proto
    for name in FIELDS:
        value = getattr(proto, name, "")
        if isinstance(value, str):
            yield from value.split("\n\n")  # paragraphs
    for name in LISTS:
        for option in getattr(proto, name, ()):
            yield option if isinstance(option, str) else str(getattr(option, "content", ""))


def _said_on_a_sheet(data: dict[str, Any]) -> Iterator[str]:
    """What the script of a scorecard shows: all that it is told, but for sentences with blanks."""
    yield from (data["closed"] and data["city"], data["closed"], data["number"], *data["notes"])
    yield from (words for event in data["events"] for words in event)
    if not data["steps"]:
        return
    marks = {"official", "lent", "usual"}
    yield from (
        data["said"][name] for name in data["said"].keys() - marks if "{" not in data["said"][name]
    )
    yield from (*data["states"].values(), *(words for _, words in data["sure"]))
    for step in data["steps"]:
        yield from (step["place"], step["title"], *[data["said"].get("lent")] * step["lent"])
        for card in step["cards"]:
            words = ("title", "question", "unit", "why", "evidence", "agreed")
            yield from (*(card.get(name, "") for name in words), *card.get("levels", ()))
            yield from (data["said"][name] for name in sorted(marks & card.keys()))


def _said_in_html(body: str) -> Iterator[str]:
    if body.lstrip().startswith(("<script", "<style")):
        return
    yield from (html.unescape(said) for said in SPOKEN.findall(body))
    yield from (html.unescape(said) for said in re.sub(r"<[^>]+>", "\n", body).split("\n"))


def _cells(table: pd.DataFrame) -> Iterator[str]:
    yield from (str(name) for name in table.columns)
    yield from (str(name) for name in table.index.names if name is not None)
    if not isinstance(table.index, pd.RangeIndex):
        yield from (str(name) for name in table.index)
    for _, column in table.items():
        yield from (str(cell) for cell in column if cell is not None and not pd.isna(cell))


def _said_in_chart(spec: Any) -> Iterator[str]:
    """The words of a chart: titles, annotations, and the names along its axes."""
    if isinstance(spec, dict):
        for name, value in spec.items():
            if isinstance(value, str) and name in ("text", "hovertemplate", "name"):
                yield value
            elif name in ("x", "y", "theta", "text") and isinstance(value, list):
                yield from (cell for cell in value if isinstance(cell, str))
            elif name != "template":
                yield from _said_in_chart(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from _said_in_chart(value)


def box_of_workshops(at: AppTest) -> Selectbox[int]:
    """The box in which one of several workshops is chosen."""
    return next(one for one in at.selectbox if one.label == "Workshop")
