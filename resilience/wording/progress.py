"""How far a vote is, in words."""

from resilience.services.voting.progress import DepartmentProgress, ProgressSnapshot
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text


def here_words(now: ProgressSnapshot, workshop: WorkshopView, text: Text) -> str:
    """How many people are here."""
    if workshop.expected:
        return text("{n} of {expected} people joined", n=now.people, expected=workshop.expected)
    return text.plural("{n} person joined", "{n} people joined", now.people)


def done_words(now: ProgressSnapshot, text: Text) -> str:
    """The share of the answers that were asked for, of all who joined."""
    return text("{share} of the answers asked for", share=text.percent(now.done))


def shown_departments(
    now: ProgressSnapshot, workshop: WorkshopView
) -> tuple[DepartmentProgress, ...]:
    """The departments with people joined or expected; without any expected, all but mixed tables."""
    return tuple(
        one
        for one in now.departments
        if one.expected or one.people or (not workshop.expected and one.name != MIXED_TABLES)
    )
