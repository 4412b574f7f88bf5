"""One workshop in plain Python: its phase, its people, and what votes and the room came to."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from resilience.services.workshop.phase import Phase
from tests.fuzz.model.crowds import hidden
from tests.fuzz.model.freezing import Vote
from tests.fuzz.model.people import Person, Written
from tests.fuzz.model.votes import Counting


@dataclass
class Action:
    """What will be done; `people` and `points` are those of the vote on it, once it was shown."""

    indicator: str
    what: str
    department: int
    cost: str | None
    state: str = "open"
    note: str = ""
    people: int | None = None
    points: float | None = None


@dataclass
class Import:
    """Cards that were taken in: what stood `before`, by person and code, and what they `wrote`."""

    id: int
    number: int
    before: dict[tuple[int, str], Written | None]
    wrote: dict[tuple[int, str], tuple[int, int]]
    joined: list[int]
    cards: int
    answers: int
    undone: bool = False


@dataclass
class Weighing:
    """The step of points: open or closed, then "adopted" with weights or "kept".

    Closed it keeps the `mean` that people `given` points came to, whoever is erased later.
    """

    open: bool = True
    mean: dict[str, float] | None = None
    given: int = 0
    outcome: str | None = None
    weights: dict[str, float] | None = None
    people: int | None = None


@dataclass
class Workshop(Counting):
    """A workshop: its people and votes, and what it settled."""

    signed: list[list[str]] = field(default_factory=list)
    closed: bool = False
    agreed: dict[str, tuple[Any, str]] = field(default_factory=dict)
    actions: dict[int, Action] = field(default_factory=dict)
    weighing: Weighing | None = None
    replying: str = "off"
    replies: dict[str, str] = field(default_factory=dict)
    targets: dict[str, float] = field(default_factory=dict)
    imports: dict[int, Import] = field(default_factory=dict)
    published: bool = False
    removed: bool = False
    links: dict[int, tuple[str, int | None, bool]] = field(default_factory=dict)

    @property
    def tier_asks(self) -> tuple[str, ...]:
        """The codes that the workshop asks at all."""
        return tuple(one.code for one in self.framework.asked(self.tier))

    @property
    def phase(self) -> Phase:
        """Where it stands."""
        if self.closed:
            return Phase.CLOSED
        if not self.votes:
            return Phase.PREPARING
        last = self.votes[-1]
        if last.open:
            return Phase.VOTING
        return Phase.REVEALED if last.revealed else Phase.COUNTED

    @property
    def taken(self) -> Vote | None:
        """The vote that takes answers now."""
        return self.votes[-1] if self.votes and self.votes[-1].open and not self.closed else None

    @property
    def shown(self) -> list[Vote]:
        """The votes of which the result is made."""
        return [one for one in self.votes if one.revealed and not one.hidden]

    @property
    def served(self) -> dict[str, tuple[Vote, Vote]]:
        """By code the votes that units and the city have their figures from."""
        found: dict[str, tuple[Vote, Vote]] = {}
        for vote in self.shown:
            for code in vote.asked:
                if code not in found or vote.has(code, later=False):
                    found[code] = (vote, vote)
                if vote.has(code, later=True):
                    found[code] = (found[code][0], vote)
        return found

    @property
    def ever_revealed(self) -> bool:
        """Whether a vote was revealed, also where its result is hidden again."""
        return any(vote.revealed for vote in self.votes)

    def save(
        self, person: Person, code: str, counter: int | None = None, **changes: Any
    ) -> Written:
        """Write in the open vote; see `Person.save`."""
        return person.save((self.votes[-1].number, code), counter, **changes)

    def open(self, asked: Sequence[str] | None) -> None:
        """A vote opens."""
        chosen = None if asked is None else tuple(asked)
        self.votes.append(Vote(len(self.votes) + 1, chosen or self.tier_asks, chosen))

    def reopen(self) -> None:
        """The vote takes answers again, or after its reveal another one in its place.

        Before any reveal the partition is forgotten.
        """
        vote = self.votes[-1]
        if vote.revealed:
            vote.hidden = True
            self.open(vote.chosen)
            return
        vote.open, vote.there = True, None
        vote.forget()
        if not self.ever_revealed:
            self.homes, self.beyond = {}, {}

    def reveal(self) -> None:
        """The vote is shown, and what was hidden."""
        self.votes[-1].revealed = True
        self._show_hidden()

    def drop(self) -> None:
        """The last vote is deleted with its answers; a result that was hidden is shown again."""
        number = self.votes.pop().number
        self._show_hidden()
        self.imports = {i: one for i, one in self.imports.items() if one.number != number}
        for person in self.people.values():
            person.forget(number)

    def _show_hidden(self) -> None:
        for vote in self.votes:
            vote.hidden = False

    def undo(self, made: Import) -> int:
        """What cards changed stands as before; gives how much was answered anew since, and stays."""
        made.undone, stay = True, 0
        for (who, code), before in made.before.items():
            person, place = self.people[who], (made.number, code)
            row = person.here.get(place)
            if row is None or (row.counter, row.comment_counter) != made.wrote[who, code]:
                stay += 1
            elif before is None:
                del person.here[place]
            else:
                numbers: dict[str, Any] = {
                    "counter": row.counter,
                    "comment_counter": row.comment_counter,
                }
                person.replaced.append((place, row))
                person.here[place] = replace(before, **numbers)
        for who in made.joined:
            if not self.people[who].here:
                del self.people[who]
        return stay

    def close_points(self, step: Weighing) -> None:
        "The points were closed."
        step.open, step.mean = False, self.mean_of_points()
        step.given = sum(p.size for p in self.people.values() if any(p.points.values()))

    def erase(self, who: int) -> None:
        """Somebody goes with all that was theirs; figures that were fixed stay, remarks do not."""
        person = self.people.pop(who)
        if not self.came_later(who):
            self.erased[person.department] += person.size
        self.erase_from_votes(who)
        for made in self.imports.values():
            made.before = {place: row for place, row in made.before.items() if place[0] != who}
            made.joined = [one for one in made.joined if one != who]

    def mean_of_points(self) -> dict[str, float] | None:
        """The weights that the points come to, whole, while those who gave some hide one another."""
        sheets = [p for p in self.people.values() if any(p.points.values())]
        if not hidden([p.size for p in sheets], max(3, self.k)):
            return None
        people = sum(p.size for p in sheets)
        exact = {
            theme: 100
            * sum(p.size * p.points[theme] / sum(p.points.values()) for p in sheets)
            / people
            for theme in sheets[0].points
        }
        whole: dict[str, float] = {theme: int(share + 1e-9) for theme, share in exact.items()}
        short = round(100 - sum(whole.values()))
        for theme in sorted(exact, key=lambda one: round(whole[one] - exact[one], 9))[:short]:
            whole[theme] += 1
        return whole
