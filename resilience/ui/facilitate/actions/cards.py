"""Actions as a list: a card each, filters that the address keeps, and how far all of them are."""

import datetime
import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.framework import Framework
from resilience.scoring.planning.actions import (
    OVER,
    STATES,
    PlannedAction,
    charge_words,
    feasible_words,
    is_overdue,
    urgency,
)
from resilience.services.deciding.follow_up import WorkshopActions
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.runs.computing import in_turn
from resilience.ui.shared import cached, runtime
from resilience.ui.shared.markup import plain
from resilience.ui.shared.watch import spread
from resilience.wording.planning.action_facts import done_words, more_words
from resilience.wording.planning.follow_up import outcomes_words


def action_card(
    action: PlannedAction,
    framework: Framework,
    text: Text,
    buttons: Mapping[str, Callable[[], None]] | None = None,
    voted: Callable[[], int | None] | None = None,
    *,
    today: datetime.date,
) -> None:
    """One action and its `buttons`, by their labels; it says whether it is overdue on the day `today`.

    `voted` counts the people who voted so far, None once the vote is closed; the card follows it by itself.
    """
    with st.container(border=True, key=f"action-{action.id}"):
        words, aside = st.columns([5, 1]) if buttons else (st.container(), None)
        with words:
            if voted is None:
                st.html(_card(action, framework, text, None, today))
            else:
                st.fragment(in_turn(_follow), run_every=spread(2))(
                    action, framework, text, voted, today
                )
        for label, press in (buttons or {}).items():
            if aside and aside.button(label, key=f"actions-{label}-{action.id}", width="stretch"):
                press()


def _follow(
    action: PlannedAction,
    framework: Framework,
    text: Text,
    voted: Callable[[], int | None],
    today: datetime.date,
) -> None:
    """The card of an action that people vote on; runs again by itself."""
    with runtime.or_whole_page():
        people = voted()
    if people is None:
        st.rerun(scope="app")  # another desk has closed the vote
    st.html(_card(action, framework, text, people, today))


def _card(
    action: PlannedAction,
    framework: Framework,
    text: Text,
    voted: int | None,
    today: datetime.date,
) -> str:
    undated = action.by_when is None and action.state not in OVER
    charge = [
        *charge_words(action, text),
        *([text("no due date")] if undated else []),
        feasible_words(action.feasible, text),
    ]
    if voted is not None:
        charge.append(text.plural("{n} person voted", "{n} people voted", voted))
    charge += filter(None, [*more_words(action, text), done_words(action, text)])
    title = f"{action.indicator} · {framework.title(action.indicator, text.language)}"
    if action.also:
        title += " · " + text("also {codes}", codes=text.listed(action.also))
    note = f" · {html.escape(action.note)}" if action.note else ""
    overdue = html.escape(text("overdue"))
    late = f' · <b class="late">{overdue}</b>' if is_overdue(action, today) else ""
    return (
        f'<div class="action"><p class="what">{html.escape(action.what)}</p>'
        f"<p>{html.escape(' · '.join(charge))}</p>"
        f"<p><b>{html.escape(text(STATES[action.state]))}</b>{late}{note}</p>"
        f'<p class="about">{html.escape(title)}{_links(action)}</p></div>'
    )


def _links(action: PlannedAction) -> str:
    """The addresses of evidence, each by the server that it names."""
    return "".join(
        f' · <a href="{html.escape(link)}" target="_blank" rel="noopener noreferrer">'
        f"{html.escape(urlsplit(link).hostname or link)}</a>"
        for link in action.links
    )


def parted(
    plans: Sequence[WorkshopActions], first: Callable[[PlannedAction], bool]
) -> tuple[list[WorkshopActions], list[WorkshopActions]]:
    """The plans with the actions that come `first` alone, and with the others alone, each by `urgency`."""
    ordered = [replace(one, actions=tuple(sorted(one.actions, key=urgency))) for one in plans]
    found, others = (
        [replace(one, actions=tuple(a for a in one.actions if first(a) == own)) for one in ordered]
        for own in (True, False)
    )
    return found, others


