"""Queries about what phones sent: each sending is taken once."""

from sqlmodel import Session

from resilience.store.tables import Delivery


def delivered(session: Session, participant_id: int, sent_id: str) -> Delivery | None:
    """The sending of a participant with this id, if it was taken before."""
    return session.get(Delivery, (participant_id, sent_id))


def keep_delivery(
    session: Session, participant_id: int, round_id: int, sent_id: str, *, stands: bool
) -> None:
    """Remember a sending that was taken, and whether it stood."""
    session.add(
        Delivery(participant_id=participant_id, round_id=round_id, sent_id=sent_id, stands=stands)
    )
    session.flush()
