"""The receipt: one person's answers, the room after the reveal, and nobody else's data."""

import datetime
import html
import re

import pytest

from resilience.outputs.receipt import own_receipt
from resilience.services.access.access import Visitor, identify
from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.workshop import reply_step
from tests.services.delivering import save_remark
from tests.services.held import HOST, KEY, Held, finish
from tests.services.results.test_replies import first, show
from tests.web.client import Answer, Browser
from tests.web.conftest import Opens
from tests.web.joining.test_join import error_in, form

NO_LEVEL = "No answer was clearly the most frequent in the room"


def lines(answer: Answer) -> list[str]:
    """What the page says, a line per piece."""
    body = re.sub(r"<style>.*?</style>", "", answer.body, flags=re.DOTALL)
    return [said for said in html.unescape(re.sub(r"<[^>]+>", "\n", body)).split("\n") if said]


def below(answer: Answer, title: str, count: int = 1) -> list[str]:
    """What stands below an indicator."""
    said = lines(answer)
    at = next(i for i, line in enumerate(said) if line.startswith(title))
    return said[at + 1 : at + 1 + count]


def joined(phone: Browser, held: Held) -> Visitor:
    """Somebody joins Water on this phone."""
    phone.post("/join", form(held))
    return identify(held.store, KEY, participant_token=phone.cookies[PERSON])


def voted(phone: Browser, held: Held) -> Visitor:
    """Somebody answers level 2 among people who say 4, 4 and 0."""
    held.move(rounds.open_vote)
    who = joined(phone, held)
    held.say(who, W1=2, W2="na", P1="dk", P2=2.5)
    held.vote("Water", 4, 4, 0)
    return who


def test_every_answer_stands_with_its_sentence(phone: Browser, held: Held) -> None:
    who = voted(phone, held)
    save_remark(held.store, who, "W1", comment="<b>Old</b> pumps & pipes")
    answer = phone.get("/receipt")
    assert answer.status == 200
    assert below(answer, "W1 · Drains", 2) == ["2 · Half.", "“<b>Old</b> pumps & pipes”"]
    assert "<b>Old</b>" not in answer.body
    assert below(answer, "W2 · Dikes") == ["Not applicable here"]
    assert below(answer, "P1 · Grid") == ["Don't know"]
    assert below(answer, "P2 · Outage") == ["2.5 hours"]


def test_what_was_not_answered_is_said(phone: Browser, held: Held) -> None:
    held.move(rounds.open_vote)
    joined(phone, held)
    assert below(phone.get("/receipt"), "W1 · Drains") == ["no answer yet"]
    held.vote("Water", 4, 4, 0)
    held.move(rounds.close_vote)
    assert below(phone.get("/receipt"), "W1 · Drains") == ["not answered"]


def test_before_the_vote_there_is_nothing_on_it_but_the_way_back(
    phone: Browser, held: Held
) -> None:
    joined(phone, held)
    said = lines(phone.get("/receipt"))
    assert "The vote has not started yet." in said
    assert not [line for line in said if line.startswith("W1")]


