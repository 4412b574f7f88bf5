"""The demo: Haiwan, a city that does not exist, the same to the last answer every time."""

import datetime
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from resilience.errors import InputError, NotAllowed
from resilience.framework import Framework, Indicator, Levels
from resilience.framework.vocabulary import DEPARTMENTS, USUAL_DEPARTMENTS
from resilience.services.access import Visitor
from resilience.services.closing import sign_off
from resilience.services.demo_actions import plan_actions
from resilience.services.demo_agreed import agree_levels
from resilience.services.demo_peers import add_demo_peers, remove_demo_peers
from resilience.services.demo_targets import set_targets
from resilience.services.demo_words import CITY, COMMENTS, PROBABLE, SEVERE, SIGNED_BY
from resilience.services.freeze import freeze
from resilience.services.publications import show_demo
from resilience.services.record import record
from resilience.services.tokens import CODE_ALPHABET, hashed
from resilience.services.workshops import WorkshopPlan, add_workshop
from resilience.store import Session, Store
from resilience.store.tables import Department, Participant, Response, Round, Workshop
from resilience.store.votes import own_responses
from resilience.store.workshops import (
    count_cities,
    departments,
    invented_cities,
    workshops,
)

SEED = 20261013
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
#: where the city stands per theme, on a scale 0..1, in the first year
STANDING = {"INF": 0.60, "PLN": 0.56, "CRM": 0.52, "NBS": 0.34, "ENG": 0.46}
#: how differently a department sees a theme
BIAS = {
    ("water", "INF"): -0.16,
    ("housing", "PLN"): 0.16,
    ("construction", "PLN"): 0.14,
    ("water", "PLN"): -0.18,
    ("emergency", "CRM"): 0.14,
    ("utilities", "INF"): 0.10,
    ("civil-affairs", "ENG"): 0.18,
    ("construction", "NBS"): 0.10,
}
#: indicators on which the room is split
SPLIT = ("INF3", "PLN3", "NBS4", "CRM6", "ENG7")
#: what hardly anybody in the room knows, and what most hold not applicable
UNKNOWN = ("CRM4", "NBS6")
NOT_APPLICABLE = ("PLN8",)
DISPUTED = 12


@dataclass(frozen=True, slots=True)
class _Year:
    date: datetime.date
    better: float
    second_round: bool


YEARS = (
    _Year(datetime.date(2025, 10, 14), 0.0, second_round=False),
    _Year(datetime.date(2026, 10, 13), 0.06, second_round=True),
)


def load_demo(store: Store, framework: Framework) -> list[str]:
    """Write the demo city and its invented peers, if it is not there yet; give its join codes, most recent first.

    Raises `InputError` where the database holds a real city and no demo, and changes nothing then.
    """
    made = False
    with store.write() as session:
        if not count_cities(session, invented=True):
            if count_cities(session, invented=False):
                raise InputError(
                    "This database holds a real city, and the invented demo city never stands "
                    "beside one. Use another database: set RESILIENCE_DATABASE_URL."
                )
            chance = random.Random(SEED)  # noqa: S311 - invented answers, the same every time
            for year in YEARS:
                _hold(session, framework, year, chance)
            add_demo_peers(session, framework)
            made = True
        found = [workshop.code for workshop, city in workshops(session) if city.invented]
    if made:
        show_demo(store, found[0])
    return found


def offer_demo(store: Store, visitor: Visitor, framework: Framework) -> list[str]:
    """Load the demo for the holder of the installation's facilitator link."""
    _host_only(visitor)
    return load_demo(store, framework)


def remove_demo(store: Store, visitor: Visitor) -> None:
    """Remove the demo city with all its workshops, and its invented peers."""
    _host_only(visitor)
    with store.write() as session:
        remove_demo_peers(session)
        for city in invented_cities(session):
            session.delete(city)
            record(session, visitor, "demo removed", None, city=city.name)


def demo_state(store: Store) -> tuple[bool, bool]:
    """Whether the demo city is here, and whether a real city is."""
    with store.read() as session:
        demo = count_cities(session, invented=True) > 0
        return demo, count_cities(session, invented=False) > 0


def _host_only(visitor: Visitor) -> None:
    if not visitor.is_host:
        raise NotAllowed(
            "Only the facilitator link of this installation loads or removes the demo."
        )


