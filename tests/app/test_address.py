"""Views by their address: what it chooses, what it does not know, and who may follow it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from resilience.services.counting import rounds
from resilience.settings import ROOT
from resilience.ui.shared.menu import DEPARTMENTS, OVERVIEW
from resilience.ui.shared.runtime import TEST_TOKENS
from tests.app.conftest import DemoCodes
from tests.app.rooms import reveal_all
from tests.app.seen import figures, table, words
from tests.app.visit import as_stranger
from tests.services.held import Held

VIEW = {"theme": "PWR", "unit": "Water", "indicator": "W1"}


def follow(page: str, held: Held, role: str | None, **asked: str) -> AppTest:
    """Open a page at an address, as somebody with the link of a role."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    links = [held.link(role).token or ""] if role else []
    at.session_state[TEST_TOKENS] = (tuple(links), "")
    at.run()
    at.switch_page(page)
    for name, value in {"workshop": held.code, **asked}.items():
        at.query_params[name] = value
    return at.run()


def said_of(at: AppTest, name: str) -> str:
    """What stands in the address under a name."""
    return "".join(at.query_params.get(name, ""))


def test_an_address_chooses_theme_department_and_indicator(held: Held) -> None:
    reveal_all(held)
    at = follow(DEPARTMENTS, held, "official", **VIEW)
    assert table(at, "Indicator") == {"P1 · Grid": ["0.0", "50.0"], "P2 · Outage": ["50.0", "75.0"]}
    assert at.selectbox(key="departments-indicator").value == "W1"
    assert "Highest: P2 · Outage · The city 75; lowest: P1 · Grid · Water 0." in words(at)
    at.selectbox(key="departments-theme").set_value("all")
    at.selectbox(key="departments-unit").set_value("").run()
    assert list(table(at, "Indicator")) == ["W1 · Drains", "W2 · Dikes", "P1 · Grid", "P2 · Outage"]
    assert table(at, "Indicator")["P1 · Grid"] == ["100.0", "0.0", "50.0"]
    assert (said_of(at, "theme"), said_of(at, "unit")) == ("all", "")


def test_the_theme_that_sets_departments_apart_comes_first_and_stands_in_the_address(
    held: Held,
) -> None:
    reveal_all(held)
    at = follow(DEPARTMENTS, held, "official")
    assert at.selectbox(key="departments-theme").value == "PWR"
    assert said_of(at, "theme") == "PWR"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("unit", "Department “X” in the address is not in this workshop; all are shown."),
        ("theme", "Theme “X” in the address is not in this workshop; another is shown."),
        (
            "indicator",
            "Indicator “X” in the address has no answers to compare here; another is shown.",
        ),
    ],
)
def test_what_the_address_names_and_is_not_there_is_told(name: str, said: str, held: Held) -> None:
    reveal_all(held)
    assert said in words(follow(DEPARTMENTS, held, "official", **{name: "X"}))


def test_an_address_never_shows_more_than_its_reader_may_see(
    held: Held, workshop: Callable[..., Held]
) -> None:
    reveal_all(held)
    for at in (
        follow(DEPARTMENTS, held, None, **VIEW),
        follow(OVERVIEW, held, None, weights="WAT:75,PWR:25"),
    ):
        assert f"Results of the workshop {held.code} are only for people with its link" in words(at)
        assert figures(at) == set()
    other: Held = workshop()
    reveal_all(other)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.session_state[TEST_TOKENS] = ((other.link("official").token or "",), "")
    at.run()
    at.switch_page(DEPARTMENTS)
    at.query_params["workshop"] = held.code
    at.query_params["unit"] = "Water"
    assert figures(at.run()) == set()


def test_a_department_merged_away_is_no_choice_and_no_address(
    workshop: Callable[..., Held],
) -> None:
    held: Held = workshop(departments={"Water": 5, "Power": 5, "Roads": 5, "Parks": 5})
    reveal_small(held)
    at = follow(DEPARTMENTS, held, "official", unit="Roads")
    said = words(at)
    assert "Department “Roads” in the address is not in this workshop; all are shown." in said
    assert at.selectbox(key="departments-unit").options == [
        "All departments",
        "Water",
        "Other departments",
    ]
    assert (
        "Shown together as Other departments, because at least one could not be shown separately "
        "when the first vote closed\\: Power, Roads, Parks."
    ) in said


def reveal_small(held: Held) -> None:
    """Three people of Water, two of Roads and one of Parks answer, and the result is revealed."""
    held.move(rounds.open_vote)
    for name, number in (("Water", 3), ("Roads", 2), ("Parks", 1)):
        held.vote(name, *[2] * number)
    held.move(rounds.close_vote, rounds.reveal)


def test_weights_of_ones_own_move_the_overall_and_stand_in_the_address(held: Held) -> None:
    # water 81.25 and power 62.5: three parts of power to one make 67.1875 of 71.875
    reveal_all(held)
    at = follow(OVERVIEW, held, "official")
    key = f"overview-weight-{held.code}-"
    assert [at.slider(key=f"{key}{theme}").value for theme in ("WAT", "PWR")] == [50, 50]
    at.slider(key=f"{key}WAT").set_value(20)
    at.slider(key=f"{key}PWR").set_value(60).run()
    said = words(at)
    assert "With these weights, the overall score is 67.2 instead of 71.9." in said
    assert "The themes keep their order." in said
    assert said_of(at, "weights") == "WAT:20,PWR:60"
    at.button(key="overview-weights-back").click().run()
    assert "With these weights" not in words(at)
    assert said_of(at, "weights") == ""


def test_an_address_brings_its_weights_along(held: Held) -> None:
    reveal_all(held)
    at = follow(OVERVIEW, held, "official", weights="WAT:0,PWR:100")
    assert "With these weights, the overall score is 62.5 instead of 71.9." in words(at)
    at = follow(OVERVIEW, held, "official", weights="WAT:0,PWR:0")
    assert "With these weights there is no overall score." in words(at)


@pytest.mark.parametrize("weights", ["ROADS:1", "WAT:-1", "WAT:101", "WAT:1e2", "WAT", "WAT:٣"])
def test_weights_that_do_not_fit_are_not_taken(weights: str, held: Held) -> None:
    reveal_all(held)
    at = follow(OVERVIEW, held, "official", weights=weights)
    said = words(at)
    assert (
        "The weights in this link do not fit this workshop, so the workshop's weights are shown."
    ) in said
    assert "With these weights" not in said


def test_departments_start_at_the_theme_of_their_title(demo: DemoCodes) -> None:
    at = as_stranger(DEPARTMENTS, demo[0])
    theme = at.selectbox(key="departments-indicator-theme").value
    assert (theme, said_of(at, "theme")) == ("PLN", "PLN")
    assert str(at.selectbox(key="departments-indicator").value).startswith("PLN")
