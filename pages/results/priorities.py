"""What to do first: what adds most to the overall, and how feasible it is held."""

import html

import pandas as pd
import streamlit as st

from resilience.charts.figures import gain_bubbles
from resilience.services.results.priorities import has_overall, priority_frame
from resilience.ui.results.page import pick_result
from resilience.ui.results.targets import targets_section
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.markup import plain
from resilience.wording.framework import with_theme_names
from resilience.wording.priorities import by_cost, first_words, front_words, priority_rows
from resilience.wording.targets import way_words

text = runtime.text()
workshop = pick_result(text, "priorities-workshop")
if workshop is None:
    st.stop()
text = with_theme_names(workshop.framework, text)
result, found = cached.result(workshop.code), cached.what_first(workshop.code)
rows = priority_frame(result, found, text.language)

blocks.invented_mark(workshop, text)
blocks.workshop_line(workshop, text)
headline, *more = first_words(rows, text, has_overall=has_overall(result))
st.html(f'<h1 class="headline">{html.escape(headline)}</h1>')
for sentence in more:
    st.caption(plain(sentence))
if found.way.items:
    st.markdown(plain(" ".join(way_words(found.way, workshop.framework, text))))
blocks.open_workshop_note(workshop, text)
worth = rows[rows["gain"] > 0]
voted = not worth["assumed"].all()
if voted:
    blocks.picture(
        gain_bubbles(worth, text("Gain and feasibility of every indicator"), text),
        text,
        "priorities-bubbles",
        finding=front_words(worth, text),
        wide=True,
    )
    st.caption(
        text(
            "The larger a bubble, the more often its indicator is among the first five when all "
            "weights vary by up to a quarter. Rim: no other indicator is as good on gain, "
            "feasibility and cost, and better on one of them. Pale: no votes on open actions for "
            "it are shown, so its feasibility counts as one half."
        )
    )
if not worth.empty:
    if not voted:
        st.info(
            text(
                "No votes on open actions are shown, so the order is by gain. Write down actions "
                "and let people vote on them."
            ),
            icon=":material/how_to_vote:",
        )
    st.header(text("Suggested order"))
    st.caption(
        text(
            "Ordered by gain times feasibility, among options of similar cost. A gain counts up "
            "to the target of the indicator or its theme, or up to 100 if there is no target."
        )
    )
    for place, (cost, own) in enumerate(by_cost(worth, text), start=1):
        st.subheader(cost[:1].upper() + cost[1:])
        blocks.first_rows(priority_rows(own, found, text), text, f"priorities-{place}")
if found.first.priorities.find_out:
    st.header(text("Find out first"))
    st.markdown(text("Too few people know these to say what they add; highest weight first."))
    titles = [
        f"{code} · {workshop.framework.title(code, text.language)}"
        for code in found.first.priorities.find_out
    ]
    unknown = pd.DataFrame(index=pd.Index(titles, name=text("Indicator")))
    blocks.figures_table(unknown, text, key="priorities-find-out")
targets_section(workshop, result, found.way, text)
st.page_link(
    "pages/facilitate/actions.py",
    label=text("Actions"),
    icon=":material/task_alt:",
    query_params={"workshop": workshop.code},
)
blocks.method(result, text)
