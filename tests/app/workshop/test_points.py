"""Results of a scorecard that adds up points: screens say points and compare shares."""

import datetime

import pytest

from resilience.outputs.report import report_of
from resilience.report import Dots, Heat
from resilience.services.counting import rounds
from resilience.store import Store
from resilience.text import Text
from resilience.ui.shared.menu import DEPARTMENTS, OVERVIEW
from tests.app.seen import words
from tests.app.visit import as_host
from tests.indicators import UNDRR_1, shipped
from tests.services.held import Held, set_up

# Water gives 1 point on P8.x and Power 2; both give 3 (all) on P10.x and 2 elsewhere. Themes have
# 9, 15, 12, 12, 9, 18, 12, 27, 21 and 6 points: E10 is 6 of 6; E08 13.5 of 27, half; all others two
# thirds.
MOMENT = datetime.datetime(2026, 10, 13, 8, 30, tzinfo=datetime.UTC)


@pytest.fixture
def pointed(store: Store) -> Held:
    """A workshop on undrr-preliminary, revealed."""
    framework = shipped(UNDRR_1)
    held = set_up(store, framework)
    held.move(rounds.open_vote)
    for department, eighth in (("Water", 1), ("Power", 2)):
        for _ in range(3):
            levels = {
                i.code: 3 if i.code.startswith("P10.") else eighth if i.code[:3] == "P8." else 2
                for i in framework.root.indicators()
            }
            held.say(held.join(department), **levels)
    held.move(rounds.close_vote, rounds.reveal)
    return held


def test_the_lowest_theme_is_the_lowest_by_share(pointed: Held) -> None:
    said = words(as_host(OVERVIEW, pointed.code))
    assert "lowest: Infrastructure 14 of 27" in said
    assert "Share of the possible score by theme, 0 to 100" in said
    assert "6 of 6" in said
    assert "Points possible" in said


def test_departments_differ_by_share(pointed: Held) -> None:
    said = words(as_host(DEPARTMENTS, pointed.code))
    assert "Water and Power see Infrastructure most differently: 33 % and 67 %" in said
    assert "Share of the possible score by department and theme, 0 to 100" in said


def test_the_report_draws_shares_and_says_points(pointed: Held) -> None:
    report = report_of(pointed.result(), Text(), MOMENT)
    plot = next(part for part in report.parts if isinstance(part, Dots))
    heat = next(part for part in report.parts if isinstance(part, Heat))
    scores = {row.shown: row.score for row in plot.rows}
    assert (scores["6 of 6"], scores["14 of 27"]) == (100, 50)
    shown = {name: cells[7].shown for name, cells in heat.rows}
    assert shown == {"Water": "33.3", "Power": "66.7", "The city": "50.0"}
    assert "lowest: Infrastructure 14 of 27" in report.sections[0].headline