def _hold(session: Session, framework: Framework, year: _Year, chance: random.Random) -> None:
    workshop = add_workshop(session, _plan(framework, year), invented=True)
    workshop.code = "".join(chance.choice(CODE_ALPHABET) for _ in range(6))
    start = datetime.datetime.combine(year.date, datetime.time(1), datetime.UTC)
    people = _people(session, workshop, chance, start)
    first = _open(session, workshop, 1, None, start)
    asked = framework.asked("full")
    for person, department in people:
        for indicator in asked:
            session.add(
                _response(
                    first, person, indicator, _wish(indicator, department, year, chance), chance
                )
            )
    _close(session, workshop, first)
    if year.second_round:
        again = _most_disputed(session, first, people, asked)
        second = _open(session, workshop, 2, again, start + datetime.timedelta(hours=2))
        for person, _department in people[:-2]:  # three who answer alone stay beside the table
            for indicator in (i for i in asked if i.code in again):
                session.add(_second_thought(session, first, second, person, indicator, chance))
        _close(session, workshop, second)
    agree_levels(session, workshop, start + datetime.timedelta(hours=4))
    everybody = [person for person, _ in people]
    plan_actions(session, workshop, everybody, start + datetime.timedelta(hours=4))
    set_targets(session, workshop, framework, start + datetime.timedelta(hours=4))
    sign_off(session, workshop, SIGNED_BY, start + datetime.timedelta(hours=5))
    session.flush()


def _plan(framework: Framework, year: _Year) -> WorkshopPlan:
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
    by_name = {d.name: d for d in departments(session, workshop.id or 0)}
    people = []
    for key, number in CAME.items():
        department: Department = by_name[DEPARTMENTS[key]]
        for seat in range(number):
            size = TABLES.get((key, seat), 1)
            person = Participant(
                workshop_id=workshop.id or 0,
                department_id=department.id or 0,
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
    held = Round(workshop_id=workshop.id or 0, number=number, asked=asked, opened_at=at)
    session.add(held)
    session.flush()
    return held


def _close(session: Session, workshop: Workshop, held: Round) -> None:
    held.closed_at = held.opened_at + datetime.timedelta(minutes=90)
    held.revealed_at = held.opened_at + datetime.timedelta(minutes=95)
    session.add(held)
    session.flush()
    freeze(session, workshop, held)
    session.flush()


def _wish(indicator: Indicator, department: str, year: _Year, chance: random.Random) -> str | int:
    """What one person of a department says: a level, "na" or "dk"."""
    theme = indicator.code[:3]
    knows = department in indicator.departments
    lost = 0.97 if indicator.code in UNKNOWN else 0.03 if knows else 0.14
    if chance.random() < lost:
        return "dk"
    if indicator.code in NOT_APPLICABLE and chance.random() < 0.8:
        return "na"
    own = random.Random(f"{SEED} {indicator.code}").uniform(-0.22, 0.22)  # noqa: S311
    middle = STANDING[theme] + year.better + own + BIAS.get((department, theme), 0.0)
    if indicator.code in SPLIT:
        middle += 0.34 if department in ("housing", "construction", "emergency") else -0.34
    top = indicator.scale.top if isinstance(indicator.scale, Levels) else 3
    return min(top, max(0, round(middle * top + chance.gauss(0, 0.55))))


def _response(
    held: Round, person: Participant, indicator: Indicator, said: str | int, chance: random.Random
) -> Response:
    speaks = isinstance(said, int) and chance.random() < 0.05
    return Response(
        participant_id=person.id or 0,
        round_id=held.id or 0,
        indicator=indicator.code,
        state=said if isinstance(said, str) else "level",
        level=said if isinstance(said, int) else None,
        comment=chance.choice(COMMENTS[indicator.code[:3]]) if speaks else "",
        confidence=chance.choice(["low", "medium", "medium", "high"]) if speaks else None,
        language="en" if speaks else None,
        saved_at=held.opened_at,
    )


def _most_disputed(
    session: Session,
    held: Round,
    people: list[tuple[Participant, str]],
    asked: Sequence[Indicator],
) -> list[str]:
    """The indicators whose levels lie furthest apart, in the order of the framework."""
    levels: dict[str, list[int]] = {i.code: [] for i in asked}
    for person, _ in people:
        for row in own_responses(session, person.id or 0, held.id or 0):
            if row.level is not None:
                levels[row.indicator].append(row.level)
    spread = {code: statistics.pvariance(found) for code, found in levels.items() if found}
    widest = sorted(spread, key=lambda code: -spread[code])[:DISPUTED]
    return [i.code for i in asked if i.code in widest]


def _second_thought(
    session: Session,
    first: Round,
    second: Round,
    person: Participant,
    indicator: Indicator,
    chance: random.Random,
) -> Response:
    """After the talk most people move one level towards the middle."""
    rows = own_responses(session, person.id or 0, first.id or 0)
    before = next(row for row in rows if row.indicator == indicator.code)
    said: str | int = before.state
    if before.level is not None:
        step = (before.level < 1) - (before.level > 2)
        said = before.level + (step if chance.random() < 0.6 else 0)
    return _response(second, person, indicator, said, chance)
