"""Comments attacked by random histories: nobody ever sees a unit and a level of one comment, nor a small group."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence

import pytest

from resilience.errors import WrongTime
from resilience.framework import Framework
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.voting.my_data import erase_own
from resilience.store import Store
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, reveal, set_up

pytestmark = pytest.mark.long

K = 3


class Reader:
    """All places that were ever shown of each comment, which nobody else wrote."""

    def __init__(self, held: Held, strangers: int) -> None:
        self._held, self._strangers = held, strangers
        self.units: dict[str, set[str]] = defaultdict(set)
        self.levels: dict[str, set[int]] = defaultdict(set)

    def look(self) -> int:
        """Read the comments now; returns how many are shown by level."""
        result = self._held.result()
        shown, counts = result.remarks, result.tallies.city.by_code["W1"].answers.sum(axis=0)
        groups = Counter(one.level for one in shown)
        for level, n in groups.items():
            assert level is None or n <= counts[level], "more comments at a level than answers"
        for one in shown:
            self.units[one.comment] |= {one.unit} - {""}
            self.levels[one.comment] |= {one.level} - {None}  # type: ignore[arg-type]
            assert not (self.units[one.comment] and self.levels[one.comment]), "unit and level"
            assert len(self.levels[one.comment]) <= 1, "a change of one person's answer"
        by_level = sum(n for level, n in groups.items() if level is not None)
        if by_level:
            assert all(n >= K + self._strangers for n in groups.values()), groups
        return by_level


def people_vote(held: Held, people: Sequence[Visitor], chance: random.Random) -> None:
    """Each gives a level or N/A, and most of them a comment that nobody else writes."""
    absent = chance.choice((0, 0, 0.5))
    for who in people:
        not_here = chance.random() < absent
        held.say(who, W1="na" if not_here else chance.choice((0, 0, 0, 3, 3, 4)))
        if chance.random() < 0.8:
            save_remark(held.store, who, "W1", comment=f"This is {who.participant_id}.")


def play(held: Held, chance: random.Random) -> int:
    """A history: a vote, people who erase, a vote again or reopened; gives the most shown by level."""
    strangers = chance.choice((0, 0, 1))
    held.move(rounds.open_vote)
    water, power = (
        [held.join(name) for _ in range(chance.randint(3, 7))] for name in ("Water", "Power")
    )
    people = [*water, *power]
    people_vote(held, people, chance)
    room = {"Water": len(water) - strangers, "Power": len(power)}
    rounds.close_vote(held.store, HOST, held.code, in_room=room)
    reader = Reader(held, strangers)
    try:
        held.move(reveal)
        most = reader.look()
        for who in chance.sample(people, 2):
            people.remove(who)
            erase_own(held.store, who)
            reader.look()
        held.move(chance.choice((rounds.open_vote, rounds.reopen_vote)))
        people_vote(held, people, chance)
        held.move(rounds.close_vote, reveal)
        reader.look()
    except WrongTime:
        return 0
    return most


def test_no_comment_is_ever_shown_with_unit_and_level_or_in_a_small_group(
    sqlite_store: Store, framework: Framework
) -> None:
    shown = []
    for seed in range(25):
        held = set_up(sqlite_store, framework, k=K, tier=("full", "quick")[seed % 2])
        shown.append(play(held, random.Random(seed)))
    assert sum(n > 0 for n in shown) >= 5, "the attack meets comments by level"
