"""The results pages: overview, departments and downloads, with nothing, one and many answers."""

import re
from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from resilience.services.access.access import NOBODY
from resilience.services.counting import rounds
from resilience.services.counting.rehearsal import rehearse
from resilience.services.deciding.agreed_levels import agree
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.store import Store
from resilience.text import Text
from resilience.ui.shared import blocks
from resilience.ui.shared.blocks import workshop_line
from resilience.ui.shared.menu import DEPARTMENTS, DOWNLOADS, OVERVIEW, PACKAGE
from tests.app.conftest import DemoCodes
from tests.app.rooms import reveal_all
from tests.app.seen import (
    box_of_workshops,
    charts,
    elements,
    figures,
    folded,
    kinds,
    pages_linked,
    sheet,
    table,
    words,
)
from tests.app.visit import as_host, as_person, as_staff, as_stranger, token_in
from tests.services.held import HOST, Held, reveal, set_up

PAGES = (OVERVIEW, DEPARTMENTS, DOWNLOADS, PACKAGE)
NONE_YET = "No result yet. It will appear here after the facilitator reveals it."
INVENTED = "Invented data: this city does not exist."
DASH = "–"


def headline(at: AppTest) -> str:
    """The largest words of the overview."""
    bodies = [node.proto.body for node in elements(at) if node.type == "html"]
    found = re.search(r'<h1 class="headline">(.*?)</h1>', "".join(bodies))
    assert found
    return found.group(1).replace("\u00a0", " ")


def card(at: AppTest, heading: str) -> list[str]:
    """The indicators in a card of the overview."""
    (body,) = [
        node.proto.body
        for node in elements(at)
        if node.type == "html" and f"<h3>{heading}</h3>" in node.proto.body
    ]
    return re.findall(r"<li><span>(.*?)<", body)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("store")
def test_without_a_workshop_the_page_says_when_a_result_comes(page: str) -> None:
    for at in (as_stranger(page), as_host(page)):
        assert words(at).startswith(NONE_YET)
        assert figures(at) == set()


def line(held: Held) -> str:
    """Which workshop's reveal a page waits for."""
    return f"Cascais · October 13, 2026 · workshop {held.code}"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.COUNTED])
def test_before_the_reveal_nobody_sees_a_figure(page: str, phase: Phase, held: Held) -> None:
    held.bring_to(phase)
    said = (
        f"No results are shown before the reveal. The facilitator of {held.code} reveals them when "
        "the vote has closed."
    )
    assert words(as_staff(page, held, "official")) == f"{line(held)}\n{NONE_YET}"
    for at in (as_host(page, held.code), as_staff(page, held, "facilitator", held.code)):
        assert words(at) == f"{line(held)}\n{said}"
        assert not at.error, "nothing went wrong: the page waits"
        assert figures(at) == set()


def test_before_the_first_vote_there_is_no_result_for_any_role(held: Held) -> None:
    for role in ("facilitator", "cofacilitator", "official", "lead"):
        assert words(as_staff(OVERVIEW, held, role)) == f"{line(held)}\n{NONE_YET}"


