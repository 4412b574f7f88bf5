"""What the stage of a workshop shows now, read and drawn once for all who look."""

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from resilience.scorecard.cards import chips
from resilience.scorecard.practice import practice_card
from resilience.services.deciding.feasibility import staged_actions
from resilience.services.deciding.points_asked import points_wanted
from resilience.services.deciding.weights import staged_weighing
from resilience.services.frameworks.official_wording import official_words
from resilience.services.results.between_votes import repeated_last
from resilience.services.results.discussion import Topic, own_topics
from resilience.services.results.last_agreed import shown_last
from resilience.services.results.results import WorkshopResult
from resilience.services.results.shared import result_at, topics_at
from resilience.services.upkeep.addresses import only_this_machine
from resilience.services.voting.progress import ProgressSnapshot, snapshot
from resilience.services.voting.questions import RoomQuestion, staged_questions
from resilience.services.workshop.desk import DeskPlace
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import replies_so_far
from resilience.services.workshop.workshops import WorkshopView
from resilience.store import Store
from resilience.text import Text, mark
from resilience.web.pages import fragment, qr_svg
from resilience.web.stage.discussing import discussion
from resilience.web.stage.ending import closing, second_vote
from resilience.web.stage.gathering import gathering
from resilience.web.stage.planning import act_on, action_list, adopted_words, feasibility, points
from resilience.web.stage.revealing import reveal
from resilience.wording.agreement import group_lines
from resilience.wording.progress import DROPPED, here_words, not_counted_words

T = TypeVar("T")
#: seconds for which all who look share one count of the vote
SHARED = 0.4
#: heading of an earlier result or a question until a closed vote is revealed
CLOSED_AGAIN = mark("A later vote is closed. Its result has not been revealed yet.")
#: the same for a vote that was revealed before
REOPENED = mark("The reopened vote is closed. Its result has not been revealed again yet.")
#: what the room reads while a result is not shown: title, sentence
CLOSED = (mark("The vote is closed"), mark("The result has not been revealed yet."))
CLOSED_TWICE = (CLOSED[0], mark("The result has not been revealed again yet."))
NOTHING_ASKED = (
    mark("Nothing to discuss"),
    mark("No vote included an indicator from this group's themes."),
)
REPLIES = (
    mark("Departments reply first"),
    mark(
        "Department leads see their department's result first. The result will appear here after that."
    ),
)


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen as HTML; another `mark` is another screen."""

    name: str
    body: str

    @property
    def mark(self) -> str:
        """Hash of the screen's contents; changes with them."""
        return hashlib.sha256(f"{self.name} {self.body}".encode()).hexdigest()[:16]


