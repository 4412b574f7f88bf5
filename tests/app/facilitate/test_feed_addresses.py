"""Addresses of feeds and calendars on the page with the links: created, shown, revoked."""

from resilience.services.feeds.addresses import addresses_of
from resilience.ui.shared.menu import LINKS
from tests.app.seen import words
from tests.app.visit import ADDRESS, as_staff
from tests.services.held import HOST, KEY, Held


def test_a_facilitator_creates_a_feed_address_and_revokes_it(held: Held) -> None:
    at = as_staff(LINKS, held, "facilitator")
    at.button("feeds-make").click().run()
    (feed,) = addresses_of(held.store, KEY, HOST, held.code, "feeds")
    shown = [code.value for code in at.code]
    for name in ("workshop", "published"):
        assert f"{ADDRESS}/feed/{feed.token}/{name}.atom" in shown
    at.button(f"feeds-end-{feed.id}").click().run()
    assert addresses_of(held.store, KEY, HOST, held.code, "feeds") == []


def test_a_facilitator_creates_the_calendar_of_a_department_and_revokes_it(held: Held) -> None:
    at = as_staff(LINKS, held, "facilitator")
    at.selectbox("calendar-department").set_value(held.department("Roads")).run()
    at.button("calendar-make").click().run()
    (calendar,) = addresses_of(held.store, KEY, HOST, held.code, "calendar")
    assert calendar.department == "Roads"
    assert f"{ADDRESS}/feed/{calendar.token}/actions.ics" in [code.value for code in at.code]
    assert "**Roads**" in words(at)
    assert addresses_of(held.store, KEY, HOST, held.code, "feeds") == []
    at.button(f"calendar-end-{calendar.id}").click().run()
    assert addresses_of(held.store, KEY, HOST, held.code, "calendar") == []
