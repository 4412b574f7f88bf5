"""The grid on which paper cards are typed in: only for those who run the workshop."""

import re

import pytest

from resilience.services.counting import rounds
from resilience.store import Store
from resilience.store.tables import Participant, Response
from resilience.web.joining.keying import ANSWER, COMMENT
from tests.services.held import Held, finish, host_link, rows, set_up
from tests.usual import usual_framework
from tests.web.client import Answer, Browser
from tests.web.conftest import Opens
from tests.web.joining.test_join import error_in


@pytest.fixture
def runner(browser: Opens, store: Store) -> Browser:
    """The browser of the host."""
    phone = browser()
    phone.get(f"/open/{host_link(store)}")
    return phone


def send(runner: Browser, held: Held, **changes: object) -> Answer:
    form: dict[str, object] = {
        "code": held.code,
        "department": held.department("Water"),
        "card": "7",
        "people": 5,
        f"{ANSWER}W1": "3",
        f"{ANSWER}P2": "",
        f"{COMMENT}W1": "<b>Dry</b>",
    }
    return runner.post("/key", form | changes)


def test_the_grid_has_a_field_for_all_that_is_asked(runner: Browser, voting: Held) -> None:
    answer = runner.get(f"/key?code={voting.code}")
    assert answer.status == 200
    assert re.findall(r'name="a ([^"]+)"', answer.body) == ["W1", "W2", "P1", "P2"]
    assert re.findall(r'data-top="(\d+)"', answer.body) == ["4", "4", "4"]
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert runner.get("/key/keying.js").headers["content-type"].startswith("text/javascript")


def test_each_field_says_on_whose_cards_it_comes_first(runner: Browser, store: Store) -> None:
    known = usual_framework(W2="water")
    held = set_up(store, known, departments={"Power": 3, "水务": 3, "Water": 3})
    held.move(rounds.open_vote)
    body = runner.get(f"/key?code={held.code}").body
    found = re.findall(r'data-usual="([^"]*)">\s*<b>(\w+)</b>', body)
    ids = f"{held.department('水务')} {held.department('Water')}"
    assert found == [("", "W1"), (ids, "W2"), ("", "P1"), ("", "P2")]


def test_a_card_is_kept_and_the_next_one_is_numbered(runner: Browser, voting: Held) -> None:
    done = send(runner, voting)
    assert done.status == 303
    after = runner.get(done.location).body
    assert "Scorecard 7 is saved: 1 answer." in after
    assert "It had been saved before" not in after
    assert 'name="card" maxlength="20" value="8"' in after
    (answer,) = rows(voting.store, Response)
    assert (answer.level, answer.comment) == (3, "<b>Dry</b>")
    assert [p.size for p in rows(voting.store, Participant)] == [5]
    again = runner.get(send(runner, voting).location).body
    assert "All answers on this scorecard were already saved, so nothing changed." in again
    other = send(runner, voting, **{f"{ANSWER}W1": "0", "card": "007"})
    corrected = runner.get(other.location).body
    assert (
        "Scorecard 7 is saved: 1 answer. It had been saved before; anything that differed was replaced."
        in (corrected)
    )
    assert [p.size for p in rows(voting.store, Participant)] == [5]


def test_a_link_cannot_say_that_something_was_kept(runner: Browser, voting: Held) -> None:
    body = runner.get(f"/key?code={voting.code}&kept=3&answers=99&card=x").body
    assert "is saved" not in body
    assert "Undo this scorecard" not in body


def test_a_number_in_the_address_that_no_card_has_numbers_no_next_card(
    runner: Browser, voting: Held
) -> None:
    answer = runner.get(f"/key?code={voting.code}&card={'9' * 4400}")
    assert (answer.status, 'name="card" maxlength="20" value=""' in answer.body) == (200, True)


def test_what_was_typed_while_the_vote_closed_is_still_there(runner: Browser, voting: Held) -> None:
    voting.vote("Water", 1, 2, 3)
    voting.move(rounds.close_vote)
    answer = send(runner, voting)
    assert answer.status == 400
    assert (
        error_in(answer)
        == "No vote is open now. Open the vote, then type in or upload the scorecards."
    )
    assert 'name="a W1" value="3"' in answer.body
    voting.move(rounds.reveal, finish)
    assert "This workshop is closed" in error_in(send(runner, voting))


def test_a_card_is_taken_back(runner: Browser, voting: Held) -> None:
    after = runner.get(send(runner, voting).location).body
    found = re.search(r'name="kept" value="(\d+)"', after)
    assert found
    done = runner.post("/key/undo", {"code": voting.code, "kept": found[1]})
    assert done.status == 303
    assert "The previous scorecard was undone." in runner.get(done.location).body
    assert rows(voting.store, Response) == []


def test_what_is_wrong_stands_beside_what_was_typed(runner: Browser, voting: Held) -> None:
    answer = send(runner, voting, **{f"{ANSWER}W1": "9", f"{ANSWER}W2": "2"})
    assert answer.status == 400
    assert error_in(answer) == "Nothing from this scorecard was saved. Check the outlined fields."
    assert "found 9, expected 0 to 4, n for not applicable or ? for don&#39;t know." in answer.body
    assert 'name="a W1" value="9"' in answer.body
    assert 'name="a W2" value="2"' in answer.body
    assert "&lt;b&gt;Dry&lt;/b&gt;" in answer.body
    assert 'value="7"' in answer.body
    assert rows(voting.store, Response) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"department": ""}, "Choose the scorecard&#39;s department"),
        ({"people": "some"}, "how many people it answers for"),
        ({"card": ""}, "Enter the card"),
        ({f"{ANSWER}W1": "", f"{COMMENT}W1": ""}, "Nothing was typed"),
    ],
)
def test_a_card_without_what_it_needs_says_so(
    runner: Browser, voting: Held, changes: dict[str, object], words: str
) -> None:
    answer = send(runner, voting, **changes)
    assert answer.status == 400
    assert words in error_in(answer)


def test_others_and_other_times_are_refused(
    runner: Browser, phone: Browser, browser: Opens, held: Held
) -> None:
    assert runner.get(f"/key?code={held.code}").status == 409
    held.move(rounds.open_vote)
    for refused in (
        phone.get(f"/key?code={held.code}"),
        send(phone, held),
        phone.post("/key/undo", {"code": held.code, "kept": 1}),
    ):
        assert refused.status == 403
    foreign = runner.post("/key", {"code": held.code}, origin="https://elsewhere.example")
    assert foreign.status == 403
    assert runner.get("/key?code=NOCODE").status == 404
    assert runner.post("/key/undo", {"code": held.code, "kept": 9}).status == 404
    assert rows(held.store, Response) == []


def test_the_page_speaks_the_language_of_who_types(runner: Browser, voting: Held) -> None:
    done = send(runner, voting)
    body = runner.get(f"{done.location}&language=ja").body
    assert "紙の評価票を入力" in body
    assert "評価票 7 を保存しました" in body
    assert "Save this scorecard" not in body
