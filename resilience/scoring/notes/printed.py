"""The passages of the method note on what is printed: ranges for missing answers, rounded numbers."""

from resilience.scoring.notes.method import Method
from resilience.scoring.notes.passage import Passage
from resilience.text import Text


def unknowns_passage(method: Method, text: Text) -> Passage:
    """What is printed next to a score for indicators that nobody answered."""
    words = text(
        "Next to a score we show what it would be if all unanswered indicators were at their "
        "lowest, and if all were at their highest."
    )
    if method.missing == "unknown-as-zero":
        words = text("Here every unanswered indicator was counted as 0, for comparison only.")
    return Passage(text("What unanswered indicators could change"), words, short=words)


def rounding_passage(text: Text) -> Passage:
    """How numbers are rounded."""
    short = text("Numbers are rounded (half up) only for display.")
    more = text("The results workbook keeps full precision.")
    return Passage(text("Rounding"), f"{short} {more}", short=short)
