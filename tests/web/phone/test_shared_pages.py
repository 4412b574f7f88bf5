"""Phone pages are made once for many people: each still has its own, and a change is there at once."""

import pytest

from resilience.services.access.access import identify
from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.services.voting.my_data import erase_own
from resilience.store import Store
from resilience.web import pages
from tests.services.held import KEY, Held, set_up
from tests.usual import usual_framework
from tests.web import phone_steps as page
from tests.web.client import Answer
from tests.web.conftest import Opens

KNOWING = {"Water": 5, "Finance": 5, "Power": 5}


def marked(answer: Answer) -> list[str]:
    """The codes of indicators that a page marks for its script."""
    steps = page.data(answer)["steps"]
    return [card["code"] for step in steps for card in step["cards"] if card.get("usual")]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one with each page that is made."""
    seen: list[str] = []
    render = pages.render

    def counted(*args: object, **values: object) -> str:
        seen.append("made")
        return render(*args, **values)  # type: ignore[arg-type]

    monkeypatch.setattr("resilience.web.phone.phone_page.render", counted)
    return seen


def test_people_who_see_the_same_have_it_made_once_and_are_told_apart(
    browser: Opens, voting: Held, made: list[str]
) -> None:
    me, other = page.joined(browser(), voting), page.joined(browser(), voting, "Power")
    mine, theirs = me.get("/m"), other.get("/m")
    assert len(made) == 1
    one, two = page.data(mine), page.data(theirs)
    assert one["person"] != two["person"]
    assert one["person"] not in theirs.body
    assert (one["department"], two["department"]) == ("Water", "Power")
    same = mine.body.replace(one["person"], two["person"]).replace('"Water"', '"Power"')
    same = same.replace(one["number"], two["number"])
    assert same.replace('"who">Water<', '"who">Power<') == theirs.body.replace('"Water"', '"Power"')


def test_answers_are_seen_on_the_own_page_alone(
    browser: Opens, voting: Held, made: list[str]
) -> None:
    me, other = page.joined(browser(), voting), page.joined(browser(), voting)
    other.get("/m")
    page.send(me, page.sending(7), page.sending(8, said=None, comment="My words."))
    mine, theirs = me.get("/m?at=W1"), other.get("/m?at=W1")
    assert (page.pressed(mine, "W1"), page.pressed(theirs, "W1")) == (["3"], [])
    assert ("My words." in mine.body, "My words." in theirs.body) == (True, False)
    assert (page.data(mine)["counter"], page.data(theirs)["counter"]) == (8, 0)


def test_a_move_is_on_the_page_at_once(browser: Opens, voting: Held, made: list[str]) -> None:
    voting.vote("Water", 1, 2, 3)
    me, other = page.joined(browser(), voting), page.joined(browser(), voting)
    page.send(me, page.sending(5))
    page.send(other, page.sending(1))
    states = [page.data(me.get("/m"))["state"]]
    for move in (rounds.close_vote, rounds.reveal):
        made.clear()
        voting.move(move)
        mine, theirs = page.data(me.get("/m")), page.data(other.get("/m"))
        assert (mine["counter"], theirs["counter"], len(made)) == (5, 1, 1)
        assert mine["state"] == theirs["state"]
        states.append(mine["state"])
    assert len(set(states)) == 3


def test_a_department_shares_its_order_and_its_marks_with_nobody_else(
    browser: Opens, store: Store, made: list[str]
) -> None:
    held = set_up(store, usual_framework(W1="water", P1="finance"), departments=KNOWING)
    held.move(rounds.open_vote)
    homes = ("Water", "Finance", "Water", "Power", "Finance")
    opened = [page.joined(browser(), held, home).get("/m") for home in homes]
    assert len(made) == 3
    assert ["usually knows" in page.screen(answer, "W1") for answer in opened] == [
        home == "Water" for home in homes
    ]
    for answer, home in zip(opened, homes, strict=True):
        assert marked(answer) == {"Water": ["W1"], "Finance": ["P1"], "Power": []}[home]


def test_without_script_the_next_screen_is_the_next_of_the_department(
    browser: Opens, store: Store
) -> None:
    held = set_up(store, usual_framework(W2="water", P2="water"), departments=KNOWING)
    held.move(rounds.open_vote)
    me = page.joined(browser(), held)
    seen = [page.shown(me.get("/m"))]
    for _ in range(4):
        answer = page.fill(
            me, seen[-1], **({"go": "measure", "measure": 3} if seen[-1] == "P2" else {"said": 1})
        )
        seen.append(page.shown(me.get(answer.location)))
    assert seen == ["W2", "W1", "P2", "P1", "end"]
    assert "usually knows" not in me.get("/m?at=W1").body.split('id="page"')[0]


def test_a_page_that_was_made_is_no_page_for_who_was_erased(browser: Opens, voting: Held) -> None:
    me, other = page.joined(browser(), voting), page.joined(browser(), voting)
    key = page.data(me.get("/m"))["person"]
    erase_own(voting.store, identify(voting.store, KEY, participant_token=me.cookies[PERSON]))
    assert (me.get("/m").status, me.get("/m").location) == (303, "/join")
    assert page.send(me, page.sending(), person=key).status == 403
    assert other.get("/m").status == 200
