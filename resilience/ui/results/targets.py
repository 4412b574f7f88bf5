"""Targets on the page Priorities: how far the city is, what became of the last ones, and the form."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from resilience.charts.figures import bullet_bars
from resilience.charts.rows import both_forms
from resilience.framework import Framework, Goalposts, Indicator, Theme
from resilience.scoring.planning.on_the_way import OnTheWay
from resilience.services.access.access import RUNNERS
from resilience.services.deciding.targets import (
    TOP,
    clear_target,
    items_to_aim_at,
    set_target,
    wanted_of,
)
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.runs.computing import in_turn
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.markup import plain
from resilience.wording.shares import in_shares, value_head
from resilience.wording.targets import (
    bullet_rows,
    item_title,
    last_bullets,
    last_rows,
    last_words,
    target_words,
    way_rows,
    way_words,
)

#: the list of what can have a target
ITEM = "priorities-target-item"


def _way(way: OnTheWay, framework: Framework, text: Text) -> None:
    """How far the scores are on the way to the targets, as bars and as a table."""
    title, key = text("Score and target, 0 to 100"), "targets-way"
    title = value_head(title, text, shares=in_shares(framework))
    rows = bullet_rows(way, framework, text)
    widest = {"widest": text("Score now, where the gap is widest")}
    legend = {
        "bullet": text("Score now"),
        **(widest if rows["widest"].any() else {}),
        "target": text("Target"),
    }
    figure, phone = both_forms(partial(bullet_bars, rows, legend, title))
    finding, *more = way_words(way, framework, text) or [""]
    about = " ".join(more)
    blocks.picture(figure, text, key, finding=finding, about=about, legend=legend, phone=phone)
    blocks.same_as_table(way_rows(way, framework, text), text, title, key=key)


def targets_tab(result: WorkshopResult, way: OnTheWay, text: Text) -> None:
    """Draw the Targets tab: progress to the targets, the form for those who run it, and the last workshop's targets."""
    workshop, framework = result.workshop, result.workshop.framework
    runs = runtime.visitor().may(workshop.id, RUNNERS)
    if way.items:
        _way(way, framework, text)
    else:
        st.markdown(text("No targets are set, so gains are measured up to a score of 100."))
    if runs:
        chosen = st.session_state.get(ITEM) is not None  # stays open after a target was kept
        with st.expander(text("Set targets"), expanded=chosen, icon=":material/flag:"):
            _form(workshop, result.targets)
    last = cached.last_targets(workshop.code)
    if last is not None and last.items:
        day = text.date(last.date)
        st.subheader(text("Progress on the targets of {date}", date=day))
        title, key = (
            text("Scores and previous target, 0 to 100; share of the gap closed"),
            "targets-last",
        )
        legend = {
            "bullet": text("Score now"),
            "previous": text("Earlier score"),
            "target": text("Previous target"),
        }
        rows = last_bullets(last, framework, text)
        figure, phone = both_forms(partial(bullet_bars, rows, legend, title))
        finding, more = last_words(last, cached.trend(workshop.code), framework, text)
        about = " ".join(more)
        blocks.picture(figure, text, key, finding=finding, about=about, legend=legend, phone=phone)
        blocks.same_as_table(last_rows(last, framework, text), text, title, key=key)


@st.fragment
@in_turn
def _form(workshop: WorkshopView, targets: Mapping[str, float]) -> None:
    """Choose an item and what it is to reach; keep or clear its target."""
    text = runtime.text()
    items = {
        one.code: one
        for one in items_to_aim_at(workshop.framework, workshop.tier, workshop.not_asked)
    }
    chosen = st.selectbox(
        text("Theme or indicator"),
        list(items),
        index=None,
        format_func=lambda code: item_title(code, workshop.framework, text),
        placeholder=text("Choose a theme or an indicator"),
        key=ITEM,
    )
    if chosen is None:
        st.caption(
            text("A theme's target applies to each of its indicators without its own target.")
        )
        return
    item, target = items[chosen], targets.get(chosen)
    if target is not None:
        said = text("Current target: {target}", target=target_words(item, target, text))
        st.caption(plain(said))
    wanted = _wanted_input(item, target, workshop, text)
    _buttons(workshop.code, chosen, wanted, text, has_one=target is not None)


def _wanted_input(
    item: Theme | Indicator, target: float | None, workshop: WorkshopView, text: Text
) -> float | None:
    """The level, number or score to be reached; None while nothing is chosen."""
    label, key = text("Target"), f"priorities-target-{item.code}-{target}"
    now = None if target is None else wanted_of(item, target)
    if isinstance(item, Theme):
        return st.number_input(label, 0.0, TOP, now, 1.0, placeholder=text("0 to 100"), key=key)
    if isinstance(item.scale, Goalposts):
        unit = f" ({item.scale.unit})" if item.scale.unit else ""
        typed = text("Type a number")
        return st.number_input(label + plain(unit), value=now, placeholder=typed, key=key)
    words = workshop.framework.text(text.language).indicators[item.code].levels
    top = item.scale.top
    level: int | None = st.selectbox(
        label,
        range(top + 1),
        index=None if now is None else int(now),
        format_func=lambda n: text("level {level} of {top}", level=n, top=top) + f" · {words[n]}",
        placeholder=text("Choose a level"),
        key=key,
    )
    return level


def _buttons(code: str, item: str, wanted: float | None, text: Text, *, has_one: bool) -> None:
    keep, clear, _ = st.columns([1, 1, 2])
    kept = keep.button(
        text("Save the target"),
        type="primary",
        disabled=wanted is None,
        key="priorities-target-keep",
        width="stretch",
    )
    if kept and wanted is not None:
        with runtime.errors_shown():
            set_target(runtime.store(), runtime.visitor(), code, item, wanted)
            _done(text("The target is saved."))
    cleared = has_one and clear.button(
        text("Clear the target"), key="priorities-target-clear", width="stretch"
    )
    if cleared:
        with runtime.errors_shown():
            clear_target(runtime.store(), runtime.visitor(), code, item)
            _done(text("The target is cleared."))


def _done(said: str) -> None:
    st.toast(said, icon=":material/check:")
    st.rerun()
