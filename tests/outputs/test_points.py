"""Where a framework is in points, files and the embedded chart never print shares of the points as points."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

import pytest

from resilience.framework import AnswerValue
from resilience.outputs.embed import chart_words
from resilience.outputs.evidence import gather
from resilience.outputs.report import report_of
from resilience.outputs.slides import deck_of
from resilience.outputs.workbook import results_workbook
from resilience.services.counting import rounds
from resilience.services.results.results import WorkshopResult
from resilience.services.results.trend import Trend
from resilience.store import Store
from resilience.text import Text
from resilience.wording.years.lines import verdict_cards
from tests.indicators import UNDRR_1, shipped
from tests.outputs.pointed import in_points, pointed
from tests.services.held import Held, set_up
from tests.services.results.test_trend import trend
from tests.workbook.sheets import cells, opened

pytestmark = pytest.mark.long
EN = Text("en")
MOMENT = datetime.datetime(2026, 10, 14, 8, 30, tzinfo=datetime.UTC)
APART = "Water and Parks see Recovery most differently: 29\xa0% and 88\xa0%"


@pytest.fixture
def two(sqlite_store: Store) -> Held:
    """The later of two workshops in points."""
    return pointed(sqlite_store)


@pytest.fixture
def result(two: Held) -> WorkshopResult:
    """Its result."""
    return two.result()


@pytest.fixture
def years(two: Held) -> Trend:
    """What changed since the earlier one."""
    return trend(two)


def sentences(part: object) -> Iterator[str]:
    """Every string in what a file is written from."""
    if isinstance(part, str):
        yield part
    elif is_dataclass(part):
        yield from sentences([getattr(part, one.name) for one in fields(part)])
    elif isinstance(part, Iterable) and not isinstance(part, bytes):
        for one in part:
            yield from sentences(one)


def check_shares(words: Iterable[str]) -> None:
    """Nothing but gains is in points, and what change would be clear is in percentage points."""
    said = list(words)
    assert not in_points(said)
    assert any("percentage points or more clear." in one for one in said)
    assert APART in said


def test_slides_print_shares_as_shares(result: WorkshopResult, years: Trend) -> None:
    deck = deck_of(gather(result, (), years), EN, MOMENT)
    check_shares(sentences(deck))
    (notes,) = [one.notes for one in deck.slides if one.title.startswith("Highest: ")]
    assert re.search(r"Recovery: 4 of 6 .* last workshop 3\d\xa0%", notes), notes
    said = list(sentences(deck))
    assert "Moved by (percentage points)" in said
    assert any(re.search(r"Recovery: 6\d\xa0% · 2025 3\d\xa0% · \+28.1", one) for one in said), (
        notes
    )


def test_the_report_prints_shares_as_shares(result: WorkshopResult, years: Trend) -> None:
    said = list(sentences(report_of(result, EN, MOMENT, (), years)))
    check_shares(said)
    assert any("range from Recovery +28.1 percentage points" in one for one in said)
    for head in (
        *("2025 (%)", "2026 (%)", "2025 to 2026 (percentage points)"),
        *("Score now (%)", "Gap in percentage points"),
    ):
        assert head in said, head
    assert any("Change in the score, in percentage points" in one for one in said)
    assert any("The widest gap" in one and "percentage points" in one for one in said)


def test_the_workbook_prints_shares_as_shares(result: WorkshopResult, years: Trend) -> None:
    made = opened(results_workbook(result, EN, MOMENT, (), years))
    names = ("Themes", "Departments", "Targets", "Trend")
    said = {name: [str(one.value) for one in cells(made[name])] for name in names}
    check_shares(one for name in names for one in said[name])
    assert "2025 (%)" in said["Themes"]
    assert "Every indicator by department (%)" in said["Departments"]
    assert {"Score now (%)", "Target (%)", "Gap in percentage points"} <= {*said["Targets"]}
    assert {"2025 (%)", "2025 to 2026 (percentage points)"} <= {*said["Trend"]}
    assert "Moved by (percentage points)" in said["Trend"]


def test_cards_say_that_changes_are_of_shares(result: WorkshopResult, years: Trend) -> None:
    framework = result.workshop.framework
    made = verdict_cards(years.steps[-1], ["E10"], framework, EN)
    assert ("Recovery", "+28.1 percentage points", "") in made[-1][1]


def test_ranges_of_the_embedded_chart_are_shares(sqlite_store: Store) -> None:
    """Both items of Recovery: level 2 of 3, and one that nobody knows: from 2 to 5 of 6."""
    held = set_up(sqlite_store, shipped(UNDRR_1))
    answers: dict[str, AnswerValue] = {"P10.1": 2, "P10.2": "dk"}
    held.move(rounds.open_vote)
    for name in ("Water", "Power"):
        for _ in range(3):
            held.say(held.join(name), **answers)
    said = chart_words(held.reveal(), EN).alt
    assert re.search(r"Recovery 2 of 6 \(33–83\xa0%\)", said), said


@pytest.mark.parametrize("language", ["ja", "ko", "zh-Hans"])
def test_a_share_has_one_unit_in_every_language(
    result: WorkshopResult, years: Trend, language: str
) -> None:
    text = Text(language)
    deck = deck_of(gather(result, (), years), text, MOMENT)
    report = report_of(result, text, MOMENT, (), years)
    twice = re.compile("%[点点分점]|点点|점점|分分")
    assert not [one for one in (*sentences(deck), *sentences(report)) if twice.search(one)]
