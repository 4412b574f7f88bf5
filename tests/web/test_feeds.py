"""Feeds as feed readers read them: what they tell, to whom, from when on, and how they end."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import feedparser
import pytest

from resilience.framework import Framework
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.cities.publications import show_to_network, take_from_network
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.feeds.addresses import addresses_of, make_address, revoke_address
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import reply_first, show_to_officials
from resilience.store import Store, now
from resilience.store.tables import StaffAct
from resilience.web.guard.refusals import MOST_WRONG_LINKS
from tests.services.clock import NOON, settable_clock
from tests.services.held import CITY, HOST, KEY, Held, finish, rows, set_up
from tests.services.planned import change_action, follow_up
from tests.services.towns import published
from tests.web.client import Answer, Browser

HOSTILE = 'Clean <script>alert(1)</script> & "drains" ]]> \ufffe=1+1'


def address(held: Held, feed: str = "workshop") -> str:
    """A new address of one of the feeds."""
    return f"/feed/{make_address(held.store, KEY, HOST, held.code, 'feeds')}/{feed}.atom"


def read(answer: Answer) -> Any:
    """A feed as a parser that we did not write reads it, with nothing to complain of."""
    assert answer.status == 200, answer.body
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.content)
    assert (found.version, found.bozo) == ("atom10", False), found.get("bozo_exception")
    for part in (found.feed, *found.entries):
        assert part.id.startswith("urn:uuid:")
        assert part.title
        assert part.updated_parsed
    assert found.feed.author
    assert len({one.id for one in found.entries}) == len(found.entries)
    assert found.feed.updated >= max((one.updated for one in found.entries), default="")
    return found


def titles(answer: Answer) -> list[str]:
    """The titles of a feed's entries."""
    return [one.title for one in read(answer).entries]


def act(held: Held, what: str = "Clean the drains.", by: datetime.date | None = None) -> int:
    """An action on W1."""
    made = ActionPlan("W1", what, held.department("Roads"), by)
    return add_action(held.store, HOST, held.code, made)


def test_the_moves_of_a_workshop_newest_first(phone: Browser, held: Held) -> None:
    at = address(held)
    held.bring_to(Phase.REVEALED)
    number = act(held, HOSTILE)
    held.move(finish, show_to_network)
    follow_up(held.store, HOST, held.code, number, state="done", note="")
    found = read(phone.get(at))
    assert [one.title for one in found.entries] == [
        f"The outcome of action {number} was recorded.",
        "The result was published to other cities.",
        "The result was signed off and the workshop closed.",
        f"Action {number} was added.",
        "The result was revealed.",
    ]
    assert found.entries[0].content[0] == {
        "type": "text/plain", "language": "en", "base": "", "value": HOSTILE.replace("\ufffe", ""),
    }  # fmt: skip
    assert found.entries[0].link == f"http://testserver/actions?workshop={held.code}"
    assert found.feed.links[0].href == f"http://testserver{at}"
    revealed = rows(held.store, StaffAct, act="revealed")[0].at
    assert found.entries[-1].updated == revealed.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.VOTING, Phase.COUNTED])
def test_nothing_is_told_before_the_reveal(phone: Browser, held: Held, phase: Phase) -> None:
    at = address(held)
    held.bring_to(phase)
    found = read(phone.get(at))
    assert found.entries == []
    assert "once officials can see the result" in found.feed.subtitle


def test_nothing_is_told_while_departments_reply_or_a_vote_is_reopened(
    phone: Browser, held: Held
) -> None:
    at = address(held)
    held.bring_to(Phase.COUNTED)
    held.move(reply_first, rounds.reveal)
    assert titles(phone.get(at)) == []
    held.move(show_to_officials)
    told = ["The result was shown to the room and to officials.", "The result was revealed."]
    assert titles(phone.get(at)) == told
    held.move(rounds.reopen_vote)
    assert titles(phone.get(at)) == []


def test_an_action_is_overdue_from_the_day_after_and_no_longer_once_it_is_done(
    phone: Browser, held: Held
) -> None:
    at = address(held)
    held.bring_to(Phase.REVEALED)
    number = act(held, by=NOON.date())
    with settable_clock() as clock:
        clock.set_to(NOON)
        assert f"Action {number} is overdue." not in titles(phone.get(at))
        clock.step(24 * 60)
        late = next(one for one in read(phone.get(at)).entries if "overdue" in one.title)
        assert late.updated == "2026-10-13T23:00:00Z", "midnight in Lisbon"
        plan = ActionPlan("W1", "Clean the drains.", held.department("Roads"), None)
        change_action(held.store, HOST, held.code, number, plan)
        assert not any("overdue" in one for one in titles(phone.get(at)))


