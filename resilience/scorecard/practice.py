"""The practice question: what phones and the stage show at the step of practice; no answer to it is sent or kept."""

from dataclasses import dataclass

from resilience.text import Text, mark

_TITLE = mark("Getting home tonight")
_QUESTION = mark("All trains and buses stop at six this evening. How would you get home?")
_LEVELS = (
    mark("I do not know how I would get home"),
    mark("I would work something out when it happens"),
    mark("I know another way, but have never tried it"),
    mark("I know another way, and have tried it before"),
)


@dataclass(frozen=True, slots=True)
class PracticeCard:
    """A question that belongs to no department, with its levels from 0 on."""

    title: str
    question: str
    levels: tuple[str, ...]


def practice_card(text: Text) -> PracticeCard:
    """The practice question in one language."""
    return PracticeCard(text(_TITLE), text(_QUESTION), tuple(map(text, _LEVELS)))
