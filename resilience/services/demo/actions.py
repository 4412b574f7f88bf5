"""The invented actions of the demo city, with invented votes on how feasible they are."""

import datetime
import random
from collections.abc import Sequence

from resilience.framework.vocabulary import DEPARTMENTS
from resilience.scoring.planning.actions import FEASIBLE
from resilience.services.deciding.feasibility import close_votes
from resilience.services.demo.words import ACTIONS
from resilience.store import Session
from resilience.store.tables import Action, Feasibility, Participant, Workshop
from resilience.store.workshops import departments

#: how many of those in the room vote on an action
VOTED = 0.85


def plan_actions(
    session: Session, workshop: Workshop, people: Sequence[Participant], at: datetime.datetime
) -> None:
    """Write down the actions of the workshop's year, and vote on them: the same every time."""
    known = {d.name: d.id for d in departments(session, workshop.id)}
    for indicator, what, department, day, cost, ease, state, note in ACTIONS[workshop.date.year]:
        action = Action(
            workshop_id=workshop.id,
            indicator=indicator,
            what=what,
            department_id=known[DEPARTMENTS[department]],
            by_when=datetime.date.fromisoformat(day) if day else None,
            cost=cost,
            state=state,
            note=note,
            made_at=at,
            changed_at=at,
        )
        session.add(action)
        session.flush()
        chance = random.Random(f"{indicator} {what}")  # noqa: S311 - the same every time
        for person in people:
            said = _said(ease, chance)
            if said is not None:
                session.add(Feasibility(participant_id=person.id, action_id=action.id, value=said))
    session.flush()
    close_votes(session, workshop, at)


def _said(ease: float, chance: random.Random) -> float | None:
    if chance.random() > VOTED:
        return None
    wish = chance.gauss(ease, 0.3)
    return min(FEASIBLE, key=lambda choice: abs(choice - wish))
