"""A result read through another catalogue by the references of its indicators."""

from dataclasses import replace

import pytest

from resilience.framework import Framework, Indicator, Reference
from resilience.scoring import score
from resilience.scoring.comparison.regroup import CatalogueGroup, regroup, schemes, uncovered
from tests.indicators import UNDRR_1, URBAN_1, shipped
from tests.scoring.build import Given, Person, framework, indicator, tally, theme


def pointing(code: str, *references: tuple[str, str, str]) -> Indicator:
    made = tuple(Reference(scheme, key, match) for scheme, key, match in references)  # type: ignore[arg-type]
    return replace(indicator(code, 3), references=made)


ASKED = framework(
    theme(
        "T",
        pointing("a", ("SDG", "11.b", "related"), ("UNDRR-P", "P8.1", "exact")),
        pointing("b", ("SDG", "11.5", "related"), ("UNDRR-P", "P8.9", "exact")),
        pointing("c", ("SDG", "11.5", "related"), ("UNDRR-P", "P10.1", "related")),
        pointing("d", ("SDG", "9.1", "exact"), ("UNDRR-P", "P10.2", "exact")),
        indicator("e"),
    ),
    threshold=0.5,
)


def grouped(scheme: str, asked: Framework = ASKED, **answers: Given) -> list[CatalogueGroup]:
    found = score(asked, tally(asked, [Person("w", answers)]))
    return list(regroup(asked, found.city, scheme))


def test_each_indicator_counts_once_in_every_key_that_it_points_to() -> None:
    assert grouped("SDG", a=4, b=4, c=0, d=2) == [
        CatalogueGroup("9.1", ("d",), 50, 1, "exact"),
        CatalogueGroup("11.5", ("b", "c"), 50, 1, "related"),
        CatalogueGroup("11.b", ("a",), 100, 1, "related"),
    ]


def test_items_of_the_undrr_scorecard_are_read_by_their_essential() -> None:
    assert grouped("UNDRR-P", a=4, b=0, c=1, d=1) == [
        CatalogueGroup("8", ("a", "b"), 50, 1, "exact"),
        CatalogueGroup("10", ("c", "d"), 25, 1, "related"),
    ]


def test_parts_that_no_asked_indicator_points_to_are_counted() -> None:
    sdg, undrr = (tuple(grouped(scheme, a=4, b=0, c=1, d=1)) for scheme in ("SDG", "UNDRR-P"))
    assert uncovered(sdg, "SDG") == (166, 169)
    assert uncovered(undrr, "UNDRR-P") == (8, 10)
    goal = replace(sdg[0], key="6")  # a goal is no target
    assert uncovered((goal, *sdg[1:]), "SDG") == (167, 169)


def test_coverage_is_of_what_applies_and_too_little_of_it_shows_no_figure() -> None:
    found = grouped("SDG", a="na", b=4, c="dk", d="dk")
    assert found == [
        CatalogueGroup("9.1", ("d",), None, 0, "exact"),
        CatalogueGroup("11.5", ("b", "c"), 100, 0.5, "related"),
        CatalogueGroup("11.b", ("a",), None, None, "related"),
    ]


def test_what_was_not_asked_is_not_there() -> None:
    assert grouped("ISO37123", a=1) == []
    assert schemes(ASKED) == ("UNDRR-P", "SDG")


def test_every_item_of_the_undrr_scorecard_is_pointed_to_and_has_one_exact_twin() -> None:
    ours = shipped(URBAN_1)
    theirs = shipped(UNDRR_1)
    codes = [i.code for i in theirs.root.indicators()]
    pointed = {r.key for i in ours.root.indicators() for r in i.references if r.scheme == "UNDRR-P"}
    assert pointed == set(codes)
    for found in theirs.root.indicators():
        assert found.references == (Reference("UNDRR-P", found.code, "exact"),)


@pytest.mark.parametrize(
    ("essential", "maximum"),
    list(enumerate((9, 15, 12, 12, 9, 18, 12, 27, 21, 6), start=1)),
)
def test_points_of_the_preliminary_items_add_up_to_the_published_maxima(
    essential: int, maximum: int
) -> None:
    asked = shipped(UNDRR_1)
    answers = {i.code: 3 for i in asked.root.indicators()}
    city = score(asked, tally(asked, [Person("w", answers)])).city
    assert city[f"E{essential}"].value == city[f"E{essential}"].maximum == maximum
    assert city["overall"].value == city["overall"].maximum == 141


def test_unknown_as_zero_adds_up_points_as_the_official_workbook_does() -> None:
    asked = shipped(UNDRR_1)
    answers = {i.code: 2 for i in asked.root.indicators()} | {"P8.1": "dk", "P1.1": ""}
    tallies = tally(asked, [Person("w", answers)])
    as_it_stands, zeros = score(asked, tallies), score(asked, tallies, missing="unknown-as-zero")
    assert as_it_stands.city["overall"].value == zeros.city["overall"].value == 45 * 2
    assert as_it_stands.city["overall"].unknown == 2
    assert zeros.city["E8"].maximum == 27
