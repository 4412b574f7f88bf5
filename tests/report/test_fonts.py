"""The fonts that are shipped: what they hold, and what is said to be missing."""

import pytest
from fontTools.ttLib import TTFont

from resilience.report.fonts import BOX, CJK, FONTS, families, printable, unprintable
from resilience.settings import ROOT
from resilience.text import LANGUAGES
from resilience.text.catalogue import CATALOGUES
from tests.indicators import UNDRR_1, URBAN_1
from tools.report_fonts import LETTERS, signs, within

#: signs of the character sets that are not those of letters, and that Noto Sans CJK does not have
ELSEWHERE = {"sc": "≒", "jp": "≒", "kr": "∼≒◈"}


def held(name: str) -> set[int]:
    """The code points of a font."""
    with TTFont(FONTS / name, lazy=True) as font:
        return set(font.getBestCmap())


@pytest.mark.parametrize("part", ELSEWHERE)
def test_each_language_has_the_signs_that_its_names_are_written_in(part: str) -> None:
    wanted = signs(part)
    missing = wanted - held(f"NotoSansCJK{part}-Regular.otf") - held("NotoSans-Regular.ttf")
    assert "".join(map(chr, sorted(missing))) == ELSEWHERE[part]
    assert unprintable(map(chr, sorted(wanted))) == []


def test_the_character_sets_are_those_of_the_standards() -> None:
    assert len(signs("jp")) == 6879  # JIS X 0208: 6 355 kanji and 524 others
    assert len(signs("kr")) == 8225  # KS X 1001: 4 888 hanja, 2 350 syllables, 987 others
    assert set(map(ord, "镕喆堃㎡鿫")) <= signs("sc")
    assert len({sign for sign in signs("sc") if 0x4E00 <= sign <= 0x9FFF}) == 20902 + 74


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_letters_of_europe_greek_and_cyrillic_are_there_in_both_weights(weight: str) -> None:
    known = held(f"NotoSans-{weight}.ttf")
    for words in ("São João, Łódź, Türkiye, Hà Nội", "Ωμέγα", "Київ", "Σ w x · n / ⅔ x₂ –"):
        assert set(map(ord, words)) <= known
    assert known <= within(LETTERS)


def test_what_no_font_has_is_listed_once_in_its_order() -> None:
    assert unprintable(["Haiwan 海湾", "防災 방재"]) == []
    assert unprintable(["a\U0001f600b\U00020bb7", "\U0001f600"]) == ["\U0001f600", "\U00020bb7"]
    assert unprintable(["line\nend\ttab\u200bjoin\ufe0f\u00ad"]) == []
    assert printable("a\U0001f600b") == f"a{BOX}b"
    assert unprintable([BOX, "≒ ≥ → ✔ ✘ ☂ ★"]) == []


def test_everything_that_the_product_itself_says_can_be_printed() -> None:
    catalogues = [path.read_text(encoding="utf-8") for path in CATALOGUES.rglob("*.po")]
    assert len(catalogues) == len(LANGUAGES) - 1
    paths = list((ROOT / "indicators").rglob("text.*.yaml"))
    assert len([p for p in paths if p.parent in (URBAN_1, UNDRR_1)]) == 2 * len(LANGUAGES)
    texts = [path.read_text(encoding="utf-8") for path in paths]
    assert unprintable([*catalogues, *texts, *LANGUAGES.values()]) == []


def test_each_language_has_its_own_forms_first() -> None:
    for language, family in CJK.items():
        names = [font["name"] for font in families(language)]
        assert names[:2] == ["Noto Sans", family]
        assert sorted(names[1:4]) == sorted(CJK.values())
    assert [font["covers"] for font in families("ja")] == ["latin-in-cjk", *[""] * 5]
    assert [font["covers"] for font in families("en")] == [""] * 6


def test_the_licence_of_the_fonts_lies_beside_them() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
