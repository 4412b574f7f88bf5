"""The page Trend: nothing, one workshop, years and votes of a city, refused."""

import datetime

import pytest

from resilience.framework import Framework
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.ui.shared.menu import TREND
from tests.app.conftest import DemoCodes
from tests.app.rooms import reveal_all
from tests.app.seen import charts, elements, figures, table, words
from tests.app.visit import as_host, as_staff, as_stranger
from tests.indicators import URBAN_1, shipped
from tests.services.held import HOST, Held, set_up

NEXT = "The next workshop of this city will show here what changed."
ONE_VOTE = "There was only one vote."


@pytest.mark.usefixtures("store")
def test_without_a_workshop_the_page_says_when_a_result_comes() -> None:
    for at in (as_stranger(TREND), as_host(TREND)):
        assert words(at).startswith(
            "No result yet. It will appear here after the facilitator reveals it."
        )


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.COUNTED])
def test_nothing_is_shown_before_the_reveal(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    at = as_staff(TREND, held, "official", held.code)
    assert "No results are shown before the reveal." in words(at)
    assert figures(at) == set()


def test_one_answer_in_an_open_workshop_says_what_comes_next(
    store: Store, framework: Framework
) -> None:
    held = set_up(store, framework, k=0)
    held.move(rounds.open_vote)
    held.vote("Water", 2)
    held.move(rounds.close_vote, rounds.reveal)
    at = as_staff(TREND, held, "official", held.code)
    said = words(at)
    assert "later workshops are not compared with it" in said
    assert NEXT not in said
    assert ONE_VOTE in said
    assert "No actions were written down." in said
    assert "No small-group protection: even a group of one person is shown." in said
    assert figures(at) == set()


def test_that_an_earlier_open_workshop_stays_in_its_room_is_said(
    store: Store, framework: Framework
) -> None:
    for year in (2025, 2026):
        held = set_up(store, framework, k=0, date=datetime.date(year, 10, 13))
        held.move(rounds.open_vote)
        held.vote("Water", 2)
        held.move(rounds.close_vote, rounds.reveal)
    said = words(as_staff(TREND, held, "official", held.code))
    assert (
        "An earlier workshop of this city is not shown here: it had no small-group protection"
        in said
    )
    assert NEXT not in said


def test_strangers_and_readers_of_the_earlier_workshop_see_nothing(
    store: Store, framework: Framework
) -> None:
    first, second = two_years(store, framework)
    for at in (
        as_stranger(TREND, second.code),
        as_staff(TREND, first, "official", second.code),
    ):
        assert figures(at) == set()
        assert f"Results of the workshop {second.code} are only for people with its link" in words(
            at
        )


def two_years(store: Store, framework: Framework) -> tuple[Held, Held]:
    """Two years of a city that answered alike; in the later one water was agreed to be at 100.

    Scores of both: water 81.25, power 62.5 (tests.app.rooms). The earlier one has an action.
    """
    first = set_up(store, framework, date=datetime.date(2025, 10, 13))
    reveal_all(first)
    add_action(
        store, HOST, first.code, ActionPlan("W1", "Clean the drains.", first.department("Water"))
    )
    second = set_up(store, framework)
    reveal_all(second)
    agree(store, HOST, second.code, "W1", 4.0)
    return first, second


def test_two_years_are_compared_theme_by_theme(store: Store, framework: Framework) -> None:
    first, second = two_years(store, framework)
    at = as_staff(TREND, second, "official", second.code)
    said = words(at)
    assert (
        "Too few votes or departments to tell whether any change is more than chance between 2025 and 2026"
        in said
    )
    assert (
        "The overall score is 81 (72 in 2025). Votes can be compared for fewer than four departments "
        "or groups, so a real change cannot be told apart from a change in who took part."
    ) in said
    assert "The score includes later votes or the room's decisions." in [
        one.value for one in at.caption
    ]
    moved = table(at, "2025 to 2026")
    assert moved["Water"][0].startswith("+18.8 · too few to tell (Votes can be compared")
    assert moved["Power"][0].startswith("0.0 · too few to tell")
    assert table(at, "Workshop") == {
        "2025": ["71.9", "81.3", "62.5"],
        "2026": ["81.3", "100.0", "62.5"],
    }
    assert table(at, "Size of change") == {
        "W1 · Drains": ["62.5", "100.0", "+37.5", "a level or more; level agreed"]
    }
    assert "1 action: 1 not started" in said
    assert ". To read them, you need the links" in said
    assert "Clean the drains." not in said
    assert "Clean the drains." in words(as_staff(TREND, second, "facilitator", second.code))
    assert NEXT in words(as_staff(TREND, first, "official", first.code)), "it knows no later one"


def test_a_year_that_does_not_compare_is_greyed_with_its_reason(
    store: Store, framework: Framework, urban: Framework
) -> None:
    first = set_up(store, urban, date=datetime.date(2025, 10, 13))
    first.move(rounds.open_vote)
    for _ in range(3):
        first.say(first.join("Water"), INF1=2)
    first.move(rounds.close_vote, rounds.reveal)
    held = set_up(store, framework)
    reveal_all(held)
    at = as_staff(TREND, held, "official", held.code)
    assert "No earlier workshop of this city can be compared with this one" in words(at)
    (caption,) = [c.value for c in at.caption if "Not comparable" in c.value]
    assert caption.startswith("**October 13, 2025**")
    assert "they were scored with different frameworks" in caption
    assert figures(at) == set()


def test_two_versions_of_a_scorecard_do_not_compare(store: Store, urban: Framework) -> None:
    for year, asked in ((2025, shipped(URBAN_1)), (2026, urban)):
        held = set_up(store, asked, date=datetime.date(year, 10, 13))
        held.move(rounds.open_vote)
        for _ in range(3):
            held.say(held.join("Water"), INF1=2)
        held.move(rounds.close_vote, rounds.reveal)
    at = as_staff(TREND, held, "official", held.code)
    assert "No earlier workshop of this city can be compared with this one" in words(at)
    (caption,) = [c.value for c in at.caption if "Not comparable" in c.value]
    assert "no indicator asked in both has the same meaning in both versions" in caption
    assert figures(at) == set()


def test_the_demo_city_has_a_trend(demo: DemoCodes) -> None:
    at = as_stranger(TREND, demo[0])
    said = words(at)
    assert "Invented data" in said
    assert "First votes: no theme changed clearly between 2025 and 2026" in said
    assert (
        "The overall score is 58 (51 in 2025). First votes show no clear change in the overall score."
        in said
    )
    assert (
        "The score includes later votes or the room's decisions. The verdicts compare first votes only, for each department on the questions that it scored both times."
        in [one.value for one in at.caption]
    )
    assert table(at, "2025 to 2026")["Climate risk modelling and forecasting"] == ["+10.9"]
    (moved,) = (one.proto.body for one in elements(at) if ">Moved by</th>" in str(one.proto))
    assert '<th scope="col" class="right">Moved by</th>' in moved
    assert "9 actions: 2 done · 2 under way · 4 not started · 1 dropped" in said
    assert "**1 is overdue**" in said
    became = table(at, "What will be done")
    assert "overdue · under way" in [cell for cells in became.values() for cell in cells]
    assert "2 indicators moved by a level or more. The scores of these 2 are levels" in said
    assert len(charts(at)) == 4, "the lines once more for a phone"
    assert "Climate risk modelling and forecasting +10.9 down to" in charts(at)[0].alt
    again = table(at, "Suggestion")
    assert "First vote" in said
    assert "Later vote" in said
    assert len(again) == 7, "the counts of the other five hardly changed"
    assert next(row for name, row in again.items() if name.startswith("PLN18 ")) == [
        "split room · with so few answers it may be chance (0.23) → wide spread (0.48)",
        "2 → 2",
        "34 %",
        "–",
    ]


def test_the_first_year_of_the_demo_has_one_vote_and_nothing_before(demo: DemoCodes) -> None:
    at = as_stranger(TREND, demo[1])
    said = words(at)
    assert NEXT in said
    assert ONE_VOTE in said
    assert "5 actions" in said
    assert figures(at) == {"table", "download_button"}


def test_a_later_vote_of_which_nothing_is_shown_is_not_denied(
    store: Store, framework: Framework
) -> None:
    held = set_up(store, framework)
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    for who, level in zip(people, (1, 2, 3), strict=True):
        held.say(who, W1=level)
    held.move(rounds.close_vote, rounds.reveal)
    said = words(as_staff(TREND, held, "official", held.code))
    assert ONE_VOTE not in said
    assert "To protect people's answers, the later vote on W1 does not count" in said
