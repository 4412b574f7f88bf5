"""The devices of a workshop, each with what the facilitator can do: move, remove, merge."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.workshop.devices import (
    Attendance,
    DepartmentAttendance,
    Device,
    discount_erased_tables,
    merge_devices,
    move_device,
    remove_device,
)
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain
from resilience.wording.progress import device_words

Act = Callable[[], None]
#: the dialog of an act on a device
Ask = Callable[[Device, WorkshopView, Visitor, Text], None]
#: session_state keys: the field that chooses a device, and, of no widget, that an act on its device is done
FIELD, DONE = "attendance-device", "attendance-done"


def choose_device(found: Attendance, workshop: WorkshopView, text: Text) -> Device | None:
    """The device that the facilitator picks; typing part of its line finds it."""
    if st.session_state.pop(DONE, False):
        st.session_state[FIELD] = None
    named = _named(found.devices, workshop, text)
    mark = st.selectbox(
        text("Device"),
        list(named),
        index=None,
        format_func=lambda one: named.get(one, ""),
        placeholder=text("Choose a device, or type its number, department or time"),
        key=FIELD,
    )
    return next((one for one in found.devices if one.mark == mark), None)


def device_acts(
    device: Device | None, found: Attendance, workshop: WorkshopView, visitor: Visitor, text: Text
) -> None:
    """What can be done with the device; what cannot be done is greyed out, all of it while none is chosen."""
    acts: tuple[tuple[str, str, bool, str, Ask], ...] = (
        (
            text("Move to another department"),
            ":material/arrow_forward:",
            device is None,
            "move",
            _ask_move,
        ),
        (
            text("Remove device"),
            ":material/delete:",
            device is None or (device.answered and device.size == 1),
            "remove",
            _ask_remove,
        ),
        (
            text("Same person again"),
            ":material/groups:",
            device is None or device.is_card,
            "merge",
            partial(_ask_merge, found),
        ),
    )
    for place, (label, icon, off, name, ask) in zip(st.columns(3), acts, strict=True):
        key = f"attendance-{name}"
        if place.button(label, icon=icon, disabled=off, key=key, width="stretch") and device:
            st.dialog(label)(ask)(device, workshop, visitor, text)


def erased_tables(found: Attendance, workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    """The departments where tables erased their data, each with a button to no longer count these as joined."""
    label = text("Do not count them")
    for one in found.departments:
        if not one.erased_seated:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_erased_words(one, text), width="stretch")
            if st.button(label, key=f"attendance-erased-{one.department_id}"):
                st.dialog(label)(_ask_discount)(one, workshop, visitor, text)


def _erased_words(one: DepartmentAttendance, text: Text) -> str:
    name = plain(text(one.department))
    return text.plural(
        "{n} person at tables of {department} erased their data and still counts as joined.",
        "{n} people at tables of {department} erased their data and still count as joined.",
        one.erased_seated,
        department=name,
    )


def _ask_discount(
    one: DepartmentAttendance, workshop: WorkshopView, visitor: Visitor, text: Text
) -> None:
    st.markdown(_erased_words(one, text))
    st.markdown(
        text(
            "Count out only people who are not in the hall, or whose table joined again. This cannot "
            "be undone."
        )
    )
    people = st.number_input(
        text("People not to count"),
        min_value=1,
        max_value=one.erased_seated,
        value=one.erased_seated,
        key="attendance-people",
    )
    _yes(
        text("Do not count them"),
        text.plural(
            "{n} person at tables of {department} no longer counts as joined.",
            "{n} people at tables of {department} no longer count as joined.",
            people,
            department=text(one.department),
        ),
        lambda: discount_erased_tables(
            runtime.store(), visitor, workshop.code, one.department_id, people
        ),
    )


def _ask_move(device: Device, workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    st.markdown(device_words(device, workshop.timezone, text))
    places = {
        one.id: text(one.name)
        for one in workshop.departments
        if one.name != device.department and (device.is_table or one.name != MIXED_TABLES)
    }
    chosen = st.selectbox(
        text(workshop.unit_name),
        list(places),
        format_func=places.__getitem__,
        key="attendance-place",
    )
    st.caption(
        text(
            "Answers move with the device, but answers to themes that the new group does not "
            "score are deleted and do not come back if you move it back. The person's page says "
            "that you moved it."
        )
        if workshop.by_theme
        else text("Answers move with the device. The person's page says that you moved it.")
    )
    _yes(
        text("Move device"),
        text("Device no. {n} was moved to {place}.", n=device.number, place=places[chosen]),
        lambda: move_device(runtime.store(), visitor, workshop.code, device.mark, chosen),
    )


def _ask_remove(device: Device, workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    st.markdown(device_words(device, workshop.timezone, text))
    st.markdown(_of_removing(device, text))
    _yes(
        text("Remove device"),
        _of_removed(device, text),
        lambda: remove_device(runtime.store(), visitor, workshop.code, device.mark),
    )


def _ask_merge(
    found: Attendance, device: Device, workshop: WorkshopView, visitor: Visitor, text: Text
) -> None:
    alike = [
        one
        for one in found.devices
        if one.mark != device.mark and one.size == device.size and not one.is_card
    ]
    if not alike:
        st.info(text("No other device has the same number of people."))
        return
    st.markdown(device_words(device, workshop.timezone, text))
    alike.sort(key=lambda one: one.department != device.department)
    named = _named(tuple(alike), workshop, text)
    other = st.selectbox(
        text("The other device of the same person or table"),
        list(named),
        format_func=named.__getitem__,
        key="attendance-other",
    )
    chosen = next(one for one in alike if one.mark == other)
    older = min(device, chosen, key=lambda one: one.number)
    st.markdown(_of_merging(older, text))
    _yes(
        text("Merge devices"),
        _of_removed(older, text),
        lambda: merge_devices(runtime.store(), visitor, workshop.code, device.mark, other),
    )


def _of_removing(device: Device, text: Text) -> str:
    """What is lost with a removed device, and whether it counts as joined."""
    if device.size > 1:
        return text(
            "Remove a table only if it is not in the hall: its answers are deleted and cannot be "
            "restored, and its people no longer count as joined."
        )
    return text(
        "This device has not answered. Once removed, it must join again to take part. It still "
        "counts as joined when you confirm the people in the room, so that nobody can take its "
        "place with a second device."
    )


def _of_removed(device: Device, text: Text) -> str:
    """What is read once a device is gone."""
    return text("Device no. {n} was removed.", n=device.number)


def _of_merging(older: Device, text: Text) -> str:
    """What is lost when the older device goes."""
    said = [text("Device no. {n} is older and will be removed.", n=older.number)]
    if older.answered:
        said.append(
            text(
                "It has answered: its answers are deleted and cannot be restored. The person "
                "answers again on the newer device."
            )
        )
    if older.size == 1:
        said.append(
            text(
                "Both devices still count as joined, so check the number of people in the room when "
                "you close the vote."
            )
        )
    return " ".join(said)


def _named(devices: tuple[Device, ...], workshop: WorkshopView, text: Text) -> dict[str, str]:
    return {one.mark: device_words(one, workshop.timezone, text) for one in devices}


def _yes(label: str, done: str, act: Act) -> None:
    """The button that acts; what is `done` is read afterwards, and no device is chosen any more."""
    with runtime.errors_shown():
        if st.button(label, type="primary", key="attendance-yes"):
            act()
            st.session_state[DONE] = True
            st.toast(plain(done), icon=":material/check:")
            st.rerun()
