"""Addresses for people without a role: who makes them, what they open, and when they stop."""

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from resilience.errors import InputError, NotAllowed, NotFound, WrongTime
from resilience.services.access.access import NOBODY, Visitor, identify
from resilience.services.access.history import ActFilter, history
from resilience.services.cities.network_readers import sees_network
from resilience.services.cities.publications import show_to_network, take_from_network
from resilience.services.cities.shares import (
    EMBED,
    PAGES,
    embed_chart,
    embedded,
    end_share,
    share_page,
    shares_of,
)
from resilience.services.counting import rounds
from resilience.services.deciding.actions import actions_of
from resilience.services.results.results import admit
from resilience.services.results.trend import admit_trend
from resilience.services.upkeep.retention import remove_now
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import workshops_of
from resilience.store import Store
from resilience.store.tables import Share, Workshop
from resilience.text import Text
from resilience.wording.history import sentence
from tests.app.rooms import reveal_all
from tests.services.clock import NOON, settable_clock
from tests.services.held import CITY, HOST, KEY, Held, finish, reopen, rows

TODAY = NOON.date()
EVERY_PAGE = ("", *PAGES, "peers", "trend", "network", "actions", "workbook", "report", EMBED)


@pytest.fixture
def closed(held: Held, noon: datetime.date) -> Held:
    """A closed workshop with a result that cities here see, on the day of the clock."""
    reveal_all(held)
    held.move(finish, show_to_network)
    return held


def shared(held: Held, page: str = "overview", day: datetime.date = TODAY) -> str:
    return share_page(held.store, KEY, held.staff("facilitator"), held.code, page, day)


def chart(held: Held) -> str:
    return embed_chart(held.store, KEY, held.staff("facilitator"), held.code, "ja")


def guest(held: Held, token: str, page: str = "overview") -> Visitor:
    """Whoever opened a link and looks at a page."""
    return identify(held.store, KEY, staff_tokens=[token], page=page)


def is_shown(held: Held, token: str) -> bool:
    """Whether the address of a chart shows it."""
    try:
        embedded(held.store, token)
    except NotFound:
        return False
    return True


def test_a_link_opens_one_page_of_one_result(closed: Held, workshop: Callable[..., Held]) -> None:
    other = workshop(city=replace(CITY, name="Lisboa"))
    reveal_all(other)
    other.move(finish)
    token = shared(closed)
    for page in EVERY_PAGE:
        who = guest(closed, token, page)
        opened = {w.code for w in workshops_of(closed.store, who)}
        assert opened == ({closed.code} if page == "overview" else set()), page
        for service in (admit, admit_trend, actions_of):
            with pytest.raises(NotAllowed):
                service(closed.store, who, other.code)
            if page != "overview":
                with pytest.raises(NotAllowed):
                    service(closed.store, who, closed.code)
    assert admit(closed.store, guest(closed, token), closed.code)[0] == closed.id
    assert not sees_network(closed.store, guest(closed, token))


def test_a_guest_sees_no_earlier_result_of_the_city(
    closed: Held, workshop: Callable[..., Held]
) -> None:
    later = workshop(date=closed.view.date + datetime.timedelta(days=1))
    reveal_all(later)
    later.move(finish)
    who = guest(later, shared(later))
    assert admit_trend(later.store, HOST, later.code)[2] == ((closed.id, closed.view.revision),)
    assert admit_trend(later.store, who, later.code)[2] == ()


def test_a_link_ends_with_its_last_day_where_the_workshop_is(closed: Held) -> None:
    with settable_clock() as clock:
        clock.set_to(NOON)
        token = shared(closed)
        (row,) = shares_of(closed.store, KEY, HOST, closed.code)
        assert (row.page, row.last_day, row.ended, row.made_by, row.token) == (
            "overview", TODAY, False, "facilitator", token,
        )  # fmt: skip
        midnight = datetime.datetime(2026, 10, 13, 23, tzinfo=datetime.UTC)  # in Lisbon
        clock.set_to(midnight - datetime.timedelta(minutes=1))
        assert guest(closed, token).shared
        clock.set_to(midnight)
        assert guest(closed, token) == NOBODY.__class__(page="overview")
        (row,) = shares_of(closed.store, KEY, HOST, closed.code)
        assert row.ended


