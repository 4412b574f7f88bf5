"""What the stage of a workshop shows, stored so that several desks stay in step.

Each group has its own desk, and its own stage with its topics only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from resilience.errors import InputError, NotAllowed, NotFound, WrongTime
from resilience.services.access.access import DESKS, RUNNERS, Visitor, lock_for, open_for
from resilience.services.frameworks.frameworks import asked_by, structure_of
from resilience.services.workshop.agenda import RoomScreen
from resilience.services.workshop.groups import codes_of, groups_held
from resilience.services.workshop.phase import Phase, phase_of
from resilience.services.workshop.reply_step import seconds_to_result
from resilience.services.workshop.workshops import WorkshopView, describe
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Department, StagePlace, StageQuestion, Workshop
from resilience.store.voting.questions import on_stage, question_in
from resilience.store.workshops import (
    drop_questions,
    groups,
    lock_workshop,
    note_topic,
    put_on_stage,
    rounds,
    stage_place,
    workshop_by_id,
)

#: what the room sees at any time
DeskScreen = RoomScreen | Literal["questions"]
#: screens for which groups come back to the whole room
_ALL_TOGETHER: tuple[DeskScreen, ...] = ("feasibility", "points", "closing")
#: in place of a topic's code while the stage counts down
COUNTDOWN_NOW = "countdown"


@dataclass(frozen=True, slots=True)
class DeskPlace:
    """What the stage shows: after a reveal the result, a topic, or the picture of a step; at any time questions.

    `topic` is the code of the indicator discussed now or last, "" before the first one; `discussed` has all that
    were discussed since the reveal, by the room and by groups. `question` is the id of the one question shown, None
    for the first five. The stage of a `group` (its id) discusses only the group's topics; `apart` is false while
    the group's phones show the room's topic instead.
    """

    screen: DeskScreen = "result"
    topic: str = ""
    question: int | None = None
    group: int | None = None
    discussed: tuple[str, ...] = ()
    apart: bool = False


def decided_by(visitor: Visitor, workshop: WorkshopView) -> frozenset[str]:
    """Return the codes on which a visitor may agree levels and add actions; for a group's desk, its own."""
    runs, held = visitor.may(workshop.id, RUNNERS), groups_held(visitor, workshop.id)
    own = [one for one in workshop.groups if one.id in held]
    codes = (one.code for one in workshop.asked)
    return frozenset(c for c in codes if runs or any(g.has(workshop.framework, c) for g in own))


@repeatable
def view_desk(store: Store, visitor: Visitor, code: str) -> DeskPlace:
    """Return the place of the desk of a workshop, for the people who run it."""
    with store.read() as session:
        return _place(session, *_desk(session, visitor, code, None))


@repeatable
def view_stage(
    store: Store, visitor: Visitor, code: str, group: int | None = None
) -> tuple[WorkshopView, DeskPlace]:
    """Return the workshop and the place of its desk or a group's, for the stage."""
    with store.read() as session:
        workshop, row = _desk(session, visitor, code, group)
        return describe(session, workshop), _place(session, workshop, row)


@repeatable
def show_topic(
    store: Store, visitor: Visitor, code: str, topic: str, group: int | None = None
) -> None:
    """Discuss an indicator on the stage; raises `InputError` for one that the workshop or group does not discuss."""
    _show(store, visitor, code, "discuss", topic, group)


@repeatable
def show_screen(store: Store, visitor: Visitor, code: str, screen: RoomScreen) -> None:
    """Show the result, the last topic, or the picture of a step on the stage; the topic is kept."""
    _show(store, visitor, code, screen)


@repeatable
def show_asked_again(store: Store, visitor: Visitor, code: str, topic: str) -> None:
    """Show the page of a later vote with an indicator until another is shown; the discussion opens with it."""
    _show(store, visitor, code, "second vote", topic)


