"""How often one address may try: a hall is one address."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from resilience.services.access.access import Grant, Visitor
from resilience.services.access.tokens import PERSON
from resilience.settings import Settings
from resilience.store.tables import Participant, Response
from resilience.web import routes
from resilience.web.guard import uploads
from resilience.web.guard.gate import Gate
from resilience.web.guard.refusals import MOST_JOINS, MOST_WRONG_CODES, TooMany, Window
from resilience.web.guard.uploads import Uploads
from resilience.web.joining import links
from resilience.web.routes import Web
from resilience.web.sign_in import tries
from tests.services.held import KEY, Held, rows
from tests.web import phone_steps as page
from tests.web.client import Browser
from tests.web.conftest import Opens, app_of
from tests.web.joining.test_join import error_in, form
from tests.web.joining.test_links import token

TOO_MANY = "Too many attempts from your network."


def of(address: str) -> Request:
    """A request from an address."""
    return Request({"type": "http", "client": (address, 1), "headers": []})


def full(window: Window, address: str) -> bool:
    try:
        window.check(of(address))
    except TooMany:
        return True
    return False


def test_an_address_is_full_at_its_limit_and_free_again_later() -> None:
    time = [0.0]
    window = Window(3, 600, lambda: time[0])
    for n in range(3):
        assert not full(window, "hall")
        window.count(of("hall"))
        time[0] = float(n)
    assert full(window, "hall")
    assert not full(window, "home")
    time[0] = 599.9
    assert full(window, "hall")
    time[0] = 600.1
    assert not full(window, "hall")


def test_what_is_over_is_forgotten() -> None:
    time = [0.0]
    window = Window(3, 600, lambda: time[0])
    for n in range(1000):
        window.count(of(f"address {n}"))
    time[0] = 601.0
    window.check(of("hall"))
    assert len(window._seen) == len(window._counts) == 0


def test_many_wrong_codes_are_stopped_and_right_ones_with_them(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "MOST_WRONG_CODES", 6)
    phone = browser()
    for n, address in enumerate(("/join?code=NO", "/poster?code=NO", "/paper?code=NO") * 2):
        assert phone.get(f"{address}{n}").status == 404
    for address in ("/join", "/poster", "/paper"):
        assert phone.get(f"{address}?code={held.code}").status == 429
    answer = phone.post("/join", form(held))
    assert (answer.status, PERSON in phone.cookies) == (429, False)
    assert error_in(answer).startswith(TOO_MANY)
    assert rows(held.store, Participant) == []


@pytest.mark.parametrize("way", ["speak", "GET /key", "POST /key", "POST /key/undo"])
def test_wrong_codes_count_alike_on_every_route(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(tries, "MOST_WRONG_CODES", 4)

    def status(phone: Browser, code: str) -> int:
        if way == "speak":
            return phone.post("/join", {"speak": "en", "code": code}).status
        if way == "GET /key":
            return phone.get(f"/key?code={code}").status
        fields = {"code": code, "department": 1, "people": 1, "card": 1, "kept": 1}
        return phone.post(way.removeprefix("POST "), fields).status

    phone = browser()
    assert [status(phone, f"NO{n}") for n in range(4)] == [404] * 4
    assert status(phone, held.code) == 429
    assert phone.get(f"/join?code={held.code}").status == 429
    assert status(browser(address="home"), held.code) in (200, 403)


def test_wrong_codes_of_others_do_not_lock_out_who_belongs_to_the_workshop(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "MOST_WRONG_CODES", 3)
    facilitator, joined, stranger = (browser(address="hall") for _ in range(3))
    assert facilitator.get(f"/open/{token(held, 'facilitator')}").status == 303
    assert joined.post("/join", form(held)).status == 303
    for n in range(3):
        assert stranger.get(f"/join?code=NO{n}").status == 404
    for address in ("/join", "/poster", "/paper"):
        assert stranger.get(f"{address}?code={held.code}").status == 429
        assert facilitator.get(f"{address}?code={held.code}").status == 200
    assert facilitator.post("/sheet", {"code": held.code, "network": "Hall"}).status == 200
    assert joined.get(f"/join?code={held.code.lower()}").status == 200
    assert joined.post("/join", form(held)).status == 303


def test_who_belongs_to_one_workshop_guesses_no_other(
    browser: Opens, workshop: Callable[..., Held], monkeypatch: pytest.MonkeyPatch
) -> None:
    held, other = workshop(), workshop()
    monkeypatch.setattr(tries, "MOST_WRONG_CODES", 3)
    joined = browser(address="hall")
    joined.get(f"/open/{token(held, 'facilitator')}")
    joined.post("/join", form(held))
    told = [joined.get(f"/join?code=NO{n}").status for n in range(4)]
    assert told == [404, 404, 404, 429]
    assert joined.get(f"/poster?code={other.code}").status == 429
    assert joined.get(f"/poster?code={held.code}").status == 200


def test_a_hall_joins_and_a_flood_does_not(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "MOST_JOINS", 5)
    phone = browser()
    for _ in range(5):
        assert phone.post("/join", form(held, department="x")).status == 400  # is no join
        assert phone.post("/join", form(held)).status == 303
    answer = phone.post("/join", form(held))
    assert answer.status == 429
    assert error_in(answer).startswith(TOO_MANY)
    assert len(rows(held.store, Participant)) == 5


def test_many_wrong_links_are_stopped_and_right_ones_are_not(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "MOST_WRONG_LINKS", 4)
    phone = browser()
    for n, address in enumerate(("/open/no", "/return/no") * 2):
        assert phone.get(f"{address}{n}").status == 404
    for address in ("/open/no", "/return/no"):
        answer = phone.get(address)
        assert answer.status == 429
        assert error_in(answer).startswith(TOO_MANY)
    assert phone.get(f"/open/{token(held, 'facilitator')}").status == 303


async def taken(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that reads all that it is sent, as Streamlit's upload does."""
    async for _ in Request(scope, receive).stream():
        pass
    await PlainTextResponse(status_code=204)(scope, receive, send)


