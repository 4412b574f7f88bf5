"""Posts that no page of ours sends: each route answers them with a sentence and stores nothing."""

import datetime
import html
import itertools
import json
import re

import pytest
from starlette.formparsers import FormParser, MultiPartParser

from resilience.outputs.workbook import results_workbook
from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.services.voting.responses import LONGEST_REMARK
from resilience.settings import Settings
from resilience.store.tables import Delivery, Participant, ReplacedAnswer, Response
from resilience.text import Text
from resilience.web.phone.sendings import UNREAD
from resilience.web.routes import Web
from tests.services.held import KEY, Held, rows
from tests.web import phone_steps as page
from tests.web.client import FORM, Answer, Browser
from tests.web.conftest import Opens
from tests.web.guard.test_safety import PARTS, multipart
from tests.web.joining.test_join import Sets, error_in, form
from tests.web.joining.test_links import token
from tests.workbook.sheets import cells, opened

ROUTES = (
    "/join", "/next", "/leave", "/sheet", "/key", "/key/undo", "/m", "/m/answers", "/m/points", "/m/feasible",
    "/m/questions", "/m/questions/vote", "/m/questions/withdraw",
    "/my-data/erase", "/sign-in", "/sign-in/code", "/sign-out", "/account/{token}", "/return/{token}",
    "/feed/{token}/mail", "/open", "/open/{token}", "/second-factor", "/second-factor/confirm", "/second-factor/remove",
)  # fmt: skip
JSON = "application/json"
KINDS = (
    FORM,
    JSON,
    PARTS,
    f"{PARTS}; charset=undefined",  # Python has a codec of this name, which reads nothing
    f"{FORM}; charset=undefined",
    "multipart/form-data; boundary=" + "x" * 5000,
    "text/plain",
    "",
)
BODIES = {
    "nothing": b"",
    "no UTF-8": b'{"person": "\xff\xfe", "answers": [1]}',
    "UTF-16": '{"person": "x", "answers": [1]}'.encode("utf-16"),
    "cut off": b'{"person": "x", "answers": [{"sent_id": "phone-te',
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "zeros": b"\x00" * 5000,
    "signs of forms": b"=&" * 20_000,
    "percent signs": b"%" * 10_000,
    "half a surrogate": b"code=%ed%a0%80&at=%00&round=" + b"9" * 4000 + b"&said=1",
    "a file": multipart("code", b"MZ" * 1000, '; filename="a.exe"'),
    "a part without a name": b"--edge\r\nContent-Disposition: form-data\r\n\r\nx\r\n--edge--\r\n",
    "a part of no text": multipart("code", b"\xff\xfe"),
    "10 000 fields": b"&".join(b"f%d=1" % n for n in range(10_000)),
    "10 000 parts": b"".join(
        b'--edge\r\nContent-Disposition: form-data; name="f%d"\r\n\r\nx\r\n' % n
        for n in range(10_000)
    ),
}


@pytest.fixture
def person(phone: Browser, voting: Held) -> Browser:
    """Somebody who joined it."""
    return page.joined(phone, voting)


def sentence(answer: Answer) -> str:
    """What a refusal says."""
    if answer.headers["content-type"] == JSON:
        return str(json.loads(answer.body)["why"])
    return error_in(answer)


def nothing_stored(held: Held, people: int = 1) -> bool:
    """Whether nobody new is there, and no answer."""
    answers = (Response, ReplacedAnswer, Delivery)
    return len(rows(held.store, Participant)) == people and not any(
        rows(held.store, table) for table in answers
    )


def test_these_are_all_routes_that_take_posts(voting: Held) -> None:
    found = Web(voting.store, Settings(secret=KEY.decode())).routes()
    assert sorted(r.path for r in found if "POST" in (r.methods or ())) == sorted(ROUTES)


@pytest.mark.parametrize("route", ROUTES)
def test_rubbish_gets_a_sentence_and_stores_nothing(
    person: Browser, voting: Held, route: str
) -> None:
    for (name, body), kind in itertools.product(BODIES.items(), KINDS):
        sender = Browser(person.app, cookies=dict(person.cookies))
        answer = sender.post(route, body, kind)
        assert answer.status == 303 or 400 <= answer.status < 500, (name, kind)
        assert "Traceback" not in answer.body
        if answer.status != 303:
            assert sentence(answer).endswith("."), (name, kind)
        if route == "/m/answers":
            assert answer.status in (400, 413), (name, kind)
    assert nothing_stored(voting)


def written(person: Browser, said: str, times: int = 1) -> bytes:
    """A post as the script sends it, with something else in the place of the answer."""
    read = page.data(person.get("/m"))
    key = read["person"]
    one = json.dumps(page.sending(said="HERE", round=read["round"])).replace('"HERE"', said)
    return f'{{"person": "{key}", "answers": [{", ".join([one] * times)}]}}'.encode()


