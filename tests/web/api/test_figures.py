"""The figures of the interface are those of the pages, the workbook and the file of counts."""

import datetime

import openpyxl
import pytest

from resilience.framework import Framework
from resilience.outputs.long_data import counts_csv
from resilience.outputs.workbook import results_workbook
from resilience.services.cities.candidates import peers_beside
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.results.results import WorkshopResult, admit, read_result
from resilience.store import Store
from resilience.text import Text
from tests.outputs.crooked import crooked
from tests.services.cities.test_network import LEVELS
from tests.services.held import HOST, Held, host_link
from tests.services.remembered import demo_in
from tests.services.towns import published
from tests.web.api.program import Row, program
from tests.workbook import sheets

MOMENT = datetime.datetime(2026, 10, 13, 8, 30, tzinfo=datetime.UTC)
TEXT = Text("en")
#: columns of the interface by the headings of sheets
SCORES = {
    "Score": "score",
    "Lowest with unknowns": "low",
    "Highest with unknowns": "high",
    "Coverage": "coverage",
    "People who could answer": "reach",
    "Departments that could answer": "departments",
    "Answers with a level": "level",
    "Not applicable": "na",
    "Don't know": "dk",
    "Blank or not shown": "blank",
}
VOTES = {
    "Answers": "answers",
    "Score (each person counts once)": "score",
    "Agreement, 0 to 1": "agreement",
    "Shift of answers since the previous vote": "shift",
}


@pytest.fixture(params=["demo", "crooked"])
def shown(request: pytest.FixtureRequest, store: Store) -> tuple[Store, str]:
    """A store with a result: the demo's, or one with merged departments, N/A and unknowns."""
    if request.param == "demo":
        return store, demo_in(store)[0]
    held: Held = request.getfixturevalue("held")
    crooked(held)
    agree(store, HOST, held.code, "P1", "both", "Nobody knows.")
    return store, held.code


def result_of(store: Store, code: str) -> WorkshopResult:
    return read_result(store, admit(store, HOST, code)[0])


def book_of(store: Store, code: str) -> openpyxl.Workbook:
    result = result_of(store, code)
    return sheets.opened(results_workbook(result, TEXT, MOMENT, peers_beside(store, result)))


def picked(row: Row, headings: dict[str, str]) -> Row:
    """The figures of a sheet by the columns of the interface."""
    return {column: row[head] for head, column in headings.items() if head in row}


def test_scores_are_those_of_the_workbook(shown: tuple[Store, str]) -> None:
    store, code = shown
    book, found = book_of(store, code), program(store, code).rows(f"/workshops/{code}/scores")
    themes = sheets.rows(sheets.sheet(book, "Themes"), "Code")
    every = [*themes, *sheets.rows(sheets.sheet(book, "Indicators"), "Theme")]
    by_code = {row["Code"] or found[0]["code"]: row for row in every}
    assert [row["code"] for row in found if row["kind"] != "overall"]
    assert {row["code"] for row in found} == set(by_code)
    for row in found:
        expected = picked(by_code[row["code"]], SCORES)
        assert {name: row[name] for name in expected} == pytest.approx(expected), row["code"]
        assert row["state"] == (by_code[row["code"]]["Remarks"] or "scored")


def test_scores_of_units_are_those_of_the_workbook(shown: tuple[Store, str]) -> None:
    store, code = shown
    sheet, framework = sheets.sheet(book_of(store, code), "Departments"), result_of(store, code)
    found = program(store, code).rows(f"/workshops/{code}/units")
    units = {row["unit"] for row in found}
    assert units == set(framework.result.units)
    themes: dict[str, Row] = {TEXT(unit): {} for unit in units}
    for row in found:
        if row["kind"] != "indicator":
            themes[TEXT(row["unit"])][row["title"]] = row["score"]
    for row in sheets.rows(sheet, "Department"):
        if row["Department"] in themes:
            own = themes.pop(row["Department"])
            assert own == pytest.approx({title: row[title] for title in own})
    assert themes == {}


def test_counts_are_those_of_the_file(shown: tuple[Store, str]) -> None:
    store, code = shown
    reader = program(store, code)
    answer = reader.get(f"/workshops/{code}/counts?format=csv")
    assert answer.content == counts_csv(result_of(store, code)).encode()
    reader.rows(f"/workshops/{code}/counts")


def test_votes_and_agreed_levels_are_those_of_the_workbook(shown: tuple[Store, str]) -> None:
    store, code = shown
    book, reader = book_of(store, code), program(store, code)
    expected = {
        (r["Code"], r["Vote"]): picked(r, VOTES)
        for r in (sheets.rows(sheets.sheet(book, "Votes"), "Code") if "Votes" in book else ())
    }
    found = {
        (row["indicator"], row["vote"]): row for row in reader.rows(f"/workshops/{code}/votes")
    }
    for at, figures in expected.items():
        assert {name: found[at][name] for name in figures} == pytest.approx(figures)
    settled = result_of(store, code).agreed
    assert {
        row["indicator"]: row["reason"] for row in reader.rows(f"/workshops/{code}/agreed")
    } == {indicator: one.reason for indicator, one in settled.items()}


