"""The second factor: set up with an app, asked after the password, and again for what is dangerous."""

import base64
import html
import re
import time
from collections.abc import Callable, Iterator

import pytest

from resilience.errors import NotAllowed
from resilience.services.access.role_plan import read_role
from resilience.services.access.tokens import ACCOUNT
from resilience.services.accounts.accounts import end_account, make_account, open_account_again
from resilience.services.accounts.failed_sign_ins import MOST_LISTED
from resilience.services.accounts.grants import end_role, give_role
from resilience.services.accounts.password_links import make_password_link
from resilience.services.accounts.recent_code import needs_code
from resilience.services.accounts.second_factor import remove_factor
from resilience.services.accounts.totp import code_at
from resilience.settings import Settings
from resilience.store import Store
from resilience.store.tables import RecoveryCode, SecondFactor, SignIn, StaffAct
from resilience.web.guard.cookies import WAITING
from resilience.web.routes import Web
from tests.services.held import KEY, rows
from tests.services.staff import ADMIN, PASSWORD, account, hired, seen, with_password
from tests.web.client import Answer, Browser
from tests.web.conftest import Opens, app_of
from tests.web.guard.test_safety import OTHER_SITE
from tests.web.joining.test_join import error_in
from tests.web.sign_in.test_sign_in import enter


