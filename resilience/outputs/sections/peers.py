"""The section of the printed report on peers: never a league table, always with what is compared."""

import math
from collections.abc import Iterator

from resilience.charts.paper import paper_strips
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import as_table, values_words
from resilience.report import Lines, Part, Picture, Section
from resilience.scoring.comparison.comparability import CAUTION
from resilience.scoring.scores.percent import in_points
from resilience.text import Text
from resilience.wording.peers.peer_choice import peer_lines
from resilience.wording.peers.rank import (
    basis_words,
    standing_frame,
    standing_headline,
    standing_rows,
)
from resilience.wording.peers.theme_gaps import strips_finding


def peers_section(found: Evidence, text: Text) -> Section:
    """Where the city stands among its peers; a sentence where there are none."""
    heading = text("Peers")
    if not found.choice.peers:
        said = text(
            "No peer city yet. Ask another city for its peer file; anyone with the facilitator "
            "link of this installation can add it on the Peer cities page."
        )
        return Section(heading, (Lines("", (said,)),))
    lines = peer_lines(found.choice, found.choice.proposed, text)
    compared = tuple(
        " · ".join((line.name, *([line.alike] if line.comparable else []), line.compared))
        for line in lines
    )
    return Section(
        heading,
        (*_standing(found, text), Lines(text("What is compared"), compared)),
        standing_headline(found.among, found.result.workshop.city.name, text),
        (text(CAUTION), *_invented(found, text)),
    )


def _invented(found: Evidence, text: Text) -> list[str]:
    if not found.result.workshop.invented:
        return []
    return [text("Invented data: this city does not exist.")]


def _standing(found: Evidence, text: Text) -> Iterator[Part]:
    """The city beside those that compare, as a picture and as a table; nothing where nothing compares."""
    among, workshop = found.among, found.result.workshop
    if not among.scored:
        return
    under = " ".join(basis_words(found.among, text))
    rows = standing_rows(among, workshop.framework, text)
    own = rows[text("This city")].where(rows.index != text("Overall"), math.inf)
    rows = rows.loc[own.sort_values(ascending=False, kind="stable").index]
    table = as_table(rows, text, text("Against the median and the best"), under)
    name = workshop.city.name
    frame = standing_frame(among, workshop.framework, name, text.language)
    frame = frame.sort_values(name, ascending=False, kind="stable")
    if not any(in_points(theme) for theme in workshop.framework.themes):
        heading = text(
            "Score by theme: large marker for this city, small for peers, line at their median"
        )
        finding = strips_finding(among, workshop.framework, text)
        picture = paper_strips(frame, name, text)
        yield Picture(heading, picture, values_words(finding or heading, table), finding)
    yield table
