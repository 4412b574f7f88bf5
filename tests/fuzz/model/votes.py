"""The votes of one workshop in plain Python: who answered, and what was counted when they closed."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from resilience.framework import Framework
from tests.fuzz.model.crowds import counted, counted_later, crowd, cut, hidden
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

    @property
    def is_counted(self) -> bool:
        """Whether a vote closed and its partition stands, also where no department is shown."""
        return any(vote.left_out is not None for vote in self.votes)

    def joined(self) -> dict[str, int]:
        """People by department who joined."""
        found = dict.fromkeys(self.departments, 0)
        for person in self.people.values():
            found[person.department] += person.size
        return found

    def came(self) -> Counter[str]:
        """People by department who ever joined, and those who were erased."""
        return Counter(self.joined()) + self.erased

    def confirm(self, in_room: Mapping[str, int]) -> None:
        """Departments have so many people in the room, or as many as joined and were expected."""
        came = self.came()
        for name in self.departments:
            here = came[name]
            expected = self.expected[name]
            self.in_room[name] = in_room.get(name, min(expected, here) if expected else here)

    def close(self) -> None:
        """The vote closes: the partition is fixed where it is not, and the figures."""
        vote = self.votes[-1]
        vote.open, vote.there = False, max(self.people, default=0)
        vote.voted = sum(p.size for p in self.people.values() if p.answers(vote.number))
        if not self.is_counted:
            self._cut()
        before = [one for one in self.votes if one.revealed and self.k]
        known = [code for code in vote.asked if any(code in one.asked for one in before)]
        self._fix_rooms(vote)
        self._count_first(vote, [code for code in vote.asked if code not in known])
        self._seat(vote, before)
        self._count_later(vote, before, known)

    def nothing_to_show(self) -> bool:
        """Whether the last vote cannot be revealed; of one that asks again only by how many took part."""
        if not self.votes:
            return True
        last = self.votes[-1]
        again = any(set(one.asked) & set(last.asked) for one in self.votes[:-1])
        people = last.voted
        return not people or people < self.k or not (again or any(last.figures.values()))

    def may_not_ask_again(self) -> bool:
        """Whether the last vote was revealed and one of its questions was asked again already."""
        last = self.votes[-1] if self.votes and self.k else None
        if last is None or not last.revealed:
            return False
        return any(self.was_asked_again(code, self.votes) for code in last.asked)

    def was_asked_again(self, code: str, held: Sequence[Vote]) -> bool:
        """Whether two of these votes asked an indicator: it can be asked again once."""
        return sum(code in one.asked for one in held) > 1

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

    def _fix_rooms(self, vote: Vote) -> None:
        """What those of each unit who answered the vote wrote."""
        answered = [p for p in self.people.values() if p.answers(vote.number)]
        vote.known = set(self._voters(vote)[0])
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
        earlier = self.votes[:-1]
        for unit, names in self.homes.items():
            vote.came[unit] = self._ever(vote, earlier, unit, names)
            here = self._counted_in(vote, unit) if before else vote.came[unit]
            most = [here, *(one.rooms.get(unit, (0, 0)) for one in earlier)]
            vote.rooms[unit] = max(n for n, _ in most), max(people for _, people in most)
        here = self._room(self.departments)
        if earlier and (known := earlier[-1].rooms.get(ROOM)):
            here = _more(known, self._new(vote, earlier, self.departments))
        vote.rooms[ROOM] = here
        vote.rooms = {row: room for row, room in vote.rooms.items() if room[0]}

    def _ever(
        self, vote: Vote, earlier: Sequence[Vote], unit: str, names: Iterable[str]
    ) -> tuple[int, int]:
        """Devices and people of a unit with an answer in a vote so far, who erased theirs after a close included."""
        if not earlier:
            return self._room(names)
        return _more(earlier[-1].came[unit], self._new(vote, earlier, names))

    def _new(self, vote: Vote, earlier: Sequence[Vote], names: Iterable[str]) -> list[int]:
        """The sizes of those of departments who answer now and did not before, and who are not left out."""
        there = {name for homes in self.homes.values() for name in homes}
        return [
            p.size
            for p in self.people.values()
            if p.department in names
            and p.answers(vote.number)
            and not any(p.answers(one.number) for one in earlier)
            and not (vote.left_out and p.size == 1 and p.department in there)
        ]

    def _counted_in(self, vote: Vote, unit: str) -> tuple[int, int]:
        """The most devices and people who are in a unit's figures of one indicator."""
        sizes: dict[str, list[int]] = {}
        for (_, code), (size, _) in vote.figures.get(unit, {}).items():
            sizes.setdefault(code, []).append(size)
        return max(map(len, sizes.values()), default=0), max(map(sum, sizes.values()), default=0)

    def _count_first(self, vote: Vote, codes: Collection[str]) -> None:
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
        if not codes:
            earlier = [one for one in self.votes[:-1] if one.revealed and self.k]
            _, count = self._later_voters(vote, earlier)
        vote.left_out = sum(size == 1 for who, size in sizes.items() if count and who not in count)

    def _count_later(self, vote: Vote, before: Sequence[Vote], codes: Sequence[str]) -> None:
        sizes, count = self._later_voters(vote, before)
        for code in codes:
            said = self._said(vote, code, count)
            first = next(one for one in before if code in one.asked)
            row = None
            if not self.was_asked_again(code, before):
                new = self._newcomers(vote, before)
                room = self._later_room(first, {who: sizes[who] for who in count}, new)
                beyond = sum(self.beyond.values())
                row = later_row(first.rows_of(code), said, beyond, new, room, self.k)
            if row is not None:
                kept: Answers = vote.figures.setdefault(ROOM, {})
                kept |= {(who, code): voice for who, voice in row.items()}
            elif self._said(vote, code, sizes):
                vote.withheld.append(code)

    def _later_room(self, first: Vote, here: Mapping[int, int], new: Collection[int]) -> LaterRoom:
        rooms = first.came.values()
        return LaterRoom(
            here=tuple(here.values()),
            late=tuple(
                size
                for who, size in here.items()
                if who not in first.known or (size == 1 and first.left_out)
            ),
            first=(sum(n for n, _ in rooms), sum(people for _, people in rooms)),
            strangers=sum(self.beyond.values())
            + sum(
                size
                for who, size in here.items()
                if who in new and who in first.known and not (size == 1 and first.left_out)
            ),
        )

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

    def _later_voters(self, vote: Vote, before: Sequence[Vote]) -> tuple[dict[int, int], set[int]]:
        """As `_voters` where newcomers hide nobody."""
        sizes, new = self._voters(vote)[0], self._newcomers(vote, before)
        return sizes, counted_later(sizes, new, self.k, sum(self.beyond.values()))

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


def _more(known: tuple[int, int], new: Sequence[int]) -> tuple[int, int]:
    return known[0] + len(new), known[1] + sum(new)
