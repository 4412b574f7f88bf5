"""What the lines and cards of a trend say, and that no verdict is beside a change that it is not of."""

import datetime
import math
from dataclasses import replace

import pytest

from resilience.charts.lines import ScoreLine
from resilience.framework import Framework
from resilience.scoring.comparison.years import Movement
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.results.trend import Trend
from resilience.store import Store
from resilience.text import Text
from resilience.wording.years.lines import (
    axis_words,
    clear_ways,
    line_frame,
    overall_change,
    overall_scores,
    step_rows,
    verdict_cards,
)
from resilience.wording.years.overall import trend_headline
from resilience.wording.years.trend import change_words
from tests.services.held import HOST, Held, set_up
from tests.services.results.test_trend import BETTER, MIDDLE, PLACES, trend, year

TEXT = Text("en")


@pytest.fixture
def held(sqlite_store: Store, framework: Framework) -> Held:
    """The second of two years: water went from 50 to 100, power stayed."""
    year(sqlite_store, framework, 2025, MIDDLE)
    return year(sqlite_store, framework, 2026, BETTER)


def cards(found: Trend, framework: Framework) -> dict[str, tuple[list[tuple[str, str, str]], str]]:
    made = verdict_cards(found.steps[-1], list(found.common), framework, TEXT)
    return {heading: (rows, note) for heading, rows, note, _ in made}


def judged(found: Trend, theme: str, verdict: Movement, **changes: object) -> Trend:
    """The trend with another verdict on a theme of its last step."""
    step = found.steps[-1]
    votes = {**step.votes, theme: replace(step.votes[theme], verdict=verdict, **changes)}  # type: ignore[arg-type]
    return replace(found, steps=(*found.steps[:-1], replace(step, votes=votes)))


def test_two_years(held: Held, framework: Framework) -> None:
    found = trend(held)
    assert overall_scores(found, framework) == [50.0, 75.0]
    assert (clear_ways(found, "WAT"), clear_ways(found, "PWR")) == (["rise"], [""])
    assert change_words(found.steps[-1], "WAT", TEXT) == "+50.0 · clear rise"
    assert overall_change(found.steps[-1], TEXT) == "+25.0 · clear rise"
    assert cards(found, framework) == {
        "Rose clearly": ([("Water", "+50.0", "")], ""),
        "No clear change": ([("Power", "0.0", "")], ""),
    }


def test_a_change_of_later_votes_or_agreements_has_no_verdict_nor_colour(
    held: Held, framework: Framework
) -> None:
    agree(held.store, HOST, held.code, "W1", 3.0)
    found = trend(held)
    assert found.steps[-1].votes["WAT"].verdict == "clear rise"
    assert clear_ways(found, "WAT") == ["unjudged"]
    assert change_words(found.steps[-1], "WAT", TEXT) == "+37.5"
    assert overall_change(found.steps[-1], TEXT) == "+18.8"
    assert cards(found, framework)["Rose clearly"] == (
        [("Water", "", "")],
        "The verdicts compare first votes only, for each department on the questions "
        "that it scored both times.",
    )


def test_a_fall_has_its_own_colour_and_card(sqlite_store: Store, framework: Framework) -> None:
    year(sqlite_store, framework, 2025, BETTER)
    found = trend(year(sqlite_store, framework, 2026, MIDDLE))
    assert clear_ways(found, "WAT") == ["fall"]
    assert overall_change(found.steps[-1], TEXT) == "−25.0 · clear fall"
    assert cards(found, framework)["Fell clearly"] == ([("Water", "−50.0", "")], "")


def test_what_change_would_be_clear_is_said_once(held: Held, framework: Framework) -> None:
    found = judged(trend(held), "WAT", "may be chance", clear_from=60.4)
    step = found.steps[-1]
    found = replace(found, steps=(replace(step, scores={**step.scores, "WAT": 4.0, "PWR": None}),))
    made = cards(found, framework)
    limit = "Even the largest possible change might not be called clear."
    assert made == {
        "No clear change": ([("Water", "+4.0", "")], f"May be chance · {limit}"),
        "Not judged": ([("Power", "–", "")], "Not in both"),
    }


def test_no_limit_stands_below_a_theme_that_has_none(held: Held, framework: Framework) -> None:
    """Power moved more than what would be clear on Water, and is not judged."""
    found = judged(trend(held), "WAT", "may be chance", clear_from=16.0)
    found = judged(found, "PWR", "too few to tell", departments=0)
    step = found.steps[-1]
    found = replace(found, steps=(replace(step, scores={"WAT": 3.1, "PWR": 72.5}),))
    made = cards(found, framework)
    assert made["Not judged"] == ([("Power", "+72.5", "")], "")
    assert made["No clear change"][0] == [("Water", "+3.1", "")]


def test_without_any_verdict_there_is_one_card(sqlite_store: Store, framework: Framework) -> None:
    year(sqlite_store, framework, 2025, MIDDLE, departments=3)
    found = trend(year(sqlite_store, framework, 2026, BETTER, departments=3))
    ((rows, note),) = cards(found, framework).values()
    assert rows == [("Water", "+50.0", ""), ("Power", "0.0", "")]
    assert note.startswith("Too few to tell · Votes can be compared for fewer than four")
    assert clear_ways(found, "WAT") == ["unjudged"]


def test_themes_alike_and_without_a_figure_are_only_in_the_title(
    held: Held, framework: Framework
) -> None:
    agree(held.store, HOST, held.code, "W1", 3.0)
    agree(held.store, HOST, held.code, "P1", 3.0)
    found = judged(trend(held), "WAT", "may be chance")
    assert (
        trend_headline(found, TEXT) == "First votes: no theme changed clearly between 2025 and 2026"
    )
    assert cards(found, framework) == {}


