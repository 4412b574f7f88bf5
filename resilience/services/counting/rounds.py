"""The moves of a workshop: open, close, reopen, reveal, finish and take that back."""

from collections.abc import Callable, Mapping, Sequence

from resilience.errors import InputError, WrongTime
from resilience.scoring import METHOD_VERSION
from resilience.services.access.access import RUNNERS, Visitor, lock_for
from resilience.services.access.plain_text import tidied
from resilience.services.access.record import record_change
from resilience.services.counting.comment_levels import fix_comment_levels
from resilience.services.counting.freeze import freeze
from resilience.services.counting.later_vote import may_ask_again, what_to_ask
from resilience.services.counting.partitioning import forget_partition
from resilience.services.counting.rehearsal import (
    forget_rehearsal,
    invent_answers,
    leave_out_devices,
)
from resilience.services.frameworks.official_wording import languages_shown
from resilience.services.voting.turnout import nothing_to_show, thin_turnout
from resilience.services.workshop.attendance import ProposedAttendance, confirm_attendance
from resilience.services.workshop.desk import back_to_result
from resilience.services.workshop.phase import (
    Phase,
    is_hidden,
    moved_on,
    phase_of,
    reply_state,
    rounds_that_count,
)
from resilience.services.workshop.publication import end_publication
from resilience.services.workshop.run_sheet import follow_move
from resilience.services.workshop.sign_off import sign_off, sign_offs, take_back
from resilience.store import Session, Store, now, repeatable
from resilience.store.results.frozen import seal
from resilience.store.tables import Round, Workshop
from resilience.store.voting.deliveries import forget_late
from resilience.store.voting.vote_clock import moment_of_close
from resilience.store.voting.votes import thaw
from resilience.store.workshops import is_counted, put_on_stage, rounds

#: characters of the name of who signs off, and of the reason to open a workshop again
LONGEST_NAME = 120
LONGEST_REASON = 1000
Move = Callable[[Session, Workshop, Sequence[Round]], None]


def open_vote(
    store: Store, visitor: Visitor, code: str, asked: Sequence[str] | None = None
) -> None:
    """Open the first vote, on all indicators, or after a reveal another one on all or only the `asked` ones.

    This ends the workshop's rehearsal; in a rehearsal the invented people answer at once. Raises `WrongTime` while
    departments reply first, and for a further vote once participants' data was deleted.
    """

    def step(session: Session, workshop: Workshop, held: Sequence[Round]) -> None:
        if held:
            _check_replied(session, workshop)
            _check_kept(workshop)
        forget_rehearsal(session, workshop)
        chosen = what_to_ask(session, workshop, held, asked)
        _new_vote(session, workshop, held, chosen)

    phases = (Phase.PREPARING, Phase.REVEALED)
    _move(store, visitor, code, "vote opened", phases, step)


def close_vote(
    store: Store,
    visitor: Visitor,
    code: str,
    *,
    in_room: Mapping[str, int] | None = None,
    seen: Sequence[ProposedAttendance] | None = None,
) -> None:
    """Close the vote: fix the partition (the first time) and freeze the tallies.

    `in_room` has the people of each department in the room, as confirmed by the facilitator at the first
    close; None uses the proposed numbers (`attendance.proposed_attendance`). With the attendance that the
    facilitator has `seen`, the first close raises `WrongTime` if anybody joined or left since.
    """

    def step(session: Session, workshop: Workshop, held: Sequence[Round]) -> None:
        if not is_counted(session, workshop.id):
            confirm_attendance(session, workshop, in_room, seen)
        elif in_room is not None:
            raise moved_on()
        if workshop.rehearses is not None:
            leave_out_devices(session, workshop, held[-1])
        held[-1].closed_at = moment_of_close(session, held[-1].id)
        session.add(held[-1])
        session.flush()
        freeze(session, workshop, held[-1])

    _move(store, visitor, code, "vote closed", (Phase.VOTING,), step)


