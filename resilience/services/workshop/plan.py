"""A facilitator's choices for a new workshop, and their checks."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal
from zoneinfo import available_timezones

from resilience.errors import InputError, NotAllowed
from resilience.framework import Framework
from resilience.scoring import LEAST_K
from resilience.services.access.access import READERS, Visitor
from resilience.services.access.plain_text import typed, typed_line
from resilience.services.access.tokens import new_code
from resilience.services.workshop.profile import CityProfile, check_profile
from resilience.store import Session, Store, repeatable
from resilience.store.people.record import is_named
from resilience.store.tables import Department
from resilience.store.workshops import city_by_name, departments, workshop_by_code, workshops
from resilience.text import LANGUAGES, mark

#: departments beyond the named ones: tables where several departments sit together
MIXED_TABLES = mark("Mixed tables")
#: characters of the description of an event
LONGEST_EVENT = 1000
#: where departments of fewer than k people show together
OTHER_DEPARTMENTS = mark("Other departments")
#: names for the pooled answers of departments in which too few gave a level, and for whole-room votes
TOGETHER = mark("Counted together")
WHOLE_ROOM = mark("Later vote")
#: the row of the answers that a later vote replaced
FIRST_VOTE = mark("First vote")


#: "scores": a group votes on its themes alone; "discusses": everyone votes on all, groups only discuss
GroupMode = Literal["scores", "discusses"]


@dataclass(frozen=True, slots=True)
class WorkshopPlan:
    """The facilitator's choices at set-up; `departments` maps name to people expected, `k` = 0 means open.

    `not_asked` has the codes of indicators left out because the city does not face their hazards. `shows_last`
    shows the level that the city's last workshop agreed on next to each question. With a `group_mode` each theme
    gets a working group.
    """

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
    not_asked: tuple[str, ...] = ()
    shows_last: bool = False
    group_mode: GroupMode | None = None


def as_typed(plan: WorkshopPlan) -> WorkshopPlan:
    """Return the plan without invisible characters in typed texts."""
    city = replace(
        plan.city, name=typed_line(plan.city.name), country=typed_line(plan.city.country)
    )
    named = [(typed_line(name), expected) for name, expected in plan.departments.items()]
    if len(dict(named)) < len(named):
        twice = next(name for at, (name, _) in enumerate(named) if name in dict(named[:at]))
        raise InputError(
            "The department {name} is in the table twice. Remove one of the two.", name=twice
        )
    return replace(
        plan,
        city=city,
        probable=typed(plan.probable),
        severe=typed(plan.severe),
        departments=dict(named),
    )


def check_plan(plan: WorkshopPlan) -> None:
    """Raise `InputError` for the first mistake in a plan."""
    for fault in faults_of(plan).values():
        raise fault


def faults_of(plan: WorkshopPlan) -> dict[str, InputError]:
    """The first mistake in each part of a plan that has one: city, hazards, scorecard, people, create."""
    found: dict[str, InputError] = {}
    for part, check in CHECKS.items():
        try:
            check(plan)
        except InputError as fault:
            found[part] = fault
    return found


def _check_events(plan: WorkshopPlan) -> None:
    for event in (plan.probable, plan.severe):
        if len(event) > LONGEST_EVENT:
            raise InputError(
                "The description of an event has {n} characters. Shorten it to at most {most}, "
                "about two sentences, so that everyone reads it.",
                n=len(event),
                most=LONGEST_EVENT,
            )


def _check_people(plan: WorkshopPlan) -> None:
    if not plan.departments:
        raise InputError("Name at least one department.")
    for name, expected in plan.departments.items():
        check_department(name, expected)
    if plan.k and plan.k < LEAST_K:
        raise InputError(
            "The smallest group that may be shown has {least} people; {k} is too few.",
            least=LEAST_K,
            k=plan.k,
        )


def _check_place(plan: WorkshopPlan) -> None:
    if plan.language not in LANGUAGES:
        raise InputError("The language {name} is not available.", name=plan.language)
    if plan.timezone not in timezones():
        raise InputError(
            "The time zone {name} is not known. Enter one such as Asia/Shanghai.",
            name=plan.timezone,
        )


def _check_asked(plan: WorkshopPlan) -> None:
    if plan.tier not in ("quick", "full") or not plan.framework.asked(plan.tier):
        raise InputError("The scorecard has no indicators in the tier {tier}.", tier=plan.tier)
    proposed = {i.code for i in plan.framework.not_faced(plan.tier, plan.city.hazards)}
    if others := [code for code in plan.not_asked if code not in proposed]:
        raise InputError(
            "Only indicators whose hazards the city does not face can be left out, not {codes}.",
            codes=", ".join(others)[:200],
        )
    if not plan.framework.asked(plan.tier, plan.not_asked):
        raise InputError("No questions would be left. Choose the hazards that the city faces.")


@cache
def timezones() -> tuple[str, ...]:
    """Return all time zone names, sorted; cached, as reading them opens hundreds of files."""
    return tuple(sorted(available_timezones()))


def check_department(name: str, expected: int) -> None:
    """Raise `InputError` for an invalid name or number of people of a department or group."""
    if not name.strip():
        raise InputError("A department has no name. Give it one, or remove the row.")
    if name in (MIXED_TABLES, OTHER_DEPARTMENTS):
        raise InputError("The name {name} is reserved. Choose another.", name=name)
    if len(name) > 80:
        raise InputError(
            "The name of a department can have at most 80 characters: {name}.", name=name
        )
    if not 0 <= expected <= 100_000:
        raise InputError("People expected in {name}: enter a number, 0 or more.", name=name)


#: the checks of each part of a plan; the parts are the steps of setting up
CHECKS: dict[str, Callable[[WorkshopPlan], None]] = {
    "city": lambda plan: check_profile(plan.city),
    "hazards": _check_events,
    "scorecard": _check_asked,
    "people": _check_people,
    "create": _check_place,
}


def responsible_departments(session: Session, workshop_id: int) -> list[Department]:
    """Return the departments that can carry out actions: all except those of mixed tables."""
    return [one for one in departments(session, workshop_id) if one.name != MIXED_TABLES]


def check_sets_up(visitor: Visitor) -> None:
    """Raise `NotAllowed` for visitors who may not set workshops up."""
    if not visitor.sets_up:
        raise NotAllowed(
            "To set up a workshop, open the facilitator link of this installation, or sign in as a facilitator."
        )


def sets_up_for(session: Session, visitor: Visitor, profile: CityProfile) -> bool:
    """Whether a visitor may set up a workshop of this city."""
    city = city_by_name(session, typed_line(profile.name), typed_line(profile.country))
    return visitor.is_host or bool(city and city.id in visitor.facilitated_cities)


def check_city(session: Session, visitor: Visitor, profile: CityProfile) -> None:
    """Raise `NotAllowed` for visitors who may not set up a workshop of this city."""
    if sets_up_for(session, visitor, profile):
        return
    raise NotAllowed(
        "You are not a facilitator of the city {name} in {country}. Enter the name and the "
        "country as your admin wrote them.",
        name=profile.name,
        country=profile.country,
    )


@repeatable
def same_day(store: Store, visitor: Visitor, plan: WorkshopPlan) -> tuple[str, ...]:
    """Codes of the workshops of the plan's city and day that the visitor may read.

    Raises `NotAllowed` for anyone who may not set up a workshop.
    """
    check_sets_up(visitor)
    named = as_typed(plan).city
    with store.read() as session:
        city = city_by_name(session, named.name, named.country)
        return tuple(
            one.code
            for one, place in workshops(session)
            if city is not None
            and place.id == city.id
            and one.date == plan.date
            and visitor.may(one.id, READERS)
        )


def free_code(session: Session) -> str:
    """Return a join code that no workshop has, and that the history names for none."""
    code = new_code()
    while workshop_by_code(session, code) is not None or is_named(session, code):
        code = new_code()
    return code
