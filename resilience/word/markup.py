"""Paragraphs, runs, fields, pictures and sections as WordprocessingML; lengths in points unless named otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

#: twentieths of a point, and English Metric Units of a point
TWIPS, EMU = 20, 12_700
#: numbers of pictures begin above those that a template's header may have
FIRST_PICTURE = 1000


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture that the document holds: the id of its relation, its number, width and height."""

    relation: str
    number: int
    width: float
    height: float


def twips(points: float) -> int:
    """A length in twentieths of a point."""
    return round(points * TWIPS)


def run(words: str, *, bold: bool = False, colour: str = "", size: float = 0) -> str:
    """Return a text run in one style; line breaks are kept, tabs become spaces."""
    look = "<w:b/>" if bold else ""
    look += f'<w:color w:val="{colour}"/>' if colour else ""
    look += f'<w:sz w:val="{round(2 * size)}"/>' if size else ""
    lines = words.replace("\t", " ").splitlines() or [""]
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r><w:rPr>{look}</w:rPr>{said}</w:r>"


def paragraph(style: str, *content: str, keep: bool = False, more: str = "") -> str:
    """A paragraph in a style (its id) of runs; `keep` holds it on the page of the next, `more` is what else it has."""
    kept = "<w:keepNext/>" if keep else ""
    about = f'<w:pPr><w:pStyle w:val="{style}"/>{kept}{more}</w:pPr>'
    return f"<w:p>{about}{''.join(content)}</w:p>"


TAB = "<w:r><w:tab/></w:r>"
COLUMN_BREAK = '<w:r><w:br w:type="column"/></w:r>'


def field(code: str, shown: str = "") -> str:
    """A field that Word works out, such as the number of a page; `shown` is there until then."""
    return f'<w:fldSimple w:instr="{code}">{run(shown)}</w:fldSimple>'


def heading(style: str, words: str, number: int, more: str = "") -> str:
    """A heading that the table of contents leads to."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(number)}"/>'
    return paragraph(style, start, run(words), f'<w:bookmarkEnd w:id="{number}"/>', more=more)


def bookmark(number: int) -> str:
    """The name of the place of a heading."""
    return f"_Toc{number:09d}"


def contents(style: str, headings: Sequence[tuple[str, int]]) -> Iterator[str]:
    """A line a heading, which leads to it and ends with its page."""
    for words, number in headings:
        yield paragraph(
            style,
            f'<w:hyperlink w:anchor="{bookmark(number)}" w:history="1">',
            run(words),
            TAB,
            _page_of(number),
            "</w:hyperlink>",
        )


def _page_of(number: int) -> str:
    """The page of a heading, which Word and LibreOffice work out when they open the file.

    LibreOffice does so outside a table of contents alone. Until then no number is there that could be wrong.
    """
    begin = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve">'
    code = f"{begin} PAGEREF {bookmark(number)} \\h </w:instrText></w:r>"
    between = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    return f'{code}{between}{run("")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def drawing(picture: PlacedPicture, alt: str) -> str:
    """A picture in a line, with its text for people who cannot see it."""
    wide, high = round(picture.width * EMU), round(picture.height * EMU)
    number = FIRST_PICTURE + picture.number
    about = f'id="{number}" name="Picture {picture.number}" descr={quoteattr(alt)}'
    size = f'<a:ext cx="{wide}" cy="{high}"/>'
    return (
        '<w:r><w:rPr></w:rPr><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr {about}/><wp:cNvGraphicFramePr>'
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {picture.number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{picture.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/>{size}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
