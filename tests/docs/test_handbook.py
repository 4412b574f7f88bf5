"""The facilitator's handbook in each language: the same parts, and names as the product shows them."""

import re
from collections import Counter

import pytest

from tests.pdf import read_pdf
from tests.text.translations import catalogue, forms, of, translated
from tools.handbook import PAGES, print_handbook

NAME = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")
#: what is the same in all languages, and the example of how names are set
OTHERS = {"For phones in this network", "XML values and headers", "这样", "このように", "이렇게"}
PARTS = (r"^#+ ", r"^- ", r"^\d\. ", r"^\|", r"`[^`]+`")
TRANSLATED = [language for language in PAGES if language != "en"]


def parts(part: str, page: str) -> Counter[str]:
    return Counter(re.findall(part, page, re.MULTILINE))


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_handbook_has_the_parts_of_the_english_one(language: str) -> None:
    own, english = (PAGES[one].read_text("utf-8") for one in (language, "en"))
    for part in PARTS:
        assert parts(part, own) == parts(part, english), part


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_handbook_names_pages_and_buttons_as_they_are_shown(language: str) -> None:
    shown = {
        form
        for message in translated(catalogue(of(language))).values()
        for form in forms(message.string)
    }
    names = {" ".join(one.split()) for one in NAME.findall(PAGES[language].read_text("utf-8"))}
    assert names - shown <= OTHERS


@pytest.mark.parametrize("language", PAGES)
def test_a_handbook_is_printed_whole(language: str) -> None:
    page = PAGES[language].read_text("utf-8")
    printed = "".join(read_pdf(print_handbook(page, language)).words.split()).replace("’", "'")
    for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE):
        assert "".join(heading.split()) in printed
