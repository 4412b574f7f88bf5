"""Queries about actions, the votes on them, and earlier workshops of a city."""

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from resilience.scoring import Crowd
from resilience.scoring.planning.actions import FEASIBLE
from resilience.store.tables import Action, Feasibility, Participant, Workshop
from resilience.store.voting.crowds import alone_and_seated


def actions(session: Session, workshop_id: int) -> Sequence[Action]:
    """The actions of a workshop, as they were made."""
    query = select(Action).where(Action.workshop_id == workshop_id)
    return session.exec(query.order_by(col(Action.id))).all()


def change_moments(
    session: Session, workshop_id: int
) -> dict[int, tuple[datetime.datetime, datetime.datetime]]:
    """When each action of a workshop was made and last changed, by its id."""
    columns = select(Action.id, Action.made_at, Action.changed_at)
    found = session.exec(columns.where(Action.workshop_id == workshop_id))
    return {number: (made_at, changed_at) for number, made_at, changed_at in found}


def action_by_id(session: Session, action_id: int) -> Action | None:
    """An action of any workshop, as it is now."""
    return session.get(Action, action_id, populate_existing=True)


class Votes(NamedTuple):
    """The votes on an action: who voted, the sum of 0, 0.5 and 1 over their people, and the people by choice."""

    crowd: Crowd = Crowd()
    points: float = 0.0
    choices: tuple[int, ...] = ()


def count_votes(session: Session, workshop_id: int) -> dict[int, Votes]:
    """The votes on each action of a workshop; a table weighs as many as it answers for."""
    query = (
        select(
            Feasibility.action_id,
            *alone_and_seated(),
            func.sum(Feasibility.value * Participant.size),
            *(
                func.sum(case((col(Feasibility.value) == choice, Participant.size), else_=0))
                for choice in FEASIBLE
            ),
        )
        .join(Participant, col(Participant.id) == Feasibility.participant_id)
        .join(Action, col(Action.id) == Feasibility.action_id)
        .where(Action.workshop_id == workshop_id)
        .group_by(col(Feasibility.action_id))
    )
    found = {}
    for row in session.exec(query):
        action, alone, seated, points = row[:4]
        choices = tuple(map(int, row[4:]))
        found[int(action)] = Votes(Crowd(int(alone), int(seated)), float(points), choices)
    return found


def people_who_voted(session: Session, workshop_id: int) -> int:
    """People who have voted on every action of a workshop whose vote is open; a table counts its people."""
    waiting = select(Action.id).where(
        Action.workshop_id == workshop_id, col(Action.vote_closed_at).is_(None)
    )
    done = (
        select(Feasibility.participant_id)
        .where(col(Feasibility.action_id).in_(waiting))
        .group_by(col(Feasibility.participant_id))
        .having(
            func.count() == select(func.count()).select_from(waiting.subquery()).scalar_subquery()
        )
    )
    query = select(func.coalesce(func.sum(Participant.size), 0)).where(
        col(Participant.id).in_(done)
    )
    return int(session.exec(query).one())


def own_votes(session: Session, participant_id: int) -> Mapping[int, float]:
    """What one participant said of each action."""
    query = select(Feasibility).where(Feasibility.participant_id == participant_id)
    return {vote.action_id: vote.value for vote in session.exec(query)}


def save_vote(session: Session, participant_id: int, action_id: int, value: float) -> None:
    """Insert or change what a participant says of an action."""
    lock = select(Participant.id).where(Participant.id == participant_id).with_for_update()
    session.exec(lock).one()
    vote = session.get(Feasibility, (participant_id, action_id))
    if vote is None:
        vote = Feasibility(participant_id=participant_id, action_id=action_id, value=value)
    vote.value = value
    session.add(vote)
    session.flush()


def earlier_workshops(session: Session, workshop: Workshop) -> Sequence[Workshop]:
    """The workshops of the same city on earlier days, the last one first."""
    return _workshops_before(session, workshop.city_id, workshop.date)


def last_closed(session: Session, city_id: int, date: datetime.date) -> Workshop | None:
    """The last workshop of a city before a day that was closed."""
    earlier = _workshops_before(session, city_id, date)
    return next((one for one in earlier if one.closed_at is not None), None)


def _workshops_before(session: Session, city_id: int, date: datetime.date) -> Sequence[Workshop]:
    query = select(Workshop).where(Workshop.city_id == city_id, col(Workshop.date) < date)
    return session.exec(query.order_by(col(Workshop.date).desc(), col(Workshop.id).desc())).all()
