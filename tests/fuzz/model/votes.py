"""The votes of one workshop in plain Python: who answered, and what was counted when they closed."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from resilience.framework import Framework
from tests.fuzz.model.crowds import counted, crowd, cut, hidden
from tests.fuzz.model.freezing import ROOM, Answers, LaterRoom, Voices, Vote, first_rows, later_row
from tests.fuzz.model.people import Person


@dataclass
class Counting:
    """The workshop as its votes need it; `homes` are its departments by unit, none before the first close.

    `in_room` are the people of each department confirmed at that close, `beyond` those of each unit
    who answered beyond them. `gone` counts those who were erased, `erased`
    the people of each department.
    """

    id: int
    code: str
    city: str
    date: datetime.date
    k: int
    tier: str
    framework: Framework
    departments: dict[str, int]
    expected: dict[str, int]
    people: dict[int, Person] = field(default_factory=dict)
    votes: list[Vote] = field(default_factory=list)
    homes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    in_room: dict[str, int] = field(default_factory=dict)
    beyond: dict[str, int] = field(default_factory=dict)
    gone: int = 0
    erased: Counter[str] = field(default_factory=Counter)

    def joined(self) -> dict[str, int]:
        """People by department who joined."""
        found = dict.fromkeys(self.departments, 0)
        for person in self.people.values():
            found[person.department] += person.size
        return found

    def came(self) -> Counter[str]:
        """People by department who ever joined, and those who were erased."""
        found = Counter(dict.fromkeys(self.departments, 0)) + self.erased
        for person in self.people.values():
            found[person.department] += person.size
        return found

    def confirm(self, in_room: Mapping[str, int]) -> None:
        """Departments have so many people in the room, or as many as joined and were expected."""
        came = self.came()
        for name in self.departments:
            here = came[name]
            expected = self.expected[name]
            self.in_room[name] = in_room.get(name, min(expected, here) if expected else here)

    def close(self, at: int) -> None:
        """The vote closes: the partition is fixed where it is not, and the figures."""
        vote = self.votes[-1]
        vote.open, vote.there = False, max(self.people, default=0)
        if not self.homes:
            self._cut()
        before = [one for one in self.votes if one.revealed and one.number and self.k]
        known = [code for code in vote.asked if any(code in one.asked for one in before)]
        if vote in before:
            kept = vote.figures.get(ROOM, {})
            vote.figures[ROOM] = {x: v for x, v in kept.items() if x[1] in vote.shown_later}
        else:
            vote.forget()
            self._fix_rooms(vote, at)
        self._count_first(vote, [code for code in vote.asked if code not in known])
        self._seat(vote, before)
        self._count_later(vote, before, known)

    def thin(self) -> bool:
        """Whether fewer than two thirds of the first vote's people took part in a new later one."""
        if not self.votes:
            return False
        first, last = self.votes[0], self.votes[-1]
        again = [p for p in self.people.values() if p.answers(1) and p.answers(last.number)]
        people = sum(n for row, (_, n) in first.rooms.items() if row != ROOM)
        new = last is not first and not last.revealed
        return new and 3 * sum(p.size for p in again) < 2 * people

    def erase_from_votes(self, who: int) -> None:
        """Figures that were fixed stay, without saying whose answers they count; remarks do not."""
        self.gone += 1
        for vote in self.votes:
            vote.erased |= ROOM in vote.rooms
            for row, answers in vote.figures.items():
                vote.figures[row] = {
                    (-self.gone if x[0] == who else x[0], x[1]): v for x, v in answers.items()
                }
            for unit, notes in vote.notes.items():
                vote.notes[unit] = {place: one for place, one in notes.items() if place[0] != who}

    def after_erasure(self, vote: Vote) -> bool:
        """Whether somebody was erased since an earlier vote closed: nothing of this one is shown by unit."""
        return bool(self.k) and any(one.erased for one in self.votes if one.number < vote.number)

    def remarks(self, vote: Vote) -> list[tuple[str, str, str, str]]:
        """The remarks of a vote by unit, code, comment and evidence; after an erasure of enough people without unit."""
        every = [
            (unit, code, note)
            for unit, notes in vote.notes.items()
            for (_, code), note in notes.items()
        ]
        if not self.after_erasure(vote):
            return [
                (unit, code, comment, evidence)
                for unit, code, (size, comment, evidence) in every
                if (vote.figures.get(unit) or vote.figures.get(ROOM))
                and (size > 1 or unit not in vote.few)
            ]
        beyond = sum(self._beyond_by_now().values())
        sizes = {code: [n for _, one, (n, *_) in every if one == code] for _, code, _ in every}
        return [
            ("", code, comment, evidence)
            for _, code, (_, comment, evidence) in every
            if hidden(sizes[code], self.k, beyond)
        ]

    def _cut(self) -> None:
        came = {name: self._sizes(self._voted([name])) for name in self.departments}
        beyond = self._beyond()
        self.homes = {name: (name,) for name in self.departments}
        if self.k:
            self.homes = cut({name: crowd(came[name], beyond[name]) for name in came}, self.k)
        self.beyond = {u: sum(beyond[name] for name in names) for u, names in self.homes.items()}

    def _beyond(self) -> dict[str, int]:
        """By department, how many of those who voted may be beyond the people confirmed in the room."""
        came = self.came()
        return {
            name: min(
                sum(self._sizes(self._voted([name]))), max(0, came[name] - self.in_room[name])
            )
            for name in self.departments
        }

    def _beyond_by_now(self) -> dict[str, int]:
        by_now = self._beyond()
        return {
            unit: max(self.beyond[unit], sum(by_now[name] for name in names))
            for unit, names in self.homes.items()
        }

    def _beyond_in(self, vote: Vote, before: Sequence[Vote]) -> int:
        """How many in a vote may be beyond the people confirmed: new since the first vote before, too."""
        return sum(self.beyond.values()) + sum(self._newcomers(vote, before).values())

    def _fix_rooms(self, vote: Vote, at: int) -> None:
        """What those of each unit who answered the vote wrote."""
        answered = [p for p in self.people.values() if p.answers(vote.number)]
        vote.known = set(self._voters(vote)[0])
        vote.given = {code: self._said(vote, code, vote.known) for code in vote.asked}
        vote.fixed = at if self.homes else None
        beyond = self._beyond_by_now()
        for unit, names in self.homes.items():
            voters = [p.size for p in answered if p.department in names]
            alone = max(min(voters.count(1), 1), voters.count(1) - beyond[unit])
            vote.few = vote.few - {unit} | ({unit} if alone < self.k else set())
            vote.notes[unit] = {
                (p.id, code): (p.size, row.comment, row.evidence)
                for p in self.people.values()
                if p.department in names
                for (number, code), row in p.here.items()
                if number == vote.number and (row.comment or row.evidence)
            }

    def _seat(self, vote: Vote, before: Sequence[Vote]) -> None:
        """Attendance by unit and of the room, never less than at an earlier vote."""
        earlier = [one for one in self.votes if one.number < vote.number]
        if vote not in before:
            for unit, names in self.homes.items():
                here = self._counted_in(vote, unit) if before else self._room(names)
                most = [here, *(one.rooms.get(unit, (0, 0)) for one in earlier)]
                vote.rooms[unit] = max(n for n, _ in most), max(people for _, people in most)
        here = self._room(self.departments)
        known = vote.rooms.get(ROOM) or (earlier[-1].rooms.get(ROOM) if earlier else None)
        came = {p.id: p.size for p in self.people.values() if p.answers(vote.number)}
        if known:
            numbers = [one.number for one in earlier]
            new = [
                size
                for who, size in came.items()
                if who not in vote.came and not any(self.people[who].answers(n) for n in numbers)
            ]
            here = known[0] + len(new), known[1] + sum(new)
        vote.came |= came.keys()
        vote.rooms[ROOM] = here
        vote.rooms = {row: room for row, room in vote.rooms.items() if room[0]}

    def _counted_in(self, vote: Vote, unit: str) -> tuple[int, int]:
        """The most devices and people who are in a unit's figures of one indicator."""
        sizes: dict[str, list[int]] = {}
        for (_, code), (size, _) in vote.figures.get(unit, {}).items():
            sizes.setdefault(code, []).append(size)
        return max(map(len, sizes.values()), default=0), max(map(sum, sizes.values()), default=0)

    def _count_first(self, vote: Vote, codes: Iterable[str]) -> None:
        beyond = self._beyond_by_now()
        sizes, count = self._voters(vote, sum(beyond.values()))
        for code in codes:
            said = {
                unit: self._said(vote, code, [w for w in count if self._lives(w, names)])
                for unit, names in self.homes.items()
            }
            as_one = self.after_erasure(vote) and len(self.homes) > 1
            for row, voices in first_rows(said, beyond, self.k, as_one=as_one).items():
                for who, voice in voices.items():
                    vote.figures.setdefault(row, {})[who, code] = voice
        if vote.left_out is None:
            before = [one for one in self.votes if one is not vote and one.number < vote.number]
            _, count = self._voters(vote, self._beyond_in(vote, before))
            vote.left_out = sum(
                size == 1 for who, size in sizes.items() if count and who not in count
            )

    def _count_later(self, vote: Vote, before: Sequence[Vote], codes: Sequence[str]) -> None:
        beyond = self._beyond_in(vote, before)
        sizes, count = self._voters(vote, beyond)
        vote.withheld = []
        for code in codes:
            if self._unchanged(vote, before, code):
                continue
            said = self._said(vote, code, count)
            first = next(one for one in before if code in one.asked)
            served = any(one.has(code, later=True) for one in before)
            row = None
            if not served:
                room = self._later_room(vote, before, first, count)
                row = later_row(first.rows_of(code), said, beyond, room, self.k)
            if row is not None:
                kept: Answers = vote.figures.setdefault(ROOM, {})
                kept |= {(who, code): voice for who, voice in row.items()}
            elif self._said(vote, code, sizes) and code not in vote.shown_later:
                vote.withheld.append(code)

    def _later_room(
        self, vote: Vote, before: Sequence[Vote], first: Vote, count: set[int]
    ) -> LaterRoom:
        sizes = self._voters(vote)[0]
        late = self._newcomers(vote, before)
        rooms = [room for row, room in first.rooms.items() if row != ROOM]
        erased = any(one.erased for one in before)
        then = {
            who
            for one in before
            for voices in one.given.values()
            for who, (size, _) in voices.items()
            if size > 1 or not one.left_out
        }
        return LaterRoom(
            here=tuple(sizes[who] for who in count),
            late=tuple(size for who, size in late.items() if who in count),
            first=(sum(n for n, _ in rooms), sum(people for _, people in rooms)),
            apart=max((one.left_out or 0 for one in before), default=0),
            strangers=sum(self.beyond.values()),
            same=not erased and then == count,
            erased=erased,
            reopened=vote in before,
        )

    def _unchanged(self, vote: Vote, before: Sequence[Vote], code: str) -> bool:
        """Whether a shown vote was reopened and nobody changed or added an answer to what only it asked."""
        if vote not in before or any(code in one.asked for one in before if one is not vote):
            return False
        now = self._said(vote, code, self._voters(vote)[0])
        lived = {name for unit in vote.rooms if unit != ROOM for name in self.homes[unit]}
        then = {
            who: voice
            for who, voice in vote.given.get(code, {}).items()
            if who in self.people and self._lives(who, lived)
        }
        return now == then

    def _newcomers(self, vote: Vote, before: Sequence[Vote]) -> dict[int, int]:
        """People who answer and did not in the first vote before: late-comers hide nobody."""
        if not before or not self.k:
            return {}
        known = before[0].known
        return {who: n for who, n in self._voters(vote)[0].items() if who not in known}

    def _voters(self, vote: Vote, beyond: int = 0) -> tuple[dict[int, int], set[int]]:
        """The sizes of those in units who answered a vote, and whose answers count beside those `beyond`."""
        everywhere = [name for names in self.homes.values() for name in names]
        sizes = {
            p.id: p.size
            for p in self.people.values()
            if p.answers(vote.number) and p.department in everywhere
        }
        return sizes, counted(sizes, self.k, beyond)

    def _said(self, vote: Vote, code: str, some: Iterable[int]) -> Voices:
        answers = {who: self.people[who].answers(vote.number) for who in some}
        return {w: (self.people[w].size, x[code]) for w, x in answers.items() if code in x}

    def _lives(self, who: int, names: Iterable[str]) -> bool:
        return self.people[who].department in names

    def _voted(self, names: Iterable[str]) -> list[Person]:
        """The people of departments with an answer in a real vote."""
        return [p for p in self.people.values() if p.department in names and p.voted]

    def _room(self, names: Iterable[str]) -> tuple[int, int]:
        """Participants and people of departments who took part; where only tables count, these."""
        came = {p.id: p.size for p in self._voted(names)}
        here = counted(came, self.k) or came
        return len(here), sum(came[who] for who in here)

    @staticmethod
    def _sizes(people: Iterable[Person]) -> list[int]:
        return [person.size for person in people]
