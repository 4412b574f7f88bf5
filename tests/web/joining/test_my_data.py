"""The pages on which a participant downloads or erases their data, by plain forms."""

import json
import re

from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.store.tables import Participant
from resilience.web.side_page import SCRIPT_AT
from tests.services.delivering import save_remark
from tests.services.held import Held, rows
from tests.web.client import Browser
from tests.web.conftest import Opens
from tests.web.joining.test_join import error_in
from tests.web.joining.test_receipt import joined, lines

MEANT: dict[str, object] = {"meant": "yes"}


def meant_by(phone: Browser) -> dict[str, object]:
    """The fields of the form on the page of whose phone it is."""
    return dict(
        re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', phone.get("/my-data/erase").body)
    )


def test_the_page_says_what_is_kept_and_leads_to_file_and_question(
    phone: Browser, voting: Held
) -> None:
    voting.say(joined(phone, voting), W1=2, W2="na")
    answer = phone.get("/my-data")
    assert answer.status == 200
    said = lines(answer)
    assert "Your answers, with comments, evidence and how sure you are (2)" in said
    assert "Answers that you replaced with newer ones (0)" in said
    assert any("365 days after the workshop is closed" in line for line in said)
    ways = re.findall(r'class="button[^"]*" href="([^"]+)"', answer.body)
    assert [way for way in ways if way not in ("/m", "/score")] == [
        "/my-data/file",
        "/my-data/erase",
    ]
    assert re.findall(r"<script[^>]*>", answer.body) == [
        f'<script type="module" src="{SCRIPT_AT}">'
    ]
    assert "/my-data" in phone.get("/receipt").body
    assert "/my-data" in phone.get("/joined").body


def test_the_file_holds_the_own_answers_and_nobody_elses(browser: Opens, voting: Held) -> None:
    phone, other = browser(), browser()
    mine, theirs = joined(phone, voting), joined(other, voting)
    save_remark(voting.store, mine, "W1", comment="Mine, 水")
    save_remark(voting.store, theirs, "W1", comment="Theirs")
    answer = phone.get("/my-data/file")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="my-answers-{voting.code}.json"'
    )
    assert answer.headers["cache-control"] == "no-store"
    kept = json.loads(answer.content)["kept"]
    assert [row["comment"] for row in kept["response"]["rows"]] == ["Mine, 水"]
    assert "Theirs" not in answer.body
    assert phone.cookies[PERSON] not in answer.body


def test_erasing_asks_once_and_forgets_who_the_device_is(browser: Opens, voting: Held) -> None:
    phone, second = browser(), browser()
    voting.say(joined(phone, voting), W1=2)
    token = phone.cookies[PERSON]
    second.post(f"/return/{token}")
    assert any("counted without you." in line for line in lines(phone.get("/my-data/erase")))
    assert len(rows(voting.store, Participant)) == 1  # looking erases nothing
    done = phone.post("/my-data/erase", meant_by(phone))
    assert (done.status, done.location) == (303, "/erased")
    assert PERSON not in phone.cookies
    assert "Your data is erased" in lines(phone.get(done.location))
    assert rows(voting.store, Participant) == []
    assert phone.get("/my-data").status == 403
    assert second.get("/my-data").status == 403
    gone = second.get(f"/return/{token}")
    assert gone.status == 404
    assert "erased" in error_in(gone)
    assert second.post("/my-data/erase", MEANT).status == 403


def test_after_a_close_it_is_said_that_the_counts_stay(phone: Browser, voting: Held) -> None:
    voting.say(joined(phone, voting), W1=2)
    voting.vote("Water", 1, 1)
    voting.move(rounds.close_vote)
    assert any("counts do not change" in line for line in lines(phone.get("/my-data/erase")))


def test_what_is_not_meant_or_comes_from_elsewhere_erases_nothing(
    phone: Browser, voting: Held
) -> None:
    joined(phone, voting)
    assert phone.post("/my-data/erase", {}).status == 400
    assert phone.post("/my-data/erase", MEANT, origin="https://evil.example").status == 403
    assert phone.post("/my-data/erase", MEANT, sec_fetch_site="cross-site").status == 403
    assert len(rows(voting.store, Participant)) == 1


def test_the_form_of_somebody_else_erases_nothing(phone: Browser, voting: Held) -> None:
    """A laptop is shared: the page of the first person is still open when the next one has joined."""
    joined(phone, voting)
    first = meant_by(phone)
    phone.post("/next")
    joined(phone, voting)
    for fields in (first, MEANT):
        refused = phone.post("/my-data/erase", fields)
        assert refused.status == 409
        assert "Someone else is now using this device" in error_in(refused)
    assert len(rows(voting.store, Participant)) == 2
    assert phone.post("/my-data/erase", meant_by(phone)).status == 303


def test_without_having_joined_there_is_nothing_to_take_or_erase(
    phone: Browser, held: Held
) -> None:
    phone.get(f"/open/{held.link('facilitator').token}")
    for address in ("/my-data", "/my-data/file", "/my-data/erase"):
        assert phone.get(address).status == 403
    assert phone.post("/my-data/erase", MEANT).status == 403
