"""Where in a CSV file something is, and what its first row should be."""

from collections.abc import Sequence

from resilience.errors import Fault, Sentence


def in_row(row: int) -> Sentence:
    """The place of a row; the header is row 1."""
    return Sentence("row {row}", row=row)


def wrong_header(found: Sequence[str], columns: Sequence[str]) -> Fault:
    """The fault of a file that has other columns than the expected ones."""
    named = {"found": ",".join(found) or Sentence("nothing"), "columns": ",".join(columns)}
    other = next((sign for sign in (";", "\t") if sign in "".join(found)), None)
    if other is None:
        said = Sentence("found {found}, expected the columns {columns}.", **named)
    else:
        said = Sentence(
            "found {found}, expected the columns {columns} with commas between them, not {other}.",
            other=repr(other),
            **named,
        )
    return Fault((in_row(1),), said)
