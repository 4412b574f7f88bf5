"""A workshop with everything that makes figures differ: N/A, don't know, merged departments, a dropped vote, peers."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from resilience.outputs.evidence import Evidence, gather
from resilience.scoring.planning.actions import ActionPlan
from resilience.scoring.planning.steps import ActionStep
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.deciding.targets import set_target
from tests.services.cities.test_rank import peer
from tests.services.held import HOST, Held
from tests.services.remembered import remembered


@dataclass(frozen=True)
class Crooked:
    """The evidence of the workshop, and of the same beside a peer that asked all."""

    found: Evidence
    beside_whole: Evidence


def crooked(held: Held) -> Crooked:
    """Roads is merged, W2 is in part not applicable, P2 unknown to many, a second vote was dropped."""
    remembered(held.store, f"{held.code}: crooked", lambda: _hold(held))
    result = held.result()
    whole = peer(result.workshop.framework, "Aba", 2)
    part = peer(result.workshop.framework, "Bay", 3, asked=("W1", "P1", "P2"))
    return Crooked(gather(result, [whole, part], None), gather(result, [whole], None))


def _hold(held: Held) -> None:
    held.move(rounds.open_vote)
    water = [held.join("Water") for _ in range(3)]
    for who, level in zip(water, (4, 2, 3), strict=True):
        held.say(who, W1=level, W2="na", P1=2, P2=5)
    for level in (1, 3, 3):
        held.say(held.join("Power"), W1=level, W2=2, P1="dk", P2="dk")
    for level in (0, 1):
        held.say(held.join("Roads"), W1=level, W2="dk", P1="dk")
    held.reveal()
    held.move(rounds.open_vote)
    held.say(water[0], W1=0)
    held.move(rounds.close_vote, rounds.drop_vote)
    agree(held.store, HOST, held.code, "W2", 3, "Seen on the map.")
    plan = ActionPlan(
        "W1",
        "Clean the drains.",
        held.department("Water"),
        cost="low",
        also=("P1",),
        contact="Head of drainage",
        partners="Port authority",
        starts=datetime.date(2027, 1, 1),
        budget=Decimal("1200.5"),
        currency="EUR",
        source="City budget",
        steps=(ActionStep("Map them.", datetime.date(2027, 2, 1), True), ActionStep("Clean.")),
        links=("https://example.org/drains",),
        state="under way",
        note="Half is done.",
    )
    add_action(held.store, HOST, held.code, plan)
    set_target(held.store, HOST, held.code, "WAT", 80)
