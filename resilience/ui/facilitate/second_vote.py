"""Another vote after a reveal: what it asks, what it replaces, and which agreed levels it contradicts."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

import streamlit as st

from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.counting.consequences import asked_again_of, replaced_by_vote
from resilience.services.results.asked_again import page_with, pages_asked_again
from resilience.services.results.between_votes import moments_of_reveal, repeated_last
from resilience.services.results.discussion import Topic
from resilience.services.voting.turnout import Turnout, view_turnout
from resilience.services.workshop.desk import show_asked_again, view_desk
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.ui.facilitate.consequences import of_replacing, say_counted
from resilience.ui.shared import cached, runtime
from resilience.wording.result import outcome_words
from resilience.wording.years.votes import page_names

#: indicators that are proposed for another vote at most
MOST = 5
#: why some indicators are not offered for another vote
ONCE = mark(
    "Each question can be asked again only once; questions that were asked again are not offered."
)
#: why the indicators of a group that is too small to be shown are not offered
LEFT_OUT = mark("Indicators scored only by a group that is not shown are not offered.")
#: shown instead of the button or the choice if no indicator is left
ALL_ASKED = mark("Every question has been asked again. You can still agree on levels.")
#: session_state key of the indicators to ask
ASKED = "live-again-asked"


def ask_again(
    workshop: WorkshopView, visitor: Visitor, on_dismiss: Callable[[], None], text: Text
) -> None:
    """Ask what another vote is about, and open it."""
    st.dialog(text("Vote again"), width="large", on_dismiss=on_dismiss)(_ask)(
        workshop, visitor, text
    )


def nothing_left(workshop: WorkshopView, visitor: Visitor) -> bool:
    """Whether no indicator is left that can be asked again."""
    return not _offered(workshop, visitor)[0]


def turn_pages(workshop: WorkshopView, text: Text) -> None:
    """Choose the page of a later vote that the stage shows, where it needs several; they turn by themselves before."""
    store, visitor = runtime.store(), runtime.visitor()
    place = view_desk(store, visitor, workshop.code)
    if workshop.phase is not Phase.REVEALED or place.screen != "second vote":
        return
    if not cached.result(workshop.code).later:  # the stage shows the result instead
        return
    pages = pages_asked_again(cached.topics(workshop.code), repeated_last(store, workshop.id))
    if len(pages) < 2:
        return
    names, at = page_names([len(page) for page in pages], text), page_with(pages, place.topic)
    st.caption(
        text("The stage turns its pages automatically. Choose a page to keep it on the stage.")
    )
    with st.container(horizontal=True, key="second-vote-pages"):
        for n, (name, page) in enumerate(zip(names, pages, strict=True)):
            st.button(
                name,
                disabled=n == at,
                on_click=runtime.attempt,
                args=(show_asked_again, workshop.code, page[0].code),
                key=f"second-vote-{n}",
            )


def asked_again(
    topics: Sequence[Topic], discussed: Collection[str], *, by_group: bool
) -> list[str]:
    """The codes proposed for another vote: what was discussed without an agreed level.

    Where nothing was, what the room differs on; nothing where groups discuss (`by_group`).
    """
    open_ones = [topic for topic in topics if not topic.is_agreed]
    talked = [topic for topic in open_ones if topic.code in discussed]
    disputed = [] if by_group else [topic for topic in open_ones if topic.disputed]
    return [topic.code for topic in talked or disputed][:MOST]


def of_new_vote(workshop: WorkshopView, visitor: Visitor, text: Text) -> str:
    """Text before a new vote replaces a result; "" for a vote that was revealed before, and for a first one."""
    voted = view_turnout(runtime.store(), visitor, workshop.code)
    if voted is None:
        return ""
    turnout = text(
        "{again} of the {first} people counted in the first vote who were asked again can be counted in this vote.",
        first=voted.first,
        again=voted.again,
    )
    stays = text("Scores by department and group stay as in the first vote.") if workshop.k else ""
    replaces = of_replacing(
        replaced_by_vote(runtime.store(), visitor, workshop.code), workshop, text
    )
    return " ".join(filter(None, (turnout, stays, replaces)))


def say_thin(thin: Turnout, text: Text) -> None:
    """Say why a closed later vote replaces no result by itself, and that the earlier one stays."""
    if thin.refusal:
        st.info(text(thin.refusal.message, **thin.refusal.values), icon=":material/info:")
        return
    st.info(
        text(
            "{again} of the {first} people counted in the first vote who were asked again can be counted in "
            "this vote: fewer than two thirds. The earlier result is kept until you choose.",
            first=thin.first,
            again=thin.again,
        ),
        icon=":material/info:",
    )


def say_agreed_against(workshop: WorkshopView, text: Text) -> None:
    """List the levels agreed before a later vote that differ from its most frequent level."""
    shown, later = (
        moments_of_reveal(runtime.store(), workshop.id),
        cached.result(workshop.code).later,
    )
    against = [
        text(
            "{code} (agreed: {outcome}; most frequent in the later vote: {level})",
            code=topic.code,
            outcome=outcome_words(topic.decision.outcome, text),
            level=text.listed([str(level) for level in topic.against]),
        )
        for topic in cached.topics(workshop.code)
        if topic.decision and topic.against and topic.decision.agreed_at < shown[later[topic.code]]
    ]
    if against:
        st.caption(
            text(
                "A later vote differs from the agreed level on: {topics}. To use the vote, "
                "withdraw the agreed level on Discuss and agree.",
                topics=text.listed(against),
            )
        )


def _name(topic: Topic, title: str, text: Text) -> str:
    name = f"{topic.code} · {title}"
    if topic.decision is None or not topic.is_agreed:
        return name
    agreed = text("agreed: {outcome}", outcome=outcome_words(topic.decision.outcome, text))
    return f"{name} · {agreed}"


def _choose(
    topics: Sequence[Topic], workshop: WorkshopView, visitor: Visitor, text: Text
) -> list[str]:
    """The codes of the indicators to ask again."""
    place = view_desk(runtime.store(), visitor, workshop.code)
    proposed = asked_again(topics, place.discussed, by_group=bool(workshop.groups))
    words = workshop.framework.text(text.language).indicators
    names = {t.code: _name(t, words[t.code].title, text) for t in topics}
    st.session_state.setdefault(ASKED, proposed)
    return st.multiselect(
        _proposal_words(proposed, place.discussed, text),
        list(names),
        format_func=names.__getitem__,
        placeholder=text("Choose indicators"),
        select_all=False,
        key=ASKED,
    )


def _proposal_words(proposed: Collection[str], discussed: Collection[str], text: Text) -> str:
    """What the proposed indicators are, for `asked_again`."""
    if not proposed:
        return text("Ask again")
    if set(proposed) <= set(discussed):
        return text("Ask again (suggested: what you discussed without agreeing)")
    return text("Ask again (suggested: questions on which opinions differ)")


def _offered(workshop: WorkshopView, visitor: Visitor) -> tuple[list[Topic], list[str]]:
    """The indicators that can be asked again, and why others are not offered."""
    again = asked_again_of(runtime.store(), visitor, workshop.code)
    asked_of = cached.result(workshop.code).tallies.asked
    left_out = {code for code, units in asked_of.items() if not any(units)}
    topics = [t for t in cached.topics(workshop.code) if t.code not in {*again, *left_out}]
    notes = ((ONCE, workshop.k), (LEFT_OUT, left_out))
    return topics, [note for note, holds in notes if holds]


def _agreed_words(agreed: int, text: Text) -> str:
    """That the agreed levels of some of the chosen topics go on counting."""
    return text.plural(
        "{n} of these has an agreed level. That level counts instead of the vote until you withdraw it.",
        "{n} of these have an agreed level. Those levels count instead of the vote until you withdraw them.",
        agreed,
    )


def _ask(workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    with runtime.errors_shown():
        topics, notes = _offered(workshop, visitor)
        if not topics:
            st.info(text(ALL_ASKED), icon=":material/info:")
            return
        st.markdown(
            text(
                "Nobody sees other people's answers while the vote is open; the earlier result "
                "stays visible. Everyone sees their own previous answers. An answer counts only "
                "after it is confirmed or changed."
            )
        )
        for note in notes:
            st.caption(text(note))
        if workshop.k:
            say_counted(workshop, text)
        chosen = _choose(topics, workshop, visitor, text)
        if agreed := sum(topic.is_agreed for topic in topics if topic.code in chosen):
            st.caption(_agreed_words(agreed, text))
        label = text.plural("Ask about {n} indicator", "Ask about {n} indicators", len(chosen))
        everything, some = st.columns(2)
        everything.button(
            text("Choose all"),
            key="live-again-all",
            on_click=partial(st.session_state.update, {ASKED: [topic.code for topic in topics]}),
            width="stretch",
        )
        if some.button(
            label, type="primary", disabled=not chosen, key="live-again-some", width="stretch"
        ):
            asked = None if len(chosen) == len(workshop.asked) else chosen
            rounds.open_vote(runtime.store(), visitor, workshop.code, asked)
            cached.phase.clear()
            st.rerun()
