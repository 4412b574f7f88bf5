"""The inputs of an action's facts in its dialog."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from resilience.scoring.planning.actions import COSTS, STATES, PlannedAction
from resilience.scoring.planning.money import exact, places_of
from resilience.scoring.planning.steps import ActionStep
from resilience.services.deciding.action_facts import (
    LONGEST_ACTION,
    LONGEST_CURRENCY,
    LONGEST_NOTE,
    LONGEST_WORDS,
    MOST_ALSO,
    OUTCOME,
)
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared.markup import plain
from resilience.wording.planning.action_facts import NAMES


@dataclass(frozen=True, slots=True)
class ActionInputs:
    """ActionInputs for the facts of an action that may change; each begins with what the fact `was`.

    `drawn` counts how often an input was filled again.
    """

    workshop: WorkshopView
    action: PlannedAction
    was: Mapping[str, Any]
    may: frozenset[str]
    drawn: Mapping[str, int]
    text: Text

    def read(self) -> dict[str, Any]:
        """Draw the inputs and return the facts in them."""
        found = {name: self._settled(name) for name in ("what", "indicator", "also")}
        found |= self._progress()
        if self.may != OUTCOME:
            found |= self._who() | self._when() | self._money()
            found |= {"steps": self._steps(), "links": self._links()}
        return {name: value for name, value in found.items() if name in self.may}

    def _key(self, name: str) -> str:
        again = self.drawn.get(name, 0)
        return f"actions-{self.action.id}-{name}" + (f"-{again}" if again else "")

    def _label(self, name: str) -> str:
        return self.text(NAMES[name])

    def _settled(self, name: str) -> Any:
        """What the action is about; votes keep its wording and first indicator."""
        if name not in self.may:
            if name == "what":
                st.markdown(f"**{plain(self.action.what)}**")
            return self.was[name]
        voted = self.action.feasible.state in ("few", "voted")
        return self._what(voted=voted) if name == "what" else self._indicators(name, voted=voted)

    def _what(self, *, voted: bool) -> str:
        said = st.text_area(
            self._label("what"),
            value=self.was["what"],
            max_chars=LONGEST_ACTION,
            height=90,
            key=self._key("what"),
            disabled=voted,
        )
        if voted:
            text = self.text
            st.caption(text("People have voted on this wording, so it can no longer be changed."))
        return str(said)

    def _indicators(self, name: str, *, voted: bool) -> Any:
        text = self.text
        titles = {
            one.code: f"{one.code} · {self.workshop.framework.title(one.code, text.language)}"
            for one in self.workshop.asked
        }
        codes = [*titles]
        if name == "indicator":
            return st.selectbox(
                self._label(name),
                codes,
                index=codes.index(self.was[name]),
                format_func=titles.__getitem__,
                key=self._key(name),
                disabled=voted,
            )
        return tuple(
            st.multiselect(
                self._label(name),
                codes,
                default=[code for code in self.was[name] if code in titles],
                format_func=titles.__getitem__,
                max_selections=MOST_ALSO,
                placeholder=text("none"),
                key=self._key(name),
            )
        )

    def _progress(self) -> dict[str, Any]:
        state, states = self.was["state"], list(STATES)
        return {
            "state": st.selectbox(
                self._label("state"),
                states,
                index=states.index(state),
                format_func=lambda chosen: self.text(STATES[chosen]),
                key=self._key("state"),
            ),
            "note": st.text_area(
                self._label("note"),
                value=self.was["note"],
                max_chars=LONGEST_NOTE,
                height=90,
                key=self._key("note"),
            ),
        }

    def _who(self) -> dict[str, Any]:
        names = {one.id: one.name for one in self.workshop.responsible}
        first, second, third = st.columns(3)
        department = first.selectbox(
            self._label("department_id"),
            list(names),
            index=list(names).index(self.was["department_id"]),
            format_func=lambda chosen: self.text(names[chosen]),
            key=self._key("department_id"),
            disabled="department_id" not in self.may,
        )
        hint = self.text("A function, such as head of drainage, not a person's name.")
        return {
            "department_id": department,
            "contact": self._line("contact", second, hint),
            "partners": self._line("partners", third),
        }

    def _line(self, name: str, place: Any, hint: str = "", most: int = LONGEST_WORDS) -> str:
        said: str = place.text_input(
            self._label(name),
            value=self.was[name],
            max_chars=most,
            key=self._key(name),
            placeholder=hint or None,
            help=hint or None,
        )
        return said

    def _when(self) -> dict[str, Any]:
        first, second, third = st.columns(3)
        costs = ["", *COSTS]
        cost = third.selectbox(
            self._label("cost"),
            costs,
            index=costs.index(self.was["cost"] or ""),
            format_func=lambda chosen: (
                self.text(COSTS[chosen]) if chosen else self.text("not stated")
            ),
            key=self._key("cost"),
        )
        return {
            "starts": self._day("starts", first),
            "by_when": self._day("by_when", second),
            "cost": cost or None,
        }

    def _day(self, name: str, place: Any) -> datetime.date | None:
        day = place.date_input(
            self._label(name),
            value=self.was[name],
            min_value=datetime.date(2000, 1, 1),
            max_value=datetime.date(2100, 12, 31),
            format="YYYY-MM-DD",
            key=self._key(name),
        )
        return day if isinstance(day, datetime.date) else None

    def _money(self) -> dict[str, Any]:
        first, second, third = st.columns(3)
        was: Decimal | None = self.was["budget"]
        whole = was is None or was == was.to_integral_value()
        budget = first.number_input(
            self._label("budget"),
            value=None if was is None else float(was),
            min_value=0.0,
            step=1000.0,
            format=None if whole else f"%.{places_of(self.was['currency'])}f",
            key=self._key("budget"),
        )
        return {
            "budget": None if budget is None else exact(budget),
            "currency": self._line("currency", second, "EUR", LONGEST_CURRENCY),
            "source": self._line("source", third),
        }

    def _steps(self) -> tuple[ActionStep, ...]:
        text = self.text
        what, day, done = text("Action step"), text("Due date"), text("Done")
        st.markdown(f"**{self._label('steps')}**")
        table = st.data_editor(
            pd.DataFrame(
                [(one.what, one.by_when, one.done) for one in self.was["steps"]],
                columns=["what", "by_when", "done"],
            ).astype({"what": "object", "by_when": "object", "done": "bool"}),
            column_config={
                "what": st.column_config.TextColumn(what, width="large", max_chars=LONGEST_WORDS),
                "by_when": st.column_config.DateColumn(day, format="YYYY-MM-DD"),
                "done": st.column_config.CheckboxColumn(done, default=False),
            },
            num_rows="dynamic",
            placeholder="",
            hide_index=True,
            key=self._key("steps"),
        )
        return tuple(
            ActionStep(str(row.what or ""), day_in(row.by_when), bool(row.done))
            for row in table.itertuples()
            if row.what or day_in(row.by_when)
        )

    def _links(self) -> tuple[str, ...]:
        said = st.text_area(
            self._label("links"),
            value="\n".join(self.was["links"]),
            height=70,
            placeholder="https://",
            help=self.text("One web address per line, each starting with https://."),
            key=self._key("links"),
        )
        return tuple(line.strip() for line in said.splitlines() if line.strip())


def day_in(cell: object) -> datetime.date | None:
    """The day in a cell of a table that was edited."""
    if isinstance(cell, pd.Timestamp | datetime.datetime):
        return cell.date() if not pd.isna(cell) else None
    return cell if isinstance(cell, datetime.date) and not pd.isna(cell) else None
