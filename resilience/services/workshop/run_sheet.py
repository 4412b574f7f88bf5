"""The run sheet of a workshop: its steps, the current step, and the clock on every screen."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from resilience.errors import InputError
from resilience.services.access.access import (
    DESKS,
    RUNNERS,
    Visitor,
    find_workshop,
    lock_for,
    open_for,
)
from resilience.services.frameworks.frameworks import asked_by
from resilience.services.workshop.agenda import (
    MOST_MINUTES,
    MOVED,
    Agenda,
    RoomScreen,
    Step,
    StepKind,
    Template,
    can_begin,
    checked_steps,
    position_after,
    reached,
    template_steps,
)
from resilience.services.workshop.phase import (
    Phase,
    asked_twice,
    is_shown,
    moved_on,
    phase_of,
    reply_state,
)
from resilience.store import Session, Store, now, repeatable
from resilience.store.tables import RunSheet, Workshop
from resilience.store.workshops import bump_revision, put_on_stage, rounds, run_sheet

#: the template of a workshop that has chosen none
DEFAULT: Template = "half"
#: the kind of a step that runs, and its planned end
Clock = tuple[StepKind, datetime.datetime] | None
#: what the stage shows from the beginning of a step on, once a result is revealed
_PICTURES: dict[StepKind, RoomScreen] = {
    "discussion": "discuss",
    "actions": "actions",
    "feasibility": "feasibility",
    "points": "points",
    "closing": "closing",
}


#: the steps that a move ends if it begins none
_ENDED_BY: dict[str, tuple[StepKind, ...]] = {
    "vote closed": ("vote", "second vote"),
    "vote opened": ("reveal",),
    "vote reopened": ("reveal",),
}


def picture_of(agenda: Agenda) -> RoomScreen:
    """Return what the stage shows from the start of the current step; the result if it has no picture."""
    return _PICTURES.get(agenda.running.kind, "result") if agenda.running else "result"


@repeatable
def view_run_sheet(store: Store, visitor: Visitor, code: str) -> Agenda:
    """Return the agenda of a workshop with its clock, for those who run it or a group's discussion."""
    with store.read() as session:
        return _agenda(session, open_for(session, visitor, code, DESKS))


@repeatable
def clock_of(store: Store, code: str) -> Clock:
    """Return the kind of the current step and its planned end, for every screen of a workshop; None between steps."""
    with store.read() as session:
        workshop = find_workshop(session, code)
        row = run_sheet(session, workshop.id)
        if row is None or row.ends_at is None:
            return None
        return _steps(session, workshop, row)[row.at].kind, row.ends_at


@repeatable
def begin_step(store: Store, visitor: Visitor, code: str, position: int, kind: StepKind) -> None:
    """Begin the step of a `kind` at a position, with its planned minutes, unless it is running.

    After a reveal the stage shows the picture of the step. Raises `WrongTime` if another desk has changed the
    steps, or the step does not fit the phase.
    """
    with _changing(store, visitor, code) as (session, workshop):
        agenda = _agenda(session, workshop)
        phase = phase_of(workshop, rounds(session, workshop.id))
        step = agenda.steps[position] if 0 <= position < len(agenda.steps) else None
        if step is None or step.kind != kind or kind in MOVED or not can_begin(kind, phase):
            raise moved_on()
        if not (agenda.running and agenda.at == position):
            _begin(session, workshop, agenda, position)
            if phase is Phase.REVEALED and kind in _PICTURES:
                put_on_stage(session, workshop.id, _PICTURES[kind])


@repeatable
def end_step(store: Store, visitor: Visitor, code: str) -> None:
    """End the current step: the clock disappears from all screens until the next one begins."""
    with _changing(store, visitor, code) as (session, workshop):
        _over(session, workshop)


@repeatable
def shift_end(store: Store, visitor: Visitor, code: str, minutes: int) -> None:
    """Move the planned end of the current step by some minutes; raises `WrongTime` between steps."""
    with _changing(store, visitor, code) as (session, workshop):
        row = run_sheet(session, workshop.id)
        if row is None or row.ends_at is None:
            raise moved_on()
        if abs(minutes) > MOST_MINUTES:
            raise InputError("Move the clock by at most {most} minutes.", most=MOST_MINUTES)
        row.ends_at += datetime.timedelta(minutes=minutes)
        session.add(row)


@repeatable
def save_steps(
    store: Store, visitor: Visitor, code: str, steps: Sequence[Step], seen: Sequence[Step]
) -> None:
    """Replace the steps that were `seen`; the current step continues if it is among them.

    Raises `InputError` for an invalid agenda, `WrongTime` if another desk has changed it.
    """
    with _changing(store, visitor, code) as (session, workshop):
        if tuple(seen) != _agenda(session, workshop).steps:
            raise moved_on()
        _replace(session, workshop, checked_steps(steps))


@repeatable
def use_template(store: Store, visitor: Visitor, code: str, template: Template) -> None:
    """Replace the steps with those of a template; the current step continues if the template has it."""
    with _changing(store, visitor, code) as (session, workshop):
        steps = template_steps(template, replies=_replies(session, workshop))
        row = _replace(session, workshop, steps)
        row.template, row.steps = template, None


def is_practising(session: Session, workshop: Workshop) -> bool:
    """Whether the practice step is running before the first vote."""
    row = run_sheet(session, workshop.id)
    if row is None or row.ends_at is None or rounds(session, workshop.id):
        return False
    running = _agenda(session, workshop).running
    return running is not None and running.kind == "practice"


