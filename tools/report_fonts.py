"""Make the fonts of `faces` from Noto's own: `python -m tools.report_fonts FOLDER`.

FOLDER holds NotoSansCJK-Regular.ttc and the files that OTHERS names (Debian: packages fonts-noto-cjk
and fonts-noto-core). Run by hand when Noto has a new version; see faces/README.md.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

from resilience.report.fonts import FONTS

#: letters of Europe (accents of Vietnamese too), Greek and Cyrillic, punctuation, numbers, currencies
LETTERS = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x52F), (0x1E00, 0x1EFF), (0x2000, 0x209F),
    (0x20A0, 0x20BF), (0x2100, 0x218F),
)  # fmt: skip
#: arrows and mathematics; shapes, weather, ticks and crosses
MATHEMATICS, SYMBOLS = ((0x2190, 0x22FF),), ((0x25A0, 0x27BF),)
Ranges = tuple[tuple[int, int], ...]
#: fonts beside CJK, and what is kept of them
OTHERS: dict[str, Ranges] = {
    "NotoSans-Regular.ttf": LETTERS,
    "NotoSans-Bold.ttf": LETTERS,
    "NotoSansMath-Regular.ttf": MATHEMATICS,
    "NotoSansSymbols2-Regular.ttf": SYMBOLS,
}
#: what a line needs of a font beside its signs: marks set on letters, spacing
FEATURES = ["ccmp", "mark", "mkmk", "kern", "palt", "halt"]
#: the place of each language in the collection
PLACES = {"jp": 0, "kr": 1, "sc": 2}


def within(ranges: Ranges) -> set[int]:
    """The code points of ranges, both ends included."""
    return {sign for first, last in ranges for sign in range(first, last + 1)}


def signs(part: str) -> set[int]:
    """What is kept for a language: code points of the character set that its names are written in.

    `sc`: GB 18030 implementation level 1, which are its two-byte codes and U+9FA6 to U+9FEF.
    `jp`: JIS X 0208. `kr`: KS X 1001. Private signs, which no font knows, are left out.
    """
    if part == "sc":
        second = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
        return _coded("gb18030", range(0x81, 0xFF), second) | set(range(0x9FA6, 0x9FF0))
    codec = {"jp": "euc_jp", "kr": "euc_kr"}[part]
    return _coded(codec, range(0xA1, 0xFF), range(0xA1, 0xFF))


def _coded(codec: str, first: Iterable[int], second: Iterable[int]) -> set[int]:
    kept = list(second)
    words = (bytes([a, b]).decode(codec, "ignore") for a in first for b in kept)
    return {ord(word) for word in words if len(word) == 1 and not "\ue000" <= word <= "\uf8ff"}


def _write(font: TTFont, kept: set[int], name: str) -> None:
    options = subset.Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]  # nothing is set in columns
    maker = subset.Subsetter(options)
    maker.populate(unicodes=kept)
    maker.subset(font)
    font.save(FONTS / name)


def main(folder: Path) -> None:
    """Write the fonts anew."""
    for part, place in PLACES.items():
        font = TTCollection(folder / "NotoSansCJK-Regular.ttc", lazy=True).fonts[place]
        _write(font, signs(part), f"NotoSansCJK{part}-Regular.otf")
    for name, ranges in OTHERS.items():
        _write(TTFont(folder / name), within(ranges), name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
