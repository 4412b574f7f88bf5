"""A hall of twenty phones, two laptops and a projector, through two votes and what goes wrong there.

Whatever a page has called saved is in the database with its last value, once.
"""

import re
import time
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Locator, Page, expect

from resilience.services.access.access import Visitor, identify
from resilience.services.access.tokens import PERSON
from resilience.services.voting.responses import own_ballot
from resilience.store import Store
from resilience.store.tables import Action, AgreedLevel, ReplacedAnswer, Response
from tests.browser import steps
from tests.browser.hall.test_discussion import agreed_on
from tests.browser.results.test_actions import add
from tests.live import People, Server
from tests.services.held import KEY, rows

PHONES, LAPTOPS = 20, 2
DEPARTMENTS = ("Housing", "Water", "Emergency management")
#: the first indicators of the quick tier
ASKED = ("INF10", "INF11", "INF5", "INF16")
SPLIT, AGREED = ASKED[:2]
#: seconds without a network
OUTAGE = 60
#: what somebody with two tabs says in one, before the other changes it
DOUBLED = "1"
#: what the phone whose person speaks Japanese says when all is saved
SAVED = {2: "保存済み"}


@dataclass
class Person:
    """Somebody with a device, and what that person said last of each indicator."""

    page: Page
    place: str
    said: dict[str, str] = field(default_factory=dict)

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def choose(self, code: str, said: str, tab: Page | None = None) -> None:
        """Answer on the phone page, by its list."""
        page = tab or self.page
        page.locator("#given").click()
        page.locator(f'.list [data-at="{code}"]').click()
        button = screen(page).locator(f'button[name=said][value="{said}"]')
        button.click()
        pressed = page.locator(f'[data-at="{code}"] button[value="{said}"]').first
        expect(pressed).to_have_attribute("aria-pressed", "true")
        steps.moved_on(page, pressed)
        self.said[code] = said

    def answer(self, code: str, said: str) -> None:
        """Answer on the full page, as laptops do, and see it saved."""
        steps.answer(self.page, code, int(said))
        self.said[code] = said

    def says(self, status: str) -> None:
        """Wait until the phone page says so."""
        expect(self.page.locator("#status")).to_have_text(status)


@dataclass
class Hall:
    """Everybody in the hall."""

    server: Server
    people: People
    store: Store
    projector: Page
    code: str
    phones: list[Person]
    laptops: list[Person]

    @property
    def everybody(self) -> list[Person]:
        return [*self.phones, *self.laptops]


def screen(page: Page) -> Locator:
    """The screen of the phone page that is shown."""
    return page.locator("section.screen:visible")


def opens(people: People, server: Server, code: str, n: int) -> Person:
    """Somebody joins with a phone and starts scoring."""
    page, place = people.person(width=360, height=740), DEPARTMENTS[n % len(DEPARTMENTS)]
    page.goto(f"{server.url}/join?code={code}")
    page.get_by_label(place, exact=True).check()
    page.get_by_role("button", name="Join").click()
    page.get_by_role("link", name=re.compile("Start scoring|Continue")).click()
    expect(page).to_have_url(re.compile("/m$"))
    page.wait_for_load_state()
    return Person(page, place)


def brings_a_laptop(people: People, server: Server, code: str, table_of: int | None) -> Person:
    """Somebody, or a table, joins with a laptop on the full page."""
    page = people.person()
    steps.join(page, server.url, code, "Housing", table_of=table_of)
    return Person(page, "Housing")


def level(n: int, code: str) -> str:
    """What phone `n` answers: the room is split on the first indicator and agrees on the second."""
    return {SPLIT: "03"[n % 2], AGREED: "2"}.get(code, str(n % 4))


def visitor(person: Person, store: Store) -> Visitor:
    """Who the cookie of a browser says is there."""
    token = next(c["value"] for c in person.context.cookies() if c["name"] == PERSON)
    return identify(store, KEY, participant_token=token)


