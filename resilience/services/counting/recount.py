"""Recount figures frozen by an earlier version under the current small-group rule (docs/methods.md, section 5)."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from resilience.scoring import Crowd
from resilience.scoring.counting.cells import Cell, served
from resilience.services.access.record import record_as
from resilience.services.counting.first_vote import blur_sums, freeze_first, row_of_figures
from resilience.services.counting.later_vote import (
    count_row,
    freeze_later,
    that_count,
)
from resilience.services.counting.partitioning import add_city_rows
from resilience.services.counting.repeated_answers import asked_of
from resilience.services.counting.strangers import strangers_by_unit
from resilience.store import Session, Store
from resilience.store.cities.network import settle_newest
from resilience.store.results.frozen import added_to
from resilience.store.results.kept import facts_of, rooms_of, workshops_counted_before
from resilience.store.tables import FrozenTally, Publication, Round, Workshop
from resilience.store.voting.levels import PersonAnswer, held_when_fixed
from resilience.store.voting.votes import TallyRow, frozen_tallies, thaw_tallies
from resilience.store.workshops import bump_revision, city_rows, lock_workshop, rounds, units

#: round, unit and indicator of served figures
Place = tuple[int, int, str]


def recount_old(store: Store) -> int:
    """Recount results of earlier versions; returns the number of workshops that lost figures.

    Figures that would reveal the answers of a few people are hidden.
    """
    with store.read() as session:
        if not workshops_counted_before(session):
            return 0
    with store.write() as session:
        return sum(_recount(session, one) for one in workshops_counted_before(session))


def _recount(session: Session, workshop: Workshop) -> bool:
    """Recount the votes of a workshop; returns whether figures were removed."""
    lock_workshop(session, workshop.id)  # another server may be starting too
    add_city_rows(session, workshop, len(units(session, workshop.id)))
    session.flush()
    if not workshop.k:
        return False
    votes = [r for r in rounds(session, workshop.id) if rooms_of(session, [r.id])]
    before = _cells(session, votes)
    for at, vote in enumerate(votes):
        with added_to(session, vote):
            _recount_vote(session, workshop, vote, votes[:at])
    gone = bool(before - _cells(session, votes))
    if gone:
        _end(session, workshop)
    return gone


def _recount_vote(
    session: Session, workshop: Workshop, vote: Round, before: Sequence[Round]
) -> None:
    again = set(asked_of(session, workshop, before))
    asked = asked_of(session, workshop, [vote])
    fresh, known = [c for c in asked if c not in again], [c for c in asked if c in again]
    rows, round_id = frozen_tallies(session, [vote.id]), vote.id
    answers = held_when_fixed(session, [round_id])
    thaw_tallies(session, round_id)
    if workshop.removed_at is not None:
        _keep_counts(session, workshop, [row for row in rows if row.indicator in fresh])
        for facts in facts_of(session, [round_id]).values():
            facts.withheld = sorted({row.indicator for row in rows} & set(known))
        return
    counted = [count_row(row) for row in that_count(answers, _everybody(answers), workshop.k)]
    strangers = strangers_by_unit(session, workshop)
    freeze_first(session, workshop, vote, fresh, counted, strangers)
    counts = freeze_later(session, workshop, vote, before, known, answers)
    session.flush()
    for facts in facts_of(session, [round_id]).values():
        facts.withheld, facts.counted = counts.withheld, counts.people


def _everybody(answers: Sequence[PersonAnswer]) -> Crowd:
    return Crowd.of({row.participant_id: row.size for row in answers}.values())


def _keep_counts(session: Session, workshop: Workshop, rows: Sequence[TallyRow]) -> None:
    """Keep only cells that hide their people, for counts whose answers were deleted."""
    rest = city_rows(session, workshop.id)["rest"].id
    own = [unit.id for unit in units(session, workshop.id)]
    by_code: dict[str, list[TallyRow]] = defaultdict(list)
    for row in rows:
        by_code[row.indicator].append(row)
    kept: dict[tuple[int, str, str], FrozenTally] = {}
    for code, counts in by_code.items():
        cells = _cells_of(counts, own)
        cut = served(cells, workshop.k)
        for row in counts:
            state = row.answer if row.answer in ("na", "dk") else "level"
            place = row_of_figures(state, row.unit_id, cut, cells, rest, workshop.k)
            if place is not None:
                _add(kept, row, place, code)
    blur_sums(kept.values())
    session.add_all(kept.values())
    session.flush()


def _add(
    kept: dict[tuple[int, str, str], FrozenTally], row: TallyRow, place: int, code: str
) -> None:
    key = (place, code, row.answer)
    if key not in kept:
        kept[key] = FrozenTally(
            round_id=row.round_id,
            unit_id=place,
            indicator=code,
            answer=row.answer,
            answers=0,
            people=0,
        )
    kept[key].answers += row.answers
    kept[key].people += row.people
    kept[key].total += row.total
    kept[key].squares += row.squares


def _cells_of(rows: Sequence[TallyRow], own: Collection[int]) -> dict[int, Cell]:
    """The cells of an indicator by unit, with the fewest people who can have answered alone."""
    cells = {unit: Cell() for unit in own}
    for row in rows:
        if row.answer != "dk":
            *others, fewest = Crowd.possible(row.answers, row.people)
            # a person who may have answered alone: a stranger, who hides nobody
            unsure = bool(others) and not fewest.alone
            crowd = others[-1] if unsure else fewest
            strangers = Crowd(1, 1) if unsure else Crowd()
            cells[row.unit_id] += (
                Cell(na=row.answers, said_na=crowd, strangers=strangers)
                if row.answer == "na"
                else Cell(levels=row.answers, gave=crowd, strangers=strangers)
            )
    return cells


def _cells(session: Session, votes: Sequence[Round]) -> set[Place]:
    rows = frozen_tallies(session, [vote.id for vote in votes])
    return {(row.round_id, row.unit_id, row.indicator) for row in rows if row.answer != "dk"}


def _end(session: Session, workshop: Workshop) -> None:
    """Stop publishing a changed result to other cities, and record it."""
    record_as(session, "server", "figures counted by a new rule", workshop)
    shown = session.get(Publication, workshop.id)
    if shown is not None:
        session.delete(shown)
        session.flush()
        settle_newest(session, workshop.city_id, shown.framework)
        record_as(session, "server", "publication taken back", workshop)
    bump_revision(session, workshop.id)
