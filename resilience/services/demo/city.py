"""The demo: Haiwan, a city that does not exist, the same to the last answer every time."""

import datetime
import random

from resilience.errors import InputError
from resilience.framework import Framework
from resilience.framework.vocabulary import DEPARTMENTS, USUAL_DEPARTMENTS
from resilience.services.access.access import COMMAND_LINE, Visitor
from resilience.services.access.record import record
from resilience.services.access.tokens import CODE_ALPHABET, hashed
from resilience.services.cities.publications import show_demo
from resilience.services.counting.freeze import freeze
from resilience.services.counting.rounds import show
from resilience.services.demo.answers import (
    SEED,
    DemoYear,
    most_disputed,
    response,
    second_thought,
    wish,
)
from resilience.services.demo.decisions import (
    agree_levels,
    keep_evidence,
    plan_actions,
    set_targets,
)
from resilience.services.demo.peers import add_demo_peers, remove_demo_peers
from resilience.services.demo.words import CITY, PROBABLE, SEVERE, SIGNED_BY
from resilience.services.workshop.plan import WorkshopPlan
from resilience.services.workshop.sign_off import sign_off
from resilience.services.workshop.workshops import add_workshop
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Department, Participant, Round, Workshop
from resilience.store.voting.devices import next_number
from resilience.store.workshops import (
    count_cities,
    departments,
    invented_cities,
    workshops,
)
from resilience.text import mark

HOST_ONLY = mark(
    "You need the facilitator link of this installation, or an admin's account, to load "
    "or remove the demo."
)
#: who came: participants per department, two of them tables
CAME = {
    "housing": 9,
    "construction": 8,
    "water": 9,
    "emergency": 8,
    "utilities": 8,
    "civil-affairs": 6,
}
EXPECTED = {
    "housing": 10,
    "construction": 9,
    "water": 9,
    "emergency": 10,
    "utilities": 9,
    "civil-affairs": 9,
}
TABLES = {("housing", 0): 4, ("civil-affairs", 1): 3}
YEARS = (
    DemoYear(datetime.date(2025, 10, 14), 0.0, second_round=False),
    DemoYear(datetime.date(2026, 10, 13), 0.06, second_round=True),
)


def load_demo(store: Store, framework: Framework) -> list[str]:
    """Load the demo from the command line; see `_load`."""
    return _load(store, framework, COMMAND_LINE)


def offer_demo(store: Store, visitor: Visitor, framework: Framework) -> list[str]:
    """Load the demo for the holder of the installation's facilitator link; see `_load`."""
    visitor.check_host(HOST_ONLY)
    return _load(store, framework, visitor)


def _load(store: Store, framework: Framework, visitor: Visitor) -> list[str]:
    """Write the demo city and its invented peers, if it is not there yet; give its join codes, most recent first.

    Raises `InputError` where the database holds a real city and no demo, and changes nothing then.
    """
    made = False
    with store.write() as session:
        if not count_cities(session, invented=True):
            if count_cities(session, invented=False):
                raise InputError(
                    "This database contains a real city, so the invented demo city cannot be "
                    "loaded here. Use another database: set RESILIENCE_DATABASE_URL."
                )
            chance = random.Random(SEED)  # noqa: S311 - invented answers, the same every time
            for year in YEARS:
                _hold(session, framework, year, chance)
            add_demo_peers(session, framework)
            made = True
        found = _codes(session)
        if made:
            record(session, visitor, "demo loaded", None, CITY.name, after={"workshops": found})
    if made:
        show_demo(store, found[0])
    return found


@repeatable
def remove_demo(store: Store, visitor: Visitor) -> None:
    """Remove the demo city with all its workshops, and its invented peers."""
    visitor.check_host(HOST_ONLY)
    with store.write() as session:
        remove_demo_peers(session)
        told = {"workshops": _codes(session)}
        for city in invented_cities(session):
            session.delete(city)
            record(session, visitor, "demo removed", None, city.name, before=told)


def _codes(session: Session) -> list[str]:
    """The join codes of the demo's workshops, most recent first."""
    return [workshop.code for workshop, city in workshops(session) if city.invented]


def _hold(session: Session, framework: Framework, year: DemoYear, chance: random.Random) -> None:
    workshop = add_workshop(session, _plan(framework, year), invented=True)
    workshop.code = "".join(chance.choice(CODE_ALPHABET) for _ in range(6))
    start = datetime.datetime.combine(year.date, datetime.time(1), datetime.UTC)
    people = _people(session, workshop, chance, start)
    first = _open(session, workshop, 1, None, start)
    asked = framework.asked("full")
    for person, department in people:
        for indicator in asked:
            session.add(
                response(
                    first, person, indicator, wish(indicator, department, year, chance), chance
                )
            )
    _close(session, workshop, first)
    if year.second_round:
        again = most_disputed(session, first, people, asked)
        second = _open(session, workshop, 2, again, start + datetime.timedelta(hours=2))
        for person, _department in people[:-2]:  # three who answer alone stay beside the table
            for indicator in (i for i in asked if i.code in again):
                session.add(second_thought(session, first, second, person, indicator, chance))
        _close(session, workshop, second)
    agree_levels(session, workshop, start + datetime.timedelta(hours=4))
    everybody = [person for person, _ in people]
    plan_actions(session, workshop, everybody, start + datetime.timedelta(hours=4))
    set_targets(session, workshop, framework, start + datetime.timedelta(hours=4))
    if year is YEARS[-1]:
        keep_evidence(session, workshop, framework, start)
    sign_off(session, workshop, SIGNED_BY, start + datetime.timedelta(hours=5))
    session.flush()


def _plan(framework: Framework, year: DemoYear) -> WorkshopPlan:
    return WorkshopPlan(
        city=CITY,
        probable=PROBABLE,
        severe=SEVERE,
        framework=framework,
        tier="full",
        departments={DEPARTMENTS[key]: EXPECTED[key] for key in USUAL_DEPARTMENTS},
        language="en",
        timezone="Asia/Shanghai",
        date=year.date,
        k=3,
    )


def _people(
    session: Session, workshop: Workshop, chance: random.Random, start: datetime.datetime
) -> list[tuple[Participant, str]]:
    by_name = {d.name: d for d in departments(session, workshop.id)}
    people = []
    for key, number in CAME.items():
        department: Department = by_name[DEPARTMENTS[key]]
        for seat in range(number):
            size = TABLES.get((key, seat), 1)
            person = Participant(
                workshop_id=workshop.id,
                number=next_number(session, workshop.id),
                department_id=department.id,
                token_hash=hashed(f"demo {workshop.id} {key} {seat} {chance.random()}"),
                language="en",
                is_table=size > 1,
                size=size,
                joined_at=start,
            )
            people.append((person, key))
    session.add_all(person for person, _ in people)
    session.flush()
    return people


def _open(
    session: Session,
    workshop: Workshop,
    number: int,
    asked: list[str] | None,
    at: datetime.datetime,
) -> Round:
    held = Round(workshop_id=workshop.id, number=number, asked=asked, opened_at=at)
    session.add(held)
    session.flush()
    return held


def _close(session: Session, workshop: Workshop, held: Round) -> None:
    held.closed_at = held.opened_at + datetime.timedelta(minutes=90)
    session.add(held)
    session.flush()
    freeze(session, workshop, held)
    held.revealed_at = held.opened_at + datetime.timedelta(minutes=95)
    show(session, workshop, held)
    session.flush()