def test_a_theme_that_no_department_scored_both_times_is_not_judged(
    held: Held, framework: Framework
) -> None:
    found = judged(trend(held), "WAT", "too few to tell", departments=0)
    assert cards(found, framework) == {
        "No clear change": ([("Power", "0.0", "")], ""),
        "Not judged": ([("Water", "+50.0", "")], ""),
    }


def test_three_years_that_asked_the_same(sqlite_store: Store, framework: Framework) -> None:
    for of in (2024, 2025):
        year(sqlite_store, framework, of, MIDDLE)
    found = trend(year(sqlite_store, framework, 2026, BETTER))
    assert clear_ways(found, "WAT") == ["", "rise"]
    assert overall_scores(found, framework) == [50.0, 50.0, 75.0]
    first, second = found.steps
    gone = replace(found, steps=(first, replace(second, overall=(None, None))))
    assert overall_change(gone.steps[-1], TEXT) == ""


def quick(store: Store, framework: Framework, of: int) -> Held:
    """A year that asked W1 and P1 alone, with level 2 on both."""
    held = set_up(
        store, framework, date=datetime.date(of, 10, 13), departments=PLACES, tier="quick"
    )
    held.move(rounds.open_vote)
    for name in list(PLACES)[:4]:
        for _ in range(4):
            held.say(held.join(name), W1=2, P1=2)
    held.move(rounds.close_vote, rounds.reveal)
    return held


def assert_changes_are_of_the_scores_beside_them(found: Trend, framework: Framework) -> None:
    """Each change printed is the difference of the two scores in the line, and the overall is of the same themes."""
    changes = step_rows(found, framework, TEXT)
    scores = line_frame(found, framework, TEXT).to_dict("index")
    for ends, row in changes.to_dict("index").items():
        first, last = (scores[name] for name in str(ends).split(" to "))
        for name, said in row.items():
            if said == "not in both":
                assert math.isnan(first[name]) or math.isnan(last[name]), (ends, name)
            else:
                assert float(said.split(" ")[0]) == round(last[name] - first[name], 1), (ends, name)
    for at, own in scores.items():
        whole = own.pop("Overall")
        assert math.isnan(whole) or whole == pytest.approx(sum(own.values()) / len(own)), at


def test_a_quick_first_year_is_a_gap_in_lines_of_all_indicators(
    sqlite_store: Store, framework: Framework
) -> None:
    quick(sqlite_store, framework, 2024)
    year(sqlite_store, framework, 2025, MIDDLE)
    found = trend(year(sqlite_store, framework, 2026, BETTER))
    assert overall_scores(found, framework) == [None, 50.0, 75.0]
    assert [point.scores["WAT"] for point in found.points] == [None, 50.0, 100.0]
    assert found.whole is not None
    assert set(found.whole.scores.values()) == {None}
    assert_changes_are_of_the_scores_beside_them(found, framework)


def test_the_overall_skips_a_quick_year_between_whole_ones(
    sqlite_store: Store, framework: Framework
) -> None:
    year(sqlite_store, framework, 2023, MIDDLE)
    quick(sqlite_store, framework, 2024)
    year(sqlite_store, framework, 2025, MIDDLE)
    found = trend(year(sqlite_store, framework, 2026, BETTER))
    assert overall_scores(found, framework) == [50.0, None, 50.0, 75.0]
    rows = step_rows(found, framework, TEXT)
    assert str(rows.loc["2023 to 2026", "Overall"]).startswith("+25.0")
    assert_changes_are_of_the_scores_beside_them(found, framework)


def test_what_a_verdict_compares_are_the_scores_of_units_that_everyone_sees(
    sqlite_store: Store, framework: Framework
) -> None:
    """One of Water left W2 out: the mean of the four people is 46.9, their served score 51.0."""
    held = set_up(sqlite_store, framework, date=datetime.date(2025, 10, 13), departments=PLACES)
    held.move(rounds.open_vote)
    for name in list(PLACES)[:4]:
        for n in range(4):
            said = {"W1": 2, "W2": 2 + n // 3, "P1": 2, "P2": 5}
            if n == 0 and name == "Water":
                del said["W2"]
                said["W1"] = 1
            held.say(held.join(name), **said)
    held.move(rounds.close_vote, rounds.reveal)
    served = held.result().result.units
    found = trend(year(sqlite_store, framework, 2026, BETTER))
    change = found.steps[-1].votes["WAT"].change
    names = list(PLACES)[:4]
    mean = sum(served[name]["WAT"].value or 0.0 for name in names) / 4
    assert change == pytest.approx(100.0 - mean)


def test_a_quick_year_between_two_whole_ones_narrows_all_that_is_printed(
    sqlite_store: Store, framework: Framework
) -> None:
    year(sqlite_store, framework, 2024, MIDDLE)
    quick(sqlite_store, framework, 2025)
    found = trend(year(sqlite_store, framework, 2026, BETTER))
    assert [point.scores["WAT"] for point in found.points] == [50.0, 50.0, 100.0]
    assert found.whole is not None
    assert found.whole.votes["WAT"].verdict == "clear rise"
    assert_changes_are_of_the_scores_beside_them(found, framework)


def test_a_part_of_the_scale_is_named_and_all_of_it_is_not() -> None:
    assert axis_words([ScoreLine("Water", [41.0, 66.0], [""])], TEXT) == "axis from 40 to 70"
    assert axis_words([ScoreLine("Water", [4.0, 96.0], [""])], TEXT) == ""
