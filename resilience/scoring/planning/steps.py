"""Steps of an action, as values and as lines of a text that people edit."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

#: the sign of a step that is done
DONE_SIGN = "✓"
#: a step with its date in brackets
_DATED = re.compile(r"(.+)\((\d{4}-\d{2}-\d{2})\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ActionStep:
    """One step of an action, with its own due date."""

    what: str
    by_when: datetime.date | None = None
    done: bool = False


def step_words(
    step: ActionStep, day: Callable[[datetime.date], str] = datetime.date.isoformat
) -> str:
    """A step on one line: "✓ Survey the culverts (2027-03-01)"; `day` words its date."""
    sign = f"{DONE_SIGN} " if step.done else ""
    return f"{sign}{step.what}" + (f" ({day(step.by_when)})" if step.by_when else "")


def read_step(words: str) -> ActionStep:
    """The step that `step_words` wrote with a date such as 2027-03-01; a date that is none stays in its words."""
    said = words.strip()
    done = said.startswith(DONE_SIGN)
    said = said.removeprefix(DONE_SIGN).strip()
    found = _DATED.fullmatch(said)
    if not found:
        return ActionStep(said, done=done)
    try:
        day = datetime.date.fromisoformat(found[2])
    except ValueError:
        return ActionStep(said, done=done)
    return ActionStep(found[1].strip(), day, done)
