"""The section of the printed report on peers: never a league table, always with what is compared."""

from collections.abc import Iterator

import pandas as pd

from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import as_table
from resilience.report import Dots, Lines, Part, PlotRow, Section
from resilience.scoring.comparison.comparability import CAUTION
from resilience.text import Text
from resilience.wording.chart_findings import themes_unit
from resilience.wording.peers.peer_choice import printed_peers, printed_terms
from resilience.wording.peers.rank import (
    basis_words,
    gaps_words,
    standing_headline,
    standing_rows,
    tested_words,
)
from resilience.wording.peers.theme_gaps import strip_frames, strip_legend, strips_finding
from resilience.wording.shares import in_shares


def peers_section(found: Evidence, text: Text) -> Section:
    """The city's rank among its peers; a sentence if there are none."""
    heading = text("Peers")
    if not found.choice.peers:
        said = text(
            "No peer cities yet. Ask another city for its data package; anyone with the facilitator "
            "link of this installation can add it on the Peer cities page."
        )
        return Section(heading, (Lines("", (said,)),))
    city = found.result.workshop.city.name
    rows = printed_peers(found.choice, city, text)
    terms, compared = printed_terms(found.choice, text), text("What is compared")
    under = " ".join([*terms, text(CAUTION)])
    table: Part = as_table(rows, text, compared, under, kind="compared")
    if rows.empty:
        table = Lines(compared, tuple(terms))
    headline = standing_headline(found.among, city, text)
    lines = tuple(filter(None, [tested_words(found.among, text)]))
    return Section(heading, (*_standing(found, text), table), headline, lines)


def _invented(found: Evidence, text: Text) -> str:
    """That the city is invented, "" where it is not."""
    invented = found.result.workshop.invented
    return text("Invented data: this city does not exist.") if invented else ""


def _standing(found: Evidence, text: Text) -> Iterator[Part]:
    """Chart and table of the city and its comparable peers; empty if there are none."""
    among, workshop = found.among, found.result.workshop
    if not among.scored:
        return
    basis = basis_words(found.among, text)
    rows = standing_rows(among, workshop.framework, text)
    if in_shares(workshop.framework):
        basis.append(_invented(found, text))
    else:
        yield _themes(found, text)
    heading, under = (
        text("Differences from the median and the highest peer"),
        " ".join(filter(None, basis)),
    )
    yield as_table(gaps_words(rows, text), text, heading, under)


def _themes(found: Evidence, text: Text) -> Dots:
    """The themes of the city among those of its peers, the highest first."""
    among, framework = found.among, found.result.workshop.framework
    themes, peers = strip_frames(among, framework, text)
    rows = tuple(
        PlotRow(
            title=row["title"],
            shown=row["shown"],
            score=_known(row["score"]),
            median=_known(others.median()),
            others=tuple(others.dropna()),
            lowest=bool(row["stressed"]),
        )
        for row, (_, others) in zip(themes.to_dict("records"), peers.iterrows(), strict=True)
    )
    finding, unit = strips_finding(among, framework, text), themes_unit(framework, text)
    behind = [("lowest", text("furthest behind"))] if any(one.lowest for one in rows) else []
    own, *others = strip_legend(text).items()
    legend = (own, *behind, *others)
    return Dots("", rows, finding, unit, legend, _invented(found, text))


def _known(score: float) -> float | None:
    return None if pd.isna(score) else float(score)
