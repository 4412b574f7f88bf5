"""The fonts that the product prints with, what they cannot print, and pictures set in them."""

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

from resilience.text.languages import OFFERED, language_for

FONTS = Path(__file__).parent / "faces"
#: replaces in print a character that no font has
BOX = "\u25a1"
#: choose between forms of the sign before them
VARIANTS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
#: kinds of characters of which nothing is to be seen: controls, joiners, directions
UNSEEN = ("Cc", "Cf", "Zl", "Zp")
#: the words between the tags of a picture
BETWEEN = re.compile(r">([^<]+)<")
LATIN = "Noto Sans"
OTHERS = ("Noto Sans Math", "Noto Sans Symbols2")
CJK = {code: one.print_font for code, one in OFFERED.items() if one.print_font}


def families(language: str) -> list[dict[str, str]]:
    """The fonts for a language in their order: Latin letters, then its own forms of CJK signs.

    `covers` says which signs a font is asked for at all.
    """
    wanted = language_for(language)
    own_first = sorted(CJK.values(), key=lambda family: family != wanted.print_font)
    signs = "latin-in-cjk" if wanted.wide_signs else ""
    rest = ({"name": name, "covers": ""} for name in (*own_first, *OTHERS))
    return [{"name": LATIN, "covers": signs}, *rest]


def missing_fonts() -> list[str]:
    """The families that print needs and that are not here or cannot be read."""
    from fontTools.ttLib import TTLibError  # noqa: PLC0415 - as in `_signs_by_family`

    try:
        here = _signs_by_family().keys()
    except (OSError, TTLibError) as error:
        return [str(error)]
    return [name for name in (LATIN, *CJK.values(), *OTHERS) if name not in here]


def unprintable(words: Iterable[str]) -> list[str]:
    """The characters of some words that no font here has, each once and in their order."""
    found = dict.fromkeys(sign for said in words for sign in said)
    return [sign for sign in found if _printed(sign) == BOX != sign]


def printable(words: str) -> str:
    """Replace characters missing from all fonts by a box and drop invisible ones."""
    return "".join(map(_printed, words))


def with_fonts(picture: str, language: str) -> str:
    """A picture (SVG) in which each run of signs names the font that has them.

    Typst looks for a missing sign in any order of fonts: Japanese signs would appear in Chinese words.
    """
    return BETWEEN.sub(lambda found: f">{_runs(html.unescape(found[1]), language)}<", picture)


def _runs(words: str, language: str) -> str:
    runs = groupby(printable(words), key=lambda sign: family_of(sign, language))
    return "".join(
        f'<tspan xml:space="preserve" font-family="{family}">{html.escape("".join(run))}</tspan>'
        for family, run in runs
    )


def _printed(sign: str) -> str:
    """Return what replaces a character in print."""
    if sign in "\n\t":
        return " "
    if sign in VARIANTS or unicodedata.category(sign) in UNSEEN:
        return ""
    return sign if ord(sign) in _all_signs() else BOX


@cache  # a picture asks sign by sign
def family_of(sign: str, language: str) -> str:
    """The first font of a language that has a sign; the first of all where none has it."""
    names = [font["name"] for font in families(language)]
    return next((name for name in names if ord(sign) in _signs_by_family()[name]), names[0])


@cache
def _all_signs() -> frozenset[int]:
    return frozenset().union(*_signs_by_family().values())


@cache
def _signs_by_family() -> dict[str, frozenset[int]]:
    """The signs of each font by the name of its family; of several weights those that all have."""
    # what reads fonts takes time and memory that a server which prints nothing need not have
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    held: dict[str, frozenset[int]] = {}
    for path in FONTS.glob("*.[ot]tf"):
        with TTFont(path, lazy=True) as font:
            family, signs = str(font["name"].getBestFamilyName()), frozenset(font.getBestCmap())
            held[family] = held.get(family, signs) & signs
    return held
