"""Targets: set by those who run the workshop, from the reveal on, as levels, numbers or scores."""

import math
from dataclasses import replace

import pytest

from resilience.errors import InputError, WrongTime
from resilience.framework import Framework
from resilience.scoring.planning.on_the_way import on_the_way
from resilience.services.deciding import targets
from resilience.services.deciding.targets import (
    clear_target,
    items_to_aim_at,
    set_target,
    wanted_of,
)
from resilience.services.workshop.phase import Phase
from resilience.store.tables import StaffAct, Target
from resilience.text import Text
from resilience.wording.targets import WEIGHED_WAY, target_words, way_rows, way_words
from tests.indicators import UNDRR_1, shipped
from tests.services.held import HOST, Held, finish, reopen, rows

TEXT = Text()
WRONG: list[tuple[str, float]] = [
    ("WAT", -0.1),
    ("WAT", 100.1),
    ("WAT", math.nan),
    ("WAT", math.inf),
    ("W1", 5),
    ("W1", -1),
    ("W1", 2.5),
    ("W1", math.nan),
    ("P2", 10.5),
    ("P2", -math.inf),
    ("two-themes", 50),
    ("root", 50),
    ("W9", 1),
    ("", 1),
    ("w1", 1),
    ("W1\0", 1),
    ("'; DROP TABLE target; --", 1),
    ("令" * 5000, 1),
]


def aim(held: Held, **wanted: float) -> None:
    """Set targets by code."""
    for item, value in wanted.items():
        set_target(held.store, HOST, held.code, item, value)


def acts(held: Held) -> list[tuple[str, str, object, object]]:
    """What the history says of targets."""
    found = [act for act in rows(held.store, StaffAct) if act.act.startswith("target")]
    return [(act.act, act.thing, act.before, act.after) for act in found]


def test_a_level_a_number_and_a_score_are_kept_as_scores(revealed: Held) -> None:
    # level 3 of 0..4 is 75; 2 hours between 10 (worst) and 0 (best) are 80
    aim(revealed, W1=3, P2=2, WAT=60)
    assert revealed.result().targets == {"W1": 75, "P2": 80, "WAT": 60}


def test_each_act_is_recorded_with_before_and_after_and_viewers_look_again(revealed: Held) -> None:
    revision = revealed.view.revision
    aim(revealed, W1=3)
    aim(revealed, W1=3)  # the same again changes nothing
    assert revealed.view.revision == revision + 1
    aim(revealed, W1=4)
    clear_target(revealed.store, HOST, revealed.code, "W1")
    clear_target(revealed.store, HOST, revealed.code, "W1")
    assert revealed.view.revision == revision + 3
    assert acts(revealed) == [
        ("target set", "W1", None, {"score": 75}),
        ("target changed", "W1", {"score": 75}, {"score": 100}),
        ("target cleared", "W1", {"score": 100}, None),
    ]
    assert revealed.result().targets == {}