def test_what_ends_a_link_and_a_chart(closed: Held) -> None:
    link, address = shared(closed), chart(closed)
    assert embedded(closed.store, address)[2] == "ja"
    closed.move(reopen)
    assert workshops_of(closed.store, guest(closed, link)) == []
    assert not is_shown(closed, address)
    closed.move(finish)
    assert workshops_of(closed.store, guest(closed, link)) != []
    assert not is_shown(closed, address)  # a result that was reopened is not published
    closed.move(show_to_network)
    assert is_shown(closed, address)
    closed.move(take_from_network)
    assert not is_shown(closed, address)
    closed.move(show_to_network)
    for row in shares_of(closed.store, KEY, HOST, closed.code):
        end_share(closed.store, HOST, closed.code, row.id)
        with pytest.raises(NotFound, match="already been revoked"):
            end_share(closed.store, HOST, closed.code, row.id)
    assert not guest(closed, link).shared
    assert not is_shown(closed, address)


def test_a_reopened_vote_hides_the_chart_until_it_is_shown_again(closed: Held) -> None:
    address = chart(closed)
    closed.move(reopen, rounds.reopen_vote)
    assert not is_shown(closed, address)


def test_addresses_go_with_their_workshop_and_outlive_answers(closed: Held) -> None:
    address = chart(closed)
    remove_now(closed.store, HOST, closed.code)
    assert is_shown(closed, address)
    with closed.store.write() as session:
        session.delete(session.get(Workshop, closed.id))
    assert rows(closed.store, Share) == []
    assert not is_shown(closed, address)


def test_a_token_of_one_kind_opens_nothing_of_the_other(closed: Held) -> None:
    link, address = shared(closed), chart(closed)
    assert guest(closed, address, EMBED) == Visitor(page=EMBED)
    assert not is_shown(closed, link)
    kept = str([row.model_dump() for row in rows(closed.store, Share)])
    assert link not in kept
    assert address not in kept


def test_only_who_may_publish_shares_and_revokes(closed: Held) -> None:
    shared(closed)
    chart(closed)
    (first, _) = shares_of(closed.store, KEY, HOST, closed.code)
    for who in (closed.staff("cofacilitator"), closed.staff("official"), NOBODY):
        for act in (
            lambda: share_page(closed.store, KEY, who, closed.code, "overview", TODAY),  # noqa: B023
            lambda: embed_chart(closed.store, KEY, who, closed.code, "en"),  # noqa: B023
            lambda: shares_of(closed.store, KEY, who, closed.code),  # noqa: B023
            lambda: end_share(closed.store, who, closed.code, first.id),  # noqa: B023
        ):
            with pytest.raises(NotAllowed):
                act()


def test_what_is_not_final_or_not_published_is_not_shared(held: Held, noon: datetime.date) -> None:
    held.bring_to(Phase.REVEALED)
    for make in (shared, chart):
        with pytest.raises(WrongTime, match="closed workshop"):
            make(held)
    held.move(finish)
    with pytest.raises(WrongTime, match="Publish the result to other cities first"):
        chart(held)
    for day in (TODAY - datetime.timedelta(days=1), TODAY + datetime.timedelta(days=366)):
        with pytest.raises(InputError, match="between today and one year"):
            shared(held, day=day)
    for page in ("peers", "network", "workbook", EMBED):
        with pytest.raises(InputError, match="cannot be shared"):
            shared(held, page)


def test_pages_of_an_open_workshop_are_not_shared(
    workshop: Callable[..., Held], noon: datetime.date
) -> None:
    held = workshop(k=0)
    reveal_all(held)
    held.move(finish)
    with pytest.raises(InputError, match="cannot be published"):
        shared(held)


def test_history_names_what_was_made_and_revoked(closed: Held, store: Store) -> None:
    shared(closed, "priorities")
    chart(closed)
    for row in shares_of(closed.store, KEY, HOST, closed.code):
        end_share(closed.store, HOST, closed.code, row.id)
    found = history(store, HOST, ActFilter(kind="publications")).deeds
    assert [sentence(deed, Text("en")) for deed in found][:4] == [
        "The address for the chart on other websites was revoked.",
        "The link to a shared page was revoked: Priorities · 1.",
        "An address to embed the chart on other websites was created.",
        "A page was shared by a link: Priorities · 1.",
    ]
