"""Joining on the plain pages: the code, the form, the return link, the next person."""

import re
from collections.abc import Callable, Mapping

import pytest

from resilience.framework import Framework
from resilience.framework.vocabulary import LARGEST_TABLE
from resilience.services.access.access import identify
from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.services.counting.rehearsal import rehearse
from resilience.services.workshop.participants import ParticipantView, view_participant
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.store.tables import Participant
from tests.services.held import HOST, KEY, Held, Move, rows, set_up
from tests.services.remembered import urban
from tests.web.client import Answer, Browser
from tests.web.conftest import Opens

Sets = Callable[..., Held]


def form(held: Held, named: str = "Water", /, **changes: object) -> dict[str, object]:
    """The form as somebody fills it in who answers for a department alone."""
    good = {
        "code": held.code,
        "department": held.department(named),
        "as": "person",
        "size": 4,
        "language": "en",
    }
    return good | changes


def here(held: Held, browser: Browser) -> ParticipantView:
    """Who a browser's cookie says it is."""
    token = browser.cookies[PERSON]
    return view_participant(held.store, identify(held.store, KEY, participant_token=token))


def people(held: Held) -> int:
    """How many have joined."""
    return len(rows(held.store, Participant))


def error_in(answer: Answer) -> str:
    """The sentence that a page shows as an error."""
    found = re.search(r'role="alert">([^<]*)<', answer.body)
    assert found, answer.body
    return found.group(1)


def test_without_a_code_the_page_asks_for_it(phone: Browser) -> None:
    answer = phone.get("/join")
    assert answer.status == 200
    assert "The code that the facilitator shows" in answer.body
    assert 'name="code"' in answer.body
    assert 'role="alert"' not in answer.body


def test_the_form_names_city_departments_and_languages(phone: Browser, held: Held) -> None:
    answer = phone.get(f"/join?code={held.code}")
    assert answer.status == 200
    for said in ("Cascais", "October 13, 2026", "Water", "Power", "Roads", "Mixed tables"):
        assert said in answer.body
    assert 'lang="en"' in answer.body
    assert "Results are hidden until the reveal" in answer.body
    assert "invented" not in answer.body.split("</style>")[1].lower()


NOT_ASKED = "You will not be asked to fill in the scorecard."
IF_REOPENED = "You will be asked to fill in the scorecard only if the vote is reopened."
IN_LATER_VOTE = "You can still join and answer in a later vote, if there is one."


def promised(phone: Browser, held: Held) -> list[str]:
    """What the form says about being asked."""
    body = phone.get(f"/join?code={held.code}&new=1").body
    return [said for said in (NOT_ASKED, IF_REOPENED, IN_LATER_VOTE) if said in body]


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (Phase.PREPARING, []),
        (Phase.VOTING, []),
        (Phase.COUNTED, [IF_REOPENED]),
        (Phase.REVEALED, [NOT_ASKED]),
    ],
)
def test_after_the_vote_the_form_says_what_joining_is_good_for(
    phone: Browser, held: Held, phase: Phase, said: list[str]
) -> None:
    held.bring_to(phase)
    assert promised(phone, held) == said


@pytest.mark.parametrize("move", [rounds.open_vote, rounds.reopen_vote])
def test_who_joins_after_the_reveal_is_promised_no_vote_and_gets_none(
    phone: Browser, held: Held, move: Move
) -> None:
    held.bring_to(Phase.REVEALED)
    phone.post("/join", form(held))
    held.move(move)
    assert promised(phone, held) == [NOT_ASKED]
    assert "so you are not asked" in phone.get("/m").body
    assert "Start scoring" not in phone.get("/joined").body
    held.move(rounds.close_vote)
    assert promised(phone, held) == [NOT_ASKED]


@pytest.mark.parametrize("open_workshop", [True, False])
def test_open_workshops_and_rehearsals_ask_newcomers_in_a_later_vote(
    store: Store, framework: Framework, phone: Browser, open_workshop: bool
) -> None:
    held = set_up(store, framework, k=0 if open_workshop else 3)
    if not open_workshop:
        held = Held(store, rehearse(store, HOST, held.code))
    held.bring_to(Phase.REVEALED)
    assert promised(phone, held) == [IN_LATER_VOTE]
    phone.post("/join", form(held, held.view.departments[0].name))
    held.move(rounds.open_vote)
    assert promised(phone, held) == []
    assert "so you are not asked" not in phone.get("/m").body
    assert "Start scoring" in phone.get("/joined").body


