"""A workshop as an attack plays it: real services, and beside them what everybody truly said."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from resilience.errors import ResilienceError
from resilience.framework import Framework
from resilience.services import publications, rounds
from resilience.services.access import Visitor
from resilience.services.erasing import erase_own
from resilience.services.participants import move
from resilience.services.responses import Said
from resilience.store import Store
from resilience.store.tables import Department, Unit
from tests.services.held import HOST, finish, reopen, rows, set_up

#: the indicators of the framework of the tests; P2 is measured
CODES = ("W1", "W2", "P1", "P2")
PLACES = ("Water", "Power", "Roads", "Parks", "Ports")
Moved = Callable[[], object]


@dataclass
class Person:
    """Somebody, or a table of `size`, with all they answered: by number of the vote and indicator.

    A `stranger` is a device of somebody who was not in the room.
    """

    who: Visitor
    place: str
    size: int = 1
    stranger: bool = False
    gone: bool = False
    said: dict[tuple[int, str], Said] = field(default_factory=dict)

    def again(self, number: int) -> Mapping[str, Said]:
        """The own answers before a vote, of each indicator the latest."""
        return {code: said for (vote, code), said in self.said.items() if vote < number}


@dataclass(frozen=True)
class Close:
    """What was true when a vote closed: the unit and size of each person, and who said what."""

    units: Mapping[int, str]
    said: Mapping[str, Mapping[int, Said]]


@dataclass
class Vote:
    """A vote with each of its closes: those before its reveal leave the last alone."""

    asked: Sequence[str]
    revealed: bool = False
    closes: list[Close] = field(default_factory=list)


class Stage:
    """A workshop with its people, and `script`, the steps so far as they would be written by hand."""

    def __init__(self, store: Store, framework: Framework, k: int, watch: Moved | None = None):
        self.held = set_up(store, framework, k=k, departments=dict.fromkeys(PLACES, 0))
        self.store, self.k = store, k
        self.people: list[Person] = []
        self.votes: dict[int, Vote] = {}
        self.script: list[str] = []
        self.watch: Moved = watch or (lambda: None)

    @property
    def number(self) -> int:
        """The number of the last vote."""
        return max(self.votes, default=0)

    @property
    def here(self) -> list[Person]:
        """Those who did not erase their data."""
        return [one for one in self.people if not one.gone]

    def come(self, place: str, said: Mapping[str, Said], size: int = 1, stranger: bool = False) -> Person:  # fmt: skip
        """Somebody joins and answers; without answers a lurker."""
        who = self.held.join(place, size if size > 1 else None)
        self.people.append(Person(who, place, size, stranger))
        self._note(f"come({place!r}, size={size}, stranger={stranger})")
        self.say(self.people[-1], said)
        return self.people[-1]

    def say(self, person: Person, said: Mapping[str, Said]) -> None:
        """Somebody answers indicators of the vote that is open."""
        given = {c: s for c, s in said.items() if self.votes and c in self.votes[self.number].asked}
        self.held.say(person.who, **given)
        person.said |= {(self.number, code): one for code, one in given.items()}
        self._note(f"say({self.people.index(person)}, {given})")

    def go(self, person: Person, place: str) -> None:
        """Somebody changes department, while the first vote is open."""
        move(self.store, person.who, self.held.department(place))
        person.place = place
        self._note(f"go({self.people.index(person)}, {place!r})")

    def erase(self, person: Person) -> None:
        """Somebody erases their data."""
        erase_own(self.store, person.who)
        person.gone = True
        self._note(f"erase({self.people.index(person)})")

    def open(self, *asked: str) -> None:
        """The facilitator opens a vote, on all indicators or some."""
        rounds.open_vote(self.store, HOST, self.held.code, asked or None)
        self.votes[self.number + 1] = Vote(asked or CODES)
        self._note(f"open{asked}")

    def close(self) -> None:
        """The facilitator closes the vote, and confirms at the first close who was in the room: those who answered."""
        first = not rows(self.store, Unit, workshop_id=self.held.id)
        room = dict.fromkeys(PLACES, 0)
        for one in self.here:
            room[one.place] += one.size if one.said and not one.stranger else 0
        rounds.close_vote(self.store, HOST, self.held.code, in_room=room if first else None)
        vote = self.votes[self.number]
        vote.closes = [*(vote.closes if vote.revealed else ()), self._close()]
        self._note("close()")

    def reveal(self) -> bool:
        """The facilitator shows the result, where the product allows it."""
        shown = self._try(partial(rounds.reveal, use_thin=True), "reveal()")
        self.votes[self.number].revealed |= shown
        return shown

    def reopen(self) -> None:
        """The facilitator takes answers again in the last vote."""
        rounds.reopen_vote(self.store, HOST, self.held.code)
        self._note("reopen()")

    def drop(self) -> bool:
        """The facilitator drops a vote that was not revealed."""
        dropped = self._try(rounds.drop_vote, "drop()")
        if dropped:
            gone = self.number
            del self.votes[gone]
            for one in self.people:
                one.said = {at: said for at, said in one.said.items() if at[0] != gone}
        return dropped

    def publish(self) -> None:
        """The workshop is closed, shown to the network, and opened again."""
        if self._try(finish, "finish()"):
            self._try(publications.show_to_network, "show_to_network()")
            self._try(reopen, "reopen_workshop()")

    def _close(self) -> Close:
        """Who is in which unit, and what they said in the vote."""
        names = {unit.id: unit.name for unit in rows(self.store, Unit, workshop_id=self.held.id)}
        places = rows(self.store, Department, workshop_id=self.held.id)
        units = {place.name: names[place.unit_id] for place in places if place.unit_id}
        said: dict[str, dict[int, Said]] = {code: {} for code in CODES}
        for at, one in enumerate(self.people):
            for (number, code), answer in one.said.items():
                if number == self.number and not one.gone and one.place in units:
                    said[code][at] = answer
        homes = {at: units[one.place] for at, one in enumerate(self.people) if one.place in units}
        return Close(homes, said)

    def _try(self, step: Callable[[Store, Visitor, str], None], told: str) -> bool:
        try:
            step(self.store, HOST, self.held.code)
        except ResilienceError as refused:
            self.script.append(f"# {told} is refused: {type(refused).__name__}")
            return False
        self._note(told)
        return True

    def _note(self, step: str) -> None:
        self.script.append(step)
        self.watch()


def play(stage: Stage, rng: random.Random) -> None:
    """A random history: a first vote, and up to four chapters after it."""
    History(stage, rng).play()


@dataclass
class History:
    """What a random history is drawn from; `keeps` is how likely people repeat an answer."""

    stage: Stage
    rng: random.Random

    def __post_init__(self) -> None:
        rng = self.rng
        self.keeps = rng.choice((0.5, 0.8, 0.95, 1.0))
        self.returns = rng.choice((0.4, 0.7, 0.9, 1.0))
        self.fills = rng.choice((0.4, 0.7, 1.0))
        self.states: tuple[Said, ...] = rng.choice(
            ((0, 1, 2, 3, 4, "na", "dk"), (1, 2, "na"), (0, 2, 4), (3, "na", "na", "dk"))
        )
        self.sizes = rng.choice(((1,), (1,), (1,), (1, 1, 1, 2, 4), (4, 3, 1, 2)))

    def play(self) -> None:
        """The whole history."""
        rng, stage = self.rng, self.stage
        stage.open()
        for place in PLACES[: rng.randint(1, 5)]:
            self._fill(place)
        if stage.people and rng.random() < 0.2:
            moved = rng.choice(stage.people)
            stage.go(moved, rng.choice(PLACES))
        stage.close()
        if rng.random() < 0.25:
            self._again()
        if not stage.reveal():
            return
        for _ in range(rng.randint(1, 4)):
            rng.choice((self._again, self._vote, self._vote, self._vote))()
            if rng.random() < 0.2:
                self._again()
            if not stage.reveal() and not stage.drop():
                return
            if rng.random() < 0.15:
                stage.publish()

    def _fill(self, place: str) -> None:
        rng = self.rng
        for _ in range(rng.choice((0, 1, 1, 2, 3, 3, 4, 4, 5, 6, 9))):
            self.stage.come(place, self._said(), rng.choice(self.sizes))
        if rng.random() < 0.1:
            for _ in range(rng.randint(1, 3)):
                self.stage.come(place, self._said(), stranger=True)

    def _said(self) -> dict[str, Said]:
        return {c: self._one(c) for c in CODES if self.rng.random() < self.fills}

    def _one(self, code: str) -> Said:
        said = self.rng.choice(self.states)
        return float(said) if code == "P2" and isinstance(said, int) else said

    def _again(self) -> None:
        """The last vote opens again: some change an answer, some come, some erase."""
        stage, rng = self.stage, self.rng
        stage.reopen()
        for person in stage.here:
            if rng.random() < (1 - self.keeps) / 2 + 0.05:
                stage.say(person, self._said())
        self._come_and_go()
        stage.close()

    def _vote(self) -> None:
        """A vote on all indicators or some: of those who answered before, some return."""
        stage, rng = self.stage, self.rng
        stage.open(*rng.choice(((), ("W1",), ("W1", "P2"), ("W2", "P1"))))
        for person in stage.here:
            if rng.random() < self.returns:
                own = person.again(stage.number)
                said = {c: s for c, s in own.items() if rng.random() < self.keeps}
                stage.say(person, said if rng.random() < self.keeps else self._said() | said)
        self._come_and_go()
        stage.close()

    def _come_and_go(self) -> None:
        stage, rng = self.stage, self.rng
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3))):
            stage.come(rng.choice(PLACES), self._said(), rng.choice(self.sizes))
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
            if stage.here:
                stage.erase(rng.choice(stage.here))
