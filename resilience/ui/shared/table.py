"""Tables for reading, as HTML: the browser needs no script for them."""

import html
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pandas as pd
from pandas.api.types import is_float_dtype, is_numeric_dtype

from resilience.text import Text
from resilience.ui.shared.markup import isolated

#: a figure in words: with a sign, a percentage or a mark
FIGURE = re.compile(r"[+−]?\d[\d.,\u202f\u00a0 ]*%?( \*)?|–")


def table_html(table: pd.DataFrame, title: str, text: Text) -> str:
    """A table with figures at the right, numbers with one decimal, and a dash where there is none.

    It can be pushed sideways, also by keyboard; `title` names it for screen readers. A plain numbering of rows is
    left out.
    """
    labels = [] if isinstance(table.index, pd.RangeIndex) else [*table.index.names]
    columns = [table.iloc[:, at] for at in range(table.shape[1])]
    right = [is_numeric_dtype(own) or _is_figures(own) for own in columns]
    said = [_sayer(own, text) for own in columns]
    head = [_cell("th", name or "", ' scope="col"') for name in labels]
    head += [
        _cell("th", name, f' scope="col"{_side(at_right)}')
        for name, at_right in zip(table.columns, right, strict=True)
    ]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in _rows(table, labels, said, right))
    named = f' role="region" aria-label="{html.escape(title)}"' if title else ""
    return (
        f'<div class="figures" tabindex="0"{named}><table>'
        f"<thead><tr>{''.join(head)}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _rows(
    table: pd.DataFrame, labels: list[Any], said: list[Callable[[Any], str]], right: list[bool]
) -> Iterator[list[str]]:
    for label, *cells in table.itertuples(name=None):
        named = label if isinstance(label, tuple) else (label,)
        row = [_cell("th", one, ' scope="row"') for one in (named if labels else ())]
        row += [
            f"<td{_side(at_right)}>{say(cell)}</td>"
            for cell, say, at_right in zip(cells, said, right, strict=True)
        ]
        yield row


def _sayer(column: "pd.Series[Any]", text: Text) -> Callable[[Any], str]:
    """What says a cell of a column."""
    if is_numeric_dtype(column) and column.dtype != bool:
        number = partial(text.number, decimals=1 if is_float_dtype(column) else 0)
        return lambda cell: "–" if pd.isna(cell) else html.escape(number(cell))
    return _words


def _words(cell: Any) -> str:
    if isinstance(cell, str):
        return html.escape(isolated(cell))
    return "–" if pd.isna(cell) else html.escape(str(cell))


def _cell(kind: str, name: Any, more: str) -> str:
    return f"<{kind}{more}>{_words(name)}</{kind}>"


def _side(at_right: bool) -> str:
    return ' class="right"' if at_right else ""


def _is_figures(column: "pd.Series[Any]") -> bool:
    """Whether every cell with words is a figure with a sign, a percentage or a mark."""
    cells = [cell for cell in column if isinstance(cell, str) and cell]
    return bool(cells) and all(FIGURE.fullmatch(cell) for cell in cells)
