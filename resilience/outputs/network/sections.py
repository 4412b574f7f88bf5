"""The sections of the report on the network: summary, themes, indicators, changes, members, method."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from resilience.outputs.figures import as_table
from resilience.report import Dots, Lines, Listed, Note, Part, PlotRow, Section, Table, TwoColumns
from resilience.scoring.comparison.comparability import CAUTION
from resilience.scoring.comparison.spread import LEAST_CITIES, Spread
from resilience.scoring.notes.equals import at_end
from resilience.scoring.notes.passage import Passage
from resilience.scoring.notes.words import signed
from resilience.services.cities.network import Member, Network
from resilience.services.coordinating.network_figures import NetworkFigures
from resilience.text import Text
from resilience.wording.chart_findings import themes_listed, themes_unit
from resilience.wording.peers.members import member_rows
from resilience.wording.peers.network import (
    network_headline,
    network_title,
    shown_scores,
    spread_finding,
    spread_frame,
    spread_legend,
    spread_rows,
)

#: indicators at each end that are named
NAMED = 5
#: cities up to which each is a dot, and has a row of its own
MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class NetworkEvidence:
    """What the report is made of: the network and its usual basis, the networks on other frameworks, and who is in it."""

    network: Network
    basis: str
    others: tuple[Network, ...]
    members: tuple[Member, ...]
    figures: NetworkFigures | None


def summary_section(found: NetworkEvidence, text: Text) -> Section:
    """How many cities there are by framework, and the strongest and weakest themes."""
    network, basis = found.network, found.basis
    headline = network_headline(network, basis, "", None, text)
    rows = tuple(
        (network_title(one, text), text.number(one.cities), text.number(_comparable(one)))
        for one in (network, *found.others)
    )
    columns = (text("Framework"), text("Cities"), text("Comparable cities"))
    table = Table(text("Cities by framework"), columns, rows)
    return Section(text("Summary"), (*_strongest(found, text), table), headline)


def _comparable(network: Network) -> int:
    return network.counted.get(network.usual_basis, 0)


def _strongest(found: NetworkEvidence, text: Text) -> Iterator[Part]:
    """The themes with the highest and the lowest median; that there are too few cities, if there are."""
    if not any(shown_scores(found.network, found.basis)):
        yield Lines("", (_too_few(text),))
        return
    frame = spread_frame(found.network, found.basis, None, text).iloc[1:].dropna(subset=["median"])
    if len(frame) > 1:
        medians = {str(title): float(one) for title, one in frame["median"].items()}
        finding = extremes_words(medians, text)
        yield Lines(text("Strongest and weakest themes"), (finding,))


def extremes_words(medians: Mapping[str, float], text: Text) -> str:
    """The themes with the highest and the lowest median, all of them where some are equal as printed."""
    shown = partial(text.number, decimals=1)
    high, low = (at_end(medians, end, shown) for end in (max, min))
    if not high:
        median = shown(max(medians.values()))
        return text("All themes have the same median: {median}.", median=median)
    return text(
        "The highest median is in {first}: {high}. The lowest is in {last}: {low}.",
        first=themes_listed(high, text),
        high=shown(medians[high[0]]),
        last=themes_listed(low, text),
        low=shown(medians[low[0]]),
    )


def _too_few(text: Text) -> str:
    return text(
        "The distribution of scores is shown once {n} cities can be compared: fewer would "
        "reveal individual cities.",
        n=LEAST_CITIES,
    )


def themes_section(found: NetworkEvidence, text: Text) -> Iterator[Section]:
    """The distribution of scores by theme, as a chart and a table; none for too few cities."""
    network, basis = found.network, found.basis
    scores = shown_scores(network, basis)
    if not any(scores):
        return
    frame, as_dots = spread_frame(network, basis, None, text), network.counted[basis] <= MOST_LINES
    rows = tuple(
        PlotRow(
            title=str(title),
            shown=text.number(row["median"], 1),
            score=None,
            median=_known(row["median"]),
            low=_known(row["quarter"]),
            high=_known(row["three_quarters"]),
            others=own if as_dots else (),
        )
        for (title, row), own in zip(frame.iterrows(), scores, strict=True)
    )
    words = spread_legend("", text, as_dots=as_dots)
    legend = [("median", words["median"]), ("range", words["range"])]
    legend += [("peer", words["peer"])] if as_dots else []
    finding = spread_finding(network, basis, "", None, text)
    dots = Dots("", rows, finding, themes_unit(network.frameworks[basis], text), tuple(legend))
    quartiles = spread_rows(frame, "", text).iloc[
        :, [0, 2, 3, 4]
    ]  # six columns are too narrow in print
    table = as_table(quartiles, text, themes_unit(network.frameworks[basis], text))
    yield Section(text("Themes"), (dots, table))


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def indicators_section(found: NetworkEvidence, text: Text) -> Iterator[Section]:
    """The indicators with the highest and the lowest medians; none for too few cities."""
    spreads = found.figures.indicators if found.figures else {}
    if len(spreads) < 2 * NAMED:
        return
    ordered = sorted(spreads, key=lambda code: (-spreads[code].median, code))
    high = _named(text("Highest medians"), ordered[:NAMED], spreads, found, text)
    low = _named(text("Lowest medians"), ordered[: -NAMED - 1 : -1], spreads, found, text)
    note = text("Median of the scores of the comparable cities, 0 to 100.")
    yield Section(text("Indicators"), (TwoColumns(high, low),), lines=(note,))


def _named(
    heading: str,
    codes: Sequence[str],
    spreads: Mapping[str, Spread],
    found: NetworkEvidence,
    text: Text,
) -> Listed:
    framework = found.network.frameworks[found.basis]
    rows = tuple(
        (
            f"{code} · {framework.title(code, text.language)}",
            text.number(spreads[code].median, 1),
            text.plural("{n} city", "{n} cities", spreads[code].cities),
        )
        for code in codes
    )
    return Listed(heading, rows)


def changes_section(found: NetworkEvidence, text: Text) -> Section:
    """By how much themes changed in the middle of the cities since an earlier year, or why that is not shown."""
    figures, heading = found.figures, text("Change since an earlier year")
    if figures is None or not figures.changes:
        said = text.plural(
            "{n} city also published a comparable result of an earlier year on this server. Changes are shown from "
            "{least} cities on.",
            "{n} cities also published a comparable result of an earlier year on this server. Changes are shown from "
            "{least} cities on.",
            figures.changed if figures else 0,
            least=LEAST_CITIES,
        )
        return Section(heading, (Lines("", (said,)),))
    framework = found.network.frameworks[found.basis]
    titles = {framework.root.code: text("Overall")}
    titles |= {one.code: framework.title(one.code, text.language) for one in framework.themes}
    rows = tuple(
        (title, text.number(one.cities), *(signed(change, text) for change in _middle(one)))
        for code, title in titles.items()
        if (one := figures.changes.get(code)) is not None
    )
    columns = (
        text("Theme"),
        text("Cities"),
        text("One city in four is below"),
        text("Median change"),
        text("One city in four is above"),
    )
    under = text(
        "In points on the scale of 0 to 100, since the latest comparable result of an earlier year. Other people may have answered, so a small "
        "change may be chance."
    )
    return Section(heading, (Table("", columns, rows, under),))


def _middle(one: Spread) -> tuple[float, float, float]:
    return one.quarter, one.median, one.three_quarters


def members_section(found: NetworkEvidence, text: Text) -> Section:
    """Who takes part by name, never by score; of a large network the names alone."""
    heading = text("Who takes part, and what is compared")
    if len(found.members) > MOST_LINES:
        names = text.listed(one.name for one in found.members)
        return Section(heading, (Lines("", (names,)),))
    rows = member_rows(found.members, found.network, found.basis, text)
    table = as_table(rows, text, kind="ranked")
    return Section(heading, (table,))


def method_section(text: Text) -> Section:
    """How the figures were made, and what they cannot tell."""
    passages = (
        Passage(
            text("Who is counted"),
            text(
                "Cities that publish their result to the network, or whose data package was signed by a publisher "
                "that is trusted here: of each the newest result. Compared are results on the same version of the "
                "framework, with the same indicators, scales and rules."
            ),
        ),
        Passage(
            text("Weights"),
            text(
                "Every city is scored with the framework's weights, so a city that set its own theme weights may have "
                "a different score in its own report."
            ),
        ),
        Passage(
            text("Small numbers"),
            text(
                "No figure is given for fewer than {n} cities, and no city's score is named.",
                n=LEAST_CITIES,
            ),
        ),
        Passage(
            text("Limits"),
            " ".join(
                (
                    text(
                        "These are self-assessments: other people scored each city, and cities chose to take part. "
                        "The figures say nothing of cities that did not."
                    ),
                    text(CAUTION),
                )
            ),
        ),
    )
    return Section(text("Method and limits"), (Note("", passages),))