@pytest.mark.parametrize(("item", "wanted"), WRONG)
def test_what_cannot_be_reached_is_refused(revealed: Held, item: str, wanted: float) -> None:
    with pytest.raises(InputError):
        set_target(revealed.store, HOST, revealed.code, item, wanted)
    assert rows(revealed.store, Target) == []
    clear_target(revealed.store, HOST, revealed.code, item.replace("\0", ""))


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.VOTING, Phase.COUNTED])
def test_targets_wait_for_the_reveal(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    with pytest.raises(WrongTime, match="after the reveal"):
        aim(held, W1=3)
    with pytest.raises(WrongTime, match="after the reveal"):
        clear_target(held.store, HOST, held.code, "W1")


def test_a_closed_workshop_takes_targets_and_its_scores_stay(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    before = held.result().result
    aim(held, W1=3)
    assert held.result().targets == {"W1": 75}
    assert held.result().result.city == before.city
    held.move(reopen, finish)
    assert held.result().targets == {"W1": 75}


def test_only_what_the_tier_asks_can_have_a_target(framework: Framework) -> None:
    quick = [item.code for item in items_to_aim_at(framework, "quick")]
    assert quick == ["WAT", "W1", "PWR", "P1"]


def test_a_theme_in_points_has_none_and_its_indicators_have_levels() -> None:
    undrr = shipped(UNDRR_1)
    items = items_to_aim_at(undrr, "full")
    assert {item.code for item in items} == {i.code for i in undrr.asked("full")}
    assert targets.wanted_score(items[0], 3) == 100


def test_targets_in_words(framework: Framework) -> None:
    items = {item.code: item for item in items_to_aim_at(framework, "full")}
    said = [target_words(items[code], score, TEXT) for code, score in TARGETS.items()]
    assert said == ["60.0", "75.0 · level 3 of 4", "80.0 · 2 hours"]
    assert target_words(items["W1"], 60, TEXT) == "60.0"  # between two levels
    assert wanted_of(items["P2"], 80) == 2


TARGETS = {"WAT": 60.0, "W1": 75.0, "P2": 80.0}


def test_equal_gaps_are_all_named_or_none(revealed: Held) -> None:
    result, framework = revealed.result(), revealed.view.framework
    city = {**result.result.city}
    root = framework.root.code
    for aims, said in (
        ({"W1": 75.0, "W2": 75.0}, "All 2 gaps are 25.0 points wide."),
        (
            {"W1": 75.0, "W2": 75.0, root: 51.0},
            "The widest gaps are in W1 · Drains, W2 · Dikes: 25.0 points each.",
        ),
    ):
        city |= {code: replace(city[code], value=50.0) for code in aims}
        assert said in way_words(on_the_way(framework, city, aims), framework, TEXT)


def test_the_way_to_the_targets_in_words_and_as_a_table(revealed: Held) -> None:
    aim(revealed, W1=3, P2=2)
    result, framework = revealed.result(), revealed.view.framework
    way = on_the_way(framework, result.result.city, result.targets)
    # W1 50 of 75: two thirds; nobody knows P2
    assert way_words(way, framework, TEXT) == [
        "The target is not reached yet.",
        "The widest gap is in W1 · Drains: 25.0 points.",
        "1 target has no score to compare with, so it does not count.",
    ]
    table = way_rows(way, framework, TEXT)
    assert table.index.tolist() == ["W1 · Drains", "P2 · Outage"]
    assert table["Target"].tolist() == ["75.0 · level 3 of 4", "80.0 · 2 hours"]
    assert table["Reached"].tolist() == ["67\u00a0%", "–"]
    assert table["Gap in points"].dropna().tolist() == [25]


def test_the_targets_that_are_reached_are_counted_and_their_share_is_said_to_be_weighted(
    revealed: Held,
) -> None:
    framework, city = revealed.view.framework, revealed.result().result.city
    city = {**city, **{code: replace(city[code], value=50.0) for code in ("W1", "W2")}}
    one, two = (
        way_words(on_the_way(framework, city, dict.fromkeys(codes, 75.0)), framework, TEXT)
        for codes in (["W1"], ["W1", "W2"])
    )
    assert two[0] == "None of the 2 targets is reached yet."
    assert two[-1] == TEXT(WEIGHED_WAY, share="67\u00a0%")
    assert one == [
        "The target is not reached yet.",
        "The widest gap is in W1 · Drains: 25.0 points.",
    ]
    some = way_words(on_the_way(framework, city, {"W1": 50.0, "W2": 75.0}), framework, TEXT)
    assert some[0] == "1 of 2 targets reached."


def test_a_target_on_what_does_not_apply_is_not_counted(revealed: Held) -> None:
    framework, city = revealed.view.framework, revealed.result().result.city
    city = {**city, **{code: replace(city[code], value=50.0) for code in ("W1", "W2")}}
    city["W2"] = replace(city["W2"], value=None, state="not applicable")
    way = on_the_way(framework, city, {"W1": 75.0, "W2": 75.0})
    assert way_words(way, framework, TEXT) == [
        "The target is not reached yet.",
        "The widest gap is in W1 · Drains: 25.0 points.",
        "1 target has no score to compare with, so it does not count.",
    ]


def test_reached_and_no_targets_in_words(revealed: Held) -> None:
    result, framework = revealed.result(), revealed.view.framework
    city = result.result.city
    assert way_words(on_the_way(framework, city, {}), framework, TEXT) == []
    reached = on_the_way(framework, city, {"W1": 50})
    assert way_words(reached, framework, TEXT) == ["1 target is reached."]