def reopen_vote(store: Store, visitor: Visitor, code: str) -> None:
    """Accept answers again in the vote that was closed last.

    After a reveal, its result is hidden until the next reveal and its questions are asked in a new vote, so that
    counted answers stay counted. Raises `WrongTime` if one of the questions was already asked again.
    """

    def step(session: Session, workshop: Workshop, held: Sequence[Round]) -> None:
        _check_kept(workshop)
        last = held[-1]
        if last.revealed_at is not None:
            _check_once(session, workshop, held)
            last.hidden_at = now()
            session.add(last)
            _new_vote(session, workshop, held, last.asked)
            return
        last.closed_at = None
        forget_late(session, workshop.id)
        kept = languages_shown(session, workshop) or []
        last.official = last.official and [one for one in last.official if one in kept]
        session.add(last)
        thaw(session, last.id)
        seal(session, last)
        if all(r.revealed_at is None for r in held):
            forget_partition(session, workshop)

    _move(store, visitor, code, "vote reopened", (Phase.COUNTED, Phase.REVEALED), step)


def reveal(store: Store, visitor: Visitor, code: str, *, use_thin: bool = False) -> None:
    """Show the result; raises `WrongTime` if the people who answered in the vote would not hide one another.

    Which figures of a later vote are served is shown only by its reveal, so that closing and reopening reveals
    nothing. A later vote with fewer than two thirds of the first vote's people replaces the earlier result only if
    the facilitator chose so (`use_thin`).
    """

    def step(session: Session, workshop: Workshop, held: Sequence[Round]) -> None:
        if (refusal := nothing_to_show(session, workshop, held[-1])) is not None:
            raise refusal
        thin = None if use_thin else thin_turnout(session, workshop, held)
        if thin is not None:
            raise WrongTime(
                "{again} of the {first} people counted in the first vote who were asked again can "
                "be counted in this vote: fewer than two thirds. Choose whether to use the later "
                "vote or the earlier result.",
                first=thin.first,
                again=thin.again,
            )
        show(session, workshop, held[-1])

    _move(store, visitor, code, "revealed", (Phase.COUNTED,), step)


def drop_vote(store: Store, visitor: Visitor, code: str) -> None:
    """Delete a later vote that was closed and not revealed, with its answers; the earlier vote counts.

    This lets a workshop continue to agreed levels and its close if too few people took part in the vote.
    """

    def step(session: Session, workshop: Workshop, held: Sequence[Round]) -> None:
        if held[-1].revealed_at is not None:
            raise WrongTime(
                "This vote has been revealed before, so it cannot be dropped. Reveal it again."
            )
        if len(held) < 2 or (not is_hidden(held) and not rounds_that_count(held)):
            raise WrongTime(
                "There is no earlier vote to go back to, so this vote cannot be "
                "dropped. Reopen it and let people answer."
            )
        session.delete(held[-1])
        _show_hidden(session, held[:-1])
        put_on_stage(session, workshop.id, "result", dropped=True)

    _move(store, visitor, code, "vote dropped", (Phase.COUNTED,), step)


def finish(store: Store, visitor: Visitor, code: str, signed_by: str) -> None:
    """Close the workshop and record who did it: nobody can join or answer any more, and the result is kept."""
    name = " ".join(tidied(signed_by, LONGEST_NAME).split())

    def step(session: Session, workshop: Workshop, _held: Sequence[Round]) -> None:
        if workshop.rehearses is not None:
            raise WrongTime("You cannot sign off a rehearsal. End it on the Live page.")
        if not name:
            raise InputError("Enter the name of the person who signs off the result.")
        _check_replied(session, workshop)
        sign_off(session, workshop, name, now())
        put_on_stage(session, workshop.id, "closing")

    became = {"signed_by": name, "method": METHOD_VERSION}
    _move(store, visitor, code, "workshop closed", (Phase.REVEALED,), step, became)