def test_actions_are_those_of_the_result(shown: tuple[Store, str]) -> None:
    store, code = shown
    found = program(store, code).rows(f"/workshops/{code}/actions")
    told = [(row["indicator"], row["what"], row["department"], row["state"]) for row in found]
    planned = result_of(store, code).actions
    assert told == [(one.indicator, one.what, one.department, one.state) for one in planned]
    assert told


def test_peers_are_those_of_the_workbook(store: Store) -> None:
    code = demo_in(store)[0]
    found = program(store, code).rows(f"/workshops/{code}/peers")
    sheet = sheets.rows(sheets.sheet(book_of(store, code), "Peers"), "City")
    overall = {r["city"]: r["score"] for r in found if r["kind"] == "overall"}
    assert len(overall) >= 5
    assert overall == pytest.approx(
        {r["City"]: r["Overall"] for r in sheet if r["City"] in overall}
    )
    (own,) = {row["own_score"] for row in found if row["kind"] == "overall"}
    assert own == pytest.approx(sheet[0]["Overall"])


def test_the_network_of_the_demo_is_public_and_lists_cities_by_name(store: Store) -> None:
    reader = program(store, demo_in(store)[0])
    spread = reader.rows("/network")
    assert spread[0]["cities"] == 7
    assert spread[0]["own_city"] is None
    cities = [row["city"] for row in reader.rows("/network/cities")]
    assert cities == sorted(cities)
    assert len(cities) >= 7


def test_a_framework_is_described_by_its_parts(
    store: Store, held: Held, framework: Framework
) -> None:
    reader = program(store, held.code)
    assert ("two-themes", "1") in [
        (row["id"], row["version"]) for row in reader.rows("/frameworks")
    ]
    parts = {row["code"]: row for row in reader.rows("/frameworks/two-themes/1")}
    assert set(parts) == {node.code for node in framework.root.nodes()}
    assert (parts["W1"]["parent"], parts["W1"]["top_level"], parts["P2"]["unit"]) == (
        "WAT",
        4,
        "hours",
    )


def test_titles_are_in_the_language_asked_for(store: Store) -> None:
    code = demo_in(store)[0]
    reader = program(store, code)
    titles = [
        reader.get(f"/workshops/{code}/scores?language={language}").body.split("title")[1][:20]
        for language in ("en", "ja", "ko", "zh-Hans")
    ]
    assert len(set(titles)) == 4
    assert "Overall" in titles[0]


def withheld(held: Held) -> None:
    """Two people alone gave P1 a level; a second vote on W1 replaces the first."""
    held.move(rounds.open_vote)
    people = [held.join(department) for department in ("Water", "Power") for _ in range(3)]
    for who in people:
        held.say(who, W1=1, W2="dk", P1="dk")
    for who in people[:2]:
        held.say(who, P1=2)
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in people:
        held.say(who, W1=3)
    held.reveal()


def test_counts_that_are_withheld_are_empty_here_too(store: Store, held: Held) -> None:
    withheld(held)
    result = held.result()
    assert {"P1"} <= result.too_few
    assert result.later == {"W1": 2}
    reader = program(store, held.code)
    found = {row["code"]: row for row in reader.rows(f"/workshops/{held.code}/scores")}
    hidden = ("level", "na", "blank")
    assert [found["P1"][name] for name in (*hidden, "reach", "departments")] == [None] * 5
    assert [found["PWR"][name] for name in hidden] == [None] * 3
    assert (found["W1"]["level"], found["W1"]["later_vote"]) == (6, 2)
    test_scores_are_those_of_the_workbook((store, held.code))
    test_votes_and_agreed_levels_are_those_of_the_workbook((store, held.code))
    (first,) = [
        row for row in reader.rows(f"/workshops/{held.code}/votes") if row["indicator"] == "P1"
    ]
    assert first["answers"] is first["score"] is None


def test_the_network_marks_the_only_city_of_a_token(store: Store, framework: Framework) -> None:
    """Of several cities none is marked: their scores together would be a league table."""
    towns = {
        name: published(store, framework, name, level, said=(1, 2, 3) * 2 if name == "Cay" else ())
        for name, level in LEVELS.items()
    }
    cay = towns["Cay"].code
    found = program(store, cay).rows("/network")
    assert {row["own_city"] for row in found} == {"Cay, Nowhere"}
    overall = found[0]
    assert (overall["kind"], overall["cities"], overall["median"]) == ("overall", 5, 50.0)
    assert overall["own_score"] == 50.0
    assert overall["rank_first"] <= 3 <= overall["rank_last"]
    assert [row["rank_first"] for row in found[1:]] == [None, None]
    host_link(store)
    every = program(store, cay, every=True)
    assert {row["own_city"] for row in every.rows("/network")} == {None}
    assert {row["own_score"] for row in every.rows("/network")} == {None}
    assert [row["city"] for row in every.rows("/network/cities")] == list(LEVELS)
