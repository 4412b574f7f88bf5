"""What comes to the phone after the vote: result, points, actions and receipt, by plain forms."""

import datetime
import re
from functools import partial

import pytest

from resilience.scoring.planning.actions import ActionPlan, feasible_words
from resilience.services.access.access import Visitor, identify
from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.services.deciding import weights
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree, take_back
from resilience.services.deciding.feasibility import (
    own_feasibility,
    show_feasibility,
    vote_feasibility,
)
from resilience.services.results.results import read_result
from resilience.services.workshop import reply_step
from resilience.services.workshop.desk import show_screen, show_topic
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import reply_first, show_to_officials
from resilience.services.workshop.workshops import view_workshop
from resilience.store import Store
from resilience.store.tables import StagePlace
from resilience.store.workshops import rounds as stored_rounds
from resilience.text import Text
from resilience.web.stage.ending import closing
from resilience.web.stage.revealing import reveal
from resilience.wording.progress import DROPPED
from tests.services.held import HOST, KEY, Held, Move, finish
from tests.web import phone_steps as page
from tests.web.client import Answer, Browser
from tests.web.conftest import Opens
from tests.web.joining.test_join import Sets, error_in

TEXT = Text("en")
AGREED = "You gave the room's most frequent answer to"
OTHER = "Your answer to 1 question can be compared with the room's most frequent answer"
#: why the city's score and that of a department are not of the same votes
KEEP, INCLUDES = "The department's score is from", "the city's score includes"


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
    """The scores on the page, by whose they are, without what they are made of."""
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", answer.body)
    return {whose.partition(" · ")[0]: score for whose, score in found}


def themes(answer: Answer) -> list[tuple[str, str]]:
    """The themes on the page with their scores, from high to low."""
    lines = re.findall(r"<li[^>]*><span>(.*?)</span> <b>(.*?)</b></li>", answer.body)
    return [(title, said) for title, said in lines]


def an_hour_later(store: Store, _visitor: Visitor, code: str) -> None:
    """Let the reveal be an hour ago."""
    with store.write() as session:
        (held,) = stored_rounds(session, view_workshop(store, code).id)
        assert held.revealed_at
        held.revealed_at -= datetime.timedelta(hours=1)
        session.add(held)


def say_again(store: Store, _visitor: Visitor, code: str) -> None:
    """Everyone answers in the vote that is open again."""
    held = Held(store, code)
    for who in held.everyone():
        held.say(who, W1=1)


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
    assert f"{AGREED} 2 of 3 questions." in page.words(seen)
    voting.move(finish)
    assert f"{AGREED} 2 of 3 questions." in page.words(person.get("/m"))


def test_an_agreed_level_does_not_tell_who_gave_it(person: Browser, voting: Held) -> None:
    """Otherwise anyone who sets a level could try each and learn what the phone's owner answered."""
    voting.move(rounds.close_vote)
    voting.move(rounds.reveal)
    for settled in (1.0, 3.0, "na"):
        agree(voting.store, HOST, voting.code, "W2", settled)
        assert f"{AGREED} 2 of 3 questions." in page.words(person.get("/m"))


def test_the_phone_has_the_themes_that_the_stage_shows(
    browser: Opens, person: Browser, voting: Held
) -> None:
    voting.move(reply_first, rounds.close_vote, rounds.reveal)
    assert themes(person.get("/m")) == []
    voting.move(show_to_officials)
    staged = reveal(read_result(voting.store, voting.id), TEXT).bars
    assert themes(person.get("/m")) == [(one.title, one.said) for one in staged]
    late = page.joined(browser(), voting)
    assert themes(late.get("/m")) == themes(person.get("/m"))
    agree(voting.store, HOST, voting.code, "W1", 0.0)
    again = reveal(read_result(voting.store, voting.id), TEXT).bars
    assert again != staged
    assert themes(person.get("/m")) == [(one.title, one.said) for one in again]
    voting.move(rounds.reopen_vote)
    assert themes(person.get("/m")) == []


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
    assert OTHER not in page.words(phone.get("/m"))