def test_the_room_stands_on_it_when_the_stage_has_counted_down(
    phone: Browser, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    voted(phone, held)
    held.move(rounds.close_vote)
    monkeypatch.setattr(reply_step, "COUNTDOWN", datetime.timedelta(minutes=5))
    held.move(rounds.reveal)
    assert "most frequent" not in phone.get("/receipt").body
    monkeypatch.setattr(reply_step, "COUNTDOWN", datetime.timedelta())
    assert "most frequent" in phone.get("/receipt").body


def test_the_room_stands_beside_it_after_the_reveal_and_not_before(
    phone: Browser, held: Held
) -> None:
    voted(phone, held)
    held.move(rounds.close_vote)
    assert "most frequent" not in phone.get("/receipt").body
    held.move(rounds.reveal)
    assert below(phone.get("/receipt"), "W1 · Drains", 2) == ["2 · Half.", NO_LEVEL]
    held.move(rounds.reopen_vote)
    assert "most frequent" not in phone.get("/receipt").body


@pytest.mark.parametrize(
    ("others", "room"),
    [
        ((3, 3, 3, 2), "The room's most frequent answer: 3"),  # of which the middle is 3 too
        ((4, 4, 4, 3, 2), "The room's most frequent answer: 4"),  # the middle is 3 and 4
        ((3, 2, 2, 1), NO_LEVEL),  # two levels as often
        ((0, 0, 4, 4), NO_LEVEL),
    ],
)
def test_the_rooms_answer_is_the_one_that_the_phone_compares_with(
    phone: Browser, held: Held, others: tuple[int, ...], room: str
) -> None:
    held.move(rounds.open_vote)
    held.say(joined(phone, held), W1=3 if room == NO_LEVEL else 4)
    held.vote("Water", *others)
    held.move(rounds.close_vote, rounds.reveal)
    assert below(phone.get("/receipt"), "W1 · Drains", 2)[1] == room
    compared = "room's most frequent answer" in phone.get("/m").body.replace("&#39;", "'")
    assert compared == (room != NO_LEVEL)


def test_it_says_whose_answers_are_on_it_and_who_can_open_it(phone: Browser, held: Held) -> None:
    voted(phone, held)
    alone = "Your answers. The room's answers appear here after the reveal. Only you can open this page."
    room = "Your answers, with what the room agreed or its most frequent answer. Only you can open this page."
    assert alone in lines(phone.get("/receipt"))
    held.move(rounds.close_vote, rounds.reveal)
    agree(held.store, HOST, held.code, "W1", 1.0, "Seen on the map.")
    said = lines(phone.get("/receipt"))
    assert room in said
    assert not [line for line in said if "only your own answers" in line]
    assert "The room agreed: 1 · Seen on the map." in said


def test_where_departments_reply_first_the_room_is_not_shown_before_officials_see_it(
    phone: Browser, held: Held
) -> None:
    first(held)
    voted(phone, held)
    held.move(rounds.close_vote, rounds.reveal)
    assert "most frequent" not in phone.get("/receipt").body
    show(held)
    assert "most frequent" in phone.get("/receipt").body


def test_both_votes_are_told_apart(phone: Browser, held: Held) -> None:
    who = voted(phone, held)
    held.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    held.say(who, W1=3)
    assert below(phone.get("/receipt"), "W1 · Drains", 2) == [
        "First vote: 2 · Half.",
        "Later vote: 3 · Mostly.",
    ]


def test_nobody_elses_answers_and_comments_are_on_it(browser: Opens, held: Held) -> None:
    held.move(rounds.open_vote)
    phones = [browser(), browser()]
    mine, other = (joined(phone, held) for phone in phones)
    for who, said in ((mine, "Mine"), (other, "Theirs")):
        held.say(who, W1=1 if who == mine else 4)
        save_remark(held.store, who, "W1", comment=said)
    body = phones[0].get("/receipt").body
    assert "Mine" in body
    assert "Theirs" not in body
    assert "Yes." not in body
    assert phones[1].cookies[PERSON] not in body
    assert own_receipt(held.store, mine).votes[0].answers["W1"].said == 1


def test_the_return_link_is_on_it_as_words_and_code(browser: Opens, held: Held) -> None:
    phone = browser(public_url="https://city.example/")
    joined(phone, held)
    answer = phone.get("/receipt")
    assert f"https://city.example/return/{phone.cookies[PERSON]}" in lines(answer)
    assert 'class="qr" src="data:image/svg' in answer.body
    assert answer.headers["cache-control"] == "no-store"


def test_without_having_joined_there_is_no_receipt(phone: Browser, held: Held) -> None:
    phone.get(f"/open/{held.link('facilitator').token}")
    answer = phone.get("/receipt")
    assert answer.status == 403
    assert error_in(answer).startswith("You have not joined a workshop on this device.")


@pytest.mark.parametrize(("language", "said"), [("ja", "回答"), ("ko", "답")])
def test_it_speaks_the_persons_language(
    phone: Browser, held: Held, language: str, said: str
) -> None:
    phone.post("/join", form(held, language=language))
    answer = phone.get("/receipt", accept_language="en")
    assert f'<html lang="{language}">' in answer.body
    assert said in " ".join(lines(answer))
    assert '<html lang="en">' in phone.get("/receipt?language=en").body


def test_a_closed_workshop_says_who_signed_it_off(phone: Browser, held: Held) -> None:
    voted(phone, held)
    held.move(rounds.close_vote, rounds.reveal, finish)
    assert "Signed off by Ana Sousa" in " ".join(lines(phone.get("/receipt")))
