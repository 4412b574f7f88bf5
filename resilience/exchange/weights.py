"""Weights as CSV: columns code, weight."""

from resilience.errors import Fault, Faults, Sentence
from resilience.exchange.rows import finite, first_faults, in_row, read_table, wrong_header
from resilience.text import mark

COLUMNS = ["code", "weight"]
BAD = mark("The weights cannot be used:")


def read_weights(text: str) -> dict[str, float]:
    """Weights by code; raise `Faults` with every row that is no code with a number of 0 or more."""
    table = read_table(text)
    if [name.casefold() for name in table.header] != COLUMNS:
        raise Faults(BAD, [wrong_header(table, COLUMNS)])
    weights: dict[str, float] = {}
    faults = table.faults
    for row, (code, cell) in table.rows:
        weight = _number(cell)
        if not code or weight is None:
            said = Sentence(
                "found {found}, expected a code and a weight of 0 or more.",
                found=repr(f"{code},{cell}"),
            )
            faults.append(Fault((in_row(row),), said))
        elif code in weights:
            said = Sentence("found {name} a second time, expected it once.", name=code)
            faults.append(Fault((in_row(row),), said))
        else:
            weights[code] = weight
    if faults:
        raise Faults(BAD, first_faults(faults))
    return weights


def _number(text: str) -> float | None:
    number = finite(text)
    return number if number is not None and number >= 0 else None
