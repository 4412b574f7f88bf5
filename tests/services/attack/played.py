"""An attack that is played step by step."""

from resilience.framework import AnswerValue, Framework
from resilience.scoring.counting.tally import CITY_ROW
from resilience.store import Store
from tests.services.attack.attacker import Attacker
from tests.services.attack.stage import Person, Stage


class Played(Stage):
    """A stage with an attacker, whose first vote is open.

    It is watched when the facilitator acts and before a vote closes; `test_random_histories` watches every step.
    """

    brief = True

    def __init__(self, store: Store, framework: Framework, k: int = 3) -> None:
        super().__init__(store, framework, k)
        self.attacker = Attacker(self)
        self.open()

    def room(self, place: str, *levels: AnswerValue, size: int = 1) -> list[Person]:
        """Somebody in a department for each answer to W1."""
        return [self.come(place, {"W1": said}, size) for said in levels]

    def shown(self) -> None:
        """Close and reveal; what is served never tells of fewer than k people, files included."""
        self.close()
        self.reveal()
        self.attacker.files.look()
        assert list(self.attacker.leaks()) == []

    def again(self, people: list[Person], **other: AnswerValue) -> None:
        """A vote on W1 in which these people answer as before, or all as `other` says."""
        self.open("W1")
        for one in people:
            self.say(one, {"W1": one.said[1, "W1"], **other})

    def served(self, number: int, unit: str = CITY_ROW, code: str = "W1") -> bool:
        """Whether figures of a row were ever served."""
        return (number, unit, code) in self.attacker.known
