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

#: participants and people
Attendance = tuple[int, int]


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


@dataclass(frozen=True, slots=True)
class _Came:
    """Participants and people who had taken part, by the close of each round: by unit, and in all."""

    units: Mapping[int, Mapping[int, Attendance]]
    room: Mapping[int, Attendance]


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
    came = _who_came(session, [held.id for held in counting], room_id)
    last_id = counting[-1].id
    here = came.units[max((one.units for one in chosen.values()), default=last_id)]
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
    beside = _beyond(came.room[last_id], here.values())
    city = build_tallies(asked, {**people, CITY_ROW: beside}, whole)
    city = replace(city, asked=_flags(known, chosen, [*names, None]), have_city_row=True)
    return replace(tallies, of_city=city)


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
) -> dict[str, Flags]:
    """By indicator a flag for each row of figures: whether it is a unit whose people were asked."""
    return {
        code: np.array([row in units for row in rows], dtype=np.bool_)
        for code, units in known.items()
        if code in chosen
    }


def _who_came(session: Session, round_ids: Sequence[int], room_id: int | None) -> _Came:
    """Who had taken part by the close of each round; the whole room of old rounds is the sum of its units."""
    shown: dict[int, dict[int, Attendance]] = {at: {} for at in round_ids}
    for row in rooms_of(session, round_ids):
        shown[row.round_id][row.unit_id] = row.participants, row.people
    whole = {at: own.pop(room_id, None) if room_id else None for at, own in shown.items()}
    room = {at: whole[at] or _sum(own.values()) for at, own in shown.items()}
    return _Came(shown, room)


def _beyond(everyone: Attendance, here: Iterable[Attendance]) -> Attendance:
    known = _sum(here)
    return max(0, everyone[0] - known[0]), max(0, everyone[1] - known[1])


def _sum(pairs: Iterable[Attendance]) -> Attendance:
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
