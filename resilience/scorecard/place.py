"""Whose scorecard it is, and how it learns that its workshop has moved on."""

from urllib.parse import urlencode

from resilience.scorecard.sentences import clock_names
from resilience.services.access.tokens import hashed, link_token
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text

#: asks for any change to a workshop, and also for another topic before the room, or for its questions
BY_REVISION, BY_TOPIC, AND_QUESTIONS = "&by=revision", "&by=topic", "&questions=1"


def person_key(token: str) -> str:
    """What page and device call a participant: made from the token, of no use to anybody else."""
    return hashed("phone " + token)[:20]


def seal_of(key: bytes, code: str) -> str:
    """What a page shows when it asks for the state of its workshop; `key` is the server's."""
    return link_token(key, f"where {code} stands")


def watch_query(key: bytes, code: str) -> str:
    """The query with which a page asks for the state of its workshop."""
    return urlencode({"code": code, "seal": seal_of(key, code)})


def state_of(workshop: WorkshopView) -> str:
    """The state of a workshop: a page that shows another one has to be drawn again."""
    return f"{workshop.phase.value} {workshop.reveals}"


def state_of_moved(state: str, department: str | None) -> str:
    """The state for a device that the facilitator moved to a department, None for others."""
    return state if department is None else f"{state} {department}"


def state_by_topic(revision: int | str, topic: str | None) -> str:
    """The state of a workshop and of what the people before a stage discuss, None for nothing."""
    return str(revision) if topic is None else f"{revision} {topic}"


def state_with_questions(state: str, mark: str) -> str:
    """The state of a page that also shows the questions of the room, which have a `mark`."""
    return f"{state} {mark}"


def watched(moves: dict[str, str], token: str, text: Text) -> dict[str, object]:
    """The data with which a page without a scorecard learns of the clock, and that its workshop `moves` on.

    `moves` has the query that it asks (`watch`), and the `state` that it was drawn in.
    It was drawn for the participant with a `token`, and is loaded again when the device is another person's.
    """
    said = {"over": text("{time} over")}
    return {**moves, "own": person_key(token), "clock": clock_names(text), "said": said}
