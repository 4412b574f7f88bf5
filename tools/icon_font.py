"""Make the font of the icons that are drawn: `python -m tools.icon_font`.

Takes them from the font that Streamlit brings (Material Symbols Rounded of Google, Apache License 2.0).
Run by hand when a page uses a new icon or Streamlit has a new version: a test says so. Needs the package
`brotli`, which is among those for development.
"""

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from streamlit import file_util

from resilience.settings import ROOT
from resilience.ui.frontend.shell import ICONS, TAKEN_FROM

_DRAWN = re.compile(r":material/([a-z0-9_]+):")
#: every letter of a name, so that a browser never looks for one in the whole font
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def whole_font() -> Path:
    """Streamlit's font of icons."""
    media = Path(file_util.get_static_dir()) / "static" / "media"
    return next(media.glob("MaterialSymbols-Rounded.*.woff2"))


def drawn() -> set[str]:
    """The names of all icons that our pages and Streamlit's own parts may draw.

    Where a module puts such a name together, each of its words counts that names an icon.
    """
    streamlit = Path(file_util.get_static_dir()).parent
    ours = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "resilience").rglob("*.py")]
    names = {
        name for path in ours for said in _strings(path) for name in (said, *_DRAWN.findall(said))
    }
    for path in (streamlit / "elements").rglob("*.py"):
        names |= {found[1] for said in _strings(path) if (found := _DRAWN.fullmatch(said))}
    for path in (streamlit / "static").rglob("*.js"):
        names |= set(_DRAWN.findall(path.read_text(encoding="utf-8")))
    with TTFont(whole_font()) as font:
        return names & icons_of(font).keys()


def icons_of(font: TTFont) -> dict[str, str]:
    """The glyph of each icon, by the name that is written to draw it."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    return {
        "".join(letters[part] for part in (first, *ligature.Component)): ligature.LigGlyph
        for table in font["GSUB"].table.LookupList.Lookup
        for part_of in table.SubTable
        for first, ligatures in getattr(part_of, "ExtSubTable", part_of).ligatures.items()
        for ligature in ligatures
    }


def write() -> None:
    """Write the font anew."""
    options = subset.Options(flavor="woff2", layout_features=["*"], layout_closure=False)
    with TTFont(whole_font(), recalcTimestamp=False) as font:
        glyphs = icons_of(font)
        kept = subset.Subsetter(options)
        kept.populate(glyphs=[glyphs[name] for name in sorted(drawn())], text=_LETTERS)
        kept.subset(font)
        subset.save_font(font, str(ICONS), options)
    taken = hashlib.sha256(whole_font().read_bytes()).hexdigest()
    TAKEN_FROM.write_text(f"{taken}\n", encoding="ascii")


def _strings(path: Path) -> Iterator[str]:
    """Every piece of text in a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


if __name__ == "__main__":
    write()
