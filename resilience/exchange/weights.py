"""Weights as CSV: columns code, weight."""

import csv
import io
import math

from resilience.errors import Faults
from resilience.text import mark

COLUMNS = ["code", "weight"]
BAD = mark("The weights cannot be used:")


def read_weights(text: str) -> dict[str, float]:
    """Weights by code; raise `Faults` with every row that is no code with a number of 0 or more."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    header = [name.strip() for name in next(reader, [])]
    if header != COLUMNS:
        found = ",".join(header) or "nothing"
        raise Faults(BAD, [f"row 1: found {found}, expected the columns code,weight."])
    weights: dict[str, float] = {}
    faults: list[str] = []
    for row, cells in enumerate(reader, start=2):
        if cells:
            code, weight = (cells[0].strip(), _number(cells[1])) if len(cells) == 2 else ("", None)
            if not code or weight is None:
                found = ",".join(cells)
                faults.append(
                    f"row {row}: found {found!r}, expected a code and a weight from 0 up."
                )
            elif code in weights:
                faults.append(f"row {row}: found {code} a second time, expected it once.")
            else:
                weights[code] = weight
    if faults:
        raise Faults(BAD, faults)
    return weights


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None
