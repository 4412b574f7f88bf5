"""An indicator of the naive page as the generator of load knows it."""

from dataclasses import dataclass, field

from resilience.framework import AnswerValue


class NotSavedError(Exception):
    """A click was not acknowledged."""


@dataclass
class Card:
    """An indicator on the page: its radio, and the part of the page that it runs in."""

    indicator: str
    radio: str = ""
    options: list[str] = field(default_factory=list)
    fragment: str = ""

    def option(self, said: AnswerValue) -> str:
        """The option of an answer: levels come first, then not applicable and don't know."""
        return self.options[said if isinstance(said, int) else {"na": -2, "dk": -1}[str(said)]]

    @property
    def answers(self) -> list[AnswerValue]:
        """What can be answered."""
        return [*range(len(self.options) - 2), "na", "dk"]
