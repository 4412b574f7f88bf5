"""Comments attacked by random histories: nobody ever sees a unit and a level of one comment, nor a small group.

The reader sees what those who run a workshop see: comments, hidden ones, figures, attendance and progress. The
reader knows who wrote a comment, and is told each time somebody erases. ATTACK_EXAMPLES and ATTACK_SEED as in
`test_partition_attack`.
"""

import os
import random
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pytest

from resilience.errors import NotFound, WrongTime
from resilience.framework import Framework
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.results.comments import hidden_comments, set_comment_hidden
from resilience.services.voting.my_data import erase_own
from resilience.services.voting.progress import snapshot
from resilience.services.workshop.devices import attendance_of
from resilience.store import Store
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, reveal, set_up

pytestmark = pytest.mark.long

HISTORIES = int(os.environ.get("ATTACK_EXAMPLES", "20"))
FIRST = int(os.environ.get("ATTACK_SEED", "0"))
#: histories that share a store
PIECE = 20
K = 3


@dataclass(frozen=True)
class Seen:
    """What one look shows: the levels of comments by their words, the words of hidden ones, and people counted.

    `open` are the marks that can still be hidden and shown.
    """

    levels: dict[str, int | None]
    hidden: frozenset[str]
    open: frozenset[str]
    departments: object


class Reader:
    """All places that were ever shown of each comment, which nobody else wrote."""

    def __init__(self, held: Held, strangers: int) -> None:
        self._held, self._strangers = held, strangers
        self.units: dict[str, set[str]] = defaultdict(set)
        self.levels: dict[str, set[int]] = defaultdict(set)
        self.marks: dict[str, str] = {}
        self.by_level = self.left_by_level = 0

    def look(self) -> Seen:
        """Read what is shown now."""
        shown = self._held.result().remarks
        for one in shown:
            self.units[one.comment] |= {one.unit} - {""}
            self.levels[one.comment] |= {one.level} - {None}  # type: ignore[arg-type]
            self.marks[one.comment] = one.mark
            assert not (self.units[one.comment] and self.levels[one.comment]), "unit and level"
            assert len(self.levels[one.comment]) <= 1, "a change of one person's answer"
        hidden = hidden_comments(self._held.store, HOST, self._held.code, "W1")
        seen = Seen(
            {one.comment: one.level for one in shown},
            frozenset(one.comment for one in hidden),
            frozenset(words for words, mark in self.marks.items() if self._is_open(mark)),
            self._departments(),
        )
        if any(level is not None for level in seen.levels.values()):
            self.by_level += 1
            self._check_groups()
        return seen

    def hide(self, words: Collection[str]) -> None:
        """Hide these comments, as the facilitator may."""
        for one in words:
            set_comment_hidden(
                self._held.store, HOST, self._held.code, self.marks[one], hidden=True
            )

    def check_erasure(self, before: Seen, after: Seen) -> None:
        """Who erased their data, and whether they had written a comment, must not follow from what went."""
        assert before.departments == after.departments, "the department of somebody who erased"
        levels = [one for words in before.levels for one in self.levels[words]]
        if not levels and not (before.hidden and any(map(self.levels.get, before.hidden))):
            return
        self.left_by_level += 1
        left = after.levels.keys() | after.hidden | after.open
        assert len(left) in (0, len(self.marks)), "one comment went, and its level was shown"
        assert not left, "who erased had written no comment"

    def _is_open(self, mark: str) -> bool:
        """Whether a comment that was seen can be shown again, a press that changes nothing where it is shown."""
        hidden = hidden_comments(self._held.store, HOST, self._held.code, "W1")
        try:
            set_comment_hidden(self._held.store, HOST, self._held.code, mark, hidden=False)
        except NotFound:
            return False
        if mark in {one.mark for one in hidden}:
            set_comment_hidden(self._held.store, HOST, self._held.code, mark, hidden=True)
        return True

    def _departments(self) -> object:
        """All that is shown of departments and devices while no vote is open."""
        store, code = self._held.store, self._held.code
        found = attendance_of(store, HOST, code)
        of_vote = snapshot(store, self._held.id).departments
        return found.departments, [one.number for one in found.devices], of_vote

    def _check_groups(self) -> None:
        """Comments at each level, and answers without one, are of nobody or of people who hide one another."""
        city = self._held.result().tallies.city.by_code["W1"]
        said: Counter[int | None] = Counter(dict(enumerate(city.answers.sum(axis=0).tolist())))
        said[None] = int(city.na.sum() + city.dk.sum())
        wrote = Counter(self._group(words) for words in self.marks)
        shared = {level for level in wrote if level is not None}
        for level in said.keys() - shared - {None}:
            said[None] += said.pop(level)
        least = K + self._strangers
        assert all(n <= said[level] for level, n in wrote.items()), "more comments than answers"
        assert all(n >= least for n in wrote.values()), f"few commenters: {wrote}"
        silent = {level: n - wrote[level] for level, n in said.items()}
        assert all(n == 0 or n >= least for n in silent.values()), f"few silent people: {silent}"

    def _group(self, words: str) -> int | None:
        return next(iter(self.levels[words]), None)


