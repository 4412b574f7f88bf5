"""How many answers one participant may send: hundreds at once, no flood; what is refused waits on the device."""

import json

import pytest

from resilience.scorecard.place import person_key
from resilience.services.access.tokens import PERSON
from resilience.settings import Settings
from resilience.store import Store
from resilience.store.tables import Delivery, ReplacedAnswer
from resilience.store.voting import trimming
from resilience.web.guard.refusals import TooMany
from resilience.web.phone import allowance
from resilience.web.phone.allowance import BURST, Allowances
from resilience.web.routes import Web
from tests.services.held import KEY, Held, rows
from tests.web import phone_steps as page
from tests.web.client import Browser
from tests.web.conftest import app_of


def test_an_outbox_of_hundreds_passes_and_a_flood_does_not() -> None:
    time = [0.0]
    allowances = Allowances(lambda: time[0])
    for _ in range(BURST // 10):
        allowances.take("a person", 10)
    with pytest.raises(TooMany, match="You sent too many answers"):
        allowances.take("a person", 10)
    allowances.take("another", 50)
    time[0] = 10.5
    allowances.take("a person", 10)


def test_trimming_is_due_at_first_and_then_now_and_then() -> None:
    allowances = Allowances(lambda: 0.0)
    assert [allowances.take("a person", 50) for _ in range(11)] == [True, *[False] * 4] * 2 + [True]


def test_who_has_a_full_allowance_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    time = [0.0]
    monkeypatch.setattr(Allowances, "MANY", 10)
    allowances = Allowances(lambda: time[0])
    for n in range(1000):
        time[0] = float(n)
        allowances.take(f"person {n}", 5)
    assert len(allowances._known) < 30


@pytest.fixture
def person(phone: Browser, voting: Held) -> Browser:
    """Somebody who joined."""
    return page.joined(phone, voting)


def test_a_flood_of_answers_is_refused_in_words_and_what_is_kept_has_a_bound(
    person: Browser, voting: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "BURST", 60)
    monkeypatch.setattr(allowance, "TRIM_EVERY", 10)
    monkeypatch.setattr(trimming, "MOST_REPLACED", 15)
    monkeypatch.setattr(trimming, "MOST_DELIVERIES", 20)
    posts = [
        page.send(person, *(page.sending(20 * n + m, said=m % 5) for m in range(1, 21)))
        for n in range(4)
    ]
    assert [post.status for post in posts] == [200, 200, 200, 429]
    assert json.loads(posts[3].body)["why"].startswith("You sent too many answers")
    assert len(rows(voting.store, ReplacedAnswer)) == 15
    assert len(rows(voting.store, Delivery)) == 20


def test_forms_have_the_same_pace(
    person: Browser, voting: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "BURST", 4)
    told = [page.fill(person, "W1", said=n).status for n in (1, 2)]
    told += [page.fill(person, "W1", said=3, comment=words).status for words in ("Two.", "More.")]
    assert told == [303, 303, 303, 429]


def test_what_is_kept_of_forms_has_the_same_bound(
    person: Browser, voting: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "TRIM_EVERY", 0)
    monkeypatch.setattr(trimming, "MOST_REPLACED", 1)
    for level in (1, 2, 3, 4):
        page.fill(person, "W1", said=level)
    assert [old.level for old in rows(voting.store, ReplacedAnswer)] == [3]


def test_strangers_leave_no_trace(store: Store, voting: Held) -> None:
    web = Web(store, Settings(secret=KEY.decode()))
    for token in ("one", "two"):
        stranger = Browser(app_of(web), cookies={PERSON: token})
        assert page.send(stranger, page.sending(), person=person_key(token)).status == 403
    assert web.phone._allowances._known == {}
    web.close()
