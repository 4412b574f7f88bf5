"""The form to confirm how many people of each department are present, at the first close."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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
from resilience.ui.runs.computing import in_turn
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain
from resilience.ui.shared.watch import spread

Rows = tuple[ProposedAttendance, ...]
#: session_state key, of no widget, of the numbers in the open dialog
DRAWN = "live-attendance"
#: how often people who join change the numbers of one dialog; after that they stay, so that nobody keeps a vote open
MOST_CHANGES = 5


@dataclass(slots=True)
class DrawnAttendance:
    """The attendance in the open dialog: at its opening, and as drawn last; its numbers changed so many times.

    The facilitator `typed` the numbers of some departments; those of others follow what is proposed.
    """

    first: Rows
    rows: Rows
    changes: int = 0
    typed: set[str] = field(default_factory=set)

    @property
    def fixed(self) -> bool:
        """Whether the numbers no longer follow the people who join."""
        return self.changes >= MOST_CHANGES


@dataclass(frozen=True, slots=True)
class ConfirmedAttendance:
    """The people in the room by department; the attendance that was `seen` with them, None if it no longer follows.

    A press on a button that was drawn before the last of the `changes` confirms nothing.
    """

    in_room: dict[str, int]
    seen: Rows | None
    changes: int


def is_confirmed(workshop: WorkshopView) -> bool:
    """Whether closing the vote needs no confirmation: later votes, and open workshops."""
    return workshop.k == 0 or workshop.hidden or workshop.reveals > 0


def confirm_in_room(workshop: WorkshopView, visitor: Visitor, text: Text) -> ConfirmedAttendance:
    """A row for each department with people joined or expected; returns the confirmed numbers."""
    st.markdown(
        text("How many people from each group were in the room?")
        if workshop.by_theme
        else text("How many people from each department were in the room?")
    )
    drawn = _drawn(proposed_attendance(runtime.store(), visitor, workshop.code))
    _say_beside(drawn.rows, text)
    foreseen = st.container()
    given = {row.department: 0 for row in drawn.rows}
    with st.container(gap="xsmall", key="in-room"):  # two columns, so that all are in sight
        shown = [row for row in drawn.rows if row.joined or row.expected]
        given |= {row.department: _row(row, drawn, text) for row in shown}
    with foreseen:  # the numbers stay while somebody types, and what is said of them is current
        st.fragment(in_turn(_say_foreseen), run_every=spread(1.8))(
            workshop, visitor, drawn, given, text
        )
    return ConfirmedAttendance(given, None if drawn.fixed else drawn.rows, drawn.changes)


def forget_in_room() -> None:
    """Confirm the numbers of the next dialog from the beginning."""
    st.session_state.pop(DRAWN, None)


def _drawn(now: Rows) -> DrawnAttendance:
    """The numbers to draw; those that nobody typed follow the people who joined since."""
    drawn: DrawnAttendance = st.session_state.setdefault(DRAWN, DrawnAttendance(now, now))
    if drawn.rows != now and not drawn.fixed:
        drawn.rows = now
        drawn.changes += 1
    for row in drawn.rows:
        key = _key(row)
        follows = row.department not in drawn.typed
        if key not in st.session_state or (follows and st.session_state[key] != row.proposed):
            st.session_state[key] = row.proposed
    return drawn


def _key(row: ProposedAttendance) -> str:
    return f"live-in-room-{row.department}"


def _say_foreseen(
    workshop: WorkshopView,
    visitor: Visitor,
    drawn: DrawnAttendance,
    given: dict[str, int],
    text: Text,
) -> None:
    """Who joined while the dialog is open, and what a close with current numbers shows; drawn again every two seconds."""
    store, code = runtime.store(), workshop.code
    with runtime.or_whole_page():
        now = proposed_attendance(store, visitor, code)
        units = foresee_units(store, visitor, code, given)
    if changed := _changed_words(drawn, now, text):
        st.warning(changed, icon=":material/groups:")
    if now != drawn.rows and not drawn.fixed:
        label = text("Update the numbers")
        if st.button(label, key="live-in-room-update", icon=":material/refresh:"):
            st.rerun(scope="app")
        return
    st.markdown(":material/info: " + "  \n".join(_foreseen_words(units, workshop, text)))


def _changed_words(drawn: DrawnAttendance, now: Rows, text: Text) -> str:
    """Who joined or left since the dialog was opened, "" where nobody did, and what to do about it."""
    both = list(zip(drawn.first, now, strict=False))
    changed = _listed([new.department for old, new in both if old != new], text)
    if not changed:
        return ""
    more = sum(max(0, new.joined - old.joined) for old, new in both)
    said = text("The attendance changed since you opened this: {departments}.", departments=changed)
    if more:
        said = text.plural(
            "{n} more person joined since you opened this: {departments}.",
            "{n} more people joined since you opened this: {departments}.",
            more,
            departments=changed,
        )
    if drawn.fixed:
        fixed = text("So that you can close the vote, the numbers below no longer change.")
        return f"{said} {fixed}"
    check = text("Check the numbers below.")
    return f"{said} {check}" if now == drawn.rows else said


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


def _row(row: ProposedAttendance, drawn: DrawnAttendance, text: Text) -> int:
    name = plain(text(row.department))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{name}** · {_figures(row, text)}", width="stretch")
        return int(
            st.number_input(
                text("{department}: people in the room", department=name),
                min_value=0,
                max_value=MOST_IN_ROOM,
                step=1,
                key=_key(row),
                on_change=drawn.typed.add,
                args=(row.department,),
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
