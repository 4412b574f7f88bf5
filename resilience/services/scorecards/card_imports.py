"""Imports of scorecards: their numbers, and undoing them while that is possible."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from resilience.errors import NotFound, WrongTime
from resilience.services.access.access import RUNNERS, Visitor, lock_for, open_for
from resilience.services.access.record import record
from resilience.store import Store, repeatable
from resilience.store.tables import CardImport, Round, Workshop
from resilience.store.voting.imports import imports_of, take_back


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import of cards, for those who run the workshop; `may_undo` is whether it can be undone.

    `departments` has the number of cards by department; `number` is that of a paper card, "" for files. `again` is
    true if all of its participants had been imported before.
    """

    id: int
    made_at: datetime.datetime
    cards: int
    answers: int
    undone: bool
    may_undo: bool
    departments: Mapping[str, int]
    number: str
    again: bool


@repeatable
def imports_in(store: Store, visitor: Visitor, code: str) -> tuple[ImportView, ...]:
    """Return the imports so far, newest first, for the people who run the workshop."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        return tuple(
            ImportView(
                one.id,
                one.made_at,
                one.cards,
                one.answers,
                one.undone_at is not None,
                one.undone_at is None and _why_not(workshop, held) is None,
                one.departments,
                one.number,
                not one.joined,
            )
            for one, held in imports_of(session, workshop.id)
        )


@repeatable
def undo_import(store: Store, visitor: Visitor, code: str, import_id: int) -> int:
    """Restore the answers from before an import; returns how many newer answers are kept.

    Raises `WrongTime` once the vote has closed, or if figures with these answers were fixed.
    """
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        found = {one.id: (one, held) for one, held in imports_of(session, workshop.id)}
        if import_id not in found or found[import_id][0].undone_at:
            raise NotFound("This import has already been undone. Reload the page.")
        imported, held = found[import_id]
        refused = _why_not(workshop, held)
        if refused:
            raise refused
        stay, before = take_back(session, imported), import_for_record(imported, held)
        record(session, visitor, "scorecards taken back", workshop, import_id, before=before)
        return stay


def import_for_record(imported: CardImport, held: Round) -> dict[str, object]:
    """Return an import as stored in the history, as numbers."""
    return {"vote": held.number, "cards": imported.cards, "answers": imported.answers}


def _why_not(workshop: Workshop, held: Round) -> WrongTime | None:
    """Why an import into a vote cannot be taken back."""
    if held.closed_at is not None or workshop.closed_at is not None:
        return WrongTime("The vote has closed, so the imported answers stay.")
    return None
