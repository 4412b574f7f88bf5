"""One workshop in plain Python: its phase, its people, and what votes and the room came to."""

import copy
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from resilience.framework import Framework
from resilience.services.phase import Phase
from resilience.services.responses import Said
from tests.fuzz.freezing import Frozen, Vote, counted, cut, hidden, stays
from tests.fuzz.people import Person, Written


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
    at: int
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
class Workshop:
    """A workshop; `homes` are its departments by unit, none before the first close."""

    id: int
    code: str
    city: str
    date: datetime.date
    k: int
    tier: str
    framework: Framework
    departments: dict[str, int]
    people: dict[int, Person] = field(default_factory=dict)
    votes: list[Vote] = field(default_factory=list)
    homes: dict[str, tuple[str, ...]] = field(default_factory=dict)
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
    erased: bool = False
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
        if not last.number:
            return Phase.REHEARSAL
        if last.open:
            return Phase.VOTING
        return Phase.REVEALED if last.revealed and not last.hidden else Phase.COUNTED

    @property
    def taken(self) -> Vote | None:
        """The vote that takes answers now."""
        return self.votes[-1] if self.votes and self.votes[-1].open and not self.closed else None

    @property
    def shown(self) -> list[Vote]:
        """The votes of which the result is made."""
        told = (one for one in self.votes if one.number and one.revealed)
        return [one for one in told if not one.open and not one.hidden]

    @property
    def latest(self) -> dict[str, Vote]:
        """By code the latest of these that asked it."""
        return {code: vote for vote in self.shown for code in vote.asked}

    @property
    def ever_revealed(self) -> bool:
        """Whether a vote was revealed, also where it takes answers again."""
        return any(vote.revealed for vote in self.votes)

    def save(
        self, person: Person, code: str, counter: int | None = None, **changes: Any
    ) -> Written:
        """Write in the open vote; see `Person.save`."""
        vote = self.votes[-1]
        stands = person.save((vote.number, code), counter, **changes)
        self.heard(vote, person.id, code, changes.get("said"))
        return stands

    def heard(self, vote: Vote, who: int, code: str, said: Said | None) -> None:
        """Somebody said this since the reveal, whether it stands or not."""
        if vote.revealed and said is not None:
            vote.were.setdefault((who, code), set()).add(said)

    def rehearse(self) -> None:
        """A rehearsal opens."""
        self.votes.append(Vote(0, self.tier_asks))
        for person in self.people.values():
            person.rehearsed = True

    def open(self, asked: Sequence[str] | None) -> None:
        """A vote opens; a rehearsal goes."""
        self.forget(0)
        chosen = None if asked is None else tuple(asked)
        self.votes.append(Vote(len(self.votes) + 1, chosen or self.tier_asks, chosen))

    def close(self, at: int) -> None:
        """The vote closes: the partition is fixed where it is not, and each unit's figures."""
        vote = self.votes[-1]
        vote.open = False
        if not self.homes:
            came = {name: [p.size for p in self._counting([name])] for name in self.departments}
            self.homes = cut(came, self.k)
        homes = [name for names in self.homes.values() for name in names]
        voted = [p for p in self.people.values() if p.answers(vote.number)]
        vote.hides = hidden([p.size for p in voted if p.department in homes], 3)
        anew = {unit: self._freeze(vote, names, at) for unit, names in self.homes.items()}
        if vote.revealed:
            anew |= {u: vote.units[u] for u in anew if stays(vote.units[u], anew[u], self.k)}
        vote.units = anew

    def reopen(self) -> None:
        """The vote takes answers again; before any reveal the partition is forgotten."""
        self.votes[-1].open = True
        self.votes[-1].hidden = self.votes[-1].revealed
        if not self.votes[-1].revealed:
            self.votes[-1].units = {}
        if not self.ever_revealed:
            self.homes = {}

    def reveal(self) -> None:
        """The vote is shown, or shown again as it was."""
        vote = self.votes[-1]
        if vote.hidden:
            vote.hidden = False
            return
        vote.revealed = True
        for person in self.people.values():
            for code, said in person.answers(vote.number).items():
                vote.were[person.id, code] = {said}
        for unit in vote.units.values():
            unit.were = copy.deepcopy(vote.were)

    @property
    def thin(self) -> bool:
        """Whether fewer than two thirds of the first vote's people are in the last one, a new one."""
        first, last = self.votes[0], self.votes[-1]
        if first is last or last.revealed:
            return False
        people = sum(unit.room[1] for unit in first.units.values())
        again = sum(
            p.size
            for p in self.people.values()
            if p.answers(first.number) and p.answers(last.number)
        )
        return 3 * again < 2 * people

    def forget(self, number: int) -> None:
        """A vote goes with all that was said in it."""
        self.votes = [vote for vote in self.votes if vote.number != number]
        self.imports = {i: one for i, one in self.imports.items() if one.number != number}
        for person in self.people.values():
            person.forget(number)

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
                self.heard(self.votes[-1], who, code, before.said)
        for who in made.joined:
            if not self.people[who].here:
                del self.people[who]
        return stay

    def close_points(self, step: Weighing) -> None:
        """No more points are taken."""
        step.open, step.mean = False, self.mean_of_points()
        step.given = sum(p.size for p in self.people.values() if any(p.points.values()))

    def erase(self, who: int) -> None:
        """Somebody goes with all that was theirs; figures that were fixed stay, remarks do not."""
        del self.people[who]
        self.erased = True
        for made in self.imports.values():
            made.before = {place: row for place, row in made.before.items() if place[0] != who}
            made.joined = [one for one in made.joined if one != who]
        for vote in self.votes:
            vote.were = {place: said for place, said in vote.were.items() if place[0] != who}
            for unit in vote.units.values():
                unit.were = {place: said for place, said in unit.were.items() if place[0] != who}
                unit.notes = {place: note for place, note in unit.notes.items() if place[0] != who}

    def mean_of_points(self) -> dict[str, float] | None:
        """The weights that the points come to, while those who gave some hide one another."""
        sheets = [p for p in self.people.values() if any(p.points.values())]
        if not hidden([p.size for p in sheets], max(3, self.k)):
            return None
        people = sum(p.size for p in sheets)
        return {
            theme: 100
            * sum(p.size * p.points[theme] / sum(p.points.values()) for p in sheets)
            / people
            for theme in sheets[0].points
        }

    def _counting(self, names: Sequence[str]) -> Iterator[Person]:
        """The people of departments with an answer in a real vote."""
        for person in self.people.values():
            if person.department in names and any(
                number and row.said is not None for (number, _), row in person.here.items()
            ):
                yield person

    def _freeze(self, vote: Vote, names: Sequence[str], at: int) -> Frozen:
        """What a unit would have of a vote that closes now."""
        inside = [p for p in self.people.values() if p.department in names]
        came = {p.id: p.size for p in self._counting(names)}
        here = {who: came[who] for who in counted(came, self.k) or came}
        voters = {p.id: p.size for p in inside if p.answers(vote.number)}
        count = counted(voters, self.k)
        said = {(w, c): x for w in voters for c, x in self.people[w].answers(vote.number).items()}
        alone_too = list(voters.values()).count(1) >= self.k
        notes = {
            (p.id, code): (row.comment, row.evidence)
            for p in inside
            if count and (p.size > 1 or alone_too)
            for (number, code), row in p.here.items()
            if number == vote.number and (row.comment or row.evidence)
        }
        return Frozen(
            here | voters,
            {place: x for place, x in said.items() if place[0] in count},
            notes,
            copy.deepcopy(vote.were),
            {place for place in said if count and place[0] not in count},
            at,
            frozenset(here),
        )
