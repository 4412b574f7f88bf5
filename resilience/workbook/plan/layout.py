"""The layout of the workbook of an action plan, so that the reader finds it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from resilience.errors import Fault
from resilience.workbook.reading.untrusted import Value
from resilience.workbook.style import DAY_WIDTH

#: in the first cell of the hidden sheet that keeps the plan as it was exported
FORMAT = "resilience-plan/1"
#: the key of the column with the number of an action, by which it is found again
NUMBER = "number"
#: how many columns name an action: they stay in sight, and come on each page in print
NAMING = 2
#: the keys of the columns in their order, with the width and look of each
COLUMNS: Mapping[str, tuple[float, str]] = {
    NUMBER: (9, "plain"),
    "what": (44, "user"),
    "indicators": (16, "user"),
    "department_id": (24, "user"),
    "state": (14, "user"),
    "by_when": (DAY_WIDTH, "day"),
    "budget": (16, "money"),
    "currency": (11, "user"),
    "note": (36, "user"),
    "starts": (DAY_WIDTH, "day"),
    "cost": (14, "user"),
    "contact": (24, "user"),
    "partners": (24, "user"),
    "source": (24, "user"),
    "steps": (44, "user"),
    "links": (36, "user"),
}


@dataclass(frozen=True, slots=True)
class PlanFileRow:
    """A row of an uploaded plan: its row number and the values of its cells by column, from 1."""

    row: int
    cells: Mapping[int, Value]


@dataclass(frozen=True, slots=True)
class PlanFile:
    """An uploaded plan: its sheet, the heading of each column, and the rows below.

    An exported plan has the code of its `workshop`, the key of each column in `keys`, and in `exported` what its
    cells were, by the number of the action. A plan of the city's own has none of these. `computed` are the row and
    column of cells that hold a formula or an error; their values are unknown, and `faults` say so.
    """

    sheet: str
    heads: Mapping[int, str]
    lines: tuple[PlanFileRow, ...]
    workshop: str = ""
    keys: Mapping[int, str] = field(default_factory=dict)
    exported: Mapping[int, Mapping[str, Value]] = field(default_factory=dict)
    computed: frozenset[tuple[int, int]] = frozenset()
    faults: tuple[Fault, ...] = ()
