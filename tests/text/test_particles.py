"""Korean particles fit the sound before them."""

import re

import pytest

from resilience.text import Text
from resilience.text.particles import with_particles
from tests.text.translations import catalogue, forms, of


@pytest.mark.parametrize(
    ("written", "fitted"),
    [
        ("주하이은(는)", "주하이는"),
        ("부산은(는)", "부산은"),
        ("“부산”을(를)", "“부산”을"),
        ("<b>도로과</b>이(가)", "<b>도로과</b>가"),
        ("**물**과(와)", "**물**과"),
        ("물(으)로", "물로"),
        ("부산(으)로", "부산으로"),
        ("주하이(중국)은(는)", "주하이(중국)는"),
        ("Haiwan (invented demo city)은(는)", "Haiwan (invented demo city)은"),
        ("3을(를), 10이(가), 45 %은(는), 8(으)로", "3을, 10이, 45 %는, 8로"),
        (
            "Cascais은(는), Seoul(으)로, Bangkok이(가), CDP을(를)",
            "Cascais는, Seoul로, Bangkok이, CDP를",
        ),
        # nobody knows how this is read
        ("市은(는)", "市은(는)"),
    ],
)
def test_a_particle_fits_the_sound_before_it(written: str, fitted: str) -> None:
    assert with_particles(written) == fitted


def test_a_sentence_and_a_plural_have_it_after_what_fills_them() -> None:
    korean = Text("ko")
    assert korean("{city} is now a peer city.", city="부산").startswith("부산이 ")
    assert korean("{city} is now a peer city.", city="전주").startswith("전주가 ")
    kept = ("Scorecard {number} is saved: {n} answer.", "Scorecard {number} is saved: {n} answers.")
    assert "평가표 3을 " in korean.plural(*kept, 2, number="3")


def test_other_languages_keep_what_was_written() -> None:
    assert "3을(를)" in Text("en")(
        "found {found}, expected {possible}.", found="3을(를)", possible="4"
    )


def test_departments_compared_in_pairs_have_it() -> None:
    said = Text("ko")(
        "If you pick one answer at random from {higher} and one from {lower}, the answer from "
        "{higher} is the higher in {n} of 10 cases. Ties count half.",
        higher="기획조정실",
        lower="안전총괄과",
        n=7,
    )
    assert said.startswith("기획조정실과 안전총괄과에서 ")
    assert "7쌍에서 기획조정실이 더 높은 수준을 줍니다." in said


def test_no_fixed_word_of_a_sentence_that_ends_in_a_consonant_has_that_after_a_vowel() -> None:
    wrong = re.compile("([가-힣])를")
    said = [sentence for message in catalogue(of("ko")) for sentence in forms(message.string)]
    ends = [word for sentence in said for word in wrong.findall(sentence)]
    assert len(ends) > 100
    assert [word for word in ends if with_particles(word + "을(를)") != word + "를"] == []


def test_the_button_that_confirms_does_not_read_as_an_example() -> None:
    assert Text("ko")("Yes: {move}", move="투표 마감") == "네, 투표 마감"
