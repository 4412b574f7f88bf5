"""Of which workshops it is worth to try something: elsewhere it is refused."""

from resilience.services.workshop.phase import Phase
from tests.fuzz.model.workshop import Workshop


def uncut(workshop: Workshop) -> bool:
    """Its departments are not fixed yet."""
    return not workshop.is_counted


def taking(workshop: Workshop) -> bool:
    """It takes answers."""
    return workshop.taken is not None


def voting_again(workshop: Workshop) -> bool:
    """It takes answers in a later vote."""
    return workshop.taken is not None and workshop.taken.number > 1


def shown(workshop: Workshop) -> bool:
    """Its result can be read."""
    return bool(workshop.shown)


def revealed(workshop: Workshop) -> bool:
    """The room talks about its result."""
    return workshop.phase is Phase.REVEALED


def discussed(workshop: Workshop) -> bool:
    """The room has agreed on something."""
    return bool(workshop.agreed) and revealed(workshop)


def planning(workshop: Workshop) -> bool:
    """Actions are written down."""
    return shown(workshop) and not workshop.closed


def planned(workshop: Workshop) -> bool:
    """There are actions to talk about."""
    return planning(workshop) and bool(workshop.actions)


def planned_ever(workshop: Workshop) -> bool:
    """There are actions."""
    return shown(workshop) and bool(workshop.actions)


def aimed(workshop: Workshop) -> bool:
    """It has targets."""
    return shown(workshop) and bool(workshop.targets)


def closed(workshop: Workshop) -> bool:
    """It was signed off."""
    return workshop.closed


def unclosed(workshop: Workshop) -> bool:
    """It goes on."""
    return not workshop.closed


def weighable(workshop: Workshop) -> bool:
    """Its step of points can go on: it was not settled yet."""
    step = workshop.weighing
    return unclosed(workshop) and (step is None or step.outcome is None)


def weighing(workshop: Workshop) -> bool:
    """It takes points."""
    return unclosed(workshop) and workshop.weighing is not None and workshop.weighing.open


def may_reply(workshop: Workshop) -> bool:
    """Replies can be switched on, or shown."""
    return not workshop.ever_revealed or workshop.replying == "awaited"


def awaiting(workshop: Workshop) -> bool:
    """Departments reply."""
    return planning(workshop) and workshop.replying == "awaited"


def imported(workshop: Workshop) -> bool:
    """It takes answers, and some came on cards."""
    return taking(workshop) and any(not one.undone for one in workshop.imports.values())


def published(workshop: Workshop) -> bool:
    """Other cities see its result."""
    return workshop.published


def crowded(workshop: Workshop) -> bool:
    """Some may go, and somebody with a phone is left."""
    return sum(bool(person.token) for person in workshop.people.values()) > 3