def filtered(
    plans: Sequence[WorkshopActions], framework: Framework, text: Text
) -> list[WorkshopActions]:
    """The plans with the actions that fit the filters, which stand in the address too: theme, department, state.

    The themes are those of a `framework`.
    """
    below = {t.code: {i.code for i in t.indicators()} for t in framework.themes}
    titles = {code: framework.title(code, text.language) for code in below}
    names = {one.department: text(one.department) for plan in plans for one in plan.actions}
    states = {state: text(words) for state, words in STATES.items()}
    first, second, third = st.columns(3)
    theme = _filter(first, "theme", text("Theme"), text("All themes"), titles)
    name = _filter(second, "department", text("Department"), text("All departments"), names)
    state = _filter(third, "state", text("Status"), text("All actions"), states)

    def fits(action: PlannedAction) -> bool:
        in_theme = not theme or bool(below[theme].intersection(action.indicators))
        return in_theme and name in ("", action.department) and state in ("", action.state)

    return [replace(plan, actions=tuple(filter(fits, plan.actions))) for plan in plans]


#: session_state key of the view of the plan
VIEW = "actions-view"
#: more actions than these open as a board: a card for each would be long to read and slow to draw
MOST_LISTED = 30


def view_before(actions: int) -> str:
    """The view of so many actions that was chosen before this run, for what is drawn above the choice."""
    usual = "list" if actions <= MOST_LISTED else "board"
    return str(st.session_state.get(VIEW) or st.query_params.get("view", usual))


def chosen_view(actions: int, text: Text) -> str:
    """The view of so many actions, which is in the address too: list, board, table or timeline."""
    usual = "list" if actions <= MOST_LISTED else "board"
    views = {
        "list": text("List"),
        "board": text("Board"),
        "table": text("Table"),
        "timeline": text("Timeline"),
    }
    asked = st.query_params.get("view", usual)
    chosen = st.segmented_control(
        text("View"),
        list(views),
        format_func=views.__getitem__,
        default=asked if asked in views else usual,
        key=VIEW,
    )
    view = str(chosen or usual)
    if view != usual:
        st.query_params["view"] = view
    elif "view" in st.query_params:
        del st.query_params["view"]
    return view


def _filter(
    place: DeltaGenerator, name: str, label: str, every: str, words: Mapping[str, str]
) -> str:
    choices = ["", *words]
    asked = st.query_params.get(name, "")
    chosen = place.selectbox(
        label,
        choices,
        index=choices.index(asked) if asked in choices else 0,
        format_func=lambda choice: words.get(choice, every),
        key=f"actions-{name}",
    )
    if chosen:
        st.query_params[name] = chosen
    elif name in st.query_params:
        del st.query_params[name]
    return chosen


def short_actions(workshop: str, text: Text) -> None:
    """For the overview: the first actions still to be done, overdue ones before others."""
    digest = cached.digest(workshop, text.language)
    earlier = cached.earlier(workshop).states
    if not earlier and not digest.actions_in_all and not cached.result(workshop).actions:
        return
    st.header(text("Actions"))
    if earlier:
        st.markdown(outcomes_words(earlier, text))
    st.markdown(digest.actions_said)
    rows = [(one.named, one.charge) for one in digest.actions]
    if left := digest.actions_in_all - len(rows):
        rows.append((text.plural("{n} more action", "{n} more actions", left), ""))
    st.markdown(
        "\n".join(
            f"- {_one_line(named)}" + (f" ({plain(charge)})" if charge else "")
            for named, charge in rows
        )
    )
    all_actions(cached.result(workshop).workshop, text)


def all_actions(workshop: WorkshopView, text: Text) -> None:
    """A link to the actions, for all who may open that page: a shared link to another page does not let them."""
    if runtime.visitor().is_guest(workshop.id):
        return
    st.page_link(
        "pages/facilitate/actions.py",
        label=text("All actions"),
        icon=":material/task_alt:",
        query_params={"workshop": workshop.code},
    )


def _one_line(words: str) -> str:
    """What people typed, as one item of a list."""
    return plain(" ".join(words.split()))
