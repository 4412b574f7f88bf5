"""Setting a workshop up, and saying what it is."""

import datetime
from dataclasses import dataclass, replace
from zoneinfo import available_timezones

from resilience.errors import InputError
from resilience.framework import Framework
from resilience.scoring import LEAST_K
from resilience.services.access import READERS, Visitor, find_workshop
from resilience.services.closing import SignOff, sign_offs
from resilience.services.frameworks import framework_of, pin
from resilience.services.links import make_links
from resilience.services.phase import Phase, phase_of
from resilience.services.profile import CityProfile, check_profile, keep_profile, profile_of
from resilience.services.record import record
from resilience.services.reply_step import ReplyState, reply_state
from resilience.services.sets_up import check_city, check_sets_up
from resilience.services.tokens import new_code
from resilience.services.typed import typed, typed_line
from resilience.store import Session, Store
from resilience.store.tables import City, Department, Workshop
from resilience.store.workshops import (
    city_by_name,
    city_of,
    departments,
    rounds,
    workshop_by_code,
    workshops,
)
from resilience.text import LANGUAGES, mark

#: departments beyond the named ones: tables where several departments sit together
MIXED_TABLES = mark("Mixed tables")
#: characters of the description of an event
LONGEST_EVENT = 1000
#: where departments of fewer than k people show together
OTHER_DEPARTMENTS = mark("Other departments")


@dataclass(frozen=True, slots=True)
class WorkshopPlan:
    """All that a facilitator decides; `departments` maps name to people expected, `k` 0 is open."""

    city: CityProfile
    probable: str
    severe: str
    framework: Framework
    tier: str
    departments: dict[str, int]
    language: str
    timezone: str
    date: datetime.date
    k: int


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department as people choose it."""

    id: int
    name: str
    expected: int


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """A workshop in words; `reveals` counts the rounds that were revealed.

    `signed` are its sign-offs, first to last; `replies` whether departments reply before officials see
    the result.
    """

    id: int
    code: str
    city: CityProfile
    invented: bool
    framework: Framework
    tier: str
    language: str
    timezone: str
    date: datetime.date
    k: int
    probable: str
    severe: str
    phase: Phase
    reveals: int
    revision: int
    departments: tuple[DepartmentView, ...]
    signed: tuple[SignOff, ...]
    replies: ReplyState

    @property
    def expected(self) -> int:
        """People expected in all departments; 0 where one of them has no figure to compare with."""
        figures = [one.expected for one in self.departments if one.name != MIXED_TABLES]
        return sum(figures) if all(figures) else 0


def create_workshop(store: Store, key: bytes, visitor: Visitor, plan: WorkshopPlan) -> str:
    """Set a workshop up with its links; give its join code.

    For hosts, and for the facilitators of the city.
    """
    check_sets_up(visitor)
    plan = _as_typed(plan)
    _check(plan)
    with store.write() as session:
        check_city(session, visitor, plan.city)
        workshop = add_workshop(session, plan, invented=False)
        make_links(session, key, workshop)
        record(session, visitor, "workshop set up", workshop, city=plan.city.name, k=plan.k)
        return workshop.code


def add_workshop(session: Session, plan: WorkshopPlan, *, invented: bool) -> Workshop:
    """The rows of a workshop: its city (found by name and country, or new) and departments."""
    city = city_by_name(session, plan.city.name, plan.city.country) or City(
        name=plan.city.name, country=plan.city.country, invented=invented
    )
    if city.invented != invented:
        raise InputError("The city {name} is the invented demo city.", name=city.name)
    keep_profile(city, plan.city)
    session.add(city)
    session.flush()
    workshop = Workshop(
        code=_free_code(session),
        city_id=_id(city),
        framework=plan.framework.id,
        framework_version=plan.framework.version,
        framework_sha256=pin(session, plan.framework),
        tier=plan.tier,
        language=plan.language,
        timezone=plan.timezone,
        date=plan.date,
        k=plan.k,
        probable=plan.probable.strip(),
        severe=plan.severe.strip(),
    )
    session.add(workshop)
    session.flush()
    names = {**plan.departments, MIXED_TABLES: 0}
    for position, (name, expected) in enumerate(names.items()):
        session.add(
            Department(workshop_id=_id(workshop), name=name, expected=expected, position=position)
        )
    session.flush()
    return workshop


def view_workshop(store: Store, code: str) -> WorkshopView:
    """What anybody with the join code may know of a workshop: no answer, no figure."""
    with store.read() as session:
        return describe(session, find_workshop(session, code))


def default_language(store: Store, code: str) -> str:
    """The language of a workshop, for whoever has chosen none; raises `NotFound`."""
    with store.read() as session:
        return find_workshop(session, code).language


def workshops_of(store: Store, visitor: Visitor) -> list[WorkshopView]:
    """The workshops that the visitor's links open, and the public demo; most recent first."""
    with store.read() as session:
        return [
            describe(session, workshop)
            for workshop, city in workshops(session)
            if city.invented or visitor.may(_id(workshop), READERS)
        ]


