"""The sheet "Peers": other cities beside this one, greyed out where they do not compare."""

import datetime
from typing import Any

import pytest

from resilience.scoring.comparison.peers import standings
from resilience.workbook.book import PeerRow, PeersBeside, SheetFinding
from tests.scoring.build import framework, indicator, people, theme
from tests.workbook.sheets import book, cells, rows, sheet, sheets, words

ASKED = framework(theme("A", indicator("A1")), theme("B", indicator("B1")))
ROOM = [*people("u", "A1", 2, 2, 2), *people("u", "B1", 1, 1, 1)]


def peer(name: str, overall: float | None, a: float | None, **changes: Any) -> PeerRow:
    """A peer city with a score of its own for theme A and none for B."""
    facts = {
        "city": name,
        "country": "Land",
        "date": datetime.date(2026, 5, 1),
        "framework": "test",
        "version": "1",
        "source": "signed file",
        "obstacles": "",
        "comparability": "Comparable: all of it.",
        "scores": {"all": overall, "A": a, "B": None},
    }
    return PeerRow(**{**facts, **changes})


PEERS = (
    peer("Low", 30, 30),
    peer("Middle", 40, 60),
    peer("Best", 90, 80, date=None, invented=True),
    peer("Other", 100, 100, obstacles="they were scored by different rules", comparability="Not."),
)


def beside(*rows: PeerRow, codes: tuple[str, ...] = ("all", "A", "B")) -> PeersBeside:
    """The city at 37.5, 50 and 25 on what all asked, beside these."""
    own = {code: {"all": 37.5, "A": 50.0, "B": 25.0}[code] for code in codes}
    found = standings(own, [row.scores for row in rows if not row.obstacles])
    return PeersBeside(rows, own, found)


def test_the_city_stands_above_its_peers_with_all_that_is_known_of_them() -> None:
    found = rows(sheet(sheets(book(ASKED, ROOM, peers=beside(*PEERS))), "Peers"), "City")
    assert [row["City"] for row in found] == [
        "Town", "Low", "Middle", "Best (invented data)", "Other", "Median of peer cities",
    ]  # fmt: skip
    town, low, _, best, other, middle = found
    assert [middle[head] for head in ("Overall", "A", "B")] == [40, 60, None]
    assert (town["Overall"], town["A"], town["B"]) == (37.5, 50, 25)
    assert (town["Where it came from"], town["Comparable"]) == ("This workshop", None)
    assert list(low.values()) == [
        "Low", datetime.datetime(2026, 5, 1), 30, 30, None, "yes", "Land", "test", "1", "signed file",
    ]  # fmt: skip
    assert (best["Date"], other["Comparable"]) == (None, "they were scored by different rules")


def test_a_name_that_says_that_the_city_is_invented_says_it_once() -> None:
    said = peer("Best (invented)", 90, 80, invented=True)
    found = rows(sheet(sheets(book(ASKED, ROOM, peers=beside(said))), "Peers"), "City")
    assert [row["City"] for row in found] == ["Town", "Best (invented)", "Median of peer cities"]


def test_a_list_says_what_is_compared_with_each_city() -> None:
    found = list(sheet(sheets(book(ASKED, ROOM, peers=beside(*PEERS))), "Peers").values)
    top = next(at for at, row in enumerate(found) if row[0] == "What is compared")
    assert [row[:2] for row in found[top + 1 : top + 5]] == [
        *((name, "Comparable: all of it.") for name in ("Low", "Middle", "Best (invented data)")),
        ("Other", "Not."),
    ]


def test_bars_show_the_city_and_the_median_of_its_peers_by_theme() -> None:
    found: Any = sheet(sheets(book(ASKED, ROOM, peers=beside(*PEERS))), "Peers")
    (chart,) = found._charts
    assert [drawn(found, one.val.numRef.f) for one in chart.series] == [
        [37.5, 50, 25], [40, 60, None]
    ]  # fmt: skip
    assert drawn(found, chart.series[0].cat.strRef.f) == ["Overall", "A", "B"]
    none: Any = sheet(sheets(book(ASKED, ROOM, peers=beside(*PEERS[3:]))), "Peers")
    assert not none._charts


def drawn(found: Any, place: str) -> list[Any]:
    """The values of the cells of a series."""
    return [c.value for row in found[place.partition("!")[2].replace("$", "")] for c in row]


def test_the_city_is_set_against_those_that_may_be_compared() -> None:
    """Of 30, 40, 90 the middle is 40: the city's 37.5 is 2.5 behind; theme A: 50 against 60 and 80."""
    findings = {"Peers": SheetFinding("Among 4 cities", ("On 2 of 3 indicators.",))}
    found = sheet(sheets(book(ASKED, ROOM, peers=beside(*PEERS), findings=findings)), "Peers")
    said = {
        r[0]: r[2:5]
        for r in found.iter_rows(values_only=True)
        if str(r[0]).startswith("difference")
    }
    assert said == {
        "difference from the peers' median": (-2.5, -10, None),
        "difference from the highest peer": (-52.5, -30, None),
    }
    assert "Among 4 cities" in words(found)
    assert "On 2 of 3 indicators." in words(found)


def test_a_difference_that_rounds_to_nothing_has_no_sign() -> None:
    close = (peer("Near", 37.46, 50.04), peer("Far", 30, 40))
    found = sheet(sheets(book(ASKED, ROOM, peers=beside(*close[:1]))), "Peers")
    (row,) = [
        one
        for one in found.iter_rows()
        if str(one[0].value).startswith("difference from the highest")
    ]
    assert [round(float(str(one.value)), 2) for one in row[2:4]] == [0.04, -0.04]
    assert [one.number_format for one in row[2:4]] == ["0.0;0.0;0.0"] * 2
    found = sheet(sheets(book(ASKED, ROOM, peers=beside(*close[1:]))), "Peers")
    (row,) = [
        one
        for one in found.iter_rows()
        if str(one[0].value).startswith("difference from the highest")
    ]
    assert [one.number_format for one in row[2:4]] == ["+0.0;-0.0;0.0"] * 2


def test_a_city_that_must_not_be_compared_is_greyed_out_and_has_no_gap() -> None:
    found = sheet(sheets(book(ASKED, ROOM, peers=beside(*PEERS[3:]))), "Peers")
    town, other = (
        next(c.row for c in cells(found) if c.value == name) for name in ("Town", "Other")
    )
    ruled = {str(rule.sqref): rule.rules[0].type for rule in found.conditional_formatting}
    assert ruled == {
        f"A{other}:J{other}": "notContainsErrors",
        **{f"{column}{town}": "dataBar" for column in "CDE"},
    }
    assert "None of these cities has a score that may be compared." in words(found)
    assert "difference from the highest" not in words(found)


def test_without_peers_there_is_no_such_sheet() -> None:
    assert "Peers" not in sheets(book(ASKED, ROOM)).sheetnames


@pytest.mark.parametrize(("rule", "coloured"), [("mean", True), ("sum", False)])
def test_points_out_of_different_maxima_have_no_colours(rule: Any, coloured: bool) -> None:
    asked = framework(theme("A", indicator("A1"), rule=rule))
    found = sheet(
        sheets(book(asked, people("u", "A1", 2), peers=beside(*PEERS[:1], codes=("all", "A")))),
        "Peers",
    )
    assert bool(list(found.conditional_formatting)) is coloured