def test_a_level_is_not_the_rooms_where_opinions_differ_widely(
    phone: Browser, voting: Held
) -> None:
    """Four of nine at one level and five at another: most are at one, and the room is split."""
    page.joined(phone, voting)
    page.fill(phone, "W1", said=0)
    for place, levels in (("Water", (0, 0, 0)), ("Power", (4, 4, 4, 4, 4))):
        voting.vote(place, *levels)
    voting.move(rounds.close_vote, rounds.reveal)
    assert AGREED not in page.words(phone.get("/m"))
    assert OTHER not in page.words(phone.get("/m"))


def test_it_is_hidden_while_the_vote_is_reopened_and_until_it_is_revealed_again(
    person: Browser, voting: Held
) -> None:
    voting.move(rounds.close_vote, rounds.reveal, rounds.reopen_vote)
    assert AGREED not in page.words(person.get("/m"))
    voting.move(say_again, rounds.close_vote)
    assert figures(person.get("/m")) == {}
    assert AGREED not in page.words(person.get("/m"))
    voting.move(rounds.reveal)
    assert AGREED in page.words(person.get("/m"))


def test_phones_say_that_a_later_vote_does_not_count(person: Browser, voting: Held) -> None:
    voting.move(rounds.close_vote, rounds.reveal)
    assert "does not count" not in page.words(person.get("/m"))
    voting.move(rounds.reopen_vote)
    for who in voting.everyone():
        voting.say(who, W1=2)
    voting.reveal()
    assert "Later votes change no score." in page.words(person.get("/m"))


def test_beside_the_score_stands_of_how_many_indicators_it_is_made(
    browser: Opens, held: Held
) -> None:
    held.move(rounds.open_vote)
    own = page.joined(browser(), held)
    for who in [held.join("Water") for _ in range(3)]:
        held.say(who, W1=2, W2=1, P1=4)
    held.move(rounds.close_vote, rounds.reveal)
    assert "Cascais · from 2 of 4 applicable indicators" in page.words(own.get("/m"))
    assert "from 2 of 4 applicable indicators" in closing(held.result(), TEXT).made_of
    agree(held.store, HOST, held.code, "P2", "na")
    assert "indicators" not in "".join(re.findall("<dt>.*?</dt>", own.get("/m").body))
    assert closing(held.result(), TEXT).made_of == ""


def test_while_departments_reply_first_phones_show_no_figure(person: Browser, voting: Held) -> None:
    voting.move(reply_first, rounds.close_vote, rounds.reveal)
    assert figures(person.get("/m")) == {}
    assert AGREED not in page.words(person.get("/m"))
    voting.move(show_to_officials)
    assert "Cascais" in figures(person.get("/m"))


def test_latecomers_read_what_is_true_for_them(
    browser: Opens, person: Browser, voting: Held
) -> None:
    assert "Start scoring" in person.get("/joined").body
    voting.move(rounds.close_vote)
    late = page.joined(browser(), voting)
    assert "It has no answers from you" in page.words(late.get("/m"))
    assert "Your saved answers are kept" in page.words(person.get("/m"))
    voting.move(rounds.reveal)
    assert list(figures(late.get("/m"))) == ["Cascais"]  # and of no department
    assert AGREED not in page.words(late.get("/m"))
    assert 'href="/receipt"' in person.get("/m").body
    assert 'href="/receipt"' not in late.get("/m").body
    assert "Start scoring" not in late.get("/joined").body
    voting.move(finish)
    assert "This workshop is closed" in page.words(late.get("/m"))


