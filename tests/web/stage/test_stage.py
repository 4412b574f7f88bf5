"""The stage: what the projector shows of a workshop, to those who run it alone."""

import datetime
import html
import json
import re
from typing import Any

import pytest

from resilience.framework import Framework
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.tokens import STAFF
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.deciding.feasibility import (
    own_feasibility,
    show_feasibility,
    staged_actions,
    vote_feasibility,
)
from resilience.services.deciding.weights import (
    ask_for_points,
    close_points,
    save_points,
    settle_weights,
    staged_weighing,
)
from resilience.services.results.asked_again import pages_asked_again
from resilience.services.results.discussion import discuss
from resilience.services.scorecards.card_answers import CardAnswer, SubmittedCard
from resilience.services.scorecards.cards import take_cards
from resilience.services.upkeep.addresses import in_network
from resilience.services.voting import progress
from resilience.services.workshop import reply_step
from resilience.services.workshop.agenda import StepKind
from resilience.services.workshop.desk import (
    show_asked_again,
    show_questions,
    show_screen,
    show_topic,
)
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import reply_first, show_to_officials
from resilience.services.workshop.run_sheet import (
    begin_step,
    end_step,
    use_template,
    view_run_sheet,
)
from resilience.store import Store
from resilience.store.shared import SharedValues
from resilience.text import Text
from resilience.text.languages import CHOICE
from resilience.web.pages import qr_svg
from resilience.web.stage import planning, screens
from resilience.wording.progress import DROPPED, here_words
from tests.app.rooms import reveal_all
from tests.services.held import HOST, SIGNED_BY, Held, finish, reveal, set_up
from tests.services.remembered import urban
from tests.services.results.test_replies import first, reply
from tests.usual import usual_framework
from tests.web.client import Browser
from tests.web.conftest import Opens
from tests.web.joining.test_join import form

DUE = datetime.date(2027, 6, 1)


def runs(browser: Opens, held: Held, role: str = "cofacilitator") -> Browser:
    """The browser of somebody who opened the link of a role."""
    opened = browser()
    opened.cookies[STAFF] = held.link(role).token or ""
    return opened


def told(of: Browser, held: Held, seen: str = "") -> dict[str, Any]:
    """What the projector's page is told now."""
    answer = of.get(f"/stage/{held.code}/now?language=en&seen={seen}")
    assert answer.status == 200
    found: dict[str, Any] = json.loads(answer.body)
    return found


