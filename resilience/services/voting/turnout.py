"""How many of the first vote's people whom a later vote asks took part in it, and whether it may replace the first."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from resilience.errors import WrongTime
from resilience.services.access.access import RUNNERS, Visitor, open_for
from resilience.services.voting.progress import who_is_asked
from resilience.services.voting.responses import codes_asked
from resilience.services.workshop.groups import by_theme
from resilience.store import Session, Store, repeatable
from resilience.store.results.kept import facts_of
from resilience.store.tables import Round, Workshop
from resilience.store.voting.crowds import joined_by_department, people_in_all
from resilience.store.voting.votes import frozen_rooms, frozen_tallies
from resilience.store.workshops import places, rounds, units


@dataclass(frozen=True, slots=True)
class Turnout:
    """Of the people counted in the `first` vote, how many were asked again, and how many of these are counted `again`.

    If nothing of the later vote can be shown, `refusal` is why.
    """

    first: int
    again: int
    refusal: WrongTime | None = field(default=None, compare=False)

    @property
    def is_thin(self) -> bool:
        """Whether fewer than two thirds are counted again."""
        return 3 * self.again < 2 * self.first


@repeatable
def view_thin_turnout(store: Store, visitor: Visitor, code: str) -> Turnout | None:
    """Return the turnout of a later vote that does not replace the result by itself, for those who run the workshop.

    That is `thin_turnout`, or the turnout of a vote of which nothing can be shown.
    """
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        held = rounds(session, workshop.id)
        found = _new_turnout(session, workshop, held)
        if found is None:
            return None
        refusal = nothing_to_show(session, workshop, held[-1])
        return replace(found, refusal=refusal) if refusal or found.is_thin else None


@repeatable
def view_turnout(store: Store, visitor: Visitor, code: str) -> Turnout | None:
    """The turnout of the last vote if it is closed and new, for the people who run the workshop."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        return _new_turnout(session, workshop, rounds(session, workshop.id))


def thin_turnout(session: Session, workshop: Workshop, held: Sequence[Round]) -> Turnout | None:
    """The turnout of the last vote if it is closed, new, and too thin to replace a result.

    None for a first vote, for one with enough people, and for one that was revealed before.
    """
    found = _new_turnout(session, workshop, held)
    return found if found is not None and found.is_thin else None


def nothing_to_show(session: Session, workshop: Workshop, closed: Round) -> WrongTime | None:
    """Return why a closed vote cannot be revealed; None if it can.

    For a later vote this depends on how many had taken part by its close, never on their answers, nor on who erased
    theirs since.
    """
    if frozen_tallies(session, [closed.id]):
        return None
    kept = facts_of(session, [closed.id]).get(closed.id)
    voted = kept.voted if kept is not None else None
    people = people_in_all(session, closed.id) if voted is None else voted
    if not people:
        return WrongTime("Nobody has answered yet, so there is nothing to reveal.")
    if people < workshop.k:
        return WrongTime(
            "People who took part: {people}. A result is shown only for {k} people or more, so "
            "that nobody's answer can be worked out. Reopen the vote and let more people join.",
            people=people,
            k=workshop.k,
        )
    return None if _asks_again(session, workshop, closed) else _no_unit(session, workshop, people)


def _no_unit(session: Session, workshop: Workshop, people: int) -> WrongTime:
    """Why a vote in which enough people took part shows no department or group."""
    own, themed = units(session, workshop.id), by_theme(session, workshop)
    beyond = max(sum(u.strangers for u in own), sum(u.seated_strangers for u in own))
    if not own:
        beyond = min(people, _joined_beyond(session, workshop))
    if beyond and themed:
        return WrongTime(
            "At least {n} more joined than were confirmed to be in the room. That many of the "
            "people who answered do not count towards the {k} that a group needs, so no group can "
            "be shown. Reopen the vote, use the page Attendance to remove any table that is not in the "
            "hall, and confirm the people in the room again when you close the first vote.",
            k=workshop.k,
            n=beyond,
        )
    if beyond:
        return WrongTime(
            "At least {n} more joined than were confirmed to be in the room. That many of the "
            "people who answered do not count towards the {k} that a department needs, so no "
            "department can be shown. Reopen the vote, use the page Attendance to remove any table "
            "that is not in the hall, and confirm the people in the room again when you close the first "
            "vote.",
            k=workshop.k,
            n=beyond,
        )
    if themed:
        return WrongTime(
            "In this vote, no group had {k} people answering alone, or {k} at tables and nobody "
            "alone, so no group can be shown. Reopen the vote and let more people answer.",
            k=workshop.k,
        )
    return WrongTime(
        "In this vote, no department had {k} people answering alone, or {k} at tables and "
        "nobody alone, so there is nothing to show. Reopen the vote and let more people answer.",
        k=workshop.k,
    )


def _joined_beyond(session: Session, workshop: Workshop) -> int:
    """How many more joined than were confirmed to be in the room."""
    joined = joined_by_department(session, workshop.id)
    confirmed = [one for one in places(session, workshop.id) if one.in_room is not None]
    return sum(max(0, joined[one.id] - (one.in_room or 0)) for one in confirmed)


def _asks_again(session: Session, workshop: Workshop, closed: Round) -> bool:
    asked = codes_asked(session, workshop, closed)
    return any(
        not asked.isdisjoint(codes_asked(session, workshop, vote))
        for vote in rounds(session, workshop.id)
        if vote.revealed_at is not None and vote.number < closed.number
    )


def _new_turnout(session: Session, workshop: Workshop, held: Sequence[Round]) -> Turnout | None:
    if len(held) < 2 or held[-1].closed_at is None or held[-1].revealed_at is not None:
        return None
    asked = who_is_asked(session, workshop, held[-1])
    # a group that was too small to be shown has no unit, and nobody in the room of the first vote
    known = [row for row in places(session, workshop.id) if row.id in asked and row.unit_id]
    units, ids = {row.unit_id for row in known}, [row.id for row in known]
    first = sum(r.people for r in frozen_rooms(session, held[0].id) if r.unit_id in units)
    kept = facts_of(session, [held[-1].id]).get(held[-1].id)
    if kept is not None and kept.counted is not None:
        return Turnout(first, min(first, kept.counted))
    return Turnout(first, min(first, people_in_all(session, held[0].id, held[-1].id, places=ids)))
