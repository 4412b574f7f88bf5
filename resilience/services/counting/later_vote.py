"""Figures of a vote on indicators shown before: pooled over the room, if that reveals no individual."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from resilience.scoring import Crowd
from resilience.scoring.counting.cells import NO_LEVEL, Voice, Voices, changes_hide, least_moved
from resilience.services.counting.first_vote import Tallying, answer_of, cells_of
from resilience.services.counting.strangers import newcomers, strangers_of_first_close
from resilience.services.voting.responses import asked_in
from resilience.services.workshop.groups import units_asked
from resilience.store import Session
from resilience.store.results.kept import facts_of, rooms_of
from resilience.store.tables import FrozenRoom, Round, Workshop
from resilience.store.voting.levels import PersonAnswer, held_when_fixed
from resilience.store.voting.votes import CountRow, TallyRow, frozen_tallies
from resilience.store.workshops import city_rows, units

#: row of "don't know" counts, for the city only
DONT_KNOW = "dk"


@dataclass(frozen=True, slots=True)
class FirstFigures:
    """The first figures of an indicator: answers by participant, without those erased since, and counts of everyone.

    `devices` counts those who took part by answer, "" for none or one that is not shown; `people` those behind them.
    `by_row` has the levels and N/A in each row of the figures; there are none if nobody said more than "don't know".
    """

    voices: Voices
    by_row: Mapping[int, Collection[str]]
    devices: Counter[str]
    people: Counter[str]


@dataclass(frozen=True, slots=True)
class LaterRoom:
    """Who took part in a later vote: the size of each, by unit, and of those who were not in the first vote (`late`).

    `strangers` were counted at the first close. `same` says that all of the first vote took part, and nobody else.
    `erased` says that somebody was erased since, `apart` how many answered alone and are not in the first figures,
    `reopened` that it is a vote which was shown: the answers of people who have left since are still in it.
    """

    here: Mapping[int, Sequence[int]]
    late: Sequence[int]
    strangers: int
    same: bool
    erased: bool
    apart: int
    reopened: bool


def freeze_later(
    session: Session,
    workshop: Workshop,
    closed: Round,
    before: Sequence[Round],
    codes: Collection[str],
    answers: Sequence[PersonAnswer],
) -> list[str]:
    """Store whole-room counts of these indicators, which the votes `before` also asked.

    `answers` are those of the vote that closed. Returns the indicators that somebody answered but whose later
    vote is not served. An indicator keeps the earlier figures if a later vote on it was already served, or if its
    counts could reveal what somebody said who left, came or was erased.
    """
    done = served_later(session, workshop, before)
    todo = [code for code in codes if code not in done]
    room = city_rows(session, workshop.id)["room"].id
    late = newcomers(session, workshop, before, answers)
    confirmed = strangers_of_first_close(session, workshop)
    strangers = confirmed + sum(late.values())
    now = that_count(answers, strangers, workshop.k)
    new = _by_code(now)
    firsts = first_figures(session, workshop, before, todo)
    again = done - set(closed.shown_later or [])
    given = {row.indicator for row in answers}
    withheld = [code for code in codes if code in again and code in given]
    came = _attendance(session, closed, before, now, late, confirmed)
    asked = units_asked(session, workshop)
    tally = Tallying(session, workshop, closed)
    for code in todo:
        given_now, units = new.get(code, []), asked.get(code)
        rows = _served_rows(firsts[code], given_now, came, units, strangers, workshop.k)
        for row in rows:
            tally.add(room, count_row(row))
        if not rows and code in given:
            withheld.append(code)
    tally.keep()
    return withheld


def changed_since_shown(
    session: Session, closed: Round, answers: Sequence[PersonAnswer]
) -> set[str]:
    """The indicators on which somebody who was not erased now answers otherwise than when the vote was first counted."""
    return {row.indicator for row in {*answers} ^ {*held_when_fixed(session, [closed.id])}}


def _served_rows(
    first: FirstFigures,
    rows: Sequence[PersonAnswer],
    came: LaterRoom,
    asked: Collection[int] | None,
    strangers: int,
    k: int,
) -> Sequence[PersonAnswer]:
    """The answers of a later vote that are served: all, where N/A won perhaps without levels, or none.

    `asked` are the units that were asked, None for all; `strangers` answered beyond the people confirmed to be there.
    """
    if not k:
        return rows
    cell = cells_of((count_row(row._replace(unit_id=0)) for row in rows), {0: strangers})[0]
    if not cell.hides(k):
        return []
    shown = [row for row in rows if cell.shows_levels(k) or row.state in ("na", DONT_KNOW)]
    return shown if _protects(first, shown, came, asked, k) else []


def _protects(
    first: FirstFigures,
    rows: Sequence[PersonAnswer],
    came: LaterRoom,
    asked: Collection[int] | None,
    k: int,
) -> bool:
    """Whether both votes together protect individual answers (docs/methods.md, section 5, *Later votes*)."""
    here = [n for unit, sizes in came.here.items() if asked is None or unit in asked for n in sizes]
    later = Counter(answer_of(row) for row in rows)
    later[""] = len(here) - len(rows)
    if came.reopened and _tells_who_kept(first, later):
        return False
    if came.same and not first.devices[""] and not later[""]:
        after = {row.participant_id: _voice(row) for row in rows}
        return changes_hide(first.voices, after, came.strangers, k)
    return not first.by_row or _least_moved(first, rows, later, here, came) >= k


def _tells_who_kept(first: FirstFigures, later: Counter[str]) -> bool:
    """Whether what somebody of a row said follows from both votes, if they are known to have kept their answer."""
    now = {answer for answer, count in later.items() if count}
    open_to_all = {answer for answer in ("dk", "") if first.devices[answer]}
    possible = [open_to_all | set(own) for own in first.by_row.values()]
    return len(now) > 1 and any(len(own) > 1 and len(own & now) == 1 for own in possible)


def _least_moved(
    first: FirstFigures,
    rows: Sequence[PersonAnswer],
    later: Counter[str],
    here: Sequence[int],
    came: LaterRoom,
) -> int:
    """How many people changed a level, by the counts of both votes alone, without strangers and tables.

    `here` has the sizes of those who took part. If all answered at tables, people are counted.
    """
    to = {answer for answer in later if answer not in NO_LEVEL} or {"na"}
    seated = not came.erased and 1 not in here and all(v.size > 1 for v in first.voices.values())
    if not seated:
        late = len(came.late) + came.apart
        moved = least_moved(first.devices, later, to, late)
        return moved - came.strangers - sum(n > 1 for n in here)
    people = Counter[str]()
    for row in rows:
        people[answer_of(row)] += row.size
    people[""] = sum(here) - people.total()
    return least_moved(first.people, people, to, sum(came.late) + came.apart) - came.strangers


def _attendance(
    session: Session,
    closed: Round,
    before: Sequence[Round],
    now: Sequence[PersonAnswer],
    late: Mapping[int, int],
    strangers: int,
) -> LaterRoom:
    """Who took part in a vote after those `before`; `now` are its answers that count."""
    ids = [vote.id for vote in before]
    here: dict[int, list[int]] = defaultdict(list)
    sizes = {row.participant_id: (row.unit_id, row.size) for row in now}
    for unit, size in sizes.values():
        here[unit].append(size)
    erased = any(room.answers_gone for room in rooms_of(session, ids))
    return LaterRoom(
        here=here,
        late=[size for who, size in late.items() if who in sizes],
        strangers=strangers,
        same=not erased and _took_part(session, ids) == sizes.keys(),
        erased=erased,
        apart=max((facts.left_out for facts in facts_of(session, ids).values()), default=0),
        reopened=closed.id in ids,
    )


def _took_part(session: Session, ids: Sequence[int]) -> set[int]:
    """The participants in figures of these votes."""
    facts = facts_of(session, ids)
    return {
        row.participant_id
        for row in held_when_fixed(session, ids)
        if row.size > 1 or not facts[row.round_id].left_out
    }


def first_figures(
    session: Session, workshop: Workshop, before: Sequence[Round], codes: Collection[str]
) -> dict[str, FirstFigures]:
    """The answers in the served figures of the first vote on each indicator, as they were when fixed, by participant.

    In an open workshop (k 0), where each vote is counted separately, of the latest vote. Of people erased since none.
    """
    latest_wins = before if not workshop.k else reversed(before)
    first = {
        code: held
        for held in latest_wins
        for code in (indicator.code for indicator in asked_in(session, workshop, held))
    }
    ids = sorted({held.id for held in first.values()})
    facts, rest = facts_of(session, ids), city_rows(session, workshop.id)["rest"].id
    every = frozenset(unit.id for unit in units(session, workshop.id))
    said: dict[tuple[int, str], list[PersonAnswer]] = defaultdict(list)
    for row in held_when_fixed(session, ids):
        if row.size > 1 or not facts[row.round_id].left_out:
            said[row.round_id, row.indicator].append(row)
    shown: dict[tuple[int, str], list[TallyRow]] = defaultdict(list)
    for tally in frozen_tallies(session, ids):
        if tally.unit_id in every | {rest}:
            shown[tally.round_id, tally.indicator].append(tally)
    rooms, asked = rooms_of(session, ids), units_asked(session, workshop)
    found = {}
    for code in codes:
        at = first[code].id, code
        own = asked.get(code, every)
        here = [room for room in rooms if room.round_id == at[0] and room.unit_id in own]
        found[code] = _counted(said[at], shown[at], rest, here)
    return found


def _counted(
    said: Sequence[PersonAnswer],
    shown: Sequence[TallyRow],
    rest: int,
    rooms: Sequence[FrozenRoom],
) -> FirstFigures:
    """The answers that these rows of figures count; "don't know" is a row of its own."""
    rows: set[Hashable] = {DONT_KNOW if one.answer == "dk" else one.unit_id for one in shown}
    levels = {one.unit_id for one in shown if one.answer not in ("na", "dk")}
    voices = {}
    for one in said:
        unit = one.unit_id if one.unit_id in rows else rest
        place: Hashable = DONT_KNOW if one.state == "dk" else unit
        if place in rows and (one.state in ("na", "dk") or unit in levels):
            voices[one.participant_id] = _voice(one)
    devices = Counter({"": sum(room.participants for room in rooms)})
    people = Counter({"": sum(room.people for room in rooms)})
    by_row: dict[int, set[str]] = defaultdict(set)
    for row in shown:
        if row.answer != "dk":
            by_row[row.unit_id].add(row.answer)
        devices.update({row.answer: row.answers, "": -row.answers})
        people.update({row.answer: row.people, "": -row.people})
    return FirstFigures(voices, by_row, devices, people)


def served_later(session: Session, workshop: Workshop, before: Sequence[Round]) -> set[str]:
    """The indicators with whole-room counts in one of these votes."""
    room = city_rows(session, workshop.id)["room"].id
    rows = frozen_tallies(session, [held.id for held in before])
    return {row.indicator for row in rows if row.unit_id == room}


def that_count(rows: Sequence[PersonAnswer], strangers: int, k: int) -> list[PersonAnswer]:
    """Return the answers that count: all, tables only (if only they hide one another), or none."""
    crowd = Crowd.of({row.participant_id: row.size for row in rows}.values()).less(strangers)
    if not crowd.may_show(k):
        return []
    return [row for row in rows if row.size > 1] if crowd.leaves_out(k) else list(rows)


def _by_code(rows: Sequence[PersonAnswer]) -> dict[str, list[PersonAnswer]]:
    found: dict[str, list[PersonAnswer]] = defaultdict(list)
    for row in rows:
        found[row.indicator].append(row)
    return found


def _voice(row: PersonAnswer) -> Voice:
    return Voice(row.size, (row.state, row.level, row.number))


def count_row(row: PersonAnswer) -> CountRow:
    """An answer as a count of one."""
    said = (row.indicator, row.state, row.level, row.number)
    return CountRow(row.unit_id, row.size == 1, *said, 1, row.size)
