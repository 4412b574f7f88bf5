"""Weights as CSV: columns code, weight."""

import csv
import io

from resilience.errors import Fault, Faults, Sentence
from resilience.exchange.rows import finite, in_row, told, wrong_header
from resilience.text import mark

COLUMNS = ["code", "weight"]
BAD = mark("The weights cannot be used:")


def read_weights(text: str) -> dict[str, float]:
    """Weights by code; raise `Faults` with every row that is no code with a number of 0 or more."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    header = [name.strip() for name in next(reader, [])]
    if header != COLUMNS:
        raise Faults(BAD, [wrong_header(header, COLUMNS)])
    weights: dict[str, float] = {}
    faults: list[Fault] = []
    for row, cells in enumerate(reader, start=2):
        if cells:
            code, weight = (cells[0].strip(), _number(cells[1])) if len(cells) == 2 else ("", None)
            if not code or weight is None:
                said = Sentence(
                    "found {found}, expected a code and a weight from 0 up.",
                    found=repr(",".join(cells)),
                )
                faults.append(Fault((in_row(row),), said))
            elif code in weights:
                said = Sentence("found {name} a second time, expected it once.", name=code)
                faults.append(Fault((in_row(row),), said))
            else:
                weights[code] = weight
    if faults:
        raise Faults(BAD, told(faults))
    return weights


def _number(text: str) -> float | None:
    number = finite(text)
    return number if number is not None and number >= 0 else None
