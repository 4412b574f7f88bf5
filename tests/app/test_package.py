"""The page Data package: what it holds, who signs it, who may download it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from resilience.exchange.package import read_package
from resilience.exchange.package.describe import LICENCES as ADDRESSES
from resilience.services.cities.packages import LICENCES
from resilience.services.cities.publications import shown_since
from resilience.services.cities.publishing_key import FILE, make_key, publishing_key
from resilience.services.counting import rounds
from resilience.services.workshop.phase import Phase
from resilience.ui.shared import cached, once, runtime
from resilience.ui.shared.menu import PACKAGE
from tests.app.conftest import DemoCodes
from tests.app.seen import words
from tests.app.visit import as_host, as_staff, as_stranger
from tests.services.held import HOST, Held, finish

DOWNLOAD = "Download the data package"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of the pages' installation."""
    return tmp_path / "data"


def offered(at: AppTest) -> list[str]:
    return [button.label for button in at.download_button]


def test_a_facilitator_downloads_what_another_city_reads(
    held: Held, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.bring_to(Phase.CLOSED)
    key = make_key(data, "City of Cascais")
    at = as_staff(PACKAGE, held, "facilitator")
    said = words(at)
    assert key.fingerprint in said
    assert "City of Cascais" in said
    assert "no department figures, comments or names of participants" in said
    assert offered(at) == [DOWNLOAD]
    assert list(at.radio(key="package-licence").options) == list(LICENCES.values())
    monkeypatch.setattr(once, "visitor", lambda: HOST)
    read = read_package(cached.package(held.code, key, "CC0-1.0"))
    assert read.result.about.licence == "CC0-1.0"
    assert read.fingerprint == key.fingerprint
    assert key.seed.hex() not in said


def test_every_licence_has_its_address() -> None:
    assert LICENCES.keys() == ADDRESSES.keys()


def test_an_official_reads_what_it_holds_and_downloads_nothing(held: Held, data: Path) -> None:
    held.bring_to(Phase.CLOSED)
    make_key(data, "City of Cascais")
    for role in ("official", "lead", "cofacilitator"):
        at = as_staff(PACKAGE, held, role)
        assert "How many gave each answer" in words(at)
        assert "Only the workshop's facilitator can download the data package." in words(at)
        assert offered(at) == []


def test_before_the_workshop_is_closed_the_page_says_what_to_do(held: Held, data: Path) -> None:
    held.bring_to(Phase.REVEALED)
    make_key(data, "City of Cascais")
    at = as_host(PACKAGE)
    assert "made from a closed workshop. Close the workshop on the Live page" in at.info[0].value
    assert not at.error, "nothing went wrong: the page says what comes first"
    assert offered(at) == []


def test_the_host_makes_the_key_by_a_button(held: Held, data: Path) -> None:
    held.bring_to(Phase.CLOSED)
    at = as_host(PACKAGE)
    assert offered(at) == []
    at.button(key="package-key").click().run()
    assert "Enter the name under which this installation publishes" in words(at)
    at.text_input(key="package-publisher").set_value("City of Cascais").run()
    at.button(key="package-key").click().run()
    key = publishing_key(data)
    assert key is not None
    assert key.name == "City of Cascais"
    assert key.fingerprint in words(at)
    assert offered(at) == [DOWNLOAD]


def test_without_a_key_nobody_else_makes_one(held: Held, data: Path) -> None:
    held.bring_to(Phase.CLOSED)
    at = as_staff(PACKAGE, held, "facilitator")
    assert "Anyone with its facilitator link can create one" in words(at)
    assert [button.key for button in at.button if button.key == "package-key"] == []
    assert not (data / FILE).exists()


def test_a_key_that_is_damaged_is_said(held: Held, data: Path) -> None:
    held.bring_to(Phase.CLOSED)
    data.mkdir(exist_ok=True)
    (data / FILE).write_text("{}")
    said = words(as_host(PACKAGE))
    assert "tell the person who runs the server to run `resilience doctor`." in said
    assert "publishing-key.json" not in said, "no file of the server is named on a page"


def test_the_demo_is_marked_and_a_stranger_downloads_nothing(demo: DemoCodes, data: Path) -> None:
    make_key(data, "City of Haiwan")
    at = as_stranger(PACKAGE)
    assert "Invented data: this city does not exist." in words(at)
    assert offered(at) == []
    assert offered(as_host(PACKAGE)) == [DOWNLOAD]
    assert runtime.settings().data == data


def test_a_facilitator_shows_the_result_and_takes_it_back(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    at = as_staff(PACKAGE, held, "facilitator")
    assert "never a department's figures, a comment or a participant's name" in words(at)
    assert "Not published to other cities." in words(at)
    at.button(key="package-show").click().run()
    assert re.search(r"Published since \w+ \d+, 20\d\d, \d\d:\d\d \(\S+\)", words(at))
    assert shown_since(held.store, HOST, held.code) is not None
    official = as_staff(PACKAGE, held, "official")
    assert "Published since" in words(official)
    assert "The workshop's facilitator decides this." in words(official)
    assert not [b for b in official.button if (b.key or "").startswith("package-")]
    at.button(key="package-take-back").click().run()
    assert "Not published to other cities." in words(at)
    assert shown_since(held.store, HOST, held.code) is None


def test_an_open_result_is_shown_after_it_is_closed(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    at = as_staff(PACKAGE, held, "facilitator")
    assert "Close the workshop on the Live page first" in words(at)
    assert not [b for b in at.button if b.key == "package-show"]


def test_an_open_workshop_is_refused_in_words(workshop: Callable[..., Held]) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2)
    held.move(rounds.close_vote, rounds.reveal, finish)
    at = as_staff(PACKAGE, held, "facilitator")
    at.button(key="package-show").click().run()
    assert "cannot be published" in at.error[0].value


def test_the_demo_says_among_whom_it_shows(demo: DemoCodes) -> None:
    said = words(as_stranger(PACKAGE, demo[0]))
    assert "An invented city is shown only among invented cities, to everyone." in said
    assert "Published since" in said