def reopen_workshop(store: Store, visitor: Visitor, code: str, reason: str) -> None:
    """Reopen a closed workshop in its state after the reveal; the reason is shown with the result.

    A result published to other cities is no longer published.
    """
    why = " ".join(tidied(reason, LONGEST_REASON).split())

    def step(session: Session, workshop: Workshop, _held: Sequence[Round]) -> None:
        if not why:
            raise InputError("Enter the reason for reopening the workshop.")
        end_publication(session, visitor, workshop)
        take_back(session, workshop, why)

    _move(store, visitor, code, "workshop reopened", (Phase.CLOSED,), step, {"reason": why})


def show(session: Session, workshop: Workshop, closed: Round) -> None:
    """Reveal a closed vote, and the votes that were hidden when they were reopened."""
    if closed.revealed_at is None:
        fix_comment_levels(session, workshop, closed)
    closed.revealed_at = max(now(), closed.closed_at or now())
    session.add(closed)
    _show_hidden(session, rounds(session, workshop.id))
    back_to_result(session, workshop.id)
    if closed.number > 1:
        put_on_stage(session, workshop.id, "second vote")


def _show_hidden(session: Session, held: Sequence[Round]) -> None:
    for vote in held:
        vote.hidden_at = None
        session.add(vote)


def _new_vote(
    session: Session, workshop: Workshop, held: Sequence[Round], asked: Sequence[str] | None
) -> None:
    """Open a vote after those `held`; in a rehearsal the invented people answer at once."""
    vote = Round(
        workshop_id=workshop.id,
        number=len(held) + 1,
        asked=None if asked is None else list(asked),
        official=languages_shown(session, workshop),
    )
    session.add(vote)
    session.flush()
    forget_late(session, workshop.id)
    if workshop.rehearses is not None:
        invent_answers(session, workshop, vote)


def _check_once(session: Session, workshop: Workshop, held: Sequence[Round]) -> None:
    """Raise `WrongTime` if a question of the last vote was asked again already."""
    if not may_ask_again(session, workshop, held):
        raise WrongTime(
            "This vote asked questions again that were asked before. Each question can be asked again only once, so it cannot be reopened after its reveal. You can still agree on levels."
        )


def _check_kept(workshop: Workshop) -> None:
    """Raise `WrongTime` if answers were removed: earlier voters can then not be told apart from new ones."""
    if workshop.removed_at:
        raise WrongTime(
            "The answers in this workshop were deleted, so no further vote is possible: earlier participants can no longer be told apart from new ones. Set up a new workshop instead."
        )


def _check_replied(session: Session, workshop: Workshop) -> None:
    """Raise `WrongTime` while departments reply before officials and the room see the result."""
    if reply_state(session, workshop) == "awaited":
        raise WrongTime("Departments are still replying. Press “Show the result” first.")


@repeatable
def _move(
    store: Store,
    visitor: Visitor,
    code: str,
    act: str,
    phases: Sequence[Phase],
    step: Move,
    became: Mapping[str, object] | None = None,
) -> None:
    """Run `step` if the phase allows it; record the phase before and after, and `became`."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        held = rounds(session, workshop.id)
        phase = phase_of(workshop, held)
        if phase not in phases:
            raise moved_on()
        before = _for_record(session, workshop)
        step(session, workshop, held)
        session.flush()
        follow_move(session, workshop, act)
        after = {**_for_record(session, workshop), **(became or {})}
        record_change(session, visitor, act, workshop, before=before, after=after)


def _for_record(session: Session, workshop: Workshop) -> dict[str, object]:
    """Return the state of a workshop as stored in the history; a signed one also has its signer."""
    held = rounds(session, workshop.id)
    last, signed = (held[-1] if held else None), sign_offs(session, workshop)
    told: dict[str, object] = {
        "phase": phase_of(workshop, held).value,
        "vote": last.number if last else None,
        "asked": last.asked if last else None,
    }
    return {**told, "signed_by": signed[-1].name} if workshop.closed_at and signed else told
