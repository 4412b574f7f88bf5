"""Comments by level or by unit, never both, without those that staff hid."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from resilience.errors import NotFound
from resilience.scoring import Crowd, Remark
from resilience.services.access.access import RUNNERS, Visitor, lock_for, open_for
from resilience.services.access.record import record_change
from resilience.services.counting.comment_levels import comments_shown
from resilience.services.counting.counts import SourceRounds, source_rounds
from resilience.services.counting.facts import votes_after_erasure
from resilience.services.counting.strangers import all_strangers
from resilience.services.workshop.phase import rounds_that_count
from resilience.store import Session, Store, repeatable
from resilience.store.tables import HiddenComment, Workshop
from resilience.store.voting.comments import comments_by_level, hidden_marks
from resilience.store.voting.votes import RemarkRow, remarks
from resilience.store.workshops import rounds, units


def comments_of(
    session: Session, workshop: Workshop, sources: Mapping[str, SourceRounds]
) -> tuple[Remark, ...]:
    """Return the comments of the votes that count, from the units whose figures are shown.

    Hidden comments are removed last, so that hiding one does not change how others are shown.
    """
    placed = list(_with_place(session, workshop, sources))
    spoken = _languages(placed, all_strangers(session, workshop), workshop.k)
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
    """Return the comments on an indicator that staff hid, without unit and level, for the people who run the workshop.

    Only comments that would otherwise be shown: if an indicator's comments by level are hidden, so are these.
    """
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        hidden = hidden_marks(session, workshop.id)
        rows = _shown_now(session, workshop) if hidden else []
        words = {(row.comment, row.evidence) for row in rows if row.indicator == indicator}
        found = (Remark(indicator, "", *one) for one in sorted(words))
        return tuple(one for one in found if one.mark in hidden)


@repeatable
def set_comment_hidden(
    store: Store, visitor: Visitor, code: str, mark: str, *, hidden: bool
) -> None:
    """Hide a comment on every page and in every file, or show it again; raises `NotFound`."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        about = _about(session, workshop, mark)
        row = session.get(HiddenComment, (workshop.id, mark))
        if hidden and row is None:
            session.add(HiddenComment(workshop_id=workshop.id, mark=mark))
            record_change(session, visitor, "comment hidden", workshop, about)
        elif row is not None and not hidden:
            session.delete(row)
            record_change(session, visitor, "comment shown again", workshop, about)


def _about(session: Session, workshop: Workshop, mark: str) -> str:
    """The indicator of a comment that is shown, or would be if it were not hidden."""
    for row in _shown_now(session, workshop):
        if Remark(row.indicator, "", row.comment, row.evidence).mark == mark:
            return row.indicator
    raise NotFound("This comment has been removed. Reload the page.")


def _shown_now(session: Session, workshop: Workshop) -> list[RemarkRow]:
    """The comments of the votes that count now, those that staff hid among them."""
    counting = rounds_that_count(rounds(session, workshop.id))
    sources = source_rounds(session, workshop, counting)
    return [row for row, _, _ in _with_place(session, workshop, sources)]


def _with_place(
    session: Session, workshop: Workshop, sources: Mapping[str, SourceRounds]
) -> Iterator[tuple[RemarkRow, str, int | None]]:
    """Each comment of the votes that count, with its unit or its level or neither, hidden ones too.

    Of a vote after an erasure never with the unit.
    """
    latest = {code: one.city for code, one in sources.items()}
    written = remarks(session, sorted(set(latest.values())))
    rows = [row for row in written if latest.get(row.indicator) == row.round_id]
    names = {unit.id: unit.name for unit in units(session, workshop.id)}
    fixed = comments_by_level(session, workshop.id)
    without_unit = votes_after_erasure(session, sorted(set(latest.values())))
    for row in comments_shown(session, workshop, rows):
        form = fixed.get(row.indicator)
        if form is None:
            yield row, "" if row.round_id in without_unit else names[row.unit_id], None
        elif not form.answers_gone:
            first = form.round_id == row.round_id and not sources[row.indicator].later
            yield row, "", row.level if first and row.level in form.levels else None


def _group(row: RemarkRow, unit: str, level: int | None) -> object:
    """The people among whom the language of a comment could identify somebody: the unit or the level."""
    return unit or (row.indicator, level)


def _languages(
    placed: Sequence[tuple[RemarkRow, str, int | None]], strangers: Crowd, k: int
) -> set[tuple[object, str | None]]:
    """The pairs of group and language in which enough people wrote to hide one another; `strangers` hide nobody."""
    wrote: dict[tuple[object, str | None], dict[int, int]] = defaultdict(dict)
    for row, unit, level in placed:
        wrote[_group(row, unit, level), row.language][row.participant_id] = row.size
    return {
        place for place, sizes in wrote.items() if Crowd.of(sizes.values()).less(strangers).hides(k)
    }
