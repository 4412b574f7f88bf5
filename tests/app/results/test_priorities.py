"""The page Priorities: what adds most stands on top, what nobody knows below."""

import datetime
import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from resilience.scoring.planning.actions import ActionPlan
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.targets import set_target
from resilience.services.results.suggested_actions import next_step
from resilience.services.workshop.phase import Phase
from resilience.ui.shared.menu import PRIORITIES
from tests.app.conftest import DemoCodes
from tests.app.rooms import reveal_all
from tests.app.seen import charts, figures, table, tables, words
from tests.app.suggestions import with_suggestions
from tests.app.visit import as_host, as_staff, as_stranger, visit
from tests.charts.frames import numbers
from tests.services.held import HOST, Held, finish, present

#: the list of what can have a target
FORM = "priorities-target-item"


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.VOTING, Phase.COUNTED])
def test_nothing_is_shown_before_the_reveal(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    at = as_staff(PRIORITIES, held, "official", held.code)
    assert "No results are shown before the reveal." in words(at)
    assert figures(at) == set()


def test_others_see_nothing(held: Held) -> None:
    reveal_all(held)
    assert figures(as_stranger(PRIORITIES, held.code)) == set()


def test_what_adds_most_stands_on_top_with_what_is_planned(held: Held) -> None:
    reveal_all(held)
    plan = ActionPlan("P1", "Bury the cables.", held.department("Power"), None, "low")
    add_action(held.store, HOST, held.code, plan)
    at = as_staff(PRIORITIES, held, "official", held.code)
    said = words(at)
    assert "could raise the score by up to" in said
    assert "No votes on open actions of this workshop are shown, so the order is by gain." in said
    assert "No chart yet: no feasibility votes are shown" in said
    assert pictures(at) == [
        "Gain in the overall score on reaching the target of the indicator, else of its theme "
        "(100 without either), in points"
    ]
    assert "1 of the 3 largest possible gains has an open action" in said
    assert "Bury the cables." in said
    rows = table(at, "What will be done")
    assert rows["P1 · Grid"][-1] == "Bury the cables. (not started)"


def test_officials_see_what_others_did_for_the_next_level(
    held: Held, tmp_path: Path, frameworks_in: Callable[[Path], None]
) -> None:
    reveal_all(held)
    step = present(next_step(held.result(), "W1"))
    frameworks_in(with_suggestions(tmp_path, step=step))
    at = as_staff(PRIORITIES, held, "official", held.code)
    said = words(at)
    assert "What others did" in said
    assert "Drew up its list." in said
    assert "Source: City of Haven (2020), Drains" in said
    assert [one.label for one in at.expander if "Map the drains" in one.label] == [
        "W1 · Map the drains"
    ]


def pictures(at: AppTest) -> list[str]:
    """What the charts of a page show, from top to bottom."""
    return [chart.title for chart in charts(at)]


def test_a_banner_says_that_none_of_the_largest_gains_has_an_action(held: Held) -> None:
    reveal_all(held)
    at = as_staff(PRIORITIES, held, "official", held.code)
    assert "None of the 3 largest possible gains has an open action" in words(at)
    assert {row[1] for row in table(at, "Actions").values()} == {"no open action"}


def test_open_actions_of_earlier_workshops_count_for_every_reader(
    workshop: Callable[..., Held],
) -> None:
    then = workshop(date=datetime.date(2025, 10, 14))
    then.bring_to(Phase.REVEALED)
    plan = ActionPlan("P1", "Bury the cables.", then.department("Power"), None, "low")
    add_action(then.store, HOST, then.code, plan)
    now = workshop()
    reveal_all(now)
    links = [one.link("official").token or "" for one in (now, then)]
    both = visit(PRIORITIES, links=links, code=now.code)
    assert table(both, "Actions")["P1 · Grid"][1] == "has an open action"
    assert table(both, "What will be done")["P1 · Grid"][-1] == (
        "Bury the cables. (not started, from the workshop of October 14, 2025)"
    )
    alone = visit(PRIORITIES, links=links[:1], code=now.code)
    assert table(alone, "Actions") == table(both, "Actions")
    assert (
        table(alone, "What will be done")["P1 · Grid"][-1] == "open action from an earlier workshop"
    )
    assert "Bury the cables." not in words(alone)


def test_the_demo_city_has_an_order_and_things_to_find_out(demo: DemoCodes) -> None:
    at = as_host(PRIORITIES, demo[0])
    assert "chart" in figures(at)
    said = words(at)
    assert (
        "Progress on “Natural areas mapped for what they do” could raise the score by up to 1.7 points"
        in said
    )
    assert re.search(r"It is among the five largest gains in \d+.% of the tests", said)
    rows = table(at, "Feasibility (0 to 1)")
    assert next(iter(rows)) == "CRM14 · How likely each hazard is"
    # its action of the earlier workshop was voted on; the note says that this does not count here
    assert rows["NBS7 · Rivers and coast managed with neighbours"][1] == "0.5 *"
    assert r"\* Costs and votes from earlier workshops do not count here." in said
    assert "2 of the 10 largest possible gains have an open action" in said
    assert "Find out first" in said
    assert "Nothing to show." not in said
    assert any(
        [row for row in one.index if "CRM4 · How one failure" in row] and one.columns.empty
        for one in tables(at)
    ), "what is to be found out stands as a list"
    assert "Invented data" in said
    assert "none beats these on gain, feasibility and cost" in said


def test_only_indicators_with_shown_votes_are_drawn_by_feasibility(demo: DemoCodes) -> None:
    at = as_host(PRIORITIES, demo[0])
    (chart,) = (
        one.figure for one in charts(at) if "open actions have votes shown" in str(one.figure)
    )
    drawn = [x for trace in chart["data"] for x in numbers(trace["x"])]
    # CRM14, PLN18, and INF5 with INF16: no other indicator with a gain has an open action that was voted on
    assert len(drawn) == 4
    assert 0.5 not in drawn


def test_the_chart_of_feasibility_judges_by_the_two_qualities_that_it_draws(
    demo: DemoCodes,
) -> None:
    said = words(as_host(PRIORITIES, demo[0]))
    # PLN18 costs less than CRM14, but has less gain and is less feasible
    found = "none beats this one on gain and feasibility: “How likely each hazard is”."
    assert found in said
    assert "Another option beats it on gain and feasibility" in said
    assert said.count("counts as half feasible (0.5)") == 1, "once on the whole page"


def test_targets_are_bars_with_a_tick_the_widest_gap_first(demo: DemoCodes) -> None:
    at = as_host(PRIORITIES, demo[0])
    chart, phone = (one.figure for one in charts(at) if one.title.startswith("Score and target"))
    assert [one["x"] for one in phone["data"]] == [one["x"] for one in chart["data"]]
    widest, other = (
        [round(x, 1) for x in numbers(one["x"]) if not math.isnan(x)]
        for name in ("Score now, where the gap is widest", "Score now")
        for one in chart["data"]
        if one.get("name") == name
    )
    assert widest + other == [33.3, 66.7, 66.7, 53.9]
    ticks = [one["x0"] for one in chart["layout"]["shapes"]]
    assert [round(x, 1) for x in ticks] == [66.7, 100, 100, 60]


def test_the_demo_city_is_on_the_way_to_this_years_targets_and_to_last_years(
    demo: DemoCodes,
) -> None:
    at = as_host(PRIORITIES, demo[0])
    rows = table(at, "Reached")
    # the theme ENG 53.9 of 60, 1 - 6.1 / 60 = 90 %; INF11 agreed at level 2 of 3, 66.7 of 100
    assert rows["Capacity building and citizen engagement"] == ["53.9", "60.0", "6.1", "90 %"]
    assert rows["INF11 · Streets that flood in heavy rain"] == [
        *("66.7", "100.0 · level 3 of 3", "33.3", "67 %")
    ]
    said = words(at)
    assert "Progress on the targets of October 14, 2025" in said
    # scores of all four themes include later votes or agreed levels
    assert (
        "84 % of the gap to the earlier targets is closed, but by the votes compared no theme with these targets changed clearly."
        in said
    )
    assert (
        "No clear change in first votes (each department is compared on the questions it scored both times): 4 themes."
        in said
    )
    # from level 1 to level 2 on the way to level 3; CRM10 from 1 to 2, where it was to be
    last = {name.partition(" ")[0]: row[-1] for name, row in table(at, "Gap closed").items()}
    assert (last["INF11"], last["CRM10"]) == ("50 %", "100 %")


@pytest.mark.parametrize("role", ["official", "lead"])
def test_readers_read_targets_and_have_no_form(held: Held, role: str) -> None:
    reveal_all(held)
    set_target(held.store, HOST, held.code, "PWR", 75)
    at = as_staff(PRIORITIES, held, role, held.code)
    # power has 62.5 of 75: 12.5 points are left
    assert "The target is not reached yet." in words(at)
    assert table(at, "Reached")["Power"] == ["62.5", "75.0", "12.5", "83 %"]
    assert "Set targets" not in words(at)
    assert FORM not in {box.key for box in at.selectbox}


def test_who_runs_the_workshop_sets_and_clears_a_target(held: Held) -> None:
    reveal_all(held)
    at = as_staff(PRIORITIES, held, "cofacilitator", held.code)
    assert "No targets are set, so gains are measured up to a score of 100." in words(at)
    at.selectbox(key=FORM).set_value("P1").run()
    at.selectbox(key="priorities-target-P1-None").set_value(3).run()
    at.button(key="priorities-target-keep").click().run()
    # P1 has 50 of 75, and a quarter of the overall: (75 - 50) / 4
    assert table(at, "Reached")["P1 · Grid"] == ["50.0", "75.0 · level 3 of 4", "25.0", "67 %"]
    assert table(at, "Maximum gain")["P1 · Grid"][0] == "6.3"
    assert "Current target" in words(at)
    at.button(key="priorities-target-clear").click().run()
    assert "No targets are set, so gains are measured up to a score of 100." in words(at)
    assert held.result().targets == {}


def test_a_number_and_a_score_are_typed_and_a_closed_workshop_takes_them(held: Held) -> None:
    reveal_all(held)
    held.move(finish)
    at = as_host(PRIORITIES, held.code)
    for item, wanted in (("P2", 2.0), ("WAT", 90.0)):
        at.selectbox(key=FORM).set_value(item).run()
        at.number_input(key=f"priorities-target-{item}-None").set_value(wanted).run()
        at.button(key="priorities-target-keep").click().run()
    # hours from 10 (0) to 0 (100): 2 hours are 80, and P2 has 75
    rows = table(at, "Reached")
    assert rows["P2 · Outage"] == ["75.0", "80.0 · 2 hours", "5.0", "94 %"]
    assert rows["Water"] == ["81.3", "90.0", "8.8", "90 %"]


def test_what_cannot_be_reached_is_said_in_words(held: Held) -> None:
    reveal_all(held)
    at = as_host(PRIORITIES, held.code)
    at.selectbox(key=FORM).set_value("P2").run()
    at.number_input(key="priorities-target-P2-None").set_value(11.0).run()
    at.button(key="priorities-target-keep").click().run()
    assert "P2 takes numbers from 0.0 to 10.0; 11.0 is out of range." in words(at)
    assert held.result().targets == {}


def test_one_answer_in_an_open_workshop_shows_its_way_and_says_what_is_unknown(
    workshop: Callable[..., Held],
) -> None:
    alone = workshop(k=0)
    alone.move(rounds.open_vote)
    alone.vote("Water", 1)
    alone.move(rounds.close_vote, rounds.reveal)
    set_target(alone.store, HOST, alone.code, "W1", 2)
    set_target(alone.store, HOST, alone.code, "P1", 2)
    said = words(as_staff(PRIORITIES, alone, "official", alone.code))
    # W1 25 of 50
    assert "The target is not reached yet." in said
    assert "1 target has no score to compare with, so it does not count." in said


def test_a_target_that_counts_for_nothing_is_drawn_too(held: Held) -> None:
    reveal_all(held)
    set_target(held.store, HOST, held.code, "PWR", 0)
    assert "Target" in words(as_staff(PRIORITIES, held, "official", held.code))
