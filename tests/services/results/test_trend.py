"""What changed in a city from workshop to workshop, and who may read what of the earlier ones."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from scipy import stats

from resilience.errors import NotAllowed, WrongTime
from resilience.framework import AnswerValue, Framework, load_source
from resilience.scoring.comparison.comparability import OTHER_FRAMEWORK
from resilience.scoring.comparison.years import Movement
from resilience.services.access.access import NOBODY, Visitor
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.results.trend import Trend, admit_trend, read_trend
from resilience.services.voting.my_data import erase_own
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import reply_first, show_to_officials
from resilience.store import Store
from resilience.store.tables import Participant, Workshop
from resilience.text import Text
from resilience.wording.years.covered import chart_words, common_words
from resilience.wording.years.lines import line_frame, score_lines, step_rows, year_legend
from resilience.wording.years.overall import more_words, overall_words, trend_headline
from resilience.wording.years.trend import (
    apart_words,
    change_words,
    compared_lines,
    moved_rows,
    moved_words,
    trend_finding,
)
from tests.conftest import STRUCTURE, WORDS
from tests.services.held import HOST, Held, finish, reveal, rows, set_up
from tests.services.remembered import remembered

TEXT = Text("en")
#: departments of which four people each answer, and one that comes only where a test says so
PLACES = {"Water": 4, "Roads": 4, "Works": 4, "Health": 4, "Power": 8}
#: what each of four people of a department answers
Answers = Mapping[str, Sequence[AnswerValue]]
#: the city at 50 in both themes: personal means of water 25 to 75, of power 50
MIDDLE: Answers = {"W1": (1, 2, 2, 3), "W2": (1, 2, 2, 3), "P1": (2, 2, 2, 2), "P2": (5, 5, 5, 5)}
#: the codes of the theme water
WATER = ("WAT", "W1", "W2")
#: the city at 100 and 50
BETTER: Answers = {**MIDDLE, "W1": (4, 4, 4, 4), "W2": (4, 4, 4, 4)}


def year(
    store: Store, framework: Framework, of: int, answers: Answers, departments: int = 4
) -> Held:
    """A workshop of the city in a year, revealed; four people of so many departments answer."""
    held = voted(store, framework, of, answers, departments)
    remembered(store, f"{held.code}: revealed", lambda: held.move(rounds.close_vote, rounds.reveal))
    return held


def voted(
    store: Store,
    framework: Framework,
    of: int,
    answers: Answers,
    departments: int = 4,
    **asked: Any,
) -> Held:
    held = set_up(store, framework, date=datetime.date(of, 10, 13), departments=PLACES, **asked)
    what = f"{held.code}: {answers!r} in {departments} departments"
    remembered(store, what, lambda: _vote(held, answers, departments))
    return held


def _vote(held: Held, answers: Answers, departments: int) -> None:
    held.move(rounds.open_vote)
    for name in list(PLACES)[:departments]:
        for at in range(4):
            said = {code: given[at] for code, given in answers.items()}
            held.say(held.join(name), **said)


def ends(found: Trend) -> list[str]:
    """The words at the end of the line of each theme."""
    return [change_words(found.steps[-1], theme, TEXT) for theme in found.common]


def trend(held: Held, who: str = "official") -> Trend:
    """The trend as somebody reads it who must first be admitted."""
    workshop_id, _, earlier = admit_trend(held.store, held.staff(who), held.code)
    return read_trend(held.store, workshop_id, [one for one, _ in earlier])


@pytest.fixture
def two(sqlite_store: Store, framework: Framework) -> Held:
    """The second of two years: water went from 50 to 100, power stayed."""
    year(sqlite_store, framework, 2025, MIDDLE)
    return year(sqlite_store, framework, 2026, BETTER)


def test_two_years_worked_by_hand(two: Held) -> None:
    found = trend(two)
    assert [point.scores for point in found.points] == [
        {"overall": 50.0, "WAT": 50.0, "PWR": 50.0},
        {"overall": 75.0, "WAT": 100.0, "PWR": 50.0},
    ]
    (step,) = found.steps
    assert step.scores == {"WAT": 50.0, "PWR": 0.0}
    assert step.overall == (50.0, 75.0)
    assert {theme: one.verdict for theme, one in step.votes.items()} == {
        "WAT": "clear rise",
        "PWR": "may be chance",
    }
    # four departments rose by 50 each, so by the answers alone it would be surer: of 16 people the
    # changes spread by 25^2 / 16 at least, 3.125 of their mean; three tests with the overall
    p = 2 * stats.t.sf(50 / 3.125, 3)
    assert step.votes["WAT"].p == pytest.approx(3 * p)
    assert step.votes["WAT"].departments == 4
    assert step.whole is not None
    assert (step.whole.change, step.whole.verdict) == (25.0, "clear rise")
    assert step.apart == ()
    assert found.whole is None
    assert [(row.code, row.difference, row.finding) for row in found.moved] == [
        ("W1", 50.0, True),
        ("W2", 50.0, True),
    ]


def test_two_years_in_words(two: Held, framework: Framework) -> None:
    found = trend(two)
    assert (
        trend_headline(found, TEXT)
        == "1 theme rose clearly, none fell clearly between 2025 and 2026"
    )
    (overall,) = more_words(found, TEXT)
    assert overall == "The overall score is 75, clearly up from 50 in 2025."
    assert trend_finding(found, framework, TEXT) == (
        "Changes from 2025 to 2026 range from Water +50.0 (clear rise) down to Power 0.0."
    )
    assert ends(found) == ["+50.0 · clear rise", "0.0"]
    assert line_frame(found, framework, TEXT).to_dict("index") == {
        "2025": {"Overall": 50.0, "Water": 50.0, "Power": 50.0},
        "2026": {"Overall": 75.0, "Water": 100.0, "Power": 50.0},
    }
    words = step_rows(found, framework, TEXT).loc["2025 to 2026"]
    assert words["Water"] == "+50.0 · clear rise"
    assert words["Power"] == "0.0"
    shown = replace(found.steps[0], scores={"WAT": 50.0, "PWR": 0.1})
    words = step_rows(replace(found, steps=(shown,)), framework, TEXT).loc["2025 to 2026"]
    # t(1 - .05 / 6) of three degrees, with 25^2 / 16 as the variance of four changes: 4.86 * 3.125
    assert words["Power"] == (
        "+0.1 · may be chance (With 4 departments or groups whose changes differ as much as these, we would call a change of 16 points or more clear.)"
    )
    assert common_words(found, framework, TEXT) == (
        "The chart uses all 4 indicators, which every workshop asked."
    )
    assert chart_words(found, TEXT).startswith(
        "changes since 2025 · 16 people in 2025, 16 people in 2026 · clear change: one that chance"
    )
    settled = replace(found, steps=(replace(found.steps[0], beyond=frozenset({"WAT"})),))
    more = chart_words(settled, TEXT).removeprefix(chart_words(found, TEXT))
    assert more == " · The score includes later votes or the room's decisions"
    ((day, line, comparable),) = compared_lines(found, TEXT)
    assert (day, comparable) == ("October 13, 2025", True)
    assert "all 4 indicators were asked in both" in line
    assert moved_words(found, TEXT) == "2 indicators moved by a level or more."
    assert moved_rows(found, framework, TEXT).to_dict("index")["W1 · Drains"] == {
        "2025": 50.0,
        "2026": 100.0,
        "Moved by": "+50.0",
        "Size of change": "a level or more",
    }
    assert apart_words(found, framework, TEXT) == []


def test_of_three_departments_nothing_is_called_clear_and_it_says_why(
    sqlite_store: Store, framework: Framework
) -> None:
    year(sqlite_store, framework, 2025, MIDDLE, departments=3)
    found = trend(year(sqlite_store, framework, 2026, BETTER, departments=3))
    why = (
        "Votes can be compared for fewer than four departments or groups, so a real change "
        "cannot be told apart from a change in who took part."
    )
    assert trend_headline(found, TEXT) == (
        "Too few votes or departments to tell whether any change is more than chance between 2025 and 2026"
    )
    assert more_words(found, TEXT) == [f"The overall score is 75 (50 in 2025). {why}"]
    assert ends(found) == ["+50.0 · too few to tell", "0.0 · too few to tell"]
    words = step_rows(found, framework, TEXT).loc["2025 to 2026"]
    assert words["Water"] == f"+50.0 · too few to tell ({why})"


def test_a_change_beyond_the_scale_is_not_asked_for(two: Held) -> None:
    found = trend(two)
    (step,) = found.steps
    assert step.whole is not None
    for start, least, possible in ((50.0, 49.9, True), (50.0, 50.1, False), (20.0, 79.0, True)):
        whole = replace(step.whole, start=start, clear_from=least, verdict="may be chance")
        (said,) = more_words(replace(found, steps=(replace(step, whole=whole),)), TEXT)
        assert ("points or more clear." in said) == possible
        assert said.endswith("change might not be called clear.") != possible


def test_a_shown_change_as_large_as_what_would_be_clear_stands_alone(two: Held) -> None:
    """The votes moved less than the scores, which count agreed levels."""
    found = trend(two)
    (step,) = found.steps
    assert step.whole is not None
    for least, more in ((25.1, True), (25.0, False)):
        whole = replace(step.whole, clear_from=least, verdict="may be chance")
        said, *_ = more_words(replace(found, steps=(replace(step, whole=whole),)), TEXT)
        assert ("we would call a change" in said) == more


@pytest.mark.parametrize(
    ("overall", "least", "more"),
    [((51.4, 62.6), 11.3, False), ((51.4, 62.6), 12.1, True), ((51.4, 62.5), 11.7, False)],
)
def test_printed_overalls_that_differ_by_what_would_be_clear_stand_alone(
    two: Held, overall: tuple[float, float], least: float, *, more: bool
) -> None:
    """51.4 and 62.6 print as 51 and 63; the third pair as 51 and 63 too, though 11.1 apart."""
    found = trend(two)
    (step,) = found.steps
    assert step.whole is not None
    whole = replace(step.whole, change=11.0, clear_from=least, verdict="may be chance")
    (said,) = more_words(replace(found, steps=(replace(step, overall=overall, whole=whole),)), TEXT)
    assert ("we would call a change" in said) == more


def test_a_printed_change_of_a_theme_that_reaches_what_would_be_clear_stands_alone(
    two: Held, framework: Framework
) -> None:
    found = trend(two)
    (step,) = found.steps
    judged = replace(step.votes["WAT"], clear_from=11.98, verdict="may be chance")
    for change, cell in ((11.96, "+12.0 · may be chance"), (-11.96, "−12.0 · may be chance")):
        votes = {**step.votes, "WAT": replace(judged, change=change)}
        shown = replace(step, scores={"WAT": change, "PWR": None}, votes=votes)
        words = step_rows(replace(found, steps=(shown,)), framework, TEXT)
        assert words.loc["2025 to 2026", "Water"] == cell


def test_the_verdict_of_the_votes_is_not_of_an_overall_that_moved_otherwise(two: Held) -> None:
    found = trend(two)
    (step,) = found.steps
    assert not step.beyond
    assert step.whole is not None
    for overall in ((54.6, 55.4), (55.0, 54.4)):
        shown = replace(step, overall=overall, whole=replace(step.whole, change=1.0))
        said, basis = more_words(replace(found, steps=(shown,)), TEXT)
        before, after = (TEXT.number(score) for score in overall)
        assert said == (
            f"The overall score is {after} ({before} in 2025). On the questions scored both times, there was a clear rise in the overall score."
        )
        assert basis == "Judged for each department on the questions it scored both times."


def test_themes_that_changed_alike_are_all_named(two: Held, framework: Framework) -> None:
    found = trend(two)
    (step,) = found.steps

    def said(**scores: float) -> str:
        near = replace(step.votes["WAT"], change=3.0)
        steps = (replace(step, scores=scores, votes={**step.votes, "WAT": near}),)
        return trend_finding(replace(found, steps=steps), framework, TEXT)

    assert (
        said(WAT=0.0, PWR=0.04) == "From 2025 to 2026, every theme changed by the same amount: 0.0."
    )
    assert said(WAT=3.0, PWR=3.01, W1=1.0) == (
        "Changes from 2025 to 2026 range from Water +3.0 (clear rise), Power +3.0 (may be chance) down to Drains +1.0."
    )
    many = said(WAT=1.0, PWR=1.0, W1=1.0, W2=1.0, P1=0.0)
    assert "range from 4 themes +1.0 down to" in many


def test_one_workshop_has_nothing_before_it(sqlite_store: Store, framework: Framework) -> None:
    found = trend(year(sqlite_store, framework, 2026, MIDDLE))
    assert (len(found.points), found.steps, found.whole, found.moved) == (1, (), None, ())


def test_three_years_are_judged_from_each_to_the_next_and_from_first_to_last(
    sqlite_store: Store, framework: Framework
) -> None:
    year(sqlite_store, framework, 2024, BETTER)
    year(sqlite_store, framework, 2025, MIDDLE)
    found = trend(year(sqlite_store, framework, 2026, MIDDLE))
    assert [step.votes["WAT"].verdict for step in found.steps] == [
        "clear fall",
        "may be chance",
    ]
    assert found.whole is not None
    assert found.whole.votes["WAT"].verdict == "clear fall"
    assert trend_headline(found, TEXT) == ("No theme changed clearly between 2025 and 2026")
    assert more_words(found, TEXT)[-1] == "Since 2024: 1 theme fell clearly, none rose clearly."
    assert list(step_rows(found, framework, TEXT).index) == [
        *("2025 to 2026", "2024 to 2025", "2024 to 2026"),
    ]


def test_the_later_reader_sees_the_city_before_and_the_earlier_one_not_what_came_after(
    sqlite_store: Store, framework: Framework
) -> None:
    first = year(sqlite_store, framework, 2025, MIDDLE)
    second = year(sqlite_store, framework, 2026, BETTER)
    for role in ("facilitator", "cofacilitator", "official", "lead"):
        assert [p.code for p in trend(second, role).points] == [first.code, second.code]
    assert [p.code for p in trend(first).points] == [first.code]
    for who in (NOBODY, first.staff("official")):
        with pytest.raises(NotAllowed):
            admit_trend(sqlite_store, who, second.code)


def test_nothing_of_a_department_nor_of_moments_is_in_a_trend(two: Held) -> None:
    said = repr(trend(two))
    assert "Water" not in said, "a department of both workshops"
    assert "Moments" not in said


def test_another_city_is_not_in_it(sqlite_store: Store, framework: Framework) -> None:
    elsewhere = replace(set_up(sqlite_store, framework).view.city, name="Sintra")
    other = set_up(sqlite_store, framework, city=elsewhere, date=datetime.date(2025, 10, 13))
    other.bring_to(Phase.REVEALED)
    assert len(trend(year(sqlite_store, framework, 2026, MIDDLE)).points) == 1


def test_an_earlier_result_counts_once_its_officials_see_it(
    sqlite_store: Store, framework: Framework
) -> None:
    hidden = voted(sqlite_store, framework, 2024, MIDDLE)
    replying = voted(sqlite_store, framework, 2025, MIDDLE)
    reply_first(sqlite_store, HOST, replying.code)
    replying.move(rounds.close_vote, rounds.reveal)
    last = year(sqlite_store, framework, 2026, MIDDLE)
    for role in ("official", "facilitator"):
        assert [point.code for point in trend(last, role).points] == [last.code]
    show_to_officials(sqlite_store, HOST, replying.code)
    hidden.move(rounds.close_vote, rounds.reveal)
    finish(sqlite_store, HOST, hidden.code)
    codes = [hidden.code, replying.code, last.code]
    assert [point.code for point in trend(last).points] == codes
    replying.move(rounds.reopen_vote)
    assert [point.code for point in trend(last).points] == [hidden.code, last.code]


def test_an_earlier_open_workshop_stays_in_its_room(
    sqlite_store: Store, framework: Framework
) -> None:
    voted(sqlite_store, framework, 2025, MIDDLE, k=0).move(rounds.close_vote, rounds.reveal)
    assert len(trend(year(sqlite_store, framework, 2026, MIDDLE)).points) == 1


def test_before_the_reveal_there_is_no_trend(sqlite_store: Store, framework: Framework) -> None:
    year(sqlite_store, framework, 2025, MIDDLE)
    with pytest.raises(WrongTime):
        trend(voted(sqlite_store, framework, 2026, MIDDLE))


def test_a_change_of_an_earlier_workshop_changes_the_marks(
    sqlite_store: Store, framework: Framework
) -> None:
    first = year(sqlite_store, framework, 2025, MIDDLE)
    last = year(sqlite_store, framework, 2026, MIDDLE)
    before = admit_trend(sqlite_store, HOST, last.code)
    agree(sqlite_store, HOST, first.code, "W1", 0.0)
    after = admit_trend(sqlite_store, HOST, last.code)
    assert before[:2] == after[:2]
    assert before[2] != after[2]
    # water (0 + 50)/2 by what was agreed
    assert trend(last).points[0].scores["WAT"] == 25.0


def test_a_score_with_agreed_levels_has_no_verdict_beside_it(
    sqlite_store: Store, framework: Framework
) -> None:
    first = year(sqlite_store, framework, 2024, MIDDLE)
    for code in ("W1", "W2"):
        agree(sqlite_store, HOST, first.code, code, 4.0)
    better = {**MIDDLE, "W1": (3,) * 4, "W2": (3,) * 4}
    year(sqlite_store, framework, 2025, better)
    found = trend(year(sqlite_store, framework, 2026, better))
    assert found.steps[0].votes["WAT"].verdict == "clear rise"
    assert ends(found) == ["0.0", "0.0"]
    cells = step_rows(found, framework, TEXT)["Water"].to_dict()
    assert cells["2024 to 2025"] == cells["2024 to 2026"] == "−25.0"
    before = replace(found, steps=found.steps[:1])
    assert trend_finding(before, framework, TEXT).endswith("down to Water −25.0.")
    assert apart_words(found, framework, TEXT) == [
        "Clear changes in first votes (each department is compared on the questions it scored both times): Water (clear rise, 2024 to 2025), Water (clear rise, 2024 to 2026).",
    ]
    assert more_words(found, TEXT)[-1].startswith(
        "Since 2024, in first votes (each department is compared on the questions it scored both times): 1 theme"
    )


def voted_again(held: Held, people: Sequence[Visitor], level: AnswerValue) -> Held:
    """The workshop after a second vote on water, in which everyone gives this level."""
    rounds.open_vote(held.store, HOST, held.code, ["W1", "W2"])
    for who in people:
        held.say(who, W1=level, W2=level)
    held.move(rounds.close_vote, reveal)
    return held


def test_the_score_of_a_later_vote_has_no_verdict_beside_it(
    sqlite_store: Store, framework: Framework
) -> None:
    """First votes alike in both years, and a second vote at the top."""
    year(sqlite_store, framework, 2025, MIDDLE)
    last = set_up(sqlite_store, framework, date=datetime.date(2026, 10, 13), departments=PLACES)
    last.move(rounds.open_vote)
    people = []
    for name in list(PLACES)[:4]:
        for at in range(4):
            people.append(last.join(name))
            last.say(people[-1], **{code: given[at] for code, given in MIDDLE.items()})
    last.move(rounds.close_vote, rounds.reveal)
    found = trend(voted_again(last, people, 4))
    (step,) = found.steps
    assert (step.scores["WAT"], step.votes["WAT"].verdict) == (50.0, "may be chance")
    assert (
        trend_headline(found, TEXT) == "First votes: no theme changed clearly between 2025 and 2026"
    )
    lines = [*score_lines(found, framework, TEXT).values()]
    assert year_legend(found, lines, TEXT) == {
        "overall": "Overall",
        "unclear": "no clear change in first votes",
    }
    overall, basis = more_words(found, TEXT)
    assert overall == (
        "The overall score is 75 (50 in 2025). First votes show no clear change in the overall score."
    )
    assert basis == (
        "The score includes later votes or the room's decisions. The verdicts compare first votes only, "
        "for each department on the questions that it scored both times."
    )
    assert ends(found) == ["+50.0", "0.0"]
    assert step_rows(found, framework, TEXT).loc["2025 to 2026", "Water"] == "+50.0"
    assert apart_words(found, framework, TEXT) == [
        "No clear change in first votes (each department is compared on the questions it scored both times): Water.",
    ]


#: what is printed in place of a verdict on the overall


def test_an_overall_that_nobody_answered_as_a_whole_is_judged_by_what_departments_scored(
    sqlite_store: Store, framework: Framework
) -> None:
    """Half of each department answers water alone, half power alone."""
    half: Answers = {
        "W1": (2, 2, 2, 2, "dk", "dk", "dk", "dk"),
        "P1": ("dk", "dk", "dk", "dk", 2, 2, 2, 2),
    }
    for of in (2025, 2026):
        day = datetime.date(of, 10, 13)
        held = set_up(sqlite_store, framework, date=day, departments=dict.fromkeys(PLACES, 8))
        held.move(rounds.open_vote)
        for name in list(PLACES)[:4]:
            for at in range(8):
                water, power = half["W1"][at], half["P1"][at]
                held.say(held.join(name), W1=water, W2=water, P1=power, P2=power)
        held.move(rounds.close_vote, rounds.reveal)
    assert more_words(trend(held), TEXT) == ["The overall score is 58 (58 in 2025)."]


def test_an_overall_without_a_department_in_both_years_is_not_judged(
    sqlite_store: Store, framework: Framework
) -> None:
    year(sqlite_store, framework, 2025, MIDDLE, departments=1)
    held = set_up(sqlite_store, framework, date=datetime.date(2026, 10, 13), departments=PLACES)
    held.move(rounds.open_vote)
    for at in range(4):
        held.say(held.join("Roads"), **{code: said[at] for code, said in MIDDLE.items()})
    held.move(rounds.close_vote, rounds.reveal)
    assert more_words(trend(held), TEXT)[0] == (
        "The overall score is 50 (50 in 2025). No department has its own votes in both years, so we do not "
        "say whether the score changed."
    )


def test_an_overall_of_groups_is_not_judged(sqlite_store: Store, framework: Framework) -> None:
    for of in (2025, 2026):
        held = set_up(sqlite_store, framework, date=datetime.date(of, 10, 13))
        held.group("scores", A="WAT", B="PWR")
        held.move(rounds.open_vote)
        for at in range(4):
            held.say(held.join("A"), W1=MIDDLE["W1"][at], W2=MIDDLE["W2"][at])
            held.say(held.join("B"), P1=MIDDLE["P1"][at], P2=MIDDLE["P2"][at])
        held.move(rounds.close_vote, rounds.reveal)
    assert more_words(trend(held), TEXT)[0].endswith(
        "Results are by group, so we do not say whether the score changed."
    )


@pytest.fixture
def changed() -> Framework:
    """The framework of the tests in a second version: W3 is new in water, W2 has other levels."""
    structure = STRUCTURE.replace('version: "1"', 'version: "2"').replace(
        "- {code: W2}", "- {code: W2, scale: {levels: 3}}\n      - {code: W3}"
    )
    levels = "levels: [No., Half., Yes.]"
    words = WORDS.replace(
        "W2: {title: Dikes, question: Do they hold?, levels: [No., Rarely., Half., Mostly., Yes.]}",
        f"W2: {{title: Dikes, question: Do they hold?, {levels}}}\n"
        "  W3: {title: Pumps, question: Do they run?, levels: [No., Rarely., Half., Mostly., Yes.]}",
    )
    return load_source({"framework.yaml": structure, "text.en.yaml": words})


def test_a_changed_scorecard_is_computed_anew_on_what_both_asked(
    sqlite_store: Store, framework: Framework, changed: Framework
) -> None:
    year(sqlite_store, framework, 2025, MIDDLE)
    answers = {**MIDDLE, "W1": (4, 4, 4, 4), "W2": (0, 0, 0, 0), "W3": (0, 0, 0, 0)}
    last = year(sqlite_store, changed, 2026, answers)
    found = trend(last)
    # water by W1 alone: 50, then 100
    assert [point.scores for point in found.points] == [
        {"overall": 50.0, "WAT": 50.0, "PWR": 50.0},
        {"overall": 75.0, "WAT": 100.0, "PWR": 50.0},
    ]
    (step,) = found.steps
    assert step.unjudged is None
    assert ends(found) == ["+50.0 · clear rise", "0.0"]
    assert apart_words(found, changed, TEXT) == []
    assert common_words(found, changed, TEXT) == (
        "The chart uses 3 of 5 indicators. Each theme's line covers the workshops that used the same indicators. Indicators per theme: Water 1, Power 2."
    )


#: warning if an indicator has a score in one year only
CAN_MOVE = "Indicators with a score in only some of these workshops can make scores rise or fall."


@pytest.mark.parametrize(
    ("unanswered", "words"),
    [
        (
            ("W2", ""),
            f"The chart uses the indicators that every workshop asked and that have a score: 3 in 2025, 4 in 2026. {CAN_MOVE}",
        ),
        (
            ("W2", "W1"),
            f"The chart uses the indicators that every workshop asked and that have a score: 3 in 2025, 3 in 2026. {CAN_MOVE}",
        ),
        (
            ("W2", "W2"),
            "The chart uses 3 of the 4 indicators that every workshop asked; the others have no score in any of them.",
        ),
    ],
)
def test_the_lines_are_said_to_use_only_indicators_with_a_score(
    sqlite_store: Store, framework: Framework, unanswered: tuple[str, str], words: str
) -> None:
    then, now = (without(code) for code in unanswered)
    year(sqlite_store, framework, 2025, then)
    found = trend(year(sqlite_store, framework, 2026, now))
    assert common_words(found, framework, TEXT) == words


def test_of_a_changed_scorecard_too_only_indicators_with_a_score_are_said_to_count(
    sqlite_store: Store, framework: Framework, changed: Framework
) -> None:
    year(sqlite_store, framework, 2025, without("P1"))
    last = {**MIDDLE, "W2": (0, 0, 0, 0), "W3": (0, 0, 0, 0)}
    found = trend(year(sqlite_store, changed, 2026, last))
    assert common_words(found, changed, TEXT) == (
        "Each theme's line covers the workshops that used the same indicators. Indicators per theme: Water 1, Power 2. "
        f"Those with a score: 2 in 2025, 3 in 2026. {CAN_MOVE}"
    )


def without(code: str) -> Answers:
    """The answers `MIDDLE` with one indicator unanswered."""
    return {one: said for one, said in MIDDLE.items() if one != code}


def test_a_theme_that_an_earlier_workshop_lacked_was_not_asked_by_all(
    sqlite_store: Store, framework: Framework
) -> None:
    lines = STRUCTURE.replace('version: "1"', 'version: "0"').splitlines()
    power = "\n".join(line for line in lines if not any(code in line for code in WATER))
    words = "\n".join(
        line for line in WORDS.splitlines() if not any(code in line for code in WATER)
    )
    old = load_source(
        {
            "framework.yaml": power.replace("themes:\n    indicators:\n", "themes:\n") + "\n",
            "text.en.yaml": words + "\n",
        }
    )
    year(sqlite_store, old, 2025, {"P1": MIDDLE["P1"], "P2": MIDDLE["P2"]})
    found = trend(year(sqlite_store, framework, 2026, BETTER))
    assert [point.scores["WAT"] for point in found.points] == [None, 100.0]
    assert common_words(found, framework, TEXT) == (
        "The chart uses 4 of 4 indicators. Each theme's line covers the workshops that used the same indicators. Indicators per theme: Water 2, Power 2."
    )


def test_a_changed_theme_says_the_same_once_the_answers_are_gone(
    sqlite_store: Store, framework: Framework, changed: Framework
) -> None:
    first = year(sqlite_store, framework, 2025, MIDDLE)
    last = year(sqlite_store, changed, 2026, {**BETTER, "W2": (2,) * 4, "W3": (4,) * 4})
    before = trend(last)
    with sqlite_store.write() as session:
        for person in rows(sqlite_store, Participant, workshop_id=first.id):
            session.delete(person)
        session.get_one(Workshop, first.id).removed_at = datetime.datetime.now(datetime.UTC)
    found = trend(last)
    assert found == before
    (step,) = found.steps
    assert step.scores["WAT"] == 50.0
    assert ends(found) == ["+50.0 · clear rise", "0.0"]
    assert trend_headline(found, TEXT) == (
        "1 theme rose clearly, none fell clearly between 2025 and 2026"
    )


def test_a_theme_asked_again_after_an_erasure_is_not_called_too_few(
    sqlite_store: Store, framework: Framework
) -> None:
    """Everyone answered everything in both years; one erased their data before the vote on W2."""
    year(sqlite_store, framework, 2025, MIDDLE)
    last = set_up(sqlite_store, framework, date=datetime.date(2026, 10, 13), departments=PLACES)
    rounds.open_vote(sqlite_store, HOST, last.code)
    people = [last.join(name) for name in list(PLACES)[:4] for _ in range(4)]
    for at, who in enumerate(people):
        last.say(who, **{code: said[at % 4] for code, said in MIDDLE.items() if code != "W2"})
    last.move(rounds.close_vote, rounds.reveal)
    erase_own(sqlite_store, people.pop(0))
    rounds.open_vote(sqlite_store, HOST, last.code, ["W2"])
    for who in people:
        last.say(who, W2=2)
    last.move(rounds.close_vote, reveal)
    found = trend(last)
    (step,) = found.steps
    assert (step.apart, step.partly, step.unjudged) == ((), (), None)
    assert step.votes["PWR"].departments == 4
    assert ends(found) == ["0.0", "0.0"]
    assert more_words(found, TEXT)[0].startswith("The overall score is 50 (50 in 2025).")
    assert (
        "Change not judged, because no department scored enough of the same questions both times: Water."
        in apart_words(found, framework, TEXT)
    )


def test_nothing_is_judged_in_an_open_workshop(sqlite_store: Store, framework: Framework) -> None:
    """Readers of it are not the room of the one before."""
    year(sqlite_store, framework, 2025, MIDDLE)
    held = voted(sqlite_store, framework, 2026, BETTER, k=0)
    held.move(rounds.close_vote, rounds.reveal)
    found = trend(held)
    (step,) = found.steps
    assert (step.votes, step.whole, step.apart, step.partly) == ({}, None, (), ())
    assert step.scores["WAT"] == 50.0
    assert trend_headline(found, TEXT) == (
        "No verdict on whether the themes changed between 2025 and 2026"
    )
    assert more_words(found, TEXT) == [
        "The overall score is 75 (50 in 2025). This workshop has no small-group "
        "protection: a department may be a single person, so we do not say whether the score changed."
    ]
    assert ends(found) == ["+50.0", "0.0"]
    assert apart_words(found, framework, TEXT) == []


def test_a_year_on_another_scorecard_is_told_with_the_reason_and_in_no_line(
    sqlite_store: Store, framework: Framework
) -> None:
    other = load_source(
        {
            "framework.yaml": STRUCTURE.replace("id: two-themes", "id: other"),
            "text.en.yaml": WORDS,
        }
    )
    year(sqlite_store, other, 2024, MIDDLE)
    year(sqlite_store, framework, 2025, MIDDLE)
    found = trend(year(sqlite_store, framework, 2026, BETTER))
    assert [point.comparable for point in found.points] == [False, True, True]
    assert found.points[0].scores == {}
    assert len(found.steps) == 1
    assert list(line_frame(found, framework, TEXT).index) == ["2025", "2026"]
    assert compared_lines(found, TEXT)[-1] == (
        "October 13, 2024",
        f"Not comparable: {OTHER_FRAMEWORK}.",
        False,
    )


def test_two_workshops_of_a_year_are_called_by_their_days(
    sqlite_store: Store, framework: Framework
) -> None:
    spring = set_up(sqlite_store, framework, date=datetime.date(2026, 3, 1))
    spring.bring_to(Phase.REVEALED)
    found = trend(year(sqlite_store, framework, 2026, MIDDLE))
    assert "between the workshop of March 1, 2026 and the workshop of Oct" in trend_headline(
        found, TEXT
    )


def test_two_workshops_of_one_day_are_told_apart_by_their_codes(
    sqlite_store: Store, framework: Framework
) -> None:
    """The words of a step stand at its own workshops, not at the first of their day."""
    one = year(sqlite_store, framework, 2025, BETTER)
    other = year(sqlite_store, framework, 2025, MIDDLE)
    found = trend(year(sqlite_store, framework, 2026, MIDDLE))
    day = "October 13, 2025"
    assert list(step_rows(found, framework, TEXT).index) == [
        f"{day} ({other.code}) to 2026",
        f"{day} ({one.code}) to {day} ({other.code})",
        f"{day} ({one.code}) to 2026",
    ]


def test_departments_present_once_are_named_and_not_compared(
    sqlite_store: Store, framework: Framework
) -> None:
    """Four stayed at 50; Power came only the second time, at 100."""
    year(sqlite_store, framework, 2025, MIDDLE)
    held = voted(sqlite_store, framework, 2026, MIDDLE)
    for _ in range(8):
        held.say(held.join("Power"), W1=4, W2=4, P1=4, P2=0)
    held.move(rounds.close_vote, rounds.reveal)
    found = trend(held)
    (step,) = found.steps
    assert step.overall == (50.0, 60.0)
    assert (step.votes["WAT"].change, step.votes["WAT"].verdict) == (0.0, "may be chance")
    overall, basis, left_out = more_words(found, TEXT)
    assert overall == (
        "The overall score is 60 (50 in 2025). In the departments or groups compared, first votes show no clear change in the overall score."
    )
    assert basis == (
        "Judged only for the departments or groups compared, each on the questions it scored both times."
    )
    assert left_out == (
        "Left out of the verdicts on the last two workshops, because their votes cannot be compared, but included in the scores where they voted: Power."
    )
    assert ends(found) == ["+10.0", "+10.0"]
    assert trend_headline(found, TEXT) == (
        "First votes of the departments or groups compared: no theme changed clearly between 2025 and 2026"
    )
    assert apart_words(found, framework, TEXT) == [
        "No clear change in the departments or groups compared, each on the questions it scored both times: Water, "
        "Power."
    ]


def test_a_verdict_is_apart_from_a_score_in_which_an_absent_department_counted(
    sqlite_store: Store, framework: Framework
) -> None:
    """Four fell from 100 to 50 in water; Power, at 0, stayed away, so that the overall fell less."""
    first = voted(sqlite_store, framework, 2025, BETTER)
    for _ in range(8):
        first.say(first.join("Power"), W1=0, W2=0, P1=2, P2=5)
    first.move(rounds.close_vote, rounds.reveal)
    found = trend(year(sqlite_store, framework, 2026, MIDDLE))
    assert more_words(found, TEXT)[0] == (
        "The overall score is 50 (65 in 2025). In the departments or groups compared, first votes show a clear fall in the overall score."
    )
    assert ends(found) == ["−30.0", "0.0"]
    assert apart_words(found, framework, TEXT) == [
        "Clear changes in the departments or groups compared, each on the questions it scored both times: Water (clear fall).",
        "No clear change in the departments or groups compared, each on the questions it scored both times: Power.",
    ]


@pytest.mark.parametrize(
    ("moved", "limit", "verdict", "apart"),
    [
        (40.0, 24.9, "clear rise", False),
        (40.0, 25.1, "clear rise", True),
        (25.0, 25.1, "clear rise", False),
        (-40.0, 24.9, "clear fall", True),
        (10.0, 25.1, "may be chance", False),
        (10.0, 24.9, "may be chance", True),
    ],
)
def test_a_verdict_is_apart_from_a_change_that_would_have_another(
    two: Held, framework: Framework, moved: float, limit: float, verdict: Movement, *, apart: bool
) -> None:
    """25 points are printed; on the questions scored both times departments may have moved otherwise."""
    (step,) = trend(two).steps
    assert step.whole is not None
    whole = replace(step.whole, change=moved, clear_from=limit, verdict=verdict)
    water = replace(whole, change=2 * moved, clear_from=2 * limit)
    found = replace(trend(two), steps=(replace(step, whole=whole, votes={"WAT": water}),))
    said, *basis = more_words(found, TEXT)
    assert ("On the questions scored both times" in said) == apart
    assert basis == ["Judged for each department on the questions it scored both times."] * apart
    assert ends(found)[0] == ("+50.0" if apart else f"+50.0 · {verdict}")
    assert bool(apart_words(found, framework, TEXT)) == apart


def test_a_verdict_is_apart_where_a_department_came_once_for_one_theme(
    sqlite_store: Store, framework: Framework
) -> None:
    """Four stayed at 50. Power answered both themes the first time, and water alone the second."""
    for of, said in ((2025, {"W1": 2, "W2": 2, "P1": 2, "P2": 5}), (2026, {"W1": 2, "W2": 2})):
        held = voted(sqlite_store, framework, of, MIDDLE)
        for _ in range(8):
            held.say(held.join("Power"), **said)
        held.move(rounds.close_vote, rounds.reveal)
    found = trend(held)
    (step,) = found.steps
    assert (step.apart, step.votes["WAT"].once, step.votes["PWR"].once) == ((), 0, 1)
    shown = replace(found, steps=(replace(step, scores={"WAT": 0.4, "PWR": -4.8}),))
    worded = [change_words(shown.steps[0], theme, TEXT) for theme in ("WAT", "PWR")]
    assert worded == ["+0.4 · may be chance", "−4.8"]
    assert more_words(shown, TEXT)[-1] == (
        "Included in the verdicts on some themes only, because on the other themes they scored too few of the same questions both times: Power."
    )
    few = {t: replace(one, verdict="too few to tell") for t, one in step.votes.items()}
    unsure = replace(found, steps=(replace(shown.steps[0], votes=few),))
    assert not any("Included in the verdicts" in said for said in more_words(unsure, TEXT))
    assert apart_words(shown, framework, TEXT) == [
        "No clear change in the departments or groups compared, each on the questions it scored both times: Power."
    ]


def test_departments_that_voted_in_both_are_not_called_absent(
    sqlite_store: Store, framework: Framework
) -> None:
    """Health and Power come both times; the second time two of each, who are shown together."""
    people = dict.fromkeys(PLACES, 4)
    for of, few in ((2025, 4), (2026, 2)):
        held = set_up(sqlite_store, framework, date=datetime.date(of, 10, 13), departments=people)
        held.move(rounds.open_vote)
        for name in PLACES:
            for at in range(few if name in ("Health", "Power") else 4):
                held.say(held.join(name), **{code: said[at] for code, said in MIDDLE.items()})
        held.move(rounds.close_vote, rounds.reveal)
    found = trend(held)
    (step,) = found.steps
    assert step.votes["WAT"].departments == 3
    overall, left_out = more_words(found, TEXT)
    assert "no department" not in overall
    assert left_out == (
        "Left out of the verdicts on the last two workshops, because their votes cannot be compared, but included in the scores where they voted: Health, Other departments, Power."
    )


def test_the_overall_is_named_as_that_of_the_indicators_in_common(
    sqlite_store: Store, framework: Framework
) -> None:
    """The quick tier asks W1 and P1; the last workshop shows 75 of all four."""
    quick = set_up(
        sqlite_store,
        framework,
        date=datetime.date(2025, 10, 13),
        departments=PLACES,
        tier="quick",
    )
    quick.move(rounds.open_vote)
    for name in list(PLACES)[:4]:
        for _ in range(4):
            quick.say(quick.join(name), W1=2, P1=2)
    quick.move(rounds.close_vote, rounds.reveal)
    everything = {"W1": (4,) * 4, "W2": (4,) * 4, "P1": (4,) * 4, "P2": (10,) * 4}
    last = year(sqlite_store, framework, 2026, everything)
    assert last.result().result.city["overall"].value == 75.0
    found = trend(last)
    assert found.steps[0].overall == (50.0, 100.0)
    (said,) = more_words(found, TEXT)
    assert said == (
        "On the indicators that can be compared, the overall score is 100, clearly up from 50 in 2025. Only the 2 "
        "indicators that both workshops asked are used, with the latest weights and rules."
    )
    assert found.steps[0].scored == (2, 2)
    fewer = replace(found.steps[0], scored=(2, 1))
    assert overall_words(found, fewer, TEXT).endswith(
        "rules. Number of these that have a score: 2 in 2025, 1 in 2026."
    )


def test_indicators_that_nobody_knew_in_a_year_are_not_counted_as_scored(
    sqlite_store: Store, framework: Framework
) -> None:
    answers = {"W1": (4,) * 4, "W2": (4,) * 4, "P1": (4,) * 4, "P2": (10,) * 4}
    year(sqlite_store, framework, 2025, answers)
    last = year(sqlite_store, framework, 2026, answers | {"W2": ("dk",) * 4})
    step = trend(last).steps[0]
    assert (step.common, step.scored) == (4, (4, 3))


def test_an_overall_that_went_up_by_what_was_agreed_alone_is_no_clear_rise(
    sqlite_store: Store, framework: Framework
) -> None:
    year(sqlite_store, framework, 2025, BETTER)
    last = year(sqlite_store, framework, 2026, MIDDLE)
    for code in ("W1", "W2", "P1"):
        agree(sqlite_store, HOST, last.code, code, 4.0)
    found = trend(last)
    assert found.steps[0].whole is not None
    assert found.steps[0].whole.verdict == "clear fall"
    assert more_words(found, TEXT)[0] == (
        "The overall score is 88 (75 in 2025). First votes show a clear fall in the overall score."
    )
    assert more_words(found, TEXT)[1].startswith(
        "The score includes later votes or the room's decisions."
    )
