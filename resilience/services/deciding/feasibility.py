"""The vote on how feasible each action is: a participant's own votes, closing it, and opening it again."""

import datetime
from dataclasses import dataclass

from resilience.errors import InputError, NotFound, WrongTime
from resilience.scoring import LEAST_K
from resilience.scoring.planning.actions import FEASIBLE, PlannedAction
from resilience.services.access.access import (
    RUNNERS,
    Visitor,
    lock_for,
    open_for,
    participant_held,
    participant_of,
)
from resilience.services.access.record import record_change
from resilience.services.deciding.actions import read_actions
from resilience.services.workshop.phase import moved_on, rounds_that_count
from resilience.store import Session, Store, now, repeatable
from resilience.store.results.actions import (
    Votes,
    action_by_id,
    actions,
    count_votes,
    own_votes,
    people_who_voted,
    save_vote,
)
from resilience.store.tables import Participant, Workshop
from resilience.store.voting.progress import progress
from resilience.store.workshops import put_on_stage, rounds, workshop_by_id


@dataclass(frozen=True, slots=True)
class StagedActions:
    """The actions of a workshop for its stage; `voted` is how many people have voted on all open ones."""

    actions: tuple[PlannedAction, ...]
    voted: int


@dataclass(frozen=True, slots=True)
class OwnVote:
    """An action with the participant's own vote (0, 0.5, 1 or None); `open` while they can vote."""

    action: PlannedAction
    said: float | None
    open: bool


@dataclass(frozen=True, slots=True)
class OpenVote:
    """An open vote on an action: `people` voted so far, and `shows` is whether closing now would show their choices.

    It would once `least` people voted alone, or that many at tables and nobody alone. `joined` people have a
    device.
    """

    people: int
    joined: int
    least: int
    shows: bool


@repeatable
def staged_actions(store: Store, workshop_id: int) -> StagedActions:
    """Return the actions of a workshop and the progress of the vote on them; the caller checks that it is revealed."""
    with store.read() as session:
        workshop = workshop_by_id(session, workshop_id)
        return StagedActions(
            read_actions(session, workshop), people_who_voted(session, workshop_id)
        )


@repeatable
def own_feasibility(store: Store, visitor: Visitor) -> tuple[OwnVote, ...]:
    """Return the actions of the visitor's workshop with their own votes; empty before the reveal."""
    with store.read() as session:
        return feasibility_votes(session, *participant_of(session, visitor))


def feasibility_votes(
    session: Session, person: Participant, workshop: Workshop
) -> tuple[OwnVote, ...]:
    """See `own_feasibility`."""
    if not rounds_that_count(rounds(session, workshop.id)):
        return ()
    said = own_votes(session, person.id)
    return tuple(
        OwnVote(
            action,
            said.get(action.id),
            action.feasible.state == "voting",
        )
        for action in read_actions(session, workshop)
    )


@repeatable
def vote_feasibility(store: Store, visitor: Visitor, action_id: int, value: float) -> None:
    """Store the visitor's vote on an action: 0, 0.5 or 1; returns only after the commit."""
    if value not in FEASIBLE:
        raise InputError(
            "Choose how feasible it is: hardly feasible, feasible with difficulty, or feasible."
        )
    with store.write() as session:
        person, workshop = participant_held(session, visitor)
        action = action_by_id(session, action_id)
        revealed = rounds_that_count(rounds(session, workshop.id))
        if action is None or action.workshop_id != workshop.id or not revealed:
            raise NotFound("This action has been removed. Reload the page.")
        if workshop.closed_at is not None or action.vote_closed_at is not None:
            raise WrongTime(
                "The vote on this action has closed, so nothing was stored. Any earlier answer "
                "is kept."
            )
        save_vote(session, person.id, action_id, float(value))


@repeatable
def votes_waiting(store: Store, visitor: Visitor, code: str) -> dict[int, OpenVote]:
    """Return the progress of each open vote by action id, for the people who run the workshop.

    Empty once the workshop is closed.
    """
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        return open_votes(session, workshop)


def open_votes(session: Session, workshop: Workshop) -> dict[int, OpenVote]:
    """See `votes_waiting`."""
    if workshop.closed_at is not None:
        return {}
    counted = count_votes(session, workshop.id)
    waiting = [a for a in actions(session, workshop.id) if a.vote_closed_at is None]
    crowds = {a.id: counted.get(a.id, Votes()).crowd for a in waiting}
    least, here = _least(workshop), progress(session, workshop.id, None)
    joined = sum(row.people - row.cards for row in here)
    return {
        action: OpenVote(crowd.people, joined, least, crowd.hides(least))
        for action, crowd in crowds.items()
    }


@repeatable
def show_feasibility(store: Store, visitor: Visitor, code: str) -> None:
    """Close every open vote on an action and show its mean from now on, also on the stage.

    A vote whose mean was shown is never opened again: the difference of two means could reveal one person's vote.
    If too few voted, nothing is shown: see `reopen_feasibility`. Raises `WrongTime` in a closed workshop.
    """
    with store.write() as session:
        workshop = _planning(session, visitor, code)
        shown = close_votes(session, workshop, now())
        if not shown:
            raise WrongTime("No feasibility vote is open.")
        put_on_stage(session, workshop.id, "feasibility")
        told = {"actions": shown}
        record_change(session, visitor, "feasibility votes shown", workshop, after=told)


@repeatable
def reopen_feasibility(store: Store, visitor: Visitor, code: str) -> None:
    """Reopen every vote on an action that closed without a figure because too few voted; earlier votes count.

    Raises `WrongTime` if there is none, before the reveal, and in a closed workshop.
    """
    with store.write() as session:
        workshop = _planning(session, visitor, code)
        closed = [a for a in actions(session, workshop.id) if a.vote_closed_at is not None]
        again = [action for action in closed if action.vote_points is None]
        if not again:
            raise WrongTime("No feasibility vote can be reopened.")
        for action in again:
            action.vote_closed_at = action.vote_people = None
            session.add(action)
        put_on_stage(session, workshop.id, "feasibility")
        told = {"actions": [action.id for action in again]}
        record_change(session, visitor, "feasibility votes opened again", workshop, after=told)


def _planning(session: Session, visitor: Visitor, code: str) -> Workshop:
    """The workshop, locked, if its actions can be decided on now; raises `WrongTime` before the reveal and once closed."""
    workshop = lock_for(session, visitor, code, RUNNERS)
    if workshop.closed_at is not None:
        raise moved_on()
    if not rounds_that_count(rounds(session, workshop.id)):
        raise WrongTime("You can add and see actions once the result has been revealed.")
    return workshop


def close_votes(session: Session, workshop: Workshop, at: datetime.datetime) -> list[int]:
    """Fix the figures of every open vote on an action; returns the actions' ids."""
    counted = count_votes(session, workshop.id)
    waiting = [a for a in actions(session, workshop.id) if a.vote_closed_at is None]
    for action in waiting:
        votes = counted.get(action.id, Votes())
        shown = votes.crowd.hides(_least(workshop))
        action.vote_people = votes.crowd.people
        action.vote_points = votes.points if shown else None
        action.vote_choices = list(votes.choices) if shown else None
        action.vote_closed_at = at
        session.add(action)
    session.flush()
    return [action.id for action in waiting]


def _least(workshop: Workshop) -> int:
    """People who have to vote before anything is shown."""
    return max(LEAST_K, workshop.k)
