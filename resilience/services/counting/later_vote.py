"""Figures of a vote on indicators shown before: pooled over the room, if that reveals no individual."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence

from resilience.scoring import Crowd
from resilience.scoring.counting.cells import LEVELS, FirstFigures, Voice, may_follow
from resilience.services.counting.first_vote import Tallying, cells_of
from resilience.services.counting.strangers import newcomers, strangers_of_first_close
from resilience.services.voting.responses import asked_in
from resilience.store import Session
from resilience.store.results.kept import facts_of, rooms_of
from resilience.store.tables import Round, Workshop
from resilience.store.voting.levels import PersonAnswer, held_when_fixed
from resilience.store.voting.votes import CountRow, TallyRow, frozen_tallies
from resilience.store.workshops import city_rows, units

#: row of "don't know" counts, for the city only
DONT_KNOW = "dk"


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
    vote is not served. An indicator keeps the earlier figures if a later vote on it was already served, or if
    those who changed their level do not hide one another.
    """
    done = served_later(session, workshop, before)
    todo = [code for code in codes if code not in done]
    room = city_rows(session, workshop.id)["room"].id
    late = newcomers(session, workshop, before, answers)
    confirmed = strangers_of_first_close(session, workshop)
    now = that_count(answers, confirmed + sum(late.values()), workshop.k)
    new = _by_code(now)
    firsts = first_figures(session, workshop, before, todo)
    again = done - set(closed.shown_later or [])
    given = {row.indicator for row in answers}
    withheld = [code for code in codes if code in again and code in given]
    same = same_people(session, before, now)
    tally = Tallying(session, workshop, closed)
    for code in todo:
        given_now = new.get(code, [])
        rows = _served_rows(firsts[code], given_now, late, confirmed, workshop.k, same=same)
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
    late: Mapping[int, int],
    confirmed: int,
    k: int,
    *,
    same: bool,
) -> Sequence[PersonAnswer]:
    """The answers of a later vote that are served: all, where N/A won perhaps without levels, or none.

    `late` has the size of each who was not in the first vote, `confirmed` the strangers of its close. `same` says that all of the first vote took part, and nobody else: then also that nobody changed anything may be told.
    """
    strangers = confirmed + sum(late.values())
    cell = cells_of(map(count_row, _pooled(rows)), {0: strangers})[0]
    after = {row.participant_id: _voice(row) for row in rows}
    if not cell.hides(k):
        return []
    if same and after == first.voices:
        return rows
    if cell.shows_levels(k) and may_follow(first, after, LEVELS, confirmed, k, late):
        return rows
    if cell.not_applicable and may_follow(first, after, ("na",), confirmed, k, late):
        return [row for row in rows if row.state in ("na", DONT_KNOW)]
    return []


def same_people(session: Session, before: Sequence[Round], now: Sequence[PersonAnswer]) -> bool:
    """Whether those who took part in the votes `before` are those of this one, whatever they said, and none was erased."""
    ids = [vote.id for vote in before]
    facts = facts_of(session, ids)
    first = {
        row.participant_id
        for row in held_when_fixed(session, ids)
        if row.size > 1 or not facts[row.round_id].left_out
    }
    erased = any(room.answers_gone for room in rooms_of(session, ids))
    return not erased and first == {row.participant_id for row in now}


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
    own = {unit.id for unit in units(session, workshop.id)} | {rest}
    said: dict[tuple[int, str], list[PersonAnswer]] = defaultdict(list)
    for row in held_when_fixed(session, ids):
        if row.size > 1 or not facts[row.round_id].left_out:
            said[row.round_id, row.indicator].append(row)
    shown: dict[tuple[int, str], list[TallyRow]] = defaultdict(list)
    for tally in frozen_tallies(session, ids):
        if tally.unit_id in own:
            shown[tally.round_id, tally.indicator].append(tally)
    places = {code: (first[code].id, code) for code in codes}
    return {code: _counted(said[at], shown[at], rest) for code, at in places.items()}


def _counted(said: Sequence[PersonAnswer], shown: Sequence[TallyRow], rest: int) -> FirstFigures:
    """The answers that these rows of figures count; "don't know" is a row of its own."""
    rows: set[Hashable] = {DONT_KNOW if one.answer == "dk" else one.unit_id for one in shown}
    levels = {one.unit_id for one in shown if one.answer not in ("na", "dk")}
    voices = {}
    for one in said:
        unit = one.unit_id if one.unit_id in rows else rest
        place: Hashable = DONT_KNOW if one.state == "dk" else unit
        if place in rows and (one.state in ("na", "dk") or unit in levels):
            voices[one.participant_id] = _voice(one)
    return FirstFigures(voices, any(one.answer != "dk" for one in shown))


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


def _pooled(rows: Sequence[PersonAnswer]) -> list[PersonAnswer]:
    return [row._replace(unit_id=0) for row in rows]


def _voice(row: PersonAnswer) -> Voice:
    return Voice(row.size, (row.state, row.level, row.number))


def count_row(row: PersonAnswer) -> CountRow:
    """An answer as a count of one."""
    said = (row.indicator, row.state, row.level, row.number)
    return CountRow(row.unit_id, row.size == 1, *said, 1, row.size)
