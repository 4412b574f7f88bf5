"""A rehearsal: a separate workshop with invented people, which is deleted when it ends.

It has the same votes, reveal and discussion. Devices may join and try it; their answers count in no figure.
It changes nothing in the real workshop, and the history has only that it was opened.
"""

import random
from dataclasses import replace

from resilience.errors import InputError
from resilience.framework import AnswerValue, Goalposts, Indicator
from resilience.services.access.access import RUNNERS, Visitor, lock_for
from resilience.services.access.record import record
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.voting.responses import asked_by_place
from resilience.services.workshop.answer_columns import answer_columns
from resilience.services.workshop.groups import copy_groups
from resilience.services.workshop.phase import Phase, moved_on, phase_of
from resilience.services.workshop.plan import MIXED_TABLES, WorkshopPlan, responsible_departments
from resilience.services.workshop.profile import profile_of
from resilience.services.workshop.workshops import add_workshop
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Participant, Response, Round, RunSheet, Workshop
from resilience.store.voting.devices import devices, next_number
from resilience.store.voting.erasing import forget_answers
from resilience.store.workshops import (
    city_by_name,
    city_of,
    places,
    rehearsals,
    rounds,
    run_sheet,
)
from resilience.text import Text, mark

#: prefix of an invented person's token hash, which no real hash has
INVENTED = "invented"
#: invented people in a department, at least and at most
FEWEST, MOST = 4, 8
#: shares of answers that are "don't know" and "not applicable", and of those with a comment
UNKNOWN, NOT_APPLICABLE, COMMENTED = 0.1, 0.03, 0.04
#: largest difference between a department's and the room's view of an indicator, on a scale 0..1
BIAS = 0.25
#: standard deviation of the answers within a department, in levels, in the first vote
APART = 0.6
COMMENT = mark("Invented comment for the rehearsal.")


@repeatable
def rehearse(store: Store, visitor: Visitor, code: str) -> str:
    """Open the rehearsal of a workshop before its first vote, or find the open one; returns its join code.

    Raises `WrongTime` after the first vote and in a rehearsal, and `InputError` while another workshop of the city
    is rehearsed.
    """
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        held = rehearsals(session, [workshop.id])
        if workshop.id in held:
            return held[workshop.id].code
        early = phase_of(workshop, rounds(session, workshop.id)) is Phase.PREPARING
        if not early or workshop.rehearses is not None:
            raise moved_on()
        copy = _copy(session, workshop)
        _invite(session, copy)
        record(session, visitor, "rehearsal opened", workshop)
        return copy.code


@repeatable
def end_rehearsal(store: Store, visitor: Visitor, code: str) -> str:
    """Delete a rehearsal and return the join code of the real workshop."""
    with store.write() as session:
        copy = lock_for(session, visitor, code, RUNNERS)
        if copy.rehearses is None:
            raise moved_on()
        real = copy.rehearses
        session.delete(city_of(session, copy))
    store.forget_traces()
    return real


def forget_rehearsal(session: Session, workshop: Workshop) -> None:
    """Delete the rehearsal of a workshop, if there is one."""
    for copy in rehearsals(session, [workshop.id]).values():
        session.delete(city_of(session, copy))
    session.flush()


def invent_answers(session: Session, workshop: Workshop, held: Round) -> None:
    """Store a whole vote of the invented people of a rehearsal; they agree more in later votes."""
    comment = Text(workshop.language)(COMMENT)
    asked = asked_by_place(session, workshop, held)
    for person in _invented(session, workshop):
        chance = random.Random(f"{person.token_hash} {held.number}")  # noqa: S311 - invented answers
        for indicator in asked[person.department_id]:
            speaks = chance.random() < COMMENTED
            session.add(
                Response(
                    participant_id=person.id,
                    round_id=held.id,
                    indicator=indicator.code,
                    comment=comment if speaks else "",
                    language=workshop.language if speaks else None,
                    **answer_columns(indicator, _answer(indicator, person, held.number, chance)),
                )
            )


def leave_out_devices(session: Session, workshop: Workshop, held: Round) -> None:
    """Delete the devices' answers in a vote of a rehearsal, so that no figure includes a real answer."""
    forget_answers(session, held.id, but=[one.id for one in _invented(session, workshop)])


def _invented(session: Session, workshop: Workshop) -> list[Participant]:
    found = devices(session, workshop.id)
    return [one for one in found if one.token_hash.startswith(INVENTED)]


def _copy(session: Session, workshop: Workshop) -> Workshop:
    """Set up the same workshop in an invented city, its run sheet at the beginning."""
    city = profile_of(city_of(session, workshop))
    text = Text(workshop.language)
    named = text("{city} (rehearsal)", city=city.name)
    if city_by_name(session, named, city.country) is not None:
        raise InputError(
            "Another workshop of {city} is being rehearsed. End that rehearsal first.",
            city=city.name,
        )
    plan = WorkshopPlan(
        city=replace(city, name=named),
        probable=workshop.probable,
        severe=workshop.severe,
        framework=framework_of(session, workshop),
        tier=workshop.tier,
        departments={
            one.name: one.expected for one in responsible_departments(session, workshop.id)
        },
        language=workshop.language,
        timezone=workshop.timezone,
        date=workshop.date,
        k=workshop.k,
        not_asked=tuple(workshop.not_asked or ()),
        shows_last=workshop.shows_last,
    )
    copy = add_workshop(session, plan, invented=True)
    copy.rehearses = workshop.code
    copy_groups(session, workshop, copy)
    if sheet := run_sheet(session, workshop.id):
        session.add(RunSheet(workshop_id=copy.id, template=sheet.template, steps=sheet.steps))
    session.flush()
    return copy


def _invite(session: Session, copy: Workshop) -> None:
    for department in (one for one in places(session, copy.id) if one.name != MIXED_TABLES):
        for seat in range(min(MOST, max(FEWEST, copy.k, department.expected))):
            session.add(
                Participant(
                    workshop_id=copy.id,
                    number=next_number(session, copy.id),
                    department_id=department.id,
                    token_hash=f"{INVENTED} {copy.code} {department.position} {seat}",
                    language=copy.language,
                )
            )
    session.flush()


def _answer(
    indicator: Indicator, person: Participant, vote: int, chance: random.Random
) -> AnswerValue:
    """An invented person's answer; departments see the same indicator differently."""
    lot = chance.random()
    if lot < UNKNOWN + NOT_APPLICABLE:
        return "dk" if lot < UNKNOWN else "na"
    room = random.Random(indicator.code).uniform(BIAS, 1 - BIAS)  # noqa: S311
    seen = random.Random(f"{indicator.code} {person.department_id}")  # noqa: S311
    where = room + seen.uniform(-BIAS, BIAS)
    if isinstance(indicator.scale, Goalposts):
        return indicator.scale.worst + (indicator.scale.best - indicator.scale.worst) * where
    top = indicator.scale.top
    return min(top, max(0, round(where * top + chance.gauss(0, APART / vote))))
