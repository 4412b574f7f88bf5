"""The desk of a discussion: which topic it is about, kept with the workshop and followed by its stage."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.results.discussion import Topic, opening
from resilience.services.workshop.desk import (
    DeskPlace,
    show_screen,
    show_topic,
    view_desk,
    view_stage,
)
from resilience.services.workshop.groups import GroupView
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.run_sheet import picture_of, view_run_sheet
from resilience.services.workshop.workshops import WorkshopView
from resilience.store import Store
from resilience.text import Text
from resilience.ui.runs.computing import in_turn
from resilience.ui.shared import runtime
from resilience.ui.shared.inputs import pick_position
from resilience.ui.shared.watch import spread

#: session_state keys, of no widget: the topic that the page shows, and the desk's place when it was drawn
AT, SEEN = "discuss-at", "discuss-seen"


def topic_of_desk(workshop: WorkshopView, topics: Sequence[Topic], group: GroupView | None) -> int:
    """The position of the topic that the page shows: that of the desk of the workshop or of a group.

    The address may name another one (`topic`), once.
    """
    codes = [topic.code for topic in topics]
    now, place = view_stage(runtime.store(), runtime.visitor(), workshop.code, _id(group))
    if st.session_state.get(SEEN) != (workshop.code, place):
        st.session_state[SEEN] = (workshop.code, place)
        st.session_state[AT] = place.topic
    if "topic" in st.query_params:
        st.session_state[AT] = st.query_params["topic"]
        del st.query_params["topic"]
    shown = st.session_state[AT]
    at = codes.index(shown) if shown in codes else opening(topics)
    st.session_state[AT] = codes[at]
    st.fragment(in_turn(_follow), run_every=spread(0.8))(workshop.code, _id(group), now.revision)
    return at


def desk_bar(
    workshop: WorkshopView,
    group: GroupView | None,
    topics: Sequence[Topic],
    titles: Sequence[str],
    at: int,
    text: Text,
) -> None:
    """The topic, to be chosen or moved on from."""
    go_to = partial(_go_to, workshop, group, topics)
    labels = [
        f"{n + 1}. {title}" + (" ✓" if topic.decision else "")
        for n, (topic, title) in enumerate(zip(topics, titles, strict=True))
    ]
    choose, buttons = st.columns([3, 2], vertical_alignment="bottom")
    with choose.container(key="discuss-choose"):
        pick_position(text("Topic"), labels, at, "discuss-topic", go_to)
    with buttons, st.container(horizontal=True):
        _arrows(at, len(topics), go_to, text)
    with st.container(key="clicker"):  # unseen: a button has one key
        _arrows(at, len(topics), go_to, text, clicker=True)


def is_followed(workshop: WorkshopView) -> bool:
    """Whether the stage shows a result or topics now."""
    return workshop.phase in (Phase.REVEALED, Phase.CLOSED)


def _arrows(
    at: int, count: int, go_to: partial[None], text: Text, *, clicker: bool = False
) -> None:
    """Back and next, by the arrow keys or those of a clicker."""
    for label, icon, to, name, keys in (
        (text("Previous"), ":material/arrow_back:", at - 1, "back", ("ArrowLeft", "PageUp")),
        (text("Next"), ":material/arrow_forward:", at + 1, "on", ("ArrowRight", "PageDown")),
    ):
        st.button(
            label,
            icon=icon,
            type="primary" if name == "on" else "secondary",
            disabled=not 0 <= to < count,
            on_click=go_to,
            args=(to,),
            shortcut=keys[clicker],
            width="stretch",
            key=f"discuss-{name}{'-clicker' * clicker}",
        )


def choose_stage(workshop: WorkshopView, code: str, text: Text) -> None:
    """A button that shows this topic on the stage, or the result again where it shows it already."""
    if not is_followed(workshop):
        return
    place = place_of_desk()
    here = place.screen == "discuss" and place.topic in ("", code)
    show, name = (show_screen, "result") if here else (show_topic, code)
    st.button(
        text("Show the result on the stage") if here else text("Show this topic on the stage"),
        icon=":material/visibility:",
        on_click=runtime.attempt,
        args=(show, workshop.code, name),
        key="discuss-stage",
        width="stretch",
    )


def place_of_desk() -> DeskPlace:
    """The place of the desk that the page shows."""
    place: DeskPlace = st.session_state[SEEN][1]
    return place


def show_here(workshop: WorkshopView, group: GroupView) -> None:
    """Let the phones of a group show the topic of its desk."""
    store, visitor, topic = runtime.store(), runtime.visitor(), st.session_state[AT]
    with runtime.errors_shown():
        show_topic(store, visitor, workshop.code, topic, group.id)


def stage_actions(workshop: WorkshopView, text: Text) -> None:
    """A button that shows the actions on the stage, where it shows something else."""
    store, visitor = runtime.store(), runtime.visitor()
    screen = view_desk(store, visitor, workshop.code).screen
    if not is_followed(workshop) or screen in ("actions", "feasibility"):
        return
    st.button(
        text("Show the actions on the stage"),
        icon=":material/visibility:",
        on_click=runtime.attempt,
        args=(show_screen, workshop.code, "actions"),
        key="actions-stage",
    )


def take_points_off(workshop: WorkshopView, text: Text) -> None:
    """A button that shows the picture of the current step on the stage again, in place of the points."""
    store, visitor, code = runtime.store(), runtime.visitor(), workshop.code
    if not is_followed(workshop) or view_desk(store, visitor, code).screen != "points":
        return
    st.button(
        text("Take the points off the stage"),
        icon=":material/visibility_off:",
        on_click=runtime.attempt,
        args=(_show_step, code),
        key="points-off-stage",
    )


def _show_step(store: Store, visitor: Visitor, code: str) -> None:
    picture = picture_of(view_run_sheet(store, visitor, code))
    show_screen(store, visitor, code, "result" if picture == "points" else picture)


def _go_to(
    workshop: WorkshopView, group: GroupView | None, topics: Sequence[Topic], to: int
) -> None:
    """Discuss another topic, on the stage too where it follows; the one that it opened with was discussed as well."""
    place = place_of_desk()
    opened = [st.session_state[AT]] if place.screen == "discuss" and not place.topic else []
    st.session_state[AT] = topics[to].code
    if is_followed(workshop):
        with runtime.errors_shown():
            for code in (*opened, topics[to].code):
                show_topic(runtime.store(), runtime.visitor(), workshop.code, code, _id(group))


def _id(group: GroupView | None) -> int | None:
    return group.id if group else None


def _follow(code: str, group: int | None, revision: int) -> None:
    """Draw the page again when another desk has moved, or has agreed on something."""
    with runtime.or_whole_page():
        now, place = view_stage(runtime.store(), runtime.visitor(), code, group)
    if st.session_state.get(SEEN) != (code, place) or now.revision != revision:
        st.rerun(scope="app")
