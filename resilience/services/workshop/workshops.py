"""Setting a workshop up, and saying what it is."""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from resilience.errors import InputError
from resilience.framework import Framework, Indicator, minutes_to_answer
from resilience.services.access.access import (
    READERS,
    Visitor,
    find_workshop,
    may_read,
    open_for_reading,
)
from resilience.services.access.links import links_for_record, make_links
from resilience.services.access.record import record
from resilience.services.frameworks.frameworks import framework_of, pin
from resilience.services.workshop.groups import (
    GroupView,
    asked_there,
    group_views,
    replace_groups,
    theme_groups,
)
from resilience.services.workshop.phase import (
    Phase,
    ReplyState,
    is_hidden,
    phase_of,
    reply_state,
    rounds_that_count,
)
from resilience.services.workshop.plan import (
    MIXED_TABLES,
    WorkshopPlan,
    as_typed,
    check_city,
    check_plan,
    check_sets_up,
    free_code,
    responsible_departments,
)
from resilience.services.workshop.profile import CityProfile, keep_profile, profile_of
from resilience.services.workshop.run_sheet import is_practising
from resilience.services.workshop.sign_off import SignOff, sign_offs
from resilience.store import Session, Store, repeatable
from resilience.store.tables import City, Department, Workshop
from resilience.store.workshops import (
    city_by_name,
    city_of,
    places,
    rounds,
    stage_place,
    workshops,
)
from resilience.text import mark

#: what was set up, as the history keeps it
SETTINGS = {"framework", "tier", "language", "timezone", "date", "k", "probable", "severe"}
SETTINGS |= {"shows_last"}


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department for people to choose."""

    id: int
    name: str
    expected: int


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """A workshop for display; `reveals` counts the votes whose results are shown.

    `rehearses` is the join code of the real workshop in a rehearsal, else "". `hidden`: the last vote was reopened after
    its reveal and not revealed again. `dropped`: a later vote was just dropped. `signed` are the sign-offs in order;
    `replies` says whether departments reply before the result is shown; `removed_at` is when participants' data was
    deleted. `not_asked` are indicators whose hazards the city does not face. `departments` include groups that score
    their own themes; `responsible` act and reply. `call_link` is for remote people. `practice`: the practice question.
    """

    id: int
    code: str
    city: CityProfile
    invented: bool
    rehearses: str
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
    hidden: bool
    dropped: bool
    revision: int
    departments: tuple[DepartmentView, ...]
    signed: tuple[SignOff, ...]
    replies: ReplyState
    removed_at: datetime.datetime | None
    responsible: tuple[DepartmentView, ...]
    groups: tuple[GroupView, ...] = ()
    not_asked: tuple[str, ...] = ()
    call_link: str = ""
    practice: bool = False

    @property
    def by_theme(self) -> bool:
        """Whether each group scores its own themes."""
        return any(group.scores for group in self.groups)

    @property
    def unit_name(self) -> str:
        """The word for the units that are counted, untranslated."""
        return mark("Group") if self.by_theme else mark("Department")

    @property
    def asked(self) -> tuple[Indicator, ...]:
        """The indicators of its tier, without those that are not asked, in the order of the file."""
        return self.framework.asked(self.tier, self.not_asked)

    @property
    def invented_words(self) -> str:
        """The sentence that marks invented data, untranslated; "" for a real workshop."""
        if self.rehearses:
            return mark("Rehearsal with invented answers. Everything is deleted when it ends.")
        return mark("Invented data: this city does not exist.") if self.invented else ""

    @property
    def sheets(self) -> tuple[tuple[Indicator, ...], ...]:
        """The indicators that one person is asked: all, or those of each group that scores its own themes."""
        scoring = [group for group in self.groups if group.scores]
        return tuple(
            asked_there(self.framework, scoring, self.asked, group.id) for group in scoring
        ) or (self.asked,)

    @property
    def minutes(self) -> int:
        """The minutes that one person needs to answer everything in the workshop's language, rounded up."""
        return max(minutes_to_answer(self.framework, one, self.language) for one in self.sheets)

    @property
    def expected(self) -> int:
        """The number of people expected in all departments; 0 if it is unknown for one of them."""
        figures = [one.expected for one in self.departments if one.name != MIXED_TABLES]
        return sum(figures) if all(figures) else 0


