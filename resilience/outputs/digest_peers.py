"""What a digest says of the city among its peers."""

from collections.abc import Mapping
from dataclasses import dataclass

from resilience.outputs.digest_compared import Compared, ComparedLine, sorted_lines
from resilience.outputs.evidence import Evidence
from resilience.scoring.comparison.comparability import CAUTION
from resilience.scoring.notes.words import signed
from resilience.services.cities.rank import Scores
from resilience.text import Text
from resilience.wording.peers.rank import (
    basis_words,
    left_out_words,
    peer_median,
    standing_headline,
    tested_words,
)
from resilience.wording.peers.theme_gaps import furthest_below, strips_finding
from resilience.wording.shares import in_shares


@dataclass(frozen=True, slots=True)
class PeerFinding(Compared):
    """The city compared with the median of its peers, whose names are `peers`; `left_out` says which have no place.

    `tested` says how certain the rank is, "" without one. `gaps` says where the city is furthest ahead of the median and
    furthest behind, unless that is the headline; `scores` are those of each peer, by its name and by code.
    """

    peers: tuple[str, ...]
    left_out: tuple[str, ...]
    tested: str
    gaps: str
    scores: Mapping[str, Scores]


def peer_finding(found: Evidence, text: Text) -> PeerFinding | None:
    """The themes compared with the median of comparable peers; None if there are none, or if scores are in points."""
    among, framework = found.among, found.result.workshop.framework
    if not among.scored or in_shares(framework):
        return None
    root = framework.root.code
    lowest = furthest_below(found.among, found.result.workshop.framework, text)
    overall = _beside_peers(found, root, lowest, text) if among.standings.get(root) else None
    lines = [
        _beside_peers(found, theme.code, lowest, text)
        for theme in framework.themes
        if theme.code in among.own
    ]
    names = tuple(one.name for one in among.comparable)
    basis, *more = basis_words(among, text)
    more = [basis, text(CAUTION), *more]
    place = standing_headline(among, found.result.workshop.city.name, text)
    tested, left_out = tested_words(among, text), tuple(left_out_words(among, text))
    gaps, rows = strips_finding(among, framework, text), sorted_lines(lines)
    if among.range is not None:
        return PeerFinding(
            place, overall, rows, tuple(more), names, left_out, tested, gaps, among.scores
        )
    # where the place is unknown, the reason is no finding
    return PeerFinding(
        gaps or place, overall, rows, (*more, place), names, (), "", "", among.scores
    )


def _beside_peers(found: Evidence, code: str, lowest: frozenset[str], text: Text) -> ComparedLine:
    """A theme or the overall and the median of the peers."""
    among, framework = found.among, found.result.workshop.framework
    overall = code == framework.root.code
    title = text("Overall") if overall else framework.title(code, text.language)
    standing = among.standings.get(code)
    words = signed(standing.against_median if standing else None, text)
    median = peer_median(among, code)
    return ComparedLine(
        code,
        title,
        among.own[code],
        median,
        words,
        stressed=code in lowest,
    )
