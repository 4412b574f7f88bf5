"""A whole day with two browsers, the facilitator's and a phone; `make hall` has twelve, and a hundred people more."""

from playwright.sync_api import expect

from resilience.services.access.access import Visitor
from resilience.services.voting.responses import own_ballot
from resilience.store import Store
from tests.browser.hall.day import Desk, hold
from tests.browser.hall.test_hall import Person, opens
from tests.live import People, Server
from tests.services.held import Held

#: people without a browser, half of whom see everything differently
OTHERS = 6


class Room:
    """A phone, and a few people who answer without one."""

    def __init__(self, server: Server, people: People) -> None:
        self._server, self._people = server, people
        self._store = Store(f"sqlite:///{server.database}")
        self._others: list[Visitor] = []
        self._levels = [(0, 3), (1, 2)]

    def first_phone(self, code: str) -> None:
        """The phone joins."""
        self._phone: Person = opens(self._people, self._server, code, 1)

    def join(self, code: str) -> None:
        """All others join."""
        self._held = Held(self._store, code)
        self._others = [self._held.join("Water") for _ in range(OTHERS)]

    def answer(self) -> None:
        """Everybody answers everything, in the later vote otherwise, the phone one indicator."""
        levels = self._levels.pop(0)
        for n, who in enumerate(self._others):
            for code in own_ballot(self._store, who).asked:
                self._held.say(who, **{code: levels[n % 2]})
        asked = own_ballot(self._store, self._others[0]).asked
        expect(self._phone.page.locator("#given")).to_be_visible()
        self._phone.choose(asked[0], "2")
        self._phone.says("saved")

    def leave(self) -> None:
        """Everybody goes home."""
        self._store.engine.dispose()


def test_a_whole_day_takes_few_presses_and_nothing_needed_is_off_the_screen(
    server: Server, people: People
) -> None:
    desk = Desk(people.person(width=1280, height=720), server.url, server.facilitator_link)
    room = Room(server, people)
    hold(desk, room, room.first_phone)
    room.leave()
    assert [step.name for step in desk.steps if not step.within] == []
    missing = {step.name: step.off_screen for step in desk.steps if step.off_screen}
    assert missing == {}
