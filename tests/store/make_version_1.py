"""Make `version_1_vote.sql` and `version_1_vote.json` with the program of version 1.

Run it in a checkout of the last commit of version 1, 106be2da, with the packages of this version:

    git worktree add /tmp/version-1 106be2da
    cd /tmp/version-1
    PYTHONPATH=. python CHECKOUT/tests/store/make_version_1.py CHECKOUT/tests/store

It holds a vote with invented people, dumps its rows halfway, continues the vote, and writes
which figures version 1 gave at the end. `test_version_1_vote.py` continues with the same people in this version.
Means of numbers are whole tenths of a point here, to which later versions round them.
"""

import json
import sqlite3
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from resilience.framework import load_source
from resilience.store import Store, migrate
from tests.conftest import STRUCTURE, WORDS
from tests.services.held import KEY, Held, set_up

Answers = dict[str, Any]
#: the first person of Water, who answers again after the upgrade, on the same device
FIRST: Answers = {"W1": 1, "W2": 2, "P1": 3, "P2": 4}
AGAIN: Answers = {"W1": 0, "P2": 3}
#: the others who answer before the upgrade, and those who come after it, by department
BEFORE: dict[str, list[Answers]] = {
    "Water": [
        {"W1": 2, "W2": 2, "P1": "dk", "P2": 6},
        {"W1": 2, "W2": 3, "P1": 2, "P2": "dk"},
        {"W1": 4, "W2": "na", "P1": 1, "P2": 3},
    ],
    "Power": [
        {"W1": 3, "W2": 1, "P1": 4, "P2": 1},
        {"W1": 3, "W2": 2, "P1": 4, "P2": 0},
        {"W1": 0, "W2": 1, "P1": 3, "P2": 2},
    ],
    "Roads": [{"W1": 2, "W2": 2, "P1": 2, "P2": 8}],
}
AFTER: dict[str, list[Answers]] = {
    "Power": [{"W1": 2, "W2": 4, "P1": 4, "P2": 1}],
    "Roads": [
        {"W1": 1, "W2": 3, "P1": 2, "P2": 9},
        {"W1": 3, "W2": 2, "P1": 1, "P2": 7},
        {"W1": 2, "W2": 0, "P1": 3, "P2": 5},
    ],
}


def vote(held: Held, people: dict[str, list[Answers]]) -> None:
    """Let new people answer."""
    for name, answers in people.items():
        for given in answers:
            held.say(held.join(name), **given)


def figures(held: Held) -> dict[str, Any]:
    """What the program shows of a result: answers by indicator and department, and the city's scores."""
    result = held.result()
    return {
        "answers": {code: t.answers.tolist() for code, t in result.tallies.by_code.items()},
        "scores": {code: node.value for code, node in result.result.city.items()},
    }


def main(out: Path, folder: Path) -> None:
    """Write both files into a folder, with a database in another one."""
    access, participants, rounds = (
        import_module(f"resilience.services.{name}")
        for name in ("access", "participants", "rounds")  # where version 1 has them
    )
    store = Store(f"sqlite:///{folder / 'version_1.db'}")
    migrate(store)
    held = set_up(store, load_source({"framework.yaml": STRUCTURE, "text.en.yaml": WORDS}))
    water = held.department("Water")
    device = participants.join(store, held.code, department_id=water, language="en", size=None)
    first = access.identify(store, KEY, participant_token=device)
    held.move(rounds.open_vote)
    held.say(first, **FIRST)
    vote(held, BEFORE)
    store.engine.dispose()
    with closing(sqlite3.connect(folder / "version_1.db")) as connection:
        rows = [one for one in connection.iterdump() if one.startswith(("INSERT", "DELETE"))]
    (out / "version_1_vote.sql").write_text("\n".join([*rows, ""]), encoding="utf-8")
    held.say(first, **AGAIN)
    vote(held, AFTER)
    held.move(rounds.close_vote, rounds.reveal)
    told = {"code": held.code, "device": device} | figures(held)
    text = json.dumps(told, indent=1, sort_keys=True)
    (out / "version_1_vote.json").write_text(f"{text}\n", encoding="utf-8")
    store.engine.dispose()


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        main(Path(sys.argv[1]), Path(made))
