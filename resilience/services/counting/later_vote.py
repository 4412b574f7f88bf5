"""Figures of a vote on indicators shown before: pooled over the room, if that reveals no individual."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass

from resilience.scoring import Crowd
from resilience.scoring.counting.cells import NO_LEVEL, Voice, Voices, least_moved
from resilience.services.counting.first_vote import Tallying, answer_of, cells_of
from resilience.services.counting.strangers import (
    confirmed_crowd,
    newcomers,
    strangers_in_vote,
)
from resilience.services.frameworks.frameworks import asked_by
from resilience.services.voting.responses import codes_asked
from resilience.services.workshop.groups import units_asked
from resilience.services.workshop.phase import asked_twice
from resilience.store import Session
from resilience.store.results.kept import came_by_unit, facts_of, rooms_of
from resilience.store.tables import FrozenFacts, FrozenRoom, Round, Workshop
from resilience.store.voting.levels import PersonAnswer, held_when_fixed
from resilience.store.voting.votes import CountRow, TallyRow, frozen_tallies
from resilience.store.workshops import city_rows, units

#: row of "don't know" counts, for the city only
DONT_KNOW = "dk"


@dataclass(frozen=True, slots=True)
class FirstFigures:
    """The first figures of an indicator: answers by participant, without those erased since, and counts of everyone.

    `took_part` are the participants in that vote. `people` and `devices` count those who took part by answer, ""
    for none or one that is not shown; a table is one device. `levels` is true if anybody in the figures gave more
    than "don't know", `alone` if anybody in them answered alone. Nothing that decides whether a later vote is served
    changes when somebody erases their answers.
    """

    voices: Voices
    took_part: Set[int]
    levels: bool
    alone: bool
    devices: Counter[str]
    people: Counter[str]


@dataclass(frozen=True, slots=True)
class LaterRoom:
    """Those whom a question is asked again: the sizes of those `here` in the later vote, by participant.

    Those who are `new` were not in the first vote. `beyond` people may not have been in the room when it was
    confirmed, of whom `strangers` were counted at the first close.
    """

    here: Mapping[int, int]
    new: Set[int]
    beyond: int
    strangers: int


def freeze_later(
    session: Session,
    workshop: Workshop,
    closed: Round,
    before: Sequence[Round],
    codes: Collection[str],
    answers: Sequence[PersonAnswer],
) -> list[str]:
    """Store whole-room counts of these indicators, which the votes `before` also asked.

    `answers` are those of the vote that closed. Returns the indicators that somebody answered but whose later vote
    is not served: an earlier one was revealed, or its counts could reveal what one person said.
    """
    done = asked_again_in(session, workshop, before)
    todo = [code for code in codes if code not in done]
    room = city_rows(session, workshop.id)["room"].id
    strangers = strangers_in_vote(session, workshop, before, answers)
    newer = frozenset(newcomers(session, workshop, before, answers))
    now = that_count(answers, confirmed_crowd(session, workshop, before, answers), workshop.k)
    new = _by_code(now)
    firsts = first_figures(session, workshop, before, todo)
    asked, confirmed = units_asked(session, workshop), units(session, workshop.id)
    tally = Tallying(session, workshop, closed)
    served = set()
    for code in todo:
        own = asked.get(code, strangers.keys())
        came = LaterRoom(
            here={row.participant_id: row.size for row in now if row.unit_id in own},
            new=newer,
            beyond=sum(beyond for unit, beyond in strangers.items() if unit in own),
            strangers=sum(unit.strangers for unit in confirmed if unit.id in own),
        )
        for row in _served_rows(firsts[code], new.get(code, []), came, workshop.k):
            tally.add(room, count_row(row))
            served.add(code)
    tally.keep()
    given = {row.indicator for row in answers}
    return [code for code in codes if code in given and code not in served]


def _served_rows(
    first: FirstFigures, rows: Sequence[PersonAnswer], came: LaterRoom, k: int
) -> Sequence[PersonAnswer]:
    """The answers of a later vote that are served: all, where N/A won perhaps without levels, or none."""
    cell = cells_of((count_row(row._replace(unit_id=0)) for row in rows), {0: came.beyond})[0]
    if not cell.hides(k):
        return []
    shown = [row for row in rows if cell.shows_levels(k) or row.state in ("na", DONT_KNOW)]
    return shown if not first.levels or _least_moved(first, shown, came) >= k else []


def _least_moved(first: FirstFigures, rows: Sequence[PersonAnswer], came: LaterRoom) -> int:
    """How many people changed a level, by the counts of both votes alone, without strangers and tables.

    If the same people all answered both times, nobody can be missing, and every change of an answer counts. If all
    answered at tables, people are counted (docs/methods.md, section 5, *Later votes*).
    """
    here = came.here
    beyond = came.strangers + sum(here[who] for who in here if who in came.new & first.took_part)
    late = [size for who, size in here.items() if who not in first.took_part]
    later, people = Counter[str](), Counter[str]()
    for row in rows:
        later[answer_of(row)] += 1
        people[answer_of(row)] += row.size
    later[""], people[""] = len(here) - len(rows), sum(here.values()) - people.total()
    same = not late and len(here) == first.devices.total()
    to = {answer for answer in later if answer not in NO_LEVEL} or {"na"}
    if same and not first.devices[""] and not later[""]:
        to = {answer for answer in {*first.devices, *later} if answer}
    if first.alone or 1 in here.values():
        tables = sum(size > 1 for size in here.values())
        return least_moved(first.devices, later, to, len(late)) - beyond - tables
    return least_moved(first.people, people, to, sum(late)) - beyond


def first_figures(
    session: Session, workshop: Workshop, before: Sequence[Round], codes: Collection[str]
) -> dict[str, FirstFigures]:
    """Return, by indicator and participant, the answers in the served figures of its first vote.

    They are as they were when fixed. In an open workshop (k = 0), where each vote is counted separately, those of
    the latest vote. Erased people are left out.
    """
    latest_wins = before if not workshop.k else reversed(before)
    first = {code: held for held in latest_wins for code in codes_asked(session, workshop, held)}
    ids = sorted({held.id for held in first.values()})
    facts, rest = facts_of(session, ids), city_rows(session, workshop.id)["rest"].id
    every = frozenset(unit.id for unit in units(session, workshop.id))
    said: dict[tuple[int, str], list[PersonAnswer]] = defaultdict(list)
    took_part: dict[int, dict[int, PersonAnswer]] = defaultdict(dict)
    for row in held_when_fixed(session, ids):
        if row.size > 1 or not facts[row.round_id].left_out:
            said[row.round_id, row.indicator].append(row)
            took_part[row.round_id][row.participant_id] = row
    shown: dict[tuple[int, str], list[TallyRow]] = defaultdict(list)
    for tally in frozen_tallies(session, ids):
        if tally.unit_id in every | {rest}:
            shown[tally.round_id, tally.indicator].append(tally)
    rooms, asked = rooms_of(session, ids), units_asked(session, workshop)
    found = {}
    for code in codes:
        at, own = first[code].id, asked.get(code, every)
        voters = [row for row in took_part[at].values() if row.unit_id in own]
        here = [room for room in rooms if room.round_id == at and room.unit_id in own]
        came = _attendance(facts[at], own, voters, here)
        voices = _voices_in(said[at, code], shown[at, code], rest)
        alone = _has_alone(facts[at], code, voices, here)
        known = {row.participant_id for row in voters}
        found[code] = _figures(shown[at, code], came, voices, known, alone=alone)
    return found


def _voices_in(said: Sequence[PersonAnswer], shown: Sequence[TallyRow], rest: int) -> Voices:
    """The answers that these rows of figures count; "don't know" is a row of its own."""
    rows: set[Hashable] = {DONT_KNOW if one.answer == "dk" else one.unit_id for one in shown}
    levels = {one.unit_id for one in shown if one.answer not in ("na", "dk")}
    voices = {}
    for one in said:
        unit = one.unit_id if one.unit_id in rows else rest
        place: Hashable = DONT_KNOW if one.state == "dk" else unit
        if place in rows and (one.state in ("na", "dk") or unit in levels):
            voices[one.participant_id] = _voice(one)
    return voices


def _has_alone(facts: FrozenFacts, code: str, voices: Voices, rooms: Sequence[FrozenRoom]) -> bool:
    """Whether somebody may have answered alone; votes that earlier versions closed do not say who erased theirs."""
    if facts.alone is not None:
        return code in facts.alone
    return any(room.answers_gone for room in rooms) or any(v.size == 1 for v in voices.values())


def _attendance(
    facts: FrozenFacts,
    own: Collection[int],
    voters: Sequence[PersonAnswer],
    rooms: Sequence[FrozenRoom],
) -> tuple[int, int]:
    """Devices and people of the units in `own` who had taken part; of old votes as many as figures or answers show."""
    came = came_by_unit(facts)
    if came:
        here = [came.get(unit, (0, 0)) for unit in own]
        return sum(one[0] for one in here), sum(one[1] for one in here)
    return (
        max(len(voters), sum(room.participants for room in rooms)),
        max(sum(row.size for row in voters), sum(room.people for room in rooms)),
    )


def _figures(
    shown: Sequence[TallyRow],
    came: tuple[int, int],
    voices: Voices,
    took_part: Set[int],
    *,
    alone: bool,
) -> FirstFigures:
    """The devices and people of these rows by answer, "" for those who came and are in none, with who answered what."""
    devices, people = Counter({"": came[0]}), Counter({"": came[1]})
    for row in shown:
        devices.update({row.answer: row.answers, "": -row.answers})
        people.update({row.answer: row.people, "": -row.people})
    levels = any(row.answer != "dk" for row in shown)
    return FirstFigures(voices, took_part, levels, alone, devices, people)


def asked_again_in(session: Session, workshop: Workshop, held: Sequence[Round]) -> set[str]:
    """Return the codes that these votes, oldest first, asked again; each may be asked again only once."""
    asked = [indicator.code for indicator in asked_by(session, workshop)]
    rows = frozen_tallies(session, [vote.id for vote in held])
    room = city_rows(session, workshop.id)["room"].id
    in_place = {row.indicator for row in rows if row.unit_id == room}
    return in_place | asked_twice(asked, held)


def may_ask_again(session: Session, workshop: Workshop, held: Sequence[Round]) -> bool:
    """Whether no question of the last vote was asked again before; always True in an open workshop."""
    last = codes_asked(session, workshop, held[-1])
    return not workshop.k or last.isdisjoint(asked_again_in(session, workshop, held))


def that_count(rows: Sequence[PersonAnswer], crowd: Crowd, k: int) -> list[PersonAnswer]:
    """Return the answers that count: all, tables only (if only they hide one another in the crowd), or none."""
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
    """Return an answer as a count of one."""
    said = (row.indicator, row.state, row.level, row.number)
    return CountRow(row.unit_id, row.size == 1, *said, 1, row.size)
