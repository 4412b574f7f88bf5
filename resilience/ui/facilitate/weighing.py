"""The step of weights by points, as who runs the workshop sees it."""

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from resilience.scoring.planning.points import PointWeights
from resilience.services.access.access import Visitor
from resilience.services.counting.consequences import Consequences, consequences_of
from resilience.services.deciding.points_asked import PointsAsked
from resilience.services.deciding.weights import (
    POINTS,
    WeighingView,
    ask_for_points,
    close_points,
    settle_weights,
    view_weighing,
)
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.ui.facilitate.consequences import of_asking_points, of_closing_points
from resilience.ui.facilitate.desk import take_points_off
from resilience.ui.facilitate.steps import step_button
from resilience.ui.runs.computing import in_turn
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.watch import spread
from resilience.wording.own_result import SETTLED

NOW = {
    "off": mark(
        "Switched off. When you switch it on, each person shares out 100 points among the themes."
    ),
    "open": mark("People are now sharing out their points."),
    "ended": SETTLED["ended"],
    "closed": mark("Points are no longer accepted. Decide whether the workshop adopts the mean."),
    "adopted": mark("The workshop adopted the mean: results use these weights."),
    "kept": SETTLED["kept"],
}
ASK, CLOSE, AGAIN = mark("Ask for points"), mark("Close the points"), mark("Ask for points again")
ADOPT, KEEP = mark("Adopt the mean"), mark("Keep the framework's weights")
BACK = mark("Go back to the framework's weights")


def weighing(workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    """What the step is, how far it is, and what comes next."""
    seen = view_weighing(runtime.store(), visitor, workshop.code)
    if not seen.fits:
        st.markdown(text("Theme weights do not change the overall score of this scorecard."))
        return
    unshown = seen.state == "closed" and seen.mean is None
    st.markdown(text("Points are no longer accepted.") if unshown else text(NOW[seen.state]))
    if seen.state == "open":
        st.fragment(in_turn(_count), run_every=spread(3))(workshop.code)
    elif seen.state not in ("off", "ended"):
        _outcome(workshop, seen, text)
        take_points_off(workshop, text)
    if workshop.phase is Phase.CLOSED:
        return
    if seen.state == "off":
        step_button(ASK, ask_for_points, workshop, text, _asking(workshop, text))
    elif seen.state == "open":
        step_button(CLOSE, close_points, workshop, text, _sure(workshop, text))
    elif seen.mean is None:
        step_button(AGAIN, ask_for_points, workshop, text, _asking(workshop, text))
    else:
        _decide(seen, workshop, text)


def weights_link(points: PointsAsked, text: Text) -> None:
    """A link to the page for points, for a participant while points are taken."""
    if points == "now":
        st.page_link(
            "pages/workshop/weights.py",
            label=text("Share out 100 points among the themes"),
            icon=":material/balance:",
        )


def _asking(workshop: WorkshopView, text: Text) -> Callable[[Consequences], str]:
    """The confirmation question before people are asked for points."""
    return lambda seen: of_asking_points(workshop, seen, text)


def _sure(workshop: WorkshopView, text: Text) -> Callable[[Consequences], str]:
    """The confirmation question before the points are closed, with the number given so far."""

    def said(seen: Consequences) -> str:
        weighing = view_weighing(runtime.store(), runtime.visitor(), workshop.code)
        return of_closing_points(weighing, seen, text)

    return said


def _count(code: str) -> None:
    """How many people gave points; runs again by itself."""
    text = runtime.text()
    with runtime.or_whole_page():
        seen = view_weighing(runtime.store(), runtime.visitor(), code)
    said = text.plural("{n} person gave points", "{n} people gave points", seen.people)
    st.html(f'<p class="hall">{said}</p>')


def _outcome(workshop: WorkshopView, seen: WeighingView, text: Text) -> None:
    if seen.mean is None:
        st.info(_too_few_words(seen, text), icon=":material/info:")
        return
    joined = consequences_of(runtime.store(), runtime.visitor(), workshop.code).joined
    st.markdown(_gave_words(seen, joined, text))
    table = _table(workshop, seen.themes, seen.mean, text)
    if workshop.phase in (Phase.REVEALED, Phase.CLOSED):
        table = _with_moves(table, cached.without_each(workshop.code), seen.themes, text)
    blocks.figures_table(table, text)


def _gave_words(seen: WeighingView, joined: int, text: Text) -> str:
    """How many of those who joined with a device gave points."""
    return text.plural(
        "{n} of {of} people with a device has given points",
        "{n} of {of} people with a device have given points",
        seen.people,
        of=joined,
    )


def _too_few_words(seen: WeighingView, text: Text) -> str:
    """Why a closed step shows no mean: too few people in all, or too few beside tables."""
    if not seen.people:
        why = text("Nobody gave points.")
    elif seen.people < seen.least:
        why = text.plural(
            "Only {n} person gave points; at least {least} are needed.",
            "Only {n} people gave points; at least {least} are needed.",
            seen.people,
            least=seen.least,
        )
    else:
        why = text(
            "{n} people gave points, but fewer than {least} of them alone. Even with points from people at tables, a mean could reveal what one person gave, so none is shown.",
            n=text.number(seen.people),
            least=seen.least,
        )
    return " ".join((why, text("The framework's weights are used.")))


def _with_moves(
    table: pd.DataFrame, moves: Mapping[str, float], themes: tuple[str, ...], text: Text
) -> pd.DataFrame:
    """With how far the overall moves without each theme, where it has a score."""
    if not moves:
        return table
    named = text("Change in score without this theme")
    return table.assign(**{named: [moves.get(theme, float("nan")) for theme in themes]})


def _table(
    workshop: WorkshopView, themes: tuple[str, ...], mean: PointWeights, text: Text
) -> pd.DataFrame:
    rows = {
        text("Theme"): [workshop.framework.title(theme, text.language) for theme in themes],
        text("Mean of the points"): [round(POINTS * weight) for weight in mean.weights],
    }
    return pd.DataFrame(rows).set_index(text("Theme"))


def _decide(seen: WeighingView, workshop: WorkshopView, text: Text) -> None:
    adopt, keep = (partial(settle_weights, adopt=one) for one in (True, False))
    if seen.state == "adopted":
        again = text(
            "Results will use the framework's weights again, for everyone. Go back to them?"
        )
        step_button(BACK, keep, workshop, text, lambda _: again)
        return
    change = _overall_words(seen, workshop, text)
    st.markdown(change)
    sure = text("From now on, results will use these weights, for everyone. Adopt the mean?")

    def asked(room: Consequences) -> str:
        return f"{_gave_words(seen, room.joined, text)}. {change} {sure}"

    step_button(ADOPT, adopt, workshop, text, asked)
    if seen.state != "kept":
        step_button(KEEP, keep, workshop, text)


def _overall_words(seen: WeighingView, workshop: WorkshopView, text: Text) -> str:
    """The overall as it is, and as it would be with the mean; "" while no result is shown."""
    if seen.mean is None or workshop.phase is not Phase.REVEALED:
        return ""
    framework = workshop.framework
    weights = {t: round(POINTS * w) for t, w in zip(seen.themes, seen.mean.weights, strict=True)}
    now = cached.result(workshop.code).result.city[framework.root.code].value
    then = cached.weighed(workshop.code, tuple(weights.items())).overall
    if now is None or then is None:
        return ""
    return text(
        "The overall score is {now} with the current weights and would be {then} with the mean.",
        now=text.number(now),
        then=text.number(then),
    )
