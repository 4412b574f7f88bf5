"""The digest has the values of the pages, and compares only what is made of the same indicators."""

import datetime
from dataclasses import replace

import pytest

from resilience.outputs.digest import Digest, digest_of, fact_words
from resilience.outputs.evidence import Evidence, gather
from resilience.outputs.sections.summary import summary_section
from resilience.outputs.workbook_findings import cover_of
from resilience.report import Listed, TwoColumns
from resilience.scoring.scores.tables import indicator_table, strongest, theme_table, weakest
from resilience.services.counting import rounds
from resilience.services.results.priorities import priority_frame
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.peers.rank import standing_headline, standing_rows
from resilience.wording.result import headline
from resilience.wording.result_tables import comparable_rows, range_words, room_rows
from resilience.wording.years.lines import line_frame
from resilience.wording.years.overall import more_words, trend_headline
from tests.outputs.crooked import Crooked, crooked
from tests.outputs.test_report_figures import Shown, shown
from tests.services.held import Held
from tests.services.results.test_results import worked

__all__ = ["shown", "worked"]
pytestmark = pytest.mark.long
TEXT = Text("en")


@pytest.fixture(scope="module")
def demo(shown: Shown) -> Evidence:
    """What the report of the demo is written from."""
    return shown.found


@pytest.fixture(scope="module")
def digest(demo: Evidence) -> Digest:
    """The digest of the demo."""
    return digest_of(demo, TEXT)


@pytest.fixture
def uneven(held: Held) -> Crooked:
    """The workshop of `crooked`."""
    return crooked(held)


def check_pages(found: Evidence) -> Digest:
    """The digest of a result, whose figures are those of Overview, Departments and Priorities."""
    digest, result = digest_of(found, TEXT), found.result
    framework, city = result.workshop.framework, result.result.city
    assert digest.headline == headline(result, city[framework.root.code], TEXT)
    assert digest.range == range_words(result, TEXT)
    themes = theme_table(framework, city, "en").set_index("code")
    shares = {one.code: one.score for one in digest.themes}
    assert shares == pytest.approx(themes["percent"].dropna().to_dict())
    for one in digest.themes:
        row = themes.loc[one.code]
        assert one.shown == TEXT.number(float(themes["score"][one.code]), 1)
        assert (one.low, one.high) == (None, None) or (one.low, one.high) == pytest.approx(
            (row["low"], row["high"])
        )
    ranked = comparable_rows(result, indicator_table(framework, city, "en"))
    for named, page in (
        (digest.indicators.strengths, strongest(ranked)),
        (digest.indicators.gaps, weakest(ranked)),
    ):
        rows = page.rows.head(3)
        assert [one.code for one in named] == rows["code"].tolist()
        assert [one.shown for one in named] == [TEXT.number(x, 1) for x in rows["score"]]
    gains = priority_frame(result, found.first, "en").set_index("code")["gain"]
    lines = digest.priorities.lines if digest.priorities else ()
    assert {one.indicator.split(" ")[0]: one.gain for one in lines} == gains[gains > 0].to_dict()
    room = room_rows(result, TEXT)
    assert [(one.name, one.people) for one in digest.room] == list(room["People"].items())
    return digest


def test_the_digest_of_the_demo_has_the_figures_of_the_pages(demo: Evidence) -> None:
    digest = check_pages(demo)
    assert digest.headline.startswith(
        "58 of 100, from 56 of 58 applicable indicators (1 not applicable); 53 people"
    )
    assert digest.finding.endswith(
        "scores 58 of 100; lowest: Ecological conservation and nature-based solutions 45"
    )
    scores = [one.shown for one in digest.themes]
    assert scores == ["64.5", "64.4", "62.4", "53.9", "44.7"]  # sorted
    assert digest.marks == ("Invented data: this city does not exist.",)
    assert digest.signed[0].startswith("Signed off by Lin Wei (invented) on October 13, 2026")


def test_a_list_of_what_to_find_out_says_how_many_more_there_are(
    demo: Evidence, held: Held
) -> None:
    assert digest_of(demo, TEXT).indicators.find_out_note == ""
    held.move(rounds.open_vote)
    held.vote("Water", "dk", "dk", "dk")
    found = gather(held.reveal(), (), None)
    summary = summary_section(found, TEXT)
    last = summary.parts[-1]
    assert isinstance(last, TwoColumns)
    assert isinstance(last.right, Listed)
    assert (len(last.right.rows), last.right.note) == (3, "1 more indicator")
    card = cover_of(digest_of(found, TEXT), found, TEXT).cards[-1]
    assert (card.heading, card.note) == ("Find out first", "1 more indicator")