def kept(person: Person, store: Store) -> dict[str, str]:
    """What the database has of a person in the last vote, as the page writes it."""
    answers = own_ballot(store, visitor(person, store)).answers.values()
    found = {answer.indicator: answer.said for answer in answers if answer.said is not None}
    return {code: str(int(s)) if isinstance(s, int | float) else s for code, s in found.items()}


def check_nothing_is_lost(room: list[Person], hall: Hall, votes: int) -> None:
    """Every answer of everybody is there, with its last value; none twice."""
    for person in room:
        assert kept(person, hall.store) == person.said
    found = rows(hall.store, Response)
    assert len({(r.participant_id, r.round_id, r.indicator) for r in found}) == len(found)
    assert len({r.round_id for r in found}) == votes
    replaced = rows(hall.store, ReplacedAnswer)
    assert len(replaced) == sum(level(3, code) != DOUBLED for code in ASKED)


def cut_off(phone: Person) -> float:
    """One phone loses the network and answers all the same; gives when it was lost."""
    phone.context.set_offline(True)
    since = time.monotonic()
    for code in ASKED:
        phone.choose(code, level(0, code))
    phone.says(f"{len(ASKED)} kept on this device")
    return since


def reload_speak_and_double(hall: Hall) -> None:
    """One phone reloads half way, one changes to Japanese, one answers in two tabs."""
    reloads, speaks, doubles = hall.phones[1:4]
    for n, code in enumerate(ASKED):
        if n == 2:
            reloads.page.reload()
        reloads.choose(code, level(1, code))
    speaks.choose(ASKED[0], level(2, ASKED[0]))
    speaks.page.get_by_role("button", name="日本語").click()
    expect(speaks.page.locator("html[lang=ja]")).to_have_count(1)
    speaks.page.wait_for_load_state()
    for code in ASKED[1:]:
        speaks.choose(code, level(2, code))
    other_tab = doubles.context.new_page()
    other_tab.goto(f"{hall.server.url}/m")
    for code in ASKED:
        doubles.choose(code, DOUBLED)
        doubles.choose(code, level(3, code), tab=other_tab)


def answer_all(phones: list[Person], first: int, status: str) -> None:
    """Phones answer everything, the first of them as number `first`."""
    for n, phone in enumerate(phones, first):
        for code in ASKED:
            phone.choose(code, level(n, code))
        phone.says(status)


def first_vote(hall: Hall) -> None:
    """Everybody answers, while the server ends at once and comes back, and somebody comes late."""
    offline, *online = hall.phones
    since = cut_off(offline)
    reload_speak_and_double(hall)
    half = len(online) // 2
    answer_all(online[3:half], 4, "saved")
    for laptop in hall.laptops:
        for code in ASKED[:2]:
            laptop.answer(code, level(1, code))
    for n, phone in enumerate(online[:3], 1):
        phone.says(SAVED.get(n, "saved"))
    hall.server.kill()
    check_nothing_is_lost([p for p in hall.everybody if p is not offline], hall, votes=1)
    answer_all(online[half:], 1 + half, f"{len(ASKED)} kept on this device")
    hall.server.start()
    late = opens(hall.people, hall.server, hall.code, len(hall.phones))
    hall.phones.append(late)
    answer_all([late], 0, "saved")
    for laptop in hall.laptops:
        for code in ASKED[2:]:
            laptop.answer(code, level(2, code))
    hall.projector.wait_for_timeout(max(0, 1000 * (since + OUTAGE - time.monotonic())))
    offline.says(f"{len(ASKED)} kept on this device")
    offline.context.set_offline(False)
    for phone in [offline, *online[half:]]:
        phone.says("saved")
    check_nothing_is_lost(hall.everybody, hall, votes=1)


