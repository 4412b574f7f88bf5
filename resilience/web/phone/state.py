"""The state of a workshop that open phone pages ask for all the time."""

from collections.abc import Mapping
from typing import NamedTuple, Self

from starlette.datastructures import QueryParams

from resilience.errors import NotFound
from resilience.scorecard.place import (
    state_by_topic,
    state_of,
    state_of_moved,
    state_with_questions,
)
from resilience.services.deciding.points_asked import points_wanted
from resilience.services.voting.questions import questions_mark
from resilience.services.workshop.desk import topic_for, view_topics
from resilience.services.workshop.devices import moved_devices
from resilience.services.workshop.run_sheet import Clock, clock_of
from resilience.services.workshop.workshops import view_workshop
from resilience.store import Store
from resilience.web.phone.sendings import DIGITS


class State(NamedTuple):
    """A workshop's state by phase and its revision, its `clock`, and what is discussed by group.

    `moved` as in `moved_devices`, `questions` as in `questions_mark`; `points` is whether points are asked for now.
    """

    phase: str = ""
    revision: str = ""
    clock: Clock = None
    topics: Mapping[int | None, str] = {}
    moved: Mapping[str, str] = {}
    questions: str = ""
    points: bool = False

    def of(self, query: QueryParams, known_by: str) -> str:
        """The state that a page asks for: `by` revision, or topic with the `group` of its person."""
        if query.get("by") == "revision":
            return self.revision
        state = self.phase
        if query.get("by") == "topic":
            group = query.get("group", "")[:DIGITS]
            at = int(group) if group.isdecimal() else None
            state = state_by_topic(self.revision, topic_for(self.topics, at))
        state = state_of_moved(state, self.moved.get(known_by))
        return state_with_questions(state, self.questions) if "questions" in query else state

    @classmethod
    def now(cls, store: Store, code: str) -> Self:
        """The stored state of a workshop."""
        try:
            workshop = view_workshop(store, code)
        except NotFound:
            return cls("gone", "gone")  # a rehearsal that has ended: its pages load again
        return cls(
            state_of(workshop),
            str(workshop.revision),
            clock_of(store, code),
            view_topics(store, workshop.id),
            moved_devices(store, workshop.id),
            questions_mark(store, workshop.id),
            points_wanted(store, workshop.id),
        )
