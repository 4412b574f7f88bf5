"""From words to pages: Typst with the fonts of this folder, and nothing else of the machine."""

import datetime
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segno

from resilience.report.contents import Brief, HallSheet, Poster, Scorecard, ThemePicture
from resilience.report.fonts import FONTS, families, printable, with_fonts
from resilience.report.parts import Bars, Dots, Report
from resilience.report.shorter import SHARES, shortened
from resilience.text import Text

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"
#: of pictures for screens and office files, an inch
DOTS = 200
#: an inch of previews of pages, and their colours: headings can be read in a file of 20 to 60 kB
PREVIEW_DOTS, PREVIEW_COLOURS = 80, 16
#: fields that are set as they are
KEPT = {"kind", "colour", "fill", "ink", "link", "wifi", "image", "wifi_image"}


def print_report(report: Report, text: Text, made_at: datetime.datetime) -> bytes:
    """A report as a tagged PDF (PDF/UA-1) on A4; `made_at` must be timezone-aware.

    The same report made at the same moment is the same file. A character that no font here has is
    printed as a box: call `unprintable` first to list them.
    """
    return _typeset("report.typ", asdict(report), text, made_at)


def draw_pictures(pictures: Sequence[Bars | Dots | str], width: float, text: Text) -> list[bytes]:
    """Render a report's pictures as PNG (200 dpi), keyed by position; bars and dots at a width in points."""
    drawn = [
        {"kind": "svg", "svg": one}
        if isinstance(one, str)
        else asdict(replace(one, finding="")) | {"under": ""}
        for one in pictures
    ]
    said = {"pictures": drawn, "width": width}
    return _compiled("pictures.typ", said, text, format="png", ppi=DOTS) if drawn else []


def print_brief(brief: Brief, text: Text, made_at: datetime.datetime) -> bytes:
    """A brief as one page of PDF, in the largest type in which all of it fits; see `print_report`.

    Where it does not fit in the smallest type, some of its words are shortened (`shortened`).
    """
    return _typeset("brief.typ", _every_way(brief), text, made_at)


def preview_brief(brief: Brief, text: Text) -> bytes:
    """A brief as a small picture (PNG, 661 by 935 pixels)."""
    return _preview("brief.typ", _every_way(brief), text)


def _every_way(brief: Brief) -> dict[str, Any]:
    """A brief with all its words, and the same with ever fewer."""
    return asdict(brief) | {"shorter": [asdict(shortened(brief, share)) for share in SHARES]}


def preview_cover(report: Report, text: Text) -> bytes:
    """The cover of a report as a small picture (PNG, 661 by 935 pixels); its sections are not set."""
    return _preview("report.typ", asdict(replace(report, sections=())), text)


def draw_themes(picture: ThemePicture, text: Text) -> str:
    """The plot of themes as an SVG file whose letters are drawn: it needs no fonts."""
    return _compiled("embed.typ", asdict(picture), text, format="svg")[0].decode()


def print_poster(poster: Poster, text: Text, made_at: datetime.datetime) -> bytes:
    """A poster as one page of PDF; see `print_report`."""
    image = {"image": _qr_code(poster.link)}
    return _typeset("poster.typ", asdict(poster) | image, text, made_at)


def print_sheet(sheet: HallSheet, text: Text, made_at: datetime.datetime) -> bytes:
    """A sheet for a hall without internet as one page of PDF; see `print_report`."""
    images = {"image": _qr_code(sheet.link), "wifi_image": _qr_code(sheet.wifi)}
    return _typeset("sheet.typ", asdict(sheet) | images, text, made_at)


def print_scorecard(scorecard: Scorecard, text: Text, made_at: datetime.datetime) -> bytes:
    """Scorecards to be filled in by hand, a card for each department; see `print_report`.

    Each card begins on the front of a leaf and counts its own pages, so that cards can be printed on
    both sides and leaves that came apart be put together.
    """
    return _typeset("scorecard.typ", asdict(scorecard), text, made_at)


def _qr_code(content: str) -> str:
    """A QR code as the text of an SVG file."""
    code = io.BytesIO()
    segno.make(content, error="m").save(code, kind="svg", border=2)
    return code.getvalue().decode()


def _typeset(template: str, said: dict[str, Any], text: Text, made_at: datetime.datetime) -> bytes:
    moment = made_at.replace(microsecond=0)
    return _compiled(template, said, text, pdf_standards="ua-1", timestamp=moment)[0]


def _preview(template: str, said: dict[str, Any], text: Text) -> bytes:
    """The first page of a template as a picture of few colours."""
    # imported when used, as is Typst
    from PIL import Image  # noqa: PLC0415

    page = _compiled(template, said, text, format="png", ppi=PREVIEW_DOTS)[0]
    with Image.open(io.BytesIO(page)) as drawn:
        small = drawn.convert("RGB").quantize(PREVIEW_COLOURS, dither=Image.Dither.NONE)
    made = io.BytesIO()
    small.save(made, "PNG", optimize=True)
    return made.getvalue()


def _compiled(template: str, said: dict[str, Any], text: Text, **options: Any) -> list[bytes]:
    """The files of a template: one of a PDF, one a page of pictures."""
    given = {
        "said": _printed(said, text.language),
        "fonts": families(text.language),
        "language": text.locale.language,
    }
    # imported when used: it takes 7 MB that a server which has printed nothing does not
    import typst  # noqa: PLC0415

    made = typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"given": json.dumps(given)},
        **options,
    )
    return made if isinstance(made, list) else [made]


def _printed(said: Any, language: str, field: str = "") -> Any:
    """All words with a box for what cannot be printed, and pictures with their fonts."""
    if isinstance(said, str):
        if field == "svg":
            return with_fonts(said, language)
        return said if field in KEPT else printable(said)
    if isinstance(said, dict):
        return {key: _printed(value, language, key) for key, value in said.items()}
    if isinstance(said, list | tuple):
        return [_printed(one, language, field) for one in said]
    return said


@cache
def _fonts() -> "typst.Fonts":
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
