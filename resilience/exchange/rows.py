"""Where in a CSV file something is, and what its first row should be."""

from collections.abc import Sequence

from resilience.errors import Fault, Sentence


def in_row(row: int) -> Sentence:
    """The place of a row; the header is row 1."""
    return Sentence("row {row}", row=row)


def wrong_header(found: Sequence[str], columns: Sequence[str]) -> Fault:
    """The fault of a file that has other columns than the expected ones."""
    said = Sentence(
        "found {found}, expected the columns {columns}.",
        found=",".join(found) or Sentence("nothing"),
        columns=",".join(columns),
    )
    return Fault((in_row(1),), said)
