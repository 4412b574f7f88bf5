"""On how many questions of a theme a department's score is based, and how many departments have one, in words."""

from resilience.scoring.comparison.units import Basis
from resilience.text import Text


def of_words(basis: Basis, text: Text) -> str:
    """Format a number of questions out of all of them, as in "3 of 4"."""
    return text("{n} of {of}", n=text.number(basis.based), of=text.number(basis.of))


def questions_words(basis: Basis, text: Text) -> str:
    """On how many questions a score is based."""
    return text("{n} of {of} questions", n=text.number(basis.based), of=text.number(basis.of))


def shared_words(basis: Basis, text: Text) -> str:
    """On how many questions two departments were compared, which is not always what their own scores are based on."""
    return text(
        "on the {n} of {of} questions that both scored",
        n=text.number(basis.based),
        of=text.number(basis.of),
    )


def units_words(basis: Basis, text: Text) -> str:
    """How many departments or groups, such as mixed tables, were compared."""
    return text(
        "{n} of {of} departments or groups", n=text.number(basis.based), of=text.number(basis.of)
    )


def themes_words(basis: Basis, text: Text) -> str:
    """On how many themes an overall is based."""
    return text("{n} of {of} themes", n=text.number(basis.based), of=text.number(basis.of))


def questions_head(theme: str, text: Text) -> str:
    """The heading of what the scores of a theme, or overall scores, are based on."""
    return text("{theme}: based on", theme=theme)
