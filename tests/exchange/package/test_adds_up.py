"""A data package that contradicts itself is refused, by file and code, though it was signed."""

import pytest

from resilience.errors import Faults
from resilience.exchange.package import read_package
from resilience.scoring import Agreed
from tests.exchange.package.made import result, signed_with

AGREED = result(agreed={"a": Agreed("level", 2), "b": Agreed("na")})


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("counts.csv", "a,0,2,2,", "a,0,3,3,", "counts.csv: a: the answers counted there"),
        ("counts.csv", "c,na,1,", "c,na,2,", "counts.csv: c: the answers counted there"),
        (
            "counts.csv",
            "a,3,1,5,",
            "a,3,1,0,",
            "counts.csv: a: more people are counted there than were in the room, or fewer than",
        ),
        (
            "counts.csv",
            "a,3,1,5,",
            "a,3,1,50,",
            "counts.csv: a: more people are counted there than were in the room, or fewer than",
        ),
        ("counts.csv", "a,dk,0,,\n", "", "counts.csv: found rows that do not match"),
        ("counts.csv", "a,0,", "a,1,", "counts.csv: found rows that do not match"),
        ("counts.csv", "c,0,", "x,0,", "counts.csv: found rows that do not match"),
        ("scores.csv", "39.583333333333336", "101.5", "scores.csv: a: the score does not follow"),
        ("about.json", '"participants": 4', '"participants": 5', "the answers counted there"),
        ("scores.csv", "\nT,theme,", "\nX,theme,", "scores.csv: found rows that do not match"),
    ],
)
def test_what_contradicts_is_named(file: str, old: str, new: str, said: str) -> None:
    with pytest.raises(Faults) as raised:
        read_package(signed_with(file, old, new))
    assert str(raised.value).startswith("The contents of this data package contradict one another:")
    assert said in str(raised.value)


def test_a_theme_follows_from_its_indicators() -> None:
    theme = result().scores["T"].value
    with pytest.raises(Faults, match="T: score does not follow from the indicators below"):
        read_package(signed_with("scores.csv", f",{theme!r},", f",{(theme or 0) + 0.001},"))


def test_weights_are_those_that_were_scored_with() -> None:
    with pytest.raises(Faults, match="score does not follow from the indicators below"):
        read_package(signed_with("framework.json", '"weight": 3', '"weight": 4'))


@pytest.mark.parametrize(("old", "new"), [(",level,2", ",level,3"), (",level,2", ",na,")])
def test_what_was_agreed_is_what_was_scored(old: str, new: str) -> None:
    assert read_package(signed_with("scores.csv", "code", "code", AGREED)).result == AGREED
    with pytest.raises(Faults, match="the score does not follow from the answers"):
        read_package(signed_with("scores.csv", old, new, AGREED))


def test_something_agreed_on_a_theme_is_refused() -> None:
    with pytest.raises(Faults, match="found an agreed level on a theme"):
        read_package(signed_with("scores.csv", ",10,1,1,0,,", ",10,1,1,0,both,"))