def test_who_gave_no_answer_in_the_first_vote_reads_why_no_other_asks_them(
    browser: Opens, held: Held
) -> None:
    held.move(rounds.open_vote)
    person, silent = (page.joined(browser(), held) for _ in range(2))
    page.fill(person, "W1", said=1)
    room = [held.join("Water") for _ in range(5)]
    for who in room:
        held.say(who, W1=1, W2=1, P1=1)
    held.move(rounds.close_vote, rounds.reveal)
    late = page.joined(browser(), held)
    held.move(rounds.reopen_vote)
    asked = page.data(person.get("/m"))
    assert page.asked(person.get("/m"))
    for phone in (late, silent):
        own = {"person": page.data(phone.get("/m"))["person"]}
        assert "You gave no answer in the first vote, so you are not asked." in page.words(
            phone.get("/m")
        )
        refused = phone.post("/m", {"at": "W1", "round": asked["round"], "said": 1} | own)
        assert refused.status == 409
        assert "You gave no answer in the first vote." in page.words(refused)
    for who in room:
        held.say(who, W1=3)
    held.move(rounds.close_vote, rounds.reveal)
    for phone in (late, silent):
        assert AGREED not in page.words(phone.get("/m"))
        assert list(figures(phone.get("/m"))) == ["Cascais"]
    assert list(figures(person.get("/m"))) == ["Cascais", "Water"]


def test_a_sentence_says_what_the_departments_score_leaves_out(browser: Opens, held: Held) -> None:
    held.move(rounds.open_vote)
    person = page.joined(browser(), held)
    room = [held.join("Water") for _ in range(5)]
    for who in room:
        held.say(who, W1=1, W2=1, P1=1)
    page.fill(person, "W1", said=1)
    held.move(rounds.close_vote, rounds.reveal)
    late = page.joined(browser(), held)

    def said() -> str:
        found = page.words(person.get("/m"))
        assert KEEP not in page.words(late.get("/m")), "one score alone is compared with nothing"
        return found

    assert KEEP not in said()
    agree(held.store, HOST, held.code, "W2", "both")
    assert KEEP not in said(), "both views are in no score"
    agree(held.store, HOST, held.code, "W2", 4.0)
    assert f"{KEEP} the vote only; {INCLUDES} what the room agreed." in said()
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in room:
        held.say(who, W1=3)
    held.move(rounds.close_vote, rounds.reveal)
    first = f"{KEEP} the first vote; {INCLUDES} the later vote"
    assert f"{first} and what the room agreed." in said()
    take_back(held.store, HOST, held.code, "W2")
    assert f"{first}." in said()
    held.move(finish)
    assert f"{first}." in said()


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
    stored = page.words(person.get("/m"))
    assert "Your points are saved." in stored
    assert "100 of 100 points given" in stored
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
        "Points cannot be given now, so yours were not stored.",
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
    assert "You chose: Feasible with difficulty" in page.words(person.get("/m"))


def test_the_citys_number_comes_first_then_what_is_asked_then_the_rest(
    person: Browser, voting: Held
) -> None:
    voting.move(rounds.close_vote, rounds.reveal)
    weights.ask_for_points(voting.store, HOST, voting.code)
    plan = ActionPlan("W1", "Clean the drains.", voting.department("Water"))
    add_action(voting.store, HOST, voting.code, plan)
    asked = page.words(person.get("/m"))
    (city,) = (score for whose, score in figures(person.get("/m")).items() if whose == "Cascais")
    assert (
        asked.index(city)
        < asked.index("Save my points")
        < asked.index("Water", asked.index("Hardly"))
    )
    assert asked.index("Hardly feasible") < asked.index(AGREED)
    show_feasibility(voting.store, HOST, voting.code)
    voted = page.words(person.get("/m"))
    assert voted.index(AGREED) < voted.index("Clean the drains."), "it is a result now"


def test_a_closed_vote_on_an_action_tells_participants_its_outcome(
    person: Browser, voting: Held
) -> None:
    voting.move(rounds.close_vote, rounds.reveal)
    plan = ActionPlan("W1", "Clean the drains.", voting.department("Water"))
    add_action(voting.store, HOST, voting.code, plan)
    me = identify(voting.store, KEY, participant_token=person.cookies[PERSON])
    (vote,) = own_feasibility(voting.store, me)
    for who in (me, *(voting.join("Water") for _ in range(3))):
        vote_feasibility(voting.store, who, vote.action.id, 1.0)
    assert "how feasible is each?" in page.words(person.get("/m"))
    assert "4 people" not in page.words(person.get("/m"))
    show_feasibility(voting.store, HOST, voting.code)
    said = page.words(person.get("/m"))
    assert "how feasible is each?" not in said
    assert "how feasible the room finds them" in said
    assert feasible_words(own_feasibility(voting.store, me)[0].action.feasible, TEXT) in said


