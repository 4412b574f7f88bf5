"""A framework without faults: what it holds, what its hash covers, and that its source suffices."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.framework import (
    Framework,
    Goalposts,
    Levels,
    Reference,
    Theme,
    even_levels,
    installed,
    load_framework,
    load_source,
    load_structure,
    structure,
)
from resilience.settings import ROOT
from tests.framework.small import FILES, STRUCTURE, WORDS, changed, written

KOREAN = """\
language: ko
title: 작은
themes: {A: {title: 물}}
indicators: {B1: {title: 정전, question: 몇 시간?}}
"""


@pytest.fixture
def small(tmp_path: Path) -> Framework:
    return load_framework(written(tmp_path, FILES))


def test_themes_nest_in_the_order_of_the_file(small: Framework) -> None:
    assert [node.code for node in small.root.nodes()] == [
        "overall", "A", "AA", "AA.1", "1.10", "B", "B1", "B2",
    ]  # fmt: skip
    top, power = small.themes
    assert (top.weight, top.rule, power.weight, power.rule) == (2, "mean", 1, "geometric")
    assert isinstance(top.children[0], Theme)
    assert [indicator.code for indicator in top.indicators()] == ["AA.1", "1.10"]


def test_an_indicator_carries_its_tier_departments_hazards_and_references(small: Framework) -> None:
    plan = small.indicator("AA.1")
    assert plan is not None
    assert (plan.weight, plan.tier) == (1, "quick")
    assert (plan.departments, plan.hazards) == (("water",), ("flood",))
    assert plan.references == (Reference("UNDRR-P", "P1.1", "exact"),)
    assert small.indicator("none") is None


def test_an_indicator_has_the_scale_of_the_framework_unless_its_own(small: Framework) -> None:
    scales = {indicator.code: indicator.scale for indicator in small.root.indicators()}
    assert scales["AA.1"] == Levels((0, 50, 100), (0, 1, 2)) == even_levels(3)
    assert scales["1.10"] == Levels((0, 20, 100), (0, 1, 5))
    assert scales["B1"] == Goalposts(10, 0, clip=False, unit="hours")
    assert scales["B2"] == Goalposts(0, 50, clip=True)


@pytest.mark.parametrize(
    ("worst", "best", "number", "score"),
    [
        (10, 0, 10, 0),
        (10, 0, 7.5, 25),
        (10, 0, 0, 100),
        (0, 50, 0, 0),
        (0, 50, 12.5, 25),
        (0, 50, 50, 100),
        (-40, 40, 0, 50),
    ],
)
def test_goalposts_score_linearly_in_either_direction(
    worst: float, best: float, number: float, score: float
) -> None:
    assert Goalposts(worst, best).value(number) == pytest.approx(score, abs=1e-12)


@given(share=st.floats(0, 1), log=st.booleans(), better_low=st.booleans())
def test_the_number_of_a_score_is_the_one_that_scores_it(
    share: float, log: bool, better_low: bool
) -> None:
    worst, best = (80, 0.5) if better_low else (0.5, 80)
    posts = Goalposts(worst, best, log=log)
    assert posts.value(posts.number(100 * share)) == pytest.approx(100 * share, abs=1e-9)
    assert posts.number(0) == pytest.approx(posts.worst)
    assert posts.number(100) == pytest.approx(posts.best)


@pytest.mark.parametrize(
    ("number", "clipped", "unclipped"),
    [(-0.1, True, False), (0, True, True), (10, True, True), (10.1, True, False)],
)
def test_a_number_beyond_a_goalpost_is_accepted_only_with_clip(
    number: float, clipped: bool, unclipped: bool
) -> None:
    for worst, best in ((0, 10), (10, 0)):
        assert Goalposts(worst, best).accepts(number) is clipped
        assert Goalposts(worst, best, clip=False).accepts(number) is unclipped


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_no_scale_accepts_what_is_no_number(number: float) -> None:
    assert not even_levels(3).accepts(number)
    assert not Goalposts(0, 10).accepts(number)
    assert not Goalposts(0, 10, clip=False).accepts(number)


def test_the_threshold_is_two_thirds_unless_the_file_sets_it(small: Framework) -> None:
    other = load_source(changed("framework.yaml", "scale: {lev", "threshold: 0\nscale: {lev"))
    assert [small.threshold, other.threshold] == [2 / 3, 0]


def test_the_quick_tier_asks_its_indicators_and_the_full_tier_all(small: Framework) -> None:
    assert [indicator.code for indicator in small.asked("quick")] == ["AA.1", "B1"]
    assert [indicator.code for indicator in small.asked("full")] == ["AA.1", "1.10", "B1", "B2"]


def test_a_tier_asks_all_but_what_is_left_out(small: Framework) -> None:
    assert [indicator.code for indicator in small.asked("full", ["B1"])] == ["AA.1", "1.10", "B2"]
    assert [indicator.code for indicator in small.asked("quick", ["B1", "B2"])] == ["AA.1"]


def test_only_what_concerns_no_hazard_of_the_city_is_not_faced(small: Framework) -> None:
    assert [one.code for one in small.not_faced("full", ["heat", "cold"])] == ["AA.1"]
    assert small.not_faced("full", ["heat", "flood"]) == ()
    assert small.not_faced("full", []) == ()
    both = load_source(changed("framework.yaml", "hazards: [flood]", "hazards: [flood, heat]"))
    assert both.not_faced("full", ["heat"]) == ()
    later = load_source(
        changed("framework.yaml", "            tier: quick\n            dep", "            dep")
    )
    assert [len(later.not_faced(tier, ["heat"])) for tier in ("quick", "full")] == [0, 1]


@pytest.mark.parametrize("said", ["{quick: 5, full: 10}", "soon"])
def test_minutes_of_files_before_version_2_are_ignored(small: Framework, said: str) -> None:
    old = load_source(changed("framework.yaml", "scale: {lev", f"minutes: {said}\nscale: {{lev"))
    assert structure(old) == structure(small)
    assert load_structure({**structure(small), "minutes": {"quick": 5}}).root == small.root


def test_words_fall_back_to_english_and_the_overall_node_has_the_title(tmp_path: Path) -> None:
    found = load_framework(written(tmp_path, {**FILES, "text.ko.yaml": KOREAN}))
    assert [found.title(code, "ko") for code in ("A", "B1")] == ["물", "정전"]
    assert [found.title(code, "ko") for code in ("AA", "1.10")] == ["Drains", "Drain size"]
    assert [found.title(code, "ja") for code in ("A", "B1")] == ["Water", "Outage"]
    assert [found.title(found.root.code, language) for language in ("en", "ko")] == [
        "Small",
        "작은",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("framework.yaml", "weight: 2", "weight: 2.5"),
        ("framework.yaml", "tier: quick\n        scale", "scale"),
        ("text.en.yaml", "title: Drain plan", "title: Drainage plan"),
        ("text.en.yaml", "A draft.", "A first draft."),
    ],
)
def test_the_hash_changes_with_structure_and_english_words(name: str, old: str, new: str) -> None:
    assert load_source(changed(name, old, new)).sha256 != load_source(FILES).sha256


def test_the_hash_does_not_change_with_a_translation(small: Framework) -> None:
    assert load_source({**FILES, "text.ko.yaml": KOREAN}).sha256 == small.sha256
    assert len(small.sha256) == 64


def test_the_source_of_a_framework_loads_as_an_equal_framework(tmp_path: Path) -> None:
    found = load_framework(written(tmp_path, {**FILES, "text.ko.yaml": KOREAN}))
    again = load_source(found.source)
    assert again == found
    assert again.source == found.source
    assert again != load_source(changed("framework.yaml", "weight: 2", "weight: 1"))


def test_a_byte_order_mark_is_no_part_of_the_source(tmp_path: Path) -> None:
    marked = {"framework.yaml": "\ufeff" + STRUCTURE, "text.en.yaml": "\ufeff" + WORDS}
    assert load_framework(written(tmp_path, marked)) == load_source(FILES)


def test_the_installed_frameworks_are_found_by_id(tmp_path: Path) -> None:
    written(tmp_path / "any-folder", FILES)
    (tmp_path / "empty").mkdir()
    assert list(installed(tmp_path)) == ["small"]
    assert installed(tmp_path / "nowhere") == {}


def test_the_shipped_scorecard_has_its_five_themes_and_two_tiers() -> None:
    found = installed(ROOT / "indicators")["urban-resilience"]
    assert [theme.code for theme in found.themes] == ["INF", "PLN", "CRM", "NBS", "ENG"]
    assert (len(found.asked("quick")), len(found.asked("full"))) == (20, 59)
    assert {indicator.scale for indicator in found.root.indicators()} == {even_levels(4)}
