"""The phase of a workshop, derived from its rounds and the reply step."""

from collections import Counter
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Literal

from resilience.errors import WrongTime
from resilience.store import Session
from resilience.store.tables import ReplyStep, Round, Workshop

#: "awaited" until the facilitator shows the result to the room and officials
ReplyState = Literal["off", "awaited", "shown"]


class Phase(StrEnum):
    """The phases a workshop goes through."""

    PREPARING = "preparing"
    VOTING = "voting"
    COUNTED = "vote closed"
    REVEALED = "revealed"
    CLOSED = "closed"


def phase_of(workshop: Workshop, rounds: Sequence[Round]) -> Phase:
    """Return the phase of a workshop with these rounds, oldest first."""
    if workshop.closed_at is not None:
        return Phase.CLOSED
    if not rounds:
        return Phase.PREPARING
    last = rounds[-1]
    if last.closed_at is None:
        return Phase.VOTING
    return Phase.REVEALED if is_shown(last) else Phase.COUNTED


def votes_up_to(rounds: Sequence[Round], closed: Round) -> list[Round]:
    """Return the votes of a workshop up to one of them, oldest first."""
    return [held for held in rounds if held.number <= closed.number]


def open_round(rounds: Sequence[Round]) -> Round | None:
    """Return the round that accepts answers now, or None."""
    return rounds[-1] if rounds and rounds[-1].closed_at is None else None


def is_shown(held: Round) -> bool:
    """Whether a vote is revealed, and not hidden while its questions are asked again."""
    return held.revealed_at is not None and held.hidden_at is None


def is_hidden(rounds: Sequence[Round]) -> bool:
    """Whether a vote was reopened after its reveal and its result is hidden until the next reveal."""
    return any(held.hidden_at is not None for held in rounds)


def rounds_that_count(rounds: Sequence[Round]) -> list[Round]:
    """Return the closed and revealed votes; without any there is no result.

    A vote that was reopened after its reveal does not count until the next reveal.
    """
    return [r for r in rounds if r.closed_at and is_shown(r)]


def asked_twice(codes: Collection[str], votes: Sequence[Round]) -> set[str]:
    """Return the codes of asked indicators that more than one of these votes asked."""
    times = Counter(c for vote in votes for c in codes if vote.asked is None or c in vote.asked)
    return {code for code, n in times.items() if n > 1}


def reply_state(session: Session, workshop: Workshop) -> ReplyState:
    """Return whether departments reply first, and whether officials already see the result."""
    step = session.get(ReplyStep, workshop.id)
    if step is None:
        return "off"
    return "awaited" if step.shown_at is None else "shown"


def moved_on() -> WrongTime:
    """Return the error for a page that shows an earlier state of the workshop."""
    return WrongTime(
        "The workshop has moved on in the meantime, so this was not done. Check the page again."
    )
