"""All that the page of one participant shows, read at once; what all pages share is read for all."""

import threading
import time
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace

from resilience.errors import WrongTime
from resilience.services.access.access import Visitor, participant_of
from resilience.services.deciding.feasibility import OwnVote, feasibility_votes
from resilience.services.deciding.follow_up import states_of_earlier
from resilience.services.deciding.weights import (
    PointsAsked,
    PointsSheet,
    mean_of_points,
    points_asked,
    points_sheet,
)
from resilience.services.frameworks.official_wording import official_in
from resilience.services.results.discussion import Topic, opening, own_topics
from resilience.services.results.last_agreed import LastAgreed, last_agreed
from resilience.services.results.own_result import OwnResult, RoomResult, own_result, room_result
from resilience.services.results.results import admit_participant, read_result
from resilience.services.voting.own_votes import cast_ballots
from resilience.services.voting.responses import Ballot, ballot_of
from resilience.services.workshop.desk import COUNTDOWN_NOW, topic_for, topics_in_room
from resilience.services.workshop.phase import Phase, rounds_that_count
from resilience.services.workshop.workshops import WorkshopView, describe
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Department, Participant, Workshop
from resilience.store.workshops import is_counted, rounds
from resilience.workbook import Official

#: seconds after which what seldom changes without a new revision is read again
SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What the pages of a workshop have in common in one language; `pages` keeps what is made of it."""

    workshop: WorkshopView
    official: Mapping[str, Official]
    last: LastAgreed
    read_at: float
    pages: dict[Hashable, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What one participant sees; `points` says whether they are asked for points, `number` is the device's.

    While no vote is open it also has the `result`, once it is revealed, their points (`sheet`) and
    `votes` on actions, and the states of `earlier` workshops' actions. `answered` says whether an answer of
    theirs is in any vote. `group` is the id of their group where it scores its themes; `discussed` is what the
    desk before them discusses (`topic_for`), of such a group its own, and `topic` that with its figures, None unless it is revealed.
    `mean` has the whole points of each theme that the room gave on average, once they are shown. `moved` says until
    the first vote closes that the facilitator moved the device.
    """

    alike: SharedPage
    ballot: Ballot
    points: PointsAsked
    department: str
    number: int
    sheet: PointsSheet | None = None
    votes: tuple[OwnVote, ...] = ()
    earlier: tuple[str, ...] = ()
    result: OwnResult | None = None
    moved: bool = False
    answered: bool = False
    group: int | None = None
    discussed: str | None = None
    topic: Topic | None = None
    mean: Mapping[str, int] = field(default_factory=dict)


class Pages:
    """Reads pages; holds what is alike by the revision of its workshop, the newest one alone."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._alike: dict[tuple[int, str], SharedPage] = {}
        self._rooms: dict[int, tuple[int, RoomResult]] = {}
        self._lock, self._counting = threading.Lock(), threading.Lock()

    def own(self, visitor: Visitor, language: str) -> OwnPage:
        """The page of the visitor; raises `NotAllowed` for whoever is no participant."""
        own = _own(self._store, self, visitor, language)
        return own if own.ballot.open else self._with_result(own, visitor)

    def _with_result(self, own: OwnPage, visitor: Visitor) -> OwnPage:
        """The page with the result and the topic; unchanged before the reveal, and while they are hidden."""
        try:
            room = self._room(*admit_participant(self._store, visitor))
            result = own_result(self._store, visitor, room)
        except WrongTime:
            return own
        return replace(own, result=result, topic=_topic(own, room))

    def _room(self, workshop_id: int, revision: int) -> RoomResult:
        """The result at a revision, computed once for everyone in the room."""
        with self._counting:
            found = self._rooms.get(workshop_id)
            if found is None or found[0] != revision:
                found = revision, room_result(read_result(self._store, workshop_id))
                self._rooms[workshop_id] = found
        return found[1]

    def alike(self, session: Session, workshop: Workshop, language: str) -> SharedPage:
        """What all pages share; of those that ask at the same moment one reads it."""
        key, now = (workshop.id, language), time.monotonic()
        with self._lock:
            found = self._alike.get(key)
            fresh = found is not None and now - found.read_at < SECONDS
            if found is None or not fresh or found.workshop.revision != workshop.revision:
                view = describe(session, workshop)
                official = official_in(session, view.framework.id, language)
                last = last_agreed(session, workshop) if workshop.shows_last else LastAgreed()
                found = SharedPage(view, official, last, now)
                self._alike[key] = found
        return found


def _topic(own: OwnPage, room: RoomResult) -> Topic | None:
    """The topic that the stage before somebody shows now."""
    workshop = own.alike.workshop
    if own.discussed in (None, COUNTDOWN_NOW) or workshop.phase is not Phase.REVEALED:
        return None
    group = next((one for one in workshop.groups if one.id == own.group), None)
    topics = own_topics(room.topics, group, workshop.framework)
    first = topics[opening(topics)] if topics else None
    return next((one for one in topics if one.code == own.discussed), first)


@repeatable
def _own(store: Store, pages: Pages, visitor: Visitor, language: str) -> OwnPage:
    with store.read() as session:
        person, workshop = participant_of(session, visitor)
        own = OwnPage(
            pages.alike(session, workshop, language),
            ballot_of(session, person, workshop),
            points_asked(session, workshop),
            session.get_one(Department, person.department_id).name,
            person.number,
            moved=person.moved and not is_counted(session, workshop.id),
        )
        return own if own.ballot.open else _after(session, own, person, workshop)


def _after(session: Session, own: OwnPage, person: Participant, workshop: Workshop) -> OwnPage:
    """The page with what there is to do and to read while no vote is open."""
    shown = rounds_that_count(rounds(session, workshop.id))
    place = session.get_one(Department, person.department_id)
    group = place.id if place.kind == "scores" else None
    return replace(
        own,
        answered=any(one.given for one in cast_ballots(session, person, workshop)),
        group=group,
        discussed=topic_for(topics_in_room(session, workshop), group),
        sheet=points_sheet(session, person, workshop),
        votes=feasibility_votes(session, person, workshop),
        earlier=states_of_earlier(session, workshop) if shown else (),
        mean=mean_of_points(session, workshop) if shown else {},
    )
