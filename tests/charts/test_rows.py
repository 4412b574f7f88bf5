"""Charts of named rows: gains, targets, actions by day: values, marks that differ without colours, words."""

import datetime
import math

import pandas as pd
import pytest

from resilience.charts.figures import action_timeline, bullet_bars, gain_bars
from resilience.charts.rows import NAME
from resilience.charts.template import ACCENT, INK, LOW, PALE
from resilience.text import Text
from tests.charts.frames import NAN, drawn, numbers

TODAY = datetime.date(2026, 11, 29)
GAINS = pd.DataFrame(
    [("Drains", 2.0, "2.0", True, "98 %"), ("Dikes", 1.5, "1.5", False, "31 %")],
    columns=["title", "gain", "shown", "planned", "sure"],
)


def days(*found: tuple[int, str]) -> pd.DataFrame:
    """Actions so many days from today, each of a kind."""
    rows = [(TODAY + datetime.timedelta(n), kind, kind, f"Do {n}.") for n, kind in found]
    return pd.DataFrame(rows, columns=["day", "kind", "when", "what"])


LEGEND = {"planned": "an action", "unplanned": "none"}


def test_a_gain_without_an_action_is_an_empty_bar() -> None:
    planned, unplanned = drawn(gain_bars(GAINS, LEGEND, "How often", "Gains"))["data"]
    assert (numbers(planned["x"]), planned["marker"]["color"]) == ([2.0], ACCENT)
    assert (numbers(unplanned["x"]), unplanned["marker"]["color"]) == ([1.5], "#ffffff")
    assert unplanned["marker"]["line"]["color"] == LOW


def test_a_key_of_gains_has_the_bars_and_their_column_of_shares_a_head() -> None:
    found = drawn(gain_bars(GAINS, LEGEND, "How often", "Gains"))
    assert [one["name"] for one in found["data"]] == list(LEGEND.values())
    *rows, head = found["layout"]["annotations"]
    assert [note["text"] for note in rows] == ["Drains", "98 %", "Dikes", "31 %"]
    assert (head["text"], head["yref"], head["y"]) == ("How often", "paper", 1)
    assert {note["xshift"] for note in (rows[1], rows[3])} == {head["xshift"]}
    assert found["layout"]["margin"]["t"] >= 20


def test_a_long_name_is_on_one_line_where_there_is_room_and_has_two_on_a_phone() -> None:
    long = GAINS.assign(title=["Green and blue projects measured against targets", "Dikes"])
    short, wide = (
        gain_bars(one, LEGEND, "How often", "Gains").layout.height for one in (GAINS, long)
    )
    assert wide == short
    phone = gain_bars(long, LEGEND, "How often", "Gains", NAME)
    assert phone.layout.height == short + 19
    assert phone.layout.annotations[0].text == "Green and blue projects measured<br>against targets"


def test_a_target_is_a_tick_over_the_bar_of_its_score() -> None:
    rows = pd.DataFrame(
        [
            ("Drains", 40.0, NAN, 75.0, "35 to go", True),
            ("Grid", NAN, NAN, 50.0, "no score", False),
        ],
        columns=["title", "score", "previous", "target", "said", "widest"],
    )
    legend = {"bullet": "now", "widest": "widest gap", "target": "target"}
    found = drawn(bullet_bars(rows, legend, "Targets"))
    track, now, widest, target, key = found["data"]
    assert [one["marker"]["color"] for one in (track, now, widest)] == [PALE, ACCENT, LOW]
    assert (widest["name"], widest["showlegend"]) == ("widest gap", True)
    assert math.isnan(numbers(now["x"])[0])
    assert numbers(widest["x"])[0] == 40
    assert [one["x0"] for one in found["layout"]["shapes"]] == [75, 50]
    assert (target["name"], target["showlegend"]) == ("target", False)
    assert (key["name"], key["marker"]["line"]["color"]) == ("target", INK)
    assert "opacity" not in key["marker"], "a key as dark as the ticks"


def test_an_action_stands_at_its_days_from_today_and_its_mark_says_how_far_it_is() -> None:
    kinds = {"overdue": "late", "open": "open", "done": "done"}
    actions = days((-9, "done"), (-3, "overdue"), (0, "open"), (40, "open"))
    found = drawn(action_timeline(actions, kinds, TODAY, "Actions", Text()))
    marks = {one["name"]: one for one in found["data"]}
    assert {name: numbers(one["x"]) for name, one in marks.items()} == {
        "late": [-3],
        "open": [0, 40],
        "done": [-9],
    }
    assert marks["late"]["marker"]["symbol"] == "diamond"
    assert marks["done"]["marker"]["symbol"] == "square"


@pytest.mark.parametrize("last", [0, 5, 20, 45, 100, 400, 2000, 20000, 2000000])
def test_a_few_months_are_named_however_far_the_last_day_is(last: int) -> None:
    figure = action_timeline(days((last, "open")), {"open": "open"}, TODAY, "", Text())
    named = figure.layout.xaxis.ticktext
    assert 1 <= len(named) <= 5
    assert len(set(named)) == len(named)