def describe(session: Session, workshop: Workshop) -> WorkshopView:
    """The words for a workshop's row."""
    city = city_of(session, workshop)
    held = rounds(session, _id(workshop))
    return WorkshopView(
        id=_id(workshop),
        code=workshop.code,
        city=profile_of(city),
        invented=city.invented,
        framework=framework_of(session, workshop),
        tier=workshop.tier,
        language=workshop.language,
        timezone=workshop.timezone,
        date=workshop.date,
        k=workshop.k,
        probable=workshop.probable,
        severe=workshop.severe,
        phase=phase_of(workshop, held),
        reveals=sum(r.revealed_at is not None for r in held),
        revision=workshop.revision,
        departments=tuple(
            DepartmentView(_id(d), d.name, d.expected) for d in departments(session, _id(workshop))
        ),
        signed=sign_offs(session, workshop),
        replies=reply_state(session, workshop),
    )


def _as_typed(plan: WorkshopPlan) -> WorkshopPlan:
    """The plan without signs that nobody sees in what was typed."""
    city = replace(
        plan.city, name=typed_line(plan.city.name), country=typed_line(plan.city.country)
    )
    named = [(typed_line(name), expected) for name, expected in plan.departments.items()]
    if len(dict(named)) < len(named):
        twice = next(name for at, (name, _) in enumerate(named) if name in dict(named[:at]))
        raise InputError("The department {name} stands twice in the table.", name=twice)
    return replace(
        plan,
        city=city,
        probable=typed(plan.probable),
        severe=typed(plan.severe),
        departments=dict(named),
    )


def _check(plan: WorkshopPlan) -> None:
    check_profile(plan.city)
    for event in (plan.probable, plan.severe):
        if len(event) > LONGEST_EVENT:
            raise InputError(
                "The description of an event has {n} characters; two sentences in at most {most} "
                "are read by everybody. Shorten it.",
                n=len(event),
                most=LONGEST_EVENT,
            )
    if not plan.departments:
        raise InputError("Name at least one department.")
    for name, expected in plan.departments.items():
        _check_department(name, expected)
    if plan.k and plan.k < LEAST_K:
        raise InputError(
            "The smallest group that may be shown has {least} people; {k} is too few.",
            least=LEAST_K,
            k=plan.k,
        )
    if plan.tier not in ("quick", "full") or not plan.framework.asked(plan.tier):
        raise InputError("The scorecard asks nothing in the tier {tier}.", tier=plan.tier)
    if plan.language not in LANGUAGES:
        raise InputError("The language {name} is not offered.", name=plan.language)
    if plan.timezone not in available_timezones():
        raise InputError(
            "The time zone {name} is not known. Write one like Asia/Shanghai.", name=plan.timezone
        )


def _check_department(name: str, expected: int) -> None:
    if not name.strip():
        raise InputError("A department has no name. Give it one, or remove the row.")
    if name in (MIXED_TABLES, OTHER_DEPARTMENTS):
        raise InputError(
            "The name {name} is kept for tables of several departments; choose another.", name=name
        )
    if len(name) > 80:
        raise InputError("The name of a department has at most 80 characters: {name}.", name=name)
    if not 0 <= expected <= 100_000:
        raise InputError("People expected in {name}: give a number from 0 up.", name=name)


def _free_code(session: Session) -> str:
    code = new_code()
    while workshop_by_code(session, code) is not None:
        code = new_code()
    return code


def _id(row: City | Workshop | Department) -> int:
    if row.id is None:
        raise ValueError("the row is not in the database yet")
    return row.id
