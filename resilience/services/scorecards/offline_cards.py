"""Scorecards as Excel files, for people who fill them in without a network."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resilience.errors import InputError
from resilience.framework import Indicator
from resilience.framework.vocabulary import LARGEST_TABLE
from resilience.services.access.access import RUNNERS, Visitor, open_for
from resilience.services.access.record import record
from resilience.services.access.tokens import new_token
from resilience.services.voting.responses import asked_in, vote_mark
from resilience.services.workshop.groups import asked_there
from resilience.services.workshop.phase import open_round
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.services.workshop.workshops import WorkshopView, describe
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Workshop
from resilience.store.workshops import rounds
from resilience.text import Text
from resilience.workbook.cards import CardFace, CardIdentity, write_card
from resilience.workbook.xlsform import write_xlsform

#: files that are made at once; a hall has fewer tables
MOST_FILES = 500
_NOT_IN_FILENAMES = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class CardOrder:
    """An order of card files: how many files for a department, and how many people answer in each."""

    department_id: int
    files: int
    people: int = 1


@repeatable
def offline_cards(
    store: Store, visitor: Visitor, code: str, wanted: Sequence[CardOrder], text: Text
) -> bytes:
    """Return a zip of scorecards in the language of `text`, each for a new participant.

    For those who run the workshop. Raises `InputError` for no files, too many, or invalid table sizes.
    """
    with store.write() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        vote, asked = next_vote(session, workshop), _asked_next(session, workshop)
        view = describe(session, workshop)
        _check(view, wanted)
        made = {"files": sum(w.files for w in wanted)}
        record(session, visitor, "scorecards made", workshop, after=made)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as packed:  # workbooks are packed already
        for name, place, identity in _identities(view, vote, wanted, text):
            own = asked_there(view.framework, view.groups, asked, place)
            packed.writestr(name, write_card(_face(view, own, identity), text))
    return held.getvalue()


@repeatable
def collecting_form(store: Store, visitor: Visitor, code: str) -> bytes:
    """Return the workshop's scorecard as an XLSForm (.xlsx), for those who run it."""
    with store.read() as session:
        view = describe(session, open_for(session, visitor, code, RUNNERS))
    names = [one.name for one in view.departments]
    return write_xlsform(
        view.framework,
        "quick" if view.tier == "quick" else "full",
        code=view.code,
        departments=names,
        without=view.not_asked,
    )


def next_vote(session: Session, workshop: Workshop) -> tuple[int, int]:
    """Return number and mark of the vote that cards are made for: the open one, or the next one with mark 0."""
    held = rounds(session, workshop.id)
    current = open_round(held)
    if current:
        return current.number, vote_mark(current)
    return (held[-1].number + 1 if held else 1), 0


def _asked_next(session: Session, workshop: Workshop) -> tuple[Indicator, ...]:
    """Return the indicators for new scorecards: those of the open vote, otherwise all that the workshop asks."""
    current = open_round(rounds(session, workshop.id))
    return asked_in(session, workshop, current) if current else describe(session, workshop).asked


def _check(view: WorkshopView, wanted: Sequence[CardOrder]) -> None:
    names = {one.id: one.name for one in view.departments}
    for one in wanted:
        if one.department_id not in names:
            raise InputError("Choose a department of the workshop {code}.", code=view.code)
        if not 1 <= one.people <= LARGEST_TABLE:
            raise InputError(
                "{name}: a scorecard is for 1 to {most} people, not {people}.",
                name=names[one.department_id],
                most=LARGEST_TABLE,
                people=one.people,
            )
        if names[one.department_id] == MIXED_TABLES and one.people == 1:
            raise InputError(
                "Only a table can answer for several departments: enter more than one person per "
                "file."
            )
    files = sum(one.files for one in wanted)
    if not 1 <= files <= MOST_FILES:
        raise InputError(
            "Choose how many files to make, from 1 to {most}; you chose {found}.",
            most=MOST_FILES,
            found=files,
        )


def _identities(
    view: WorkshopView, vote: tuple[int, int], wanted: Sequence[CardOrder], text: Text
) -> Iterator[tuple[str, int, CardIdentity]]:
    """The name of each file, the id of its department or group, and whose it is; `vote` as `next_vote`."""
    names = {one.id: one.name for one in view.departments}
    for one in wanted:
        department = names[one.department_id]
        named = _NOT_IN_FILENAMES.sub("-", text(department)).strip("-") or str(one.department_id)
        for at in range(1, one.files + 1):
            identity = CardIdentity(
                card=new_token(),
                workshop=view.code,
                framework=view.framework.id,
                version=view.framework.version,
                sha256=view.framework.sha256,
                tier=view.tier,
                round=vote[0],
                department=department,
                people=one.people,
                language=text.language,
                vote=vote[1],
            )
            yield f"{view.code}-{named}-{at:02}.xlsx", one.department_id, identity


def _face(view: WorkshopView, asked: Sequence[Indicator], identity: CardIdentity) -> CardFace:
    return CardFace(
        identity=identity,
        framework=view.framework,
        asked=tuple(asked),
        city=view.city.name,
        date=view.date,
        probable=view.probable,
        severe=view.severe,
        invented=view.invented,
    )
