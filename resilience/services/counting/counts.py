"""Counts of the current votes, from the figures frozen at their close."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from resilience.framework import Framework
from resilience.scoring import Count, Room, Tallies, build_tallies
from resilience.scoring.arrays import Flags
from resilience.scoring.comparison.rounds import CountedRound
from resilience.scoring.counting.tally import CITY_ROW
from resilience.services.voting.responses import asked_in, codes_asked
from resilience.services.workshop.groups import by_theme, units_asked
from resilience.services.workshop.plan import OTHER_DEPARTMENTS
from resilience.store import Session
from resilience.store.results.kept import rooms_of
from resilience.store.tables import Round, Workshop
from resilience.store.voting.votes import TallyRow, frozen_rooms, frozen_tallies
from resilience.store.workshops import city_rows, places, units


@dataclass(frozen=True, slots=True)
class SourceRounds:
    """The round that supplies an indicator's figures, for the units and for the city.

    `later` says that the city's figures come from a later vote of the whole room.
    """

    units: int
    city: int
    later: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """The frozen counts of the votes that count, and by indicator the rounds that supply its figures."""

    tallies: Tallies
    sources: Mapping[str, SourceRounds]


def figures_of(
    session: Session, workshop: Workshop, framework: Framework, counting: Sequence[Round]
) -> Figures:
    """Return the frozen counts of the `counting` rounds, of the units and of the city.

    Units keep those of the first vote on an indicator, with who had taken part by then.
    """
    rows = frozen_tallies(session, [held.id for held in counting])
    room_id = _room_id(session, workshop)
    chosen = _chosen(session, workshop, counting, rows, room_id)
    names = _names(session, workshop, counting[-1])
    tallies = _tallies(session, workshop, framework, counting, chosen, rows, room_id, names)
    return Figures(tallies, chosen)


def unit_tallies(
    session: Session,
    workshop: Workshop,
    framework: Framework,
    counting: Sequence[Round],
    sources: Mapping[str, int],
) -> Tallies:
    """Return the counts of the units alone; each indicator's are from its round (id) in `sources`."""
    rows = frozen_tallies(session, [held.id for held in counting])
    chosen = {code: SourceRounds(at, at, later=False) for code, at in sources.items()}
    room_id, names = _room_id(session, workshop), _names(session, workshop, counting[-1])
    return _tallies(session, workshop, framework, counting, chosen, rows, room_id, names)


def counted_rounds(
    session: Session,
    workshop: Workshop,
    framework: Framework,
    counting: Sequence[Round],
    standing: Tallies,
) -> tuple[CountedRound, ...]:
    """Return each of the `counting` rounds with its counts.

    A later vote has counts of the whole room, for the indicators for which they are served; a later vote without
    any is left out. A single vote has the counts in `standing`.
    """
    if len(counting) == 1:
        return (CountedRound(counting[0].number, standing),)
    found, known = [], set[str]()
    every = frozen_tallies(session, [held.id for held in counting])
    room_id, names = _room_id(session, workshop), _names(session, workshop, counting[-1])
    for held in counting:
        rows = [row for row in every if row.round_id == held.id]
        chosen = _chosen(session, workshop, [held], rows, room_id, known)
        if chosen:
            tallies = _tallies(session, workshop, framework, [held], chosen, rows, room_id, names)
            found.append(CountedRound(held.number, tallies))
        known |= codes_asked(session, workshop, held)
    return tuple(found)


def first_round(session: Session, workshop: Workshop, counting: Sequence[Round]) -> dict[str, int]:
    """Return, by indicator, the id of the round that supplies the figures of units."""
    return {code: one.units for code, one in source_rounds(session, workshop, counting).items()}


def latest_round(session: Session, workshop: Workshop, counting: Sequence[Round]) -> dict[str, int]:
    """Return, by indicator, the id of the round that supplies the city's figures (docs/methods.md, sections 1 and 5)."""
    return {code: one.city for code, one in source_rounds(session, workshop, counting).items()}


def source_rounds(
    session: Session, workshop: Workshop, counting: Sequence[Round]
) -> dict[str, SourceRounds]:
    """Per indicator the rounds that supply the figures of units and of the city."""
    rows = frozen_tallies(session, [held.id for held in counting])
    return _chosen(session, workshop, counting, rows, _room_id(session, workshop))


def _chosen(
    session: Session,
    workshop: Workshop,
    counting: Sequence[Round],
    rows: Sequence[TallyRow],
    room_id: int | None,
    known: Collection[str] = frozenset(),
) -> dict[str, SourceRounds]:
    """Map each indicator asked in the `counting` rounds to the round that provides its figures.

    This is the first round that asked it if nobody answered. Indicators `known` from earlier rounds
    are included only if they have answers.
    """
    seen = {(row.round_id, row.indicator, row.unit_id == room_id) for row in rows}
    found: dict[str, SourceRounds] = {}
    for held in counting:
        at = held.id
        for code in (indicator.code for indicator in asked_in(session, workshop, held)):
            if (at, code, False) in seen or (code not in found and code not in known):
                found[code] = SourceRounds(at, at, later=False)
            if (at, code, True) in seen:
                found[code] = SourceRounds(
                    found[code].units if code in found else at, at, later=True
                )
    return found