def test_phones_say_that_a_later_vote_was_dropped(
    person: Browser, voting: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resilience.web.phone.routes.SHARED", -1.0)
    voting.move(rounds.close_vote, rounds.reveal)
    assert DROPPED not in page.words(person.get("/m"))
    voting.move(rounds.open_vote, rounds.close_vote, rounds.drop_vote)
    assert DROPPED in page.words(person.get("/m"))
    before = page.state_of(person)
    show_screen(voting.store, HOST, voting.code, "actions")
    assert page.state_of(person) != before, "an open page loads again"
    assert DROPPED not in page.words(person.get("/m"))
    voting.move(rounds.open_vote, rounds.close_vote, rounds.drop_vote)
    voting.move(rounds.reopen_vote)
    voting.move(say_again, rounds.close_vote, rounds.reveal)
    assert DROPPED not in page.words(person.get("/m"))


def test_phones_show_the_topic_of_the_stage_and_follow_it(
    person: Browser, voting: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resilience.web.phone.routes.SHARED", -1.0)
    state = partial(page.state_of, person)
    voting.move(rounds.close_vote, rounds.reveal)
    before = state()
    assert "Now being discussed" not in page.words(person.get("/m"))
    show_topic(voting.store, HOST, voting.code, "W1")
    assert state() != before
    said = page.words(person.get("/m"))
    assert "Now being discussed" in said
    assert "Drains" in said
    assert "7 answers" in said, "everyone who gave W1 a level gave 2"
    agree(voting.store, HOST, voting.code, "W1", 2.0)
    assert "Agreed: 2" in page.words(person.get("/m"))
    agree(voting.store, HOST, voting.code, "W1", "both")
    assert "Not agreed: both views recorded" in page.words(person.get("/m"))
    show_screen(voting.store, HOST, voting.code, "result")
    assert "Now being discussed" not in page.words(person.get("/m"))
    show_topic(voting.store, HOST, voting.code, "W1")
    voting.move(rounds.reopen_vote, rounds.close_vote)
    before = state()
    assert "Now being discussed" not in page.words(person.get("/m")), "hidden until revealed"
    place = StagePlace(workshop_id=voting.id, screen="result")
    with voting.store.write() as session:
        session.merge(place)
    assert state() != before


def test_a_topic_of_which_too_few_gave_a_level_shows_no_answers(
    person: Browser, voting: Held
) -> None:
    voting.say(voting.join("Roads"), P2=7)
    voting.move(rounds.close_vote, rounds.reveal)
    show_topic(voting.store, HOST, voting.code, "P2")
    assert "1 answer" not in page.words(person.get("/m"))


def test_people_of_a_group_see_its_topic_and_not_that_of_another(
    browser: Opens, held: Held
) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    rivers, grid = (page.joined(browser(), held, name) for name in ("Rivers", "Grid"))
    for name, code in (("Rivers", "W1"), ("Grid", "P1")):
        for _ in range(3):
            held.say(held.join(name), **{code: 2})
    held.move(rounds.close_vote, rounds.reveal)
    watched = [page.data(one.get("/m"))["watch"] for one in (rivers, grid)]
    assert watched[0] != watched[1], "each follows its own group, on pages that are else alike"
    show_topic(held.store, HOST, held.code, "W1", held.department("Rivers"))
    assert "Drains" in page.words(rivers.get("/m"))
    assert "being discussed" not in page.words(grid.get("/m"))
    assert "Your group is now discussing Drains" in page.words(rivers.get("/m"))
    show_topic(held.store, HOST, held.code, "P1")
    for one in (rivers, grid):
        assert "Now being discussed Grid" in page.words(one.get("/m")), "the room moved last"
    show_topic(held.store, HOST, held.code, "W2", held.department("Rivers"))
    assert "Your group is now discussing Dikes" in page.words(rivers.get("/m"))
    assert "Now being discussed Grid" in page.words(grid.get("/m")), "its desk never moved"
    show_topic(held.store, HOST, held.code, "P1", held.department("Grid"))
    show_topic(held.store, HOST, held.code, "W1")
    show_topic(held.store, HOST, held.code, "W2", held.department("Rivers"))
    assert "Now being discussed Drains" in page.words(grid.get("/m")), "the room moved last for it"
    show_screen(held.store, HOST, held.code, "feasibility")
    assert "now discussing" not in page.words(rivers.get("/m")), "the whole room votes together"


@pytest.mark.parametrize(
    ("before", "shows"),
    [
        ((), rounds.reveal),
        ((rounds.reveal, rounds.reopen_vote, say_again, rounds.close_vote), rounds.reveal),
        ((reply_first, rounds.reveal, an_hour_later), show_to_officials),
    ],
)
def test_phones_have_the_result_when_the_stage_has_counted_down(
    person: Browser,
    voting: Held,
    monkeypatch: pytest.MonkeyPatch,
    before: tuple[Move, ...],
    shows: Move,
) -> None:
    monkeypatch.setattr("resilience.web.phone.routes.SHARED", -1.0)
    voting.move(rounds.close_vote, *before)
    monkeypatch.setattr(reply_step, "COUNTDOWN", datetime.timedelta(minutes=5))
    voting.move(shows)
    here = person.get("/m")
    assert figures(here) == {}
    assert "after the countdown on the projector" in page.words(here)
    counting = page.state_of(person)
    show_topic(voting.store, HOST, voting.code, "W1")
    assert "Now being discussed" not in page.words(person.get("/m"))
    monkeypatch.setattr(reply_step, "COUNTDOWN", datetime.timedelta())
    assert page.state_of(person) != counting, "the page loads again by itself"
    assert "Cascais" in figures(person.get("/m"))


def test_the_mean_of_the_points_comes_to_the_phone_in_whole_points(
    browser: Opens, person: Browser, voting: Held
) -> None:
    voting.move(rounds.close_vote, rounds.reveal)
    weights.ask_for_points(voting.store, HOST, voting.code)
    for _ in range(3):
        who = voting.join("Water")
        weights.save_points(voting.store, who, {"WAT": 27, "PWR": 73})
    assert "Mean of the points" not in page.words(person.get("/m"))
    weights.close_points(voting.store, HOST, voting.code)
    found = figures(person.get("/m"))
    assert (found["Water"], found["Power"]) == ("27", "73")
    weights.settle_weights(voting.store, HOST, voting.code, adopt=False)
    assert "Mean of the points The framework's weights are used." in page.words(person.get("/m"))
    weights.settle_weights(voting.store, HOST, voting.code, adopt=True)
    assert "Mean of the points" in page.words(person.get("/m"))


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
    assert "1 not started" not in page.words(me.get("/m"))
    now.move(rounds.open_vote)
    now.vote("Water", 1, 2, 3)
    now.move(rounds.close_vote, rounds.reveal)
    assert "1 not started" in page.words(me.get("/m"))
    assert "A secret plan." not in me.get("/m").body


def test_before_the_vote_nothing_is_offered_that_does_not_work_yet(
    phone: Browser, held: Held
) -> None:
    body = page.joined(phone, held).get("/m").body
    for address in ("/answers", "/receipt", "/weights"):
        assert f'href="{address}"' not in body
    assert 'href="/joined"' in body


def test_after_the_sign_off_no_vote_is_called_open(person: Browser, voting: Held) -> None:
    voting.move(rounds.close_vote, rounds.reveal)
    plan = ActionPlan("W1", "Clean the drains.", voting.department("Water"))
    add_action(voting.store, HOST, voting.code, plan)
    voting.move(finish)
    said = page.words(person.get("/m"))
    assert "no votes shown before the sign-off: counts as half feasible (0.5)" in said
    assert "The vote on this action has closed." in said
    assert "the vote on it is open" not in said