@pytest.mark.parametrize(
    "said",
    [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "9" * 399_000,
        "-" + "9" * 5000,
        "[" * 5000 + "]" * 5000,
        '{"a": ' * 100 + "1" + "}" * 100,
        '"' + "x" * 100_000 + '"',
        "3, " + '"comment": "' + "x" * 100_000 + '"',
        "3, " + '"said": null',
        "3, " + '"sent_id": "phone\\u0000test"',
        "3, " + '"language": "\\u0000"',
        "3, " + '"language": "<b>"',
        "3, " + '"indicator": "W1\\u0000"',
    ],
    ids=lambda said: said[:30],
)
def test_what_json_can_say_and_no_answer_is_is_refused(
    person: Browser, voting: Held, said: str
) -> None:
    answer = person.post("/m/answers", written(person, said), JSON)
    if answer.status == 200:
        (told,) = page.results(answer)
        assert (told["state"], told["why"][-1:]) == ("refused", ".")
    else:
        assert answer.status in (400, 413)
        assert sentence(answer).endswith(".")
    assert len(answer.body) < 1000
    assert nothing_stored(voting)


@pytest.mark.parametrize("dialect", ["postgresql"])
def test_what_the_database_would_refuse_never_reaches_the_commit_of_all(
    person: Browser, voting: Held
) -> None:
    for code in ("W1\x00", "W1\n", "\u0000", ""):
        bad, good = page.sending(1, indicator=code), page.sending(2)
        told = page.results(page.send(person, bad, good))
        assert [one["state"] for one in told] == ["refused", "saved"]
        assert told[0]["why"] == "This cannot be read, so nothing was stored."


@pytest.mark.parametrize("dialect", ["postgresql"])
def test_nor_does_what_a_form_has(person: Browser, voting: Held) -> None:
    for code in ("W1\x00", "W1\n", ""):
        answer = page.fill(person, code, said=1)
        assert (answer.status, error_in(answer)) == (400, UNREAD)
    assert page.fill(person, "W1", said=1, comment="One\x00two").status == 303
    (row,) = rows(voting.store, Response)
    assert (row.level, "\x00" in row.comment) == (1, False)


def test_a_comment_of_100_kb_is_refused_and_one_of_the_longest_is_not(
    person: Browser, voting: Held
) -> None:
    long = page.sending(said=None, comment="\u5b57" * 34_000)
    (told,) = page.results(page.send(person, long))
    assert told["why"].startswith("This text has 34000 characters; at most 4000 can be saved.")
    answer = page.fill(person, "W1", said=1, comment="x" * 100_000)
    assert answer.status == 400
    assert nothing_stored(voting)
    assert page.fill(person, "W1", said=1, comment="x" * LONGEST_REMARK).status == 303


@pytest.mark.parametrize("one", ["7", "3"])
def test_ten_thousand_answers_in_one_post_are_refused(
    person: Browser, voting: Held, one: str
) -> None:
    key = page.data(person.get("/m"))["person"]
    bodies = {
        "7": f'{{"person": "{key}", "answers": [{", ".join(["7"] * 10_000)}]}}'.encode(),
        "3": written(person, "3", 10_000),
    }
    answer = person.post("/m/answers", bodies[one], JSON)
    assert answer.status == {"7": 400, "3": 413}[one]
    assert sentence(answer).endswith(".")
    assert nothing_stored(voting)


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"said": "9" * 400}, 400),
        ({"said": "1e999"}, 400),
        ({"said": 1, "round": "9" * 4200}, 409),
        ({"said": 1, "round": "9" * 5000}, 400),
        ({"said": 1, "round": -1}, 409),
        ({"said": 1, "at": "W1\x00"}, 400),
        ({"said": 1, "at": "x" * 40_000}, 400),
        ({"go": "measure", "measure": "Infinity", "at": "P2"}, 400),
    ],
)
def test_a_form_with_impossible_numbers_is_refused(
    person: Browser, voting: Held, wrong: dict[str, object], status: int
) -> None:
    read = page.data(person.get("/m"))
    answer = person.post(
        "/m", {"at": "W1", "round": read["round"], "person": read["person"]} | wrong
    )
    assert answer.status == status
    assert error_in(answer)
    assert nothing_stored(voting)


def test_files_come_with_no_form(person: Browser, voting: Held) -> None:
    for route, name in (("/m", "comment"), ("/sheet", "network"), ("/join", "department")):
        answer = person.post(route, multipart(name, b"x", '; filename="a.txt"'), PARTS)
        assert (answer.status, error_in(answer)[:10]) == (400, "This form ")
    assert nothing_stored(voting)


