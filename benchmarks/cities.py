"""Invented cities for benchmarks: one with a large hall, one with ten years of workshops."""

import datetime
import random
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import insert

from resilience.framework import Framework, Indicator, Levels
from resilience.framework.vocabulary import DEPARTMENTS, USUAL_DEPARTMENTS
from resilience.scoring.actions import COSTS
from resilience.services.closing import sign_off
from resilience.services.freeze import freeze
from resilience.services.tokens import hashed
from resilience.services.workshop_plan import WorkshopPlan
from resilience.services.workshops import CityProfile, add_workshop
from resilience.store import Session, Store
from resilience.store.tables import Action, Participant, Response, Round, Target, Workshop
from resilience.store.workshops import departments

SEED = 20261126
#: people of the hall, and of each of the yearly workshops
HALL, YEARLY, YEARS = 500, 60, 10
#: of the answers so many are not known, and one of so many comes with a comment
UNKNOWN, COMMENTED = 0.08, 25
#: actions of each workshop
PLANNED = 6
CITY = CityProfile("", "Invented", 1_000_000, coast=True, hazards=("flood", "heat"))


def invent(store: Store, framework: Framework) -> tuple[str, str]:
    """Write both cities; give the code of the hall and that of the last of the yearly workshops."""
    with store.write() as session:
        hall = hold(session, framework, "Hall (invented)", 2026, HALL)
        for year in range(2027 - YEARS, 2027):
            last = hold(session, framework, "Decade (invented)", year, YEARLY)
        return hall, last


def hold(
    session: Session,
    framework: Framework,
    city: str | CityProfile,
    year: int,
    people: int,
    middle: float = 0.5,
    *,
    invented: bool = True,
) -> str:
    """A closed workshop of a city with so many people in six departments; gives its code.

    Answers lie around the share `middle` 0..1 of the scale.
    """
    workshop, vote = gather(session, framework, city, year, people, middle, invented=invented)
    vote.closed_at = vote.revealed_at = vote.opened_at + datetime.timedelta(hours=2)
    session.add(vote)
    session.flush()
    freeze(session, workshop, vote)
    asked, start = framework.asked("full"), vote.opened_at
    _plan_actions(session, workshop, asked, start, _chance(_profile(city), year))
    session.add(Target(workshop_id=workshop.id or 0, code=asked[0].code, score=100, set_at=start))
    sign_off(session, workshop, "Nobody (invented)", start + datetime.timedelta(hours=3))
    return workshop.code


def gather(
    session: Session,
    framework: Framework,
    city: str | CityProfile,
    year: int,
    people: int,
    middle: float = 0.5,
    *,
    invented: bool = True,
) -> tuple[Workshop, Round]:
    """A workshop whose vote is open and has all answers of so many people."""
    own = _profile(city)
    chance = _chance(own, year)
    workshop = add_workshop(session, _plan(framework, own, year, people), invented=invented)
    start = datetime.datetime(year, 10, 13, 1, tzinfo=datetime.UTC)
    vote = Round(workshop_id=workshop.id or 0, number=1, opened_at=start)
    session.add(vote)
    session.flush()
    asked = framework.asked("full")
    answers = [
        _answer(vote, person, indicator, chance, middle)
        for person in _people(session, workshop, people, start)
        for indicator in asked
    ]
    session.connection().execute(insert(Response), answers)
    return workshop, vote


def _profile(city: str | CityProfile) -> CityProfile:
    return city if isinstance(city, CityProfile) else replace(CITY, name=city)


def _chance(city: CityProfile, year: int) -> random.Random:
    return random.Random(f"{SEED} {city.name} {year}")


def _plan(framework: Framework, city: CityProfile, year: int, people: int) -> WorkshopPlan:
    each = people // len(USUAL_DEPARTMENTS)
    return WorkshopPlan(
        city=city,
        probable="Invented rain.",
        severe="An invented flood.",
        framework=framework,
        tier="full",
        departments={DEPARTMENTS[key]: each for key in USUAL_DEPARTMENTS},
        language="en",
        timezone="UTC",
        date=datetime.date(year, 10, 13),
        k=3,
    )


def _people(
    session: Session, workshop: Workshop, number: int, start: datetime.datetime
) -> list[Participant]:
    homes = [d.id or 0 for d in departments(session, workshop.id or 0)[:-1]]
    people = [
        Participant(
            workshop_id=workshop.id or 0,
            department_id=homes[n % len(homes)],
            token_hash=hashed(f"invented {workshop.id} {n}"),
            language="en",
            is_table=False,
            size=1,
            joined_at=start,
        )
        for n in range(number)
    ]
    session.add_all(people)
    session.flush()
    return people


def _answer(
    vote: Round, person: Participant, indicator: Indicator, chance: random.Random, middle: float
) -> dict[str, object]:
    top = indicator.scale.top if isinstance(indicator.scale, Levels) else 1
    known = chance.random() >= UNKNOWN
    wish = round(chance.gauss(middle * top + 0.1 * (person.department_id % 3), 0.7))
    return {
        "participant_id": person.id,
        "round_id": vote.id,
        "indicator": indicator.code,
        "state": "level" if known else "dk",
        "level": min(top, max(0, wish)) if known else None,
        "comment": "An invented remark." if chance.randrange(COMMENTED) == 0 else "",
        "saved_at": vote.opened_at,
    }


def _plan_actions(
    session: Session,
    workshop: Workshop,
    asked: Sequence[Indicator],
    at: datetime.datetime,
    chance: random.Random,
) -> None:
    """A few actions whose feasibility nobody voted on."""
    homes = [d.id or 0 for d in departments(session, workshop.id or 0)[:-1]]
    for indicator in chance.sample(asked, PLANNED):
        session.add(
            Action(
                workshop_id=workshop.id or 0,
                indicator=indicator.code,
                what="An invented action.",
                department_id=chance.choice(homes),
                cost=chance.choice(list(COSTS)),
                made_at=at,
                changed_at=at,
                vote_people=20,
                vote_points=20 * chance.random(),
                vote_closed_at=at,
            )
        )
