"""What a filled official UNDRR workbook says, as values."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from resilience.errors import Fault
from resilience.workbook.undrr.day import days_meant

#: facts of the city's profile by the row of the sheet Info that asks for them
FACTS = {
    "authority": 10,
    "population": 11,
    "area": 12,
    "density": 13,
    "youth": 14,
    "seniors": 15,
    "female-headed": 16,
    "literacy": 17,
    "not-poor": 18,
    "income": 19,
    "non-citizens": 20,
    "probable": 21,
    "severe": 22,
    "households": 25,
    "persons-per-unit": 26,
    "cost-of-living": 27,
    "gdp": 28,
    "gini": 29,
    "city-product": 30,
}


@dataclass(frozen=True, slots=True)
class ItemRemarks:
    """What people wrote at an item; "" where they did not.

    `evidence` explains and proves the answer; `action` is what will be done to reach the best level,
    by which `institution`, and `timescale` until when.
    """

    comment: str = ""
    evidence: str = ""
    action: str = ""
    institution: str = ""
    timescale: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about the city as typed, with its source or date."""

    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class UndrrProfile:
    """The city. `dated` is the date of the assessment as it was typed; `facts` by the names in FACTS.

    `may_share` is whether the city agrees that its results are shared, None where it did not say.
    """

    city: str = ""
    kind: str = ""
    country: str = ""
    dated: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    may_share: bool | None = None

    @property
    def date(self) -> datetime.date | None:
        """The date of the assessment, None if the text means no day or two."""
        days = days_meant(self.dated)
        return days.pop() if len(days) == 1 else None


@dataclass(frozen=True, slots=True)
class FilledUndrr:
    """A completed official workbook.

    `levels` 0..3 by item code, without those left blank; `written` by item code; `items` are
    the codes of all its items. `totals` are the points of each essential, "E1" to "E10", as
    stored in the workbook, None if missing. `unclear` names each cell that was not understood.
    """

    items: tuple[str, ...]
    levels: Mapping[str, int]
    written: Mapping[str, ItemRemarks]
    profile: UndrrProfile
    totals: Mapping[str, float] | None
    unclear: tuple[Fault, ...]

    @property
    def points(self) -> dict[str, int]:
        """The points of each essential, from the answers: level 0 is 0 points, level 3 is 3."""
        found = dict.fromkeys((_essential(code) for code in self.items), 0)
        for code, level in self.levels.items():
            found[_essential(code)] += level
        return found

    @property
    def agrees(self) -> bool | None:
        """Whether the workbook's own totals are those of its answers; None where it kept none."""
        return None if self.totals is None else self.totals == self.points


def _essential(code: str) -> str:
    return f"E{code[1:].split('.', maxsplit=1)[0]}"
