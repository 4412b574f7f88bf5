"""The description of one participant's scorecard: what its script and the page without script show."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from resilience.scorecard.answers import own_answers
from resilience.scorecard.cards import Room, ThemeStep, chips, steps_of
from resilience.scorecard.place import (
    BY_TOPIC,
    state_by_topic,
    state_of,
    state_of_moved,
    watch_query,
)
from resilience.scorecard.practice import practice_card
from resilience.scorecard.sentences import (
    SIGNS,
    STATES,
    SURE,
    clock_names,
    named_events,
    sentences,
)
from resilience.services.results.own_page import OwnPage
from resilience.services.voting.responses import LONGEST_REMARK
from resilience.services.workshop.desk import COUNTDOWN_NOW
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.wording.privacy import EVERY_GROUP, OPEN_ANSWERS
from resilience.wording.progress import DROPPED


def scorecard(
    own: OwnPage, person: str, text: Text, *, key: bytes, room: Room | None = None
) -> dict[str, Any]:
    """A participant's scorecard as JSON has it; `key` is the server's, `room` as in `Card`.

    While no vote is open it has no steps, and says why in `closed`; at the step of practice it has a card
    for `practice`, which is answered on the device alone.
    """
    workshop, ballot = own.alike.workshop, own.ballot
    events = _events(workshop, text)
    practice = asdict(practice_card(text)) if workshop.practice else None
    steps = steps_of(own.alike, ballot, room or {}, text) if ballot.open else ()
    return {
        "rule": workshop.framework.text(text.language).summary if ballot.open else "",
        "language": text.language,
        "person": person,
        "department": text(own.department),
        "number": device_number(own, text),
        **watched_moves(own, key),
        "round": ballot.vote,
        "counter": ballot.counter,
        "city": workshop.city.name,
        "wrong": _wrong_words(own, text),
        "closed": "" if ballot.open else closed_words(own, text),
        "notes": _notes(own, text),
        "events": events,
        "points": _points(own),
        "practice": practice,
        "steps": [_step(step) for step in steps],
        "chips": _chips(steps, practice["levels"] if practice else ()),
        "answers": own_answers(ballot.answers) if ballot.open else {},
        "before": own_answers(ballot.before) if ballot.open else {},
        "again": ballot.open and ballot.number > 1,
        "longest": LONGEST_REMARK,
        "signs": SIGNS,
        "states": {state: text(words) for state, words in STATES.items()},
        "sure": [(name, text(words)) for name, words in SURE.items()],
        "clock": clock_names(text, voting=ballot.open),
        "said": _sentences(steps, own, text, events=bool(events)),
    }


def device_number(own: OwnPage, text: Text) -> str:
    """The number by which the facilitator finds the device on the page Attendance."""
    return text("No. {n}", n=own.number)


def _sentences(
    steps: tuple[ThemeStep, ...], own: OwnPage, text: Text, *, events: bool
) -> dict[str, str]:
    """What the script says, without sentences about what this scorecard has nothing of."""
    cards, ballot = [card for step in steps for card in step.cards], own.ballot
    measured = not all(card.levels for card in cards)
    counted = own.alike.workshop.phase == Phase.COUNTED
    needed = {
        "usual": any(card.usual for card in cards),
        "official": any(card.official for card in cards),
        "room": any(card.room for card in cards),
        "lent": any(step.lent for step in steps) or any(card.lent for card in cards),
        "before": bool(ballot.before),
        "practice": own.alike.workshop.practice,
        "events": events,
        "none": counted and not ballot.answers,
        "some": counted and bool(ballot.answers),
        "resent": counted,
        **dict.fromkeys(("points", "pointsGiven", "pointsAgain"), ballot.open),
        **dict.fromkeys(("again", "keepAll"), bool(ballot.before)),
        **dict.fromkeys(("field", "measure", "number"), measured),
    }
    return {name: words for name, words in sentences(text).items() if needed.get(name, True)}


def watched_moves(own: OwnPage, key: bytes) -> dict[str, str]:
    """How a page learns that the workshop moved: of its phase in a vote, else of every change and topic."""
    if not own.ballot.open:
        return watch_by_topic(own, key)
    workshop = own.alike.workshop
    state = state_of_moved(state_of(workshop), own.department if own.moved else None)
    return {"watch": watch_query(key, workshop.code), "state": state}


def watch_by_topic(own: OwnPage, key: bytes) -> dict[str, str]:
    """How a page after the vote learns of every change to its workshop and to what is discussed, countdown included."""
    workshop = own.alike.workshop
    group = "" if own.group is None else f"&group={own.group}"
    state = state_by_topic(workshop.revision, own.discussed)
    state = state_of_moved(state, own.department if own.moved else None)
    return {"watch": watch_query(key, workshop.code) + BY_TOPIC + group, "state": state}


def _wrong_words(own: OwnPage, text: Text) -> str:
    """What to do about a wrong department, which can be corrected until the first vote closes; "" from then on."""
    workshop = own.alike.workshop
    if workshop.phase not in (Phase.PREPARING, Phase.VOTING) or own.ballot.number > 1:
        return ""
    number = "{number}"  # filled in by script and template, so that pages can be shared
    if workshop.by_theme:
        return text("Wrong group? Tell the facilitator your number: {number}", number=number)
    return text("Wrong department? Tell the facilitator your number: {number}", number=number)


def _points(own: OwnPage) -> str:
    """Whether points are asked for during the vote: "asked", "given" once the participant gave some, else ""."""
    if not own.ballot.open or own.sheet is None or not own.sheet.open:
        return ""
    return "given" if own.sheet.given else "asked"


def closed_words(own: OwnPage, text: Text) -> str:
    """What a participant reads while no vote is open."""
    workshop, ballot = own.alike.workshop, own.ballot
    if workshop.phase == Phase.CLOSED:
        return text("This workshop is closed. Its result is kept.")
    if workshop.reveals and workshop.phase == Phase.REVEALED:
        return _revealed_words(own, text)
    if ballot.asked and not ballot.answers:
        return text("The vote is closed. It has no answers from you. What comes next appears here.")
    if ballot.asked:
        return text("The vote is closed. Your saved answers are kept; see them under My answers.")
    return _not_asked_words(own, text)


def _not_asked_words(own: OwnPage, text: Text) -> str:
    """What somebody reads whom no vote asks now."""
    if own.ballot.late:
        return text(
            "This is a later vote, only for people who answered in the first one, so that the two can be compared. You gave no answer in the first vote, so you are not asked. What comes next appears here."
        )
    if own.alike.workshop.phase != Phase.PREPARING:
        return text("Your group is not asked in this vote.")
    return text("You are in. The vote has not started yet; this page updates automatically.")


def _revealed_words(own: OwnPage, text: Text) -> str:
    """What a participant reads once a result is revealed, while it is not here yet too."""
    if own.result:
        dropped = own.alike.workshop.dropped
        return text(DROPPED) if dropped else text("The result is revealed.")
    if own.alike.workshop.replies == "awaited":
        return text(
            "Department leads see their department's result first. After that, the result "
            "appears on this page and on the projector."
        )
    if own.discussed == COUNTDOWN_NOW:
        return text("The result appears here after the countdown on the projector.")
    return text("The result is revealed: look at the projector, or ask the facilitator for it.")


def _notes(own: OwnPage, text: Text) -> list[str]:
    workshop, notes = own.alike.workshop, []
    if own.moved:
        notes.append(_moved_words(own, text))
    if workshop.invented:
        notes.append(text(workshop.invented_words))
    if workshop.k == 0:
        notes.append(text(EVERY_GROUP))
        notes.append(text(OPEN_ANSWERS))
    return notes


def _moved_words(own: OwnPage, text: Text) -> str:
    """Where the facilitator put the device, and what that deleted."""
    place = text(own.department)
    if own.alike.workshop.by_theme:
        return text(
            "The facilitator moved you to {group}. Your answers to themes that it does not score were deleted.",
            group=place,
        )
    return text(
        "The facilitator moved you to {department}. Your answers moved too.", department=place
    )


def _step(step: ThemeStep) -> dict[str, Any]:
    """A theme and its cards, without what they have nothing of: phones load it on weak networks."""
    cards = [{name: value for name, value in asdict(card).items() if value} for card in step.cards]
    return {
        "code": step.code,
        "title": step.title,
        "place": step.place,
        "lent": step.lent,
        "cards": cards,
    }


def _events(workshop: WorkshopView, text: Text) -> list[tuple[str, str]]:
    """The events to plan for, until the vote closes."""
    if workshop.phase not in (Phase.PREPARING, Phase.VOTING):
        return []
    return named_events(workshop.probable, workshop.severe, text)


def _chips(
    steps: tuple[ThemeStep, ...], practice: Sequence[str]
) -> dict[int, list[tuple[str, str]]]:
    """The colours of each scale that is asked, by its number of levels."""
    counts = {len(practice), *(len(card.levels) for step in steps for card in step.cards)}
    return {count: chips(count) for count in counts if count}
