"""Towns that publish on one server, each with one score in everything, as tests of the network have them."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from resilience.framework import Framework
from resilience.services.cities.publications import show_to_network
from resilience.services.counting import rounds
from resilience.services.workshop.profile import CityProfile
from resilience.store import Store
from tests.services.held import Held, finish, set_up
from tests.services.remembered import remembered


def town(
    store: Store,
    framework: Framework,
    name: str,
    level: int,
    said: Sequence[int] = (),
    **changes: Any,
) -> Held:
    """A closed workshop whose three people say one level of 0 to 4 to everything: 25 points a level.

    An outage of 10 - 2.5 k hours is worth as much as the level k. With `said` each of them says another.
    """
    held = set_up(store, framework, **{"city": CityProfile(name, "Nowhere"), **changes})
    levels = list(said or [level] * 3)
    remembered(store, f"{held.code}: {levels} and closed", lambda: _hold(held, framework, levels))
    return held


def _hold(held: Held, framework: Framework, levels: Sequence[int]) -> None:
    held.move(rounds.open_vote)
    asked = [i.code for i in framework.asked(held.view.tier)]
    for one in levels:
        answers = {code: 10 - 2.5 * one if code == "P2" else one for code in asked}
        held.say(held.join(), **answers)
    close = partial(rounds.close_vote, in_room={"Water": len(levels)})
    held.move(close, rounds.reveal, finish)


def published(store: Store, framework: Framework, name: str, level: int, **changes: Any) -> Held:
    """A town that shows its result on the server."""
    held = town(store, framework, name, level, **changes)
    remembered(store, f"{held.code}: shown", lambda: held.move(show_to_network))
    return held
