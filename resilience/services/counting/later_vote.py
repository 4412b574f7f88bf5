"""Figures of a vote on indicators shown before: pooled over the room, if that reveals no individual."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from resilience.scoring import Crowd
from resilience.scoring.counting.cells import Counted, Voice, tells_of_nobody
from resilience.services.counting.first_vote import JUDGED, Tallying, cells_of
from resilience.services.counting.strangers import strangers_in_vote
from resilience.services.voting.responses import asked_in
from resilience.store import Session
from resilience.store.results.kept import facts_of
from resilience.store.tables import Round, Workshop
from resilience.store.voting.levels import PersonAnswer, held_when_fixed
from resilience.store.voting.votes import CountRow, TallyRow, frozen_tallies
from resilience.store.workshops import city_rows, units

#: row of "don't know" counts, for the city only
DONT_KNOW = "dk"
#: states of answers that are levels, and of all answers
LEVELS, ANY = ("level", "number"), (*JUDGED, DONT_KNOW)


@dataclass(frozen=True, slots=True)
class FirstFigures:
    """The served figures of a first vote on one indicator, as answers by participant.

    `counted` has the number of answers and of people in each row of figures, including those erased since;
    `levels` the same for levels and numbers alone.
    """

    voices: Mapping[int, Voice]
    counted: Counted
    levels: Counted

    @property
    def erased(self) -> dict[Hashable, tuple[int, int]]:
        """By row, the answers and people that are counted but no longer stored."""
        return _gone(self.counted, self.voices)


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
    strangers = strangers_in_vote(session, workshop, before, answers)
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


def changed_since_shown(
    session: Session, closed: Round, answers: Sequence[PersonAnswer]
) -> set[str]:
    """The indicators on which somebody who was not erased now answers otherwise than when the vote was first counted."""
    return {row.indicator for row in {*answers} ^ {*held_when_fixed(session, [closed.id])}}


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
    levels = _counted(row for row in shown if row.answer not in ("na", "dk"))
    counted = _counted(shown)
    voices = {}
    for one in said:
        place: Hashable = one.unit_id if one.unit_id in counted else rest
        if one.state == "dk":
            place = DONT_KNOW
        elif one.state != "na" and place not in levels:
            continue
        if place in counted:
            voices[one.participant_id] = _voice(one, place)
    return FirstFigures(voices, counted, levels)


def _counted(shown: Iterable[TallyRow]) -> dict[Hashable, tuple[int, int]]:
    """Answers and people by row of figures; "don't know" is a row of its own."""
    found: dict[Hashable, tuple[int, int]] = {}
    for row in shown:
        at: Hashable = DONT_KNOW if row.answer == "dk" else row.unit_id
        answers, people = found.get(at, (0, 0))
        found[at] = answers + row.answers, people + row.people
    return found


def _gone(counted: Counted, voices: Mapping[int, Voice]) -> dict[Hashable, tuple[int, int]]:
    """By row, how many of the counted answers and people are not among these voices."""
    sizes: dict[Hashable, list[int]] = defaultdict(list)
    for voice in voices.values():
        sizes[voice.row].append(voice.size)
    return {
        row: (answers - len(sizes[row]), people - sum(sizes[row]))
        for row, (answers, people) in counted.items()
    }


def _may_show(first: FirstFigures, rows: Sequence[PersonAnswer], strangers: int, k: int) -> bool:
    """Whether a vote may be served: by levels alone, with N/A, and together with "don't know"."""
    after = {row.participant_id: _voice(row) for row in rows}
    judged = {row: one for row, one in first.counted.items() if row != DONT_KNOW}
    for states, counted in ((LEVELS, first.levels), (JUDGED, judged), (ANY, first.counted)):
        before = _in_states(first.voices, states)
        gone = _gone(counted, before)
        if not tells_of_nobody(before, _in_states(after, states), gone, strangers, k):
            return False
    return True


def _in_states(voices: Mapping[int, Voice], states: Collection[str]) -> dict[int, Voice]:
    return {who: voice for who, voice in voices.items() if voice.said[0] in states}


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
