"""Parts of the page Priorities: the largest gains as bars, and the tabs below."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from resilience.charts.bubbles import coded
from resilience.charts.figures import gain_bars, gain_bubbles
from resilience.charts.rows import both_forms
from resilience.outputs.digest_planned import PriorityFinding, PriorityLine
from resilience.scoring.planning.priorities import DECIMALS, unbeaten
from resilience.services.results.priorities import WhatFirst
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.results.lessons import ASKED
from resilience.ui.results.targets import targets_tab
from resilience.ui.shared import blocks, cached_cities, runtime
from resilience.ui.shared.markup import plain
from resilience.ui.shared.suggested import next_suggestions, suggestion_card
from resilience.wording.priorities import (
    ASSUMED,
    assumed_words,
    covered_words,
    front_words,
    priority_rows,
    size_words,
    voted_title,
    voted_words,
)

#: bars that are drawn
BARS = 10


def gains_chart(found: PriorityFinding, text: Text) -> None:
    """The largest gains as bars, and as a banner where none of them has an open action."""
    largest, title = found.lines[:BARS], found.unit
    planned = {one.planned for one in largest}
    kinds = {
        "planned": text("has an open action") if True in planned else "",
        "unplanned": text("no open action") if False in planned else "",
    }
    legend = {kind: words for kind, words in kinds.items() if words}
    rows = pd.DataFrame(
        [(o.title, o.gain, o.shown, o.planned, text.percent(o.sure)) for o in largest],
        columns=["title", "gain", "shown", "planned", "sure"],
    )
    head = text("In the top five")
    figure, phone = both_forms(partial(gain_bars, rows, legend, head, title))
    finding = covered_words([one.planned for one in largest], text)
    key = "priorities-gains"
    with st.container(key="gains" if True in planned else "gains-uncovered"):
        blocks.picture(
            figure,
            text,
            key,
            finding=finding,
            about=text(
                "figures on the right: how often the indicator is among the five largest gains when weights vary"
            ),
            legend=legend,
            phone=phone,
        )
    blocks.same_as_table(_gain_rows(largest, text), text, title, key=key)


def peers_ahead(workshop: WorkshopView, text: Text) -> None:
    """A link to what peers published about the largest gains, where there is something to read."""
    told = [one for one in cached_cities.lessons(workshop.code) if one.told]
    if not told or runtime.visitor().is_guest(workshop.id):
        return
    st.page_link(
        "pages/results/peers.py",
        label=text(
            "Learn from peers: what cities at a higher level do ({n} of the largest gains)",
            n=text.number(len(told)),
        ),
        icon=":material/school:",
        query_params={"workshop": workshop.code, ASKED: "1"},
    )


def _gain_rows(lines: Sequence[PriorityLine], text: Text) -> pd.DataFrame:
    names = {True: text("has an open action"), False: text("no open action")}
    return pd.DataFrame(
        {
            text("Indicator"): [one.indicator for one in lines],
            text("Maximum gain"): [one.gain for one in lines],
            text("Actions"): [names[one.planned] for one in lines],
            text("Among the five largest gains"): [text.percent(one.sure) for one in lines],
        }
    ).set_index(text("Indicator"))


def priority_tabs(result: WorkshopResult, found: WhatFirst, rows: pd.DataFrame, text: Text) -> None:
    """The order, feasibility, targets, what to find out, and the method; `rows` are those of `priority_frame`."""
    names = (
        text("By gain and feasibility"),
        text("Feasibility"),
        text("Targets"),
        text("Find out first"),
        text("Method"),
    )
    order, feasible, targets, unknown, method = st.tabs(names, key="priorities-tabs")
    worth = rows[rows["gain"] > 0]
    with order:
        _order(result, worth, rows, found, text)
    with feasible:
        _feasibility(worth[~worth["assumed"]], found, text)
    with targets:
        targets_tab(result, found.way, text)
    with unknown:
        _find_out(result, found, text)
    with method:
        blocks.method_note(result, text)


def _order(
    result: WorkshopResult, worth: pd.DataFrame, rows: pd.DataFrame, found: WhatFirst, text: Text
) -> None:
    """What is worth doing, the first of the headline on top, with what the order assumes."""
    if worth.empty:
        st.caption(text("Nothing to show."))
        return
    st.caption(text("Ordered by gain times feasibility."))
    note = " ".join(assumed_words(rows, text))
    if rows["assumed"].all():
        st.info(note, icon=":material/how_to_vote:")
    elif note:
        note = f"{ASSUMED} {note}"
        st.caption(plain(note))
    st.markdown(plain(front_words(worth, text)))
    name, table = text("By gain and feasibility"), priority_rows(worth, found, text)
    with st.container(key="priorities-rows"):
        blocks.first_rows(table, text, name, "priorities-order", caution=note)
    _suggested(result, worth, text)


def _suggested(result: WorkshopResult, worth: pd.DataFrame, text: Text) -> None:
    """What other cities did, for each of the first rows that has a suggestion: opened one by one."""
    found = [(code, next_suggestions(result, code, text)) for code in worth["code"][:BARS]]
    if not any(suggestions for _, suggestions in found):
        return
    st.subheader(text("What others did"))
    st.caption(
        text("Ideas for the next level of each indicator, from other cities and guidelines.")
    )
    with st.container(key="priorities-suggested", gap="xsmall"):
        for code, suggestions in found:
            for one in suggestions:
                with st.expander(plain(f"{code} · {one.title}")):
                    st.html(suggestion_card(one, text, opened=True))


def _feasibility(voted: pd.DataFrame, found: WhatFirst, text: Text) -> None:
    """Gain and feasibility of the indicators that people voted on, and of no others; cost is in the table only."""
    if voted.empty:
        st.caption(
            text(
                "No chart yet: no feasibility votes are shown for open actions of this workshop that could raise the score."
            )
        )
        return
    drawn = voted.assign(front=unbeaten(voted[["gain", "feasibility"]].to_numpy().round(DECIMALS)))
    kinds = {
        "front": text("No other option beats it on gain and feasibility"),
        "behind": text("Another option beats it on gain and feasibility")
        if not drawn["front"].all()
        else "",
    }
    legend = {kind: words for kind, words in kinds.items() if words}
    title, key = voted_title(text), "priorities-feasibility"
    figure = gain_bubbles(drawn, legend, title, text)
    keys = coded(drawn)[["code", "title"]].itertuples(index=False)
    about = text.listed(f"{code}: {title}" for code, title in keys)
    blocks.picture(figure, text, key, finding=voted_words(drawn, text), about=about, legend=legend)
    st.caption(size_words(text))
    blocks.same_as_table(priority_rows(voted, found, text), text, title, key=key)


def _find_out(result: WorkshopResult, found: WhatFirst, text: Text) -> None:
    framework = result.workshop.framework
    codes = found.first.priorities.find_out
    if not codes:
        st.caption(text("Every indicator that counts has a score."))
        return
    st.markdown(
        text("Too few people could answer these to estimate their gain. Highest weight first.")
    )
    titles = [f"{code} · {framework.title(code, text.language)}" for code in codes]
    unknown = pd.DataFrame(index=pd.Index(titles, name=text("Indicator")))
    blocks.figures_table(unknown, text, text("Find out first"), key="priorities-find-out")
