"""An indicator of the scoring page as the generator of load knows it."""

from dataclasses import dataclass, field

from resilience.services.responses import Said


class NotSavedError(Exception):
    """A click was not acknowledged."""


@dataclass
class Card:
    """An indicator on the page: its radio, and the inputs of its remarks, in the parts they run in."""

    indicator: str
    radio: str = ""
    options: list[str] = field(default_factory=list)
    fragment: str = ""
    more: str = ""
    comment: str = ""
    remarks: str = ""

    def option(self, said: Said) -> str:
        """The option of an answer: levels come first, then not applicable and don't know."""
        return self.options[said if isinstance(said, int) else {"na": -2, "dk": -1}[str(said)]]

    @property
    def answers(self) -> list[Said]:
        """What can be answered."""
        return [*range(len(self.options) - 2), "na", "dk"]
