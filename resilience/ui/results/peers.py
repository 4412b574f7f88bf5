"""Parts of the page Peers: the city among its peers theme by theme, three cards, and the tabs below."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from resilience.charts.figures import peer_strips
from resilience.charts.rows import both_forms
from resilience.scoring.comparison.comparability import CAUTION
from resilience.services.cities.choice import Choice
from resilience.services.cities.rank import PeerComparison
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.results.context import context_panel, is_context_asked
from resilience.ui.results.lessons import are_lessons_asked, lessons_panel
from resilience.ui.results.network import network_beside, reader_beside
from resilience.ui.results.peer_picker import where_they_lie
from resilience.ui.shared import blocks, cached
from resilience.ui.shared.markup import plain
from resilience.wording.peers.peer_choice import peer_table
from resilience.wording.peers.rank import (
    basis_words,
    gaps_words,
    standing_headline,
    standing_rows,
    tested_words,
)
from resilience.wording.peers.theme_gaps import (
    ThemeGap,
    best_peers,
    gaps_finding,
    strip_frames,
    strip_legend,
    theme_gaps,
)
from resilience.wording.shares import in_shares


def standing(workshop: WorkshopView, choice: Choice, found: PeerComparison, text: Text) -> None:
    """The place of the city as the title, and its themes among those of its peers."""
    place = standing_headline(found, workshop.city.name, text)
    finding = gaps_finding(found, workshop.framework, text)
    headline = "" if found.range else finding  # why there is no place is no finding
    if headline:
        blocks.title(headline, [place])
    else:
        blocks.title(place, [tested_words(found, text)])
    if choice.comparable and not found.besides:
        st.info(
            text("Choose a city below to see how this one compares."),
            icon=":material/touch_app:",
        )
    if found.scored:
        if not in_shares(workshop.framework):
            _strips(workshop, choice, found, finding, headline, text)
        for sentence in [*basis_words(found, text)[:2], text(CAUTION)]:
            st.caption(plain(sentence))


def _strips(
    workshop: WorkshopView,
    choice: Choice,
    found: PeerComparison,
    finding: str,
    headline: str,
    text: Text,
) -> None:
    """The themes as strips, and as a table with the score of each peer."""
    themes, peers = strip_frames(found, workshop.framework, text)
    legend = strip_legend(text)
    if themes["stressed"].any():
        legend["furthest"] = text("furthest behind")
    alike = [name for name in choice.proposed[:1] if name in choice.likeness and name in peers]
    named = [_named(scores.dropna(), alike) for _, scores in peers.iterrows()]
    title = text("Score by theme, 0 to 100")
    figure, phone = both_forms(partial(peer_strips, themes, peers, legend, title, named))
    about = text.plural("{n} peer city", "{n} peer cities", len(found.comparable))
    blocks.picture(
        figure,
        text,
        "peers-strips",
        finding=finding,
        about=about,
        legend=legend,
        headline=headline,
        phone=phone,
    )
    own = pd.DataFrame({text("Theme"): themes["title"], text("This city"): themes["score"]})
    table = pd.concat([own, peers], axis=1).set_index(text("Theme"))
    blocks.same_as_table(table, text, title, key="peers-strips")


def _named(scores: "pd.Series[float]", alike: Sequence[str]) -> list[str]:
    """The highest peer of a row, those most `alike`, and the lowest."""
    if scores.empty:
        return []
    here = [name for name in alike if name in scores]
    return list(dict.fromkeys([str(scores.idxmax()), *here, str(scores.idxmin())]))


def three_cards(workshop: WorkshopView, found: PeerComparison, text: Text) -> None:
    """Which themes are above and below the median of the peers, and which peer is highest in each."""
    above, below = theme_gaps(found, workshop.framework, text)
    best = best_peers(found, workshop.framework, text)
    good, low, high = st.columns(3, gap="medium")
    with good:
        note = "" if above else text("No theme is a point or more above the median of these peers.")
        blocks.card(text("Above the peers' median"), _gap_rows(above, found, text), note, "good")
    with low:
        note = "" if below else text("No theme is a point or more below the median of these peers.")
        blocks.card(text("Below the peers' median"), _gap_rows(below, found, text), note, "low")
    with high:
        rows = [(title, text.number(score, 1), text.listed(names)) for title, score, names in best]
        blocks.card(text("Highest peer by theme"), rows)


def _gap_rows(
    gaps: list[ThemeGap], found: PeerComparison, text: Text
) -> list[tuple[str, str, str]]:
    return [
        (
            one.title,
            one.shown,
            text(
                "{own}; peers' median {median}",
                own=text.number(found.own[one.code], 1),
                median=text.number((found.own[one.code] or 0) - one.points, 1),
            ),
        )
        for one in gaps
    ]


def more_tabs(
    workshop: WorkshopView, choice: Choice, found: PeerComparison, chosen: list[str], text: Text
) -> None:
    """The peers by name, what they published in words, the network for who may see it, the map, figures, the method."""
    reader = reader_beside(workshop)
    shown = {"peers": bool(choice.peers), "network": reader is not None, "map": bool(choice.peers)}
    names = {
        "peers": text("Peers"),
        "learn": text("Learn from peers"),
        "network": text("Network"),
        "map": text("Map"),
        "context": text("Context figures"),
        "method": text("Method"),
    }
    names = {key: name for key, name in names.items() if shown.get(key, True)}
    asked = "learn" if are_lessons_asked() else "context" if is_context_asked() else ""
    first = names.get(asked)
    panels = st.tabs(list(names.values()), default=first, key="peers-tabs")
    tabs = dict(zip(names, panels, strict=True))
    if choice.peers:
        with tabs["peers"]:
            _peers(workshop, choice, found, chosen, text)
        with tabs["map"]:
            where_they_lie(workshop, choice, chosen, text)
    with tabs["learn"]:
        lessons_panel(workshop, choice, text)
    if reader is not None:
        with tabs["network"]:
            network_beside(workshop, reader, text)
    with tabs["context"]:
        context_panel(workshop, text)
    with tabs["method"]:
        blocks.method_note(cached.result(workshop.code), text)


def _peers(
    workshop: WorkshopView, choice: Choice, found: PeerComparison, chosen: list[str], text: Text
) -> None:
    """Render the table of peers, the gaps to median and best, and the method of ranking."""
    title = text("What is compared")
    table = peer_table(choice, chosen, workshop.city.name, text)
    with st.container(key="compared-peers"):
        blocks.figures_table(table, text, title, key="peers-compared")
    left = [name for name in choice.comparable if name not in chosen]
    if left:
        st.caption(plain(text("Not chosen: {names}.", names=text.listed(left))))
    if found.scored:
        title = text("Differences from the median and the highest peer")
        st.subheader(title)
        rows = gaps_words(standing_rows(found, workshop.framework, text), text)
        blocks.figures_table(rows, text, title, key="peers-places")
    for sentence in basis_words(found, text)[2:]:
        st.caption(plain(sentence))
