"""Words in pictures are set in the fonts of the product and in the forms of the language."""

import re
from dataclasses import replace

import pytest

from resilience.report import Picture, Section, print_report
from resilience.report.fonts import BOX, family_of, missing_fonts, with_fonts
from resilience.text import Text
from tests.pdf import read_pdf
from tests.report.test_typeset import HOSTILE, MOMENT, SQUARE, report


def families_in(picture: str) -> list[str]:
    return re.findall(r'font-family="([^"]+)"', picture)


@pytest.mark.parametrize(
    ("language", "family"),
    [
        ("en", "Noto Sans CJK SC"),
        ("zh-Hans", "Noto Sans CJK SC"),
        ("ja", "Noto Sans CJK JP"),
        ("ko", "Noto Sans CJK KR"),
    ],
)
def test_signs_of_all_three_scripts_have_the_form_of_the_language(
    language: str, family: str
) -> None:
    assert family_of("海", language) == family
    assert families_in(with_fonts(SQUARE.format("INF 海 5"), language)) == [
        "Noto Sans",
        family,
        "Noto Sans",
    ]


def test_every_font_that_print_names_is_there_and_the_last_of_them_is_reached() -> None:
    assert missing_fonts() == []
    assert family_of("\u25a2", "en") == "Noto Sans Symbols2"


def test_what_no_font_has_is_a_box_and_what_is_unseen_goes() -> None:
    assert with_fonts("<text>a\U0001f600\u200bb</text>", "en").count(BOX) == 1
    assert "\u200b" not in with_fonts("<text>a\u200bb</text>", "en")


def test_words_of_a_picture_stay_words() -> None:
    assert "&lt;b&gt; &amp;amp;" in with_fonts("<text>&lt;b&gt; &amp;amp;</text>", "en")


@pytest.mark.parametrize("language", ["en", "zh-Hans", "ja", "ko"])
def test_a_picture_is_printed_with_the_fonts_of_the_product_alone(language: str) -> None:
    words = "방재 abc 直骨海 12.5 → São"
    picture = Picture("Picture", SQUARE.format(words), "What it shows")
    said = replace(report(), sections=(Section("Only", (picture,)),))
    read = read_pdf(print_report(said, Text(language), MOMENT))
    assert words in read.words
    assert all(name.startswith("NotoSans") for name in read.fonts)
    assert HOSTILE not in read.words
