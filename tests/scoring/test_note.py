"""The method note is made from what was actually used."""

from dataclasses import replace

import pytest

from resilience.framework import Framework, Goalposts
from resilience.scoring import CityRule, Method, Room
from resilience.scoring.notes.note import ScoringFacts, method_note
from resilience.scoring.notes.passage import Passage
from resilience.scoring.notes.significance import whole_note
from resilience.text import Text
from tests.scoring.build import OWN, framework, indicator, theme

ASKED = framework(
    theme("T", indicator("a"), indicator("b"), indicator("e")),
    theme("U", indicator("c")),
    threshold=0.6,
)
ROOMS = (Room("Water", ("Water",), 4, 7, 8), Room("Other departments", ("A", "B"), 3, 3, 4))


def note(
    asked: Framework = ASKED, method: Method | None = None, **facts: object
) -> tuple[Passage, ...]:
    chosen = method or Method()
    made = ScoringFacts(chosen.applied(asked), chosen, "full", 4, 0, ROOMS, 3)
    return method_note(replace(made, **facts), Text())  # type: ignore[arg-type]


def said(passages: tuple[Passage, ...]) -> str:
    return "\n".join(f"{p.heading}: {p.words} {p.formula or ''}" for p in passages)


def test_the_note_is_one_page_in_sentences() -> None:
    words = said(note())
    assert 200 < len(words.split()) < 640
    assert "{" not in words
    assert all(p.words.endswith(".") for p in note())


def test_the_usual_scale_is_told_and_every_other_by_its_codes() -> None:
    asked = framework(
        theme("T", indicator("a"), indicator("b"), indicator("e", scale=OWN)),
        theme("U", indicator("c", scale=Goalposts(24, 0, unit="hours"))),
    )
    words = said(note(asked))
    assert "Values of the levels, out of 100: 0 = 0, 1 = 25, 2 = 50, 3 = 75, 4 = 100." in words
    assert "e: 0 = 0, 1 = 10, 2 = 40, 3 = 100." in words
    assert "c: measured; 24 hours counts as 0 and 0 hours as 100." in words


def test_a_logarithmic_scale_is_named() -> None:
    """Without it, nobody can compute the score of a number between the two ends."""
    trees = Goalposts(1, 1000, unit="trees", log=True)
    words = said(note(framework(theme("T", indicator("a"), indicator("c", scale=trees)))))
    assert "1 trees counts as 0 and 1,000 trees as 100, on a logarithmic scale." in words


def test_many_codes_are_counted() -> None:
    own = [indicator(f"o{n}", scale=OWN) for n in range(10)]
    words = said(note(framework(theme("T", *own, *(indicator(f"a{n}") for n in range(11))))))
    assert "o0, o1, o2, o3, o4, o5, o6, o7 and 2 more: 0 = 0," in words


def test_weights_are_said_to_be_equal_or_told() -> None:
    assert "All weights are equal." in said(note())
    weighed = said(note(method=Method(weights={"T": 2.5, "c": 0})))
    assert "All weights are 1, except: T 2.5, c 0." in weighed
    assert "Weights were replaced." in weighed


def test_each_rule_is_told_with_its_nodes_and_its_formula() -> None:
    single = said(note())
    assert (
        "All themes and the overall score: the weighted mean of the scores directly below."
        in single
    )
    mixed = said(
        note(framework(theme("T", indicator("a"), rule="geometric"), theme("U", indicator("c"))))
    )
    assert "all, U: the weighted mean" in mixed
    assert "T: the weighted geometric mean" in mixed
    assert "S = (Π x^w)^(1 / Σ w)" in mixed


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (
            Method(rule="leaf-mean"),
            "The rule was replaced for every theme and for the overall score.",
        ),
        (Method(left_out="U"), "The theme U was left out."),
        (Method(missing="unknown-as-zero"), "every unanswered indicator was counted as 0"),
        (Method(city_rule="people"), "each person counts once"),
    ],
)
def test_what_differs_from_the_published_method_is_said(method: Method, expected: str) -> None:
    assert expected in said(note(method=method))
    assert expected not in said(note())


def test_threshold_partition_tier_and_agreed_levels_are_those_of_the_workshop() -> None:
    words = said(note(agreed=2, tier="quick"))
    assert "its coverage is at least 60\u00a0%" in words
    assert "tier quick: 4 indicators asked in 2 themes" in words
    assert "Who took part: Water: 7 people, Other departments: 3 people." in words
    assert (
        "A department is shown separately if at least 3 of its people answered alone, or" in words
    )
    assert "answered alone are left out" not in words
    assert "Answers of 2 people who answered alone are left out" in said(note(left_out=2))
    assert "For 2 indicators, the room agreed on a level" in words
    assert "the room agreed" not in said(note())
    assert "The room agreed that 1 indicator does not apply." in said(note(agreed_na=1))


@pytest.mark.parametrize(
    ("threshold", "method"),
    [(0, Method()), (0.6, Method(missing="unknown-as-zero"))],
)
def test_where_no_threshold_holds_none_is_told(threshold: float, method: Method) -> None:
    words = said(note(replace(ASKED, threshold=threshold), method))
    assert "A score is shown however low its coverage is." in words
    assert "is at least" not in words


def test_usual_departments_are_named_in_the_language_of_the_note() -> None:
    made = ScoringFacts(ASKED, Method(), "full", 4, 0, ROOMS, 3)
    words = said(method_note(made, Text("zh-Hans")))
    assert "参与者：水务：7 人、其他部门：3 人。" in words
    assert "Water" not in words
    assert "Other departments" not in words


def test_an_open_workshop_says_so() -> None:
    assert "This workshop had no small-group protection: every department is shown" in said(
        note(k=0)
    )


def test_where_groups_scored_their_themes_departments_are_read_as_groups() -> None:
    made = ScoringFacts(ASKED, Method(), "full", 4, 0, ROOMS, 3)
    grouped = said(whole_note(replace(made, by_theme=True), Text()))
    assert "Where this note says department, read group." in grouped
    assert "A blind spot is a theme" in said(whole_note(made, Text()))
    assert "A blind spot is a theme" not in grouped


@pytest.mark.parametrize(
    ("rule", "k", "combined"),
    [("departments", 3, True), ("departments", 0, False), ("people", 3, False)],
)
def test_combined_departments_are_explained_where_there_can_be_some(
    rule: CityRule, k: int, combined: bool
) -> None:
    words = said(note(method=Method(city_rule=rule), k=k))
    assert ("few people gave a level are combined" in words) == combined
