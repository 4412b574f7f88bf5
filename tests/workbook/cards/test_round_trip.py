"""What is written into a scorecard is what is read from it."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from resilience.framework import AnswerValue, Framework, load_framework
from resilience.settings import ROOT
from resilience.text import LANGUAGES, Text
from resilience.workbook.cards import CardFace, FilledAnswer, read_card, write_card
from tests.usual import usual_framework
from tests.workbook.cards.faces import ODD, Hand, face, faces, written

SHIPPED = sorted(path.parent for path in (ROOT / "indicators").glob("*/framework.yaml"))


# a face is long in words: that is no fault of what is tested
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@given(faces())
@settings(max_examples=20, derandomize=True)
def test_any_scorecard_comes_back_equal(made: CardFace) -> None:
    read = read_card(write_card(made, Text(made.identity.language)), made.framework)
    assert read.identity == made.identity
    assert read.answers == made.filled
    assert (read.faults, read.notes) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.name)
def test_what_is_shipped_comes_back_equal_in_every_language(folder: Path, language: str) -> None:
    framework = load_framework(folder)
    says: tuple[AnswerValue | None, ...] = (0.0, 1.0, 2.0, 3.0, "na", "dk", None)
    filled = tuple(
        FilledAnswer(one.code, says[at % 7], "see there", "")
        for at, one in enumerate(framework.asked("full"))
    )
    made = face(framework, *filled)
    read = read_card(write_card(made, Text(language)), framework)
    assert read.answers == filled
    assert (read.faults, read.notes) == ((), ())


def test_a_card_is_read_by_codes_whatever_comes_first_on_it() -> None:
    known = usual_framework(W2="water")
    says: tuple[AnswerValue, ...] = (1.0, 2.0, "na", 7.0)
    codes = ("W1", "W2", "P1", "P2")
    filled = tuple(FilledAnswer(*both, "", "") for both in zip(codes, says, strict=True))
    for department in ("Water", "Power"):
        made = face(known, filled=filled)
        made = replace(made, identity=replace(made.identity, department=department))
        read = read_card(write_card(made, Text("en")), known)
        assert (read.answers, read.faults, read.notes) == (filled, (), ())


@pytest.mark.parametrize("words", ODD)
def test_odd_comments_come_back_as_they_were(framework: Framework, words: str) -> None:
    filled = FilledAnswer("W1", None, words, words)
    read = read_card(written(framework, filled), framework)
    assert read.answers == (filled,)
    assert (read.identity.people, read.faults, read.notes) == (4, (), ())


@pytest.mark.parametrize("name", ["x005F_ _x0041_", " \t", "a\r\nb\x07", "\ud800", '"', "1.10"])
def test_a_department_of_any_name_keeps_it(framework: Framework, name: str) -> None:
    """Programs that save a workbook again change such words where they stand as they are."""
    made = face(framework)
    made = replace(made, identity=replace(made.identity, department=name))
    assert read_card(write_card(made, Text("en")), framework).identity.department == name


def test_an_empty_scorecard_has_no_answers(framework: Framework) -> None:
    read = read_card(written(framework), framework)
    assert (read.answers, read.faults, read.notes) == ((), (), ())


def test_the_same_face_makes_the_same_file(framework: Framework) -> None:
    assert written(framework) == written(framework)


def test_only_what_is_asked_is_in_it(framework: Framework) -> None:
    made = replace(face(framework), asked=framework.asked("quick"))
    data = write_card(made, Text("en"))
    codes = {cell.value for sheet in Hand(data).book for row in sheet.iter_rows() for cell in row}
    assert {"W1", "P1"} <= codes
    assert not {"W2", "P2"} & codes
    assert read_card(data, framework).faults == ()


def test_an_answer_tells_where_it_stands(framework: Framework) -> None:
    filled = (FilledAnswer("W1", 2.0, "", ""), FilledAnswer("P2", None, "", "a meter"))
    places = [str(a.place) for a in read_card(written(framework, *filled), framework).answers]
    assert places == ["WAT Water, row 6, column D (W1)", "PWR Power, row 7, column G (P2)"]
