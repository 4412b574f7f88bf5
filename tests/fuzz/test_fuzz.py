"""Any roles, calls, deliveries, imports and clocks: the product does what a plain model says.

FUZZ_STEPS sets how many steps are made on each database; with it they are new ones in every run.
"""

import os
import sys
import time
from collections import Counter

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from resilience.framework import Framework
from resilience.services.accounts import passwords
from resilience.store import Store
from tests.fuzz.base import Surroundings, Tally
from tests.fuzz.hiring import Hiring
from tests.indicators import URBAN, shipped
from tests.services.clock import settable_clock

STEPS = os.environ.get("FUZZ_STEPS")
#: steps of a run, after which another one begins with an empty database
EACH = 50
RUNS = settings(
    max_examples=max(1, int(STEPS or 160) // EACH),
    stateful_step_count=EACH,
    derandomize=not STEPS,
    deadline=None,
    report_multiple_bugs=False,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink) if STEPS else (Phase.generate,),
)


def test_services_do_what_the_plain_model_says(
    store: Store,
    framework: Framework,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # what a password costs to guess is not what is tried here
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(1, 8, 1))
    brought = shipped(URBAN)
    tally: Tally = Counter()
    began = time.monotonic()
    with settable_clock() as clock:
        around = Surroundings(store, clock, (framework, brought), brought, tally)
        again = True
        while again:  # a run may be shorter than it could
            run_state_machine_as_test(lambda: Hiring(around), settings=RUNS)  # type: ignore[arg-type]
            again = around.rules < int(STEPS or 0)
    if STEPS:
        told = summary(tally, around.rules, time.monotonic() - began)
        with capsys.disabled():
            sys.stdout.write(f"\n{store.engine.dialect.name}: {told}\n")
    done = sum(n for (_, allowed), n in tally.items() if allowed)
    assert done > sum(tally.values()) / 2, "nearly everything was refused: nothing was tried"


def summary(tally: Tally, rules: int, seconds: float) -> str:
    """How fast it went, and how often each service did what it was asked, and refused it."""
    calls, done = sum(tally.values()), sum(n for (_, allowed), n in tally.items() if allowed)
    lines = [
        f"{rules} steps, {calls} calls in {seconds:.0f} s: {rules / seconds:.0f} steps a second, "
        f"{done / calls:.0%} of the calls did what was asked"
    ]
    for name in sorted({name for name, _ in tally}):
        lines.append(f"  {name:40} {tally[name, True]:6} done {tally[name, False]:6} refused")
    return "\n".join(lines)
