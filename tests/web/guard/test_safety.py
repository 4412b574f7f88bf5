"""What the plain pages give away, and what they do with hostile input."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from resilience.services.access.tokens import PERSON, STAFF
from resilience.store import Store
from resilience.store.tables import Participant
from resilience.web.guard.refusals import TOO_LARGE
from tests.services.held import CITY, Held, rows
from tests.web.client import FORM, Browser
from tests.web.conftest import Opens
from tests.web.joining.test_join import Sets, error_in, form
from tests.web.joining.test_links import token

HOSTILE = """<script>alert("x")</script>'"><img src=x onerror=alert(1)>{{ 77 * 1301 }}"""
OTHER_SITE = (
    "This form was sent from another site, so nothing was done. Open the "
    "page again and send the form from there."
)
POSTS = ("/join", "/next", "/leave")
PUBLIC = "https://city.example"


def pages_of(held: Held, phone: Browser) -> list[str]:
    """Every plain page that somebody meets on the way, with the phone joined."""
    start = phone.get(f"/join?code={held.code}").body
    joined = phone.post("/join", form(held, held.view.departments[0].name))
    assert joined.location == "/joined"
    ways = ("/joined", f"/join?code={held.code}")
    return [start, *(phone.get(way).body for way in ways)]


def test_names_of_city_and_departments_are_shown_as_text(phone: Browser, workshop: Sets) -> None:
    held = workshop(
        city=replace(CITY, name=HOSTILE), departments={HOSTILE[:80]: 3, "{name} %s %(x)s": 3}
    )
    for page in pages_of(held, phone):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in page
        assert "100177" not in page.split("</style>")[-1].replace(phone.cookies[PERSON], "")


@pytest.mark.parametrize("address", ["/join?code=", "/poster?code=", "/paper?code="])
def test_a_hostile_code_is_shown_as_text(phone: Browser, address: str) -> None:
    answer = phone.get(address + '"><script>alert(1)</script>')
    assert answer.status == 404
    assert "<script>" not in answer.body


def test_a_hostile_code_in_a_post_is_shown_as_text(phone: Browser, held: Held) -> None:
    for changes in ({"code": HOSTILE}, {"speak": HOSTILE}, {"as": "table", "size": HOSTILE}):
        answer = phone.post("/join", form(held) | changes)
        assert answer.status in (200, 400, 404)
        assert "<script>alert" not in answer.body
        assert "<img src=x" not in answer.body


def test_every_page_may_not_be_kept_nor_load_anything(phone: Browser, held: Held) -> None:
    phone.post("/join", form(held))
    addresses = ("/join", f"/join?code={held.code}", "/joined", f"/poster?code={held.code}")
    unknown = ("/join?code=NO", "/poster?code=NO", "/paper?code=NO", "/return/no", "/open/no")
    refused = (*unknown, f"/paper?code={held.code}")
    for address in addresses + refused:
        headers = phone.get(address).headers
        assert headers["cache-control"] == "no-store", address
        assert headers["x-content-type-options"] == "nosniff"
        policy = headers["content-security-policy"].split("; ")
        assert "default-src 'none'" in policy
        assert "form-action 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "base-uri 'none'" in policy
        assert not any(part.startswith("script-src") for part in policy)


def test_pages_load_nothing_from_elsewhere(phone: Browser, held: Held) -> None:
    for page in pages_of(held, phone):
        outside = re.sub(r"data:image/svg[^\"]*|http://testserver", "", page)
        assert "http" not in outside
        assert "<script" not in page
        assert "url(" not in page


def test_answers_that_set_a_cookie_may_not_be_kept(phone: Browser, held: Held) -> None:
    phone.post("/join", form(held))
    for address in (f"/return/{phone.cookies[PERSON]}", f"/open/{token(held, 'official')}"):
        assert phone.get(address).headers["cache-control"] == "no-store"


def test_nobody_meets_the_token_of_somebody_else(browser: Opens, held: Held) -> None:
    first, second = browser(), browser()
    first.post("/join", form(held))
    first.get(f"/open/{token(held, 'facilitator')}")
    secrets = (first.cookies[PERSON], *first.cookies[STAFF].split("."))
    for page in pages_of(held, second):
        assert not any(secret in page for secret in secrets)


def test_links_of_staff_are_on_no_plain_page(phone: Browser, held: Held) -> None:
    phone.get(f"/open/{token(held, 'facilitator')}")
    for page in pages_of(held, phone):
        assert phone.cookies[STAFF] not in page


