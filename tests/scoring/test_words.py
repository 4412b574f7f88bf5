"""Scores and agreement in words."""

import pytest

from resilience.scoring.notes.words import agreement_words, exact_words, far_words
from resilience.scoring.opinions.agreement import agreement
from resilience.text import Text


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([14, 8, 0, 20], "split room: 22 say 0 to 1, 20 say 3"),
        (
            [20, 0, 0, 19],
            "split room: 20 say 0, 19 say 3 · with so few answers it may be chance",
        ),
        ([0, 6, 0, 0], "everyone agrees"),
        ([1, 6, 1, 0], "strong agreement · on average 0.3 levels from the middle answer"),
        ([0, 0, 0, 0], "too few people gave a level"),
        (
            [0, 1, 49, 0],
            "strong agreement · on average less than 0.1 levels from the middle answer",
        ),
        (
            [1, 0, 1, 0],
            "too few answers to judge agreement · on average 1.0 levels from the middle answer",
        ),
    ],
)
def test_agreement_is_said_as_a_room_understands_it(counts: list[int], said: str) -> None:
    assert agreement_words(agreement(counts), counts, Text()) == said


def test_far_answers_are_a_question_to_the_room() -> None:
    assert far_words(agreement([0, 0, 0, 9]), Text()) == ""
    one = "1 answer is more than half the scale from the middle answer: ask why"
    assert far_words(agreement([1, 0, 0, 9]), Text()) == one
    assert far_words(agreement([2, 0, 0, 19]), Text()).startswith("2 answers are more than half")


def test_far_answers_are_named_only_where_the_others_agree() -> None:
    assert far_words(agreement([2, 2, 2, 9]), Text()) == ""


@pytest.mark.parametrize(
    ("answer", "said"), [(2, "2"), (2.0, "2"), (0.25, "0.25"), (1 / 3, "0.333")]
)
def test_an_answer_keeps_its_decimals(answer: float, said: str) -> None:
    assert exact_words(answer, Text()) == said