def test_no_answer_comment_or_name_is_told(phone: Browser, held: Held) -> None:
    at = address(held)
    held.bring_to(Phase.CLOSED)
    body = phone.get(at).body.replace(at, "")  # a token may have any letters
    for word in ("Ana Sousa", "Water", "Roads", "W1", "facilitator", "host"):
        assert word not in body, word


def test_a_reader_that_has_the_feed_gets_no_other(phone: Browser, held: Held) -> None:
    at = address(held)
    held.bring_to(Phase.REVEALED)
    first = phone.get(at)
    tag = first.headers["etag"]
    assert phone.get(at).content == first.content
    for sent in (tag, f"W/{tag}"):
        again = phone.get(at, if_none_match=sent)
        assert (again.status, again.content) == (304, b"")
    assert phone.get(at, if_none_match='"other"').status == 200
    act(held)
    assert phone.get(at, if_none_match=tag).status == 200


def test_a_feed_has_no_date_because_a_reopened_vote_would_take_it_back(
    phone: Browser, held: Held
) -> None:
    at = address(held)
    held.bring_to(Phase.REVEALED)
    assert "last-modified" not in phone.get(at).headers
    for year in ("9999", "9" * 20):
        since = f"Fri, 31 Dec {year} 23:59:59 GMT"
        assert phone.get(at, if_modified_since=since).status == 200


def test_a_revoked_an_unknown_and_another_kind_of_token_say_the_same(
    phone: Browser, held: Held
) -> None:
    at = address(held)
    other = address(held)
    (first, _) = addresses_of(held.store, KEY, HOST, held.code, "feeds")
    revoke_address(held.store, HOST, held.code, first.id)
    official = f"/feed/{held.link('official').token}/workshop.atom"
    for one in (at, "/feed/unknown/workshop.atom", "/feed/unknown/published.atom", official):
        answer = phone.get(one)
        assert answer.status == 404
        assert "There is no feed or calendar at this address" in answer.body
    assert phone.get(other).status == 200


def test_guessing_is_slowed_down_and_right_addresses_work(phone: Browser, held: Held) -> None:
    at = address(held)
    for n in range(MOST_WRONG_LINKS):
        assert phone.get(f"/feed/{n}/workshop.atom").status == 404
    assert phone.get("/feed/one-more/workshop.atom").status == 429
    assert phone.get(at).status == 200


def test_an_address_opens_nothing_else_and_knows_no_cookie(phone: Browser, held: Held) -> None:
    at = address(held)
    token = at.split("/")[2]
    held.bring_to(Phase.REVEALED)
    assert phone.get("/api/v1/workshops", authorization=f"Bearer {token}").status == 401
    assert phone.get(f"/embed/{token}").status == 404
    answer = phone.get(at)
    assert answer.cookies == {}
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert phone.post(at).status == 405


def test_results_are_listed_for_readers_of_a_city_that_published(
    phone: Browser, store: Store, framework: Framework, held: Held
) -> None:
    at = address(held, "published")
    published(store, framework, "Aba <b>", 4)
    held.bring_to(Phase.CLOSED)
    none = read(phone.get(at))
    assert none.entries == []
    assert "Only coordinators and cities that publish their result" in none.feed.subtitle
    held.move(show_to_network)
    found = read(phone.get(at))
    assert [one.title for one in found.entries] == [
        "Cascais, Portugal published its result of October 13, 2026.",
        "Aba <b>, Nowhere published its result of October 13, 2026.",
    ]
    said = "Framework two-themes 1; 3 people of 1 department took part."
    assert found.entries[0].content[0].value == said
    held.move(take_from_network)
    assert read(phone.get(at)).entries == []


def test_an_entry_keeps_its_id_when_a_result_is_published_again(phone: Browser, held: Held) -> None:
    at = address(held, "published")
    held.bring_to(Phase.CLOSED)
    held.move(show_to_network)
    (before,) = read(phone.get(at)).entries
    with settable_clock() as clock:
        clock.set_to(now() + datetime.timedelta(days=1))
        held.move(take_from_network, show_to_network)
        (after,) = read(phone.get(at)).entries
    assert after.id == before.id
    assert after.updated > before.updated


def test_a_feed_is_read_in_the_language_of_its_workshop_or_another(
    phone: Browser, workshop: Callable[..., Held]
) -> None:
    held = workshop(language="ja")
    held.bring_to(Phase.REVEALED)
    at = address(held)
    assert read(phone.get(at)).feed.language == "ja"
    assert "The result was revealed." in titles(phone.get(f"{at}?language=en"))


def test_one_workshop_tells_nothing_of_another(
    phone: Browser, store: Store, framework: Framework, held: Held
) -> None:
    at = address(held)
    held.bring_to(Phase.REVEALED)
    before = titles(phone.get(at))
    other = set_up(store, framework, city=replace(CITY, name="Lisboa"))
    other.bring_to(Phase.REVEALED)
    act(other, "Another city's action.")
    assert titles(phone.get(at)) == before
