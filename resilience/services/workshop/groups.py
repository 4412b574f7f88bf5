"""Working groups of a workshop: each scores its own themes, or only discusses them (docs/methods.md, section 5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from resilience.errors import InputError, NotAllowed, WrongTime
from resilience.framework import Framework, Indicator
from resilience.services.access.access import FACILITATORS, RUNNERS, Visitor, lock_for, open_for
from resilience.services.access.links import add_link
from resilience.services.access.plain_text import typed_line
from resilience.services.access.record import record_change
from resilience.services.frameworks.frameworks import asked_by, structure_of
from resilience.services.workshop.phase import reply_state
from resilience.services.workshop.plan import GroupMode, check_department
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Department, Workshop
from resilience.store.voting.crowds import joined_by_department
from resilience.store.workshops import departments, groups

#: groups of a workshop at most
MOST_GROUPS = 20


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """A planned group: its name, the codes of its `themes`, and the number of people expected."""

    name: str
    themes: tuple[str, ...]
    expected: int = 0


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group; if it `scores`, its people vote on its `themes` only, otherwise they only discuss them."""

    id: int
    name: str
    themes: tuple[str, ...]
    expected: int
    scores: bool

    def has(self, framework: Framework, code: str) -> bool:
        """Whether an indicator is in one of its themes."""
        return code in codes_of(framework, self.themes)


def theme_groups(
    framework: Framework, asked: Sequence[Indicator], language: str
) -> tuple[GroupPlan, ...]:
    """Return a group for each theme with asked indicators, named after it in a language."""
    return tuple(
        GroupPlan(framework.title(theme.code, language), (theme.code,))
        for theme in framework.themes
        if {*asked} & {*theme.indicators()}
    )


@repeatable
def may_set_groups(store: Store, visitor: Visitor, code: str) -> bool:
    """Whether the groups of a workshop can still be set, for its facilitator."""
    with store.read() as session:
        return not somebody_joined(session, open_for(session, visitor, code, FACILITATORS))


@repeatable
def set_groups(
    store: Store,
    key: bytes,
    visitor: Visitor,
    code: str,
    mode: GroupMode,
    plans: Sequence[GroupPlan],
) -> None:
    """Replace the groups of a workshop and make a desk link for each; no plans mean no groups.

    For its facilitator, until somebody has joined (`WrongTime`). Raises `InputError` for invalid groups.
    """
    plans = [replace(one, name=typed_line(one.name)) for one in plans]
    with store.write() as session:
        workshop = lock_for(session, visitor, code, FACILITATORS)
        if somebody_joined(session, workshop):
            raise WrongTime("Someone has joined, so the groups can no longer be changed.")
        before = groups_for_record(session, workshop)
        replace_groups(session, key, workshop, mode, plans)
        after = groups_for_record(session, workshop)
        record_change(session, visitor, "groups set", workshop, before=before, after=after)


def replace_groups(
    session: Session, key: bytes, workshop: Workshop, mode: GroupMode, plans: Sequence[GroupPlan]
) -> None:
    """Replace the groups of a workshop; raises `InputError` for invalid groups."""
    _check(session, workshop, mode, plans)
    for row in groups(session, workshop.id):
        session.delete(row)
    session.flush()
    first = len(departments(session, workshop.id))
    for position, one in enumerate(plans, first):
        _add(session, key, workshop, mode, one, position)


def asked_there(
    framework: Framework,
    groups: Sequence[GroupView],
    asked: Sequence[Indicator],
    department_id: int,
) -> tuple[Indicator, ...]:
    """The indicators, among those `asked`, for the people of a department or group."""
    own = [one for one in groups if one.scores and one.id == department_id]
    return tuple(one for one in asked if all(g.has(framework, one.code) for g in own))


def copy_groups(session: Session, workshop: Workshop, copy: Workshop) -> None:
    """Copy the groups to another workshop, without desk links."""
    for row in groups(session, workshop.id):
        same = row.model_dump(include={"name", "expected", "position", "kind", "themes"})
        session.add(Department(workshop_id=copy.id, **same))
    session.flush()


def group_views(session: Session, workshop_id: int) -> tuple[GroupView, ...]:
    """The groups of a workshop, in order."""
    return tuple(
        GroupView(row.id, row.name, tuple(row.themes or ()), row.expected, row.kind == "scores")
        for row in groups(session, workshop_id)
    )


