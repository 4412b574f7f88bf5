"""What comes to the phone after the vote: result, points, actions and receipt, by plain forms."""

import datetime
import re

import pytest

from resilience.services.access.access import identify
from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.services.deciding import weights
from resilience.services.deciding.actions import ActionPlan, add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.deciding.feasibility import own_feasibility, show_feasibility
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import reply_first, show_to_officials
from tests.services.held import HOST, KEY, Held, finish
from tests.web import phone_steps as page
from tests.web.client import Answer, Browser
from tests.web.conftest import Opens
from tests.web.joining.test_join import Sets, error_in

AGREED = "the room has one most frequent level or agreed on one. You gave it on"


@pytest.fixture
def person(phone: Browser, voting: Held) -> Browser:
    """Somebody of Water who gave three levels, in a room of three Water and three Power."""
    page.joined(phone, voting)
    for code, said in (("W1", 2), ("W2", 1), ("P1", 4)):
        page.fill(phone, code, said=said)
    for name in ("Water", "Power"):
        for who in [voting.join(name) for _ in range(3)]:
            voting.say(who, W1=2, W2=3, P1=4)
    return phone


def figures(answer: Answer) -> dict[str, str]:
    """The scores on the page, by whose they are."""
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", answer.body))


def press(person: Browser, address: str, **pressed: object) -> Answer:
    """Post a form of the page."""
    return person.post(address, {"person": page.data(person.get("/m"))["person"], **pressed})


def test_the_reveal_shows_city_own_department_and_agreement(person: Browser, voting: Held) -> None:
    voting.move(rounds.close_vote)
    assert figures(person.get("/m")) == {}
    voting.move(rounds.reveal)
    seen = person.get("/m")
    assert list(figures(seen)) == ["Cascais", "Water"]
    assert all(re.fullmatch(r"\d+ of 100", score) for score in figures(seen).values())
    assert f"On 3 of the indicators you answered, {AGREED} 2." in page.words(seen)
    agree(voting.store, HOST, voting.code, "W2", 1.0)
    agree(voting.store, HOST, voting.code, "P1", "na")
    assert f"On 2 of the indicators you answered, {AGREED} 2." in page.words(person.get("/m"))
    voting.move(finish)
    assert f"On 2 of the indicators you answered, {AGREED} 2." in page.words(person.get("/m"))


