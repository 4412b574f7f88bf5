"""Colours, fonts and words of slides: theme colours and theme fonts, so that a city's own template decides."""

import re
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.util import Pt

from resilience.slides.parts import DotLook
from resilience.text.languages import language_for

GREY, RULE, FAINT, WARM = (
    RGBColor.from_string(one) for one in ("5C6B78", "D9DEE3", "A9B4BD", "FBE7BF")
)
INK, WHITE = RGBColor.from_string("1B2733"), RGBColor.from_string("FFFFFF")
#: the one point that is made, as in the charts of pages, and dots behind those that are looked at first
LOW, DIM = RGBColor.from_string("A8470A"), RGBColor.from_string("7F8A95")
#: colours of the product's own theme
COLOURS = {
    "dk1": "1B2733",
    "dk2": "1F5F8B",
    "lt2": "F2F5F7",
    "accent1": "1F5F8B",
    "accent2": "A9B4BD",
    "accent3": "E69F00",
    "accent4": "5C6B78",
    "accent5": "7FA8C4",
    "accent6": "D9DEE3",
}
LATIN = "Calibri"


def coloured(fill: str) -> RGBColor:
    """A colour like "#1f5f8b"."""
    colour: RGBColor = RGBColor.from_string(fill.removeprefix("#").upper())
    return colour


def dot_fill(fill: Any, look: DotLook) -> None:
    """Fill a dot with the colour of its look."""
    fill.solid()
    if look in ("strong", "high"):
        fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    else:
        inks = {"low": LOW, "small": DIM, "pale": FAINT, "square": INK, "inside": WHITE}
        fill.fore_color.rgb = inks.get(look, GREY)


def say(
    paragraph: Any,
    words: str,
    language: str,
    size: float | None = None,
    *,
    colour: RGBColor | MSO_THEME_COLOR | None = None,
    bold: bool | None = None,
) -> None:
    """Add words to a paragraph in the fonts of the theme."""
    run = paragraph.add_run()
    run.text = words
    font = run.font
    font.language_id = MSO_LANGUAGE_ID.from_xml(language_for(language).tag)
    font.bold = bold
    if size is not None:
        font.size = Pt(size)
    if isinstance(colour, RGBColor):
        font.color.rgb = colour
    elif colour is not None:
        font.color.theme_color = colour


def own_theme(theme: str) -> str:
    """A theme (XML) with the colours and the Latin font of the product."""
    for name, colour in COLOURS.items():
        theme = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)",
            rf'\g<1><a:srgbClr val="{colour}"/>\g<2>',
            theme,
            flags=re.S,
        )
    return re.sub(r'<a:latin typeface="[^"+]*"', f'<a:latin typeface="{LATIN}"', theme)