def test_mixed_tables_are_explained(phone: Browser, held: Held) -> None:
    body = phone.get(f"/join?code={held.code}").body
    assert re.search(r"Mixed tables<br><span[^>]*>several departments at one table<", body)
    assert body.count("several departments at one table") == 1


@pytest.mark.parametrize("typed", ["{0}", "{1}", " {1} ", "{2}-{3}", "{2}%20{3}"])
def test_a_code_is_read_as_people_type_it(phone: Browser, held: Held, typed: str) -> None:
    code = held.code
    written = typed.format(code, code.lower(), code[:3], code[3:]).replace(" ", "+")
    assert "Your department" in phone.get(f"/join?code={written}").body


def test_an_unknown_code_is_said_with_what_to_do(phone: Browser) -> None:
    answer = phone.get("/join?code=NOSUCH")
    assert answer.status == 404
    assert error_in(answer) == (
        "There is no workshop with the code NOSUCH. Check the code, or ask the facilitator."
    )
    assert 'value="NOSUCH"' in answer.body


def test_a_closed_workshop_is_said_and_nobody_joins(phone: Browser, held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    before = people(held)
    for answer in (phone.get(f"/join?code={held.code}"), phone.post("/join", form(held))):
        assert answer.status == 404
        assert error_in(answer) == (
            f"The workshop {held.code} has closed, so nobody can join it now. "
            "Ask the facilitator for the result."
        )
        assert answer.cookies == {}
    assert people(held) == before


def test_a_person_joins_and_sees_the_own_return_link(phone: Browser, held: Held) -> None:
    answer = phone.post("/join", form(held, "Power"))
    assert (answer.status, answer.location) == (303, "/joined")
    me = here(held, phone)
    assert (me.code, me.department, me.is_table, me.size) == (held.code, "Power", False, 1)
    page = phone.get("/joined")
    assert page.status == 200
    assert "You are in." in page.body
    assert f"http://testserver/return/{phone.cookies[PERSON]}" in page.body
    assert "Power" in page.body
    assert "people" not in page.body
    assert 'src="data:image/svg+xml' in page.body


def test_a_table_joins_with_its_people(phone: Browser, held: Held) -> None:
    phone.post("/join", form(held, "Mixed tables", **{"as": "table", "size": 6}))
    me = here(held, phone)
    assert (me.department, me.is_table, me.size) == ("Mixed tables", True, 6)
    assert "6 people" in phone.get("/joined").body


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"as": "table", "size": 1}, "A table can answer for 2 to 50 people; you entered 1."),
        ({"as": "table", "size": 51}, "A table can answer for 2 to 50 people; you entered 51."),
        ({"as": "table", "size": -3}, "A table can answer for 2 to 50 people; you entered -3."),
        (
            {"as": "table", "size": "9" * 30},
            "A table can answer for 2 to 50 people; you entered 999",
        ),
        ({"as": "table", "size": "four"}, "Choose your department, and enter the number of people"),
        ({"as": "table", "size": ""}, "Choose your department, and enter the number of people"),
        ({"as": "table", "size": "4.5"}, "Choose your department, and enter the number of people"),
        ({"department": ""}, "Choose your department, and enter the number of people"),
        ({"department": "x"}, "Choose your department, and enter the number of people"),
        ({"department": "9" * 4000}, "Choose a department of the workshop"),
        ({"department": 999}, "Choose a department of the workshop"),
        ({"department": -1}, "Choose a department of the workshop"),
    ],
)
def test_a_wrong_field_is_said_on_the_form_and_nobody_joins(
    phone: Browser, held: Held, changes: Mapping[str, object], said: str
) -> None:
    answer = phone.post("/join", form(held, **changes))
    assert answer.status == 400
    assert error_in(answer).startswith(said)
    assert "Your department" in answer.body
    assert answer.cookies == {}
    assert people(held) == 0


def test_the_largest_table_may_join(phone: Browser, held: Held) -> None:
    phone.post("/join", form(held, **{"as": "table", "size": LARGEST_TABLE}))
    assert here(held, phone).size == LARGEST_TABLE