RUNS = Visitor((Grant("cofacilitator", 1),))
FILE = "/_stcore/upload_file/session/file"


def gate_for(visitor: Visitor, held: int = 0) -> Gate:
    """The gate before an app that takes files, with the visitor that everybody is."""
    files = Uploads(lambda _: visitor, lambda: held)
    return Gate(taken, public_url="", token="", files=files)


def test_files_are_counted_by_their_number_and_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_FILES", 3)
    monkeypatch.setattr(uploads, "MOST_FILE_BYTES", 1000)
    app = gate_for(RUNS)
    few, large, other = (Browser(app, address=name) for name in ("few", "large", "other"))
    for _ in range(3):
        assert few.put(FILE, b"x").status == 204
    refused = few.put(FILE, b"x")
    assert refused.status == 429
    assert error_in(refused).startswith(TOO_MANY)
    assert large.put(FILE, b"x" * 1000).status == 204
    assert large.put(FILE, b"x").status == 429
    assert other.put(FILE, b"x").status == 204
    assert few.get("/_stcore/health").status == 204


def test_a_coordinator_of_all_cities_uploads_files() -> None:
    who = Visitor((Grant("coordinator", None),))
    assert Browser(gate_for(who)).put(FILE, b"x").status == 204


@pytest.mark.parametrize(
    "grants",
    [(), (Grant("coordinator", None, city_id=1),)],
    ids=["a stranger or participant", "coordinator of a city"],
)
def test_who_has_no_role_with_files_uploads_none(grants: tuple[Grant, ...]) -> None:
    refused = Browser(gate_for(Visitor(grants, participant_id=1))).put(FILE, b"x")
    assert refused.status == 403
    assert error_in(refused).startswith(
        "Only people who run a workshop or read its results, and coordinators, can upload files."
    )