@repeatable
def create_workshop(store: Store, key: bytes, visitor: Visitor, plan: WorkshopPlan) -> str:
    """Create a workshop with its links; returns its join code.

    For hosts, and for the facilitators of the city.
    """
    check_sets_up(visitor)
    plan = as_typed(plan)
    check_plan(plan)
    with store.write() as session:
        check_city(session, visitor, plan.city)
        city = city_by_name(session, plan.city.name, plan.city.country)
        before = {"city": asdict(profile_of(city))} if city else None
        workshop = add_workshop(session, plan, invented=False)
        make_links(session, key, workshop)
        if plan.group_mode:
            asked = plan.framework.asked(plan.tier, plan.not_asked)
            groups = theme_groups(plan.framework, asked, plan.language)
            replace_groups(session, key, workshop, plan.group_mode, groups)
        links = {"links": links_for_record(session, workshop)}
        after = settings_for_record(session, workshop) | links
        thing = plan.city.name
        record(session, visitor, "workshop set up", workshop, thing, before=before, after=after)
        return workshop.code


def add_workshop(session: Session, plan: WorkshopPlan, *, invented: bool) -> Workshop:
    """Add the rows of a workshop: its city (found by name and country, or new) and departments."""
    city = city_by_name(session, plan.city.name, plan.city.country) or City(
        name=plan.city.name, country=plan.city.country, invented=invented
    )
    if city.invented != invented:
        raise InputError("The city {name} is the invented demo city.", name=city.name)
    keep_profile(city, plan.city)
    session.add(city)
    session.flush()
    workshop = Workshop(
        code=free_code(session),
        city_id=city.id,
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
        not_asked=list(plan.not_asked) or None,
        shows_last=plan.shows_last,
    )
    session.add(workshop)
    session.flush()
    names = {**plan.departments, MIXED_TABLES: 0}
    for position, (name, expected) in enumerate(names.items()):
        session.add(
            Department(workshop_id=workshop.id, name=name, expected=expected, position=position)
        )
    session.flush()
    return workshop


@repeatable
def view_workshop(store: Store, code: str) -> WorkshopView:
    """Return the facts of a workshop for anyone with the join code, without answers or figures."""
    with store.read() as session:
        return describe(session, find_workshop(session, code))


@repeatable
def default_language(store: Store, visitor: Visitor, code: str) -> str:
    """The language of a workshop that the visitor may read, for anyone who has chosen none."""
    with store.read() as session:
        return open_for_reading(session, visitor, code).language


def workshops_of(store: Store, visitor: Visitor) -> list[WorkshopView]:
    """Return the workshops that the visitor's links open, and the public demo; most recent first."""
    return workshops_page(store, visitor)[0]


@repeatable
def workshops_page(
    store: Store, visitor: Visitor, part: slice | None = None
) -> tuple[list[WorkshopView], int]:
    """Return a part of the workshops of `workshops_of`, and the number of all of them."""
    mine = {one.workshop_id for one in visitor.grants if one.workshop_id and one.role in READERS}
    held = mine | {shared.workshop_id for shared in visitor.shared}
    with store.read() as session:
        rows = workshops(session, among=None if visitor.is_host else held)
        found = [one for one, _ in rows if one.id in mine or may_read(session, visitor, one)]
        return [describe(session, one) for one in found[part or slice(None)]], len(found)


def describe(session: Session, workshop: Workshop) -> WorkshopView:
    """Return the view of a workshop's row."""
    city, place = city_of(session, workshop), stage_place(session, workshop.id)
    held = rounds(session, workshop.id)
    return WorkshopView(
        id=workshop.id,
        code=workshop.code,
        city=profile_of(city),
        invented=city.invented,
        rehearses=workshop.rehearses or "",
        framework=framework_of(session, workshop),
        tier=workshop.tier,
        language=workshop.language,
        timezone=workshop.timezone,
        date=workshop.date,
        k=workshop.k,
        probable=workshop.probable,
        severe=workshop.severe,
        phase=phase_of(workshop, held),
        reveals=len(rounds_that_count(held)),
        hidden=is_hidden(held),
        dropped=place is not None and place.dropped,
        revision=workshop.revision,
        departments=_views(places(session, workshop.id)),
        responsible=_views(responsible_departments(session, workshop.id)),
        groups=group_views(session, workshop.id),
        signed=sign_offs(session, workshop),
        replies=reply_state(session, workshop),
        removed_at=workshop.removed_at,
        not_asked=tuple(workshop.not_asked or ()),
        call_link=workshop.call_link or "",
        practice=not held and is_practising(session, workshop),
    )


def _views(rows: Iterable[Department]) -> tuple[DepartmentView, ...]:
    return tuple(DepartmentView(row.id, row.name, row.expected) for row in rows)


def settings_for_record(session: Session, workshop: Workshop) -> dict[str, object]:
    """Return the settings of a workshop as stored in the history."""
    return {
        "city": asdict(profile_of(city_of(session, workshop))),
        **workshop.model_dump(mode="json", include=SETTINGS),
        **({"not_asked": workshop.not_asked} if workshop.not_asked else {}),
        "version": workshop.framework_version,
        "departments": {d.name: d.expected for d in responsible_departments(session, workshop.id)},
    }
