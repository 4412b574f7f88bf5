"""What the phone page's script sends: committed before it is answered, once, in its own order."""

import json

import pytest

from resilience.errors import CannotRun
from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.store import Session
from resilience.store.tables import Delivery, ReplacedAnswer, Response
from resilience.web.phone.sendings import MOST_ANSWERS, MOST_POSTED
from tests.services.held import Held, rows
from tests.web import phone_steps as page
from tests.web.client import Browser
from tests.web.conftest import Opens
from tests.web.joining.test_join import Sets

UNREAD = "This cannot be read, so nothing was stored."
OTHER = "Someone else is now answering on this device"


@pytest.fixture
def person(phone: Browser, voting: Held) -> Browser:
    """Somebody who joined it."""
    return page.joined(phone, voting)


def stored(held: Held) -> list[tuple[str, str, object]]:
    """All answers that stand."""
    found = rows(held.store, Response)
    return [(r.indicator, r.state, r.level if r.number is None else r.number) for r in found]


def why(answer: object) -> str:
    """The sentence of a refusal of a whole post."""
    return str(json.loads(answer.body)["why"])  # type: ignore[attr-defined]


def test_answers_and_comments_are_stored_and_each_is_told(person: Browser, voting: Held) -> None:
    what = [
        page.sending(1),
        page.sending(2, indicator="W2", said="dk"),
        page.sending(3, indicator="P2", said=2.5),
        page.sending(4, said=None, comment="\U0001f600 <b> \u202eback", language="ja"),
    ]
    told = page.results(page.send(person, *what))
    assert [(one["state"], one["said"]) for one in told] == [
        ("saved", "3"),
        ("saved", "dk"),
        ("saved", "2.5"),
        ("saved", "3"),
    ]
    assert told[-1] == {
        "state": "saved",
        "said": "3",
        "comment": "\U0001f600 <b> back",
        "counter": told[-1]["counter"],
    }
    assert told[-1]["counter"] == 4
    assert sorted(stored(voting)) == [
        ("P2", "number", 2.5),
        ("W1", "level", 3),
        ("W2", "dk", None),
    ]
    (row,) = rows(voting.store, Response, indicator="W1")
    assert (row.comment, row.language) == ("\U0001f600 <b> back", "ja")


def test_evidence_and_how_sure_are_stored_beside_the_comment(person: Browser, voting: Held) -> None:
    given = {"comment": "It overflows.", "evidence": "The register", "confidence": "low"}
    what = [
        page.sending(n, said=None, **{name: words})
        for n, (name, words) in enumerate(given.items(), 1)
    ]
    assert [one["state"] for one in page.results(page.send(person, *what))] == ["saved"] * 3
    (row,) = rows(voting.store, Response)
    assert (row.state, row.comment, row.evidence, row.confidence) == ("blank", *given.values())
    assert page.data(person.get("/m"))["answers"]["W1"].items() >= {"said": "", **given}.items()