def people_vote(held: Held, people: Sequence[Visitor], chance: random.Random) -> None:
    """Each gives a level, N/A or "don't know", and many of them a comment that nobody else writes."""
    absent, wordy = chance.choice((0, 0, 0.1, 0.5)), chance.choice((0.5, 0.8, 0.9, 1))
    levels = chance.choice(((0, 0, 0, 3, 3, 4), (1, 3, 3, 3), (2, 2, 4)))
    for who in people:
        not_here = chance.random() < absent
        held.say(who, W1=chance.choice(("na", "na", "dk")) if not_here else chance.choice(levels))
        if chance.random() < wordy:
            save_remark(held.store, who, "W1", comment=f"This is {who.participant_id}.")


def play(held: Held, chance: random.Random) -> Reader:
    """A history: a vote, comments hidden, people who erase, a vote again or reopened, and people who come late."""
    strangers = chance.choice((0, 0, 0, 1))
    held.move(rounds.open_vote)
    water, power = (
        [held.join(name) for _ in range(chance.randint(3, 9))] for name in ("Water", "Power")
    )
    people = [*water, *power]
    people_vote(held, people, chance)
    room = {"Water": len(water) - strangers, "Power": len(power)}
    rounds.close_vote(held.store, HOST, held.code, in_room=room)
    reader = Reader(held, strangers)
    held.move(reveal)
    seen = reader.look()
    reader.hide([words for words in sorted(seen.levels) if chance.random() < 0.4])
    for who in chance.sample(people, 2):
        before = reader.look()
        people.remove(who)
        erase_own(held.store, who)
        reader.check_erasure(before, reader.look())
    again = chance.choice((rounds.open_vote, rounds.reopen_vote))
    held.move(again)
    people_vote(held, people, chance)
    for _ in range(chance.choice((0, 1, 3))):
        late = held.join("Water")
        with pytest.raises(WrongTime):
            held.say(late, W1=3)
        with pytest.raises(WrongTime):
            save_remark(held.store, late, "W1", comment="I came late.")
    held.move(rounds.close_vote)
    try:
        held.move(reveal)
    except WrongTime:
        held.move(rounds.drop_vote)
    else:
        if again is rounds.open_vote:
            check_later_vote(held)
    reader.look()
    return reader


def check_later_vote(held: Held) -> None:
    """A later vote after an erasure has no comment with a department, and its progress nobody who is not there."""
    result = held.result()
    if result.later:
        assert not any(one.unit for one in result.remarks), "a department beside a later comment"
        wrote = len(result.remarks)
        assert not wrote or wrote >= K, f"few commenters: {wrote}"
    now = snapshot(held.store, held.id)
    assert now.unfinished >= 2, "nobody is still answering: who is missing erased their data"


@pytest.mark.parametrize("start", range(FIRST, FIRST + HISTORIES, PIECE))
def test_no_comment_tells_the_level_or_the_unit_of_anybody(
    sqlite_store: Store, framework: Framework, start: int
) -> None:
    played = []
    for seed in range(start, min(start + PIECE, FIRST + HISTORIES)):
        held = set_up(sqlite_store, framework, k=K, tier=("full", "quick")[seed % 2])
        try:
            played.append(play(held, random.Random(seed)))
        except AssertionError as leak:
            raise AssertionError(f"history {seed}: {leak}") from leak
    assert any(one.left_by_level for one in played), "the attack meets comments by level"