@pytest.mark.parametrize("page", PAGES)
def test_a_vote_that_reopens_takes_the_result_away(page: str, held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    assert words(as_host(page, held.code)) != NONE_YET
    held.move(rounds.reopen_vote)
    at = as_host(page, held.code)
    assert figures(at) == set()
    assert f"hidden until the facilitator of {held.code} reveals it again" in words(at)


def test_a_hidden_result_gives_way_to_no_other_workshop(held: Held) -> None:
    """By the menu too, which names no workshop; the other one can be chosen."""
    held.bring_to(Phase.REVEALED)
    other = set_up(held.store, held.view.framework)
    other.bring_to(Phase.REVEALED)
    at = as_host(OVERVIEW, held.code)
    held.move(rounds.reopen_vote)
    st.cache_data.clear()
    at.query_params.clear()
    at.switch_page(DEPARTMENTS).run()
    assert f"hidden until the facilitator of {held.code} reveals it again" in words(at)
    assert figures(at) == set()
    (choice,) = [box for box in at.selectbox if box.label == "Result of another workshop"]
    assert choice.value is None
    choice.select_index(0).run()
    assert f"workshop {other.code}" in words(at)


def test_the_overview_of_a_small_workshop_says_where_it_stands(held: Held) -> None:
    reveal_all(held)
    at = as_staff(OVERVIEW, held, "official")
    assert headline(at) == "Cascais scores 72 of 100; lowest: Power 63"
    said = words(at)
    assert "6 people answered (15 expected), 2 of 3 departments" in said
    assert "All 4 indicators were answered" in said
    assert "Coverage (100 %)" in said
    assert "Could answer (100 %)" in said
    assert f"Cascais\n · October 13, 2026 · workshop {held.code}" in said
    assert INVENTED not in said
    assert table(at, "Theme") == {
        "Water": ["81.3", "81.3", "81.3", "100 %", "100 %", "votes agree on 2 of 2"],
        "Power": [
            "62.5",
            "62.5",
            "62.5",
            "100 %",
            "100 %",
            "votes agree on 0 of 1, split on 1 (with fewer than 40 answers it may be chance)",
        ],
    }
    (chart, *_) = charts(at)
    assert chart.alt == "Highest: Water 81.3; lowest: Power 62.5."
    printed = str(chart.figure)
    assert ("81" in printed, "81.3" in printed) == (True, False), "whole, as stage and phones print"
    cards = [node.proto.body for node in elements(at) if "<h3>Strengths</h3>" in str(node.proto)]
    assert not re.search(r"\d\.\d<", cards[0])
    assert {"chart", "table", "page_link"} <= kinds(at)


def test_the_overview_orders_strong_and_weak_indicators(held: Held) -> None:
    reveal_all(held)
    at = as_staff(OVERVIEW, held, "lead")
    assert card(at, "Strengths") == ["Dikes", "Outage"]
    assert card(at, "Gaps") == ["Grid", "Drains"], "no indicator is in both lists"
    assert table(at, "Scorecards") == {
        "Water": ["3", "5", "3"],
        "Power": ["3", "5", "3"],
    }
    said = words(at)
    assert "When the first vote closed, there were no answers from\\: Roads" in said
    assert "A scorecard is filled in on a phone or laptop, on paper or in Excel" in said


def test_what_hardly_anybody_answered_is_neither_strong_nor_weak(
    workshop: Callable[..., Held],
) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    held.say(people[0], W2=0, P1=4)
    held.say(people[1], P1=4)
    held.say(people[2], P1=4)
    held.move(rounds.close_vote, rounds.reveal)
    at = as_host(OVERVIEW)
    assert [card(at, name) for name in ("Strengths", "Gaps")] == [["Grid"], ["Drains"]]
    said = words(at)
    assert "1 indicator is left out of the strongest and weakest: fewer than 3 participants" in said
    assert "Each phone, laptop or table counts as one answer." in said
    assert folded(at, "Blank")["W2 · Dikes"] == ["0.0", "33 %", "1", "0", "0", "2"]


def test_an_overview_of_few_answers_gives_no_score_and_says_why(held: Held) -> None:
    held.bring_to(Phase.REVEALED)  # three people of Water answered one of four indicators
    at = as_host(OVERVIEW)
    assert headline(at) == "Cascais has no overall score: not enough answers (25 %)"
    assert "From 1 of 4 applicable indicators; 3 people" in words(at)
    assert "13 to 88, depending on 3 indicators for which too few people gave a level" in words(at)
    assert table(at, "Theme")["Water"][:5] == [DASH, "25.0", "75.0", "50 %", "50 %"]
    assert table(at, "Theme")["Power"][:5] == [DASH, "0.0", "100.0", "0 %", "0 %"]
    assert {row[5] for row in table(at, "Theme").values()} == {"not judged"}
    assert card(at, "Strengths") == ["Drains"]
    assert folded(at, "Blank or not shown")["P2 · Outage"] == [DASH, DASH, DASH, "0", DASH, DASH]


def test_the_other_way_of_counting_is_named_where_it_matters(held: Held) -> None:
    # Water 9 people at 0, Power 3 at 100: departments 50, people 25
    held.move(rounds.open_vote)
    for department, number, level in (("Water", 9, 0), ("Power", 3, 4)):
        for _ in range(number):
            who = held.join(department)
            held.say(who, W1=level, W2=level, P1=level, P2=10 if level == 0 else 0)
    held.move(rounds.close_vote, rounds.reveal)
    at = as_host(OVERVIEW)
    assert headline(at).startswith("Cascais scores 50 of 100")
    assert [info.value for info in at.info] == [
        "Each department counts once here. If each person counted once, the overall score would be 25."
    ]


def test_the_overview_of_the_demo_is_open_to_everybody_and_marked(
    demo: DemoCodes, store: Store
) -> None:
    at = as_stranger(OVERVIEW)
    said = words(at)
    result = Held(store, demo[0]).result(NOBODY)
    score = result.result.city["overall"]
    assert score.value is not None
    assert headline(at).startswith(
        f"{result.workshop.city.name} scores {score.value:.0f} of 100; lowest"
    )
    assert f"{result.people} people answered ({result.workshop.expected} expected)" in said
    assert INVENTED in said
    assert "between " in said
    assert "6 open actions · 1 is overdue" in said
    assert "by August 31, 2026 · medium cost · overdue)" in said
    assert "- 1 more action\n" in said
    assert said.count("Show the data") == 1
    assert len(table(at, "Theme")) == 5
    assert len(folded(at, "Blank or not shown")) == 59
    # 59 were asked
    assert "From 56 of 58 applicable indicators (1 not applicable); 53 people answered" in said
    assert "No score, because not applicable: PLN14." in said
    assert "A dash instead of a count means that it is not shown" in said
    assert box_of_workshops(at).options == [
        f"Haiwan (invented demo city) · October 13, 2026 · {demo[0]}",
        f"Haiwan (invented demo city) · October 14, 2025 · {demo[1]}",
    ]


def test_the_address_names_the_workshop_and_a_choice_changes_it(demo: DemoCodes) -> None:
    at = as_stranger(OVERVIEW, demo[1].lower())
    assert f"workshop {demo[1]}" in words(at)
    earlier = headline(at)
    box_of_workshops(at).select_index(0).run()
    assert at.query_params["workshop"] == demo[0]
    assert f"workshop {demo[0]}" in words(at)
    assert headline(at) != earlier
    assert ("All downloads", f"downloads?workshop={demo[0]}") in pages_linked(at)


def test_a_chosen_workshop_stays_chosen_on_the_next_page(demo: DemoCodes) -> None:
    at = as_stranger(OVERVIEW, demo[1])
    at.query_params.clear()
    at.switch_page(DEPARTMENTS).run()
    assert f"workshop {demo[1]}" in words(at)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["official", "lead"])