def test_it_answers_after_the_commit(
    person: Browser, voting: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = page.data(person.get("/m"))["person"]

    def fail(_session: Session) -> None:
        raise CannotRun("The disk is full.")

    monkeypatch.setattr(Session, "commit", fail)
    answer = page.send(person, page.sending(), person=key)
    monkeypatch.undo()
    assert (answer.status, why(answer)) == (503, "The disk is full.")
    assert stored(voting) == []


def test_what_is_sent_twice_is_stored_once(person: Browser, voting: Held) -> None:
    one = page.sending(1)
    assert page.results(page.send(person, one)) == page.results(page.send(person, one))
    page.send(person, page.sending(2, said=1), one, one)
    assert stored(voting) == [("W1", "level", 1)]
    assert [old.level for old in rows(voting.store, ReplacedAnswer)] == [3]


def test_a_late_answer_loses_and_the_person_is_told_what_stands(
    person: Browser, voting: Held
) -> None:
    page.fill(person, "W1", said=4)
    page.fill(person, "W1", said=0, comment="From the laptop.")
    (late,) = page.results(page.send(person, page.sending(1, said=2)))
    assert (late["state"], late["said"], late["comment"]) == ("older", "0", "From the laptop.")
    assert late["why"].startswith("You had already given a newer answer")
    assert (late["counter"], stored(voting)) == (3, [("W1", "level", 0)])
    assert 2 in [old.level for old in rows(voting.store, ReplacedAnswer)]


def test_an_unreadable_answer_does_not_keep_the_others_back(person: Browser, voting: Held) -> None:
    told = page.results(
        page.send(person, page.sending(1), {"sent_id": "x"}, 7, page.sending(2, indicator="W2"))
    )
    assert [one["state"] for one in told] == ["saved", "refused", "refused", "saved"]
    assert told[1]["why"] == UNREAD
    assert len(stored(voting)) == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"said": 9}, "W1 has levels 0 to 4; 9 is not one of them"),
        ({"said": 10**400}, UNREAD),
        ({"said": 10**400, "indicator": "P2"}, UNREAD),
        ({"said": 1e300, "indicator": "P2"}, "P2 takes numbers from 0.0 to 10.0"),
        ({"said": 1.5}, "W1 has levels 0 to 4"),
        ({"said": "9"}, UNREAD),
        ({"said": True}, UNREAD),
        ({"said": []}, UNREAD),
        ({"said": None}, UNREAD),
        ({"comment": "Both at once."}, UNREAD),
        ({"said": None, "comment": "x" * 4001}, "This text has 4001 characters"),
        ({"said": None, "comment": 7}, UNREAD),
        ({"said": None, "comment": "One", "evidence": "and another."}, UNREAD),
        ({"said": None, "evidence": "x" * 4001}, "This text has 4001 characters"),
        ({"said": None, "confidence": "quite"}, "Choose low, medium or high for how sure you are."),
        ({"indicator": "W9"}, "The workshop does not ask about the indicator W9"),
        ({"indicator": "x" * 300}, UNREAD),
        ({"round": 2}, "The vote in which you gave this answer has closed"),
        ({"round": -1}, UNREAD),
        ({"round": "1"}, UNREAD),
        ({"round": 1}, "The vote in which you gave this answer has closed"),
        ({"counter": 0}, UNREAD),
        ({"counter": 2_000_000_000}, UNREAD),
        ({"counter": 1.5}, UNREAD),
        ({"sent_id": "short"}, UNREAD),
        ({"sent_id": "<script>alert(1)"}, UNREAD),
        ({"sent_id": None}, UNREAD),
        ({"more": 1}, UNREAD),
        ({"language": "x" * 30}, UNREAD),
    ],
)
def test_a_wrong_answer_is_refused_in_a_sentence(
    person: Browser, voting: Held, changes: dict[str, object], said: str
) -> None:
    (told,) = page.results(page.send(person, page.sending(**{"counter": 1, **changes})))
    assert told["state"] == "refused"
    assert told["why"].startswith(said)
    assert stored(voting) == []
    assert rows(voting.store, Delivery) == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"person": "x"}', b'{"person": 1, "answers": [1]}', b'{"person": "x", "answers": []}', b"\xff\xfe", b'{"person": "\\ud800", "answers": [1]}', b"[" * 100_000],
)  # fmt: skip
def test_a_malformed_post_is_refused(person: Browser, voting: Held, body: bytes) -> None:
    answer = person.post("/m/answers", body, "application/json")
    assert (answer.status, why(answer)) == (400, UNREAD)


def test_a_post_that_is_no_json_is_refused(person: Browser) -> None:
    key = page.data(person.get("/m"))["person"]
    body = json.dumps({"person": key, "answers": [page.sending()]}).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        assert person.post("/m/answers", body, kind).status == 400


def test_an_oversize_post_is_refused(person: Browser, voting: Held) -> None:
    answer = person.post("/m/answers", b" " * (MOST_POSTED + 1), "application/json")
    assert answer.status == 413
    assert why(answer).startswith("This upload is too large")
    many = [page.sending(n + 1) for n in range(MOST_ANSWERS + 1)]
    assert page.send(person, *many).status == 400
    assert stored(voting) == []