def test_one_person_may_not_answer_for_several_departments(phone: Browser, held: Held) -> None:
    answer = phone.post("/join", form(held, "Mixed tables"))
    assert answer.status == 400
    assert error_in(answer).startswith("Only a table can answer for several departments.")
    assert people(held) == 0


def test_the_department_of_another_workshop_is_refused(
    phone: Browser, held: Held, workshop: Sets
) -> None:
    other = workshop()
    answer = phone.post("/join", form(held, department=other.department("Water")))
    assert answer.status == 400
    assert error_in(answer) == f"Choose a department of the workshop {held.code}."


def test_a_returning_phone_is_asked_whether_to_continue(phone: Browser, held: Held) -> None:
    phone.post("/join", form(held, "Power"))
    again = phone.get(f"/join?code={held.code}")
    assert again.status == 200
    assert "Continue, or join as a new person?" in again.body
    assert "Someone from Power is answering on this device." in again.body
    assert 'href="/score"' in again.body
    new = phone.get(f"/join?code={held.code}&new=1")
    assert "Your department" in new.body


def test_someone_new_on_the_device_becomes_another_participant(phone: Browser, held: Held) -> None:
    phone.post("/join", form(held, "Power"))
    first = phone.cookies[PERSON]
    phone.post("/join", form(held, "Roads"))
    assert phone.cookies[PERSON] != first
    assert here(held, phone).department == "Roads"
    assert people(held) == 2
    assert phone.post(f"/return/{first}").location == "/score"
    assert here(held, phone).department == "Power"


def test_a_phone_of_another_workshop_gets_the_form(
    phone: Browser, held: Held, workshop: Sets
) -> None:
    other = workshop()
    phone.post("/join", form(other))
    assert "Your department" in phone.get(f"/join?code={held.code}").body


def test_a_return_link_opens_on_another_device(browser: Opens, held: Held) -> None:
    phone, laptop = browser(), browser()
    phone.post("/join", form(held, "Roads"))
    answer = laptop.post(f"/return/{phone.cookies[PERSON]}")
    assert (answer.status, answer.location) == (303, "/score")
    assert here(held, laptop).department == "Roads"
    assert people(held) == 1


@pytest.mark.parametrize("token", ["unknown", "%C3%A9%F0%9F%98%80", "a" * 5000, "%00"])
def test_an_unknown_return_link_is_said_and_ends_no_cookie(
    phone: Browser, held: Held, token: str
) -> None:
    phone.post("/join", form(held))
    mine = dict(phone.cookies)
    answer = phone.get(f"/return/{token}")
    assert answer.status == 404
    assert error_in(answer) == (
        "This return link is not known here. Check that you copied the whole link. If its data was erased or deleted, nothing is left: join with the code."
    )
    assert phone.cookies == mine


def test_the_page_after_joining_needs_a_participant(phone: Browser, held: Held) -> None:
    assert phone.get("/joined").location == "/join"
    phone.cookies[PERSON] = "stale"
    assert phone.get("/joined").location == "/join"
    assert "Your department" in phone.get(f"/join?code={held.code}").body


def test_the_next_person_gets_the_form_and_the_answers_stay(phone: Browser, held: Held) -> None:
    phone.post("/join", form(held))
    before = phone.cookies[PERSON]
    answer = phone.post("/next")
    assert (answer.status, answer.location) == (303, f"/join?code={held.code}")
    assert PERSON not in phone.cookies
    assert "Your department" in phone.get(answer.location).body
    assert phone.post(f"/return/{before}").location == "/score"


def test_the_next_person_is_asked_for_first_where_somebody_answered(
    phone: Browser, voting: Held
) -> None:
    phone.post("/join", form(voting))
    voting.say(identify(voting.store, KEY, participant_token=phone.cookies[PERSON]), W1=1)
    answer = phone.post("/next")
    assert (answer.status, PERSON in phone.cookies) == (200, True)
    assert "Hand this device to the next person?" in answer.body
    (person,) = re.findall(r'name="person" value="(\w+)"', answer.body)
    assert phone.post("/next", {"person": person}).location == f"/join?code={voting.code}"
    assert PERSON not in phone.cookies
    phone.post("/join", form(voting))
    answer = phone.post("/next", {"person": person})
    assert (answer.status, PERSON in phone.cookies) == (200, True), "the page of who left"


