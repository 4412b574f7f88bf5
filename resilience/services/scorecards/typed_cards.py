"""Paper scorecards typed in: a sheet of short signs becomes a card of the open vote."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from resilience.errors import Fault, Faults, InputError, Sentence
from resilience.framework import AnswerValue, Goalposts, Indicator, Levels
from resilience.services.access.access import RUNNERS, Visitor, open_for
from resilience.services.access.plain_text import typed_line
from resilience.services.scorecards.card_answers import CardAnswer, SubmittedCard
from resilience.services.scorecards.cards import (
    CardImportResult,
    look_at_cards,
    open_vote_of,
    take_cards,
)
from resilience.services.voting.responses import asked_by_place, asked_in
from resilience.services.workshop.phase import open_round
from resilience.services.workshop.workshops import DepartmentView, WorkshopView, describe
from resilience.store import Store, repeatable
from resilience.store.workshops import rounds
from resilience.text import mark

#: signs that are no level, beside the words of the data files
SIGNS: dict[str, AnswerValue] = {"n": "na", "na": "na", "-": "na", "?": "dk", "d": "dk", "dk": "dk"}
#: characters of the number on a card
LONGEST_NUMBER = 20
NOT_KEPT = mark("Nothing from this card was saved:")


@dataclass(frozen=True, slots=True)
class Keying:
    """The workshop and the indicators of the open vote, for typing in paper cards.

    `asked_of` has the indicators by the id of a department or group.
    """

    workshop: WorkshopView
    asked: tuple[Indicator, ...]
    asked_of: Mapping[int, tuple[Indicator, ...]]
    open: bool


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A typed paper card: `answers` as keys and `comments` as text, by indicator."""

    department_id: int
    number: str
    people: int
    answers: Mapping[str, str]
    comments: Mapping[str, str]


@repeatable
def keying(store: Store, visitor: Visitor, code: str, *, closed: bool = False) -> Keying:
    """Return what can be typed in, for those who run the workshop; raises `WrongTime` if no vote is open.

    With `closed`, the last vote is returned instead, so that what was typed while it closed is not lost.
    """
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        held = rounds(session, workshop.id)
        is_open = open_round(held) is not None and workshop.closed_at is None
        current = held[-1] if closed and held else open_vote_of(session, workshop)
        asked = asked_in(session, workshop, current)
        by_place = asked_by_place(session, workshop, current)
        return Keying(describe(session, workshop), asked, by_place, is_open)


def keep_sheet(
    store: Store, visitor: Visitor, code: str, sheet: PaperCard, language: str
) -> CardImportResult:
    """Store a typed card completely or not at all; raises `Faults` with everything that cannot be understood.

    The same department and number is the same participant: typing it again corrects the card.
    """
    card = _card(keying(store, visitor, code), sheet, language)
    (looked,) = look_at_cards(store, visitor, code, [card])
    if looked.faults:
        raise Faults(NOT_KEPT, [Fault(fault.place[1:], fault.said) for fault in looked.faults])
    return take_cards(store, visitor, code, [card], number=card.name)


def parse_key(sign: str, indicator: Indicator) -> AnswerValue | None:
    """The answer that a typed key gives to an indicator, None for a blank; raises `InputError` for other keys."""
    plain = unicodedata.normalize("NFKC", sign).strip().lower()
    if not plain or plain in SIGNS:
        return SIGNS.get(plain)
    try:
        number = float(plain.replace(",", "."))
    except ValueError:
        number = float("nan")
    if indicator.scale.accepts(number):
        return int(number) if isinstance(indicator.scale, Levels) else number
    raise InputError(_expected(indicator), found=sign[:20], **_bounds(indicator))


def _card(found: Keying, sheet: PaperCard, language: str) -> SubmittedCard:
    department = _department(found.workshop, sheet.department_id)
    number = typed_line(sheet.number)[:LONGEST_NUMBER]
    if number.isdigit():  # 7 and 007 are the same card
        number = str(int(number))
    if not number:
        raise InputError("Enter the card number, so that the card can be corrected later.")
    own = found.asked_of[department.id]
    faults = _not_asked(found, own, department.name, sheet)
    answers = []
    for indicator in own:
        comment = sheet.comments.get(indicator.code, "")
        try:
            said = parse_key(sheet.answers.get(indicator.code, ""), indicator)
        except InputError as error:
            faults.append(Fault((indicator.code,), Sentence(error.message, **error.values)))
            continue
        if said is not None or comment.strip():
            answers.append(CardAnswer(indicator.code, said, comment))
    if faults:
        raise Faults(NOT_KEPT, faults)
    if not answers:
        raise InputError("Nothing was typed, so there is nothing to save.")
    key = f"paper {department.id} {number.casefold()}"
    return SubmittedCard(number, key, department.name, sheet.people, language, tuple(answers))


def _not_asked(found: Keying, own: Sequence[Indicator], name: str, sheet: PaperCard) -> list[Fault]:
    """A fault for each answer to an indicator of another group's themes."""
    said = Sentence(mark("people in {name} are not asked about this indicator."), name=name)
    return [
        Fault((one.code,), said)
        for one in found.asked
        if one not in own and sheet.answers.get(one.code, "").strip()
    ]


def _department(workshop: WorkshopView, department_id: int) -> DepartmentView:
    for one in workshop.departments:
        if one.id == department_id:
            return one
    raise InputError("Choose a department of the workshop {code}.", code=workshop.code)


def _expected(indicator: Indicator) -> str:
    if isinstance(indicator.scale, Goalposts):
        return mark("found {found}, expected a number, n for not applicable or ? for don't know.")
    return mark("found {found}, expected 0 to {top}, n for not applicable or ? for don't know.")


def _bounds(indicator: Indicator) -> dict[str, int]:
    return {"top": indicator.scale.top} if isinstance(indicator.scale, Levels) else {}
