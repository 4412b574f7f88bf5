"""The groups of a workshop as its facilitator plans them, until somebody has joined."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from resilience.services.workshop.groups import (
    GroupPlan,
    GroupView,
    may_set_groups,
    set_groups,
    theme_groups,
)
from resilience.services.workshop.plan import GroupMode
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.ui.shared import runtime
from resilience.ui.shared.blocks import qr
from resilience.ui.shared.markup import plain

#: columns of the table
NAME, THEMES, EXPECTED = "group", "themes", "expected"
NONE = ""
MODES: dict[str, str] = {
    NONE: mark("No groups: everyone scores all themes"),
    "discusses": mark("Everyone scores all themes; groups discuss their own"),
    "scores": mark("Each group scores and discusses its own themes"),
}
MEANS = {
    "discusses": mark(
        "Results are shown by department, as usual. Each group gets a link to its own desk, and "
        "its own stage."
    ),
    "scores": mark(
        "People join a group and are asked only about its themes. Results are shown by group, "
        "not by department. A theme is not shown if its group is too small."
    ),
}


def choose_mode(text: Text) -> GroupMode | None:
    """Choose at set-up what groups do; each theme then gets one. None for no groups."""
    mode: str = st.selectbox(
        text("Groups by theme"),
        list(MODES),
        format_func=lambda one: text(MODES[one]),
        key="setup-groups",
        bind="query-params",
    )
    if mode:
        means = text(MEANS[mode])
        later = text("Each theme gets a group; change names and themes on the next page.")
        st.caption(f"{means} {later}")
    return as_mode(mode)


def as_mode(name: str) -> GroupMode | None:
    """What groups do, by its name in `MODES`."""
    return "scores" if name == "scores" else "discusses" if name else None


def plan_groups(workshop: WorkshopView, text: Text) -> None:
    """What groups do, and their names and themes; once somebody has joined, as they were set."""
    with st.expander(text("Groups by theme"), expanded=bool(workshop.groups)):
        for group in workshop.groups:
            _show(workshop, group, text)
        if not may_set_groups(runtime.store(), runtime.visitor(), workshop.code):
            st.caption(text("Someone has joined, so the groups can no longer be changed."))
            return
        mode = st.radio(
            text("How groups work"),
            list(MODES),
            index=list(MODES).index(mode_of(workshop.groups)),
            format_func=lambda one: text(MODES[one]),
            key=f"groups-mode-{workshop.code}",
        )
        if mode:
            st.caption(text(MEANS[mode]))
        table = _table(workshop, text) if mode else None
        st.caption(text("You can change groups until someone joins."))
        if st.button(text("Save the groups"), key=f"groups-save-{workshop.code}"):
            with runtime.errors_shown():
                store, key, visitor = runtime.store(), runtime.settings().key, runtime.visitor()
                plans = [] if table is None else _plans(workshop, table, text)
                kept = as_mode(mode) or "discusses"
                set_groups(store, key, visitor, workshop.code, kept, plans)
                st.rerun()


def _show(workshop: WorkshopView, group: GroupView, text: Text) -> None:
    """A group with its themes, and the address at which people join it where they do."""
    titles = text.listed(_title(workshop, theme, text) for theme in group.themes)
    said, scan = st.columns([5, 1], vertical_alignment="center")
    named = text(group.name)
    said.markdown(f"**{plain(named)}**" + (f" · {plain(titles)}" if titles != named else ""))
    if group.scores:
        join = f"{runtime.phone_url()}/join?code={workshop.code}&group={group.id}"
        with scan.popover(text("QR code"), icon=":material/qr_code:", width="stretch"):
            qr(join, text("QR code to join"))
            st.code(join, language=None, wrap_lines=True)


def _table(workshop: WorkshopView, text: Text) -> pd.DataFrame:
    """The table of groups, which starts with those that there are, or one for each theme."""
    rows = [
        (one.name, one.themes, one.expected)
        for one in workshop.groups
        or theme_groups(workshop.framework, workshop.asked, text.language)
    ]
    named = [
        (name, [_title(workshop, theme, text) for theme in themes], expected or None)
        for name, themes, expected in rows
    ]
    table: pd.DataFrame = st.data_editor(
        pd.DataFrame(named, columns=[NAME, THEMES, EXPECTED]).astype({EXPECTED: "Int64"}),
        num_rows="dynamic",
        placeholder="",
        hide_index=True,
        column_config={
            NAME: st.column_config.TextColumn(text("Group"), max_chars=80),
            THEMES: st.column_config.MultiselectColumn(
                text("Themes"),
                options=[_title(workshop, theme, text) for theme in _themes(workshop)],
                width="large",
            ),
            EXPECTED: st.column_config.NumberColumn(text("People expected"), min_value=0),
        },
        key=f"groups-{workshop.code}",
        width="stretch",
        height="content",
    )
    return table


def _plans(workshop: WorkshopView, table: pd.DataFrame, text: Text) -> Sequence[GroupPlan]:
    """The groups of the table; rows without a name and a theme are left out."""
    codes = {_title(workshop, theme, text): theme for theme in _themes(workshop)}
    found = []
    for name, themes, expected in table[[NAME, THEMES, EXPECTED]].itertuples(index=False):
        typed = "" if pd.isna(name) else str(name)
        chosen = tuple(codes[title] for title in (themes if isinstance(themes, list) else ()))
        if typed.strip() or chosen:
            found.append(GroupPlan(typed, chosen, 0 if pd.isna(expected) else int(expected)))
    return found


def _themes(workshop: WorkshopView) -> list[str]:
    """The codes of the themes that the workshop asks."""
    asked = set(workshop.asked)
    return [t.code for t in workshop.framework.themes if asked & set(t.indicators())]


def _title(workshop: WorkshopView, theme: str, text: Text) -> str:
    return workshop.framework.title(theme, text.language)


def mode_of(groups: Sequence[GroupView]) -> str:
    """What groups do, as in `MODES`."""
    if not groups:
        return NONE
    return "scores" if groups[0].scores else "discusses"
