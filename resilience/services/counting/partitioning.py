"""Which departments are shown separately and which together: foreseen during a vote, fixed when it first closes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from resilience.scoring import Crowd, Partition, partition
from resilience.services.access.access import RUNNERS, Visitor, open_for
from resilience.services.counting.strangers import strangers_by_department
from resilience.services.workshop.phase import moved_on
from resilience.services.workshop.plan import OTHER_DEPARTMENTS
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Department, Unit, Workshop
from resilience.store.voting.crowds import people_by_department
from resilience.store.workshops import city_rows, places, units

#: names of the city's rows; department names cannot equal them, as they have no outer spaces
CITY_ROWS = {"rest": " rest", "room": " room"}


@dataclass(frozen=True, slots=True)
class ForeseenUnits:
    """The departments or groups that closing now would show separately, together, or not at all.

    Departments without any answer are in none of these. Those in `small` are not shown separately because of their
    own people: fewer than k answered alone, and not all at tables, or too few there. Those `exceeded` have enough
    people, and not without those beyond the people in the room. In those `unconfirmed`, everybody with an answer may
    be beyond them. If `tables_only`, answers given alone would not count.
    """

    separate: tuple[str, ...]
    together: tuple[str, ...]
    left_out: tuple[str, ...]
    small: tuple[str, ...]
    exceeded: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    tables_only: bool


@repeatable
def foresee_units(
    store: Store, visitor: Visitor, code: str, in_room: Mapping[str, int]
) -> ForeseenUnits:
    """Return the units of the partition if the vote closed now, with `in_room` people by department.

    For facilitators; does not reveal whether any person answered. Raises `WrongTime` once the units are fixed.
    """
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        if units(session, workshop.id):
            raise moved_on()
        homes, here, strangers = _planned(session, workshop, in_room)
    k, sure = workshop.k, _sure(here, strangers)
    whole = sum(sure.values(), Crowd())
    if not whole.may_show(k):
        homes = dict.fromkeys(homes)
    unconfirmed = tuple(n for n in here if k and here[n].may_all_be(strangers[n]))
    came = [name for name, crowd in here.items() if crowd.people and name not in unconfirmed]
    separate = tuple(name for name in came if homes[name] == name)
    left_out = tuple(name for name in came if homes[name] is None)
    together = tuple(name for name in came if homes[name] not in (name, None))
    few = [name for name in (*together, *left_out) if not sure[name].hides(k)]
    exceeded = tuple(name for name in few if here[name].hides(k))
    small = tuple(name for name in few if name not in exceeded)
    only = whole.leaves_out(k)
    return ForeseenUnits(separate, together, left_out, small, exceeded, unconfirmed, only)


def fix_partition(session: Session, workshop: Workshop) -> None:
    """Store the units at the first close and, for each department, its unit and whether anybody took part."""
    homes, here, strangers = _planned(session, workshop, {})
    homes_named = {home for home in homes.values() if home is not None}
    names = [name for name in (*homes, OTHER_DEPARTMENTS) if name in homes_named]
    beyond = {name: Crowd() for name in names}
    for name, home in homes.items():
        if home is not None:
            beyond[home] += strangers[name]
    made = {
        name: Unit(
            workshop_id=workshop.id,
            name=name,
            position=position,
            strangers=beyond[name].alone,
            seated_strangers=beyond[name].seated,
        )
        for position, name in enumerate(names)
    }
    session.add_all(made.values())
    add_city_rows(session, workshop, len(made))
    session.flush()
    for department in places(session, workshop.id):
        home = homes[department.name]
        department.unit_id = made[home].id if home is not None else None
        department.came = here[department.name].people > 0
        session.add(department)
    session.flush()


def forget_partition(session: Session, workshop: Workshop) -> None:
    """Discard the partition of a vote that reopens before any reveal."""
    for department in places(session, workshop.id):
        department.unit_id, department.came = None, False
        session.add(department)
    session.flush()
    rows = [*units(session, workshop.id), *city_rows(session, workshop.id).values()]
    for row in rows:
        session.delete(row)


def add_city_rows(session: Session, workshop: Workshop, position: int) -> None:
    """Add rows of figures for the city only, after those of the units."""
    for at, (kind, name) in enumerate(CITY_ROWS.items(), position):
        session.add(Unit(workshop_id=workshop.id, name=name, position=at, kind=kind))


def _planned(
    session: Session, workshop: Workshop, in_room: Mapping[str, int]
) -> tuple[dict[str, str | None], dict[str, Crowd], dict[str, Crowd]]:
    """By department the name of its unit, who took part, and who of them may be beyond the people in the room."""
    everywhere, people = places(session, workshop.id), people_by_department(session, workshop.id)
    here = {d.name: people.get(d.id, (0, Crowd()))[1] for d in everywhere}
    beyond = strangers_by_department(session, workshop, in_room)
    strangers = {d.name: beyond[d.id] for d in everywhere}
    k, sure = workshop.k, _sure(here, strangers)
    homes = _homes(everywhere, k, sure)
    if k and sum(sure.values(), Crowd()).may_show(k):
        homes |= {name: None for name in here if here[name].may_all_be(strangers[name])}
    return homes, here, strangers


def _sure(here: Mapping[str, Crowd], strangers: Mapping[str, Crowd]) -> dict[str, Crowd]:
    """The people of departments without strangers."""
    return {name: crowd.less(strangers[name]) for name, crowd in here.items()}


def _homes(
    everywhere: Sequence[Department], k: int, here: Mapping[str, Crowd]
) -> dict[str, str | None]:
    """By department the name of its unit; in an open workshop (k 0) each has its own, also one with nobody yet."""
    if not k:
        return {d.name: d.name for d in everywhere}
    by_theme = everywhere[0].kind == "scores"
    cut = partition(here, k, merging=not by_theme)
    if by_theme:  # a group that is too small or came later joins no other unit
        return {d.name: d.name if d.name in cut.alone else None for d in everywhere}
    return {d.name: _home(d, cut, here) for d in everywhere}


def _home(department: Department, cut: Partition, here: Mapping[str, Crowd]) -> str | None:
    if department.name in cut.alone:
        return department.name
    if cut.merged:
        return OTHER_DEPARTMENTS
    return cut.home(here)
