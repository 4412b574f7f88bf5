"""All that is ever served of a workshop, added and subtracted, is of people who hide one another.

ATTACK_EXAMPLES sets how many histories are played (`make attack`), from ATTACK_SEED on; without it a few.
A history that fails is played again by its seed alone.
"""

import os
import random

import pytest

from resilience.framework import Framework
from resilience.services.counting import blind_spots
from resilience.services.workshop.plan import GroupMode
from resilience.store import Store
from tests.services.attack.attacker import Attacker
from tests.services.attack.means_attack import telling_spots
from tests.services.attack.random_history import play
from tests.services.attack.stage import Stage

pytestmark = pytest.mark.long

HISTORIES = int(os.environ.get("ATTACK_EXAMPLES", "20"))
FIRST = int(os.environ.get("ATTACK_SEED", "0"))
#: histories that share a store
PIECE = 20
#: one history in so many is watched after every single step, and of one all files are read
WATCHED, READ = 10, 20


@pytest.mark.parametrize("groups", [None, "scores", "discusses"])
@pytest.mark.parametrize("start", range(FIRST, FIRST + HISTORIES, PIECE))
def test_random_histories(
    sqlite_store: Store,
    framework: Framework,
    monkeypatch: pytest.MonkeyPatch,
    start: int,
    groups: GroupMode | None,
) -> None:
    monkeypatch.setattr(blind_spots, "blind_spots", telling_spots)
    for seed in range(start, min(start + PIECE, FIRST + HISTORIES)):
        rng = random.Random(seed)
        stage = Stage(sqlite_store, framework, k=rng.choice((3, 3, 3, 4, 5)), groups=groups)
        stage.brief = bool(seed % WATCHED)
        attacker = Attacker(stage)
        attacker.reads_files = seed % READ == 1
        play(stage, rng, attacker.room)
        found = list(attacker.leaks())
        assert not found, "\n".join([f"history {seed}", *stage.script, *found])