class Screens:
    """Draws the screens of stages, once for all who look at the same one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def screen(
        self, workshop: WorkshopView, desk: DeskPlace, text: Text, join: str, pause: str = ""
    ) -> Screen:
        """The screen of a workshop that the visitor runs; `join` is the address to join at.

        `pause` says until when the room has a break, "" without one.
        """
        if desk.screen == "questions":
            asked = staged_questions(self._store, workshop.id, desk.question)
            draw = partial(_questions, workshop, asked, text, one=desk.question is not None)
            return self._drawn(desk.screen, workshop, text, (desk, asked), draw)
        if workshop.phase is Phase.COUNTED and not workshop.reveals:
            title, words = map(text, CLOSED_TWICE if workshop.hidden else CLOSED)
            draw = partial(_waiting, workshop, text, pause or title, words)
            return self._drawn("counted", workshop, text, pause, draw)
        if workshop.phase in (Phase.PREPARING, Phase.VOTING):
            now = self._progress(workshop)
            if workshop.practice:
                draw = partial(_practice, workshop, now, text, join)
                return self._drawn("practice", workshop, text, (now, join), draw)
            sharing = self._now(workshop, points_wanted)
            draw = partial(_gathering, workshop, now, text, join, sharing=sharing)
            return self._drawn("gathering", workshop, text, (now, join, sharing), draw)
        return self._after(workshop, desk, text)

    def _after(self, workshop: WorkshopView, desk: DeskPlace, text: Text) -> Screen:
        """The screen of a workshop that has a result: what the desk chose, once others may see it."""
        if workshop.replies == "awaited":  # the room waits until the result is shown
            replied, of = self._now(workshop, replies_so_far)
            title, words = map(text, REPLIES)
            count = text.plural(
                "{replied} of {n} department has replied.",
                "{replied} of {n} departments have replied.",
                of,
                replied=text.number(replied),
            )
            draw = partial(_waiting, workshop, text, title, f"{words} {count}" if of else words)
            return self._drawn("waiting", workshop, text, (replied, of), draw)
        if workshop.phase is Phase.COUNTED:
            note = text(REOPENED if workshop.hidden else CLOSED_AGAIN)
            draw = partial(self._result, workshop, text, note)
            return self._drawn("counted", workshop, text, None, draw)
        if desk.screen in ("actions", "feasibility", "points"):
            return self._plans(workshop, desk, text)
        draw = partial(self._revealed, workshop, desk, text)
        return self._drawn(desk.screen, workshop, text, desk, draw, desk.group)

    def _plans(self, workshop: WorkshopView, desk: DeskPlace, text: Text) -> Screen:
        """The current picture of a step in which the room plans."""
        here = self._progress(workshop)
        if desk.screen == "points":
            seen = self._now(workshop, staged_weighing)
            change = self._adopted(workshop, text) if seen.state == "adopted" else ""
            shown = points(workshop, seen, here, text, change)
        else:
            staged = self._now(workshop, staged_actions)
            if desk.screen == "feasibility":
                shown = feasibility(staged, here.with_device, text)
            elif staged.actions:
                shown = action_list(staged, text)
            else:
                shown = act_on(self._counted(workshop)[0], text)
        draw = partial(fragment, "stage/planning.html", text, workshop=workshop, shown=shown)
        return self._drawn(desk.screen, workshop, text, shown, draw)

    def _adopted(self, workshop: WorkshopView, text: Text) -> str:
        """What the adopted weights change, computed once per revision and language."""

        def words() -> str:
            return adopted_words(self._counted(workshop)[0], workshop, text)

        at = (workshop.id, workshop.revision)
        return self._store.shared.get(at, ("adopted weights", text.language), words)

    def _drawn(
        self,
        name: str,
        workshop: WorkshopView,
        text: Text,
        state: Hashable,
        draw: Callable[[], str],
        group: int | None = None,
    ) -> Screen:
        """The screen in a language, drawn again when the revision or the state is another one."""
        at, key = (workshop.id, workshop.revision), ("screen", group, text.language)
        return self._store.shared.get(at, key, lambda: Screen(name, draw()), (name, state))

    def _progress(self, workshop: WorkshopView) -> ProgressSnapshot:
        return self._now(workshop, snapshot)

    def _now(self, workshop: WorkshopView, read: Callable[[Store, int], T]) -> T:
        """What moves without another revision, read once for all who look at the same moment."""
        at = (workshop.id, workshop.revision)
        return self._store.shared.get(
            at, read, lambda: read(self._store, workshop.id), seconds=SHARED
        )

    def _revealed(self, workshop: WorkshopView, desk: DeskPlace, text: Text) -> str:
        """The screen that the desk chose of those that show a result."""
        result, topics = self._counted(workshop)
        if desk.screen == "second vote" and result.later:
            repeated = repeated_last(self._store, workshop.id)
            changed = second_vote(result, repeated, topics, text, desk.topic)
            return fragment("stage/second_vote.html", text, workshop=workshop, shown=changed)
        if desk.screen == "closing":
            shown = closing(result, text)
            return fragment("stage/closing.html", text, workshop=workshop, shown=shown)
        if desk.screen == "discuss":
            return self._discussion(workshop, desk, text)
        return self._result(workshop, text, text(DROPPED) if workshop.dropped else "")

    def _counted(self, workshop: WorkshopView) -> tuple[WorkshopResult, tuple[Topic, ...]]:
        at = workshop.id, workshop.revision
        return result_at(self._store, *at), topics_at(self._store, *at)

    def _result(self, workshop: WorkshopView, text: Text, note: str = "") -> str:
        """The score; a `note` says which vote is not in it."""
        result, topics = self._counted(workshop)
        return fragment(
            "stage/result.html",
            text,
            workshop=workshop,
            note=note
            or not_counted_words(len(result.not_shown), len(result.from_later_vote), text),
            shown=reveal(result, text),
            groups=group_lines(workshop, topics, text),
        )

    def _discussion(self, workshop: WorkshopView, desk: DeskPlace, text: Text) -> str:
        """A topic of the room or of a group."""
        result, topics = self._counted(workshop)
        group = next((one for one in workshop.groups if one.id == desk.group), None)
        topics = own_topics(topics, group, workshop.framework)
        if not topics:
            return _waiting(workshop, text, *map(text, NOTHING_ASKED))
        official = official_words(self._store, workshop.framework.id, text.language)
        last = shown_last(self._store, workshop.id)
        shown = discussion(result, topics, desk.topic, official, last, text, group)
        return fragment("stage/discuss.html", text, workshop=workshop, shown=shown)


def _gathering(
    workshop: WorkshopView, now: ProgressSnapshot, text: Text, join: str, *, sharing: bool
) -> str:
    return fragment(
        "stage/gathering.html",
        text,
        workshop=workshop,
        shown=gathering(workshop, now, text, sharing=sharing),
        join=join.removesuffix(f"?code={workshop.code}"),
        qr=qr_svg(join),
        alone=only_this_machine(join),
    )


def _practice(workshop: WorkshopView, now: ProgressSnapshot, text: Text, join: str) -> str:
    shown = practice_card(text)
    return fragment(
        "stage/practice.html",
        text,
        workshop=workshop,
        shown=shown,
        colours=chips(len(shown.levels)),
        here=here_words(now, workshop, text),
        join=join.removesuffix(f"?code={workshop.code}"),
        qr=qr_svg(join),
        alone=only_this_machine(join),
    )


def _questions(
    workshop: WorkshopView, asked: tuple[RoomQuestion, ...], text: Text, *, one: bool
) -> str:
    note = text(CLOSED[0]) if workshop.phase is Phase.COUNTED else ""
    return fragment(
        "stage/questions.html", text, workshop=workshop, shown=asked, one=one, note=note
    )


def _waiting(workshop: WorkshopView, text: Text, title: str, said: str) -> str:
    """A sentence for the room while there is nothing else to show."""
    return fragment("stage/waiting.html", text, workshop=workshop, title=title, said=said)
