"""E-mail addresses for due dates on the page with the links: asked, shown, removed; absent without a mail server."""

import datetime

import pytest

from resilience.outputs.mail.sending import mailer_of
from resilience.services.feeds.mail_addresses import mail_addresses_of
from resilience.services.feeds.mail_consent import confirm_mail
from resilience.services.feeds.mail_weeks import mails_due, note_trouble
from resilience.store import now
from resilience.ui.shared import runtime
from resilience.ui.shared.menu import LINKS
from tests.app.seen import words
from tests.app.visit import ADDRESS, as_staff
from tests.post import SENDER, Post
from tests.services.clock import settable_clock
from tests.services.held import HOST, KEY, Held

TO = "roads@city.example"


@pytest.fixture
def sends(post: Post, held: Held, monkeypatch: pytest.MonkeyPatch) -> Post:
    """The installation of the pages sends by a mail server."""
    monkeypatch.setenv("RESILIENCE_SMTP_URL", post.url)
    monkeypatch.setenv("RESILIENCE_MAIL_FROM", SENDER)
    runtime.settings.clear()
    return post


def test_an_address_is_asked_and_shown_until_it_is_removed(sends: Post, held: Held) -> None:
    at = as_staff(LINKS, held, "facilitator")
    at.text_input("mail-address").set_value(f" {TO} ")
    at.selectbox("mail-department").set_value(held.department("Roads"))
    at.selectbox("mail-language").set_value("ko")
    at.button("mail-make").click().run()
    (added,) = mail_addresses_of(held.store, HOST, held.code)
    assert (added.department, added.language, added.confirmed) == ("Roads", "ko", False)
    (asked,) = sends.to(TO)
    assert f"{ADDRESS}/feed/" in asked.get_content()
    for said in (f"`{TO}`", "Waiting for the recipient to agree.", "added by Facilitator"):
        assert said in words(at)
    at.button(f"mail-end-{added.id}").click().run()
    assert mail_addresses_of(held.store, HOST, held.code) == []
    assert TO not in words(at)


def test_an_address_that_the_mail_server_refuses_is_not_kept(sends: Post, held: Held) -> None:
    sends.refuses[TO] = f"550 {TO} is unknown"
    at = as_staff(LINKS, held, "facilitator")
    at.text_input("mail-address").set_value(TO)
    at.button("mail-make").click().run()
    assert "did not accept the e-mail (code 550), so the address was not added" in words(at)
    assert mail_addresses_of(held.store, HOST, held.code) == []
    sends.refuses.clear()
    at.button("mail-make").click().run()
    assert len(sends.to(TO)) == 1
    (added,) = mail_addresses_of(held.store, HOST, held.code)
    at.button(f"mail-end-{added.id}").click().run()
    at.text_input("mail-address").set_value(TO)
    at.button("mail-make").click().run()
    assert "It is not asked again." in words(at)
    assert len(sends.to(TO)) == 1


def test_a_mail_that_was_not_delivered_is_shown(sends: Post, held: Held) -> None:
    at = as_staff(LINKS, held, "facilitator")
    at.text_input("mail-address").set_value(TO)
    at.button("mail-make").click().run()
    page = sends.to(TO)[0].get_content()
    confirm_mail(held.store, page.partition("/feed/")[2].partition("/mail")[0])
    with settable_clock() as clock:
        clock.set_to(now() + datetime.timedelta(days=8))
        (mail,) = mails_due(held.store, KEY)
    note_trouble(held.store, mail, "refused")
    at.run()
    assert "The last e-mail could not be delivered: the mail server refused it." in words(at)


def test_without_a_mail_server_only_addresses_that_are_kept_are_shown(
    sends: Post, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = as_staff(LINKS, held, "facilitator")
    at.text_input("mail-address").set_value(TO)
    at.button("mail-make").click().run()
    monkeypatch.delenv("RESILIENCE_SMTP_URL")
    runtime.settings.clear()
    assert mailer_of(runtime.settings()) is None
    at = as_staff(LINKS, held, "facilitator")
    assert "This installation sends no e-mails at the moment." in words(at)
    (kept,) = mail_addresses_of(held.store, HOST, held.code)
    at.button(f"mail-end-{kept.id}").click().run()
    assert "Due dates by e-mail" not in [one.label for one in at.expander]
