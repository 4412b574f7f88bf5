"""What a participant was asked and answered in each vote so far."""

from collections.abc import Mapping
from dataclasses import dataclass

from resilience.services.access.access import Visitor, participant_of
from resilience.services.voting.responses import Answer, as_answer, asked_at
from resilience.services.workshop.phase import open_round
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Participant, Workshop
from resilience.store.voting.votes import own_responses
from resilience.store.workshops import rounds


@dataclass(frozen=True, slots=True)
class CastBallot:
    """A participant's answers in one vote by code, including comments without an answer; `open` while they can change.

    `number` counts the votes from 1; `asked` has the codes in the order of the framework.
    """

    number: int
    round_id: int
    open: bool
    asked: tuple[str, ...]
    answers: Mapping[str, Answer]

    @property
    def given(self) -> int:
        """The number of indicators with a level, N/A or don't know."""
        return sum(answer.said is not None for answer in self.answers.values())


@repeatable
def own_votes(store: Store, visitor: Visitor) -> tuple[CastBallot, ...]:
    """Return the visitor's ballots, oldest first; raises `NotAllowed` for visitors who have not joined."""
    with store.read() as session:
        return cast_ballots(session, *participant_of(session, visitor))


def cast_ballots(
    session: Session, person: Participant, workshop: Workshop
) -> tuple[CastBallot, ...]:
    """See `own_votes`."""
    held = [one for one in rounds(session, workshop.id) if one.number]
    current = None if workshop.closed_at else open_round(held)
    return tuple(
        CastBallot(
            one.number,
            one.id,
            one is current,
            tuple(i.code for i in asked_at(session, workshop, one, person.department_id)),
            {row.indicator: as_answer(row) for row in own_responses(session, person.id, one.id)},
        )
        for one in held
    )