def said(body: str) -> str:
    """The words of a screen on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_only_who_runs_the_workshop_sees_its_stage(browser: Opens, held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    for of in (browser(), runs(browser, held, "official"), runs(browser, held, "lead")):
        for address in (f"/stage/{held.code}", f"/stage/{held.code}/now", "/stage/NOSUCH"):
            answer = of.get(address, accept_language="en")
            assert answer.status == 403
            assert "for the people who run the workshop" in answer.body
    page = runs(browser, held).get(f"/stage/{held.code}")
    assert page.status == 200
    assert page.headers["content-security-policy"].startswith("default-src 'none';")


@pytest.mark.parametrize("listens_on", ["0.0.0.0", "127.0.0.1"])
def test_the_stage_on_localhost_names_the_address_that_phones_use(
    browser: Opens, held: Held, listens_on: str
) -> None:
    opened = browser(host="localhost:8501", listens_on=listens_on)
    opened.cookies[STAFF] = held.link("cofacilitator").token or ""
    there = in_network("http://localhost:8501", listens_on)
    address = there or "http://localhost:8501"
    body = opened.get(f"/stage/{held.code}?language=en").body
    assert f"open {address}/join" in said(body)
    assert html.escape(qr_svg(f"{address}/join?code={held.code}")) in body
    assert ("This address opens only on this computer." in body) is (not there)
    phone = browser(host="localhost:8501", listens_on=listens_on)
    phone.post("/join", form(held))
    own = "http://localhost:8501/return/"
    assert own in phone.get("/joined").body, "a link of one's own keeps the address that worked"


@pytest.mark.parametrize(("language", "title"), [("en", "The vote is open"), ("ja", "投票受付中")])
def test_before_the_reveal_there_is_who_joined_and_who_answered(
    browser: Opens, voting: Held, language: str, title: str
) -> None:
    voting.say(voting.join("Water", size=3), W1=1)
    voting.join("Water")
    body = runs(browser, voting).get(f"/stage/{voting.code}?language={language}").body
    assert title in said(body)
    assert voting.code in said(body)
    line = re.search(r'data-joined="4".*?</div>', body, re.DOTALL)
    assert line
    assert said(line.group().partition(">")[2]).split() == [
        "Water" if language == "en" else "上下水道",
        "4",
        "/",
        "5",
        "3",
    ]


def test_people_who_join_have_a_bar_only_where_a_number_is_expected(
    browser: Opens, held: Held
) -> None:
    held.join("Water")
    held.join("Mixed tables", size=2)
    body = told(runs(browser, held), held)["body"]
    bars = dict(re.findall(r'data-name="([^"]*)".*?<i([^>]*)></i>', body, re.DOTALL))
    assert "--joined: 0.2;" in bars["Water"], "of 5 expected"
    assert bars["Mixed tables"] == "", "a full bar would compare it with nothing"


def test_at_the_step_of_practice_the_room_reads_its_question(browser: Opens, held: Held) -> None:
    of = runs(browser, held)
    waiting = said(told(of, held)["body"])
    assert held.view.probable in waiting
    assert held.view.severe in waiting
    begin_step(held.store, HOST, held.code, 1, "practice")
    now = told(of, held)
    words = said(now["body"])
    assert now["screen"] == "practice"
    assert held.code in words
    assert "How would you get home? 0 I do not know how I would get home 1 " in words
    assert "Try it on your phone: nothing is saved" in words
    held.move(rounds.open_vote)
    voting = said(told(of, held)["body"])
    assert "get home" not in voting
    assert held.view.severe not in voting


def test_the_phase_decides_what_there_is_to_see(browser: Opens, held: Held) -> None:
    of = runs(browser, held)
    assert "Join with your phone" in said(told(of, held)["body"])
    held.move(rounds.open_vote)
    assert told(of, held)["screen"] == "gathering"
    held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote)
    assert said(told(of, held)["body"]).endswith("The result has not been revealed yet.")
    held.move(rounds.reveal)
    assert told(of, held)["screen"] == "result"
    held.move(finish)
    assert told(of, held)["screen"] == "closing"


def test_the_result_has_the_number_and_the_themes(browser: Opens, held: Held) -> None:
    reveal_all(held)
    body = told(runs(browser, held), held)["body"]
    words = said(body)
    assert "72 of 100" in words
    assert "6 people answered · 2 of 3 departments" in words
    assert words.index("Water 81") < words.index("Power 63")
    assert body.count('class="bar lowest"') == 1
    assert "Strongest" in words
    assert "Weakest" in words


def test_equal_indicators_are_not_named_as_strongest_or_weakest(browser: Opens, held: Held) -> None:
    """Both themes print 50, and every indicator was answered by all."""
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join("Water"), W1=2, W2=2, P1=2, P2=5)
    held.move(rounds.close_vote, rounds.reveal)
    of = runs(browser, held)
    body = told(of, held)["body"]
    assert "lowest" not in body.replace('class="lowest"><b>Weakest', "")
    assert said(body).endswith("Strongest all tied Weakest all tied")
    agree(held.store, HOST, held.code, "P1", 4.0)
    body = told(of, held)["body"]
    assert said(body).endswith("Strongest Grid Weakest Outage, Drains (1 more tied)")
    assert body.count('class="bar lowest"') == 1


def test_what_is_least_known_and_strongest_says_whose_answers_make_its_score(
    browser: Opens, held: Held
) -> None:
    held.move(rounds.open_vote)
    for n in range(9):
        held.say(held.join("Water"), W1=4 if n < 7 else "dk", W2=2, P1=1, P2=5)
    held.move(rounds.close_vote, rounds.reveal)
    shown = said(told(runs(browser, held), held)["body"])
    assert "Strongest Drains" in shown
    assert shown.endswith("Most often not known Drains (scored only by those who could answer)")
    agree(held.store, HOST, held.code, "W1", 0)
    shown = said(told(runs(browser, held), held)["body"])
    assert "Weakest Drains" in shown
    assert shown.endswith("Most often not known Drains"), "its score is what the room agreed"


def test_the_desk_moves_the_stage(browser: Opens, held: Held) -> None:
    reveal_all(held)
    of = runs(browser, held)
    show_screen(held.store, HOST, held.code, "discuss")
    shown = told(of, held)
    assert shown["screen"] == "discuss"
    assert "Topic 1 of 4" in said(shown["body"])
    assert "Split room: 3 say 0, 3 say 4" in said(shown["body"])
    assert 'class="finding disputed"' in shown["body"]
    assert answers(shown["body"]) == {"Water": [3, 0, 0, 0, 0], "Power": [0, 0, 0, 0, 3]}
    agree(held.store, HOST, held.code, "P1", 2, "The grid half holds.")
    body = told(of, held)["body"]
    assert "Agreed: 2 The grid half holds." in said(body)
    assert 'class="card agreed"' in body
    show_topic(held.store, HOST, held.code, "W1")
    body = told(of, held)["body"]
    assert "Topic 2 of 4" in said(body)
    assert 'class="finding"' in body, "no colour of a warning where opinions hardly differ"
    show_screen(held.store, HOST, held.code, "result")
    assert told(of, held)["screen"] == "result"


def test_a_reopened_vote_takes_the_result_from_the_stage_and_a_reveal_starts_it_anew(
    browser: Opens, held: Held
) -> None:
    reveal_all(held)
    of = runs(browser, held)
    show_topic(held.store, HOST, held.code, "W1")
    held.move(rounds.reopen_vote)
    body = told(of, held)["body"]
    assert "Later vote on 4 questions 0 of 6 have finished" in said(body)
    assert "data-answers" not in body
    for who in held.everyone():
        held.say(who, W1=4)
    held.move(rounds.close_vote)
    assert "data-answers" not in told(of, held)["body"]
    held.move(reveal)
    assert told(of, held)["screen"] == "second vote"


def test_while_departments_reply_the_room_waits(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "SHARED", 1e-6)
    reply_first(held.store, HOST, held.code)
    reveal_all(held)
    of = runs(browser, held)
    show_screen(held.store, HOST, held.code, "discuss")
    assert told(of, held)["screen"] == "waiting"
    assert "0 of 2 departments have replied." in said(told(of, held)["body"])
    reply(held, "Water", "Pumps.")
    assert "1 of 2 departments have replied." in said(told(of, held)["body"])
    show_to_officials(held.store, HOST, held.code)
    assert told(of, held)["screen"] == "result"


def test_a_reply_is_on_the_topics_that_the_department_usually_knows(
    browser: Opens, held: Held
) -> None:
    knowing = first(set_up(held.store, usual_framework(W1="water")))
    reveal_all(knowing)
    reply(knowing, "Water", "Two pumps were not counted.")
    show_to_officials(knowing.store, HOST, knowing.code)
    words = "Water replied: Two pumps were not counted."
    for code, seen in (("W1", True), ("P2", False)):
        show_topic(knowing.store, HOST, knowing.code, code)
        assert (words in said(told(runs(browser, knowing), knowing)["body"])) == seen


def test_who_shows_the_screen_already_is_sent_no_second_one(
    browser: Opens, voting: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []

    def counting(store: object, workshop_id: int) -> progress.ProgressSnapshot:
        counted.append(workshop_id)
        return progress.snapshot(voting.store, workshop_id)

    monkeypatch.setattr(screens, "snapshot", counting)
    monkeypatch.setattr(screens, "SHARED", 600)
    of, helper = runs(browser, voting), runs(browser, voting, "facilitator")
    end_step(voting.store, HOST, voting.code)
    first = told(of, voting)
    assert told(of, voting, first["mark"]) == {
        name: value for name, value in first.items() if name != "body"
    }
    assert told(helper, voting) == first
    assert counted == [voting.id], "one count of the vote for all who look"
    voting.store.shared = SharedValues()  # as after that time
    voting.vote("Water", 2)
    assert told(of, voting, first["mark"])["mark"] != first["mark"]


def test_the_stage_has_the_clock_of_the_step_under_way(browser: Opens, held: Held) -> None:
    of = runs(browser, held)
    assert clock_of(told(of, held)) == ("", None)
    begin_step(held.store, HOST, held.code, 0, "welcome")
    name, left = clock_of(told(of, held))
    assert name == "Welcome"
    assert left == pytest.approx(600, abs=5)
    end_step(held.store, HOST, held.code)
    assert clock_of(told(of, held)) == ("", None)


def test_points_given_in_the_time_of_another_step_do_not_have_its_clock(
    browser: Opens, held: Held
) -> None:
    reveal_all(held)
    begin(held, "feasibility")
    of = runs(browser, held)
    assert clock_of(told(of, held))[0] == "Feasibility"
    show_screen(held.store, HOST, held.code, "points")
    assert clock_of(told(of, held)) == ("", None)
    begin(held, "points")
    assert clock_of(told(of, held))[0] == "Weight the themes (100 points)"


def test_an_action_added_after_the_votes_were_shown_is_first_and_has_a_progress_of_its_own(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "SHARED", 1e-6)
    reveal_all(held)
    of = runs(browser, held)
    water, people = held.department("Water"), [held.join("Water") for _ in range(3)]
    dam = add_action(held.store, HOST, held.code, ActionPlan("W1", "Dam", water, DUE))
    for who in people:
        vote_feasibility(held.store, who, dam, 1.0)
    show_feasibility(held.store, HOST, held.code)
    made = [
        add_action(held.store, HOST, held.code, ActionPlan("W1", what, water, DUE))
        for what in ("Dredge", "Drill")
    ]
    for action in made:
        vote_feasibility(held.store, people[0], action, 0.0)
    shown = said(told(of, held)["body"])
    assert "Vote now on 2 actions: 1 of 9 people with a device have answered all" in shown
    assert shown.index("Dredge") < shown.index("Drill") < shown.index("Dam 3 · 0 · 0")


def test_a_break_says_when_it_ends_and_keeps_the_screen_of_a_closed_vote(
    browser: Opens, held: Held
) -> None:
    held.bring_to(Phase.COUNTED)
    of, agenda = runs(browser, held), view_run_sheet(held.store, HOST, held.code)
    at = [step.kind for step in agenda.steps].index("break")
    begin_step(held.store, HOST, held.code, at, "break")
    shown, ends_at = told(of, held), view_run_sheet(held.store, HOST, held.code).ends_at
    assert ends_at
    until = f"Break until {Text('en').clock(ends_at, held.view.timezone)}"
    assert (shown["screen"], shown["name"]) == ("counted", until)
    assert until in said(shown["body"])


def test_the_room_reads_how_many_finished_and_a_bar_is_full_at_all_who_joined(
    browser: Opens, voting: Held
) -> None:
    voting.vote("Water", 1)
    for _ in range(2):
        voting.say(voting.join("Mixed tables", size=2), W1=1)
    body = told(runs(browser, voting), voting)["body"]
    assert "0 have finished joined started Water" in said(body), "columns with heads"
    mixed = re.search(r'data-name="Mixed tables".*?</i>', body, re.DOTALL)
    assert mixed
    assert "--joined: 1.0; --started: 1.0; --finished: 0.0" in mixed.group()


def clock_of(shown: dict[str, Any]) -> tuple[str, float | None]:
    """The name of the step on the stage, and the seconds that are left."""
    return shown["name"], shown["left"]


def answers(body: str) -> dict[str, list[int]]:
    """The answers by level of each row of dots."""
    lines = re.findall(r'<tr data-unit="([^"]*)">(.*?)</tr>', body, re.DOTALL)
    return {
        unit: [int(n) for n in re.findall(r'data-answers="(\d+)"', line)] for unit, line in lines
    }


def test_a_group_has_a_stage_of_its_own_and_the_main_one_shows_what_it_agreed(
    browser: Opens, held: Held
) -> None:
    held.group("discusses", Rivers="WAT", Grid="PWR")
    reveal_all(held)
    desk, group = held.desk("Rivers")
    own = browser()
    own.cookies[STAFF] = held.link("group", "Rivers").token or ""
    shown = own.get(f"/stage/{held.code}?group={group}&language=en")
    assert "Rivers · Topic 1 of 2" in said(shown.body)
    assert f"group={group}" in shown.body
    show_topic(held.store, desk, held.code, "W2", group)
    agree(held.store, desk, held.code, "W2", 3)
    answer = own.get(f"/stage/{held.code}/now?group={group}&language=en&seen=")
    assert "Topic 2 of 2" in said(json.loads(answer.body)["body"])
    main = told(runs(browser, held), held)
    assert main["screen"] == "result"
    assert "Rivers 1 of 2 agreed W2 Dikes : 3" in said(main["body"])
    other = held.desk("Grid")[1]
    for query in (f"?group={other}", "", "?group=x"):
        assert own.get(f"/stage/{held.code}{query}").status in (400, 403)


def test_a_group_named_after_its_theme_is_named_once_in_the_language_of_the_stage(
    store: Store, browser: Opens
) -> None:
    held = set_up(store, urban(), group_mode="scores")
    group = held.view.groups[0]
    named = held.view.framework.title(group.themes[0], "ja")
    host = runs(browser, held)
    gathered = host.get(f"/stage/{held.code}?language=ja").body
    assert named in gathered
    assert group.name not in gathered
    held.move(rounds.open_vote)
    for who in [held.join(group.name) for _ in range(3)]:
        held.say(who, **{one.code: 1 for one in held.view.sheets[0]})
    held.reveal()
    page = host.get(f"/stage/{held.code}?group={group.id}&language=ja").body
    (head,) = re.findall(r'<p class="head">(.*?)</p>', page, re.DOTALL)
    assert head.count(named) == 1
    assert group.name not in page


def test_a_step_brings_its_picture_and_a_topic_or_the_result_takes_its_place(
    browser: Opens, held: Held
) -> None:
    reveal_all(held)
    of = runs(browser, held)
    add_action(
        held.store, HOST, held.code, ActionPlan("W1", "Dredge", held.department("Water"), DUE)
    )
    begin(held, "actions")
    assert "What we will do Dredge June 1, 2027 Water" in said(told(of, held)["body"])
    show_topic(held.store, HOST, held.code, "W1")
    assert told(of, held)["screen"] == "discuss"
    begin(held, "feasibility")
    assert told(of, held)["screen"] == "feasibility"


def test_all_actions_are_shown_in_the_order_of_phones(browser: Opens, held: Held) -> None:
    reveal_all(held)
    of = runs(browser, held)
    water = held.department("Water")
    for code, what in (("P1", "Dig"), *(("W1", f"Dam {n}") for n in range(8))):
        add_action(held.store, HOST, held.code, ActionPlan(code, what, water, DUE))
    begin(held, "feasibility")
    phones = [one.action.what for one in own_feasibility(held.store, held.join("Water"))]
    assert phones == [*(f"Dam {n}" for n in range(8)), "Dig"]
    vote = re.findall(r"<li><b>(.*?)</b>", told(of, held)["body"])
    begin(held, "actions")
    written = re.findall(r"<li><b>(.*?)</b>", told(of, held)["body"])
    assert vote == written == phones
    begin(held, "closing")
    closing = re.findall(r"<li><b>(.*?) ·", told(of, held)["body"])
    assert sorted(closing) == sorted(phones)


def test_the_closing_words_have_the_actions_beside_the_score(browser: Opens, held: Held) -> None:
    reveal_all(held)
    add_action(
        held.store, HOST, held.code, ActionPlan("W1", "Dredge", held.department("Water"), DUE)
    )
    begin(held, "closing")
    shown = said(told(runs(browser, held), held)["body"])
    assert "1 action What we will do Dredge · Water · June 1, 2027" in shown


@pytest.mark.parametrize("shows", [True, False])
def test_the_stage_shows_the_level_last_agreed_where_set_up_chose_it(
    browser: Opens, store: Store, framework: Framework, shows: bool
) -> None:
    earlier = set_up(store, framework, date=datetime.date(2025, 10, 14))
    earlier.settle(P2=4.5)
    now = set_up(store, framework, shows_last=shows)
    reveal_all(now)
    show_topic(store, HOST, now.code, "P2")
    line = "The last workshop, October 14, 2025, agreed on: 4.5"
    assert (line in said(told(runs(browser, now), now)["body"])) == shows


def test_the_result_says_that_new_answers_do_not_count(browser: Opens, held: Held) -> None:
    held.move(rounds.open_vote)
    people = [held.join("Water") for _ in range(4)]
    for who in people:
        held.say(who, W1=1, W2=1)
    held.reveal()
    of = runs(browser, held)
    assert "does not count" not in said(told(of, held)["body"])
    held.move(rounds.reopen_vote)
    for who, level in zip(people, (4, 1, 1, 1), strict=True):
        held.say(who, W1=level)
    held.reveal()
    shown = said(told(of, held)["body"])
    assert "Later votes change no score." in shown
    assert "Water 25" in shown
    assert held.result().later == {}, "no figure of the later vote is in it"


def test_before_the_first_action_the_stage_shows_what_is_weakest(
    browser: Opens, held: Held
) -> None:
    reveal_all(held)
    agree(held.store, HOST, held.code, "P1", 1)
    begin(held, "actions")
    body = told(runs(browser, held), held)["body"]
    assert "weakest topics? Grid 25 Agreed: 1 Drains 63" in said(body)
    assert re.findall(r"--share: ([\d.]+)", body) == ["0.25", "0.625"]
    assert said(body).endswith("Each action appears here once it is written down.")


def test_feasibility_is_progress_until_it_is_shown_and_few_votes_are_never_a_figure(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "SHARED", 1e-6)
    reveal_all(held)
    of = runs(browser, held)
    plans = [ActionPlan("W1", what, held.department("Water"), DUE) for what in ("Dredge", "Dam")]
    dredge, dam = (add_action(held.store, HOST, held.code, plan) for plan in plans)
    begin(held, "feasibility")
    people = [held.join("Water") for _ in range(3)]
    for who in people:
        vote_feasibility(held.store, who, dredge, 1.0)
    assert "0 of 9 people with a device have answered" in said(told(of, held)["body"])
    vote_feasibility(held.store, people[2], dredge, 0.5)
    for who in people[:2]:
        vote_feasibility(held.store, who, dam, 0.0)
    body = told(of, held)["body"]
    assert "2 of 9 people with a device have answered" in said(body)
    assert "--share" not in body
    show_feasibility(held.store, HOST, held.code)
    body = told(of, held)["body"]
    assert "have answered" not in said(body)
    assert "Dredge 2 · 1 · 0 " in said(body)
    assert "People by answer: Feasible Feasible with difficulty Hardly feasible" in said(body)
    ((share, partly),) = re.findall(r"--share: ([\d.]+); --partly: ([\d.]+)", body)
    assert (float(share), float(partly)) == (2 / 3, 1.0)
    assert "Dam too few votes" in said(body)


def test_points_asked_for_during_the_vote_are_on_the_stage(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "SHARED", 1e-6)
    finished = "Finished? Share out 100 points on your phone."
    held.move(rounds.open_vote)
    of = runs(browser, held)
    assert finished not in said(told(of, held)["body"])
    ask_for_points(held.store, HOST, held.code)
    assert finished in said(told(of, held)["body"])
    close_points(held.store, HOST, held.code)
    assert finished not in said(told(of, held)["body"])


def test_points_are_progress_then_the_mean_by_theme(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "SHARED", 1e-6)
    reveal_all(held)
    of = runs(browser, held)
    begin(held, "points")
    assert "Sharing out points has not started yet." in said(told(of, held)["body"])
    ask_for_points(held.store, HOST, held.code)
    people = [held.join("Water") for _ in range(3)]
    for who in people[:2]:
        save_points(held.store, who, {"WAT": 75, "PWR": 25})
    asked = said(told(of, held)["body"])
    assert (
        "2 of 9 people with a device have given points Water Power The room sees only the mean."
        in asked
    )
    save_points(held.store, people[2], {"WAT": 75, "PWR": 25})
    close_points(held.store, HOST, held.code)
    body = told(of, held)["body"]
    assert "3 people gave points · 9 of 15 people joined Water 75 Power 25" in said(body)
    assert re.findall(r"--share: ([\d.]+)", body) == ["0.75", "0.25"]
    settle_weights(held.store, HOST, held.code, adopt=True)
    assert "72 before, 77 with the room's weights." in said(told(of, held)["body"])
    settle_weights(held.store, HOST, held.code, adopt=False)
    assert said(told(of, held)["body"]).endswith("The framework's weights are used.")


def test_points_that_nobody_gave_are_said_in_words(browser: Opens, held: Held) -> None:
    reveal_all(held)
    begin(held, "points")
    ask_for_points(held.store, HOST, held.code)
    close_points(held.store, HOST, held.code)
    shown = said(told(runs(browser, held), held)["body"])
    assert shown.endswith("Nobody gave points. The framework's weights are used.")


def test_with_cards_the_points_say_who_joined_and_how_many_could_give_them(
    held: Held,
) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Power", 1, 1, 1)
    card = SubmittedCard("w.xlsx", "a token", "Water", 3, "en", (CardAnswer("W1", 3),))
    take_cards(held.store, HOST, held.code, [card])
    held.reveal()
    ask_for_points(held.store, HOST, held.code)
    for who in people:
        save_points(held.store, who, {"WAT": 75, "PWR": 25})
    now = progress.snapshot(held.store, held.id)

    def said() -> str:
        return planning.points(
            held.view, staged_weighing(held.store, held.id), now, Text()
        ).progress

    assert said() == "3 of 3 people with a device have given points"
    close_points(held.store, HOST, held.code)
    assert (
        said()
        == f"3 people gave points · {here_words(now, held.view, Text())} · 3 of them with a device"
    )
    assert "6 of 15 people joined" in said()


def test_after_the_sign_off_the_stage_asks_for_nothing(held: Held) -> None:
    reveal_all(held)
    plan = ActionPlan("W1", "Dredge", held.department("Water"), DUE)
    add_action(held.store, HOST, held.code, plan)
    ask_for_points(held.store, HOST, held.code)
    held.move(finish)
    found = planning.feasibility(staged_actions(held.store, held.id), 6, Text())
    assert [one.about for one in found.entries] == [
        "no votes shown before the sign-off: counts as half feasible (0.5)"
    ]
    assert (found.progress, found.note) == ("", "")
    weighing = staged_weighing(held.store, held.id)
    shared = planning.points(held.view, weighing, progress.snapshot(held.store, held.id), Text())
    assert (shared.progress, shared.entries) == ("", ())
    assert "signed off before the points were closed, so they do not count." in shared.note


def test_the_bar_of_a_later_vote_is_of_those_whom_it_asks(browser: Opens, held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    held.join("Water")
    of = runs(browser, held)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    shown = said(told(of, held)["body"])
    assert "4 of 15 people joined" in shown
    assert "Whole room 3 0 are asked have started have finished" in shown


def test_a_second_vote_keeps_the_earlier_result_until_it_shows_both(
    browser: Opens, held: Held
) -> None:
    held.move(rounds.open_vote)
    people = [held.join(name) for name in ("Water", "Power") for _ in range(3)]
    for n, who in enumerate(people):
        held.say(who, W1=2, W2=2, P1=0 if n < 3 else 4, P2=5)
    held.move(rounds.close_vote, reveal)
    of = runs(browser, held)
    rounds.open_vote(held.store, HOST, held.code, ["P1", "W1"])
    held.say(people[0], W1=2)
    for who in people[1:]:
        held.say(who, P1=4, W1=2)
    voting = told(of, held)["body"]
    assert "P1 · Grid W1 · Drains" in said(voting).replace(
        "W1 · Drains P1 · Grid", "P1 · Grid W1 · Drains"
    )
    assert "Later vote on 2 questions 5 of 6 have finished 6 of 15 people joined" in said(voting)
    assert 'class="heads"' not in voting, "the line above has the numbers"
    (bar,) = re.findall(r"--joined: 1.0; --started: 1.0; --finished: ([.\d]+)", voting)
    assert float(bar) == 5 / 6
    held.say(people[0], P1=4)
    held.move(rounds.close_vote)
    earlier = said(told(of, held)["body"])
    assert "50 of 100" in earlier
    assert "A later vote is closed. Its result has not been revealed yet." in earlier
    show_questions(held.store, HOST, held.code)
    assert "The vote is closed" in said(told(of, held)["body"])
    held.move(reveal)
    shown = told(of, held)
    assert shown["screen"] == "second vote"
    counts = [int(n) for n in re.findall(r'data-answers="(\d+)"', shown["body"])]
    assert counts[:10] == [3, 0, 0, 0, 3, 0, 0, 0, 0, 6]
    assert "as agreed" not in said(shown["body"])
    assert "63 of 100 · after the first vote: 50" in said(shown["body"]), "nothing agreed yet"
    same = "Drains First vote 0 0 6 0 0 Later vote not shown: the earlier result counts"
    assert same in said(shown["body"]), "nobody changed W1"
    assert said(shown["body"]).endswith("later votes on 1 question, where each person counts once")
    agree(held.store, HOST, held.code, "P1", 1)
    assert "Grid Counted: 1, as agreed First vote" in said(told(of, held)["body"])
    agree(held.store, HOST, held.code, "W2", "na")
    closing = said(told(of, held)["body"])
    assert "1 agreed level · 1 question agreed to be not applicable" in closing
    assert "44 of 100 · without this vote: 44 · after the first vote: 50" in closing
    agree(held.store, HOST, held.code, "W1", 4)
    agreed = "Drains Counted: 4, as agreed First vote 0 0 6 0 0 Later vote not shown"
    assert said(told(of, held)["body"]).count(agreed) == 1
    assert "earlier result counts" not in said(told(of, held)["body"])
    show_topic(held.store, HOST, held.code, "P1")
    rows_shown = answers(told(of, held)["body"])
    assert rows_shown["First vote"] == [3, 0, 0, 0, 3]
    rounds.open_vote(held.store, HOST, held.code, ["P2"])
    for who in people:
        held.say(who, P2=5)
    held.move(rounds.close_vote, reveal)
    third = said(told(of, held)["body"])
    assert "without this vote" not in third, "it is not the vote that is shown"
    assert "Later vote 69 of 100 · after the first vote: 50" in third


def test_a_second_vote_without_an_overall_is_headed_by_its_themes(
    browser: Opens, held: Held
) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    rivers = [held.join("Rivers") for _ in range(6)]
    for who in rivers:
        held.say(who, W1=1, W2=1)
    for _ in range(2):
        held.say(held.join("Grid"), P1=1, P2=5)
    held.move(rounds.close_vote, reveal)
    of = runs(browser, held)
    shown = said(told(of, held)["body"])
    assert "No overall score: 1 of 2 themes without a score" in shown
    assert "enough answers" not in shown
    rounds.open_vote(held.store, HOST, held.code, ["W1", "W2"])
    assert "Later vote on 2 questions" in said(told(of, held)["body"])
    for who in rivers:
        held.say(who, W1=2)
    held.move(rounds.close_vote, reveal)
    shown = said(told(of, held)["body"])
    assert "Later vote Answers before" in shown
    assert shown.endswith("Dikes First vote 0 6 0 0 0 Later vote no levels to show")


def test_every_question_asked_again_is_on_a_page_of_the_stage(store: Store, browser: Opens) -> None:
    held = set_up(store, urban())
    codes = [one.code for one in held.view.asked]
    held.move(rounds.open_vote)
    people = [held.join("Water") for _ in range(3)]
    for who in people:
        held.say(who, **dict.fromkeys(codes, 1))
    held.move(rounds.close_vote, reveal)
    for asked, pages in ((6, [3, 3]), (11, [3, 4, 4])):
        chosen, codes = codes[:asked], codes[asked:]
        rounds.open_vote(held.store, HOST, held.code, chosen)
        for who in people:
            held.say(who, **dict.fromkeys(chosen, 2))
        held.move(rounds.close_vote, reveal)
        body = told(runs(browser, held), held)["body"]
        shown = [part.count("<caption>") for part in body.split('class="page"')[1:]]
        assert shown == pages
        assert f'data-place="{asked} questions: 1 to 3 shown"' in body
        assert f'data-place="{asked} questions: {asked - pages[-1] + 1} to {asked} shown"' in body
        assert "data-chosen" not in body
    last = pages_asked_again(discuss(held.result()), chosen)[-1]
    show_asked_again(held.store, HOST, held.code, last[0].code)
    assert 'data-page="2" data-chosen' in told(runs(browser, held), held)["body"]


@pytest.mark.parametrize(("people", "dots"), [(12, 12), (101, 0)])
def test_each_answer_is_a_dot_next_to_its_number(
    browser: Opens, held: Held, people: int, dots: int
) -> None:
    held.move(rounds.open_vote)
    for _ in range(people):
        held.say(held.join("Water"), P1=4)
    held.move(rounds.close_vote, reveal)
    show_topic(held.store, HOST, held.code, "P1")
    body = told(runs(browser, held), held)["body"]
    assert f"Water 0 0 0 0 {people}" in said(body)
    assert body.count("<i></i>") == dots, "no dot for several answers"


def test_a_later_vote_shows_what_it_asked_and_no_score_where_there_is_none(
    browser: Opens, held: Held
) -> None:
    held.move(rounds.open_vote)
    people = {held.join("Water"): 3 for _ in range(6)} | {held.join("Power"): 0 for _ in range(3)}
    for who, level in people.items():
        held.say(who, W1=level, P1=level)
    held.move(rounds.close_vote, reveal)
    of = runs(browser, held)
    for asked, name in (("P1", "Later vote"), ("W1", "Later vote 2")):
        rounds.open_vote(held.store, HOST, held.code, [asked])
        for who in people:
            held.say(who, **{asked: 4})
        held.move(rounds.close_vote, reveal)
        title = {"P1": "Grid", "W1": "Drains"}[asked]
        assert said(told(of, held)["body"]) == (
            f"Cascais · {name} Answers before and after Level 0 1 2 3 4 {title} "
            f"First vote 3 0 0 6 0 {name} 0 0 0 0 9"
        )
    rounds.open_vote(held.store, HOST, held.code, ["W2"])
    held.move(rounds.close_vote, rounds.drop_vote)
    after = told(of, held)
    assert after["screen"] == "result", "not the earlier vote, as if it were this one"
    assert DROPPED in said(after["body"])
    show_topic(held.store, HOST, held.code, "W1")
    show_screen(held.store, HOST, held.code, "result")
    assert DROPPED not in said(told(of, held)["body"]), "old news"
    rounds.open_vote(held.store, HOST, held.code, ["W2"])
    for who in people:
        held.say(who, W2=1)
    held.move(rounds.close_vote, reveal)
    show_screen(held.store, HOST, held.code, "result")
    assert DROPPED not in said(told(of, held)["body"])


def test_answers_without_a_level_stay_beside_the_agreed_level(browser: Opens, held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3, "dk", "na")
    held.move(rounds.close_vote, reveal)
    agree(held.store, HOST, held.code, "W1", 2)
    show_topic(held.store, HOST, held.code, "W1")
    shown = said(told(runs(browser, held), held)["body"])
    assert "Agreed: 2 Too few answers to judge agreement" in shown
    assert "1 answer: don't know · 1 answer: not applicable" in shown


def test_the_stage_counts_down_from_the_reveal(
    browser: Opens, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = runs(browser, held)
    held.bring_to(Phase.COUNTED)
    monkeypatch.setattr(reply_step, "COUNTDOWN", datetime.timedelta(minutes=5))
    assert told(of, held)["result"] == 0
    held.move(reveal)
    assert 0 < told(of, held)["result"] <= 300
    held.move(rounds.reopen_vote)
    assert told(of, held)["result"] == 0


def test_the_last_picture_has_who_signed(browser: Opens, held: Held) -> None:
    reveal_all(held)
    of = runs(browser, held)
    agree(held.store, HOST, held.code, "W1", 2)
    agree(held.store, HOST, held.code, "P1", "both")
    begin(held, "closing")
    assert "Signed off by" not in said(told(of, held)["body"])
    assert "1 topic agreed, 1 left open with both views recorded" in said(told(of, held)["body"])
    held.move(finish)
    assert "69 of 100" in said(told(of, held)["body"])
    assert f"Signed off by {SIGNED_BY}" in said(told(of, held)["body"])


def test_the_language_of_the_stage_is_its_own(browser: Opens, held: Held) -> None:
    of = runs(browser, held)
    of.cookies[CHOICE] = "ko"
    page = of.get(f"/stage/{held.code}?language=ja", accept_language="zh-CN")
    assert "スマートフォン" in page.body
    assert "set-cookie" not in page.headers
    assert "Join with your phone" in of.get(f"/stage/{held.code}").body


def begin(held: Held, kind: StepKind) -> None:
    """Begin a step of the day's run sheet."""
    use_template(held.store, HOST, held.code, "day")
    steps = view_run_sheet(held.store, HOST, held.code).steps
    position = next(n for n, step in enumerate(steps) if step.kind == kind)
    begin_step(held.store, HOST, held.code, position, kind)


def test_a_level_agreed_by_a_group_too_small_to_be_shown_stands_without_too_few(
    browser: Opens, held: Held
) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    for name, people in (("Rivers", 3), ("Grid", 2)):
        for who in [held.join(name) for _ in range(people)]:
            held.say(who, **({"W1": 1, "W2": 1} if name == "Rivers" else {"P1": 1, "P2": 5}))
    held.move(rounds.close_vote, reveal)
    of = runs(browser, held)
    begin(held, "discussion")
    show_topic(held.store, HOST, held.code, "P1")
    assert "Too few people gave a level" in said(told(of, held)["body"])
    agree(held.store, HOST, held.code, "P1", 2)
    shown = said(told(of, held)["body"])
    assert "Agreed: 2" in shown
    assert "Too few people gave a level" not in shown
