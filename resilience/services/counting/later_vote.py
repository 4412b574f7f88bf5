"""Figures of a vote on indicators shown before: pooled over the room, if that reveals no individual."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from resilience.scoring import Crowd
from resilience.scoring.counting.cells import Counted, Voice, tells_of_nobody
from resilience.services.counting.first_vote import JUDGED, Tallying, cells_of, strangers_of
from resilience.services.voting.responses import asked_in
from resilience.store import Session
from resilience.store.results.kept import facts_of
from resilience.store.tables import Round, Workshop
from resilience.store.voting.levels import PersonAnswer, held_when_fixed
from resilience.store.voting.votes import CountRow, TallyRow, frozen_tallies
from resilience.store.workshops import city_rows, units

#: row of "don't know" counts, for the city only
DONT_KNOW = "dk"


@dataclass(frozen=True, slots=True)
class FirstFigures:
    """The served figures of a first vote on one indicator, as answers by participant.

    `counted` has the number of answers and of people in each row of figures, including those erased since.
    """

    voices: Mapping[int, Voice]
    counted: Counted

    def erased(self, rows: Collection[Hashable]) -> dict[Hashable, tuple[int, int]]:
        """By row, the answers and people that are counted but no longer stored."""
        sizes: dict[Hashable, list[int]] = defaultdict(list)
        for voice in self.voices.values():
            sizes[voice.row].append(voice.size)
        return {
            row: (answers - len(sizes[row]), people - sum(sizes[row]))
            for row, (answers, people) in self.counted.items()
            if row in rows
        }


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
    the two votes together would reveal the answers of a few.
    """
    done = served_later(session, workshop, before)
    todo = [code for code in codes if code not in done]
    room = city_rows(session, workshop.id)["room"].id
    strangers = strangers_of(session, workshop) + newcomers(session, before, answers)
    now = _by_code(that_count(answers, strangers, workshop.k))
    firsts = first_figures(session, workshop, before, todo)
    again = done - set(closed.shown_later or [])
    given = {row.indicator for row in answers}
    withheld = [code for code in codes if code in again and code in given]
    tally = Tallying(session, workshop, closed)
    for code in todo:
        rows = now.get(code, [])
        cell = cells_of(map(count_row, _pooled(rows)), {0: strangers})[0]
        if not cell.shows_levels(workshop.k):
            rows = [row for row in rows if row.state in ("na", "dk")]
        if cell.hides(workshop.k) and _may_show(firsts[code], rows, strangers, workshop.k):
            for row in rows:
                tally.add(room, count_row(row))
        elif code in given:
            withheld.append(code)
    tally.keep()
    return withheld


def newcomers(session: Session, before: Sequence[Round], answers: Sequence[PersonAnswer]) -> int:
    """How many people answer who answered in no earlier vote: latecomers hide nobody."""
    if not before:
        return 0
    known = {row.participant_id for row in held_when_fixed(session, [r.id for r in before])}
    sizes = {row.participant_id: row.size for row in answers if row.participant_id not in known}
    return sum(sizes.values())


def first_figures(
    session: Session, workshop: Workshop, before: Sequence[Round], codes: Collection[str]
) -> dict[str, FirstFigures]:
    """The served figures of the first vote on each indicator, as they were when fixed.

    In an open workshop (k 0), where each vote is counted separately, of the latest vote.
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
    return {code: _figures(said[at], shown[at], rest) for code, at in places.items()}


def _figures(said: Sequence[PersonAnswer], shown: Sequence[TallyRow], rest: int) -> FirstFigures:
    counted: dict[Hashable, tuple[int, int]] = {}
    with_levels = {row.unit_id for row in shown if row.answer not in ("na", "dk")}
    for row in shown:
        at: Hashable = DONT_KNOW if row.answer == "dk" else row.unit_id
        answers, people = counted.get(at, (0, 0))
        counted[at] = answers + row.answers, people + row.people
    voices = {}
    for one in said:
        place: Hashable = one.unit_id if one.unit_id in counted else rest
        if one.state == "dk":
            place = DONT_KNOW
        elif one.state != "na" and place not in with_levels:
            continue
        if place in counted:
            voices[one.participant_id] = _voice(one, place)
    return FirstFigures(voices, counted)


def _may_show(first: FirstFigures, rows: Sequence[PersonAnswer], strangers: int, k: int) -> bool:
    """Whether a vote may be served: by levels and N/A, and together with "don't know"."""
    after = {row.participant_id: _voice(row) for row in rows}
    judged = first.counted.keys() - {DONT_KNOW}
    return all(
        tells_of_nobody(
            _filtered(first.voices, keep),
            _filtered(after, keep),
            first.erased(places),
            strangers,
            k,
        )
        for keep, places in (
            (_judged, judged),
            (_any, first.counted.keys()),
        )
    )


def _judged(voice: Voice) -> bool:
    return voice.said[0] in JUDGED


def _any(_voice: Voice) -> bool:
    return True


def _filtered(voices: Mapping[int, Voice], keep: Callable[[Voice], bool]) -> dict[int, Voice]:
    return {who: voice for who, voice in voices.items() if keep(voice)}


def served_later(session: Session, workshop: Workshop, before: Sequence[Round]) -> set[str]:
    """The indicators with whole-room counts in one of these votes."""
    room = city_rows(session, workshop.id)["room"].id
    rows = frozen_tallies(session, [held.id for held in before])
    return {row.indicator for row in rows if row.unit_id == room}


def that_count(rows: Sequence[PersonAnswer], strangers: int, k: int) -> list[PersonAnswer]:
    """The answers of everyone, or of tables only where only they hide one another, or none."""
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


def _voice(row: PersonAnswer, place: Hashable = None) -> Voice:
    return Voice(row.size, (row.state, row.level, row.number), place)


def count_row(row: PersonAnswer) -> CountRow:
    """An answer as a count of one."""
    said = (row.indicator, row.state, row.level, row.number)
    return CountRow(row.unit_id, row.size == 1, *said, 1, row.size)
