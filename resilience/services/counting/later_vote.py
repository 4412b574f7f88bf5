"""Figures of a vote on indicators shown before: pooled over the room, if that reveals no individual."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from resilience.errors import InputError
from resilience.scoring import Crowd
from resilience.scoring.counting.cells import NO_LEVEL, least_moved
from resilience.services.counting.first_vote import Tallying, answer_of, cells_of
from resilience.services.counting.repeated_answers import FirstFigures, first_figures
from resilience.services.counting.strangers import strangers_by_unit
from resilience.services.frameworks.frameworks import asked_by
from resilience.services.voting.responses import codes_asked
from resilience.services.workshop.groups import units_asked
from resilience.services.workshop.phase import asked_twice
from resilience.store import Session
from resilience.store.tables import Round, Workshop
from resilience.store.voting.levels import PersonAnswer
from resilience.store.voting.votes import CountRow, frozen_tallies
from resilience.store.workshops import city_rows, units


@dataclass(frozen=True, slots=True)
class LaterCounts:
    """What a later vote's counts do not say.

    `withheld` are the indicators that somebody answered but whose later vote is not served: an earlier one was
    revealed, or its counts could reveal what one person said. `left_out` people answered alone what is served, and are
    not counted. The answers of `people` can count; that follows from who took part, and not from what they answered.
    """

    withheld: list[str]
    left_out: int
    people: int


def freeze_later(
    session: Session,
    workshop: Workshop,
    closed: Round,
    before: Sequence[Round],
    codes: Collection[str],
    answers: Sequence[PersonAnswer],
) -> LaterCounts:
    """Store whole-room counts of these indicators, which the votes `before` also asked, of people in the first figures.

    `answers` are those of the vote that closed.
    """
    done = asked_again_in(session, workshop, before)
    todo = [code for code in codes if code not in done]
    room = city_rows(session, workshop.id)["room"].id
    firsts = first_figures(session, workshop, before, todo)
    tally, strangers = Tallying(session, workshop, closed), strangers_by_unit(session, workshop)
    served, left_out, counted = set[str](), set[int](), dict[int, int]()
    for own, asked in _by_units_asked(session, workshop, todo).items():
        beyond = sum((strangers[unit] for unit in own), Crowd())
        for code in asked:
            now = _that_count(answers, firsts[code], own, beyond, workshop.k)
            here = {row.participant_id: row.size for row in now}
            counted |= here
            new = [row for row in now if row.indicator == code]
            for row in _served_rows(firsts[code], new, here, beyond, workshop.k):
                tally.add(room, count_row(row))
                served.add(code)
            left_out |= _alone(answers, code, own) - here.keys() if code in served else set()
    tally.keep()
    given = {row.indicator for row in answers}
    withheld = [code for code in codes if code in given and code not in served]
    return LaterCounts(withheld, len(left_out), sum(counted.values()))


def _alone(answers: Sequence[PersonAnswer], code: str, own: Collection[int]) -> set[int]:
    """Who of some units answered an indicator alone."""
    rows = (row for row in answers if row.indicator == code and row.unit_id in own)
    return {row.participant_id for row in rows if row.size == 1}


def _by_units_asked(
    session: Session, workshop: Workshop, codes: Collection[str]
) -> dict[frozenset[int], list[str]]:
    """The indicators by the units that are asked them."""
    asked, found = units_asked(session, workshop), defaultdict[frozenset[int], list[str]](list)
    every = frozenset(unit.id for unit in units(session, workshop.id))
    for code in codes:
        found[frozenset(asked.get(code, every))].append(code)
    return found


def _crowd(rows: Sequence[PersonAnswer], strangers: Crowd) -> Crowd:
    """Who of those with these answers hide one another: no strangers."""
    return Crowd.of({row.participant_id: row.size for row in rows}.values()).less(strangers)


def _that_count(
    answers: Sequence[PersonAnswer],
    first: FirstFigures,
    own: Collection[int],
    strangers: Crowd,
    k: int,
) -> list[PersonAnswer]:
    """The answers that count of the people in some units and the first figures: all, tables only, or none."""
    known = first.took_part
    rows = [row for row in answers if row.unit_id in own and row.participant_id in known]
    return that_count(rows, _crowd(rows, strangers), k)


def _served_rows(
    first: FirstFigures,
    rows: Sequence[PersonAnswer],
    here: Mapping[int, int],
    strangers: Crowd,
    k: int,
) -> Sequence[PersonAnswer]:
    """The answers of a later vote that are served: all, where N/A won perhaps without levels, or none.

    `here` has the sizes of those in the later vote, by participant.
    """
    counts = (count_row(row._replace(unit_id=0)) for row in rows)
    cell = cells_of(counts, {0: strangers})[0]
    if not cell.hides(k):
        return []
    shown = [row for row in rows if cell.shows_levels(k) or row.state in ("na", "dk")]
    moved = _least_moved(first, shown, here, strangers)
    return shown if not first.levels or moved >= k else []


def _least_moved(
    first: FirstFigures, rows: Sequence[PersonAnswer], here: Mapping[int, int], strangers: Crowd
) -> int:
    """How many people changed a level, by the counts of both votes alone, without tables and strangers.

    If the same people all answered both times, nobody can be missing, and every change of an answer counts. If all
    answered at tables, people are counted (docs/methods.md, section 5, *Later votes*).
    """
    later, people = Counter[str](), Counter[str]()
    for row in rows:
        later[answer_of(row)] += 1
        people[answer_of(row)] += row.size
    later[""], people[""] = len(here) - len(rows), sum(here.values()) - people.total()
    to = {answer for answer in later if answer not in NO_LEVEL} or {"na"}
    if len(here) == first.devices.total() and not first.devices[""] and not later[""]:
        to = {answer for answer in {*first.devices, *later} if answer}
    if first.alone or 1 in here.values():
        tables = sum(size > 1 for size in here.values())
        return least_moved(first.devices, later, to) - tables - strangers.alone
    return least_moved(first.people, people, to) - strangers.people


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


def what_to_ask(
    session: Session, workshop: Workshop, held: Sequence[Round], asked: Sequence[str] | None
) -> list[str] | None:
    """Return what a vote asks after those `held`, None for everything; raises `InputError` for what the first did not ask."""
    if asked is None:
        return held[0].asked if held else None
    known = codes_asked(session, workshop, held[0]) if held else set()
    if not asked or set(asked) - known:
        raise InputError("Choose what the vote asks: at least one indicator of the first vote.")
    return list(asked)


def that_count(rows: Sequence[PersonAnswer], crowd: Crowd, k: int) -> list[PersonAnswer]:
    """Return the answers that count: all, tables only (if only they hide one another in the crowd), or none."""
    if not crowd.may_show(k):
        return []
    return [row for row in rows if row.size > 1] if crowd.leaves_out(k) else list(rows)


def count_row(row: PersonAnswer) -> CountRow:
    """Return an answer as a count of one."""
    said = (row.indicator, row.state, row.level, row.number)
    return CountRow(row.unit_id, row.size == 1, *said, 1, row.size)
