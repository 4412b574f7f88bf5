"""The headline of a result counts the indicators that its score is made of."""

from dataclasses import replace

from resilience.outputs.digest_scores import theme_lines
from resilience.scoring.scores.tables import theme_table
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.workshop.phase import Phase
from resilience.text import Text
from resilience.wording.chart_findings import lowest_themes, themes_words
from resilience.wording.result import counting_words, headline, weakest_theme
from resilience.wording.result_tables import range_words
from tests.scoring.build import framework, indicator, person, scored, theme
from tests.services.held import HOST, Held

TEXT = Text("en")


def test_an_answered_indicator_in_a_theme_that_is_left_out_is_not_counted(held: Held) -> None:
    """W2 is unknown, so Water has half of its weight and is left out; the overall is that of Power."""
    held.move(rounds.open_vote)
    for name in ("Water", "Water", "Water", "Power", "Power", "Power"):
        held.say(held.join(name), W1=0, P1=2, P2=5)
    held.move(rounds.close_vote, rounds.reveal)
    result = held.result()
    overall = result.result.city[result.workshop.framework.root.code]
    assert overall.value == 50
    assert headline(result, overall, TEXT).startswith(
        "50 of 100, from 2 of 4 applicable indicators; 6 people"
    )
    assert range_words(result, TEXT) == (
        "25 to 50, depending on 1 indicator for which too few people gave a level · "
        "1 indicator left out of the score: its theme has too few answers"
    ), "2 of 4, 1 and 1"


def test_all_of_several_lowest_themes_are_named_and_none_where_all_are_alike(held: Held) -> None:
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join("Water"), W1=2, W2=2, P1=2, P2=5)
    held.move(rounds.close_vote, rounds.reveal)
    assert weakest_theme(held.result(), TEXT) == ""
    agree(held.store, HOST, held.code, "P1", 4.0)
    assert weakest_theme(held.result(), TEXT) == "lowest: Water 50"


def test_the_lowest_theme_is_only_that_of_the_themes_with_a_score(held: Held) -> None:
    """C was answered by nobody who knew, so it may be lower."""
    held.bring_to(Phase.REVEALED)
    shown = held.result()
    asked = framework(*(theme(code, indicator(code.lower())) for code in "ABC"))
    city = scored(asked, *[person(a=1, b=2, c="dk")] * 3).city
    workshop = replace(shown.workshop, framework=asked)
    found = replace(shown, workshop=workshop, result=replace(shown.result, city=city))
    assert weakest_theme(found, TEXT) == "lowest of the 2 themes with a score: A 25"


def test_themes_that_print_the_same_score_are_all_the_lowest(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    shown = held.result()
    city = shown.result.city
    for water, power, named in ((50.36, 50.44, ()), (51.0, 51.46, ("WAT",))):
        scores = {
            "WAT": replace(city["WAT"], value=water),
            "PWR": replace(city["PWR"], value=power),
        }
        found = replace(shown, result=replace(shown.result, city={**city, **scores}))
        city = found.result.city
        assert lowest_themes(found.workshop.framework, city, TEXT) == named
        assert bool(weakest_theme(found, TEXT)) == bool(named)
        marked = [one.code for one in theme_lines(found, None, None, TEXT) if one.lowest]
        assert marked == list(named), "pictures mark what the title names"
        below = themes_words(theme_table(found.workshop.framework, city, "en"), TEXT)
        assert weakest_theme(found, TEXT) in below, (
            "the finding of the picture is that of the title"
        )


def test_groups_that_scored_their_themes_count_once(held: Held) -> None:
    """The city has 100 by nine people and 0 by three: 50 by group and 75 by person."""
    held.group("scores", GA="WAT PWR", GB="WAT PWR")
    held.move(rounds.open_vote)
    for name, people, level in (("GA", 9, 4), ("GB", 3, 0)):
        for _ in range(people):
            held.say(held.join(name), W1=level, W2=level, P1=level, P2=0 if level else 10)
    held.move(rounds.close_vote, rounds.reveal)
    assert counting_words(held.result(), TEXT) == [
        "Each group counts once here. If each person counted once, the overall score would be 75."
    ]


def test_lowest_themes_in_points_are_named_with_their_share(held: Held) -> None:
    """Alpha has 1 of 4 points and Beta 2 of 8: both a quarter."""
    held.bring_to(Phase.REVEALED)
    shown = held.result()
    asked = framework(
        theme("A", indicator("a"), rule="sum"),
        theme("B", indicator("b"), indicator("c"), rule="sum"),
        theme("C", indicator("d"), rule="sum"),
        rule="sum",
    )
    city = scored(asked, person(a=1, b=1, c=1, d=4)).city
    workshop = replace(shown.workshop, framework=asked)
    found = replace(shown, workshop=workshop, result=replace(shown.result, city=city))
    assert weakest_theme(found, TEXT) == "lowest: A, B 25\u00a0%"


def test_departments_are_not_said_to_count_once_where_a_later_vote_counts_people(
    held: Held,
) -> None:
    held.bring_to(Phase.REVEALED)
    shown = replace(held.result(), by_people=0.0)
    city = shown.result.city
    root = shown.workshop.framework.root.code
    overall = replace(city[root], value=50.0)
    shown = replace(shown, result=replace(shown.result, city={**city, root: overall}))
    assert counting_words(shown, TEXT)[0].startswith("Each department counts once here.")
    assert counting_words(replace(shown, later={"W1": 2}), TEXT) == [
        "If each person counted once everywhere, the overall score would be 0."
    ]
