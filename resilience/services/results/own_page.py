"""All that the page of one participant shows, read at once; what all pages share is read for all."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace

from resilience.errors import WrongTime
from resilience.services.access.access import Visitor, participant_of
from resilience.services.deciding.feasibility import OwnVote, feasibility_votes
from resilience.services.deciding.follow_up import states_of_earlier
from resilience.services.deciding.points_asked import PointsAsked, points_asked
from resilience.services.deciding.weights import PointsSheet, mean_of_points, points_sheet
from resilience.services.frameworks.official_wording import official_in
from resilience.services.results.discussion import Topic, opening, own_topics
from resilience.services.results.last_agreed import LastAgreed, last_agreed
from resilience.services.results.own_result import OwnResult, own_result, room_result
from resilience.services.results.results import admit_participant
from resilience.services.results.shared import result_at, topics_at
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
    """The part of participants' pages that is the same for all in one language; `pages` caches what is made of it."""

    workshop: WorkshopView
    official: Mapping[str, Official]
    last: LastAgreed
    pages: dict[Hashable, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The page of one participant; `points` is whether they are asked for points, `number` is the device's.

    `sheet` has their points, in a vote only while they are asked. While no vote is open the page also has the
    `result`, once it is revealed, their `votes` on actions, and the states of `earlier` workshops' actions. `answered` is whether any vote has an answer of theirs.
    `group` is the id of their group if it scores its own themes. `discussed` is the code of the topic that they
    follow (`topic_for`), and `topic` that topic with its figures, None before the reveal. `at_group` is true if it
    is the topic of their group's desk. `call` is the link to the video call for remote people, "" for others.
    `mean` has the room's mean points of each theme, as whole numbers, once they are shown. `moved` is true, until
    the first vote closes, if the facilitator moved the device.
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
    at_group: bool = False
    topic: Topic | None = None
    mean: Mapping[str, int] = field(default_factory=dict)
    call: str = ""


def read_own_page(store: Store, visitor: Visitor, language: str) -> OwnPage:
    """Return the page of the visitor; raises `NotAllowed` for visitors who have not joined."""
    own = _own(store, visitor, language)
    return own if own.ballot.open else _with_result(store, own, visitor)


def _with_result(store: Store, own: OwnPage, visitor: Visitor) -> OwnPage:
    """The page with the result and the topic; unchanged before the reveal, and while they are hidden."""
    try:
        at = admit_participant(store, visitor)
        room = store.shared.get(at, room_result, lambda: room_result(result_at(store, *at)))
        result = own_result(store, visitor, room)
        return replace(own, result=result, topic=_topic(own, topics_at(store, *at)))
    except WrongTime:
        return own


def _alike(store: Store, session: Session, workshop: Workshop, language: str) -> SharedPage:
    """The part that is the same for everyone; parts without a revision are read again every `SECONDS`."""

    def read() -> SharedPage:
        view = describe(session, workshop)
        official = official_in(session, view.framework.id, language)
        last = last_agreed(session, workshop) if workshop.shows_last else LastAgreed()
        return SharedPage(view, official, last)

    at, name = (workshop.id, workshop.revision), ("own page", language)
    return store.shared.get(at, name, read, seconds=SECONDS)


def _topic(own: OwnPage, topics: tuple[Topic, ...]) -> Topic | None:
    """Return the topic on the stage that the participant follows (the room's or their group's), or None."""
    workshop = own.alike.workshop
    if own.discussed in (None, COUNTDOWN_NOW) or workshop.phase is not Phase.REVEALED:
        return None
    group = next((g for g in workshop.groups if own.at_group and g.id == own.group), None)
    topics = own_topics(topics, group, workshop.framework)
    first = topics[opening(topics)] if topics else None
    return next((one for one in topics if one.code == own.discussed), first)


@repeatable
def _own(store: Store, visitor: Visitor, language: str) -> OwnPage:
    with store.read() as session:
        person, workshop = participant_of(session, visitor)
        own = OwnPage(
            _alike(store, session, workshop, language),
            ballot_of(session, person, workshop),
            points_asked(session, workshop),
            session.get_one(Department, person.department_id).name,
            person.number,
            call=(workshop.call_link or "") if person.remote else "",
            moved=person.moved and not is_counted(session, workshop.id),
        )
        if own.ballot.open:
            asked = own.points == "now"
            return replace(own, sheet=points_sheet(session, person, workshop)) if asked else own
        return _after(session, own, person, workshop)


def _after(session: Session, own: OwnPage, person: Participant, workshop: Workshop) -> OwnPage:
    """The page with what there is to do and to read while no vote is open."""
    shown = rounds_that_count(rounds(session, workshop.id))
    place = session.get_one(Department, person.department_id)
    group = place.id if place.kind == "scores" else None
    topics = topics_in_room(session, workshop)
    return replace(
        own,
        answered=any(one.given for one in cast_ballots(session, person, workshop)),
        group=group,
        discussed=topic_for(topics, group),
        at_group=group is not None and group in topics,
        sheet=points_sheet(session, person, workshop),
        votes=feasibility_votes(session, person, workshop),
        earlier=states_of_earlier(session, workshop) if shown else (),
        mean=mean_of_points(session, workshop) if shown else {},
    )