def test_files_that_pages_hold_have_a_limit_together() -> None:
    full = gate_for(RUNS, held=uploads.MOST_HELD - 10)
    browser = Browser(full)
    assert browser.put(FILE, b"x" * 10).status == 204
    refused = browser.put(FILE, b"x" * 11)
    assert refused.status == 429
    assert error_in(refused).startswith("The server cannot hold any more uploaded files.")
    assert browser.put(FILE, b"x" * 10).status == 204
    assert browser.put(FILE, b"x" * 10, content_length="no number").status == 429


def test_the_limits_are_those_of_a_large_hall() -> None:
    assert (MOST_JOINS, MOST_WRONG_CODES) == (2000, 300)


def test_what_is_under_way_counts_and_what_fails_does_not() -> None:
    window, hall = Window(2), of("hall")
    for _ in range(3):
        with pytest.raises(ValueError, match="wrong form"), window.counting(hall):
            raise ValueError("wrong form")
    with window.counting(hall), window.counting(hall):
        assert full(window, "hall")
        assert not full(window, "home")
        with pytest.raises(TooMany), window.counting(hall):
            pass
    assert full(window, "hall")
    assert not window._under_way


def test_of_many_who_join_at_the_same_moment_none_slips_through(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "MOST_JOINS", 3)
    phones = [browser() for _ in range(12)]
    with ThreadPoolExecutor(len(phones)) as hall:
        answers = list(hall.map(lambda phone: phone.post("/join", form(held)), phones))
    assert sorted(answer.status for answer in answers) == [303] * 3 + [429] * 9
    assert len(rows(held.store, Participant)) == 3


#: how many join before the limit, and after it, in the tests below
LAST, BEYOND = 20, 200


@pytest.fixture
def flooded(voting: Held) -> Iterator[Web]:
    """An installation on which nearly as many joined from one address as may."""
    web = Web(voting.store, Settings(secret=KEY.decode()))
    for _ in range(MOST_JOINS - LAST):
        web.joins.count(of("hall"))
    yield web
    web.close()


def test_a_flood_of_joins_is_refused_in_words_and_writes_nothing(
    flooded: Web, voting: Held
) -> None:
    app = app_of(flooded)
    hall = [Browser(app, address="hall") for _ in range(LAST)]
    for phone in hall:
        for _ in range(3):  # who looks, and who fills the form in wrongly, takes no place
            assert phone.get(f"/join?code={voting.code}").status == 200
            assert phone.post("/join", form(voting, department="x")).status == 400
        assert phone.post("/join", form(voting)).status == 303
    for _ in range(BEYOND):
        late = Browser(app, address="hall")
        answer = late.post("/join", form(voting))
        assert (answer.status, late.cookies) == (429, {})
        assert error_in(answer).startswith(TOO_MANY)
    assert len(rows(voting.store, Participant)) == LAST
    home = Browser(app, address="home")
    assert home.post("/join", form(voting)).status == 303


def test_a_hall_whose_address_is_full_goes_on_answering(flooded: Web, voting: Held) -> None:
    app = app_of(flooded)
    hall = [page.joined(Browser(app, address="hall"), voting) for _ in range(LAST)]
    for _ in range(MOST_WRONG_CODES):
        flooded.wrong_codes.count(of("hall"))
    stranger = Browser(app, address="hall")
    assert stranger.post("/join", form(voting)).status == 429
    assert stranger.get(f"/join?code={voting.code}").status == 429
    for phone in hall:
        (told,) = page.results(page.send(phone, page.sending()))
        assert told["state"] == "saved"
        assert page.fill(phone, "W2", said=1).status == 303
        watch = page.data(phone.get("/m"))["watch"]
        assert phone.get(f"/m/state?{watch}").status == 200
        assert phone.get("/receipt").status == 200
        back = Browser(app, address="hall")
        assert back.post(f"/return/{phone.cookies[PERSON]}").location == "/score"
    assert len(rows(voting.store, Response)) == 2 * LAST