def test_the_change_is_worded_as_on_trend(shown: Shown, digest: Digest) -> None:
    assert digest.change == more_words(shown.trend, TEXT)[0]
    assert digest.change_basis
    assert digest.change_basis not in " ".join(fact_words(digest, TEXT)), "only one sentence or two"
    assert digest.trend
    assert set(more_words(shown.trend, TEXT)) < set(digest.trend.more)
    assert digest.trend.headline == trend_headline(shown.trend, TEXT)
    frame = line_frame(shown.trend, shown.result.workshop.framework, TEXT)
    before = frame.iloc[-2].drop("Overall").to_dict()
    assert {one.title: one.previous for one in digest.themes} == pytest.approx(before)


def test_peers_and_departments_are_those_of_their_pages(demo: Evidence, digest: Digest) -> None:
    assert digest.peers
    assert digest.peers.headline == standing_headline(demo.among, digest.city, TEXT)
    rows = standing_rows(demo.among, demo.result.workshop.framework, TEXT)
    gaps = rows["Difference from the peers' median"].drop("Overall").to_dict()
    assert {one.title: (one.score or 0) - (one.median or 0) for one in digest.themes} == (
        pytest.approx(gaps)
    )
    assert digest.departments
    assert digest.departments.headline == (
        "Water and Housing see Resilient urban planning most differently: 43.0 and 81.0 (on the 11 of 12 questions that both scored)"
    )


def test_actions_come_by_due_date_and_gaps_name_theirs(
    demo: Evidence,
) -> None:
    that_day = replace(demo, today=datetime.date(2026, 10, 13))
    digest = digest_of(that_day, TEXT)
    assert [one.department for one in digest.actions] == [
        *("Emergency management", "Water", "Urban utilities", "Civil affairs", "Construction"),
    ]
    assert digest.actions_in_all == 6
    assert digest.actions_said == "6 open actions · 1 is overdue · budgets entered: 1,800,000 CNY"
    assert [one.late for one in digest.actions] == ["overdue", "", "", "", ""]
    late, first = (one.charged for one in digest.actions[:2])
    assert late == "Emergency management, from the workshop of October 14, 2025"
    assert first == "Water"
    last = summary_section(that_day, TEXT).parts[-1]
    listed = last.left if isinstance(last, TwoColumns) else last
    assert isinstance(listed, Listed)
    assert listed.rows[0][2].startswith(late)
    assert listed.rows[0][2].endswith("overdue")
    assert listed.late == (0,), "in the colour that brief, slides and workbook give it"
    assert (len(listed.rows), listed.note) == (5, "1 more action")
    assert {one.action for one in digest.indicators.gaps} == {"no open action"}


def test_a_crooked_workshop_has_the_figures_of_the_pages(uneven: Crooked) -> None:
    digest = check_pages(uneven.found)
    assert [one.name for one in digest.room] == ["Water", "Other departments (Power, Roads)"]
    (gap,) = [
        one for one in digest.indicators.gaps + digest.indicators.strengths if one.code == "W1"
    ]
    assert gap.action == "action: Water"
    assert digest.settled[0].outcome == "level 3 of 4"
    assert (digest.trend, digest.change) == (None, "")


def test_a_median_on_fewer_indicators_does_not_stand_beside_the_score(uneven: Crooked) -> None:
    """Bay did not ask W2: beside it the theme Water is W1 alone, which is not the score shown."""
    part, whole = (digest_of(one, TEXT) for one in (uneven.found, uneven.beside_whole))
    assert {one.code: one.median for one in part.themes}["WAT"] is None
    assert {one.code: one.median for one in whole.themes}["WAT"] == 50
    assert part.peers
    (water,) = [one for one in part.peers.lines if one.code == "WAT"]
    assert water.now == uneven.found.among.own["WAT"]


def test_the_title_says_the_score_and_the_lowest_theme(worked: WorkshopResult) -> None:
    digest = digest_of(gather(worked, (), None), TEXT)
    assert digest.finding == "Cascais scores 55 of 100; lowest: Water 53"
    assert digest.marks == ("No small-group protection: even a group of one person is shown.",)


def test_without_a_score_the_title_says_why(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", "dk", "dk", "dk")
    digest = digest_of(gather(held.reveal(), (), None), TEXT)
    assert digest.finding == "Cascais has no overall score: not scored"
    assert (digest.indicators.strengths, digest.indicators.gaps, digest.actions) == ((), (), ())
    assert digest.signed == ("Nobody has signed this off yet.",)
    assert (digest.departments, digest.peers, digest.priorities) == (None, None, None)


def test_a_single_strength_without_gaps_is_not_said_to_have_no_score(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    digest = digest_of(gather(held.reveal(), (), None), TEXT)
    assert [one.code for one in digest.indicators.strengths] == ["W1"]
    assert digest.indicators.gaps_note.startswith(
        "Too few indicators have different scores to list gaps."
    )
