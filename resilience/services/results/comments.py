"""Comments by level or by unit, never both, without those that staff hid."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from resilience.errors import NotFound
from resilience.scoring import Crowd, Remark
from resilience.services.access.access import RUNNERS, Visitor, lock_for, open_for
from resilience.services.access.record import record_change
from resilience.services.counting.comment_levels import levels_of
from resilience.services.counting.counts import SourceRounds
from resilience.services.counting.facts import few_alone
from resilience.services.workshop.phase import rounds_that_count
from resilience.store import Session, Store, repeatable
from resilience.store.results.moments import shown_places
from resilience.store.tables import HiddenComment, Workshop
from resilience.store.voting.comments import comments_by_level, hidden_marks
from resilience.store.voting.votes import RemarkRow, remarks
from resilience.store.workshops import city_rows, rounds, units


def comments_of(
    session: Session, workshop: Workshop, sources: Mapping[str, SourceRounds]
) -> tuple[Remark, ...]:
    """The comments of the votes that count, from the units whose figures are shown.

    Hidden comments are left out last, so hiding one does not change how others are shown.
    """
    latest = {code: one.city for code, one in sources.items()}
    found: dict[str, list[RemarkRow]] = defaultdict(list)
    for row in remarks(session, sorted(set(latest.values()))):
        if latest.get(row.indicator) == row.round_id:
            found[row.indicator].append(row)
    placed = list(_with_place(session, workshop, sources, found))
    spoken = _languages(placed, workshop.k)
    hidden = hidden_marks(session, workshop.id)
    shown = (
        Remark(
            row.indicator,
            unit,
            row.comment,
            row.evidence,
            row.language if (_group(row, unit, level), row.language) in spoken else None,
            level,
        )
        for row, unit, level in placed
    )
    return tuple(one for one in shown if one.mark not in hidden)


@repeatable
def hidden_comments(
    store: Store, visitor: Visitor, code: str, indicator: str
) -> tuple[Remark, ...]:
    """The hidden comments on an indicator, without unit and level, for the people who run the workshop."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        hidden = hidden_marks(session, workshop.id)
        rows = _comment_rows(session, workshop) if hidden else []
        words = {(row.comment, row.evidence) for row in rows if row.indicator == indicator}
        found = (Remark(indicator, "", *one) for one in sorted(words))
        return tuple(one for one in found if one.mark in hidden)


@repeatable
def hide_comment(store: Store, visitor: Visitor, code: str, mark: str) -> None:
    """Hide a comment on every page and in every file; raises `NotFound` where there is none with this mark."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        about = _about(session, workshop, mark)
        if mark not in hidden_marks(session, workshop.id):
            session.add(HiddenComment(workshop_id=workshop.id, mark=mark))
            record_change(session, visitor, "comment hidden", workshop, about)


@repeatable
def show_comment(store: Store, visitor: Visitor, code: str, mark: str) -> None:
    """Show a hidden comment again; raises `NotFound` where there is none with this mark."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        about = _about(session, workshop, mark)
        row = session.get(HiddenComment, (workshop.id, mark))
        if row is not None:
            session.delete(row)
            record_change(session, visitor, "comment shown again", workshop, about)


def _comment_rows(session: Session, workshop: Workshop) -> list[RemarkRow]:
    counting = [held.id for held in rounds_that_count(rounds(session, workshop.id))]
    return remarks(session, counting) if counting else []


def _about(session: Session, workshop: Workshop, mark: str) -> str:
    """The indicator of the comment with a mark; raises `NotFound` without one."""
    for row in _comment_rows(session, workshop):
        if Remark(row.indicator, "", row.comment, row.evidence).mark == mark:
            return row.indicator
    raise NotFound("This comment is no longer there. Load the page again.")


def _with_place(
    session: Session,
    workshop: Workshop,
    sources: Mapping[str, SourceRounds],
    found: Mapping[str, Sequence[RemarkRow]],
) -> Iterator[tuple[RemarkRow, str, int | None]]:
    """Each shown comment with its unit or its level, or neither."""
    names = {unit.id: unit.name for unit in units(session, workshop.id)}
    fixed = comments_by_level(session, workshop.id)
    first_votes = sorted({form.round_id for form in fixed.values()})
    first_wrote = Counter((row.round_id, row.indicator) for row in remarks(session, first_votes))
    kept = _showable_rows(session, workshop, [row for rows in found.values() for row in rows])
    for code, rows in found.items():
        shown, form = [row for row in rows if row in kept], fixed.get(code)
        if form is None:
            yield from ((row, names[row.unit_id], None) for row in shown)
            continue
        if first_wrote[form.round_id, code] < form.comments:
            continue  # a missing comment could be identified by its level
        first = not sources[code].later and form.round_id == rows[0].round_id
        levels = levels_of(session, workshop, shown) if first else frozenset()
        yield from ((row, "", row.level if row.level in levels else None) for row in shown)


def _showable_rows(
    session: Session, workshop: Workshop, rows: Sequence[RemarkRow]
) -> set[RemarkRow]:
    """The comments whose unit or room has figures in their vote, except those of individuals among fewer than k."""
    counting = sorted({row.round_id for row in rows})
    shown, few = shown_places(session, counting), few_alone(session, counting)
    whole = city_rows(session, workshop.id).get("room")
    return {
        row
        for row in rows
        if {(row.round_id, row.unit_id), (row.round_id, whole.id if whole else None)} & shown
        and not (row.size == 1 and (row.round_id, row.unit_id) in few)
    }


def _group(row: RemarkRow, unit: str, level: int | None) -> object:
    """The people among whom the language of a comment could identify somebody: the unit or the level."""
    return unit or (row.indicator, level)


def _languages(
    placed: Sequence[tuple[RemarkRow, str, int | None]], k: int
) -> set[tuple[object, str | None]]:
    """The pairs of group and language in which enough people wrote to hide one another."""
    wrote: dict[tuple[object, str | None], dict[int, int]] = defaultdict(dict)
    for row, unit, level in placed:
        wrote[_group(row, unit, level), row.language][row.participant_id] = row.size
    return {place for place, sizes in wrote.items() if Crowd.of(sizes.values()).hides(k)}
