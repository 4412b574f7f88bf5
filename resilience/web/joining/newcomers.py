"""The form to join a workshop, in words: groups by their themes, and what people who join now will be asked."""

from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text


def asks_newcomers(workshop: WorkshopView) -> bool:
    """Whether a vote, open now or later, asks people who join now.

    After the first reveal only an open workshop (k = 0) and a rehearsal do (docs/decisions/0106).
    """
    shown_before = workshop.reveals > 0 or workshop.hidden
    return not shown_before or workshop.k == 0 or bool(workshop.rehearses)


def joining_words(workshop: WorkshopView, text: Text) -> str:
    """What people who join after the first vote read on the form; "" while a vote asks them or is still to open."""
    if not asks_newcomers(workshop):
        return text(
            "The first vote is over. You can join and follow the discussion. You will not be asked to fill in the scorecard."
        )
    if workshop.phase not in (Phase.COUNTED, Phase.REVEALED):
        return ""
    if workshop.k == 0 or workshop.rehearses:
        return text(
            "The vote is over for now. You can still join and answer in a later vote, if there is one. Until then there is nothing to answer."
        )
    return text(
        "The vote is closed. You can join and follow the discussion. You will be asked to fill in the scorecard only if the vote is reopened."
    )


def themes_of_groups(workshop: WorkshopView, text: Text) -> dict[int, str]:
    """The titles of the themes of each group that scores its own, by the id of the group."""
    title = workshop.framework.title
    return {
        group.id: text.listed(title(theme, text.language) for theme in group.themes)
        for group in workshop.groups
        if group.scores
    }