def discussion(hall: Hall) -> None:
    """The room agrees on one level and records both views of another indicator."""
    page = hall.projector
    page.goto(f"{hall.server.url}/discuss?workshop={hall.code}&topic=INF5")
    agreed_on(page, "2", "The drains were measured")
    page.goto(f"{hall.server.url}/discuss?workshop={hall.code}&topic=INF16")
    page.get_by_label("Because").fill("Clinics and schools differ")
    page.get_by_label("Because").press("Tab")
    page.get_by_text("Record both views").click()
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.get_by_text("Clinics and schools differ").first).to_be_visible()


def second_vote(hall: Hall) -> None:
    """What is left in dispute is asked again: some keep their answers, some move."""
    for n, phone in enumerate(hall.phones):
        keep = phone.page.get_by_role("button", name="Keep all my previous answers")
        if n == 2:
            keep = phone.page.locator("#keep button")
        expect(keep).to_be_visible()
        before, phone.said = phone.said, {}
        if n % 2:
            phone.choose(SPLIT, "2")
        else:
            keep.click()
            phone.said = {SPLIT: before[SPLIT]}
    for laptop in hall.laptops:
        laptop.said = {}
        laptop.page.goto(f"{hall.server.url}/score")
        laptop.answer(SPLIT, "2")
    for n, phone in enumerate(hall.phones):
        phone.says(SAVED.get(n, "saved"))
    check_nothing_is_lost(hall.everybody, hall, votes=2)


def move(hall: Hall, *names: str) -> None:
    """The facilitator's moves on the projector, and every phone follows by itself."""
    hall.projector.goto(f"{hall.server.url}/live?workshop={hall.code}")
    for name in names:
        steps.move(hall.projector, name)


def everybody_sees_the_reveal(hall: Hall) -> None:
    """Every phone changes by itself."""
    for n, phone in enumerate(hall.phones):
        told = "The result is revealed" if n != 2 else "結果を発表しました"
        expect(phone.page.get_by_text(told)).to_be_visible()


def test_a_hall_votes_twice_agrees_and_plans_and_nothing_is_lost(
    server: Server, people: People
) -> None:
    projector = people.person(width=1920)
    code = steps.set_up(projector, server.facilitator_link)
    projector.goto(f"{server.url}/live?workshop={code}")
    projector.get_by_role("button", name="Open the vote").click()
    expect(projector.get_by_text("The vote is open.")).to_be_visible()
    store = Store(f"sqlite:///{server.database}")
    hall = Hall(
        server,
        people,
        store,
        projector,
        code,
        phones=[opens(people, server, code, n) for n in range(PHONES - 1)],
        laptops=[brings_a_laptop(people, server, code, table_of) for table_of in (None, 5)],
    )
    first_vote(hall)
    expect(projector.get_by_text("26 people").first).to_be_visible()
    move(hall, "Close the vote", "Reveal the result")
    everybody_sees_the_reveal(hall)
    discussion(hall)
    projector.goto(f"{server.url}/live?workshop={code}")
    projector.get_by_role("button", name="Vote again").click()
    # proposed besides: the indicator of which both views are recorded
    projector.get_by_role("dialog").get_by_role("combobox").press("Backspace")
    projector.get_by_role("button", name="Ask about 1 indicator").click()
    expect(projector.get_by_text("The vote is open.")).to_be_visible()
    second_vote(hall)
    move(hall, "Close the vote", "Reveal the result")
    everybody_sees_the_reveal(hall)
    projector.goto(f"{server.url}/discuss?workshop={code}&topic={SPLIT}")
    agreed_on(projector, "2", "Half of the room moved")
    projector.goto(f"{server.url}/actions?workshop={code}&indicator=INF5")
    add(projector, 0, "Clean the drains before June.", "Water")
    assert {row.indicator for row in rows(store, AgreedLevel)} == {SPLIT, "INF5", "INF16"}
    assert [row.what for row in rows(store, Action)] == ["Clean the drains before June."]
