"""A click on a page that has just changed on the server, and has not changed on the screen yet."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import Visitor, identify
from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action, remove_action
from resilience.services.deciding.feasibility import own_feasibility
from resilience.services.workshop.participants import join
from resilience.store import now
from tests.browser import steps
from tests.live import People, Server, wait_for
from tests.services.held import HOST, KEY, Held
from tests.voting import first_vote

CLEAN, RAISE = "Clean the drains.", "Raise the sea wall."


@dataclass
class Line:
    """A page's line to its server, which keeps back what the server sends while it is `slow`."""

    page: Page
    slow: bool = False
    kept: list[bytes | str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.route_web_socket(re.compile("/_stcore/stream"), self._connect)

    def _connect(self, here: WebSocketRoute) -> None:
        self._here = here
        here.connect_to_server().on_message(self._deliver)

    def _deliver(self, message: bytes | str) -> None:
        if self.slow:
            self.kept.append(message)
        else:
            self._here.send(message)

    def runs_ended(self) -> int:
        """How many runs of the page have ended on the server, unseen by the page."""
        ends = [ForwardMsg.FromString(one) for one in self.kept if isinstance(one, bytes)]
        self.page.wait_for_timeout(50)
        return sum(one.WhichOneof("type") == "script_finished" for one in ends)

    def release(self) -> None:
        """Send on what was kept back."""
        self.slow = False
        while self.kept:
            self._here.send(self.kept.pop(0))


@pytest.fixture
def room(server: Server) -> Iterator[Held]:
    """A workshop on a running server."""
    with first_vote(server) as held:
        yield held


def an_action_goes(held: Held, first: int) -> None:
    """Remove the action above."""
    remove_action(held.store, HOST, held.code, first)


def a_vote_opens(held: Held, _first: int) -> None:
    """Open a later vote: the result above makes room for a link."""
    held.move(rounds.open_vote)


def asked_about_two_actions(held: Held) -> tuple[str, Visitor, int]:
    """The token of a table that is asked how feasible two actions are, who it is, and the first action's id."""
    water = held.department("Water")
    token = join(held.store, held.code, department_id=water, language="en", size=4)
    who = identify(held.store, KEY, participant_token=token)
    held.say(who, INF10=2)
    held.move(rounds.close_vote, rounds.reveal)
    plans = [ActionPlan("INF5", what, water, by_when=now().date()) for what in (CLEAN, RAISE)]
    first, _ = [add_action(held.store, HOST, held.code, plan) for plan in plans]
    return token, who, first


@pytest.mark.parametrize("change", [an_action_goes, a_vote_opens])
def test_a_vote_on_an_action_counts_and_is_shown_although_it_has_just_moved(
    server: Server, people: People, room: Held, change: Callable[[Held, int], None]
) -> None:
    token, who, first = asked_about_two_actions(room)
    page = people.person(width=360)
    page.context.add_cookies([{"name": PERSON, "value": token, "url": server.url}])
    line = Line(page)
    page.goto(f"{server.url}/answers")
    card = page.locator("[class*='st-key-feasible-']", has_text=RAISE)
    expect(card).to_be_visible()
    steps.settled(page)
    line.slow = True
    change(room, first)
    wait_for(lambda: line.runs_ended() == 1, "the page to run again on the server")
    card.get_by_text("Feasible", exact=True).click()
    wait_for(lambda: own_feasibility(room.store, who)[-1].said == 1, "the vote")
    line.release()
    expect(card.get_by_text("saved: Feasible")).to_be_visible()
