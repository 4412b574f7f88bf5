"""The run sheet as a table to edit: a row a step, with its order, kind, minutes and script."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from resilience.services.workshop.agenda import (
    LONGEST_SCRIPT,
    MOST_MINUTES,
    NAMES,
    REVEAL_BEFORE_REPLIES,
    SCRIPTS,
    Agenda,
    Step,
    position_after,
)
from resilience.services.workshop.workshops import WorkshopView
from resilience.store import now
from resilience.text import Text
from resilience.ui.facilitate.run_sheet.side import script_of


def edit_steps(agenda: Agenda, text: Text, *, disabled: bool) -> tuple[Step, ...]:
    """The table; gives the steps as they are edited, in their new order."""
    order, kind, minutes, script = _columns(text)
    rows = [
        (n, text(NAMES[step.kind]), step.minutes, script_of(step, agenda, text))
        for n, step in enumerate(agenda.steps, 1)
    ]
    frame = pd.DataFrame(rows, columns=[order, kind, minutes, script])
    edited = st.data_editor(
        frame,
        num_rows="fixed" if disabled else "dynamic",
        hide_index=True,
        disabled=disabled,
        height="content",
        key=f"run-sheet-table-{zlib.crc32(repr(agenda.steps).encode())}-{text.language}",
        column_config={
            order: st.column_config.NumberColumn(
                width=80, help=text("Enter 2.5 to move a step between the second and the third.")
            ),
            kind: st.column_config.SelectboxColumn(
                options=[text(name) for name in NAMES.values()], required=True, width=190
            ),
            minutes: st.column_config.NumberColumn(
                min_value=1, max_value=MOST_MINUTES, step=1, required=True, default=10, width=90
            ),
            script: st.column_config.TextColumn(max_chars=LONGEST_SCRIPT, width=710),
        },
    )
    return steps_of(edited.to_dict("records"), text)


def steps_of(rows: Sequence[Mapping[Any, Any]], text: Text) -> tuple[Step, ...]:
    """The steps of the table's rows by order; one without an order comes last.

    The standard script of a kind is left out. An invalid row gives a step that no agenda accepts.
    """
    order, kind, minutes, script = _columns(text)
    kinds: dict[object, Any] = {text(name): one for one, name in NAMES.items()}
    ready = {text(words) for words in (*SCRIPTS.values(), REVEAL_BEFORE_REPLIES)}
    ordered = sorted(rows, key=lambda row: float("inf") if pd.isna(row[order]) else row[order])
    return tuple(
        Step(
            kinds.get(row[kind], ""),
            0 if pd.isna(row[minutes]) else int(row[minutes]),
            "" if pd.isna(row[script]) or row[script].strip() in ready else row[script].strip(),
        )
        for row in ordered
    )


def total_words(workshop: WorkshopView, agenda: Agenda, steps: tuple[Step, ...], text: Text) -> str:
    """The minutes of the steps, and when the last one ends by the workshop's time zone if nothing waits."""
    at = position_after(agenda.steps, agenda.at, steps)
    planned = replace(agenda, steps=steps, at=at)
    end = text.clock(planned.planned_end(now()), workshop.timezone)
    words = (
        text("{minutes} minutes in all; if you start now, it ends at {time}")
        if agenda.at < 0
        else text("{minutes} minutes in all; planned end {time}")
    )
    return words.format(minutes=planned.minutes, time=end)


def _columns(text: Text) -> tuple[str, str, str, str]:
    return text("Order"), text("Step"), text("Minutes"), text("Script")