def test_nobody_agrees_with_a_room_without_one_most_frequent_level(
    phone: Browser, voting: Held
) -> None:
    """Four of eight at one level and four at another, on W1 and on W2."""
    page.joined(phone, voting)
    page.fill(phone, "W1", said=0)
    page.fill(phone, "W2", said=2)
    for place, levels in (("Water", (0, 0, 0)), ("Power", (4, 4, 4, 4))):
        for who, level in zip(voting.vote(place, *levels), levels, strict=True):
            voting.say(who, W2=2 + level // 4)
    voting.move(rounds.close_vote, rounds.reveal)
    assert AGREED not in page.words(phone.get("/m"))
    agree(voting.store, HOST, voting.code, "W1", 4.0)
    assert f"On 1 of the indicators you answered, {AGREED} 0." in page.words(phone.get("/m"))


def test_it_is_hidden_while_the_vote_is_reopened_and_until_it_is_revealed_again(
    person: Browser, voting: Held
) -> None:
    voting.move(rounds.close_vote, rounds.reveal, rounds.reopen_vote)
    assert AGREED not in person.get("/m").body
    voting.move(rounds.close_vote)
    assert figures(person.get("/m")) == {}
    assert AGREED not in person.get("/m").body
    voting.move(rounds.reveal)
    assert AGREED in person.get("/m").body


def test_while_departments_reply_first_phones_show_no_figure(person: Browser, voting: Held) -> None:
    voting.move(reply_first, rounds.close_vote, rounds.reveal)
    assert figures(person.get("/m")) == {}
    assert AGREED not in person.get("/m").body
    voting.move(show_to_officials)
    assert "Cascais" in figures(person.get("/m"))


def test_latecomers_read_what_is_true_for_them(
    browser: Opens, person: Browser, voting: Held
) -> None:
    voting.move(rounds.close_vote)
    late = page.joined(browser(), voting)
    assert "No answer of yours is in it" in page.words(late.get("/m"))
    assert "What you saved is kept" in page.words(person.get("/m"))
    voting.move(rounds.reveal)
    assert list(figures(late.get("/m"))) == ["Cascais"]  # and of no department
    assert AGREED not in late.get("/m").body
    voting.move(finish)
    assert "This workshop is closed" in page.words(late.get("/m"))


def test_a_department_that_is_not_a_unit_of_its_own_has_no_figure(
    browser: Opens, person: Browser, voting: Held
) -> None:
    few = page.joined(browser(), voting, "Roads")
    page.fill(few, "W1", said=0)
    voting.move(rounds.close_vote, rounds.reveal)
    assert list(figures(few.get("/m"))) == ["Cascais"]


def test_points_come_to_the_phone_and_are_stored_by_a_plain_form(
    person: Browser, voting: Held
) -> None:
    voting.move(rounds.close_vote)
    before = page.data(person.get("/m"))["state"]
    weights.ask_for_points(voting.store, HOST, voting.code)
    seen = person.get("/m")
    assert page.data(seen)["state"] != before  # so that open pages load again
    assert '<meta http-equiv="refresh"' not in seen.body  # typed points would be lost
    themes = re.findall(r'name="theme-(\w+)"', seen.body)
    given = {f"theme-{code}": n for code, n in zip(themes, (70, 30), strict=True)}
    assert press(person, "/m/points", **given).location == "/m#points"
    assert "100 of 100 points given" in page.words(person.get("/m"))
    me = identify(voting.store, KEY, participant_token=person.cookies[PERSON])
    sheet = weights.own_sheet(voting.store, me)
    assert sheet
    assert list(sheet.points.values()) == [70, 30]
    assert press(person, "/m/points", **given | {f"theme-{themes[0]}": "x"}).status == 400
    assert press(person, "/m/points", **given | {f"theme-{themes[0]}": 101}).status == 400
    weights.close_points(voting.store, HOST, voting.code)
    late = press(person, "/m/points", **given)
    assert (late.status, error_in(late)) == (
        409,
        "No points are taken now, so these were not stored.",
    )
    assert 'id="points"' not in person.get("/m").body


def test_actions_are_voted_on_by_one_tap_each(person: Browser, voting: Held) -> None:
    voting.move(rounds.close_vote, rounds.reveal)
    plan = ActionPlan("W1", "Clean the <drains>.", voting.department("Water"))
    add_action(voting.store, HOST, voting.code, plan)
    me = identify(voting.store, KEY, participant_token=person.cookies[PERSON])
    (vote,) = own_feasibility(voting.store, me)
    at = vote.action.id
    assert "Clean the &lt;drains&gt;." in person.get("/m").body
    assert press(person, "/m/feasible", action=at, said="0.5").location == f"/m#action-{at}"
    assert [one.said for one in own_feasibility(voting.store, me)] == [0.5]
    assert re.findall(r'value="([\d.]+)" aria-pressed="true"', person.get("/m").body) == ["0.5"]
    for wrong in (
        {"action": at, "said": "7"},
        {"action": "9" * 40, "said": "1.0"},
        {"said": "1.0"},
    ):
        assert 400 <= press(person, "/m/feasible", **wrong).status < 500
    show_feasibility(voting.store, HOST, voting.code)
    assert press(person, "/m/feasible", action=at, said="1.0").status == 409
    assert "You said: Feasible with difficulty" in page.words(person.get("/m"))


def test_a_form_of_somebody_elses_page_stores_nothing(person: Browser, voting: Held) -> None:
    voting.move(rounds.close_vote)
    weights.ask_for_points(voting.store, HOST, voting.code)
    answer = person.post("/m/points", {"person": "another", "theme-WAT": 5, "theme-PWR": 5})
    assert answer.status == 409
    assert "✓" not in page.words(person.get("/m"))


def test_what_became_of_earlier_actions_is_told_without_their_words(
    browser: Opens, workshop: Sets
) -> None:
    before = workshop(date=datetime.date(2025, 10, 14))
    before.bring_to(Phase.REVEALED)
    plan = ActionPlan("W1", "A secret plan.", before.department("Water"))
    add_action(before.store, HOST, before.code, plan)
    now = workshop()
    me = page.joined(browser(), now)
    assert "still open" not in me.get("/m").body
    now.move(rounds.open_vote)
    now.vote("Water", 1, 2, 3)
    now.move(rounds.close_vote, rounds.reveal)
    assert "1 still open" in page.words(me.get("/m"))
    assert "A secret plan." not in me.get("/m").body


def test_before_the_vote_nothing_is_offered_that_does_not_work_yet(
    phone: Browser, held: Held
) -> None:
    body = page.joined(phone, held).get("/m").body
    for address in ("/answers", "/receipt", "/weights"):
        assert f'href="{address}"' not in body
    assert 'href="/joined"' in body
