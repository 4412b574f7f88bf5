"""The votes of one workshop in plain Python: who answered, and what was counted when they closed."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from resilience.framework import Framework
from tests.fuzz.model.crowds import Crowd, counted, crowd, cut, hidden, strangers, together
from tests.fuzz.model.freezing import ROOM, Answers, Voices, Vote, first_rows, later_row
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
    beyond: dict[str, Crowd] = field(default_factory=dict)
    outside: set[str] = field(default_factory=set)
    gone: int = 0
    erased: Counter[str] = field(default_factory=Counter)

    @property
    def is_counted(self) -> bool:
        """Whether a vote closed and its partition stands, also where no department is shown."""
        return any(vote.left_out is not None for vote in self.votes)

    def came_later(self, who: int) -> bool:
        """Whether somebody joined after the first vote closed, and no vote asks them."""
        return bool(self.k) and self.is_counted and who > (self.votes[0].there or 0)

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
        self._note(vote)
        self._seat(vote)
        if self.repeats(vote):
            self._count_later(vote)
        else:
            self._count_first(vote)

    def repeats(self, vote: Vote) -> bool:
        """Whether a vote asks again, and only who answered in the first one."""
        return bool(self.k) and vote.number > 1

    def is_late(self, person: Person | None) -> bool:
        """Whether the last vote does not ask somebody, or anybody new."""
        again = bool(self.votes) and self.repeats(self.votes[-1])
        return again and (person is None or not person.answers(1))

    def nothing_to_show(self) -> bool:
        """Whether the last vote cannot be revealed; of one that asks again only by how many took part."""
        if not self.votes:
            return True
        last = self.votes[-1]
        people, again = last.voted, len(self.votes) > 1
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
        apart = first.left_out or last.left_out
        again = [
            p.size
            for p in self.people.values()
            if p.answers(1) and p.answers(last.number) and not (apart and p.size == 1)
        ]
        new = last is not first and not last.revealed
        return new and 3 * sum(again) < 2 * first.in_units[1]

    def erase_from_votes(self, who: int) -> None:
        """Figures that were fixed stay, without saying whose answers they count; remarks do not."""
        self.gone += 1
        for vote in self.votes:
            vote.erased |= ROOM in vote.rooms and not self.came_later(who)
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
        beyond = together(self.beyond.values())
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
            sure = {name: crowd(came[name], beyond[name]) for name in came}
            self.outside = {name for name in came if came[name] and not sum(sure[name])}
            alone, seated, _ = together(sure.values())
            apart = self.outside if max(alone, seated) >= self.k else set()
            self.homes = {
                unit: tuple(name for name in names if name not in apart)
                for unit, names in cut(sure, self.k).items()
            }
        self.beyond = {u: together(beyond[name] for name in n) for u, n in self.homes.items()}

    def _beyond(self) -> dict[str, Crowd]:
        """By department, who of those who voted may be beyond the people confirmed in the room."""
        came = self.came()
        return {
            name: strangers(
                self._sizes(self._voted([name])), max(0, came[name] - self.in_room[name])
            )
            for name in self.departments
        }

    def _note(self, vote: Vote) -> None:
        """What those of each unit who answered the vote wrote."""
        answered = [p for p in self.people.values() if p.answers(vote.number)]
        for unit, names in self.homes.items():
            voters = (p.size for p in answered if p.department in names)
            alone, *_ = crowd(voters, self.beyond[unit])
            vote.few = vote.few - {unit} | ({unit} if alone < self.k else set())
            vote.notes[unit] = {
                (p.id, code): (p.size, row.comment, row.evidence)
                for p in self.people.values()
                if p.department in names
                for (number, code), row in p.here.items()
                if number == vote.number and (row.comment or row.evidence)
            }

    def _seat(self, vote: Vote) -> None:
        """Attendance by unit and of the room, never less than at an earlier vote; one that asks again adds nobody."""
        most = dict(self.votes[-2].rooms) if len(self.votes) > 1 else {}
        if not self.repeats(vote):
            for row, names in [*self.homes.items(), (ROOM, self.departments)]:
                both = self._room(vote, names), most.get(row, (0, 0))
                most[row] = max(n for n, _ in both), max(people for _, people in both)
        vote.rooms = {row: room for row, room in most.items() if room[0]}

    def _count_first(self, vote: Vote) -> None:
        sizes = self._voters(vote)
        vote.counted = counted(sizes, self.k, together(self.beyond.values()))
        for code in vote.asked:
            said = {
                unit: self._said(vote, code, [w for w in vote.counted if self._lives(w, names)])
                for unit, names in self.homes.items()
            }
            for row, voices in first_rows(said, self.beyond, self.k).items():
                for who, voice in voices.items():
                    vote.figures.setdefault(row, {})[who, code] = voice
        self._leave_out(vote, sizes)

    def _count_later(self, vote: Vote) -> None:
        first, sizes = self.votes[0], self._voters(vote)
        beyond = together(self.beyond.values())
        again = {who: size for who, size in sizes.items() if who in first.counted}
        vote.counted = counted(again, self.k, beyond)
        here = [sizes[who] for who in vote.counted]
        for code in vote.asked:
            row = None
            if not self.was_asked_again(code, self.votes[:-1]):
                said = self._said(vote, code, vote.counted)
                row = later_row(first, code, said, here, beyond, self.k)
            if row is not None:
                kept: Answers = vote.figures.setdefault(ROOM, {})
                kept |= {(who, code): voice for who, voice in row.items()}
            elif self._said(vote, code, sizes):
                vote.withheld.append(code)
        vote.left_out = 0
        if vote.figures.get(ROOM):
            self._leave_out(vote, sizes)

    def _leave_out(self, vote: Vote, sizes: Mapping[int, int]) -> None:
        """Where only tables count, those who answered alone are in no figures."""
        apart = [who for who in sizes if vote.counted and who not in vote.counted]
        vote.left_out = sum(sizes[who] == 1 for who in apart)

    def _voters(self, vote: Vote) -> dict[int, int]:
        """The sizes of those in units who answered a vote."""
        everywhere = [name for names in self.homes.values() for name in names]
        return {
            p.id: p.size
            for p in self.people.values()
            if p.answers(vote.number) and p.department in everywhere
        }

    def _said(self, vote: Vote, code: str, some: Iterable[int]) -> Voices:
        answers = {who: self.people[who].answers(vote.number) for who in some}
        return {w: (self.people[w].size, x[code]) for w, x in answers.items() if code in x}

    def _lives(self, who: int, names: Iterable[str]) -> bool:
        return self.people[who].department in names

    def _voted(self, names: Iterable[str]) -> list[Person]:
        """The people of departments with an answer in a real vote."""
        some = set(names)
        return [p for p in self.people.values() if p.department in some and p.voted]

    def _room(self, vote: Vote, names: Iterable[str]) -> tuple[int, int]:
        """Participants and people of departments who took part; where only tables count, these."""
        voters = self._voters(vote)
        here = counted(voters, self.k, together(self.beyond.values())) or set(voters)
        came = self._voted(name for name in names if name not in self.outside)
        sizes = [p.size for p in came if p.size > 1 or here == set(voters)]
        return len(sizes), sum(sizes)

    @staticmethod
    def _sizes(people: Iterable[Person]) -> list[int]:
        return [person.size for person in people]
