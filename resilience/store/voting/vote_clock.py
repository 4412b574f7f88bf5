"""The order of what happens in a round, also where the server's clock was set back in between.

Figures are made of what was written before they were fixed, so no write may seem to be of before when
it was after, or of after when it was before.
"""

import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from resilience.store.columns import now
from resilience.store.tables import (
    CardImport,
    FrozenRoom,
    Participant,
    ReplacedAnswer,
    Response,
    Round,
    Workshop,
)

#: the shortest time that databases tell apart
TICK = datetime.timedelta(microseconds=1)
WRITTEN = (
    (Response, Response.saved_at),
    (ReplacedAnswer, ReplacedAnswer.saved_at),
    (ReplacedAnswer, ReplacedAnswer.replaced_at),
    (CardImport, CardImport.made_at),
)


def moment_of_write(session: Session, round_id: int) -> datetime.datetime:
    """When something is written in a round: now, and after all figures that were shown of it."""
    held = session.get_one(Round, round_id)
    if held.revealed_at is None:
        return now()
    query = select(func.max(FrozenRoom.frozen_at)).where(FrozenRoom.round_id == round_id)
    shown = [held.revealed_at, *filter(None, [session.exec(query).one()])]
    return max([now(), *(moment + TICK for moment in shown)])


def moment_of_close(session: Session, round_id: int) -> datetime.datetime:
    """When a round closes: now, and not before anything that was written in it, or anybody joined.

    Nor before answers of earlier rounds were removed: a round that closed before has none any more.
    """
    held = session.get_one(Round, round_id)
    joined = select(func.max(Participant.joined_at))
    found = [
        session.get_one(Workshop, held.workshop_id).removed_at,
        session.exec(joined.where(Participant.workshop_id == held.workshop_id)).one(),
        *(
            session.exec(select(func.max(col(moment))).where(table.round_id == round_id)).one()
            for table, moment in WRITTEN
        ),
    ]
    return max([moment_of_write(session, round_id), *filter(None, found)])


def moment_after_close(session: Session, workshop_id: int) -> datetime.datetime:
    """When somebody joins a workshop, or its answers are removed: now, and after its last close."""
    query = select(func.max(Round.closed_at)).where(Round.workshop_id == workshop_id)
    last = session.exec(query).one()
    return max([now(), *(moment + TICK for moment in [last] if moment)])