def test_beside_the_demo_an_official_meets_the_own_workshop(
    page: str, role: str, demo: DemoCodes, held: Held
) -> None:
    at = as_staff(page, held, role)
    assert words(at) == f"{line(held)}\n{NONE_YET}"
    at = as_staff(page, held, role, held.code)
    assert words(at).startswith(f"{line(held)}\nNo results are shown before the reveal.")
    reveal_all(held)
    st.cache_data.clear()
    at = as_staff(page, held, role)
    assert "Cascais" in words(at)
    assert INVENTED not in words(at)
    assert INVENTED in words(as_staff(page, held, role, demo[0]))


@pytest.mark.parametrize("page", PAGES)
def test_beside_a_real_city_a_stranger_is_shown_the_demo_by_its_address_alone(
    page: str, demo: DemoCodes, held: Held
) -> None:
    assert words(as_stranger(page)).startswith(NONE_YET)
    assert words(as_person(page, token_in(held))).startswith(NONE_YET)
    assert f"workshop {demo[0]}" in words(as_stranger(page, demo[0]))


def test_departments_say_who_sees_what_most_differently(held: Held) -> None:
    reveal_all(held)
    at = as_staff(DEPARTMENTS, held, "lead")
    assert headline(at) == "Water and Power see Power most differently: 25.0 and 100.0"
    assert table(at, "Department") == {
        "Power": ["87.5", "100.0"],
        "Water": ["75.0", "25.0"],
        "The city": ["81.3", "62.5"],
    }
    assert "Departments are shown as they were fixed when the first vote closed" in words(at)
    assert "A score marked" not in words(at)
    assert "chart" in kinds(at)


