"""Styles of a document: the built-in ones in the product's look, and the report's own beside those of a city."""

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from resilience.text.languages import language_for

ACCENT, INK, GREY, SOFT, WARM = "1F5F8B", "1B2733", "5C6B78", "F2F5F7", "E69F00"
#: what should have been done by now
LATE = "A8470A"
LATIN = "Calibri"
TABLE = "Report table"
#: the height of a line of East Asian signs, in sizes of the type
TALL = 1.22
#: sizes of the words in tables, and in those with many columns
FIGURES, FINE = 9.0, 7.5


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph style looks; "accent" is the colour of the product or of a city's theme.

    It may `keep` on the page of what follows, or stay `whole` on one page.
    """

    size: float
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 0
    line: float = 1.0
    keep: bool = False
    whole: bool = False


BUILT_IN = {
    "Normal": Look(10.5, after=5, line=1.12),
    "Title": Look(32, bold=True, colour="accent", before=10, after=10, line=0.95),
    "Subtitle": Look(12, after=8),
    "Heading 1": Look(19, bold=True, colour="accent", before=26, after=7, keep=True),
    "Heading 2": Look(13, bold=True, colour="accent", before=11, after=3, keep=True),
    "Heading 3": Look(11, bold=True, before=11, after=3, keep=True),
    "Caption": Look(10, after=5, line=1.08, keep=True),
    "TOC Heading": Look(13, bold=True, colour="accent", before=18, after=6, keep=True),
    "toc 1": Look(10.5, after=3),
    "Header": Look(8.5, colour=GREY),
    "Footer": Look(8.5, colour=GREY),
}
OWN = {
    "Report number": Look(80, bold=True, colour="accent", before=6, after=6),
    "Report headline": Look(12.5, bold=True, after=6, keep=True),
    "Report mark": Look(10.5, before=8, after=8),
    "Report label": Look(10, bold=True, before=4, after=1, keep=True),
    "Report words": Look(10, after=2.5, line=1.05),
    "Report figures": Look(FIGURES, before=1.4, after=1.4),
    "Report note": Look(8, colour=GREY, before=4, after=4, whole=True),
    "Report formula": Look(9.5, before=3, after=5),
    "Report break": Look(1),
}
#: a line at the left of what must not be overlooked, and a ground for it and for formulas
MARK_BORDER = (
    f'<w:pBdr {{}}><w:left w:val="single" w:sz="24" w:space="8" w:color="{WARM}"/></w:pBdr>'
)
GROUND = f'<w:shd {{}} w:val="clear" w:color="auto" w:fill="{SOFT}"/>'


def dress(document: Any, accent: str, width: float, *, own: bool, language: str) -> dict[str, str]:
    """Give a document the styles of a report; gives the id of each by its name.

    A city's own document keeps those that it has. `width` is that of its text in points.
    """
    exact = bool(language_for(language).office_font)
    styles = document.styles
    if own:
        for fonts in styles.element.iter(qn("w:rFonts")):
            fonts.attrib.clear()
    for name, look in (BUILT_IN | OWN).items():
        known = name in styles
        style = styles[name] if known else _added(styles, name)
        if own or not known:
            _apply(style, look, accent, exact=exact)
            _finish(style, name, width)
    if TABLE not in styles:
        styles.element.append(_table_style(accent))
    return {name: styles[name].style_id for name in (*BUILT_IN, *OWN, TABLE)}


def _added(styles: Any, name: str) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in BUILT_IN)
    style.base_style = None if name == "Normal" else styles["Normal"]
    style.quick_style, style.hidden, style.unhide_when_used = True, False, False
    return style


def _apply(style: Any, look: Look, accent: str, *, exact: bool) -> None:
    """Give a style its look; lines of `exact` heights do not depend on the font, of which those of East Asia differ."""
    style.font.size, style.font.bold = Pt(look.size), look.bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(accent if look.colour == "accent" else look.colour)
    spaced = style.paragraph_format
    spaced.space_before, spaced.space_after = Pt(look.before), Pt(look.after)
    spaced.line_spacing = Pt(round(look.size * look.line * TALL, 1)) if exact else look.line
    spaced.keep_with_next, spaced.keep_together = look.keep, look.whole
    for odd in ("w:pBdr", "w:contextualSpacing"):
        for found in style.element.pPr.findall(qn(odd)):
            style.element.pPr.remove(found)
    for found in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(found)


def _finish(style: Any, name: str, width: float) -> None:
    """What a style has beyond its look."""
    about = style.element.pPr
    tabs = style.paragraph_format.tab_stops
    if name == "toc 1":
        tabs.add_tab_stop(Pt(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    if name in {"Header", "Footer"}:
        for tab in list(about.iter(qn("w:tab"))):
            tab.getparent().remove(tab)
        tabs.add_tab_stop(Pt(width), WD_TAB_ALIGNMENT.RIGHT)
    if name in {"Report mark", "Report formula"}:
        following = about.find(qn("w:spacing"))
        if name == "Report mark":
            following.addprevious(parse_xml(MARK_BORDER.format(nsdecls("w"))))
        following.addprevious(parse_xml(GROUND.format(nsdecls("w"))))
        style.paragraph_format.left_indent = style.paragraph_format.right_indent = Pt(8)


def _table_style(accent: str) -> Any:
    """A table whose head has a line below it and whose rows have a ground by turns."""
    base = (
        '<w:style {} w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="{}"/>'
    )
    base = base.format(nsdecls("w"), TABLE)
    return parse_xml(
        f'{base}<w:uiPriority w:val="99"/><w:qFormat/><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{accent}"/></w:tcBorders>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr><w:tblStylePr w:type="band2Horz"><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{SOFT}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def set_language(document: Any, language: str, *, own: bool) -> None:
    """Give all styles the language of the words, and fonts that have its signs.

    Latin words in an East Asian document count as English.
    """
    spoken = language_for(language)
    font = spoken.office_font
    latin = language_for("en") if font else spoken
    elements = document.styles.element
    defaults = elements.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None:
        fonts = defaults.get_or_add_rFonts()
        if own:
            for kind in ("ascii", "hAnsi", "cs"):
                fonts.set(qn(f"w:{kind}"), LATIN)
        named = {qn("w:eastAsia"), qn("w:eastAsiaTheme")} & set(fonts.attrib)
        if font and not named:
            fonts.set(qn("w:eastAsia"), font)
        if defaults.find(qn("w:lang")) is None:
            defaults.append(parse_xml(f"<w:lang {nsdecls('w')}/>"))
    for said in elements.iter(qn("w:lang")):
        said.set(qn("w:val"), latin.tag)
        said.set(qn("w:eastAsia"), spoken.tag)