@repeatable
def show_questions(
    store: Store, visitor: Visitor, code: str, question_id: int | None = None
) -> None:
    """Show an open question on the stage, or without one the five with most up-votes."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        if question_id is not None:
            asked = question_in(session, workshop.id, question_id)
            if asked is None or asked.state != "open":
                raise NotFound("This question has been removed. Reload the page.")
        row = on_stage(session, workshop.id) or StageQuestion(workshop_id=workshop.id)
        row.question_id = question_id
        session.add(row)


@repeatable
def end_questions(store: Store, visitor: Visitor, code: str) -> None:
    """Return the stage to what it showed before the questions."""
    with store.write() as session:
        drop_questions(session, lock_for(session, visitor, code, RUNNERS).id)


@repeatable
def view_topics(store: Store, workshop_id: int) -> dict[int | None, str]:
    """As `topics_in_room`, for pages of the workshop."""
    with store.read() as session:
        return topics_in_room(session, workshop_by_id(session, workshop_id))


def topics_in_room(session: Session, workshop: Workshop) -> dict[int | None, str]:
    """Return the topics on the stages now: of the whole room (None), and of groups that score, by their id.

    "" is the topic with which the discussion opens. The room is absent while its stage shows something else, a
    group unless its own desk moved after the room's, and all while the room votes on actions, gives points or
    closes. During the countdown to a result it is only `COUNTDOWN_NOW`.
    """
    if seconds_to_result(session, workshop):
        return {None: COUNTDOWN_NOW}
    place = _place(session, workshop, None)
    if place.screen in _ALL_TOGETHER:
        return {}
    opened, row = place.screen == "discuss", stage_place(session, workshop.id)
    scoring = (one for one in groups(session, workshop.id) if one.kind == "scores")
    apart = (row and row.apart) or ()
    found: dict[int | None, str] = {
        one.id: one.topic for one in scoring if one.topic and one.id in apart
    }
    return found | ({None: place.topic} if opened else {})


def topic_for(topics: Mapping[int | None, str], group: int | None) -> str | None:
    """Return the topic that a member of a group follows: of the group's own desk, else of the whole room."""
    return topics.get(group, topics.get(None))


def back_to_result(session: Session, workshop_id: int) -> None:
    """Reset the stage to the result, as after a reveal."""
    drop_questions(session, workshop_id)
    if row := stage_place(session, workshop_id):
        session.delete(row)
        session.flush()


def _show(
    store: Store,
    visitor: Visitor,
    code: str,
    screen: RoomScreen,
    topic: str | None = None,
    group: int | None = None,
) -> None:
    """Move the desk, from the first reveal on; raises `WrongTime` while no result is shown."""
    with store.write() as session:
        workshop, own = _desk(session, visitor, code, group)
        workshop = lock_workshop(session, workshop.id)
        if phase_of(workshop, rounds(session, workshop.id)) not in (Phase.REVEALED, Phase.CLOSED):
            raise WrongTime("The stage can show a result or a topic only after the reveal.")
        if topic is not None and topic not in _topics(session, workshop, own):
            raise InputError(
                "The workshop does not ask about the indicator {code}.", code=topic[:40]
            )
        if own is None:
            put_on_stage(session, workshop.id, screen, topic)
        else:
            own.topic = topic
            session.add(own)
        if topic is not None and screen == "discuss":
            note_topic(session, workshop.id, topic, own.id if own else None)


def _desk(
    session: Session, visitor: Visitor, code: str, group: int | None
) -> tuple[Workshop, Department | None]:
    """The workshop, and the group whose desk it is, if the visitor may run that desk."""
    workshop = open_for(session, visitor, code, RUNNERS if group is None else DESKS)
    if group is None:
        return workshop, None
    if not visitor.may(workshop.id, RUNNERS) and group not in groups_held(visitor, workshop.id):
        raise NotAllowed("This desk belongs to another group. Open it with that group's link.")
    for row in groups(session, workshop.id):
        if row.id == group:
            return workshop, row
    raise NotFound("The workshop {code} has no such group.", code=workshop.code)


def _topics(session: Session, workshop: Workshop, group: Department | None) -> set[str]:
    """The codes of the indicators that a desk may show."""
    asked = {one.code for one in asked_by(session, workshop)}
    if group is None:
        return asked
    return asked & codes_of(structure_of(session, workshop), group.themes or ())


def _place(session: Session, workshop: Workshop, group: Department | None) -> DeskPlace:
    row = stage_place(session, workshop.id) or StagePlace(workshop_id=workshop.id, screen="result")
    if group is not None:
        apart = group.id in (row.apart or ()) or row.screen in _ALL_TOGETHER
        return DeskPlace("discuss", group.topic or "", group=group.id, apart=apart)
    asked = on_stage(session, workshop.id)
    discussed = tuple(row.discussed)
    if asked is not None:
        return DeskPlace("questions", row.topic, asked.question_id, discussed=discussed)
    screen = next(one for one in get_args(RoomScreen) if one == row.screen)
    return DeskPlace(screen, row.topic, discussed=discussed)