def room_of(session: Session, workshop: Workshop, last: Round) -> tuple[Room, ...]:
    """Return who had taken part by the close of a round, for each unit of the partition."""
    here = {room.unit_id: room for room in frozen_rooms(session, last.id)}
    names = _names(session, workshop, last)
    everywhere = places(session, workshop.id)
    found = []
    for unit_id, name in names.items():
        own = [d for d in everywhere if d.unit_id == unit_id]
        room = here.get(unit_id)
        found.append(
            Room(
                unit=name,
                departments=tuple(d.name for d in own),
                participants=room.participants if room else 0,
                people=room.people if room else 0,
                expected=sum(d.expected for d in own if name in (d.name, OTHER_DEPARTMENTS)),
            )
        )
    return tuple(found)


def _tallies(
    session: Session,
    workshop: Workshop,
    framework: Framework,
    counting: Sequence[Round],
    chosen: Mapping[str, SourceRounds],
    rows: Sequence[TallyRow],
    room_id: int | None,
    names: Mapping[int, str],
) -> Tallies:
    asked = tuple(i for i in framework.root.indicators() if i.code in chosen)
    here, beside = _who_took_part(session, chosen.values(), counting[-1], room_id)
    own: list[Count] = []
    whole: list[Count] = []
    for row in rows:
        one = chosen.get(row.indicator)
        if one is None:
            continue
        if row.round_id == one.units and row.unit_id in names:
            own.append(_count(row, names[row.unit_id]))
        if row.round_id == one.city and (row.unit_id == room_id) is one.later:
            whole.append(_count(row, names.get(row.unit_id, CITY_ROW)))
    people = {name: here.get(unit_id, (0, 0)) for unit_id, name in names.items()}
    tallies = build_tallies(asked, people, own)
    known = units_asked(session, workshop)
    tallies = replace(tallies, asked=_flags(known, chosen, list(names)))
    if not workshop.k:
        return tallies
    city = build_tallies(asked, {**people, CITY_ROW: beside}, whole)
    beyond = _beyond_groups(whole, known, here) if by_theme(session, workshop) else chosen
    flags = _flags(known, chosen, [*names, room_id], beyond)
    return replace(tallies, of_city=replace(city, asked=flags, have_city_row=True))


def _names(session: Session, workshop: Workshop, last: Round) -> dict[int, str]:
    """The units by id; in an open workshop without the departments that nobody had come from by the `last` vote."""
    every = {unit.id: unit.name for unit in units(session, workshop.id)}
    if workshop.k or by_theme(session, workshop):
        return every
    came = {room.unit_id for room in frozen_rooms(session, last.id)}
    return {unit: name for unit, name in every.items() if unit in came}


def _flags(
    known: Mapping[str, Collection[int]],
    chosen: Mapping[str, SourceRounds],
    rows: Sequence[int | None],
    beyond: Collection[str] = (),
) -> dict[str, Flags]:
    """By indicator a flag for each row of figures: whether its people were asked.

    People who came after the first vote are in no unit. Their row counts as asked if a later vote asked the indicator,
    of those `beyond` units.
    """
    every = {unit for units in known.values() for unit in units}
    later = {code for code in beyond if chosen[code].later}
    return {
        code: np.array(
            [row in units or (row not in every and code in later) for row in rows],
            dtype=np.bool_,
        )
        for code, units in known.items()
        if code in chosen
    }


def _beyond_groups(
    whole: Iterable[Count],
    known: Mapping[str, Collection[int]],
    here: Mapping[int, tuple[int, int]],
) -> set[str]:
    """The indicators whose later vote counts more people than took part in the groups that score them.

    Without any, the others in the room were not asked, or are in a group that is not shown.
    """
    people: dict[str, int] = {}
    for one in whole:
        if one.unit == CITY_ROW:
            people[one.indicator] = people.get(one.indicator, 0) + one.people
    in_groups = {code: sum(here.get(unit, (0, 0))[1] for unit in known[code]) for code in people}
    return {code for code, told in people.items() if told > in_groups[code]}


def _who_took_part(
    session: Session, chosen: Iterable[SourceRounds], last: Round, room_id: int | None
) -> tuple[dict[int, tuple[int, int]], tuple[int, int]]:
    """Participants and people by unit when its figures were fixed, and those of the room beside them."""
    last_id = last.id
    fixed = max((one.units for one in chosen), default=last_id)
    at = {fixed: dict[int, tuple[int, int]](), last_id: dict[int, tuple[int, int]]()}
    for room in rooms_of(session, list(at)):
        at[room.round_id][room.unit_id] = room.participants, room.people
    whole = None if room_id is None else at[last_id].get(room_id)
    everybody = whole or _sum(at[last_id].values())
    here = {unit: people for unit, people in at[fixed].items() if unit != room_id}
    known = _sum(here.values())
    return here, (max(0, everybody[0] - known[0]), max(0, everybody[1] - known[1]))


def _sum(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    both = list(pairs)
    return sum(first for first, _ in both), sum(second for _, second in both)


def _room_id(session: Session, workshop: Workshop) -> int | None:
    room = city_rows(session, workshop.id).get("room")
    return None if room is None else room.id


def _count(row: TallyRow, unit: str) -> Count:
    if row.answer in ("na", "dk"):
        return Count(unit, row.indicator, row.answer, None, row.answers, row.people)
    if row.answer == "number":
        sums = (row.total, row.squares)
        return Count(unit, row.indicator, "number", None, row.answers, row.people, sums)
    return Count(unit, row.indicator, "level", float(row.answer), row.answers, row.people)
