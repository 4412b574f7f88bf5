"""The form to confirm how many people of each department are present, at the first close."""

from collections.abc import Iterator, Sequence

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.counting.partitioning import ForeseenUnits, foresee_units
from resilience.services.workshop.attendance import (
    MOST_IN_ROOM,
    ProposedAttendance,
    proposed_attendance,
)
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain


def is_confirmed(workshop: WorkshopView) -> bool:
    """Whether closing the vote needs no confirmation: later votes, and open workshops."""
    return workshop.k == 0 or workshop.hidden or workshop.reveals > 0


def confirm_in_room(workshop: WorkshopView, visitor: Visitor, text: Text) -> dict[str, int]:
    """A row for each department with people joined or expected; returns the confirmed numbers."""
    st.markdown(
        text("How many people from each group were in the room?")
        if workshop.by_theme
        else text("How many people from each department were in the room?")
    )
    rows = proposed_attendance(runtime.store(), visitor, workshop.code)
    _say_beside(rows, text)
    foreseen = st.container()
    with st.container(gap="xsmall", key="in-room"):  # two columns, so that all are in sight
        given = {row.department: _row(row, text) for row in rows if row.joined or row.expected}
    with foreseen:
        units = foresee_units(runtime.store(), visitor, workshop.code, given)
        st.markdown(":material/info: " + "  \n".join(_foreseen_words(units, workshop, text)))
    return given


def _foreseen_words(units: ForeseenUnits, workshop: WorkshopView, text: Text) -> Iterator[str]:
    """Show what a close now would show separately, together and not at all, and what prevents it."""
    if not (units.separate or units.together):
        few = text("Nothing can be shown, because too few people have answered.")
        yield text("Nothing can be shown.") if units.exceeded else few
    elif units.left_out:
        yield text(
            "Left out of all figures, with the themes that only they score: {groups}.",
            groups=_listed(units.left_out, text),
        )
    if units.unconfirmed:
        yield text(
            "Left out of all figures, because everybody there who answered may be beyond the number of people in the room: {departments}.",
            departments=_listed(units.unconfirmed, text),
        )
    if units.tables_only:
        yield text(
            "Only the answers of tables would count: fewer than {k} people answered alone, not counting devices beyond the number of people in the room.",
            k=workshop.k,
        )
    yield from _merged_words(units, workshop.k, text)


def _merged_words(units: ForeseenUnits, k: int, text: Text) -> Iterator[str]:
    """What is shown separately and together, and why."""
    if units.separate:
        yield text("Shown separately: {departments}.", departments=_listed(units.separate, text))
    if units.together:
        names = _listed(units.together, text)
        yield text("Shown together as “Other departments”: {departments}.", departments=names)
    if units.small:
        yield text(
            "Too few people to be shown separately: {departments}. At least {k} people have to answer alone or, if nobody answers alone, at least {k} at tables.",
            departments=_listed(units.small, text),
            k=k,
        )
    if units.exceeded:
        yield text(
            "Not shown separately, because more people joined than are in the room and any of them "
            "may be from outside: {departments}.",
            departments=_listed(units.exceeded, text),
        )
    if units.exceeded or units.unconfirmed:
        yield text(
            "If a table of these departments is not in the hall, or erased its data, close this and "
            "correct it under *Attendance*."
        )
    few = (*units.small, *units.exceeded)
    if with_them := [name for name in units.together if name not in few]:
        yield text(
            "Counted together with others although they have enough people, so that nobody can work out how a few people answered: {departments}.",
            departments=_listed(with_them, text),
        )


def _listed(names: Sequence[str], text: Text) -> str:
    return text.listed(plain(text(name)) for name in names)


def _say_beside(rows: Sequence[ProposedAttendance], text: Text) -> None:
    """What to know before the numbers are confirmed: remote people and devices from outside."""
    if remote := sum(row.remote for row in rows):
        st.markdown(
            text.plural(
                "{n} person says they are on the call and is not included yet. Add them if you "
                "saw or heard them: anyone with the code can say so.",
                "{n} people say they are on the call and are not included yet. Add those you saw "
                "or heard: anyone with the code can say so.",
                remote,
            )
        )
    if any(row.joined > row.expected > 0 for row in rows):
        st.markdown(
            text(
                "Where more people joined than you expected, the expected number is proposed: someone "
                "outside the room may have joined with the code. Raise it if you saw all of them."
            )
        )


def _row(row: ProposedAttendance, text: Text) -> int:
    name = plain(text(row.department))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{name}** · {_figures(row, text)}", width="stretch")
        return int(
            st.number_input(
                text("{department}: people in the room", department=name),
                min_value=0,
                max_value=MOST_IN_ROOM,
                value=row.proposed,
                step=1,
                key=f"live-in-room-{row.department}",
                label_visibility="collapsed",
                width=140,
            )
        )


def _figures(row: ProposedAttendance, text: Text) -> str:
    """The numbers joined and expected; a difference is highlighted."""
    joined = _joined(row, text)
    if not row.expected:
        return joined
    expected = text("expected {n}", n=row.expected)
    said = f"{joined} · {expected}"
    more = row.joined - row.expected
    if not more:
        return said
    differs = text("{n} more", n=more) if more > 0 else text("{n} fewer", n=-more)
    return f"{said} · **:material/warning: {differs}**"


def _joined(row: ProposedAttendance, text: Text) -> str:
    """All who ever joined, how many of them are at tables or remote, and how many are gone."""
    gone = (
        text("{n} of them at tables", n=row.seated) if row.seated else "",
        text("{n} of them remote", n=row.remote) if row.remote else "",
        text("{n} erased their data", n=row.erased) if row.erased else "",
        text("{n} removed", n=row.removed) if row.removed else "",
    )
    said = text("joined {n}", n=row.joined)
    return " · ".join((said, *filter(None, gone)))