def groups_held(visitor: Visitor, workshop_id: int) -> frozenset[int]:
    """The ids of the groups of a workshop whose desk a visitor holds."""
    held = (g for g in visitor.grants if g.role == "group" and g.workshop_id == workshop_id)
    return frozenset(grant.department_id for grant in held if grant.department_id is not None)


def check_decides(session: Session, visitor: Visitor, workshop: Workshop, indicator: str) -> None:
    """Raise `NotAllowed` unless the visitor runs the workshop or the desk of a group with the indicator."""
    if visitor.may(workshop.id, RUNNERS):
        return
    framework, held = structure_of(session, workshop), groups_held(visitor, workshop.id)
    own = (group for group in group_views(session, workshop.id) if group.id in held)
    if not any(group.has(framework, indicator) for group in own):
        raise NotAllowed("This desk can decide only on its own group's themes.")
    if reply_state(session, workshop) == "awaited":
        raise WrongTime(
            "Groups cannot decide yet: departments are replying until the "
            "facilitator shows the result."
        )


def scored_by(
    framework: Framework, place: Department, indicators: Sequence[Indicator]
) -> tuple[Indicator, ...]:
    """Return the indicators that people of a department are asked: all, or its themes for a group that scores."""
    if place.kind != "scores":
        return tuple(indicators)
    own = codes_of(framework, place.themes or ())
    return tuple(one for one in indicators if one.code in own)


def units_asked(session: Session, workshop: Workshop) -> dict[str, frozenset[int]]:
    """The units of the groups that score each indicator; empty if departments are the units."""
    framework, found = structure_of(session, workshop), dict[str, frozenset[int]]()
    for row in groups(session, workshop.id):
        if row.kind == "scores":
            own = frozenset() if row.unit_id is None else frozenset([row.unit_id])
            for code in codes_of(framework, row.themes or ()):
                found[code] = found.get(code, frozenset()) | own
    return found


def by_theme(session: Session, workshop: Workshop) -> bool:
    """Whether each group of a workshop scores its own themes."""
    return any(row.kind == "scores" for row in groups(session, workshop.id))


def codes_of(framework: Framework, themes: Sequence[str]) -> frozenset[str]:
    """The codes of the indicators of some themes."""
    found = (theme for theme in framework.themes if theme.code in themes)
    return frozenset(one.code for theme in found for one in theme.indicators())


def somebody_joined(session: Session, workshop: Workshop) -> bool:
    """Whether anybody ever joined a workshop, including people who erased their data."""
    return any(joined_by_department(session, workshop.id).values())


def groups_for_record(session: Session, workshop: Workshop) -> dict[str, object]:
    """The groups of a workshop for the history."""
    found = group_views(session, workshop.id)
    if not found:
        return {"groups": {}}
    return {
        "group_mode": "scores" if found[0].scores else "discusses",
        "groups": {one.name: list(one.themes) for one in found},
    }


def _check(
    session: Session, workshop: Workshop, mode: GroupMode, plans: Sequence[GroupPlan]
) -> None:
    if len(plans) > MOST_GROUPS:
        raise InputError("A workshop can have at most {most} groups.", most=MOST_GROUPS)
    taken = {one.name.casefold() for one in departments(session, workshop.id)}
    framework = structure_of(session, workshop)
    asked = {one.code for one in asked_by(session, workshop)}
    open_ = {theme.code for theme in framework.themes if asked & codes_of(framework, [theme.code])}
    for one in plans:
        check_department(one.name, one.expected)
        if one.name.casefold() in taken:
            raise InputError(
                "Another group or department is already called {name}. Choose another name for "
                "this group.",
                name=one.name,
            )
        taken.add(one.name.casefold())
        if not one.themes or set(one.themes) - open_:
            raise InputError("Choose at least one theme for the group {name}.", name=one.name)
    left = open_ - {theme for one in plans for theme in one.themes}
    if plans and mode == "scores" and left:
        raise InputError(
            "No group scores these themes: {themes}. Assign each theme to a group.",
            themes=", ".join(theme.code for theme in framework.themes if theme.code in left),
        )


def _add(
    session: Session,
    key: bytes,
    workshop: Workshop,
    mode: GroupMode,
    plan: GroupPlan,
    position: int,
) -> None:
    row = Department(
        workshop_id=workshop.id,
        name=plan.name,
        expected=plan.expected,
        position=position,
        kind=mode,
        themes=list(plan.themes),
    )
    session.add(row)
    session.flush()
    add_link(session, key, workshop, "group", row.id)
