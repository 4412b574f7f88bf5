"""A table as a page shows it, as CSV for a spreadsheet that people open with a double click."""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence

from resilience.exchange.inert import inert
from resilience.text.catalogue import round_half_up

Shown = str | float | None


def shown_csv(
    headings: Sequence[str], rows: Iterable[Sequence[Shown]], origin: Mapping[str, str]
) -> bytes:
    """The rows under their headings; UTF-8 with a mark for Excel.

    Numbers have a point and at most one decimal, and a missing one is an empty cell. `origin` has
    what every row says of where it comes from, in columns of its own at the end. A cell that a
    spreadsheet would take for a formula has an apostrophe in front.
    """
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(map(inert, (*headings, *origin)))
    ends = [inert(said) for said in origin.values()]
    for row in rows:
        writer.writerow([*map(_cell, row), *ends])
    return held.getvalue().encode("utf-8-sig")


def _cell(shown: Shown) -> str:
    if shown is None or (isinstance(shown, float) and math.isnan(shown)):
        return ""
    if isinstance(shown, str):
        return inert(shown)
    return str(round_half_up(shown, 1 if isinstance(shown, float) else 0))
