"""Departments that answer alike are told apart by nothing, whatever one of them does not know or may not show."""

from collections.abc import Sequence

import pytest

from resilience.framework import AnswerValue
from resilience.scoring.certainty.blind_spots import BlindSpot
from resilience.scoring.comparison.units import Basis, partial_scores
from resilience.services.counting import rounds
from resilience.services.results.departments import apart
from resilience.store import Store
from resilience.store.tables import FrozenFacts
from resilience.text import Text
from resilience.wording.beside.apart import apart_headline, spot_words
from tests.indicators import URBAN as FOLDER
from tests.indicators import shipped
from tests.services.held import Held, rows, set_up
from tests.services.remembered import remembered

TEXT = Text("en")
URBAN = shipped(FOLDER)
PLACES = ("Water", "Power", "Roads")
CODES = [one.code for one in URBAN.asked("quick", ())]
NAMES = {theme.code: URBAN.title(theme.code) for theme in URBAN.themes}
CLIMATE = [code for code in CODES if code.startswith("CRM")]
#: which of the questions is held at level 3 by all who know it; the others are at 1
KNOWN = CLIMATE[2]


def room(store: Store, unknown: int, k: int = 3, power: int = 1) -> Held:
    """Three departments of seven with the same answers, of which some of Roads do not know one question.

    Power is at level `power` on the climate questions.
    """
    held = set_up(store, URBAN, tier="quick", departments=dict.fromkeys(PLACES, 7), k=k)
    what = f"{held.code}: {unknown} do not know {KNOWN}, Power at {power}"
    remembered(store, what, lambda: _vote(held, unknown, power))
    return held


def _vote(held: Held, unknown: int, power: int) -> None:
    held.move(rounds.open_vote)
    for place in PLACES:
        for at in range(7):
            levels: dict[str, AnswerValue] = dict.fromkeys(CODES, 1)
            levels[CODES[0]] = at % 3
            levels |= dict.fromkeys(CLIMATE, power if place == "Power" else 1)
            levels[KNOWN] = "dk" if place == "Roads" and at < unknown else 3
            held.say(held.join(place), **levels)


def said(held: Held) -> Sequence[str]:
    """The headline and the blind spots."""
    found = apart(held.result())
    return apart_headline(found.widest, NAMES, TEXT, shares=False), *spot_words(found, URBAN, TEXT)


@pytest.mark.parametrize("k", [0, 3])
@pytest.mark.parametrize("unknown", [6, 7])
def test_departments_that_answer_alike_are_not_told_apart(
    sqlite_store: Store, unknown: int, k: int
) -> None:
    """Where six do not know it, k = 3 pools the seventh with Water, so that its cell goes too."""
    held = room(sqlite_store, unknown, k)
    result = held.reveal()
    (facts,) = rows(held.store, FrozenFacts)
    assert facts.spots == []
    headline, spots = said(held)
    assert headline == (
        "No two departments differ by a point or more on any theme compared (on questions for which both have a score)"
    )
    assert spots.startswith(
        "There are no blind spots: departments score the themes compared alike."
    )
    marks = partial_scores(URBAN, result.result.units)
    assert marks["Roads", "CRM"] == Basis(3, 4)
    assert {theme for _, theme in marks} == {"CRM"}


def test_a_blind_spot_that_an_earlier_version_kept_is_not_shown(sqlite_store: Store) -> None:
    held = room(sqlite_store, 7)
    held.reveal()
    with held.store.write() as session:
        for facts in rows(held.store, FrozenFacts):
            session.get_one(FrozenFacts, facts.round_id).spots = [("CRM", "Roads", "lower")]
    assert held.result().spots == (BlindSpot("CRM", "Roads", "lower"),)
    assert apart(held.result()).spots == ()


def test_a_blind_spot_says_on_what_departments_are_compared(sqlite_store: Store) -> None:
    """Power is at level 3 on the three climate questions that the others, but for one, hold at 1."""
    held = room(sqlite_store, 7, power=3)
    held.reveal()
    assert said(held) == (
        "Roads and Power see Climate risk modelling and forecasting most differently: 33.3 and 100.0 "
        "(on the 3 of 4 questions that both scored)",
        "Power rates Climate risk modelling and forecasting clearly higher than every other department, by half a level or more in this room. This compares 3 of 4 questions: those for which all departments compared have a score.",
    )
