"""Questions on the phone as plain forms, on the stage, and photos: each to those who may see them."""

import html
import json
import re

import pytest

from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.tokens import STAFF
from resilience.services.counting import rounds
from resilience.services.deciding import weights
from resilience.services.deciding.actions import add_action
from resilience.services.voting.questions import ask_question, questions_of, set_question
from resilience.services.workshop.call_link import set_call_link
from resilience.services.workshop.desk import show_questions
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.photos import add_photo, photos_of
from resilience.services.workshop.reply_step import reply_first, show_to_officials
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
    assert error_in(post(ben, "/withdraw", question=asked)).startswith(
        "This question has been removed"
    )
    assert post(ana, "/withdraw", question=asked).status == 303
    assert "No questions yet" in page.words(ben.get("/m/questions"))


def news(answer: Answer) -> str:
    """Where the workshop is, as the page says above everything else, and where it leads."""
    found = re.search(r'<div id="news".*?</div>', answer.body, re.S)
    assert found
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", found.group(0)).split()))


def back(answer: Answer) -> str:
    """Where the page leads at its end."""
    found = re.search(r'<div id="back".*?href="/m">(.*?)</a>', answer.body, re.S)
    assert found
    return found.group(1)


@pytest.fixture
def unshared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the state of a workshop is a new one."""
    monkeypatch.setattr("resilience.web.phone.routes.SHARED", -1.0)


def state_of(person: Browser, where: str) -> str:
    """The state that a page was drawn in, which has to be the one that its script is told."""
    body = person.get(where).body
    watch, drawn = re.findall(r'data-(?:watch|state)="([^"]*)"', body)
    told = json.loads(person.get(f"/m/state?{html.unescape(watch)}").body)["state"]
    assert told == html.unescape(drawn), "or the page would load for ever"
    return str(told)


SIDES = ["/m/questions", "/my-data", "/receipt"]


@pytest.mark.usefixtures("unshared")
@pytest.mark.parametrize("where", SIDES)
def test_a_page_beside_the_scorecard_follows_the_workshop_and_names_the_way_back(
    phone: Browser, held: Held, where: str
) -> None:
    page.joined(phone, held)
    seen = [state_of(phone, where)]
    assert back(phone.get(where)) == "Back to my page"
    held.move(rounds.open_vote)
    seen.append(state_of(phone, where))
    assert "The vote is open: answer now" in news(phone.get(where))
    held.vote("Water", 1, 1, 1)
    for code in page.asked(phone.get("/m")):
        page.fill(phone, code, said="dk")
    assert "answer now" not in news(phone.get(where))
    assert back(phone.get(where)) == "Back to my answers"
    held.move(rounds.close_vote)
    seen.append(state_of(phone, where))
    assert back(phone.get(where)) == "Back to my page"
    held.move(rounds.reveal)
    seen.append(state_of(phone, where))
    assert "The result is revealed. See the result" in news(phone.get(where))
    weights.ask_for_points(held.store, HOST, held.code)
    seen.append(state_of(phone, where))
    assert "Share out 100 points among the themes" in news(phone.get(where))
    assert len(set(seen)) == len(seen), "an open page learns of each move"


def test_a_page_that_has_no_result_promises_none(phone: Browser, held: Held) -> None:
    """The scorecard's own page says in these moments that the result appears on it."""
    page.joined(phone, held)
    held.move(reply_first, rounds.open_vote)
    held.vote("Water", 1, 1, 1)
    held.move(rounds.close_vote, rounds.reveal)
    said = "The result is about to be shown. Look at the projector."
    assert news(phone.get("/m/questions")) == said
    held.move(show_to_officials)
    assert said not in news(phone.get("/m/questions"))


def test_the_page_leads_to_actions_until_somebody_has_voted_on_each(
    phone: Browser, held: Held
) -> None:
    page.joined(phone, held)
    held.bring_to(Phase.REVEALED)
    plan = ActionPlan("W1", "Clean the drains.", held.department("Water"))
    number = add_action(held.store, HOST, held.code, plan)
    assert back(phone.get("/m/questions")) == "Say how feasible the actions are"
    known = page.data(phone.get("/m"))["person"]
    phone.post("/m/feasible", {"person": known, "action": number, "said": "1.0"})
    assert back(phone.get("/m/questions")) == "See the result"


@pytest.mark.usefixtures("unshared")
def test_an_open_page_learns_of_questions_and_up_votes(browser: Opens, held: Held) -> None:
    ana, ben = (page.joined(browser(), held, name) for name in ("Water", "Power"))
    seen = [state_of(ana, "/m/questions")]
    assert post(ben, words=WORDS).status == 303
    asked = questions_of(held.store, HOST, held.code)[0].id
    seen.append(state_of(ana, "/m/questions"))
    for up in (1, 0):
        post(ben, "/vote", question=asked, up=up)
        seen.append(state_of(ana, "/m/questions"))
    set_question(held.store, HOST, held.code, asked, "answered")
    seen.append(state_of(ana, "/m/questions"))
    assert len({*seen}) == 4 and seen[1] == seen[3], "an up-vote that was taken back"
    before = state_of(ana, "/my-data")
    post(ben, words="Who else?")
    assert state_of(ana, "/my-data") == before, "which shows no questions"


def test_the_pages_may_load_their_own_script_alone(phone: Browser, held: Held) -> None:
    page.joined(phone, held)
    for where in SIDES:
        answer = phone.get(where)
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self'; connect-src 'self'" in policy
        (source,) = re.findall(r'<script type="module" src="([^"]+)"', answer.body)
        assert phone.get(source).status == 200


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


def test_remote_people_have_the_call_on_their_page_and_others_do_not(
    browser: Opens, held: Held
) -> None:
    remote, here = browser(), page.joined(browser(), held)
    assert remote.post("/join", form(held, remote=1)).status == 303
    call = 'href="https://meet.example.org/a"'
    assert call not in remote.get("/m").body
    set_call_link(held.store, HOST, held.code, "https://meet.example.org/a")
    for move in (None, rounds.open_vote):
        if move:
            held.move(move)
        assert call in remote.get("/m").body and call not in here.get("/m").body


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
