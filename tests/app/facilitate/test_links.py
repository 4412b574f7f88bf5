"""The links page: what the facilitator hands out, and links that went to the wrong person."""

from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from resilience.services.access.access import identify
from resilience.services.access.links import LinkView
from resilience.services.accounts.host_links import first_host_link
from resilience.services.upkeep.addresses import (
    for_phones,
    in_network,
    only_this_machine,
    own_address,
)
from resilience.ui.shared.languages import KEY as SWITCH
from resilience.ui.shared.menu import LINKS
from tests.app.conftest import DemoCodes
from tests.app.seen import elements, pages_linked, pieces, words
from tests.app.visit import ADDRESS, as_host, as_person, as_staff, as_stranger, token_in, visit
from tests.services.held import KEY, Held

LED = ("Water", "Power", "Roads")
NOBODYS = "You do not facilitate any workshop here."


@pytest.mark.usefixtures("store")
def test_without_a_workshop_the_page_says_so() -> None:
    for at in (as_host(LINKS), as_stranger(LINKS)):
        assert NOBODYS in pieces(at)


def test_the_demo_has_no_links_by_role(demo: DemoCodes) -> None:
    said = words(as_host(LINKS, demo[0]))
    assert "Poster to print" in said
    assert "Links by role" not in said
    assert "One per department lead" not in said


def test_every_role_has_its_link(held: Held) -> None:
    at = as_staff(LINKS, held, "facilitator")
    codes = [code.value for code in at.code]
    assert codes == [
        f"{ADDRESS}/join?code={held.code}",
        *(
            f"{ADDRESS}/open/{held.link(role).token}"
            for role in ("facilitator", "cofacilitator", "official")
        ),
        "\n".join(f"{d}: {ADDRESS}/open/{held.link('lead', d).token}" for d in LED),
        *(f"{ADDRESS}/open/{held.link('lead', d).token}" for d in LED),
    ]
    pictures = [node.proto.body for node in elements(at) if node.type == "html"]
    assert sum("This link as a QR code" in body for body in pictures) == 3 + len(LED)
    said = pieces(at)
    for name in (
        "**Facilitator**",
        "**Co-facilitator**",
        "**Officials (read the result after the reveal)**",
        "**Department lead** · Water",
        "Poster to print",
        "Paper scorecards",
        "Scorecards to print",
        "A sheet for a hall without internet",
        "Sheet to print",
        held.code,
    ):
        assert name in said
    assert pages_linked(at) == [("Go to the live page", f"live?workshop={held.code}")]


def paper_link(at: AppTest) -> str:
    """Where the button for the paper scorecards leads."""
    assert not at.exception
    links = [node.proto for node in elements(at) if node.type == "link_button"]
    return next(str(link.url) for link in links if link.label == "Scorecards to print")


def test_paper_scorecards_are_chosen_by_department(held: Held) -> None:
    at = as_staff(LINKS, held, "facilitator")
    choice = at.selectbox(key="links-paper")
    assert choice.options == [
        "No department: a line to write on",
        "All departments, one card each",
        "Water",
        "Power",
        "Roads",
        "Mixed tables",
    ]
    address = f"/paper?code={held.code}&department="
    assert paper_link(at) == f"{address}&language=en"
    choice.select("every").run()
    assert paper_link(at) == f"{address}every&language=en"
    at.selectbox(key="links-paper").select(str(held.department("Power"))).run()
    assert paper_link(at) == f"{address}{held.department('Power')}&language=en"


def test_paper_scorecards_are_in_the_language_of_the_page(held: Held) -> None:
    at = as_staff(LINKS, held, "facilitator")
    at.selectbox(key=SWITCH).select("ja").run()
    assert not at.exception
    links = [node.proto.url for node in elements(at) if node.type == "link_button"]
    assert f"/paper?code={held.code}&department=&language=ja" in links


def test_characters_that_paper_cannot_show_are_named(workshop: Callable[..., Held]) -> None:
    odd = workshop(departments={"Water \U0001f600": 3})
    assert "\U0001f600 (U+1F600)" in words(as_staff(LINKS, odd, "facilitator"))


def test_a_new_link_ends_the_one_before(held: Held) -> None:
    old = held.link("official")
    at = as_host(LINKS)
    at.button(key=f"links-new-{old.id}").click().run()
    assert held.link("official").token == old.token
    say_yes(at, old)
    assert not at.exception
    new = held.link("official")
    assert new.token != old.token
    assert f"{ADDRESS}/open/{new.token}" in pieces(at)
    assert f"{ADDRESS}/open/{old.token}" not in pieces(at)
    assert identify(held.store, KEY, staff_tokens=[old.token or ""]).grants == ()
    assert held.staff("official").may(held.id, ["official"])


