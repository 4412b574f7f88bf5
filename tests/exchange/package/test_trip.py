"""What is published is read the same, to the last digit, and scores as it did there."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.errors import InputError
from resilience.exchange.package import (
    CityFacts,
    city_result,
    read_package,
    write_package,
)
from resilience.framework import Framework, Goalposts, Indicator
from resilience.scoring import Agreed, CityRule, compare, score
from resilience.services.access.plain_text import typed_line
from tests.exchange.package.made import (
    ASKED,
    CITY,
    KEY,
    ROOM,
    SEAL,
    packed,
    parts,
    result,
    signed,
    signed_with,
)
from tests.properties.draw import Case, cases
from tests.scoring.build import Person, framework, indicator, tally, theme
from tests.scoring.scores.test_edges import EDGES

#: a line as people type one: no control characters, nothing that turns words around
lines = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cf"), max_codepoint=0x1FFFF),
    min_size=1,
    max_size=40,
)
#: a city, country or publisher, as its name is stored
names = lines.map(typed_line).filter(bool)
RULES: tuple[CityRule, ...] = ("departments", "people")


@st.composite
def settled(draw: st.DrawFn, asked: list[Indicator]) -> Mapping[str, Agreed]:
    """What a room agreed on some of the indicators."""
    found: dict[str, Agreed] = {}
    for one in draw(st.lists(st.sampled_from(asked), unique_by=lambda i: i.code, max_size=3)):
        kinds: list[Literal["level", "na", "both"]] = ["level", "na", "both"]
        kind = draw(st.sampled_from(kinds))
        top = 8 if isinstance(one.scale, Goalposts) else one.scale.top
        level = float(draw(st.integers(0, top))) if kind == "level" else None
        found[one.code] = Agreed(kind, level)
    return found


@given(case=cases(), city=names, country=names, invented=st.booleans(), data=st.data())
def test_a_package_is_read_as_it_was_written(
    case: Case, city: str, country: str, invented: bool, data: st.DataObject
) -> None:
    agreed = data.draw(settled(list(case.asked.root.indicators())))
    facts = CityFacts(city, country, None, hazards=("flood", "=heat"), invented=invented)
    rule = data.draw(st.sampled_from(RULES))
    given_out = result(case.asked, case.room, agreed, facts, rule)
    odd = data.draw(st.dictionaries(st.sampled_from(list(given_out.titles)), lines))
    given_out = replace(given_out, titles={**given_out.titles, **odd})
    read = read_package(write_package(given_out, KEY))
    assert read.result == given_out
    assert (read.publisher, read.fingerprint) == (KEY.name, KEY.fingerprint)
    assert city_result({name: words.encode() for name, words in read.files.items()}) == given_out


@pytest.mark.parametrize(("asked", "people"), EDGES.values(), ids=EDGES)
def test_rooms_at_the_edge_are_read_as_they_were_written(
    asked: Framework, people: list[Person]
) -> None:
    given_out = result(asked, people)
    assert read_package(write_package(given_out, KEY)).result == given_out


def test_the_score_is_the_publishers_to_the_last_digit() -> None:
    here = score(ASKED, tally(ASKED, ROOM)).city
    side = read_package(write_package(result(), KEY)).result.side
    assert side.scores == here
    # the mean of Water (people of a table count: 3.1666...) and Power (0) in points of 100
    assert side.scores["a"].value == ((100 + 5 * 75) / 6 + 0) / 2
    found = compare(side, side)
    assert found.line.comparable
    assert {row.first for row in found.rows} == {score.value for score in here.values()}


def test_the_citys_counts_are_those_of_all_departments_together() -> None:
    counts = read_package(write_package(result(), KEY)).result.counts
    # Water says 4, and a table of five 3; both of Power say 0
    found = {one.answer: (one.answers, one.people) for one in counts if one.indicator == "a"}
    assert found == {
        "0": (2, 2), "1": (0, 0), "2": (0, 0), "3": (1, 5), "4": (1, 1), "na": (0, None), "dk": (0, None),
    }  # fmt: skip


def test_the_standard_error_of_the_overall_is_the_only_spread_in_the_file() -> None:
    of = result()
    of = replace(of, about=replace(of.about, standard_error=3.5))
    written = parts(write_package(of, KEY))
    assert read_package(write_package(of, KEY)).result.about.standard_error == 3.5
    assert b"squares" not in b"".join(written.values())
    assert b"variance" not in b"".join(written.values())
    with pytest.raises(InputError, match="standard_error"):
        read_package(signed_with("about.json", "3.5", "3.4", of))


def test_a_file_of_the_first_format_is_read_without_its_spread() -> None:
    """Its counts have one more column, and nothing says what the standard error is."""
    held = parts(write_package(result(), KEY))
    files = {name: held[name] for name in held if name not in SEAL}
    first = [
        f"{row},{end}"
        for row, end in zip(
            files["counts.csv"].decode().splitlines(), ["squares", *[""] * 99], strict=False
        )
    ]
    about = json.loads(files["about.json"])
    del about["standard_error"]
    older = {
        **files,
        "counts.csv": "".join(f"{row}\n" for row in first).encode(),
        "about.json": json.dumps(about).encode(),
    }
    assert read_package(signed(older, format="urban-resilience-peer/1")).result == result()


def test_the_same_result_is_the_same_file() -> None:
    assert write_package(result(), KEY) == write_package(result(), KEY)


def test_the_same_contents_packed_anew_are_the_same_result() -> None:
    written = write_package(result(), KEY)
    assert packed(parts(written)) != written
    assert read_package(packed(parts(written))) == read_package(written)


def test_a_quick_tier_carries_what_it_asked() -> None:
    asked = framework(
        theme("T", indicator("a", tier="quick"), indicator("b")), theme("U", indicator("c"))
    )
    people = [Person("u", {"a": 2})] * 3
    quick = replace(
        result(asked, people), scores=score(asked, tally(asked, people, (), "quick")).city
    )
    codes = ("all", "T", "a")
    quick = replace(
        quick,
        titles={code: code for code in codes},
        counts=tuple(one for one in quick.counts if one.indicator == "a"),
    )
    read = read_package(write_package(quick, KEY)).result
    assert read == quick
    assert read.side.asked == {"a"}


def test_nothing_of_a_department_is_in_the_file() -> None:
    written = write_package(result(), KEY)
    for department in ("Water", "Power"):
        assert department.encode() not in written


def test_what_a_spreadsheet_would_run_is_text() -> None:
    odd = replace(result(), titles={**result().titles, "a": "=1+1", "b": "@cmd"})
    written = parts(write_package(odd, KEY))["scores.csv"].decode()
    assert ",'=1+1," in written
    assert ",'@cmd," in written
    assert read_package(write_package(odd, KEY)).result.titles["a"] == "=1+1"


def test_income_and_place_of_a_city_are_read_as_they_were_written() -> None:
    facts = replace(CITY, income="upper-middle", latitude=-33.5, longitude=179.99)
    read = read_package(write_package(result(city=facts), KEY)).result.about.city
    assert (read.income, read.latitude, read.longitude) == ("upper-middle", -33.5, 179.99)


def test_a_city_that_does_not_give_them_publishes_what_earlier_installations_read() -> None:
    about = json.loads(parts(write_package(result(), KEY))["about.json"])
    assert set(about["city"]) == {"name", "country", "population", "coast", "hazards", "invented"}
    assert read_package(write_package(result(), KEY)).result.about.city.income is None


@pytest.mark.parametrize(
    "name", ["Aba\u200b", "Aba\u3164", "A  ba", "A\u00a0ba", " Aba", "Aba\u200e"]
)
def test_a_name_that_only_looks_like_another_is_refused(name: str) -> None:
    """Nobody could tell such a city from the one whose name it wears."""
    with pytest.raises(InputError, match=r"city\.name"):
        read_package(write_package(result(city=replace(CITY, name=name)), KEY))
    with pytest.raises(InputError):
        read_package(write_package(result(), replace(KEY, name=name)))


def test_names_of_several_words_and_scripts_are_read() -> None:
    for name in ("São Paulo", "L’Aquila", "臺北市", "Ho Chi Minh City", "كوتونو", "می‌گون"):
        read = read_package(write_package(result(city=replace(CITY, name=name)), KEY))
        assert read.result.about.city.name == name


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"income": "high"', '"income": "rich"', "city.income"),
        ('"latitude": 38.7', '"latitude": 95.0', "city.latitude"),
        ('"longitude": -9.4', '"longitude": "west"', "city.longitude"),
    ],
)
def test_an_income_group_or_place_that_no_city_has_is_refused(
    old: str, new: str, place: str
) -> None:
    facts = replace(CITY, income="high", latitude=38.7, longitude=-9.4)
    with pytest.raises(InputError, match=place):
        read_package(signed_with("about.json", old, new, result(city=facts)))
