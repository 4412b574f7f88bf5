"""The report on the network: what five cities show, what fewer hide, and all of it in four languages."""

import datetime

import pytest

from resilience.framework import Framework
from resilience.outputs.network import network_report
from resilience.outputs.network.sections import NetworkEvidence, extremes_words, themes_section
from resilience.report import Dots
from resilience.services.cities.network import networks
from resilience.services.coordinating.network_figures import network_figures
from resilience.store import Store
from resilience.text import LANGUAGES, Text
from tests.pdf import read_pdf
from tests.services.coordinating.test_collecting import COORDINATOR
from tests.services.towns import published

MADE = datetime.datetime(2026, 12, 2, tzinfo=datetime.UTC)
TOWNS = {"Aba": 0, "Bay": 1, "Cay": 2, "Dey": 3, "Elk": 4}


def printed(store: Store, framework: Framework, language: str = "en") -> str:
    known = {(framework.id, framework.version): framework}
    (found,) = networks(store, known, invented=False)
    pdf = network_report(store, COORDINATOR, found, (), Text(language), MADE).pdf
    return read_pdf(pdf).words


def test_four_cities_are_named_and_nothing_of_their_scores(
    store: Store, framework: Framework
) -> None:
    for name in list(TOWNS)[:4]:
        published(store, framework, name, TOWNS[name])
    said = printed(store, framework)
    assert "shown once 5 cities can be compared" in said
    assert "Dey, Nowhere" in said
    assert "37.5" not in said, "their median"
    assert "Median" not in said.replace("Median change", "")


def test_five_cities_show_themes_and_whom_they_are_of(store: Store, framework: Framework) -> None:
    for name, level in TOWNS.items():
        published(store, framework, name, level)
    said = printed(store, framework)
    assert "5 cities on Two themes 1" in said
    assert "One city in four is below" in said
    assert "0 cities also published a comparable result of an earlier year" in said
    assert "Elk, Nowhere" in said


@pytest.mark.parametrize(
    ("medians", "said"),
    [
        ({"Water": 50.0, "Power": 50.04}, "All themes have the same median: 50.0."),
        (
            {"Water": 62.5, "Power": 62.5, "Roads": 40.0},
            "The highest median is in Water, Power: 62.5. The lowest is in Roads: 40.0.",
        ),
    ],
)
def test_themes_with_equal_medians_are_named_together(medians: dict[str, float], said: str) -> None:
    assert extremes_words(medians, Text("en")) == said


def test_the_median_of_all_cities_has_the_mark_of_a_median(
    store: Store, framework: Framework
) -> None:
    for name, level in TOWNS.items():
        published(store, framework, name, level)
    (found,) = networks(store, {(framework.id, framework.version): framework}, invented=False)
    basis = found.usual_basis
    figures = network_figures(store, COORDINATOR, found, basis)
    (section,) = themes_section(NetworkEvidence(found, basis, (), (), figures), Text("en"))
    dots = section.parts[0]
    assert isinstance(dots, Dots)
    assert [kind for kind, _ in dots.legend] == ["median", "range", "peer"]
    assert {(one.score, one.median) for one in dots.rows} == {(None, 50.0)}


def test_changes_are_shown_from_five_cities_with_an_earlier_year_on(
    store: Store, framework: Framework
) -> None:
    last = datetime.date(2025, 5, 1)
    for name, level in TOWNS.items():
        if name != "Elk":
            published(store, framework, name, max(0, level - 1), date=last)
        published(store, framework, name, level)
    known = {(framework.id, framework.version): framework}
    (found,) = networks(store, known, invented=False)
    few = network_figures(store, COORDINATOR, found, found.usual_basis)
    assert (few.changes, few.changed) == ({}, 4)
    assert {one.median for one in few.indicators.values()} == {50.0}
    assert "4 cities also published a comparable result" in printed(store, framework)
    published(store, framework, "Elk", 2, date=last)
    (found,) = networks(store, known, invented=False)
    enough = network_figures(store, COORDINATOR, found, found.usual_basis)
    overall = enough.changes[framework.root.code]
    assert (enough.changed, overall.cities, overall.median) == (5, 5, 25.0)
    assert "+25.0" in printed(store, framework)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_it_is_printed_in_every_language(store: Store, framework: Framework, language: str) -> None:
    for name, level in TOWNS.items():
        published(store, framework, name, level)
    assert "Aba, Nowhere" in printed(store, framework, language)
