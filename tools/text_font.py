"""Make the font of the pages' words: `python -m tools.text_font`.

Takes Latin letters, figures and signs from Source Sans 3, which Streamlit brings (Adobe, SIL Open Font License 1.1), in
weights 400 to 700. What is taken may not keep the name that Adobe reserves. Chinese, Japanese and Korean signs come from
the reader's device. Run by hand when Streamlit brings a newer one. Needs the package `brotli`, which is among those for
development.
"""

import io
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from streamlit import file_util

from resilience.ui.frontend.shell import WORDS, WORDS_FAMILY

#: Latin with its accents, punctuation, arrows and the signs of arithmetic
SIGNS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2028),
    *(0x2030, 0x2032, 0x2033, 0x20AC, 0x2122),
    *range(0x2190, 0x2194),
    *(0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
)
#: kerning, ligatures, accents, and figures of one width
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "tnum"]
#: records of the name table that hold the family
FAMILY_NAMES = (1, 3, 4, 6, 16, 25)


def whole_font() -> Path:
    """Streamlit's font of words."""
    media = Path(file_util.get_static_dir()) / "static" / "media"
    return next(media.glob("SourceSansVF-Upright*.woff2"))


def write() -> None:
    """Write the font anew."""
    options = subset.Options(flavor="woff2", layout_features=FEATURES)
    held = io.BytesIO()
    with TTFont(whole_font(), recalcTimestamp=False) as font:
        narrowed = instantiateVariableFont(font, {"wght": (400, 700)})
        narrowed.flavor = None
        narrowed.save(held)
    with TTFont(held, recalcTimestamp=False) as font:
        kept = subset.Subsetter(options)
        kept.populate(unicodes=SIGNS)
        kept.subset(font)
        for record in font["name"].names:
            if record.nameID in FAMILY_NAMES:
                record.string = WORDS_FAMILY.replace(" ", "" if record.nameID == 6 else " ")
        subset.save_font(font, str(WORDS), options)


if __name__ == "__main__":
    write()
