"""A workshop as an attack plays it: real services, and beside them what everybody truly said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import pytest

from resilience.errors import ResilienceError, WrongTime
from resilience.exchange.package import PublishingKey, read_package
from resilience.framework import AnswerValue, Framework
from resilience.services.access.access import Visitor, identify
from resilience.services.cities import publications
from resilience.services.cities.packages import LICENCES, publish
from resilience.services.counting import rounds
from resilience.services.voting.my_data import erase_own
from resilience.services.workshop.devices import merge_devices, move_device, remove_device
from resilience.services.workshop.participants import join, move
from resilience.services.workshop.plan import GroupMode
from resilience.store import Store
from resilience.store.tables import Department, Unit
from tests.services.delivering import save_answers
from tests.services.held import HOST, KEY, finish, reopen, rows, set_up

#: the indicators of the framework of the tests; P2 is measured
CODES = ("W1", "W2", "P1", "P2")
PLACES = ("Water", "Power", "Roads", "Parks", "Ports")
#: the themes of the places where these are groups, and the indicators of the themes
THEMES = {"Water": "WAT", "Power": "PWR", "Roads": "WAT PWR", "Parks": "PWR", "Ports": "WAT"}
INDICATORS = {"WAT": ("W1", "W2"), "PWR": ("P1", "P2")}
SIGNS = PublishingKey("City of Cascais", bytes(32))
LICENCE = next(iter(LICENCES))
Moved = Callable[[], object]


@dataclass
class Person:
    """Somebody, or a table of `size`, with all they answered: by number of the vote and indicator.

    A `stranger` is a device of somebody who was not in the room. Somebody `gone` has no device any more;
    of these a `silent` one sits in the room all the same.
    """

    who: Visitor
    place: str
    size: int = 1
    stranger: bool = False
    gone: bool = False
    silent: bool = False
    said: dict[tuple[int, str], AnswerValue] = field(default_factory=dict)

    def again(self, number: int) -> Mapping[str, AnswerValue]:
        """The own answers before a vote, of each indicator the latest."""
        return {code: said for (vote, code), said in self.said.items() if vote < number}


@dataclass(frozen=True)
class Close:
    """What was true when a vote closed: the unit and size of each person, and who said what."""

    units: Mapping[int, str]
    said: Mapping[str, Mapping[int, AnswerValue]]


@dataclass
class Vote:
    """A vote, with its last close."""

    asked: Sequence[str]
    revealed: bool = False
    closed: Close = field(default_factory=lambda: Close({}, {}))


class Stage:
    """A workshop with its people, and `script`, the steps so far as they would be written by hand.

    `watch` runs after every step; with `brief` not after `own` steps, but before a vote closes.
    """

    brief = False

    def __init__(
        self,
        store: Store,
        framework: Framework,
        k: int,
        watch: Moved | None = None,
        groups: GroupMode | None = None,
    ):
        """A workshop of the places; as `groups` that score, or with two that only discuss."""
        halls = ("Hall",) if groups == "scores" else PLACES
        self.held = set_up(store, framework, k=k, departments=dict.fromkeys(halls, 0))
        self.scores = groups == "scores"
        if groups:
            named = THEMES if self.scores else {"First": "WAT", "Second": "PWR"}
            self.held.group(groups, **named)
        self.store, self.k = store, k
        self.people: list[Person] = []
        self.votes: dict[int, Vote] = {}
        self.script: list[str] = []
        self.homes = {one.name: one.id for one in self.held.view.departments}
        self.is_open = False
        self.watch: Moved = watch or (lambda: None)

    @property
    def number(self) -> int:
        """The number of the last vote."""
        return max(self.votes, default=0)

    @property
    def here(self) -> list[Person]:
        """Those who did not erase their data."""
        return [one for one in self.people if not one.gone]

    def come(self, place: str, said: Mapping[str, AnswerValue], size: int = 1, stranger: bool = False) -> Person:  # fmt: skip
        """Somebody joins and answers; without answers a lurker."""
        many = size if size > 1 else None
        home = self.homes[place]
        token = join(self.store, self.held.code, department_id=home, language="en", size=many)
        who = identify(self.store, KEY, participant_token=token)
        self.people.append(Person(who, place, size, stranger))
        self.note(f"come({place!r}, size={size}, stranger={stranger})", own=True)
        self.say(self.people[-1], said)
        return self.people[-1]

    def say(self, person: Person, said: Mapping[str, AnswerValue]) -> None:
        """Somebody answers indicators of the vote that is open, if one is; refused to who comes late."""
        asked = self.votes[self.number].asked if self.is_open else ()
        given = {c: one for c, one in said.items() if c in asked and self.asks(person.place, c)}
        if given and self.is_late(person):
            with pytest.raises(WrongTime):
                save_answers(self.store, person.who, given)
            self.note(f"# say({self.people.index(person)}, {given}) is refused", own=True)
            return
        save_answers(self.store, person.who, given)
        person.said |= {(self.number, code): one for code, one in given.items()}
        self.note(f"say({self.people.index(person)}, {given})", own=True)

    def is_late(self, person: Person) -> bool:
        """Whether a later vote is open, and somebody gave no answer in the first one."""
        return self.number > 1 and not any(number == 1 for number, _ in person.said)

    def asks(self, place: str, code: str) -> bool:
        """Whether people of a place are asked an indicator."""
        themes = THEMES[place].split()
        return not self.scores or any(code in INDICATORS[theme] for theme in themes)

    def _put(self, person: Person, place: str) -> None:
        person.place = place
        person.said = {at: one for at, one in person.said.items() if self.asks(place, at[1])}

    def go(self, person: Person, place: str) -> None:
        """Somebody changes department, while the first vote is open."""
        move(self.store, person.who, self.homes[place])
        self._put(person, place)
        self.note(f"go({self.people.index(person)}, {place!r})", own=True)

    def put(self, person: Person, place: str) -> None:
        """The facilitator moves somebody's device, while the first vote is open."""
        move_device(self.store, HOST, self.held.code, person.who.known_by, self.homes[place])
        self._put(person, place)
        self.note(f"put({self.people.index(person)}, {place!r})")

    def remove(self, person: Person) -> None:
        """The facilitator removes the device of somebody who stays in the room; refused if it left anything."""
        step = partial(remove_device, mark=person.who.known_by)
        person.gone = True
        if self.attempt(step, f"remove({self.people.index(person)})"):
            person.silent = True
        else:
            person.gone = False

    def merge(self, older: Person, newer: Person) -> None:
        """The facilitator takes two devices for one person's: rightly or not, somebody stays silent."""
        marks = older.who.known_by, newer.who.known_by
        merge_devices(self.store, HOST, self.held.code, *marks)
        older.gone = older.silent = True
        self.note(f"merge({self.people.index(older)}, {self.people.index(newer)})")

    def erase(self, person: Person) -> None:
        """Somebody erases their data."""
        erase_own(self.store, person.who)
        person.gone = True
        self.note(f"erase({self.people.index(person)})")

    def open(self, *asked: str) -> None:
        """The facilitator opens a vote on all indicators, a later one perhaps on some."""
        rounds.open_vote(self.store, HOST, self.held.code, asked or None)
        self.votes[self.number + 1], self.is_open = Vote(asked or CODES), True
        self.note(f"open{asked}", own=True)

    def close(self) -> None:
        """The facilitator closes the vote, and confirms at the first close who was in the room."""
        if self.brief:
            self.watch()
        first = not rows(self.store, Unit, workshop_id=self.held.id)
        room = dict.fromkeys(PLACES, 0)
        for one in (one for one in self.people if one.silent or not one.gone):
            room[one.place] += 0 if one.stranger else one.size
        rounds.close_vote(self.store, HOST, self.held.code, in_room=room if first else None)
        self.is_open = False
        self.votes[self.number].closed = self._close()
        self.note("close()")

    def reveal(self) -> bool:
        """The facilitator shows the result, where the product allows it."""
        shown = self.attempt(partial(rounds.reveal, use_thin=True), "reveal()")
        self.votes[self.number].revealed |= shown
        return shown

    def reopen(self) -> None:
        """The facilitator takes answers again: after the reveal in a new vote, where the product allows it."""
        last = self.votes[self.number]
        try:
            rounds.reopen_vote(self.store, HOST, self.held.code)
        except ResilienceError as refused:
            self.script.append(f"# reopen() is refused: {type(refused).__name__}")
            return
        if last.revealed:
            self.votes[self.number + 1] = Vote(last.asked)
        self.is_open = True
        self.note("reopen()")

    def drop(self) -> bool:
        """The facilitator drops a vote that was not revealed."""
        dropped = self.attempt(rounds.drop_vote, "drop()")
        if dropped:
            gone = self.number
            del self.votes[gone]
            for one in self.people:
                one.said = {at: said for at, said in one.said.items() if at[0] != gone}
        return dropped

    def publish(self) -> None:
        """The workshop is closed, shown to the network and in a package that can be read, and opened again."""
        for step in (finish, publications.show_to_network, self.pack, reopen):
            step(self.store, HOST, self.held.code)
            self.note(f"{step.__name__}()")

    def pack(self, store: Store, visitor: Visitor, code: str) -> None:
        """The result is packed, and another city reads it."""
        read_package(publish(store, visitor, code, SIGNS, LICENCE, practices=True))

    def _close(self) -> Close:
        """Who is in which unit, and what they said in the vote."""
        names = {unit.id: unit.name for unit in rows(self.store, Unit, workshop_id=self.held.id)}
        places = rows(self.store, Department, workshop_id=self.held.id)
        units = {place.name: names[place.unit_id] for place in places if place.unit_id}
        said: dict[str, dict[int, AnswerValue]] = {code: {} for code in CODES}
        for at, one in enumerate(self.people):
            for (number, code), answer in one.said.items():
                if number == self.number and not one.gone and one.place in units:
                    said[code][at] = answer
        homes = {at: units[one.place] for at, one in enumerate(self.people) if one.place in units}
        return Close(homes, said)

    def attempt(self, step: Callable[[Store, Visitor, str], None], told: str) -> bool:
        """A step of the facilitator; returns whether the product allowed it."""
        try:
            step(self.store, HOST, self.held.code)
        except ResilienceError as refused:
            self.script.append(f"# {told} is refused: {type(refused).__name__}")
            return False
        self.note(told)
        return True

    def note(self, step: str, *, own: bool = False) -> None:
        """Write a step down and watch; `own` steps are those of a participant, and those that ask for some."""
        self.script.append(step)
        if not (own and self.brief):
            self.watch()