def test_the_next_person_without_anybody_before_is_asked_for_the_code(phone: Browser) -> None:
    answer = phone.post("/next")
    assert (answer.status, answer.location) == (303, "/join?code=")
    assert "The code that the facilitator shows" in phone.get(answer.location).body


@pytest.mark.parametrize("language", ["tlh", "", "<b>"])
def test_a_language_that_is_not_offered_is_that_of_the_browser(
    phone: Browser, held: Held, language: str
) -> None:
    phone.post("/join", form(held, language=language), **{"accept-language": "ko-KR, en;q=0.5"})
    assert here(held, phone).language == "ko"


def test_the_language_is_changed_without_losing_what_was_filled_in(
    phone: Browser, held: Held
) -> None:
    filled = form(held, "Power", **{"as": "table", "size": 7})
    answer = phone.post("/join", filled | {"speak": "ja"})
    assert answer.status == 200
    assert '<html lang="ja">' in answer.body
    assert f'value="{held.department("Power")}" required checked' in answer.body
    assert 'value="table" checked' in answer.body
    assert 'value="7"' in answer.body
    assert PERSON not in phone.cookies
    assert '<html lang="ja">' in phone.get("/join").body  # kept for every page


def test_a_refused_form_keeps_what_was_filled_in(phone: Browser, held: Held) -> None:
    answer = phone.post("/join", form(held, "Power", **{"as": "table", "size": 1}))
    assert answer.status == 400
    assert f'value="{held.department("Power")}" required checked' in answer.body
    assert 'value="1"' in answer.body


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("zh-CN,zh;q=0.9", "zh-Hans"),
        ("zh-TW", "zh-Hans"),
        ("fr, ja;q=0.8, ko;q=0.9", "ko"),
        ("fr", "en"),
        ("ja;q=0, ko;q=x, en;q=0.1", "en"),
    ],
)
def test_pages_speak_the_language_that_the_browser_likes_best(
    phone: Browser, accepted: str, lang: str
) -> None:
    assert f'<html lang="{lang}">' in phone.get("/join", **{"accept-language": accepted}).body


def test_the_language_of_joining_stays_on_the_pages_after_it(
    phone: Browser, workshop: Callable[..., Held]
) -> None:
    held = workshop(language="ja")
    asked = phone.get(f"/join?code={held.code}", **{"accept-language": "pt-PT"})
    assert '<html lang="ja">' in asked.body  # the workshop's own
    phone.post("/join", form(held, language="ja"), **{"accept-language": "pt-PT"})
    for browser in ("pt-PT", "ko"):
        for address in ("/joined", f"/join?code={held.code}"):
            said = phone.get(address, **{"accept-language": browser}).body
            assert '<html lang="ja">' in said
    phone.get("/join?language=zh-Hans")  # a choice of this browser beats it
    assert '<html lang="zh-Hans">' in phone.get("/joined").body


def test_a_language_chosen_by_its_link_is_kept_and_beats_the_browser(phone: Browser) -> None:
    page = phone.get("/join", **{"accept-language": "ja"})
    assert 'href="/join?language=ko" lang="ko"' in page.body
    assert '<html lang="ko">' in phone.get("/join?language=ko", **{"accept-language": "ja"}).body
    assert '<html lang="ko">' in phone.get("/join", **{"accept-language": "ja"}).body


def test_the_code_of_a_group_has_the_group_chosen(held: Held, browser: Opens) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    group = held.department("Grid")
    said = browser().get(f"/join?code={held.code}&group={group}&language=en").body
    assert re.findall(r'name="department" value="(\d+)" required checked', said) == [str(group)]
    assert "Your group" in said
    assert "Mixed tables" not in said


def test_groups_have_the_names_of_their_themes_in_the_language_of_the_reader(
    store: Store, browser: Opens
) -> None:
    held = set_up(store, urban(), group_mode="scores")
    framework = held.view.framework
    body = browser().get(f"/join?code={held.code}&language=ja").body
    for group in held.view.groups:
        assert group.name == framework.title(group.themes[0])
        assert body.count(framework.title(group.themes[0], "ja")) == 1
        assert group.name not in body


def test_the_way_on_starts_scoring_only_while_the_vote_is_open(held: Held, phone: Browser) -> None:
    phone.post("/join", form(held))
    assert "Start scoring" not in phone.get("/joined").body
    held.bring_to(Phase.VOTING)
    assert "Start scoring" in phone.get("/joined").body
