"""Figures of a vote on indicators shown before: pooled over the room, if that reveals no individual."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from resilience.scoring import Crowd
from resilience.scoring.counting.cells import NO_LEVEL, Cell, least_moved
from resilience.services.counting.first_vote import Tallying, answer_of, cells_of
from resilience.services.counting.repeated_answers import FirstFigures, first_figures
from resilience.services.counting.strangers import confirmed_crowd, newcomers
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
class LaterRoom:
    """Those whom a question is asked again: the sizes of those `here` in the later vote, by participant.

    Those who are `new` were not in the first vote. `strangers` people may not have been in the room when it was
    confirmed at the first close.
    """

    here: Mapping[int, int]
    new: Set[int]
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

    `answers` are those of the vote that closed. Returns the indicators that somebody answered but whose later
    vote is not served: an earlier one was revealed, or its counts could reveal what one person said.
    """
    done = asked_again_in(session, workshop, before)
    todo = [code for code in codes if code not in done]
    room = city_rows(session, workshop.id)["room"].id
    newer = frozenset(newcomers(session, workshop, before, answers))
    firsts = first_figures(session, workshop, before, todo)
    confirmed = units(session, workshop.id)
    tally = Tallying(session, workshop, closed)
    served = set()
    for own, asked in _by_units_asked(session, workshop, todo).items():
        now = _that_count_in(session, workshop, before, answers, own)
        came = LaterRoom(
            here={row.participant_id: row.size for row in now},
            new=newer,
            strangers=sum(unit.strangers for unit in confirmed if unit.id in own),
        )
        new = _by_code(now)
        for code in asked:
            for row in _served_rows(firsts[code], new.get(code, []), came, workshop.k):
                tally.add(room, count_row(row))
                served.add(code)
    tally.keep()
    given = {row.indicator for row in answers}
    return [code for code in codes if code in given and code not in served]


def tables_only(
    session: Session,
    workshop: Workshop,
    before: Sequence[Round],
    codes: Collection[str],
    answers: Sequence[PersonAnswer],
) -> set[int]:
    """Return the units of which a later vote on these indicators counts only tables, after the votes `before`."""
    return {
        unit
        for own in _by_units_asked(session, workshop, codes)
        for unit in own
        if confirmed_crowd(session, workshop, before, answers, own).leaves_out(workshop.k)
    }


def _by_units_asked(
    session: Session, workshop: Workshop, codes: Collection[str]
) -> dict[frozenset[int], list[str]]:
    """The indicators by the units that are asked them."""
    asked, found = units_asked(session, workshop), defaultdict[frozenset[int], list[str]](list)
    every = frozenset(unit.id for unit in units(session, workshop.id))
    for code in codes:
        found[frozenset(asked.get(code, every))].append(code)
    return found


def _that_count_in(
    session: Session,
    workshop: Workshop,
    before: Sequence[Round],
    answers: Sequence[PersonAnswer],
    own: Collection[int],
) -> list[PersonAnswer]:
    """The answers that count of the people in some units: all, tables only, or none."""
    crowd = confirmed_crowd(session, workshop, before, answers, own)
    return that_count([row for row in answers if row.unit_id in own], crowd, workshop.k)


def _served_rows(
    first: FirstFigures, rows: Sequence[PersonAnswer], came: LaterRoom, k: int
) -> Sequence[PersonAnswer]:
    """The answers of a later vote that are served: all, where N/A won perhaps without levels, or none."""
    cell = _cell_of(rows, came)
    if not cell.hides(k):
        return []
    shown = [row for row in rows if cell.shows_levels(k) or row.state in ("na", "dk")]
    return shown if not first.levels or _least_moved(first, shown, came) >= k else []


def _cell_of(rows: Sequence[PersonAnswer], came: LaterRoom) -> Cell:
    """The cell of a later vote: all answers, hidden by those of people who are not new.

    Somebody new who answers alone is still to be hidden: where nobody else is alone, one of them remains.
    """

    def cell(some: Iterable[PersonAnswer]) -> Cell:
        return cells_of((count_row(row._replace(unit_id=0)) for row in some), {0: 0})[0]

    everybody, known = cell(rows), cell(row for row in rows if row.participant_id not in came.new)

    def hidden_by(known: Crowd, everybody: Crowd) -> Crowd:
        return Crowd(known.alone or min(1, everybody.alone), known.seated)

    return Cell(
        everybody.levels,
        everybody.na,
        hidden_by(known.gave, everybody.gave),
        hidden_by(known.said_na, everybody.said_na),
        came.strangers,
    )


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


def count_row(row: PersonAnswer) -> CountRow:
    """Return an answer as a count of one."""
    said = (row.indicator, row.state, row.level, row.number)
    return CountRow(row.unit_id, row.size == 1, *said, 1, row.size)
