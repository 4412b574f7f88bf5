"""Joining a workshop, without an account."""

from dataclasses import dataclass

from resilience.errors import InputError, WrongTime
from resilience.framework.vocabulary import LARGEST_TABLE
from resilience.services.access.access import (
    NOBODY,
    READERS,
    Visitor,
    find_workshop,
    participant_held,
    participant_of,
)
from resilience.services.access.tokens import hashed, new_token, tidy_code
from resilience.services.frameworks.frameworks import structure_of
from resilience.services.workshop.groups import codes_of
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Department, Participant, Workshop
from resilience.store.voting.devices import next_number
from resilience.store.voting.erasing import keep_answers_to
from resilience.store.voting.vote_clock import moment_after_close
from resilience.store.workshops import (
    hold_workshop,
    is_counted,
    participant_by_hash,
    places,
    workshop_by_code,
)
from resilience.text import LANGUAGES


@repeatable
def belongs_to(store: Store, visitor: Visitor, code: str) -> bool:
    """Whether the visitor joined the workshop with a join code, or holds a role in it."""
    if visitor == NOBODY:
        return False
    with store.read() as session:
        workshop = workshop_by_code(session, tidy_code(code))
        person = participant_by_hash(session, visitor.known_by) if visitor.known_by else None
    if workshop is None:
        return False
    joined = person is not None and person.workshop_id == workshop.id
    return joined or visitor.may(workshop.id, READERS)


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """The participant's own view; `may_move` until the first vote closes, `number` as in `Device`."""

    code: str
    number: int
    department: str
    language: str
    is_table: bool
    size: int
    may_move: bool


def check_open(session: Session, code: str) -> Workshop:
    """Return the workshop; raises an error if people can no longer join it."""
    workshop = find_workshop(session, code)
    if workshop.closed_at is not None:
        raise WrongTime(
            "The workshop {code} has closed, so nobody can join it now. Ask the facilitator for "
            "the result.",
            code=workshop.code,
        )
    return workshop


@repeatable
def may_join(store: Store, code: str) -> str:
    """Return the normalised code of a workshop that is open to join; otherwise raises an error that says why."""
    with store.read() as session:
        return check_open(session, code).code


@repeatable
def join(
    store: Store,
    code: str,
    *,
    department_id: int,
    language: str,
    size: int | None = None,
    remote: bool = False,
) -> str:
    """Join as a person (`size` None) or a table of `size` people, `remote` if by a call; returns the new token."""
    if size is not None and not 2 <= size <= LARGEST_TABLE:
        raise InputError(
            "A table can answer for 2 to {most} people; you entered {size}.",
            most=LARGEST_TABLE,
            size=size,
        )
    _check_language(language)
    token = new_token()
    with store.write() as session:
        hold_workshop(session, find_workshop(session, code).id)
        session.expire_all()  # what moved on before this transaction could hold it
        workshop = check_open(session, code)
        department = department_chosen(session, workshop, department_id, is_table=size is not None)
        session.add(
            Participant(
                workshop_id=workshop.id,
                number=next_number(session, workshop.id),
                department_id=department.id,
                token_hash=hashed(token),
                language=language,
                is_table=size is not None,
                size=size or 1,
                remote=remote,
                joined_at=moment_after_close(session, workshop.id),
            )
        )
    return token


@repeatable
def view_participant(store: Store, visitor: Visitor) -> ParticipantView:
    """Return the visitor as a participant."""
    with store.read() as session:
        person, workshop = participant_of(session, visitor)
        department = session.get_one(Department, person.department_id)
        return ParticipantView(
            code=workshop.code,
            number=person.number,
            department=department.name,
            language=person.language,
            is_table=person.is_table,
            size=person.size,
            may_move=not is_counted(session, workshop.id),
        )


@repeatable
def move(store: Store, visitor: Visitor, department_id: int) -> None:
    """Move the participant and their answers to another department, until the first vote closes.

    If that is a group that scores its own themes, answers to other themes are deleted.
    """
    with store.write() as session:
        person, workshop = participant_held(session, visitor)
        if is_counted(session, workshop.id):
            raise WrongTime(
                "The first vote has closed, so departments are fixed. Your answers stay where they "
                "are."
            )
        department = department_chosen(session, workshop, department_id, is_table=person.is_table)
        put_into(session, workshop, person, department)


def put_into(
    session: Session,
    workshop: Workshop,
    person: Participant,
    department: Department,
    *,
    by_staff: bool = False,
) -> None:
    """Move a participant to a department or group; answers that a group is not asked are deleted."""
    person.department_id, person.moved = department.id, by_staff
    session.add(person)
    if department.kind == "scores":
        keep_answers_to(
            session, person.id, codes_of(structure_of(session, workshop), department.themes or ())
        )


@repeatable
def speak(store: Store, visitor: Visitor, language: str) -> None:
    """Store the language that a participant chose, for their other devices; does nothing for others."""
    _check_language(language)
    if visitor.participant_id is not None:
        with store.write() as session:
            person, _ = participant_held(session, visitor)
            person.language = language
            session.add(person)


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise InputError("The language {name} is not available.", name=language)


def department_chosen(
    session: Session, workshop: Workshop, department_id: int, *, is_table: bool
) -> Department:
    """Return the department that a person or table chose; raises `InputError` if they may not choose it."""
    chosen = [d for d in places(session, workshop.id) if d.id == department_id]
    if not chosen:
        raise InputError("Choose a department of the workshop {code}.", code=workshop.code)
    if chosen[0].name == MIXED_TABLES and not is_table:
        raise InputError(
            "Only a table can answer for several departments. Choose your own department, or "
            "enter how many people are at the table."
        )
    return chosen[0]
