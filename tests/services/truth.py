"""What everybody really did in a workshop, in plain Python, and what each unit froze of it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from resilience.services.access import Visitor
from resilience.services.responses import Said
from tests.services.story import PLACES, Name

#: people expected by department
EXPECTED = dict.fromkeys(PLACES[:-1], 4)


@dataclass
class Person:
    """Somebody, or a table: answers and remarks by (number of the vote, indicator).

    Who `rehearsed` counts as a person once they answer in a vote.
    """

    who: Visitor
    token: str
    place: str
    size: int
    answers: dict[tuple[int, str], Said] = field(default_factory=dict)
    notes: dict[tuple[int, str], tuple[str, str]] = field(default_factory=dict)
    rehearsed: bool = False

    @property
    def counts(self) -> bool:
        """Whether they took part: with an answer in a real vote."""
        return any(number for number, _ in self.answers)


#: what people answered, by (person, indicator)
Answers = dict[tuple[int, str], Said]


@dataclass
class Frozen:
    """What a unit has of a vote: who had taken part, and what was said until it was fixed.

    `were` has all that anybody said from the reveal on, until then. `left_out` are answers of
    people alone, by (person, indicator), in a unit that shows its tables without them.
    """

    here: frozenset[int]
    answers: Answers
    notes: dict[tuple[int, str], tuple[str, str]]
    were: dict[tuple[int, str], set[Said]] = field(default_factory=dict)
    left_out: frozenset[tuple[int, str]] = frozenset()


@dataclass
class Vote:
    """A vote; number 0 is the rehearsal. `closed` says how often it closed so far.

    `hidden` that it was reopened after its reveal and not revealed again.
    `units` has what each unit last froze; `were` all that anybody said from the reveal on.
    """

    number: int
    asked: tuple[str, ...]
    open: bool = True
    revealed: bool = False
    hidden: bool = False
    closed: int = 0
    units: dict[str, Frozen] = field(default_factory=dict)
    were: dict[tuple[int, str], set[Said]] = field(default_factory=dict)

    @property
    def here(self) -> frozenset[int]:
        """Those who had taken part, of each unit when it was fixed."""
        return frozenset().union(*(unit.here for unit in self.units.values()))


@dataclass
class Truth:
    """What everybody really did; people go by their place in the list.

    `fixed` has who had taken part by department when the partition was fixed, and is empty before;
    `homes` the departments by unit, as the workshop cut them.
    """

    k: int
    people: list[Person] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    fixed: dict[str, frozenset[int]] = field(default_factory=dict)
    homes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    finished: bool = False

    @property
    def shown(self) -> list[Vote]:
        """The votes of which the result may be made: closed and revealed."""
        return [v for v in self.votes if v.number and v.revealed and not v.hidden and not v.open]

    @property
    def latest(self) -> dict[str, int]:
        """By indicator the number of the latest vote that asked it, among those that are shown."""
        return {code: vote.number for vote in self.shown for code in vote.asked}

    @property
    def taken(self) -> Vote | None:
        """The vote that takes answers now."""
        return self.votes[-1] if self.votes and self.votes[-1].open and not self.finished else None

    def size(self, who: Collection[int]) -> int:
        """People behind some participants."""
        return sum(self.people[i].size for i in who)

    def own(self, who: Collection[int]) -> frozenset[int]:
        """Those of some participants who answer alone: their answers are their own."""
        return frozenset(i for i in who if self.people[i].size == 1)

    def hidden(self, who: Collection[int]) -> bool:
        """Whether nobody's own answer can be told among these: k own ones, or none and k people."""
        own = len(self.own(who))
        return own >= self.k if own else self.size(who) >= self.k

    def counted(self, who: Collection[int]) -> frozenset[int]:
        """Those of some participants whose answers may be counted: all, the tables, or nobody."""
        parts = (frozenset(who), frozenset(who) - self.own(who))
        return next((part for part in parts if self.hidden(part)), frozenset())

    def inside(self, places: Collection[str], who: Collection[int]) -> frozenset[int]:
        """Those of some participants who belong to one of the departments."""
        return frozenset(i for i in who if self.people[i].place in places)

    def answers(self, i: int, number: int) -> dict[str, Said]:
        """What a participant answered in a vote."""
        return {code: said for (n, code), said in self.people[i].answers.items() if n == number}

    def voters(self, vote: Vote, who: Collection[int]) -> frozenset[int]:
        """Those of some participants who gave an answer in a vote."""
        return frozenset(i for i in who if self.answers(i, vote.number))

    def by_place(self) -> dict[str, frozenset[int]]:
        """Who took part, by department."""
        here = [i for i, person in enumerate(self.people) if person.counts]
        return {place: self.inside([place], here) for place in PLACES}

    def allows(self, move: Name) -> bool:
        """Whether staff may make a move now."""
        last = self.votes[-1] if self.votes else None
        if last is None or self.finished:
            return not self.finished and move in ("rehearse", "open")
        if last.open:
            return move == ("close" if last.number else "open")
        if move == "reveal":
            shown = any(unit.answers for unit in last.units.values())
            return shown and (last.hidden or not last.revealed)
        told = last.revealed and not last.hidden
        return move == "reopen" or (told and move in ("open", "finish"))
