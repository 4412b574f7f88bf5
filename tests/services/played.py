"""A story played on a real store, and beside it in plain Python."""

import copy
import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import pytest

from resilience.errors import InputError, ResilienceError, WrongTime
from resilience.framework import Framework
from resilience.services import participants, rounds
from resilience.services.access import identify
from resilience.services.responses import Said, save_answer, save_remark
from resilience.services.workshop_plan import MIXED_TABLES
from resilience.store import Store
from resilience.store.tables import Department, Unit
from tests.services.held import HOST, KEY, Held, finish, reveal, rows, set_up
from tests.services.story import CODES, Come, Go, Note, Say, Staff, Step, Story
from tests.services.truth import EXPECTED, Frozen, Person, Truth, Vote


class Played:
    """A story in a workshop of its own."""

    def __init__(self, store: Store, framework: Framework, k: int) -> None:
        self.held: Held = set_up(store, framework, k=k, departments=EXPECTED)
        self.truth = Truth(k)
        self.store = store
        self._departments = {d.name: d.id for d in self.held.view.departments}

    def play(self, story: Story, watch: Callable[[bool], None]) -> None:
        """All the steps; `watch` is called after each, and told whether staff made it."""
        watch(True)
        for step in story.steps:
            self._do(step)
            watch(isinstance(step, Staff))

    def moment(self) -> Truth:
        """The truth as it stands, to be kept."""
        return copy.deepcopy(self.truth)

    def _do(self, step: Step) -> None:
        match step:
            case Staff():
                self._staff(step)
            case Come():
                self._come(step)
            case _ if not self.truth.people:
                pass
            case Say():
                self._say(self._person(step.person), step.code, step.said)
            case Note():
                self._note(self._person(step.person), step.code)
            case Go():
                self._go(self._person(step.person), step.place)

    def _person(self, number: int) -> Person:
        return self.truth.people[number % len(self.truth.people)]

    def _come(self, step: Come) -> None:
        size = max(step.size, 2) if step.place == MIXED_TABLES else step.size
        with refused(WrongTime if self.truth.finished else None):
            token = participants.join(
                self.store,
                self.held.code,
                department_id=self._departments[step.place],
                language="en",
                size=size if size > 1 else None,
            )
            who = identify(self.store, KEY, participant_token=token)
            vote = self.truth.taken
            tries = vote is not None and vote.number == 0
            person = Person(who, token, step.place, size, rehearsed=tries)
            self.truth.people.append(person)
        vote = self.truth.taken
        if vote is not None:
            for code, said in zip(CODES, step.said, strict=True):
                if said is not None and code in vote.asked:
                    self._say(self.truth.people[-1], code, said)

    def _say(self, person: Person, code: str, said: Said) -> None:
        given = said if isinstance(said, str) or code != "P2" else 2.0 * said
        with refused(self._no_answer(code)):
            save_answer(self.store, person.who, code, given)
            vote = self.truth.votes[-1]
            person.answers[vote.number, code] = given
            if vote.revealed:
                place = self.truth.people.index(person), code
                vote.were.setdefault(place, set()).add(given)

    def _note(self, person: Person, code: str) -> None:
        written = sum(len(p.notes) for p in self.truth.people)
        words = hashlib.sha256(f"{person.token} {written}".encode()).hexdigest()[:8]
        with refused(self._no_answer(code)):
            save_remark(self.store, person.who, code, comment=f"So {words}.", evidence=words[:3])
            person.notes[self.truth.votes[-1].number, code] = (f"So {words}.", words[:3])

    def _no_answer(self, code: str) -> type[ResilienceError] | None:
        vote = self.truth.taken
        if vote is None:
            return WrongTime
        return None if code in vote.asked else InputError

    def _go(self, person: Person, place: str) -> None:
        alone = place == MIXED_TABLES and person.size == 1
        with refused(WrongTime if self.truth.fixed else InputError if alone else None):
            participants.move(self.store, person.who, self._departments[place])
            person.place = place

    def _staff(self, step: Staff) -> None:
        with refused(None if self.truth.allows(step.move) else WrongTime):
            match step.move:
                case "open":
                    rounds.open_vote(self.store, HOST, self.held.code, step.asked)
                    self._opened(step.asked or CODES)
                case "rehearse":
                    rounds.rehearse(self.store, HOST, self.held.code)
                    self.truth.votes.append(Vote(0, CODES))
                    for person in self.truth.people:
                        person.rehearsed = True
                case "close":
                    rounds.close_vote(self.store, HOST, self.held.code)
                    self._closed(self.truth.votes[-1])
                case "reopen":
                    rounds.reopen_vote(self.store, HOST, self.held.code)
                    self.truth.votes[-1].open = True
                    self.truth.votes[-1].hidden = self.truth.votes[-1].revealed
                    if not any(vote.revealed for vote in self.truth.votes):
                        self.truth.fixed, self.truth.homes = {}, {}
                case "reveal":
                    reveal(self.store, HOST, self.held.code)
                    self._revealed(self.truth.votes[-1])
                case "finish":
                    finish(self.store, HOST, self.held.code)
                    self.truth.finished = True

    def _opened(self, asked: tuple[str, ...]) -> None:
        self.truth.votes = [vote for vote in self.truth.votes if vote.number]
        for person in self.truth.people:
            person.answers = {key: said for key, said in person.answers.items() if key[0]}
            person.notes = {key: note for key, note in person.notes.items() if key[0]}
        self.truth.votes.append(Vote(len(self.truth.votes) + 1, asked))

    def _closed(self, vote: Vote) -> None:
        truth = self.truth
        vote.open, vote.closed = False, vote.closed + 1
        if not truth.fixed and any(person.counts for person in truth.people):
            truth.fixed = truth.by_place()
            truth.homes = self._homes()
        units = {unit: self._freeze(vote, places) for unit, places in truth.homes.items()}
        if vote.revealed:
            units |= {u: vote.units[u] for u in units if self._stays(vote.units[u], units[u])}
        vote.units = units

    def _homes(self) -> dict[str, tuple[str, ...]]:
        here = rows(self.store, Department, workshop_id=self.held.id)
        here = sorted(here, key=lambda department: department.position)
        names = {unit.id: unit.name for unit in rows(self.store, Unit, workshop_id=self.held.id)}
        return {
            name: tuple(d.name for d in here if d.unit_id == unit) for unit, name in names.items()
        }

    def _freeze(self, vote: Vote, places: tuple[str, ...]) -> Frozen:
        """What a unit would have of a vote that closes now.

        Whoever answered alone is in it where k did: else tables are, without them.
        """
        truth = self.truth
        inside = truth.inside(places, range(len(truth.people)))
        came = frozenset(i for i in inside if truth.people[i].counts)
        here = truth.counted(came) or came
        voters = truth.voters(vote, inside)
        counted = truth.counted(voters)
        if not counted:
            return Frozen(here, {}, {})
        said = {
            (i, code): said for i in counted for code, said in truth.answers(i, vote.number).items()
        }
        heard = inside if len(truth.own(voters)) >= truth.k else inside - truth.own(inside)
        notes = {
            (i, code): note
            for i in heard
            for (number, code), note in truth.people[i].notes.items()
            if number == vote.number
        }
        gone = ((i, code) for i in voters - counted for code in truth.answers(i, vote.number))
        return Frozen(here, said, notes, copy.deepcopy(vote.were), frozenset(gone))

    def _stays(self, shown: Frozen, anew: Frozen) -> bool:
        """Whether those who answer what they never did while something was shown can be told."""
        changed = {
            i
            for (i, code), said in anew.answers.items()
            if said not in shown.were.get((i, code), ())
        }
        return bool(shown.answers) and not self.truth.hidden(changed)

    def _revealed(self, vote: Vote) -> None:
        if vote.hidden:
            vote.hidden = False
            return
        vote.revealed = True
        for i in range(len(self.truth.people)):
            for code, said in self.truth.answers(i, vote.number).items():
                vote.were[i, code] = {said}
        for unit in vote.units.values():
            unit.were = copy.deepcopy(vote.were)


def refused(why: type[ResilienceError] | None) -> AbstractContextManager[object]:
    """What is tried inside is refused for this reason, or it succeeds where there is none."""
    return nullcontext() if why is None else pytest.raises(why)
