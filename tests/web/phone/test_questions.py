"""Questions on the phone as plain forms, on the stage, and photos: each to those who may see them."""

import pytest

from resilience.services.access.tokens import STAFF
from resilience.services.voting.questions import ask_question, questions_of
from resilience.services.workshop.call_link import set_call_link
from resilience.services.workshop.desk import show_questions
from resilience.services.workshop.photos import add_photo, photos_of
from resilience.store.tables import Participant
from tests.exchange.walls import wall
from tests.services.held import HOST, Held, rows
from tests.web import phone_steps as page
from tests.web.client import Answer, Browser
from tests.web.conftest import Opens
from tests.web.joining.test_join import error_in, form
from tests.web.stage.test_stage import runs, told

WORDS = 'Who pays? <b>"We" & they</b>'


def post(person: Browser, where: str = "", /, **fields: object) -> Answer:
    """Post a form of the page with questions."""
    known = page.data(person.get("/m"))["person"]
    return person.post(f"/m/questions{where}", {"person": known, **fields})


def test_a_question_is_asked_up_voted_and_withdrawn_without_a_script(
    browser: Opens, held: Held
) -> None:
    ana, ben = (page.joined(browser(), held, name) for name in ("Water", "Power"))
    assert post(ana, words=WORDS).status == 303
    asked = questions_of(held.store, HOST, held.code)[0].id
    assert (
        WORDS in page.words(ben.get("/m/questions")) and "<b>" not in ben.get("/m/questions").body
    )
    assert post(ben, "/vote", question=asked, up=1).status == 303
    assert 'aria-pressed="true"' in ben.get("/m/questions").body
    assert error_in(post(ben, "/withdraw", question=asked)).startswith("This question is no longer")
    assert post(ana, "/withdraw", question=asked).status == 303
    assert "No questions yet" in page.words(ben.get("/m/questions"))


@pytest.mark.parametrize("fields", [{"words": "x" * 281}, {"words": "\t"}, {}])
def test_a_bad_question_gets_a_sentence_and_keeps_what_was_typed(
    phone: Browser, held: Held, fields: dict[str, object]
) -> None:
    page.joined(phone, held)
    answer = post(phone, **fields)
    assert answer.status == 400 and error_in(answer)
    assert str(fields.get("words", "")) in answer.body


@pytest.mark.parametrize("question", ["", "-1", "0", "1e3", "9" * 40, "x"])
def test_a_number_of_no_question_gets_a_sentence(phone: Browser, held: Held, question: str) -> None:
    page.joined(phone, held)
    for where in ("/vote", "/withdraw"):
        answer = post(phone, where, question=question, up=1)
        assert answer.status in (400, 404) and error_in(answer)


def test_strangers_other_sites_and_the_person_before_ask_nothing(
    phone: Browser, held: Held
) -> None:
    assert phone.get("/m/questions").status == 303
    assert phone.post("/m/questions", {"words": WORDS}).status == 403
    page.joined(phone, held)
    assert phone.post("/m/questions", {"person": "somebody", "words": WORDS}).status == 409
    assert questions_of(held.store, HOST, held.code) == ()


def test_the_stage_shows_questions_before_the_reveal_and_no_department(
    browser: Opens, voting: Held
) -> None:
    ask_question(voting.store, voting.join("Power"), WORDS)
    show_questions(voting.store, HOST, voting.code)
    of = runs(browser, voting)
    screen = told(of, voting)
    assert screen["screen"] == "questions"
    assert "Who pays? &lt;b&gt;" in screen["body"] and "Power" not in screen["body"]


def test_the_call_is_on_the_join_page_and_remote_people_tick_it(phone: Browser, held: Held) -> None:
    assert "remote" not in phone.get(f"/join?code={held.code}").body
    set_call_link(held.store, HOST, held.code, "https://meet.example.org/a")
    assert 'href="https://meet.example.org/a"' in phone.get(f"/join?code={held.code}").body
    assert phone.post("/join", form(held, remote=1)).status == 303
    assert [row.remote for row in rows(held.store, Participant)] == [True]


@pytest.mark.parametrize("dialect", ["postgresql"])  # whose numbers have 32 bits
def test_a_photo_is_served_to_those_who_run_the_workshop_alone(browser: Opens, held: Held) -> None:
    add_photo(held.store, HOST, held.code, wall())
    address = f"/photo/{held.code}/{photos_of(held.store, HOST, held.code)[0].id}"
    shown = runs(browser, held).get(address)
    assert (shown.status, shown.headers["content-type"]) == (200, "image/jpeg")
    for number in ("9" * 30, "-1", "-2147483649"):
        assert runs(browser, held).get(f"/photo/{held.code}/{number}").status == 404
    assert runs(browser, held).get(f"/photo/{held.code}/{'9' * 5000}").status == 400
    official = browser()
    official.cookies[STAFF] = held.link("official").token or ""
    for of in (official, page.joined(browser(), held), browser()):
        assert of.get(address).status == 403
