"""What a city does about an indicator, in the words of its staff: part of a data package if its publisher chose so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints, TypeAdapter

from resilience.exchange.package.fields import ONE_LINE, Strict

#: the file in a data package; without it, nothing was published
FILE = "practices.json"
#: characters of a reason and of an action, as the product keeps them
LONGEST_REASON, LONGEST_ACTION = 1000, 500
#: actions on one indicator
MOST_ACTIONS = 20
#: how far a published action is, and its class of cost
State = Literal["open", "under way", "done"]
Cost = Literal["low", "medium", "high"]
STATES: tuple[State, ...] = get_args(State)
COSTS: tuple[Cost, ...] = get_args(Cost)
#: an indicator's code
Code = Annotated[str, StringConstraints(min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True)
class PracticeAction:
    """An action of a city: what is done, how far it is, and its class of cost, None if unknown."""

    __pydantic_config__ = Strict
    what: Annotated[
        str, StringConstraints(min_length=1, max_length=LONGEST_ACTION, pattern=ONE_LINE)
    ]
    state: State
    cost: Cost | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """Why the room agreed on its level, "" if it gave no reason, and what the city does."""

    __pydantic_config__ = Strict
    reason: Annotated[
        str, StringConstraints(max_length=LONGEST_REASON, pattern=f"{ONE_LINE}|^$")
    ] = ""
    actions: Annotated[tuple[PracticeAction, ...], Field(max_length=MOST_ACTIONS)] = ()


#: by the code of an indicator
Practices = Mapping[str, Practice]
PRACTICES = TypeAdapter(dict[Code, Practice])
