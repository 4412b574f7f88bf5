"""An Excel plan against the plan that is kept here: what is new, changed, contradicted, and not understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from resilience.errors import Fault, InputError, Sentence
from resilience.scoring.planning.actions import ActionPlan, PlannedAction
from resilience.services.deciding.action_edits import ActionEdit
from resilience.services.deciding.action_facts import check_together
from resilience.services.deciding.plan_cells import CellReader, reader_for
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import mark
from resilience.text.alike import alike
from resilience.workbook.plan import NUMBER, PlanFile, PlanFileRow
from resilience.workbook.reading.untrusted import Value, place

#: facts that an action always has
_NEEDED = ("what", "indicator", "department_id")
NOT_EMPTY = mark("this cell cannot be empty. The value in the plan stays.")


@dataclass(frozen=True, slots=True)
class CellChange:
    """A fact of an action that a cell of the file changes: where, what it `was` here and what it becomes."""

    at: Sentence
    action: PlannedAction
    name: str
    was: Any
    becomes: Any


@dataclass(frozen=True, slots=True)
class PlanLook:
    """What a file would do.

    Cells in `contradicted` were changed here too since the export, and are not taken unless somebody says so;
    `faults` are cells that are not understood, and rows that are left out. `same` counts the actions that the file
    leaves unchanged.
    """

    added: tuple[tuple[Sentence, ActionPlan], ...]
    changed: tuple[CellChange, ...]
    contradicted: tuple[CellChange, ...]
    faults: tuple[Fault, ...]
    same: int

    def edits(self, *, contradicted: bool) -> list[ActionEdit]:
        """The changes of actions, with the contradicted cells or without."""
        found: dict[int, list[CellChange]] = {}
        for one in (*self.changed, *(self.contradicted if contradicted else ())):
            found.setdefault(one.action.id, []).append(one)
        return [
            ActionEdit(number, {c.name: c.becomes for c in cells}, {c.name: c.was for c in cells})
            for number, cells in found.items()
        ]


def look_at_plan(
    workshop: WorkshopView,
    actions: Sequence[PlannedAction],
    file: PlanFile,
    columns: Mapping[int, str],
    indicator: str = "",
) -> PlanLook:
    """Compare a file with the `actions` of a workshop; stores nothing.

    `columns` has the key of each column that is read. `indicator` is for rows that name none. Raises `InputError`
    for an exported plan of another workshop.
    """
    if file.workshop and file.workshop != workshop.code:
        raise InputError(
            "This plan is of the workshop {other}, not of {code}. Import it there.",
            other=file.workshop,
            code=workshop.code,
        )
    return _Look(reader_for(workshop), actions, file, columns, indicator).result()


class _Look:
    """Compares the rows of a file with the plan."""

    def __init__(
        self,
        reader: CellReader,
        actions: Sequence[PlannedAction],
        file: PlanFile,
        columns: Mapping[int, str],
        indicator: str,
    ) -> None:
        self._reader, self._file, self._columns = reader, file, columns
        self._by_id = {one.id: one for one in actions}
        self._by_words = {alike(one.what): one for one in actions}
        self._indicator = indicator
        self._added: list[tuple[Sentence, ActionPlan]] = []
        self._changed: list[CellChange] = []
        self._contradicted: list[CellChange] = []
        self._faults = list(file.faults)
        self._seen: set[int] = set()
        self._names: set[str] = set()

    def result(self) -> PlanLook:
        """What the whole file would do."""
        for line in self._file.lines:
            if any(column in line.cells for column in self._columns):
                self._line(line)
        touched = {one.action.id for one in (*self._changed, *self._contradicted)}
        return PlanLook(
            tuple(self._added),
            tuple(self._changed),
            tuple(self._contradicted),
            tuple(self._faults),
            len(self._seen - touched),
        )

    def _line(self, line: PlanFileRow) -> None:
        cells = {
            key: line.cells.get(column)
            for column, key in self._columns.items()
            if (line.row, column) not in self._file.computed
        }
        number, words = cells.pop(NUMBER, None), str(cells.get("what") or "").strip()
        action = self._by_words.get(alike(words)) if number is None else self._numbered(number)
        at = self._at(line, NUMBER if number is not None else "what")
        if number is not None and action is None:
            self._tell(
                at,
                mark(
                    "there is no action with this number. Leave the number of a new action empty."
                ),
            )
        elif action is not None and action.id in self._seen:
            self._tell(at, mark("this action is in the file twice. Only its first row is read."))
        elif action is not None:
            self._seen.add(action.id)
            self._compare(line, action, cells)
        elif not words:
            self._tell(
                at, mark("this row says nothing about what will be done, so it is left out.")
            )
        elif alike(words) in self._names:
            self._tell(at, mark("this action is in the file twice. Only its first row is read."))
        else:
            self._names.add(alike(words))
            self._new(line, cells)

    def _numbered(self, number: Value) -> PlannedAction | None:
        try:
            return self._by_id.get(int(float(str(number))))
        except (ValueError, OverflowError):  # no number, or an endless one
            return None

    def _compare(
        self, line: PlanFileRow, action: PlannedAction, cells: Mapping[str, Value | None]
    ) -> None:
        """Each cell against what was exported and what is kept here now."""
        exported = self._file.exported.get(action.id)
        found, clashes = list[CellChange](), set[str]()
        for key, value in cells.items():
            facts = self._facts(line, key, value)
            base = self._reader.facts(key, exported.get(key)) if exported is not None else None
            for name, becomes in (facts or {}).items():
                now = getattr(action, name)
                was = base[name] if base else now
                if becomes in (was, now) or (value is None and (base is None or name == "state")):
                    continue
                if name in _NEEDED and not becomes:
                    self._tell(self._at(line, key), NOT_EMPTY)
                    continue
                change = CellChange(self._at(line, key), action, name, now, becomes)
                found.append(change)
                clashes |= {change.name} if now != was else set()
        if found and self._fits(line, replace(action, **{one.name: one.becomes for one in found})):
            self._changed += [one for one in found if one.name not in clashes]
            self._contradicted += [one for one in found if one.name in clashes]

    def _new(self, line: PlanFileRow, cells: Mapping[str, Value | None]) -> None:
        """A row that adds an action; a fault in a cell that an action needs leaves the row out."""
        read = [self._facts(line, key, value) for key, value in cells.items()]
        facts = {name: value for one in read if one for name, value in one.items()}
        facts["indicator"] = facts.get("indicator") or self._indicator
        for name, said in (
            ("indicator", mark("an action needs the code of an indicator. The row is left out.")),
            (
                "department_id",
                mark("an action needs a responsible department. The row is left out."),
            ),
        ):
            if not facts.get(name):
                key = "indicators" if name == "indicator" else name
                self._tell(self._at(line, key), said)
                return
        plan = ActionPlan(**facts)
        if self._fits(line, plan):
            self._added.append((self._at(line, "what"), plan))

    def _fits(self, line: PlanFileRow, plan: ActionPlan) -> bool:
        """Whether the facts of a row fit together; tells where they do not."""
        try:
            check_together(plan)
        except InputError as error:
            said = Sentence(error.message, **error.values)
            self._faults.append(Fault((self._at(line, "what"),), said))
            return False
        return True

    def _facts(self, line: PlanFileRow, key: str, value: Value | None) -> dict[str, Any] | None:
        try:
            return self._reader.facts(key, value)
        except InputError as error:
            said = Sentence(error.message, **error.values)
            self._faults.append(Fault((self._at(line, key),), said))
            return None

    def _at(self, line: PlanFileRow, key: str) -> Sentence:
        column = next((c for c, k in self._columns.items() if k == key), 1)
        return place(self._file.sheet, line.row, column, self._file.heads.get(column, ""))

    def _tell(self, at: Sentence, said: str) -> None:
        self._faults.append(Fault((at,), Sentence(said)))
