"""What is stored about a participant: to download as one file, and to erase."""

import datetime
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from resilience.framework import Framework
from resilience.services.access.access import Visitor, participant_of
from resilience.services.access.record import record_as
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.voting.personal_data import KEPT, PersonalTable
from resilience.services.workshop.workshops import WorkshopView, describe
from resilience.store import Session, Store, now, repeatable
from resilience.store.tables import Action, Base, CardImport, Department, Question, Workshop
from resilience.store.voting.erasing import count_erased, count_own, erase_people, kept_rows
from resilience.store.voting.votes import frozen_rooms
from resilience.store.workshops import bump_revision, lock_workshop, rounds
from resilience.text import Text

#: columns that say nothing to a person: row ids, and what replaces the participant's key
UNSAID = ("id", "participant_id", "workshop_id", "token_hash", "by_staff")
#: rows of a table that are in memory at a time
PAGE = 50
#: the actor in the history, which does not say who it was
SOMEBODY = "participant"
#: what replaces a column in the file, by its name: another name, and its value
Telling = Mapping[str, tuple[str, Callable[[Any], object]]]


@dataclass(frozen=True, slots=True)
class MyDataView:
    """The visitor's workshop, and the number of rows of theirs in each table.

    `fixed` is whether a vote of the workshop has closed, whose counts are kept.
    """

    workshop: WorkshopView
    department: str
    rows: Mapping[str, int]
    fixed: bool


@repeatable
def own_keeping(store: Store, visitor: Visitor) -> MyDataView:
    """Return what the page shows before the visitor exports or erases their data."""
    with store.read() as session:
        person, workshop = participant_of(session, visitor)
        held = rounds(session, workshop.id)
        return MyDataView(
            workshop=describe(session, workshop),
            department=session.get_one(Department, person.department_id).name,
            rows={kept.name: count_own(session, kept.table, person.id) for kept in KEPT},
            fixed=any(frozen_rooms(session, one.id) for one in held),
        )


def own_file(store: Store, visitor: Visitor, text: Text) -> Iterator[bytes]:
    """Return all stored data about the visitor as pieces of JSON (UTF-8), table by table, with labels where possible.

    Raises `NotAllowed` at once if the visitor has not joined; the pieces are read from the database while they are
    sent.
    """
    with store.read() as session:
        _, workshop = participant_of(session, visitor)
        view = describe(session, workshop)
    about = {
        "workshop": view.code,
        "city": view.city.name,
        "date": view.date.isoformat(),
        "framework": f"{view.framework.id} {view.framework.version}",
        "made_at": now().isoformat(timespec="seconds"),
    }
    return _pieces(store, visitor, about, text)


@repeatable
def erase_own(store: Store, visitor: Visitor) -> None:
    """Delete the visitor's answers, comments, votes and token; figures that were fixed are kept.

    A vote that is not closed counts without them. Their comments disappear from results and reports, which read
    them from answers. The history records only that somebody erased their data.
    """
    with store.write() as session:
        person, workshop = participant_of(session, visitor)
        lock_workshop(session, workshop.id)
        person, workshop = participant_of(session, visitor)
        count_erased(session, person)
        erase_people(session, workshop.id, [person.id])
        record_as(session, SOMEBODY, "own data erased", workshop)
        bump_revision(session, workshop.id)
    store.forget_traces()


def _pieces(
    store: Store, visitor: Visitor, about: Mapping[str, str], text: Text
) -> Iterator[bytes]:
    yield b'{"about": ' + _json(about) + b', "kept": {'
    for n, one in enumerate(KEPT):
        head = f'"what": {json.dumps(text(one.what))}, "why": {json.dumps(text(one.why))}'
        yield f'{"," if n else ""}\n"{one.name}": {{{head}, "rows": ['.encode()
        between = b"\n"
        for page in _pages(store, visitor, one, text):
            yield b"".join(between + row if not at else b",\n" + row for at, row in enumerate(page))
            between = b",\n"
        yield b"]}"
    yield b"\n}}\n"


def _pages(
    store: Store, visitor: Visitor, kept: PersonalTable, text: Text
) -> Iterator[list[bytes]]:
    """The rows of a table, a page at a time, each in a transaction of its own: people read slowly."""
    first, page = 0, [b""] * PAGE
    while len(page) == PAGE:
        with store.read() as session:
            person, workshop = participant_of(session, visitor)
            tell = _telling(session, workshop, text)
            rows = kept_rows(session, kept.table, person.id, first=first, most=PAGE)
            page = [_json(_readable_row(row, tell)) for row in rows]
        first += PAGE
        yield page


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def file_name(view: WorkshopView) -> str:
    """Return a file name such as my-answers-K7MPQ3.json."""
    return f"my-answers-{view.code}.json"


def _telling(session: Session, workshop: Workshop, text: Text) -> Telling:
    votes = {one.id: one.number for one in rounds(session, workshop.id)}
    titles = _titles(framework_of(session, workshop), text)
    return {
        "round_id": ("vote", votes.get),
        "department_id": ("department", lambda key: text(session.get_one(Department, key).name)),
        "action_id": ("action", lambda key: session.get_one(Action, key).what),
        "question_id": ("question", lambda key: session.get_one(Question, key).words),
        "import_id": ("scorecard", lambda key: _plain(session.get_one(CardImport, key).made_at)),
        "indicator": ("indicator", titles.get),
        "theme": ("theme", titles.get),
    }


def _titles(framework: Framework, text: Text) -> dict[object, str]:
    """Indicators and themes by code, with their titles."""
    return {
        node.code: f"{node.code} · {framework.title(node.code, text.language)}"
        for node in framework.root.nodes()
    }


def _readable_row(row: Base, tell: Telling) -> dict[str, object]:
    """A row as the person reads it."""
    said = {}
    for column, value in row.model_dump().items():
        if column not in UNSAID:
            name, told = tell.get(column, (column, _plain))
            said[name] = told(value)
    return said


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.datetime) else value