def test_the_page_of_another_participant_sends_nothing(browser: Opens, voting: Held) -> None:
    me, other = page.joined(browser(), voting), page.joined(browser(), voting)
    read = page.data(other.get("/m"))
    theirs = read["person"]
    assert page.send(me, page.sending(), person=theirs).status == 409
    answer = me.post("/m", {"at": "W1", "round": read["round"], "person": theirs, "said": 2})
    assert (answer.status, error_in(answer)[:12]) == (409, "Someone else")
    assert nothing_stored(voting, people=2)


def test_the_token_of_another_workshop_or_of_staff_answers_nothing_here(
    browser: Opens, voting: Held, workshop: Sets
) -> None:
    me, foreigner = page.joined(browser(), voting), page.joined(browser(), workshop())
    read = page.data(me.get("/m"))
    key = read["person"]
    for other, status in (
        (foreigner.cookies[PERSON], 409),
        (token(voting, "facilitator"), 403),
        (me.cookies[PERSON][:-1], 403),
        (me.cookies[PERSON].swapcase(), 403),
    ):
        stranger = Browser(me.app, cookies={PERSON: other})
        assert page.send(stranger, page.sending(), person=key).status == status
        answer = stranger.post("/m", {"at": "W1", "round": read["round"], "person": key, "said": 2})
        assert answer.status == (409 if status == 409 else 303)
    (told,) = page.results(page.send(foreigner, page.sending()))  # in a workshop without a vote
    assert told["why"].startswith("This answer came after the vote had closed")
    assert nothing_stored(voting, people=2)


def test_a_replayed_id_with_another_answer_changes_nothing(person: Browser, voting: Held) -> None:
    one = page.sending(1)
    page.send(person, one)
    for changes in ({"said": 0}, {"indicator": "W2"}, {"counter": 9}, {"round": 7}):
        (told,) = page.results(page.send(person, one | changes))
        assert told["counter"] == 1
    page.results(page.send(person, *[one | {"said": 0}] * 50))
    (row,) = rows(voting.store, Response)
    assert (row.indicator, row.level) == ("W1", 3)
    assert rows(voting.store, ReplacedAnswer) == []
    assert len(rows(voting.store, Delivery)) == 1


#: a family of one sign, Arabic, a sign that turns the rest around, markup, a formula
MIXED = '=1+1 \U0001f468\u200d\U0001f469\u200d\U0001f467 \u0645\u0631\u062d\u0628\u0627 \u202e<b>"&'


def test_emoji_and_words_from_right_to_left_are_shown_as_they_were_written(
    person: Browser, voting: Held
) -> None:
    kept = MIXED.replace("\u202e", "")
    page.send(person, page.sending(1), page.sending(2, said=None, comment=MIXED))
    voting.vote("Water", 1, 2, 3)
    for answer in (person.get("/m?at=W1"), person.get("/receipt")):
        assert "<b>&#34;" not in answer.body
        assert "<b>&quot;" not in answer.body
        assert "\u202e" not in answer.body
        assert html.unescape(answer.body).count(kept) == 1
        assert re.search("&lt;b&gt;(&#34;|&quot;)&amp;", answer.body)
    voting.move(rounds.close_vote, rounds.reveal)
    made = results_workbook(voting.result(), Text("en"), datetime.datetime.now(datetime.UTC))
    (cell,) = [c for c in cells(opened(made)["Comments"]) if str(c.value).strip() == kept]
    assert (cell.data_type, cell.hyperlink) == ("s", None)


def test_a_hostile_network_name_becomes_a_sheet_or_a_sentence(
    person: Browser, voting: Held
) -> None:
    for network in ("\u202eabc\x00", "\U0001f600" * 8, "x" * 3000, ";T:nopass;;", ""):
        answer = person.post("/sheet", form(voting) | {"network": network, "password": "\x00<b>"})
        assert answer.status in (200, 400)
        if answer.status == 200:
            assert answer.content.startswith(b"%PDF")
        else:
            assert error_in(answer).endswith(".")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        pytest.param(b"&" * 900_000, FORM, 413, id="signs of forms"),
        pytest.param(b"&" * 80_000, FORM, 400, id="fewer of them"),
        pytest.param(b"\r\n" * 450_000, PARTS, 413, id="line ends"),
    ],
)
@pytest.mark.parametrize("route", ["/join", "/sign-in", "/m", "/my-data/erase", "/key/undo"])
def test_no_form_is_parsed_that_is_longer_than_its_fields(
    phone: Browser, monkeypatch: pytest.MonkeyPatch, route: str, body: bytes, kind: str, status: int
) -> None:
    for parser in (FormParser, MultiPartParser):
        monkeypatch.setattr(parser, "parse", never)
    answer = phone.post(route, body, kind)
    assert (answer.status, answer.body.count("Traceback")) == (status, 0)
    assert sentence(answer).endswith(".")


async def never(_: object) -> None:
    """What is not to be called."""
    raise AssertionError
