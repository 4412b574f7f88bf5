"""The numbers of a participant's writes: of two, the higher one is the newer."""

from sqlalchemy import case, update
from sqlmodel import Session, col

from resilience.store.tables import Participant

#: the highest number of a write, which all that come after it share
MOST_WRITES = 1_000_000_000


def number_of_write(session: Session, participant_id: int) -> int:
    """The number of a participant's next write.

    Other writes of the participant wait until this transaction ends.
    """
    last = col(Participant.counter)
    highest = case((last < MOST_WRITES, last + 1), else_=MOST_WRITES)
    change = update(Participant).where(col(Participant.id) == participant_id)
    query = change.values(counter=highest).returning(last)
    return int(session.exec(query.execution_options(synchronize_session=False)).scalar_one())