def say_yes(at: AppTest, link: LinkView) -> None:
    """Say yes in the dialog, which is still open: a browser would run it alone."""
    at.button(key=f"links-new-{link.id}").click().run()
    at.button(key=f"links-new-{link.id}").click()
    at.button(key=f"links-yes-{link.id}").click().run()


def test_whoever_replaces_the_own_link_is_led_on_by_the_new_one(held: Held) -> None:
    old = held.link("facilitator")
    at = as_staff(LINKS, held, "facilitator")
    say_yes(at, old)
    said = pieces(at)
    new = held.link("facilitator")
    assert new.token != old.token
    assert f"{ADDRESS}/open/{new.token}" in said
    assert "You were using this link. Keep the new one:" in said
    forms = [node.proto.body for node in elements(at) if node.type == "html"]
    assert any(f'action="/open/{new.token}"' in form for form in forms)


def test_links_of_another_key_can_only_be_replaced(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESILIENCE_SECRET", "another key of 32 characters or more")
    st.cache_resource.clear()
    other = first_host_link(held.store, b"another key of 32 characters or more") or ""
    at = visit(LINKS, links=[other])
    said = words(at)
    assert said.count("This link still works, but cannot be shown") == 6
    assert "/open/" not in said
    held.store.engine.dispose()


@pytest.mark.parametrize("role", ["cofacilitator", "official", "lead"])
def test_other_roles_see_no_link(held: Held, role: str) -> None:
    assert NOBODYS in words(as_staff(LINKS, held, role))
    at = as_staff(LINKS, held, role, held.code)
    assert [error.value for error in at.error] == [
        f"This page is for the people who run the workshop {held.code}. "
        "Open it with the link that you were given."
    ]
    assert "/open/" not in words(at)


def test_neither_strangers_nor_participants_see_a_link(held: Held) -> None:
    for at in (
        as_stranger(LINKS),
        as_stranger(LINKS, held.code),
        as_person(LINKS, token_in(held)),
    ):
        assert "/open/" not in words(at)
        assert held.code not in pieces(at)
        assert at.button.len == 0


def test_the_link_of_another_workshop_shows_none_in_its_place(
    held: Held, workshop: Callable[..., Held]
) -> None:
    other = workshop()
    at = as_staff(LINKS, other, "facilitator", held.code)
    assert "This page is for the people who run" in words(at)
    assert "/open/" not in words(at)


@pytest.mark.parametrize("address", ["http://localhost:8501", "http://127.0.0.1:80"])
def test_an_address_that_phones_cannot_open_is_pointed_out(
    held: Held, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    assert "Phones cannot open" not in words(as_host(LINKS))
    monkeypatch.setenv("RESILIENCE_PUBLIC_URL", address)
    st.cache_resource.clear()
    said = words(as_host(LINKS))
    assert f"Phones cannot open `{address}`: it works only on this computer." in said
    assert f"{address}/join?code={held.code}" in said
    assert "This address comes from the setting RESILIENCE_PUBLIC_URL." in said


def test_the_page_leads_from_localhost_to_an_address_that_phones_can_open(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RESILIENCE_PUBLIC_URL")
    st.cache_resource.clear()
    at = as_host(LINKS)
    links = [node.proto for node in elements(at) if node.type == "link_button"]
    there = f"http://{own_address()}:8501"
    if own_address():
        [link] = [one.url for one in links if one.label == f"Continue at {there}"]
        assert link == f"{there}/open/{held.link('facilitator').token}"
    else:
        assert "Connect it to the same network as the phones" in words(at)


def test_the_demo_on_localhost_names_the_address(
    demo: DemoCodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RESILIENCE_PUBLIC_URL")
    st.cache_resource.clear()
    assert f"http://{own_address()}:8501" in words(as_host(LINKS, demo[0])) or not own_address()


@pytest.mark.parametrize(
    ("address", "listens_on", "there"),
    [
        ("http://localhost:8501", "0.0.0.0", "http://{own}:8501"),
        ("http://localhost", "::", "http://{own}"),
        ("http://[::1]:80", "", "http://{own}:80"),
        ("http://localhost:8501", "127.0.0.1", ""),
    ],
)
def test_an_address_in_the_network_is_known_where_the_server_listens_there(
    address: str, listens_on: str, there: str
) -> None:
    own = own_address()
    assert in_network(address, listens_on) == (there.format(own=own) if own else "")
    assert for_phones(address, "", listens_on) == (in_network(address, listens_on) or address)
    assert for_phones("http://192.168.1.5:8501", "", listens_on) == "http://192.168.1.5:8501"
    assert for_phones(address, "https://city.example/", listens_on) == "https://city.example"
    assert only_this_machine(address)
    assert not only_this_machine("http://192.168.1.5:8501")
