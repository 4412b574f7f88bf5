"""Cells of an Excel plan as facts of an action, and back; one sentence for each that is not understood."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from resilience.errors import InputError
from resilience.scoring.planning.actions import COSTS, HEADINGS, STATES, PlannedAction
from resilience.scoring.planning.money import exact
from resilience.scoring.planning.steps import ActionStep, read_step, step_words
from resilience.services.deciding.action_facts import tidy_fact
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import LANGUAGES, Text
from resilience.text.alike import alike
from resilience.workbook.cells import Cell
from resilience.workbook.plan import COLUMNS, NUMBER
from resilience.workbook.reading.untrusted import Value

#: a day as people type it, such as 2027-03-01, 2027/3/1 or 2027年3月1日
_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?")
#: an amount with blanks, commas or apostrophes between thousands
_AMOUNT = re.compile(r"\d{1,3}(?:[ ,'\u2019\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def plan_heads(text: Text) -> dict[str, str]:
    """The heading of each column of a plan by its key."""
    names = {
        **HEADINGS,
        "indicators": HEADINGS["title"],
        "department_id": HEADINGS["department"],
    }
    return {key: text(names[key]) for key in COLUMNS}


def cells_of(action: PlannedAction, text: Text) -> dict[str, Cell]:
    """The cells of an action by the keys of the columns."""
    return {
        NUMBER: float(action.id),
        "what": action.what,
        "indicators": ", ".join(action.indicators),
        "department_id": text(action.department),
        "state": text(STATES[action.state]),
        "note": action.note,
        "starts": action.starts,
        "by_when": action.by_when,
        "cost": text(COSTS[action.cost]) if action.cost else None,
        "contact": action.contact,
        "partners": action.partners,
        "budget": action.budget,
        "currency": action.currency,
        "source": action.source,
        "steps": "\n".join(map(step_words, action.steps)),
        "links": "\n".join(action.links),
    }


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads cells of a plan for a workshop; words are understood in every language of the product."""

    departments: Mapping[str, int]
    codes: Mapping[str, str]
    states: Mapping[str, str]
    costs: Mapping[str, str]

    def facts(self, key: str, value: Value | None) -> dict[str, Any]:
        """The facts in a cell, by the names of `ActionPlan`; raises `InputError` for one not understood."""
        if key == "indicators":
            found = self._indicators(value)
            return {"indicator": found[0] if found else "", "also": found[1:]}
        fact = self._fact(key, value)
        kept = tidy_fact(key, fact)
        return {key: kept if isinstance(fact, str) else fact}

    def _fact(self, key: str, value: Value | None) -> Any:
        read = _PLAIN.get(key)
        if read:
            return read(value)
        words = _words(value)
        known = {"state": self.states, "cost": self.costs, "department_id": self.departments}
        if key in known:
            return _known(known[key], words) if words else _NONE.get(key)
        return words

    def _indicators(self, value: Value | None) -> tuple[str, ...]:
        said = [part for part in re.split(r"[,;、，；\s]+", _words(value)) if part]
        return tuple(dict.fromkeys(_known(self.codes, part) for part in said))


def reader_for(workshop: WorkshopView) -> CellReader:
    """The reader of cells for a workshop."""
    languages = [Text(language) for language in LANGUAGES]
    return CellReader(
        departments=_in_all({one.id: one.name for one in workshop.responsible}, languages),
        codes={alike(one.code): one.code for one in workshop.asked},
        states=_in_all(STATES, languages),
        costs=_in_all(COSTS, languages) | {alike(cost): cost for cost in COSTS},
    )


def _in_all(words: Mapping[Any, str], languages: list[Text]) -> dict[str, Any]:
    """The keys of words by these in all languages."""
    own = {alike(said): key for key, said in words.items()}
    return {alike(text(said)): key for key, said in words.items() for text in languages} | own


def _known(known: Mapping[str, Any], words: str) -> Any:
    if alike(words) not in known:
        raise InputError("“{words}” is not known here. Choose one from the list.", words=words[:60])
    return known[alike(words)]


def _words(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _day(value: Value | None) -> datetime.date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    found = _DAY.fullmatch(str(value).strip().removesuffix(" 00:00:00"))
    try:
        if found:
            return datetime.date(*map(int, found.groups()))
    except ValueError:
        pass
    raise InputError("“{words}” is not a date such as 2027-03-01.", words=str(value)[:60])


def _amount(value: Value | None) -> Decimal | None:
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return exact(value)
    if not _AMOUNT.fullmatch(str(value).strip()):
        raise InputError("“{words}” is not an amount such as 1200000.", words=str(value)[:60])
    return Decimal(re.sub(r"[^\d.]", "", str(value)))


def _lines(value: Value | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in _words(value).splitlines() if line.strip())


def _steps(value: Value | None) -> tuple[ActionStep, ...]:
    return tuple(map(read_step, _lines(value)))


#: how the cells are read that hold no words from a list
_PLAIN: Mapping[str, Callable[[Value | None], Any]] = {
    "starts": _day,
    "by_when": _day,
    "budget": _amount,
    "steps": _steps,
    "links": _lines,
}
#: what an empty cell means where it is not None
_NONE = {"state": "open"}