@pytest.mark.parametrize("address", POSTS)
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://[bad"},
        {"sec_fetch_site": "cross-site"},
        {"origin": "http://testserver", "sec_fetch_site": "cross-site"},
    ],
)
@pytest.mark.parametrize("public_url", ["", PUBLIC])
def test_a_post_from_another_site_is_refused(
    browser: Opens, held: Held, address: str, headers: dict[str, str], public_url: str
) -> None:
    phone = browser(public_url=public_url)
    phone.post("/join", form(held))
    mine = dict(phone.cookies)
    answer = phone.post(address, form(held), **headers)
    assert answer.status == 403
    assert error_in(answer) == OTHER_SITE
    assert phone.cookies == mine
    assert len(rows(held.store, Participant)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://testserver"},
        {"origin": PUBLIC},
        {"origin": "http://testserver", "sec_fetch_site": "same-origin"},
    ],
)
def test_a_post_from_the_own_pages_is_taken(
    browser: Opens, held: Held, headers: dict[str, str]
) -> None:
    phone = browser(public_url=PUBLIC)
    assert phone.post("/join", form(held), **headers).status == 303


def test_the_own_pages_let_the_browser_name_its_origin(phone: Browser, held: Held) -> None:
    # with `no-referrer` it would send `Origin: null`, which looks like another site
    page = phone.get(f"/join?code={held.code}")
    assert page.headers["referrer-policy"] == "same-origin"


def multipart(name: str, value: bytes, more: str = "") -> bytes:
    """A form as browsers send it with files."""
    head = f'--edge\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + value + b"\r\n--edge--\r\n"


PARTS = "multipart/form-data; boundary=edge"
UNREADABLE = "This form cannot be read, so nothing was done. Go back and fill it in again."
NO_CODE = "There is no workshop with the code "


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (b"code=" + b"x" * 2_000_000, FORM, TOO_LARGE),
        (b"&".join(b"f%d=1" % n for n in range(500)), FORM, UNREADABLE),
        (multipart("code", b"x" * 2_000_000), PARTS, TOO_LARGE),
        (multipart("code", b"x", '; filename="a.exe"'), PARTS, UNREADABLE),
        (b"garbage" * 100, PARTS, UNREADABLE),
        (b"x", "multipart/form-data", UNREADABLE),
        (b"", FORM, NO_CODE),
        (b"\xff\xfe\x00=%zz&&==&a;b", FORM, NO_CODE),
        (b"code=%00%ff", FORM, NO_CODE),
        (b'{"code": 1}', "application/json", NO_CODE),
        (multipart("code", b"\xff\xfe"), PARTS, NO_CODE),
        (b"--edge\r\nnonsense", PARTS, NO_CODE),
        (b"\x00" * 5000, "application/octet-stream", NO_CODE),
    ],
)
def test_a_malformed_form_gets_a_sentence(
    phone: Browser, body: bytes, kind: str, said: str
) -> None:
    answer = phone.post("/join", body, kind)
    assert 400 <= answer.status < 500
    assert error_in(answer).startswith(said)
    assert len(answer.body) < 20_000
    assert answer.cookies == {}


def test_a_form_without_any_but_the_code_says_what_is_missing(phone: Browser, held: Held) -> None:
    answer = phone.post("/join", {"code": held.code})
    assert answer.status == 400
    assert error_in(answer).startswith("Choose your department")


def test_cookies_full_of_rubbish_count_for_nothing(phone: Browser, held: Held) -> None:
    phone.cookies = {PERSON: "\u00e9" * 50, STAFF: ".".join(["\u00fc..", "x"] * 40)}
    assert "Your department" in phone.get(f"/join?code={held.code}").body
    assert phone.get("/joined").location == "/join"
    assert phone.post("/next").status == 303


def test_health_is_ok_while_the_database_answers(phone: Browser) -> None:
    answer = phone.get("/healthz")
    assert (answer.status, answer.body) == (200, '{"status":"ok"}')


@pytest.mark.parametrize("gone", ["deleted", "a folder", "rubbish"])
def test_health_fails_in_words_when_the_database_is_gone(
    phone: Browser, store: Store, gone: str
) -> None:
    spoil(store, gone)
    answer = phone.get("/healthz")
    assert answer.status == 503
    assert answer.body == '{"status":"failing"}'


def test_health_fails_when_the_tables_are_gone(phone: Browser, store: Store) -> None:
    with store.write() as session:
        session.connection().execute(text("DROP TABLE city"))
    assert phone.get("/healthz").status == 503


def test_pages_say_so_when_the_database_is_gone(phone: Browser, held: Held) -> None:
    spoil(held.store, "rubbish")
    for answer in (phone.get(f"/poster?code={held.code}"), phone.get("/open/x")):
        assert answer.status == 503
        assert "This did not work" in answer.body
        assert "resilience doctor" in error_in(answer)
        assert str(held.store.file) not in answer.body
        assert "sqlite" not in answer.body


def spoil(store: Store, how: str) -> None:
    """Take the database file away from a running server."""
    store.engine.dispose()
    assert store.file
    for path in store.file.parent.glob(f"{store.file.name}*"):
        path.unlink()
    if how == "a folder":
        store.file.mkdir()
    elif how == "rubbish":
        store.file.write_bytes(b"This is no database." * 500)
