"""The scorecard that was worked by hand, held as a workshop: what pages and report must show.

The people are those of worked/expected.yaml; the year before and the peer city are simple enough to be
worked out in the comments of worked/pages.yaml.
"""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from resilience.exchange.package import PublishingKey
from resilience.framework import AnswerValue, load_framework
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import Visitor
from resilience.services.cities.packages import publish
from resilience.services.cities.peers import add_peer
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.deciding.feasibility import show_feasibility, vote_feasibility
from resilience.services.workshop.profile import CityProfile
from resilience.store import Store
from tests.services.held import HOST, Held, finish, set_up

WORKED = Path(__file__).parent / "worked"
EXPECTED: dict[str, Any] = yaml.safe_load((WORKED / "expected.yaml").read_text(encoding="utf-8"))
PAGES: dict[str, Any] = yaml.safe_load((WORKED / "pages.yaml").read_text(encoding="utf-8"))
DEPARTMENTS = {"Works": 6, "Health": 2}
CITY = CityProfile("Workedtown", "Portugal", 200_000, coast=True, hazards=("flood",))
PEER = CityProfile("Otherton", "Portugal", 100_000, coast=True, hazards=("flood", "heat"))
KEY = PublishingKey("City of Otherton", bytes(range(32)))
#: how feasible two people of Works and the two of Health hold the action
FEASIBLE = (1.0, 1.0, 0.5, 0.0)


def hold_golden(store: Store) -> Held:
    """The workshop of expected.yaml, revealed, with a year before and a peer; an open workshop."""
    framework = load_framework(WORKED)
    before = set_up(
        store, framework, city=CITY, departments=DEPARTMENTS, date=datetime.date(2025, 10, 14)
    )
    _hold_year_before(before)
    held = set_up(store, framework, city=CITY, departments=DEPARTMENTS, k=0)
    people = _vote(held, EXPECTED["people"])
    held.move(rounds.close_vote, rounds.reveal)
    agree(store, HOST, held.code, "P2", 2, "Seen on the map.")
    agree(store, HOST, held.code, "P3", "na", "Nobody is asked here.")
    _plan_action(held, [people[0], people[1], people[3], people[4]])
    return held


def add_otherton(store: Store, elsewhere: Store) -> None:
    """Take in the data package of Otherton, whose workshop is held in a store of its own."""
    other = set_up(elsewhere, load_framework(WORKED), city=PEER, departments={"Works": 3})
    other.move(rounds.open_vote)
    for _ in range(3):
        _answer(other, other.join("Works"), PAGES["otherton"])
    other.move(rounds.close_vote, rounds.reveal, finish)
    add_peer(store, HOST, publish(elsewhere, HOST, other.code, KEY, "CC-BY-4.0"), trust=True)


def _hold_year_before(held: Held) -> None:
    held.move(rounds.open_vote)
    for department in ("Works", "Works", "Health", "Health"):
        _answer(held, held.join(department), PAGES["year before"])
    held.move(rounds.close_vote, rounds.reveal, finish)


def _vote(held: Held, people: list[dict[str, Any]]) -> list[Visitor]:
    held.move(rounds.open_vote)
    came = []
    for person in people:
        size = person["size"]
        who = held.join(person["unit"], size if size > 1 else None)
        _answer(held, who, person["answers"])
        came.append(who)
    return came


def _answer(held: Held, who: Visitor, answers: Mapping[str, AnswerValue]) -> None:
    held.say(who, **answers)


def _plan_action(held: Held, voters: list[Visitor]) -> None:
    plan = ActionPlan("P1", "Train wardens in every street.", held.department("Works"), cost="low")
    action = add_action(held.store, HOST, held.code, plan)
    for who, value in zip(voters, FEASIBLE, strict=True):
        vote_feasibility(held.store, who, action, value)
    show_feasibility(held.store, HOST, held.code)