def follow_move(session: Session, workshop: Workshop, act: str) -> None:
    """Update the run sheet after a move of the workshop, in the same transaction."""
    agenda = _agenda(session, workshop)
    running = agenda.running.kind if agenda.running else ""
    begun = _begun_by(session, workshop, agenda, act)
    if begun is not None:
        _begin(session, workshop, agenda, begun)
    elif running in _ENDED_BY.get(act, ()):
        _over(session, workshop)
    elif act == "workshop closed":
        _row(session, workshop).at = len(agenda.steps) - 1
        _over(session, workshop)
    elif act == "shown to officials":
        _show_the_room(session, workshop, agenda)


def _show_the_room(session: Session, workshop: Workshop, agenda: Agenda) -> None:
    """Begin the reveal after the replies, also where the sheet has it before them; a later step goes on."""
    if agenda.at < 0 or agenda.steps[agenda.at].kind not in ("reveal", "replies"):
        return
    begun, later = _places(agenda, "reveal")
    if begun or later:
        _begin(session, workshop, agenda, [*begun, *later][0])
    else:
        _over(session, workshop)


@contextmanager
def _changing(store: Store, visitor: Visitor, code: str) -> Iterator[tuple[Session, Workshop]]:
    """The workshop, locked to change its run sheet; pages that wait follow where practice begins or ends."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        before = is_practising(session, workshop)
        yield session, workshop
        if is_practising(session, workshop) is not before:
            bump_revision(session, workshop.id)


def _begun_by(session: Session, workshop: Workshop, agenda: Agenda, act: str) -> int | None:
    """The position of the step that a move begins; a later vote passes over breaks only."""
    if act not in ("vote opened", "vote reopened", "revealed"):
        return None
    first = rounds(session, workshop.id)[-1].number == 1
    kind: StepKind = "reveal" if act == "revealed" else "vote" if first else "second vote"
    if act == "revealed" and _replies_come_first(agenda):
        kind = "replies"
    begun, later = _places(agenda, kind)
    if not first:
        later = [n for n in later if _only_breaks(agenda.steps[agenda.at + 1 : n])]
    if act == "revealed" and not first:
        begun = []
    return next(iter([*begun, *later] if act == "vote reopened" else [*later, *begun]), None)


def _replies_come_first(agenda: Agenda) -> bool:
    """Whether a reveal is for department leads at first, who have a step to reply."""
    return agenda.replies == "awaited" and any(one.kind == "replies" for one in agenda.steps)


def _only_breaks(steps: Sequence[Step]) -> bool:
    return all(step.kind == "break" for step in steps)


def _places(agenda: Agenda, kind: StepKind) -> tuple[list[int], list[int]]:
    """The positions of the steps of a kind: those that began, last to first, and the others."""
    places = [n for n, step in enumerate(agenda.steps) if step.kind == kind]
    begun = [n for n in reversed(places) if n <= agenda.at]
    return begun, [n for n in places if n > agenda.at]


def _begin(session: Session, workshop: Workshop, agenda: Agenda, position: int) -> None:
    row = _row(session, workshop)
    row.at = position
    row.ends_at = now() + datetime.timedelta(minutes=agenda.steps[position].minutes)


def _over(session: Session, workshop: Workshop) -> None:
    _row(session, workshop).ends_at = None


def _replace(session: Session, workshop: Workshop, steps: tuple[Step, ...]) -> RunSheet:
    """Replace the steps; the clock follows its step, and stops if that step is gone."""
    before, row = _agenda(session, workshop), _row(session, workshop)
    row.at = position_after(before.steps, before.at, steps)
    row.steps = [asdict(step) for step in steps]
    if row.at < 0 or steps[row.at].kind != before.steps[before.at].kind:
        row.ends_at = None
    return row


def _row(session: Session, workshop: Workshop) -> RunSheet:
    """The row to change; a new one has the default template."""
    row = run_sheet(session, workshop.id) or RunSheet(workshop_id=workshop.id, template=DEFAULT)
    session.add(row)
    session.flush()
    return row


def _agenda(session: Session, workshop: Workshop) -> Agenda:
    row = run_sheet(session, workshop.id) or RunSheet(workshop_id=workshop.id, template=DEFAULT)
    template: Template = row.template  # type: ignore[assignment]
    steps = _steps(session, workshop, row)
    phase = phase_of(workshop, rounds(session, workshop.id))
    replies, spent = reply_state(session, workshop), _votes_spent(session, workshop)
    seen = Phase.COUNTED if phase is Phase.REVEALED and replies == "awaited" else phase
    at = row.at if row.ends_at else max(row.at, reached(steps, seen))
    return Agenda(template, row.steps is not None, steps, at, row.ends_at, replies, spent)


def _steps(session: Session, workshop: Workshop, row: RunSheet) -> tuple[Step, ...]:
    if row.steps is not None:
        return tuple(Step(**step) for step in row.steps)
    template: Template = row.template  # type: ignore[assignment]
    return template_steps(template, replies=_replies(session, workshop))


def _votes_spent(session: Session, workshop: Workshop) -> bool:
    """Whether every question was asked again, so that no later vote can ask any after the one that is shown."""
    held = rounds(session, workshop.id)
    if (
        not workshop.k or not held or not is_shown(held[-1])
    ):  # an open workshop can ask as often as it likes
        return False
    asked = [indicator.code for indicator in asked_by(session, workshop)]
    return len(asked_twice(asked, held)) == len(asked)


def _replies(session: Session, workshop: Workshop) -> bool:
    return reply_state(session, workshop) != "off"
