"""Korean particles fit the sound before them."""

import pytest

from resilience.text import Text
from resilience.text.particles import with_particles


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
        ("주하이(중국)은(는)", "주하이(중국)은"),
        ("3을(를), 10이(가), 45 %은(는), 8(으)로", "3을, 10이, 45 %는, 8로"),
        # nobody knows how these are read
        ("Cascais은(는)", "Cascais은(는)"),
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
