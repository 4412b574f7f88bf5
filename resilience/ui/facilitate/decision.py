"""How a room records what it agreed on: a level, both views, or not applicable, with the reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import streamlit as st

from resilience.framework import Levels
from resilience.scoring.notes.words import NO_LEVEL
from resilience.services.deciding.agreed_levels import (
    LONGEST_REASON,
    AgreedMeanwhile,
    Decision,
    Outcome,
    agree,
    take_back,
)
from resilience.services.results.discussion import Topic
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.ui.shared import runtime
from resilience.ui.shared.asking import ask_first
from resilience.ui.shared.markup import plain
from resilience.wording.result import agreed_words, outcome_words

#: the key of the button that takes an agreed level back
YES = "discuss-undo-yes"
#: session_state key, of no widget: what somebody wants to agree on in place of a newer decision
REPLACES = "discuss-replaces"
#: session_state key, of no widget: the topic, the time of the decision shown, and what was chosen in place of it
CHOSEN = "discuss-chosen"
#: session_state key, of no widget: by workshop and topic, what was chosen or typed there and not agreed on
DRAFTS = "discuss-drafts"
#: session_state key, of no widget: the topic drawn last, with what its inputs began with
DRAWN = "discuss-drawn"
OTHERS: dict[Outcome, str] = {"both": mark("Record both views"), "na": NO_LEVEL["na"]}


def decision_words(decision: Decision, zone: str, text: Text) -> str:
    """A decision on one line: what, why, when."""
    said = agreed_words(decision.outcome, text)
    because = f" · {plain(decision.reason)}" if decision.reason else ""
    return f"{said}{because} · {text.clock(decision.agreed_at, zone)}"


def decide(topic: Topic, workshop: WorkshopView, text: Text) -> None:
    """The bar to agree in, which stays at the bottom of the window, with what was agreed so far."""
    with st.container(key="agree-bar"):
        if topic.decision:
            _agreed_line(topic.code, topic.decision, workshop, text)
        with st.container(horizontal=True, vertical_alignment="bottom", key="agree-inputs"):
            outcome = _agree_inputs(topic, workshop, text)
        _say_overtaken(topic, outcome, workshop, text)
        _say_drafts(topic.code, workshop, text)
    _ask_to_replace(topic.code, workshop, text)


def _agreed_line(code: str, decision: Decision, workshop: WorkshopView, text: Text) -> None:
    """What was agreed, and the way back."""
    with st.container(horizontal=True, vertical_alignment="center", key="agreed-line"):
        words = decision_words(decision, workshop.timezone, text)
        st.markdown(f":material/check_circle: **{words}**", width="content")
        takes_back = text("Withdraw the decision")
        if st.button(takes_back, key=f"discuss-undo-{code}", type="tertiary"):
            back = partial(take_back, seen=decision.agreed_at)
            ask_first(
                takes_back,
                _of_taking_back(decision, text),
                partial(back, runtime.store(), runtime.visitor(), workshop.code, code),
                YES,
            )


def _of_taking_back(decision: Decision, text: Text) -> str:
    """What taking an agreed level back does."""
    return text(
        "The room's decision “{outcome}” and its reason no longer count: the result shows the "
        "vote again. Agree again to restore it.",
        outcome=outcome_words(decision.outcome, text),
    )


def _agree_inputs(topic: Topic, workshop: WorkshopView, text: Text) -> Outcome | None:
    """The outcomes to choose from, the reason, and the way to an action; gives the outcome chosen."""
    code = topic.code
    with _draft(topic, workshop):
        outcome = _outcome(topic, workshop, text)
        st.text_input(
            text("Because"),
            max_chars=LONGEST_REASON,
            placeholder=text("Because"),
            label_visibility="collapsed",
            key=_key("reason", topic, workshop),
        )
    st.button(
        text("Record") if outcome == "both" else text("Agree"),
        type="primary",
        disabled=outcome is None,
        key=f"discuss-agree-{code}",
        on_click=_agree,
        args=(topic, workshop),
    )
    st.page_link(
        "pages/facilitate/actions.py",
        label=text("Write down an action"),
        icon=":material/add_task:",
        query_params={"workshop": workshop.code, "indicator": code},
    )
    return outcome


def _say_overtaken(
    topic: Topic, outcome: Outcome | None, workshop: WorkshopView, text: Text
) -> None:
    """Say that another desk agreed on something else than was chosen here, until somebody chooses again."""
    made = topic.decision
    agreed, at = (made.outcome, made.agreed_at) if made else (None, None)
    code, seen, chosen = st.session_state.get(CHOSEN, ("", None, None))
    if code != topic.code or outcome != agreed:
        st.session_state[CHOSEN] = (topic.code, at, None if outcome == agreed else outcome)
    elif made and seen != at and chosen not in (None, agreed):
        words = text(
            "“{outcome}” was agreed on another device at {time}; you chose “{chosen}”. To "
            "replace the decision, choose again and press Agree.",
            outcome=outcome_words(made.outcome, text),
            time=text.clock(made.agreed_at, workshop.timezone),
            chosen=outcome_words(chosen, text),
        )
        st.markdown(f":material/info: {words}")


def _key(name: str, topic: Topic, workshop: WorkshopView) -> str:
    """The key of an input: another one after each decision, so that it shows what was decided."""
    made = f"-{topic.decision.agreed_at.timestamp()}" if topic.decision else ""
    return f"discuss-{name}-{topic.code}-{workshop.id}{made}"


@contextmanager
def _draft(topic: Topic, workshop: WorkshopView) -> Iterator[None]:
    """Let the inputs drawn inside begin with what was left here, else with the decision; remember what they hold."""
    made, drafts = topic.decision, st.session_state.setdefault(DRAFTS, {})
    _collect(drafts)
    outcome = made.outcome if made else None
    levels = isinstance(topic.indicator.scale, Levels)
    begin: dict[str, object] = {
        "outcome": outcome if levels or isinstance(outcome, str) else None,
        "reason": made.reason if made else "",
    }
    if not levels:
        begin["number"] = None if isinstance(outcome, str) else outcome
    keys = {name: _key(name, topic, workshop) for name in begin}
    left = drafts.pop((workshop.id, topic.code), {})
    for name, key in keys.items():
        if key not in st.session_state:
            st.session_state[key] = left.get(key, begin[name])
    st.session_state[DRAWN] = (
        (workshop.id, topic.code),
        {keys[name]: value for name, value in begin.items()},
    )
    yield
    _collect(drafts)


def _collect(drafts: dict[tuple[int, str], dict[str, object]]) -> None:
    """Remember what the inputs drawn last hold, even if a press of *Next* came with what was typed."""
    place, begin = st.session_state.get(DRAWN, (None, {}))
    now = {key: st.session_state[key] for key in begin if key in st.session_state}
    if place is not None and any(now[key] != begin[key] for key in now):
        drafts[place] = now


def _say_drafts(code: str, workshop: WorkshopView, text: Text) -> None:
    """Name the other topics on which something was chosen or typed and not agreed on."""
    drafts = st.session_state.get(DRAFTS, {})
    others = [topic for at, topic in drafts if at == workshop.id and topic != code]
    if others:
        said = text(
            "Started but not agreed on yet: {codes}. Your entries are kept; open the topic to continue.",
            codes=text.listed(others),
        )
        st.markdown(f":material/info: {said}")


def _agree(topic: Topic, workshop: WorkshopView) -> None:
    """Agree on what was chosen on the page, in place of the decision that it showed."""
    number, chosen = (
        st.session_state.get(_key(name, topic, workshop)) for name in ("number", "outcome")
    )
    outcome: Outcome | None = number if chosen is None else chosen
    if outcome is None:
        return
    reason = st.session_state[_key("reason", topic, workshop)]
    seen = topic.decision.agreed_at if topic.decision else None
    store, visitor = runtime.store(), runtime.visitor()
    with runtime.errors_shown():
        try:
            agree(store, visitor, workshop.code, topic.code, outcome, reason, seen=seen)
        except AgreedMeanwhile as found:
            st.session_state[REPLACES] = (topic.code, outcome, reason, found.kept)


def _ask_to_replace(code: str, workshop: WorkshopView, text: Text) -> None:
    """Ask before a level takes the place of one that another desk agreed on in the meantime."""
    about, outcome, reason, kept = st.session_state.pop(REPLACES, ("", None, "", None))
    if about != code:
        return
    words = text("This decision was withdrawn on another device. Record yours anyway?")
    does = text("Record the decision")
    if kept:
        does = text("Replace")
        words = text(
            "“{outcome}” was agreed on another device at {time}. Replace it?",
            outcome=outcome_words(kept.outcome, text),
            time=text.clock(kept.agreed_at, workshop.timezone),
        )
    act = partial(agree, runtime.store(), runtime.visitor(), workshop.code, code, outcome, reason)
    seen = kept.agreed_at if kept else None
    ask_first(does, words, partial(act, seen=seen), "discuss-replace-yes")


def _outcome(topic: Topic, workshop: WorkshopView, text: Text) -> Outcome | None:
    scale = topic.indicator.scale
    number: float | None = None
    options: list[Outcome] = list(OTHERS)
    if isinstance(scale, Levels):
        options = [*range(scale.top + 1), *options]
    else:
        number = st.number_input(
            text("The room agrees on"),
            value=None,
            placeholder=text("Type a number"),
            key=_key("number", topic, workshop),
        )
    chosen: Outcome | None = st.pills(
        text("The room agrees on"),
        options,
        format_func=lambda outcome: (
            text(OTHERS[outcome]) if outcome in OTHERS else outcome_words(outcome, text)
        ),
        key=_key("outcome", topic, workshop),
        width="content",
        label_visibility="visible" if isinstance(scale, Levels) else "collapsed",
    )
    return number if chosen is None else chosen