def test_ten_of_the_longest_comments_fit(person: Browser, voting: Held) -> None:
    read = page.data(person.get("/m"))
    long = {"said": None, "comment": "\U0001f600" * 4000, "round": read["round"]}
    what = [page.sending(n, **long) for n in range(1, 11)]
    body = json.dumps({"person": read["person"], "answers": what}, ensure_ascii=False).encode()
    answer = person.post("/m/answers", body, "application/json; charset=utf-8")
    assert [one["state"] for one in page.results(answer)] == ["saved"] * 10


def test_a_closed_vote_refuses_even_when_another_one_is_open(person: Browser, voting: Held) -> None:
    read = page.data(person.get("/m"))
    taken, key = page.sending(1), read["person"]
    page.send(person, taken, person=key)
    voting.vote("Water", 1, 2, 3)
    voting.move(rounds.close_vote)
    late = page.sending(2, said=0, round=read["round"])
    first, again = page.results(page.send(person, late, taken, person=key))
    assert first["state"] == "refused"
    assert first["why"].startswith("This answer came after the vote had closed")
    assert again["state"] == "saved"
    voting.move(rounds.reveal, rounds.open_vote)
    (told,) = page.results(page.send(person, late, person=key))
    assert told["state"] == "refused"
    assert "Another vote is open now." in told["why"]
    assert stored(voting).count(("W1", "level", 0)) == 0


def test_a_page_of_somebody_who_left_the_device_sends_nothing_for_the_next(
    person: Browser, voting: Held
) -> None:
    key = page.data(person.get("/m"))["person"]
    person.post("/next")
    assert page.send(person, page.sending(), person=key).status == 403
    page.joined(person, voting, "Power")
    answer = page.send(person, page.sending(), person=key)
    assert answer.status == 409
    assert why(answer).startswith(OTHER)
    assert stored(voting) == []


@pytest.mark.parametrize("token", ["", "forged", "\u00e9" * 20, "x" * 3000])
def test_a_forged_token_sends_nothing(person: Browser, voting: Held, token: str) -> None:
    key = page.data(person.get("/m"))["person"]
    person.cookies[PERSON] = token
    answer = page.send(person, page.sending(), person=key)
    assert answer.status == 403
    assert why(answer) == "You have not joined a workshop on this device."
    assert stored(voting) == []


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec_fetch_site": "cross-site"}])  # fmt: skip
def test_another_site_cannot_send(person: Browser, voting: Held, headers: dict[str, str]) -> None:
    assert page.send(person, page.sending(), **headers).status == 403
    assert stored(voting) == []


def test_an_indicator_of_another_workshop_is_refused(
    person: Browser, voting: Held, workshop: Sets
) -> None:
    other = workshop(tier="quick")
    other.move(rounds.open_vote)
    page.joined(person, other)
    (told,) = page.results(page.send(person, page.sending(1, indicator="W2")))
    assert told["state"] == "refused"
    assert stored(voting) == []


def test_ids_of_others_are_not_taken_for_own_ones(browser: Opens, voting: Held) -> None:
    first, second = page.joined(browser(), voting), page.joined(browser(), voting)
    one = page.sending(1)
    page.send(first, one)
    (told,) = page.results(page.send(second, one | {"said": 0}))
    assert (told["state"], told["said"]) == ("saved", "0")
    assert sorted(r.level or 0 for r in rows(voting.store, Response)) == [0, 3]


def test_it_tells_in_the_language_of_the_page(person: Browser, voting: Held) -> None:
    person.get("/m?language=ja")
    (told,) = page.results(page.send(person, page.sending(1, said=9)))
    assert not told["why"].startswith("W1 has levels")


def test_a_form_takes_the_next_number(person: Browser, voting: Held) -> None:
    page.send(person, page.sending(5))
    page.fill(person, "W1", said=0)
    (row,) = rows(voting.store, Response)
    assert (row.level, row.counter) == (0, 6)
