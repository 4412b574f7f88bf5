"""Confirmation texts that state the consequences of a move in numbers."""

from resilience.services.counting.consequences import Consequences
from resilience.services.deciding.weights import WeighingView
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text


def of_reopening(workshop: WorkshopView, seen: Consequences, text: Text) -> str:
    """Text before a closed vote accepts answers again."""
    said = [
        text.plural("{n} person can answer again.", "{n} people can answer again.", seen.people)
    ]
    if workshop.phase is not Phase.REVEALED and not workshop.hidden:
        said.append(text("The answers are counted again when you close the vote."))
        return " ".join(said)
    if seen.agreed:
        said.append(text.plural("{n} agreed level stays.", "{n} agreed levels stay.", seen.agreed))
    if workshop.reveals > (0 if workshop.hidden else 1):
        said.append(
            text(
                "The results of this vote are hidden for everyone until you reveal them again; the "
                "earlier result is shown until then."
            )
        )
    else:
        said.append(text("Results are hidden for everyone until you reveal them again."))
    return " ".join(said)


def of_finishing(seen: Consequences, text: Text) -> str:
    """Text before a workshop closes."""
    said = [
        text("Nobody can join or answer any more; the result stays."),
        text.plural("{n} person answered.", "{n} people answered.", seen.answered),
        _topics(seen, text),
        text.plural("{n} action.", "{n} actions.", seen.actions),
    ]
    if seen.voting:
        said.append(
            text.plural(
                "{n} action is still open for votes on how feasible it is; these end too.",
                "{n} actions are still open for votes on how feasible they are; these end too.",
                seen.voting,
            )
        )
    return " ".join(said)


def _topics(seen: Consequences, text: Text) -> str:
    """On how many topics the room agreed, and of how many it recorded both views."""
    topics = seen.agreed + seen.both
    if not seen.both:
        return text.plural("{n} topic was agreed.", "{n} topics were agreed.", topics)
    if topics == 1:
        return text("1 topic was agreed, with both views.")
    return text.plural(
        "{topics} topics were agreed, {n} of them with both views.",
        "{topics} topics were agreed, {n} of them with both views.",
        seen.both,
        topics=text.number(topics),
    )


def of_closing_points(weighing: WeighingView, seen: Consequences, text: Text) -> str:
    """Text before points are no longer accepted."""
    said = [
        text(
            "{gave} gave points; {joined} joined the workshop.",
            gave=text.plural("{n} person", "{n} people", weighing.people),
            joined=text.plural("{n} person", "{n} people", seen.people),
        )
    ]
    if weighing.people < weighing.least:
        said.append(
            text(
                "Fewer than {least} people gave points: no mean is shown, and you can take points "
                "again.",
                least=weighing.least,
            )
        )
    else:
        said.append(text("Nobody can give or change points after a mean is shown."))
    return " ".join(said)


def of_showing(seen: Consequences, text: Text) -> str:
    """Text before officials see a result that departments reply to first."""
    return " ".join(
        (
            text(
                "Departments that replied: {replied} of {departments}. No reply can be written or "
                "changed afterwards.",
                replied=seen.replied,
                departments=seen.departments,
            ),
            text("Officials and department leads see the whole result from now on."),
        )
    )
