"""Whatever people and staff do in whatever order, no unit shows people who do not hide one another."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from resilience.errors import InputError, WrongTime
from resilience.framework import Framework
from resilience.services import participants, results, rounds
from resilience.services.access import Visitor
from resilience.services.phase import Phase
from resilience.services.responses import Said, save_answer, save_remark
from resilience.services.workshop_plan import OTHER_DEPARTMENTS
from resilience.store import Store
from tests.services.held import HOST, Held, Move, reveal, set_up
from tests.services.recount import frozen, recounted

PLACES = ("Water", "Power", "Roads", "Parks", "Mixed tables")
SECOND = ("W1", "P1")
#: rooms are small, so that departments of fewer than k people are the rule
STORIES = 24
#: what is done, and two numbers that say by whom or where
Step = tuple[str, int, int]


@dataclass
class Person:
    """Somebody in the model: where they belong and whether they count."""

    who: Visitor
    place: str
    size: int
    counts: bool = False
    voted: set[int] = field(default_factory=set)


def own(people: Sequence[Person]) -> int:
    """How many of some answered alone."""
    return sum(p.size == 1 for p in people)


def size(people: Sequence[Person]) -> int:
    """The people behind some."""
    return sum(p.size for p in people)


@dataclass
class Attack:
    """A workshop, and what a plain observer expects of it."""

    held: Held
    k: int
    people: list[Person] = field(default_factory=list)
    at_close: list[Person] = field(default_factory=list)
    shown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reveals: int = 0
    votes: int = 0
    reopened: bool = False

    def run(self, steps: Sequence[Step]) -> None:
        """All the steps, with a look at what is shown after each move of staff."""
        for name, one, two in steps:
            getattr(self, name)(one, two)

    def come(self, place: int, size: int) -> None:
        """Join, and mostly answer at once."""
        name, people = PLACES[place % len(PLACES)], (1, 1, 1, 2, 4)[size % 5]
        try:
            who = self.held.join(name, people if people > 1 else None)
        except InputError:
            assert (name, people) == ("Mixed tables", 1)
            return
        self.people.append(Person(who, name, people))
        if size % 4:
            self.answer(len(self.people) - 1, size)

    def answer(self, person: int, said: int) -> None:
        """Answer W1, which every vote asks; a remark alone makes nobody count."""
        if not self.people:
            return
        target = self.people[person % len(self.people)]
        answers: tuple[Said, ...] = (0, 1, 4, "na", "dk")
        voting = self.held.view.phase
        try:
            if said % 7 == 0:
                save_remark(self.held.store, target.who, "W1", comment="Hm.")
                return
            save_answer(self.held.store, target.who, "W1", answers[said % 5])
        except WrongTime:
            assert voting not in (Phase.VOTING, Phase.REHEARSAL)
            return
        if voting is Phase.VOTING:
            target.counts = True
            target.voted.add(self.votes)

    def move(self, person: int, place: int) -> None:
        """Go to another department, where that is still allowed."""
        if not self.people:
            return
        target, name = self.people[person % len(self.people)], PLACES[place % len(PLACES)]
        try:
            participants.move(self.held.store, target.who, self.held.department(name))
        except WrongTime:
            assert self.at_close
        except InputError:
            assert (name, target.size) == ("Mixed tables", 1)
        else:
            assert not self.shown
            target.place = name

    def rehearse(self, _one: int, _two: int) -> None:
        """A rehearsal, where nothing was opened yet."""
        self._try(rounds.rehearse)

    def open(self, second: int, _two: int) -> None:
        """A vote on everything or on a few indicators."""
        asked = SECOND if second % 2 else None
        if self._try(lambda store, who, code: rounds.open_vote(store, who, code, asked)):
            self.votes, self.reopened = self.votes + 1, False

    def close(self, _one: int, _two: int) -> None:
        """The vote closes: who counts now is who counted."""
        if self._try(rounds.close_vote):
            self.at_close = [person for person in self.people if person.counts]
            self.look()

    def reopen(self, _one: int, _two: int) -> None:
        """The vote opens again; before any reveal nothing is fixed any more."""
        revealed = self.held.view.phase is Phase.REVEALED
        if self._try(rounds.reopen_vote):
            self.reopened |= revealed
            if not self.shown:
                self.at_close = []
            self.look()

    def reveal(self, _one: int, _two: int) -> None:
        """The reveal, unless too few people took part."""
        counted = self.held.view.phase is Phase.COUNTED
        if self._try(reveal):
            self.reveals += 1
            assert size(self.at_close) >= max(self.k, 1)
            self.look()
        elif counted:
            voted = [p for p in self.people if self.votes in p.voted]
            inside = [[p for p in voted if p.place in names] for names in self.shown.values()]
            for who in inside or [voted]:
                assert not who or not self.counted(who), "a unit of voters who hide can be shown"

    def counted(self, who: Sequence[Person]) -> list[Person]:
        """Those of some whose answers may be counted: all of them, tables, or nobody."""
        tables = [p for p in who if p.size > 1]
        if own(who) >= self.k or (len(tables) == len(who) and size(who) >= self.k):
            return list(who)
        return tables if size(tables) >= self.k else []

    def _try(self, move: Move) -> bool:
        try:
            self.held.move(move)
        except WrongTime:
            return False
        return True

    def look(self) -> None:
        """What is shown now is right; before the first reveal nothing is."""
        try:
            workshop_id, _ = results.admit(self.held.store, HOST, self.held.code)
        except WrongTime:
            return
        assert self.reveals
        result = results.read_result(self.held.store, workshop_id)
        units = {room.unit: room.departments for room in result.room}
        assert len(units) == len(result.room)
        assert set(result.result.units) == set(result.tallies.units) == set(units)
        inside = [name for names in units.values() for name in names]
        assert len(inside) == len(set(inside)), "a department is in one unit at most"
        assert all(room.people >= self.k for room in result.room)
        assert {remark.unit for remark in result.remarks} <= set(units)
        if self.shown:
            assert units == self.shown, "once shown, the partition never changes"
        self.shown = units
        if self.held.view.phase is Phase.REVEALED:
            self.recount(units, {room.unit: room.people for room in result.room})

    def recount(self, units: dict[str, tuple[str, ...]], people: dict[str, int]) -> None:
        """Units hold everybody who counted, each in the unit of the own department.

        After a reveal they may hold fewer: those who came when the vote was opened again wait until
        they hide one another. Those alone beside tables may be left out. Of units whose voters do
        not hide there are no tallies, or those of tables.
        """
        number = self.held.view.reveals
        if self.reopened:
            assert sum(people.values()) <= size(self.at_close)
            return
        inside = {u: [p for p in self.at_close if p.place in names] for u, names in units.items()}
        assert people == {unit: size(self.counted(who)) for unit, who in inside.items()}
        assert sum(map(size, inside.values())) == size(self.at_close)
        voted = {u: [p for p in who if number in p.voted] for u, who in inside.items()}
        counted = {unit: self.counted(who) for unit, who in voted.items()}
        of_tables = {unit for unit, who in counted.items() if who and own(who) < own(voted[unit])}
        assert frozen(self.held, number) == {
            line: n
            for line, n in recounted(self.held, number, of_tables).items()
            if counted[line[0]]
        }


def story(chance: random.Random) -> list[Step]:
    """People come and go; staff open, then make moves in any order, right or wrong."""

    def step(names: Sequence[str]) -> Step:
        return chance.choice(names), chance.randrange(30), chance.randrange(35)

    def crowd(most: int) -> list[Step]:
        return [
            step(("come", "come", "come", "move", "answer")) for _ in range(chance.randint(0, most))
        ]

    steps = [step(("come", "rehearse", "move")) for _ in range(chance.randint(0, 3))]
    steps += [("open", 0, 0), *crowd(14), ("close", 0, 0), *crowd(2)]
    for _ in range(chance.randint(2, 9)):
        steps += [step(("close", "close", "reveal", "reveal", "reopen", "open")), *crowd(4)]
    return [*steps, ("close", 0, 0), ("reveal", 0, 0)]


def attack(store: Store, framework: Framework, seed: int, k: int) -> Attack:
    """A story in a workshop of its own."""
    departments = dict.fromkeys(PLACES[:-1], 3)
    run = Attack(set_up(store, framework, k=k, departments=departments), k)
    run.run(story(random.Random(seed)))
    return run


def test_no_order_of_things_shows_a_unit_smaller_than_k(store: Store, framework: Framework) -> None:
    runs = [attack(store, framework, seed, k=(3, 3, 4, 5)[seed % 4]) for seed in range(STORIES)]
    assert sum(run.reveals > 0 for run in runs) > STORIES / 2, "most stories come to a reveal"
    assert max(run.reveals for run in runs) > 1
    assert {len(run.shown) for run in runs} >= {1, 2, 3}
    assert sum(OTHER_DEPARTMENTS in run.shown for run in runs) > STORIES / 4


def test_an_open_workshop_shows_every_department_by_itself(
    store: Store, framework: Framework
) -> None:
    runs = [attack(store, framework, seed, k=0) for seed in range(100, 100 + STORIES // 4)]
    assert {unit for run in runs for unit in run.shown} == set(PLACES)
