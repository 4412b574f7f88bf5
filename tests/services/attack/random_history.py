"""Random histories of a workshop: who comes, answers, changes, leaves, erases, is moved or removed, vote by vote."""

import random
from dataclasses import dataclass

from resilience.framework import AnswerValue
from tests.services.attack.room_means import RoomMeans
from tests.services.attack.stage import CODES, PLACES, Stage


def play(stage: Stage, rng: random.Random, means: RoomMeans | None = None) -> None:
    """A random history: a first vote, and up to four chapters after it."""
    History(stage, rng, means or RoomMeans(stage)).play()


@dataclass
class History:
    """What a random history is drawn from; `keeps` is how likely people repeat an answer."""

    stage: Stage
    rng: random.Random
    means: RoomMeans

    def __post_init__(self) -> None:
        rng = self.rng
        self.keeps = rng.choice((0.5, 0.8, 0.95, 1.0))
        self.returns = rng.choice((0.4, 0.7, 0.9, 1.0))
        self.fills = rng.choice((0.4, 0.7, 1.0))
        self.states: tuple[AnswerValue, ...] = rng.choice(
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
        for _ in range(rng.choice((0, 0, 1, 2, 3))):
            self._attend()
        self._come_again()
        stage.close()
        if rng.random() < 0.25:
            self._again()
        if not stage.reveal():
            return
        for _ in range(rng.randint(1, 4)):
            rng.choice((self._weigh, self._plan, int, int, int))()
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
            said = self._said() if rng.random() < 0.95 else {}
            self.stage.come(place, said, rng.choice(self.sizes))
        if rng.random() < 0.1:
            for _ in range(rng.randint(1, 3)):
                self.stage.come(place, self._said(), stranger=True)

    def _attend(self) -> None:
        """The facilitator repairs the attendance before the first close, rightly or wrongly."""
        stage, rng = self.stage, self.rng
        quiet = [one for one in stage.here if not one.said]
        alike = [
            (older, newer)
            for at, older in enumerate(stage.here)
            for newer in stage.here[at + 1 :]
            if older.size == newer.size and older.place == newer.place
        ]
        act = rng.choice(("put", "remove", "merge"))
        if act == "put" and stage.here:
            stage.put(rng.choice(stage.here), rng.choice(PLACES))
        elif act == "remove" and quiet:
            stage.remove(rng.choice(quiet))
        elif act == "merge" and alike:
            stage.merge(*rng.choice(alike))

    def _come_again(self) -> None:
        """A second device comes where one was taken away."""
        stage, rng = self.stage, self.rng
        for gone in [one for one in stage.people if one.silent]:
            if rng.random() < 0.5:
                stage.come(gone.place, self._said(), stranger=True)

    def _said(self) -> dict[str, AnswerValue]:
        return {c: self._one(c) for c in CODES if self.rng.random() < self.fills}

    def _one(self, code: str) -> AnswerValue:
        said = self.rng.choice(self.states)
        return float(said) if code == "P2" and isinstance(said, int) else said

    def _again(self) -> None:
        """The last vote opens again, where it may: some change an answer, some keep theirs, some come, some erase."""
        stage, rng = self.stage, self.rng
        stage.reopen()
        if not stage.is_open:
            return
        for person in stage.here:
            if rng.random() < (1 - self.keeps) / 2 + 0.05:
                stage.say(person, self._said())
            elif rng.random() < self.returns:
                stage.say(person, person.again(stage.number))
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

    def _weigh(self) -> None:
        """People share out points, then the step closes and the room may adopt their mean."""
        means, rng = self.means, self.rng
        means.ask()
        for person in self.stage.here:
            if rng.random() < self.returns:
                means.give(person, *rng.choices((0, 0, 20, 50, 100), k=2))
        if rng.random() < 0.8:
            self._come_and_go()
            means.close()
            means.settle(adopt=rng.random() < 0.7)

    def _plan(self) -> None:
        """An action is written down, and people say how feasible it is."""
        means, rng = self.means, self.rng
        action = means.plan(rng.choice(CODES))
        for person in self.stage.here:
            if rng.random() < self.returns:
                means.vote(person, action, rng.choice((0.0, 0.5, 1.0)))
        if rng.random() < 0.8:
            self._come_and_go()
            means.show()

    def _come_and_go(self) -> None:
        stage, rng = self.stage, self.rng
        quiet = [one for one in stage.here if not one.said]
        if quiet and rng.random() < 0.1:
            stage.remove(rng.choice(quiet))
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3))):
            stage.come(rng.choice(PLACES), self._said(), rng.choice(self.sizes))
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
            if stage.here:
                stage.erase(rng.choice(stage.here))
