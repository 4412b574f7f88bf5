"""The sheet for a hall without internet: Wi-Fi and workshop as codes, and nothing kept of it."""

import pytest

from resilience.services.workshop.hall_sheet import wifi_code
from resilience.store.tables import StaffAct
from tests.pdf import read_pdf
from tests.services.held import Held, rows
from tests.web.client import Browser
from tests.web.joining.test_join import error_in

SECRET = "zebra crossing 7731"


def typed(held: Held, **changes: object) -> dict[str, object]:
    return {
        "code": held.code,
        "network": "City Hall",
        "password": SECRET,
        "language": "en",
    } | changes


def test_it_says_how_to_join_network_and_workshop(phone: Browser, held: Held) -> None:
    answer = phone.post("/sheet", typed(held))
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == f'inline; filename="wifi-{held.code}.pdf"'
    read = read_pdf(answer.content)
    said = read.words.replace("\u200b", "")
    for words in ("Cascais", "1. Join the Wi-Fi", "City Hall", SECRET, "2. Join the workshop"):
        assert words in said
    assert "http://testserver/join" in said
    assert held.code in said.replace(" ", "")


def test_what_was_typed_is_kept_nowhere(phone: Browser, held: Held) -> None:
    phone.post("/sheet", typed(held))
    assert held.store.file
    for path in held.store.file.parent.glob(f"{held.store.file.name}*"):
        assert SECRET.encode() not in path.read_bytes()
    assert not any(act.act.startswith("sheet") for act in rows(held.store, StaffAct))
    assert phone.get(f"/sheet?password={SECRET.replace(' ', '+')}").status == 405


def test_a_network_without_a_password_says_so(phone: Browser, held: Held) -> None:
    said = read_pdf(phone.post("/sheet", typed(held, password="")).content).words
    assert "No password" in said


def test_it_speaks_the_language_of_the_page(phone: Browser, held: Held) -> None:
    assert read_pdf(phone.post("/sheet", typed(held, language="ko")).content).language == "ko"


@pytest.mark.parametrize(
    ("network", "password", "code"),
    [
        ("Hall", "secret123", "WIFI:T:WPA;S:Hall;P:secret123;;"),
        ("Hall", "", "WIFI:T:nopass;S:Hall;;"),
        (r'a;b,c:d"e\f', "12345678;", r"WIFI:T:WPA;S:a\;b\,c\:d\"e\\f;P:12345678\;;;"),
    ],
)
def test_a_camera_reads_the_network(network: str, password: str, code: str) -> None:
    assert wifi_code(network, password) == code


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"network": ""}, "The name of a Wi-Fi network can have 1 to 32 characters"),
        ({"network": "字" * 11}, "The name of a Wi-Fi network can have 1 to 32 characters"),
        ({"password": "short"}, "A Wi-Fi password has 8 to 63 characters"),
        ({"password": "x" * 64}, "A Wi-Fi password has 8 to 63 characters"),
        ({"code": "NOSUCH"}, "There is no workshop with the code NOSUCH"),
        ({"network": "x" * 9999}, "This form cannot be read"),
    ],
)
def test_what_no_wifi_has_is_refused(
    phone: Browser, held: Held, changes: dict[str, object], said: str
) -> None:
    answer = phone.post("/sheet", typed(held, **changes))
    assert 400 <= answer.status < 500
    assert error_in(answer).startswith(said)


def test_another_site_cannot_ask_for_it(phone: Browser, held: Held) -> None:
    assert phone.post("/sheet", typed(held), origin="https://evil.example").status == 403


def test_a_name_in_other_signs_is_printed(phone: Browser, held: Held) -> None:
    said = read_pdf(phone.post("/sheet", typed(held, network="市政厅", language="zh-Hans")).content)
    assert "市政厅" in said.words.replace("\u200b", "").replace(" ", "")