def test_scores_of_other_questions_are_marked(held: Held) -> None:
    """W2 does not apply to Water: its 50 is of W1 alone, of which Power says the same."""
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join("Water"), W1=2, W2="na", P1=0, P2=5)
        held.say(held.join("Power"), W1=2, W2=4, P1=0, P2=5)
    held.move(rounds.close_vote, rounds.reveal)
    at = as_staff(DEPARTMENTS, held, "lead")
    assert headline(at) == (
        "No two departments differ by a point or more on any theme compared (on questions for which both have a score)"
    )
    assert table(at, "Department") == {
        "Water": ["50.0", "1 of 2 questions", "25.0"],
        "Power": ["75.0", "2 of 2 questions", "25.0"],
        "The city": ["75.0", DASH, "25.0"],
    }
    assert "A score marked “3 of 4” is based on only 3 of the theme's 4 questions" in words(at)
    assert "not compared: too few questions in common" in words(at)


def test_small_departments_stay_together(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    at = as_host(DEPARTMENTS)
    assert headline(at) == "Departments"
    assert table(at, "Department") == {"Water": [DASH, DASH], "The city": [DASH, DASH]}
    assert "No department can be compared with the city." in words(at)
    assert table(at, "Scorecards") == {"Water": ["3", "5", "3"]}
    assert "When the first vote closed, there were no answers from\\: Power, Roads" in words(at)


def test_an_open_workshop_says_so_on_its_results(workshop: Callable[..., Held]) -> None:
    held: Held = workshop(k=0)
    held.move(rounds.open_vote)
    held.vote("Water", 1)
    held.move(rounds.close_vote, rounds.reveal)
    for page in (OVERVIEW, DEPARTMENTS):
        said = words(as_host(page))
        assert "No small-group protection: even a group of one person is shown." in said
        assert "can be identified" not in said


def test_departments_of_the_demo_have_six_rows_and_five_themes(demo: DemoCodes) -> None:
    at = as_stranger(DEPARTMENTS, demo[0])
    rows = table(at, "Department")
    assert list(rows)[:2] == ["Construction", "Housing"]
    city = rows.pop("The city")
    assert {len([one for one in cells if "questions" not in one]) for cells in rows.values()} == {5}
    assert [one for one in city if one != DASH] == ["64.4", "64.5", "62.4", "44.7", "53.9"]
    assert len(rows) == 6
    assert INVENTED in words(at)


def test_the_overview_folds_indicators_by_theme(demo: DemoCodes) -> None:
    at = as_stranger(OVERVIEW, demo[0])
    labels = [one.label for one in at.expander]
    assert "Resilient infrastructure · 14 indicators" in labels
    assert sum(label.endswith(" indicators") for label in labels) == 5


def test_notes_on_the_map_are_in_its_method(demo: DemoCodes) -> None:
    at = as_stranger(DEPARTMENTS, demo[0])
    fixed = "Departments are shown as they were fixed when the first vote closed"
    assert not [one for one in at.caption if fixed in one.value]
    assert [one for one in at.markdown if fixed in one.value]


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_sees_no_result_of_a_real_city(page: str, held: Held) -> None:
    reveal_all(held)
    assert words(as_stranger(page)).startswith(NONE_YET)
    at = as_stranger(page, held.code)
    assert [error.value for error in at.error] == [
        f"Results of the workshop {held.code} are only for people with its link. "
        "Ask the facilitator for the link for officials."
    ]
    assert figures(at) == set()
    assert "72" not in words(at)


@pytest.mark.parametrize("page", PAGES)
def test_the_link_of_another_workshop_opens_none_and_shows_none_in_its_place(
    page: str, held: Held, workshop: Callable[..., Held]
) -> None:
    other: Held = workshop()
    reveal_all(held)
    reveal_all(other)
    at = as_staff(page, other, "official", held.code)
    assert f"Results of the workshop {held.code} are only for people with its link" in words(at)
    assert other.code not in words(at)
    assert figures(at) == set()


@pytest.mark.parametrize("page", PAGES)
def test_an_address_with_an_unknown_code_says_what_one_of_others_says(
    page: str, demo: DemoCodes
) -> None:
    at = as_stranger(page, "NOSUCH")
    assert "Results of the workshop NOSUCH are only for people with its link." in words(at)
    assert figures(at) == set()
    assert demo[0] not in words(at)
    assert "Go to the home page" in words(at)


@pytest.mark.parametrize("page", [page for page in PAGES if page != PACKAGE])
def test_elements_with_figures_all_belong_to_the_workshop_that_is_named(
    page: str, demo: DemoCodes
) -> None:
    at = as_stranger(page, demo[1])
    assert f"workshop {demo[1]}" in words(at)
    assert figures(at)
    assert not any(demo[0] in getattr(node.proto, "query_string", "") for node in elements(at))


def test_departments_tell_blind_spots_and_one_indicator(held: Held) -> None:
    reveal_all(held)
    at = as_staff(DEPARTMENTS, held, "official")
    said = words(at)
    assert "A department needs five answers or more to be named." in said
    assert "is always the higher" in said  # P1 comes first
    at.selectbox(key="departments-indicator-theme").set_value("WAT").run()
    at.selectbox(key="departments-indicator").set_value("W1").run()
    assert "another is shown" not in words(at)
    assert "the answer from Power is the higher in 8 of 10 cases" in words(at)


def test_answers_by_department_say_that_they_are_of_the_first_vote(held: Held) -> None:
    """All give level 4 in a later vote, and the room agrees on 3: the departments keep what they said first."""
    held.move(rounds.open_vote)
    people = [held.join(name) for name in ("Water", "Power") for _ in range(5)]
    for who in people:
        held.say(who, W1=2, W2=2, P1=2, P2=5)
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in people:
        held.say(who, W1=4)
    held.move(rounds.close_vote, reveal)
    agree(held.store, HOST, held.code, "W1", 3)
    at = as_staff(DEPARTMENTS, held, "official")
    at.selectbox(key="departments-indicator").set_value("W1").run()
    said = words(at)
    assert "First vote · The most frequent level is 2, with 10 of 10 answers." in said
    assert "Agreed: 3" in said
    at.selectbox(key="departments-indicator").set_value("W2").run()
    assert "First vote" not in words(at)


def test_a_reveal_while_the_page_is_drawn_draws_it_again(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read before the reveal watches from before the reveal."""
    held.bring_to(Phase.VOTING)
    before = held.view.revision

    def reveal_first(workshop: WorkshopView, text: Text) -> None:
        held.reveal()
        workshop_line(workshop, text)

    monkeypatch.setattr(blocks, "workshop_line", reveal_first)
    assert sheet(as_host(OVERVIEW, held.code))["state"] == str(before)
    assert held.view.revision > before


def test_the_results_of_a_rehearsal_stay_chosen_from_page_to_page(held: Held) -> None:
    copy = Held(held.store, rehearse(held.store, HOST, held.code))
    copy.move(rounds.open_vote, rounds.close_vote, rounds.reveal)
    at = as_host(OVERVIEW, copy.code)
    del at.query_params["workshop"]
    at.switch_page(DEPARTMENTS).run()
    assert f"workshop {copy.code}" in words(at)
    assert "No result yet" not in words(at)
