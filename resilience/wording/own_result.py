"""What a participant reads of the revealed result on their own page."""

from resilience.scoring.notes.words import score_words
from resilience.services.results.own_result import OwnResult
from resilience.text import Text


def own_figures(result: OwnResult, city: str, department: str, text: Text) -> list[tuple[str, str]]:
    """The scores shown, each with whose it is: the city's, and their department's where there is one."""
    scores = [(city, result.city), (text(department), result.department)]
    return [(name, score_words(score, text)) for name, score in scores if score is not None]


def agreement_words(result: OwnResult, text: Text) -> str:
    """On how many indicators somebody gave the level of the room; "" where there is nothing to compare."""
    if not result.compared:
        return ""
    same, compared = text.number(result.same), text.number(result.compared)
    return text(
        "On {compared} of the indicators you answered, the room has one most frequent level or agreed on one. "
        "You gave it on {same}.",
        same=same,
        compared=compared,
    )
