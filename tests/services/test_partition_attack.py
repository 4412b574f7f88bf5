"""All that is ever served of a workshop, added and subtracted, is of people who hide one another.

ATTACK_EXAMPLES sets how many histories are played (`make attack`), from ATTACK_SEED on; without it a few.
A history that fails is played again by its seed alone.
"""

import os
import random

from resilience.framework import Framework
from resilience.store import Store
from tests.services.attacker import Attacker
from tests.services.stage import Stage, play

HISTORIES = int(os.environ.get("ATTACK_EXAMPLES", "20"))
FIRST = int(os.environ.get("ATTACK_SEED", "0"))


def test_random_histories(sqlite_store: Store, framework: Framework) -> None:
    for seed in range(FIRST, FIRST + HISTORIES):
        rng = random.Random(seed)
        stage = Stage(sqlite_store, framework, k=rng.choice((3, 3, 3, 4, 5)))
        attacker = Attacker(stage)
        play(stage, rng)
        found = list(attacker.leaks())
        assert not found, "\n".join([f"history {seed}", *stage.script, *found])
