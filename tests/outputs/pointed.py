"""Two workshops of a city with a framework in points, which see its departments far apart and change little."""

import datetime
import re
from collections.abc import Iterable

from resilience.services.counting import rounds
from resilience.services.deciding.targets import set_target
from resilience.store import Store
from tests.indicators import UNDRR_1, shipped
from tests.services.held import HOST, Held, finish, set_up
from tests.services.remembered import remembered

#: by department how far its levels are from those of the others
OFF = {"Water": -1, "Power": 0, "Roads": 0, "Parks": 1}
PEOPLE = 4
#: of sentences on gains, and of the method note, which tells of simulated rooms of any framework
BESIDE = ("could raise the score by up to", "Gain in the overall score", "simulated rooms")


def pointed(store: Store) -> Held:
    """The workshop of 2026, with targets on three indicators; that of 2025 is closed."""
    return Held(store, remembered(store, "two years in points", lambda: _two_years(store)))


def _two_years(store: Store) -> str:
    """Hold both workshops; the code of the later one."""
    _year(store, 2025).move(finish)
    held = _year(store, 2026)
    for code in ("P1.1", "P1.2", "P1.3"):
        set_target(store, HOST, held.code, code, 3)
    return held.code


def _year(store: Store, year: int) -> Held:
    """Levels 0 to 3 by department, person and indicator; essentials 1 to 4 rise by a level in the second year."""
    held = set_up(
        store,
        shipped(UNDRR_1),
        departments=dict.fromkeys(OFF, PEOPLE),
        date=datetime.date(year, 10, 13),
    )
    held.move(rounds.open_vote)
    for name, off in OFF.items():
        for at in range(PEOPLE):
            said = {
                one.code: max(0, min(3, (at + n) % 3 + off + _risen(one.code, year)))
                for n, one in enumerate(held.view.framework.root.indicators())
            }
            held.say(held.join(name), **said)
    held.reveal()
    return held


def _risen(code: str, year: int) -> int:
    return int(year == 2026 and code[1] in "1234")


def in_points(words: Iterable[str]) -> list[str]:
    """The words that call something points, apart from gains, which are in points of the overall, and the method note."""
    printed = re.compile(r"\d points?\b|\bin points\b|\bspans the most points\b|\bcounts points\b")
    return [one for one in words if printed.search(one) and not any(said in one for said in BESIDE)]
