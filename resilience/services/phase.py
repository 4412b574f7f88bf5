"""Where a workshop stands, read off its rounds."""

from collections.abc import Sequence
from enum import StrEnum

from resilience.errors import WrongTime
from resilience.store.tables import Round, Workshop


class Phase(StrEnum):
    """The phases a workshop goes through."""

    PREPARING = "preparing"
    REHEARSAL = "rehearsal"
    VOTING = "voting"
    COUNTED = "vote closed"
    REVEALED = "revealed"
    CLOSED = "closed"


def phase_of(workshop: Workshop, rounds: Sequence[Round]) -> Phase:
    """The phase of a workshop with these rounds, first to last."""
    if workshop.closed_at is not None:
        return Phase.CLOSED
    if not rounds:
        return Phase.PREPARING
    last = rounds[-1]
    if last.number == 0:
        return Phase.REHEARSAL
    if last.closed_at is None:
        return Phase.VOTING
    return Phase.COUNTED if last.revealed_at is None else Phase.REVEALED


def open_round(rounds: Sequence[Round]) -> Round | None:
    """The round in which answers are taken now."""
    return rounds[-1] if rounds and rounds[-1].closed_at is None else None


def rounds_that_count(rounds: Sequence[Round]) -> list[Round]:
    """The votes that were closed and revealed: without any there is no result to read."""
    return [r for r in rounds if r.number and r.closed_at and r.revealed_at]


def moved_on() -> WrongTime:
    """What is said to somebody whose page showed an earlier state of the workshop."""
    return WrongTime(
        "The workshop has moved on in the meantime, so this was not done. Look at the page again."
    )
