"""The page on which a reader of an e-mail address agrees and ends: by a button, never by opening it."""

import re

from resilience.services.feeds.mail_addresses import add_mail_address, mail_addresses_of
from resilience.web.guard.refusals import MOST_WRONG_LINKS
from tests.services.held import HOST, KEY, Held
from tests.web.client import Browser

YES: dict[str, object] = {"confirm": "1"}


def added(held: Held, language: str = "en") -> str:
    """The address of the page of a new e-mail address of the department of water."""
    where = held.code, "water@city.example", language, held.department("Water")
    return f"/feed/{add_mail_address(held.store, KEY, HOST, *where)[1]}/mail"


def confirmed(held: Held) -> list[bool]:
    return [one.confirmed for one in mail_addresses_of(held.store, HOST, held.code)]


def buttons(body: str) -> list[str]:
    return re.findall(r"<button[^>]*>([^<]+)<", body)


def test_opening_the_page_changes_nothing_and_buttons_agree_and_end(
    phone: Browser, held: Held
) -> None:
    at = added(held)
    asked = phone.get(at)
    assert (asked.status, asked.cookies) == (200, {})
    assert buttons(asked.body) == ["Yes: send them", "No: delete my e-mail address"]
    assert "Cascais" in asked.body
    assert "Water" in asked.body
    assert "water@city.example" not in asked.body
    assert confirmed(held) == [False]
    assert buttons(phone.post(at, YES).body) == ["Stop these e-mails"]
    assert confirmed(held) == [True]
    assert buttons(phone.get(at).body) == ["Stop these e-mails"]
    assert confirmed(held) == [True]
    ended = phone.post(at).body
    assert "Your e-mail address was deleted here" in ended
    assert "so that it does not ask you again" in ended
    assert confirmed(held) == []
    for again in (phone.get(at), phone.post(at, YES), phone.post(at)):
        assert again.status == 404
        assert "is not on the list" in again.body


def test_a_mail_program_ends_the_mails_by_one_click(phone: Browser, held: Held) -> None:
    at = added(held)
    phone.post(at, YES)
    assert phone.post(at, {"List-Unsubscribe": "One-Click"}).status == 200
    assert confirmed(held) == []


def test_who_does_not_want_them_ends_them_without_agreeing(phone: Browser, held: Held) -> None:
    phone.post(added(held))
    assert confirmed(held) == []


def test_the_page_is_in_the_language_of_the_address(phone: Browser, held: Held) -> None:
    assert '<html lang="ko">' in phone.get(added(held, "ko")).body


def test_other_links_open_no_page_and_guessing_is_slowed_down(phone: Browser, held: Held) -> None:
    at = added(held)
    assert phone.get(f"/feed/{held.link('official').token}/mail").status == 404
    assert phone.get(at.replace("/mail", "/actions.ics")).status == 404
    for number in range(MOST_WRONG_LINKS - 1):
        assert phone.get(f"/feed/{number}/mail").status == 404
    assert phone.post("/feed/one-more/mail").status == 429
    assert phone.get(at).status == 200
