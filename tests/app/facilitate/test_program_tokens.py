"""Tokens for programs on the page with the links: created, shown again, revoked."""

import datetime

import pytest

from resilience.services.access.api_tokens import reader_with, tokens_of
from resilience.ui.shared.menu import LINKS
from tests.app.seen import words
from tests.app.visit import ADDRESS, as_host, as_staff
from tests.services.clock import NOON
from tests.services.held import HOST, KEY, Held, host_link

EVERY = "All workshops that you facilitate"


def test_a_facilitator_creates_a_token_and_revokes_it(held: Held) -> None:
    at = as_staff(LINKS, held, "facilitator")
    assert f"{ADDRESS}/api/v1/openapi.json" in words(at)
    assert [one for one in at.radio if one.key == "token-reads"] == []
    at.button("token-make").click().run()
    (token,) = tokens_of(held.store, KEY, HOST, held.code)
    assert token.token in [code.value for code in at.code]
    assert "**This workshop** · until revoked" in words(at)
    assert [grant.workshop_id for grant in reader_with(held.store, token.token or "").grants] == [
        held.id
    ]
    at.button(f"token-end-{token.id}").click().run()
    assert tokens_of(held.store, KEY, HOST, held.code) == []
    assert "Reader for machines" not in words(at)


@pytest.mark.usefixtures("noon")
def test_a_token_for_all_workshops_with_a_last_day(held: Held) -> None:
    host_link(held.store)
    at = as_host(LINKS, held.code)
    assert EVERY in at.radio("token-reads").options
    at.radio("token-reads").set_value(True).run()
    at.date_input("token-until").set_value(NOON.date() + datetime.timedelta(days=3)).run()
    at.button("token-make").click().run()
    (token,) = tokens_of(held.store, KEY, HOST, held.code)
    assert (token.every, token.last_day) == (True, datetime.date(2026, 10, 16))
    assert "All workshops of its owner** · until October 16, 2026" in words(at)
