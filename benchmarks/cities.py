"""Invented cities for benchmarks: one with a large hall, one with ten years of workshops."""

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import insert

from resilience.framework import Framework, Indicator, Levels
from resilience.framework.vocabulary import DEPARTMENTS, USUAL_DEPARTMENTS
from resilience.scoring.planning.actions import COSTS
from resilience.services.access.tokens import hashed
from resilience.services.counting.freeze import freeze
from resilience.services.workshop.plan import WorkshopPlan
from resilience.services.workshop.profile import CityProfile
from resilience.services.workshop.sign_off import sign_off
from resilience.services.workshop.workshops import add_workshop
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


@dataclass(frozen=True, slots=True)
class Meeting:
    """Of which city, when, and how many people answer, in six departments.

    Answers lie around the share `middle` 0..1 of the scale.
    """

    city: CityProfile
    year: int
    people: int
    middle: float = 0.5
    invented: bool = True

    @classmethod
    def of(cls, city: str, people: int, year: int = 2026) -> "Meeting":
        """One of a city of which the name alone matters."""
        return cls(replace(CITY, name=city), year, people)

    @property
    def chance(self) -> random.Random:
        """The same numbers for the same city and year."""
        return random.Random(f"{SEED} {self.city.name} {self.year}")


def invent(store: Store, framework: Framework) -> tuple[str, str]:
    """Write both cities; give the code of the hall and that of the last of the yearly workshops."""
    with store.write() as session:
        hall = hold(session, framework, Meeting.of("Hall (invented)", HALL))
        for year in range(2027 - YEARS, 2027):
            last = hold(session, framework, Meeting.of("Decade (invented)", YEARLY, year))
        return hall, last


def hold(session: Session, framework: Framework, meeting: Meeting) -> str:
    """A closed workshop of a city; gives its code."""
    workshop, vote = gather(session, framework, meeting)
    vote.closed_at = vote.revealed_at = vote.opened_at + datetime.timedelta(hours=2)
    session.add(vote)
    session.flush()
    freeze(session, workshop, vote)
    asked, start = framework.asked("full"), vote.opened_at
    _plan_actions(session, workshop, asked, start, meeting.chance)
    session.add(Target(workshop_id=workshop.id, code=asked[0].code, score=100, set_at=start))
    sign_off(session, workshop, "Nobody (invented)", start + datetime.timedelta(hours=3))
    return workshop.code


def gather(session: Session, framework: Framework, meeting: Meeting) -> tuple[Workshop, Round]:
    """A workshop whose vote is open and has all answers."""
    chance, plan = meeting.chance, _plan(framework, meeting)
    workshop = add_workshop(session, plan, invented=meeting.invented)
    start = datetime.datetime(meeting.year, 10, 13, 1, tzinfo=datetime.UTC)
    vote = Round(workshop_id=workshop.id, number=1, opened_at=start)
    session.add(vote)
    session.flush()
    answers = [
        _answer(vote, person, indicator, chance, meeting.middle)
        for person in _people(session, workshop, meeting.people, start)
        for indicator in framework.asked("full")
    ]
    session.connection().execute(insert(Response), answers)
    return workshop, vote


def _plan(framework: Framework, meeting: Meeting) -> WorkshopPlan:
    each = meeting.people // len(USUAL_DEPARTMENTS)
    return WorkshopPlan(
        city=meeting.city,
        probable="Invented rain.",
        severe="An invented flood.",
        framework=framework,
        tier="full",
        departments={DEPARTMENTS[key]: each for key in USUAL_DEPARTMENTS},
        language="en",
        timezone="UTC",
        date=datetime.date(meeting.year, 10, 13),
        k=3,
    )


def _people(
    session: Session, workshop: Workshop, number: int, start: datetime.datetime
) -> list[Participant]:
    homes = [d.id for d in departments(session, workshop.id)[:-1]]
    people = [
        Participant(
            workshop_id=workshop.id,
            number=n + 1,
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
    homes = [d.id for d in departments(session, workshop.id)[:-1]]
    for indicator in chance.sample(asked, PLANNED):
        session.add(
            Action(
                workshop_id=workshop.id,
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
