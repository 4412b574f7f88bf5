"""Filled scorecards, from files or typed in from paper: looked at first, then taken into the vote.

A card is one participant: importing it again changes that participant's answers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from resilience.errors import Fault, InputError, WrongTime
from resilience.framework.vocabulary import LARGEST_TABLE
from resilience.services.access.access import RUNNERS, Visitor, lock_for, open_for
from resilience.services.access.record import record
from resilience.services.access.tokens import hashed
from resilience.services.scorecards.card_answers import (
    CHANGED,
    CheckedCards,
    SubmittedCard,
    changes_of,
    sort_out,
)
from resilience.services.scorecards.card_imports import import_for_record
from resilience.services.voting.responses import asked_by_place, asked_in, vote_repeated
from resilience.services.workshop.phase import open_round
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.store import Session, Store, repeatable
from resilience.store.tables import CardImport, Department, Participant, Response, Round, Workshop
from resilience.store.voting.crowds import who_answered
from resilience.store.voting.devices import next_number
from resilience.store.voting.imports import CARD, answers_of, people_by_hash, write_card
from resilience.store.voting.vote_clock import moment_after_close, moment_of_write
from resilience.store.workshops import places, rounds
from resilience.text import mark

NOT_FROM_FIRST = mark(
    "this is a later vote, only for people who answered in the first one. Nobody on this scorecard did."
)
#: cards that are taken in at once: more than any hall has, and than a question to the database holds
MOST_CARDS = 2_000


@dataclass(frozen=True, slots=True)
class CardPreview:
    """What importing a card would change, as numbers of indicators, and what would be refused.

    `changes` are the cells of the `changed` ones, without the present answers, so that a preview reveals no
    answers.
    """

    name: str
    department: str
    people: int
    new: int
    changed: int
    same: int
    faults: tuple[Fault, ...]
    changes: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class CardImportResult:
    """The outcome of an import; `id` is None if nothing was new."""

    id: int | None
    cards: int
    answers: int


@dataclass(frozen=True, slots=True)
class _Ready:
    """A card beside what there is: its participant, if there is one, and what it would change."""

    card: SubmittedCard
    person: Participant | None
    before: Mapping[str, Response]
    changes: Mapping[str, Mapping[str, Any]]
    refused: bool


@repeatable
def look_at_cards(
    store: Store, visitor: Visitor, code: str, cards: Sequence[SubmittedCard]
) -> tuple[CardPreview, ...]:
    """Preview the import of these cards in order; no answer is written.

    A preview of participants who have answered is recorded in the history, because anyone who knows whose
    card it is could learn their answers by trying. Raises `NotAllowed` for anyone who does not run the
    workshop, `WrongTime` if no vote is open.
    """
    with store.write() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        current = open_vote_of(session, workshop)
        sorted_out = _sorted(session, workshop, current, cards)
        ready = _ready(session, workshop, current, sorted_out)
        looked = tuple(_preview(one, sorted_out.faults[at]) for at, one in enumerate(ready))
        changed, same = sum(one.changed for one in looked), sum(one.same for one in looked)
        if changed or same:
            told = {"would_change": changed, "would_stay": same}
            record(session, visitor, "scorecards looked at", workshop, after=told)
    return looked


@repeatable
def take_cards(
    store: Store, visitor: Visitor, code: str, cards: Sequence[SubmittedCard], number: str = ""
) -> CardImportResult:
    """Import cards into the open vote, all in one transaction; answers that `look_at_cards` faults are left out.

    `number` is that of a paper card. Raises as `look_at_cards`. Cards without new content change nothing.
    """
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        current = open_vote_of(session, workshop)
        ready = [
            one
            for one in _ready(
                session, workshop, current, _sorted(session, workshop, current, cards)
            )
            if one.changes
        ]
        if not ready:
            return CardImportResult(None, 0, 0)
        answers = sum(len(one.changes) for one in ready)
        imported = CardImport(
            round_id=current.id,
            made_at=moment_of_write(session, current.id),
            cards=len(ready),
            answers=answers,
            departments=Counter(one.card.department for one in ready),
            number=number,
        )
        session.add(imported)
        session.flush()
        imported.joined = _write(session, workshop, imported, ready)
        told = import_for_record(imported, current)
        record(session, visitor, "scorecards taken in", workshop, imported.id, after=told)
        return CardImportResult(imported.id, len(ready), answers)


def open_vote_of(session: Session, workshop: Workshop) -> Round:
    """Return the round that accepts cards now; raises `WrongTime` if there is none."""
    current = open_round(rounds(session, workshop.id))
    if workshop.closed_at is not None:
        raise WrongTime("This workshop is closed and no longer accepts answers.")
    if current is None:
        raise WrongTime(
            "No vote is open now. Open the vote, then type in or upload the scorecards."
        )
    return current


def _sorted(
    session: Session, workshop: Workshop, current: Round, cards: Sequence[SubmittedCard]
) -> CheckedCards:
    if len(cards) > MOST_CARDS:
        raise InputError(
            "There are {found} scorecards in these files; at most {most} can be "
            "imported at once. Upload fewer files at a time.",
            found=len(cards),
            most=MOST_CARDS,
        )
    for card in cards:
        if not 1 <= card.people <= LARGEST_TABLE:
            raise InputError(
                "{name}: a scorecard is for 1 to {most} people, not {people}.",
                name=card.name,
                most=LARGEST_TABLE,
                people=card.people,
            )
    asked = asked_by_place(session, workshop, current)
    names = {row.id: row.name for row in places(session, workshop.id)}
    return sort_out(cards, {names[place]: found for place, found in asked.items()})


def _ready(
    session: Session, workshop: Workshop, current: Round, sorted_out: CheckedCards
) -> list[_Ready]:
    """The cards beside what there is of their participants."""
    cards = sorted_out.cards
    people = people_by_hash(session, workshop.id, [_hash(workshop, c) for c in cards])
    ids = [one.id for one in people.values()]
    here = answers_of(session, current.id, ids)
    first = vote_repeated(workshop, rounds(session, workshop.id))
    again = who_answered(session, first.id, ids) if first else None
    named = {d.name: d for d in places(session, workshop.id)}
    asked = {indicator.code: indicator for indicator in asked_in(session, workshop, current)}
    found, same = [], dict[str, SubmittedCard]()
    for at, card in enumerate(cards):
        person = people.get(_hash(workshop, card))
        before = here[person.id] if person else {}
        faults = _misplaced(card, person, same.setdefault(card.key, card), named)
        if again is not None and (person is None or person.id not in again):
            faults.append(card.fault((), NOT_FROM_FIRST))
        sorted_out.faults[at].extend(faults)
        changes = {} if faults else changes_of(card, before, asked)
        found.append(_Ready(card, person, before, changes, bool(faults)))
    return found


def _misplaced(
    card: SubmittedCard,
    person: Participant | None,
    first: SubmittedCard,
    named: Mapping[str, Department],
) -> list[Fault]:
    """Why a card as a whole cannot be taken in; `first` is the first one of the same participant."""
    department = named.get(card.department)
    if department is None:
        said = mark(
            "the workshop has no department {name}, so nothing from this scorecard was imported."
        )
        return [card.fault((), said, name=card.department)]
    if department.name == MIXED_TABLES and card.people == 1:
        return [card.fault((), mark("only a table can answer for several departments."))]
    if person and (person.size != card.people or person.department_id != department.id):
        said = mark(
            "this scorecard was imported before with a different number of people or another "
            "department, so nothing was imported now. Enter them as before, or undo the earlier import "
            "while its vote is open."
        )
        return [card.fault((), said)]
    if (first.people, first.department) != (card.people, card.department):
        said = mark(
            "{other} is the same card with a different number of people or another department, "
            "so nothing from this one is imported. Leave one of them out."
        )
        return [card.fault((), said, other=first.name)]
    return []


def _preview(one: _Ready, faults: Sequence[Fault]) -> CardPreview:
    card = one.card
    changed = [a for a in card.answers if a.indicator in one.changes and a.indicator in one.before]
    told = [card.fault((a.place,), CHANGED) for a in changed]
    return CardPreview(
        card.name,
        card.department,
        card.people,
        new=len(one.changes) - len(changed),
        changed=len(changed),
        same=0 if one.refused else len(card.answers) - len(one.changes),
        faults=tuple(faults),
        changes=tuple(told),
    )


def _write(
    session: Session,
    workshop: Workshop,
    imported: CardImport,
    ready: Sequence[_Ready],
) -> list[int]:
    """Write the answers; gives the ids of the participants that are new."""
    named = {d.name: d.id for d in places(session, workshop.id)}
    cards = {_hash(workshop, one.card): one.card for one in ready if one.person is None}
    joined_at = moment_after_close(session, workshop.id)
    new = {
        token_hash: Participant(
            workshop_id=workshop.id,
            number=next_number(session, workshop.id),
            department_id=named[card.department],
            token_hash=token_hash,
            language=card.language,
            is_table=card.people > 1,
            size=card.people,
            joined_at=joined_at,
        )
        for token_hash, card in cards.items()
    }
    session.add_all(new.values())
    session.flush()
    for one in ready:
        person = one.person or new[_hash(workshop, one.card)]
        write_card(session, imported, person, one.before, one.changes)
    session.flush()
    return [person.id for person in new.values()]


def _hash(workshop: Workshop, card: SubmittedCard) -> str:
    """Return the replacement of a token's hash: no token has it, so nobody can sign in as a card."""
    return f"{CARD}{hashed(f'{workshop.code} {card.key}')}"
