"""Queries about scorecards that came back: their answers go in at once, and out again."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from resilience.store.columns import now
from resilience.store.tables import (
    BeforeImport,
    CardImport,
    Participant,
    ReplacedAnswer,
    Response,
    Round,
)
from resilience.store.voting.answers import COUNTERS, KEPT, MOST_WRITES
from resilience.store.voting.vote_clock import moment_of_write

#: how the hash of a card begins, in place of a token's: nobody signs in as a card
CARD = "card:"
#: the content of an answer, without the numbers and time of its writes
STANDING = tuple(name for name in KEPT if name not in ("saved_at", *COUNTERS.values()))
#: columns of an answer as they are changed: by name, for each indicator
Changes = Mapping[str, Mapping[str, Any]]


def people_by_hash(
    session: Session, workshop_id: int, hashes: Collection[str]
) -> dict[str, Participant]:
    """The participants of a workshop whose tokens have these hashes, by hash."""
    query = select(Participant).where(
        Participant.workshop_id == workshop_id, col(Participant.token_hash).in_(hashes)
    )
    return {person.token_hash: person for person in session.exec(query)}


def answers_of(
    session: Session, round_id: int, people: Collection[int]
) -> dict[int, dict[str, Response]]:
    """The answers of some participants in a round, by participant and indicator."""
    query = select(Response).where(
        Response.round_id == round_id, col(Response.participant_id).in_(people)
    )
    found: dict[int, dict[str, Response]] = {person: {} for person in people}
    for row in session.exec(query):
        found[row.participant_id][row.indicator] = row
    return found


def write_card(
    session: Session,
    imported: CardImport,
    person: Participant,
    before: Mapping[str, Response],
    changes: Changes,
) -> None:
    """Change answers of a participant in one write, and keep what stood `before` beside the import."""
    person.counter = min(person.counter + 1, MOST_WRITES)
    session.add(person)
    at = moment_of_write(session, imported.round_id)
    for indicator, values in changes.items():
        row = before.get(indicator)
        key: dict[str, Any] = {"participant_id": person.id, "indicator": indicator}
        old = _kept_columns(row) if row else {"state": "blank"}
        numbered = {COUNTERS[name]: person.counter for name in values if name in COUNTERS}
        if row is None:
            row = Response(**key, round_id=imported.round_id, state="blank")
        else:
            _append(session, row, at)
        row.sqlmodel_update({**values, **numbered, "saved_at": at})
        session.add(row)
        session.add(
            BeforeImport(
                import_id=imported.id,
                **key,
                **old,
                stood=indicator in before,
                written=row.counter,
                comment_written=row.comment_counter,
            )
        )


def take_back(session: Session, imported: CardImport) -> int:
    """Restore the answers from before an import; returns how many were changed since and stay.

    Participants who came with it and have no answer any more go too.
    """
    rows = session.exec(select(BeforeImport).where(BeforeImport.import_id == imported.id)).all()
    here = answers_of(session, imported.round_id, {row.participant_id for row in rows})
    at, stay = moment_of_write(session, imported.round_id), 0
    for old in rows:
        row = here[old.participant_id].get(old.indicator)
        if row is None or (row.counter, row.comment_counter) != (old.written, old.comment_written):
            stay += 1
        elif old.stood:
            _append(session, row, at)
            row.sqlmodel_update({name: getattr(old, name) for name in STANDING})
            row.saved_at = at
            session.add(row)
        else:
            session.delete(row)
    session.flush()
    _forget(session, imported.joined)
    imported.undone_at = now()
    session.add(imported)
    return stay


def imports_of(session: Session, workshop_id: int) -> Sequence[tuple[CardImport, Round]]:
    """The imports of a workshop with their rounds, newest first."""
    query = select(CardImport, Round).join(Round).where(Round.workshop_id == workshop_id)
    return session.exec(query.order_by(col(CardImport.id).desc())).all()


def _append(session: Session, row: Response, at: datetime.datetime) -> None:
    """Keep an answer that is about to be replaced."""
    session.add(
        ReplacedAnswer(
            participant_id=row.participant_id,
            round_id=row.round_id,
            indicator=row.indicator,
            **_kept_columns(row),
            replaced_at=at,
        )
    )


def _kept_columns(row: Response) -> dict[str, Any]:
    """What is kept of an answer."""
    return {name: getattr(row, name) for name in KEPT}


def _forget(session: Session, people: Sequence[int]) -> None:
    """Remove participants who have no answer in any round."""
    if not people:
        return
    spoke = select(Response.participant_id).where(col(Response.participant_id).in_(people))
    kept = set(session.exec(spoke))
    query = select(Participant).where(col(Participant.id).in_(set(people) - kept))
    for person in session.exec(query):
        session.delete(person)
