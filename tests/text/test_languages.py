"""What files need of each language that is offered, and of one that is not."""

import pytest
from pptx.enum.lang import MSO_LANGUAGE_ID

from resilience.report.fonts import missing_fonts
from resilience.text import LANGUAGES
from resilience.text.languages import OFFERED, language_for
from resilience.text.width import width_of

every_language = pytest.mark.parametrize("code", LANGUAGES)


@every_language
def test_office_knows_the_language_by_its_tag(code: str) -> None:
    tag = OFFERED[code].tag
    assert tag.partition("-")[0] == code.partition("-")[0]
    assert MSO_LANGUAGE_ID.from_xml(tag)


@every_language
def test_a_language_in_wide_signs_has_fonts_and_a_pace(code: str) -> None:
    one = OFFERED[code]
    wide = width_of(one.name) > len(one.name)
    assert bool(one.print_font) == bool(one.office_font) == bool(one.pace) == wide


def test_print_has_the_fonts_of_every_language() -> None:
    assert missing_fonts() == []


@pytest.mark.parametrize(
    ("code", "offered"),
    [("ja", "ja"), ("zh", "zh-Hans"), ("zh_TW", "zh-Hans"), ("xx", "en"), ("", "en")],
)
def test_a_language_that_is_not_offered_is_the_closest_one_or_english(
    code: str, offered: str
) -> None:
    assert language_for(code) is OFFERED[offered]
