"""What may be guessed how often: by whom, from where, and who is never shut out by others."""

import pytest
from starlette.requests import Request

from resilience.services.access.tokens import PERSON
from resilience.store import Store
from resilience.web.guard.cookies import DEVICE
from resilience.web.guard.refusals import may_watch, network_of
from resilience.web.sign_in import tries
from tests.services.held import Held
from tests.services.staff import PASSWORD, with_password
from tests.web.client import Browser
from tests.web.conftest import Opens
from tests.web.connections.test_limits import of
from tests.web.joining.test_join import form
from tests.web.sign_in.test_sign_in import enter


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test reaches."""
    monkeypatch.setattr(tries, "MOST_OF_ACCOUNT", 2)
    monkeypatch.setattr(tries, "MOST_SIGN_INS", 5)


def shut(phone: Browser, name: str = "ana") -> list[int]:
    """Guess passwords of a name until there is no more; what was answered."""
    return [enter(phone, name, "wrong").status for _ in range(4)]


@pytest.mark.usefixtures("few")
def test_who_guesses_in_one_network_shuts_nobody_out_elsewhere(
    browser: Opens, store: Store
) -> None:
    with_password(store, "ana", "admin")
    assert shut(browser(address="192.0.2.1")) == [403, 403, 429, 429]
    assert enter(browser(address="198.51.100.7")).status == 303


@pytest.mark.usefixtures("few")
def test_a_known_device_gets_through_in_a_network_that_is_full(
    browser: Opens, store: Store
) -> None:
    with_password(store, "ana", "admin")
    known, evil = browser(address="hall"), browser(address="hall")
    enter(known)
    known.post("/sign-out")
    assert DEVICE in known.cookies
    for name in ("ana", "bo", "cy"):
        shut(evil, name)
    assert enter(evil).status == 429
    assert enter(known).status == 303


@pytest.mark.usefixtures("few")
def test_a_known_device_guesses_no_more_than_others(browser: Opens, store: Store) -> None:
    with_password(store, "ana")
    known = browser()
    enter(known)
    known.address = "elsewhere"
    assert shut(known) == [403, 403, 429, 429]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    "kept", ["", "a", "a.b", "é.ü", "." * 50, "{device}.made-up", "{device}x.{mark}"]
)
def test_a_device_that_is_made_up_is_not_known(browser: Opens, store: Store, kept: str) -> None:
    with_password(store, "ana")
    known = browser()
    enter(known)
    device, mark = known.cookies[DEVICE].split(".")
    evil = browser(address="hall")
    shut(evil)
    evil.cookies[DEVICE] = kept.format(device=device, mark=mark)
    assert enter(evil).status == 429


@pytest.mark.usefixtures("few")
def test_a_device_is_known_for_its_accounts_alone(browser: Opens, store: Store) -> None:
    with_password(store, "ana", "admin")
    with_password(store, "bo")
    phone = browser(address="hall")
    enter(phone, "bo")
    shut(phone, "ana")
    assert enter(phone, "ana").status == 429
    assert enter(phone, "bo").status == 303


def test_a_device_keeps_the_accounts_that_it_knows_and_says_no_name(
    phone: Browser, store: Store
) -> None:
    for n in range(tries.MOST_KNOWN + 1):
        with_password(store, f"person{n}")
        enter(phone, f"person{n}")
    device, *marks = phone.cookies[DEVICE].split(".")
    assert (len(marks), len({device, *marks})) == (tries.MOST_KNOWN, tries.MOST_KNOWN + 1)
    assert "person" not in phone.cookies[DEVICE]
    assert PASSWORD not in phone.cookies[DEVICE]
    phone.post("/leave")
    assert DEVICE not in phone.cookies


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::7", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_household_of_ipv6_is_one_network(address: str, network: str) -> None:
    assert network_of(of(address)) == network


def test_without_an_address_all_are_one_network() -> None:
    assert network_of(Request({"type": "http", "headers": []})) == ""


@pytest.mark.parametrize(
    ("address", "here"),
    [("::ffff:127.0.0.1", True), ("::1", True), ("127.0.0.9", True), ("::2", False), ("x", False)],
)
def test_this_machine_is_known_however_its_address_is_written(address: str, here: bool) -> None:
    assert may_watch(of(address), "") is here


def test_wrong_codes_are_counted_for_the_whole_of_a_household(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "MOST_WRONG_CODES", 3)
    told = [browser(address=f"2001:db8::{n}").get(f"/join?code=NO{n}").status for n in range(5)]
    assert told == [404, 404, 404, 429, 429]
    assert browser(address="2001:db8:0:1::1").get(f"/join?code={held.code}").status == 200


@pytest.fixture
def braked(browser: Opens, monkeypatch: pytest.MonkeyPatch) -> Opens:
    """An installation whose codes are being guessed from many networks."""
    monkeypatch.setattr(tries, "MOST_WRONG_OF_ALL", 20)
    monkeypatch.setattr(tries, "FEW_WRONG_CODES", 3)
    for n in range(20):
        assert browser(address=f"10.0.0.{n}").get(f"/join?code=NO{n}").status == 404
    return browser


def test_guesses_from_many_networks_leave_each_a_few(braked: Opens) -> None:
    told = [braked(address="192.0.2.1").get(f"/join?code=NO{n}").status for n in range(5)]
    assert told == [404, 404, 404, 429, 429]


def test_a_right_code_works_while_codes_are_guessed(braked: Opens, held: Held) -> None:
    for address in ("10.0.0.3", "192.0.2.1"):  # one of those who guessed, and somebody new
        phone = braked(address=address)
        assert phone.get(f"/join?code={held.code}").status == 200
        assert phone.post("/join", form(held)).status == 303
        assert PERSON in phone.cookies


def test_a_hall_that_joined_may_mistype_while_codes_are_guessed(braked: Opens, held: Held) -> None:
    hall = braked(address="192.0.2.1")
    for n in range(4):
        assert hall.post("/join", form(held)).status == 303
        assert hall.get(f"/join?code=NO{n}").status == 404
    for n in range(3):
        assert hall.get(f"/join?code=NO{n}").status == 404
    stranger = braked(address="192.0.2.1")
    assert stranger.get(f"/join?code={held.code}").status == 429
