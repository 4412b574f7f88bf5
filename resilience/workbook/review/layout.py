"""The layout of a review sheet, so that the reader finds it again."""

from dataclasses import dataclass

from resilience.text.review import ReviewText

FORMAT = "resilience-review/1"
#: hidden columns: what a row is, and the mark of its text
KEY, MARK = 1, 2
#: columns that people see, counted from 1; English alone has no column TEXT, so that all after it move up
PLACE, ENGLISH, TEXT = 3, 4, 5
#: rows that people fill in, by their keys in the column KEY; the box of each is in the column ENGLISH
NAME, ROLE, DATE = "#name", "#role", "#date"
HEAD = "#head"


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A text with its place, context and status in the reader's language; `first` begins a group of rows."""

    text: ReviewText
    place: str
    context: str
    status: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """What a sheet is a review of: `about` finds it again, `title` says it to people."""

    about: str
    title: str
    language: str
    lines: tuple[ReviewLine, ...]


def shown_column(language: str) -> int:
    """The column with the text that is reviewed."""
    return ENGLISH if language == "en" else TEXT


def box_column(language: str) -> int:
    """The column of the boxes for corrections."""
    return shown_column(language) + 1
