"""The desks of working groups: whose desk the page is, its stage, and what all groups agreed so far."""

import streamlit as st

from resilience.services.access.access import RUNNERS
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.groups import GroupView, groups_held
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.facilitate.desk import is_followed, place_of_desk, show_here
from resilience.ui.runs.computing import in_turn
from resilience.ui.shared import cached, runtime
from resilience.ui.shared.markup import isolated, plain
from resilience.ui.shared.watch import spread
from resilience.wording.agreement import group_lines
from resilience.wording.result import is_left_out


def pick_desk(workshop: WorkshopView, text: Text) -> GroupView | None:
    """The group whose desk the page is, None for that of the whole room, which those who run the workshop have."""
    visitor = runtime.visitor()
    runs, own = visitor.may(workshop.id, RUNNERS), groups_held(visitor, workshop.id)
    groups = [one for one in workshop.groups if runs or one.id in own]
    desks: list[GroupView | None] = [*([None] if runs else []), *groups]
    if len(desks) < 2:
        return desks[0]
    ids = [str(one.id) if one else "" for one in desks]
    asked = st.query_params.get("group", "")
    chosen = st.selectbox(
        text("Desk"),
        ids,
        index=ids.index(asked) if asked in ids else 0,
        format_func=lambda one: isolated(_name(desks[ids.index(one)], text)),
        key=f"discuss-desk-{workshop.code}",
    )
    if chosen:
        st.query_params["group"] = chosen
    else:
        st.query_params.pop("group", None)
    return desks[ids.index(chosen)]


def say_left_out(group: GroupView, result: WorkshopResult, text: Text) -> None:
    """Why a group reads no answers of its own, and what it can do; nothing if it does."""
    if is_left_out(group, result):
        said = text(
            "Too few people answered alone in this group (at least {k} are needed, or as many at "
            "tables and nobody alone). To protect their answers, none is shown or counted. You can "
            "still discuss the topics and agree on levels here.",
            k=result.workshop.k,
        )
        st.info(said, icon=":material/visibility_off:")


def group_stage(workshop: WorkshopView, group: GroupView, text: Text) -> None:
    """A link to the stage of a group, which follows its desk.

    Where the group's phones follow the room instead, a button lets them follow the desk.
    """
    if group.scores and is_followed(workshop) and not place_of_desk().apart:
        st.button(
            text("Show this topic on phones"),
            icon=":material/visibility:",
            help=text(
                "The phones of this group show the room's topic until you press this or move on here."
            ),
            on_click=show_here,
            args=(workshop, group),
            key="discuss-phones",
            width="stretch",
        )
    st.link_button(
        text("Open the group's stage"),
        f"/stage/{workshop.code}?group={group.id}&language={text.language}",
        icon=":material/arrows_outward:",
        help=text("Open this on the group's own screen. It shows the topic chosen at this desk."),
        width="stretch",
    )


def agreed_by_groups(workshop: WorkshopView, text: Text) -> None:
    """What each group agreed so far; looks again by itself."""

    def draw() -> None:
        with runtime.or_whole_page():
            lines = group_lines(workshop, cached.topics(workshop.code), text)
        said = (
            " · ".join((f"**{plain(one.name)}**", one.count))
            + (f" · {plain(one.topic)}: {plain(one.outcome)}" if one.topic else "")
            for one in lines
        )
        st.markdown("\n".join(f"- {one}" for one in said))

    if workshop.groups:
        with st.expander(text("What the groups agreed"), expanded=True):
            st.fragment(in_turn(draw), run_every=spread(1.8))()


def _name(group: GroupView | None, text: Text) -> str:
    return text("Whole room") if group is None else text(group.name)