def code_of(secret: bytes, off: int = 0) -> str:
    """What the app shows now, or some steps from now."""
    return code_at(secret, int(time.time()) // 30 + off)


def set_up(phone: Browser) -> tuple[bytes, list[str]]:
    """Somebody sets a second factor up; its secret and the recovery codes.

    The code is that of a step ago, so that those of now and of the next step are still good.
    """
    shown = phone.get("/second-factor")
    assert shown.status == 200
    secret = base64.b32decode(re.search(r"<code[^>]*>([A-Z2-7]+)</code>", shown.body)[1])  # type: ignore[index]
    sealed = re.search(r'name="sealed" value="([^"]+)"', shown.body)[1]  # type: ignore[index]
    assert "data:image/svg+xml" in shown.body
    wrong = phone.post("/second-factor", {"sealed": sealed, "code": "000000"})
    assert (wrong.status, "not right" in error_in(wrong)) == (400, True)
    done = phone.post("/second-factor", {"sealed": sealed, "code": code_of(secret, -1)})
    assert done.status == 200
    return secret, re.findall(r"<code>([\w-]{19})</code>", done.body)


def give(phone: Browser, code: str, way: str = "/sign-in/code") -> Answer:
    return phone.post(way, {"code": code, "to": "people"})


@pytest.fixture
def ana(phone: Browser, store: Store) -> Browser:
    """The browser of an admin who signed in with a password."""
    with_password(store, "ana", "admin")
    enter(phone)
    return phone


def test_the_code_is_asked_after_the_password_and_works_once(
    ana: Browser, browser: Opens, store: Store
) -> None:
    secret, _ = set_up(ana)
    before = account(store, "ana").signed_in
    other = browser()
    answer = enter(other)
    assert (answer.location, ACCOUNT in other.cookies) == ("/sign-in/code", False)
    waiting = answer.cookies[WAITING]
    assert (waiting["httponly"], waiting["max-age"]) == (True, "600")
    # the half of a sign-in opens nothing
    assert seen(store, other.cookies[WAITING]).account_id is None
    assert account(store, "ana").signed_in == before
    assert give(other, "123456").status == 400
    assert ACCOUNT not in other.cookies
    code = code_of(secret)
    answer = give(other, f" {code[:3]} {code[3:]} ")
    assert (answer.status, answer.location, WAITING in other.cookies) == (303, "/", False)
    assert seen(store, other.cookies[ACCOUNT]).is_admin
    third = browser()
    enter(third)
    assert (give(third, code).status, ACCOUNT in third.cookies) == (400, False)


def test_a_recovery_code_works_once(ana: Browser, browser: Opens, store: Store) -> None:
    _, codes = set_up(ana)
    assert len(codes) == 10
    for status in (303, 400):
        phone = browser()
        enter(phone)
        assert give(phone, codes[0].lower()).status == status
    assert len(rows(store, RecoveryCode)) == 9


def test_nothing_of_the_second_factor_can_be_read_in_the_database_or_shown_again(
    ana: Browser, store: Store
) -> None:
    secret, codes = set_up(ana)
    kept = str(
        [row.model_dump() for table in (SecondFactor, RecoveryCode) for row in rows(store, table)]
    )
    plain = [base64.b32encode(secret).decode(), secret.hex(), base64.b64encode(secret).decode()]
    for said in (*plain, *codes, *(code.replace("-", "") for code in codes)):
        assert said not in kept
    assert ana.get("/second-factor").location == "/my-account"


def test_a_secret_of_one_account_is_none_of_another(
    ana: Browser, browser: Opens, store: Store
) -> None:
    shown = ana.get("/second-factor")
    sealed = re.search(r'name="sealed" value="([^"]+)"', shown.body)[1]  # type: ignore[index]
    with_password(store, "bo")
    bo = browser()
    enter(bo, "bo")
    forms: list[dict[str, object]] = [{"sealed": s, "code": "1"} for s in (sealed, "x", "")]
    for form in forms:
        assert bo.post("/second-factor", form).status == 503
    assert rows(store, SecondFactor) == []


def test_a_link_to_set_the_password_does_not_go_round_the_second_factor(
    ana: Browser, browser: Opens, store: Store
) -> None:
    set_up(ana)
    phone = browser()
    way = f"/account/{make_password_link(store, KEY, ADMIN, account(store, 'ana').id)}"
    answer = phone.post(way, {"password": PASSWORD, "again": PASSWORD})
    assert (answer.location, ACCOUNT in phone.cookies) == ("/sign-in/code", False)


@pytest.fixture
def strict(store: Store) -> Iterator[Browser]:
    """A browser on an installation whose admins need a second factor."""
    web = Web(store, Settings(secret=KEY.decode(), second_factor="admins"))
    yield Browser(app_of(web))
    web.close()


def test_admins_set_one_up_before_they_are_in_where_they_need_one(
    strict: Browser, store: Store
) -> None:
    with_password(store, "ana", "admin")
    with_password(store, "bo", "coordinator")
    assert enter(strict, "bo").location == "/network"
    assert enter(strict).location == "/sign-in/code"
    assert ACCOUNT not in strict.cookies
    assert strict.get("/sign-in/code").location == "/second-factor"
    assert "need a second factor" in strict.get("/second-factor").body
    secret, _ = set_up(strict)
    assert seen(store, strict.cookies[ACCOUNT]).is_admin
    strict.post("/sign-out")
    enter(strict)
    assert give(strict, code_of(secret)).location == "/"


def test_what_is_dangerous_needs_a_code_of_just_now(ana: Browser, store: Store) -> None:
    bo = hired(store, "bo", "admin")
    secret, _ = set_up(ana)
    who = seen(store, ana.cookies[ACCOUNT])
    assert not needs_code(store, who)  # it was set up just now
    with store.write() as session:
        for row in rows(store, SignIn):
            row.confirmed_at = row.made_at.replace(year=row.made_at.year - 1)
            session.merge(row)
    admin = read_role("admin")
    dangerous: dict[str, Callable[[], object]] = {
        "giving admin": lambda: give_role(store, who, bo, admin),
        "a new account": lambda: make_account(store, who, "cy", ""),
        "ending admin": lambda: end_role(store, who, account(store, "bo").roles[0].id),
        "a password": lambda: make_password_link(store, KEY, who, bo),
        "an account": lambda: end_account(store, who, bo),
        "opening it again": lambda: open_account_again(store, who, bo),
        "a second factor": lambda: remove_factor(store, who, bo),
    }
    for name, do in dangerous.items():
        with pytest.raises(NotAllowed, match="new code from your second factor"):
            do()
        assert needs_code(store, who), name
    assert ana.post("/second-factor/remove").status == 403
    give_role(store, who, bo, read_role("coordinator"))  # what is not dangerous goes on
    assert give(ana, "000000", "/second-factor/confirm").status == 400
    assert give(ana, code_of(secret), "/second-factor/confirm").location == "/people"
    make_password_link(store, KEY, who, bo)
    assert ana.post("/second-factor/remove").location == "/my-account"
    assert (rows(store, SecondFactor), rows(store, RecoveryCode)) == ([], [])


def test_codes_are_not_guessed(ana: Browser, browser: Opens) -> None:
    secret, _ = set_up(ana)  # two of the five
    phone = browser()
    enter(phone)
    assert [give(phone, "000000").status for _ in range(4)] == [400, 400, 400, 429]
    answer = give(phone, code_of(secret))
    assert (answer.status, answer.headers["retry-after"]) == (429, "600")


@pytest.mark.parametrize("post", ["/sign-in/code", "/second-factor", "/second-factor/confirm",
                                  "/second-factor/remove"])  # fmt: skip
def test_a_post_of_another_site_is_refused(ana: Browser, post: str) -> None:
    answer = ana.post(post, {}, origin="https://evil.example")
    assert (answer.status, error_in(answer)) == (403, OTHER_SITE)


@pytest.mark.parametrize("way", ["/sign-in/code", "/second-factor", "/second-factor/confirm"])
def test_who_is_not_signed_in_is_asked_to_sign_in(phone: Browser, way: str) -> None:
    assert phone.get(way).location == "/sign-in"


def test_failed_sign_ins_are_on_record_without_filling_it(browser: Opens, store: Store) -> None:
    with_password(store, "ana")
    before = len(rows(store, StaffAct))
    for n in range(2 * MOST_LISTED):
        for name in ("ana", f"nobody {n}"):
            phone = browser(address=f"10.0.{n}.1")
            phone.post("/sign-in", {"name": name, "password": f"{PASSWORD} wrong"})
    acts = rows(store, StaffAct)[before:]
    told = [(act.act, act.thing, act.actor) for act in acts]
    assert told.count(("sign-in failed", "ana", "nobody")) == 9
    assert told.count(("sign-ins failed often", "ana", "nobody")) == 1
    assert told.count(("sign-in without an account failed", "", "nobody")) == 9
    assert told.count(("sign-ins without an account failed often", "", "nobody")) == 1
    assert len(told) == 2 * MOST_LISTED
    kept = html.unescape(repr([act.model_dump() for act in acts]))
    assert PASSWORD not in kept
    assert "nobody " not in kept
