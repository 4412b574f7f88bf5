"""A workbook built like the official one, with words of our own: two items, or all of them.

The addresses, formulas, relations and buttons are those of the official workbook; its words are not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from resilience.workbook.undrr import CODES
from tests.workbook.undrr.official_parts import (
    MAIN,
    SAVED_BY,
    STYLES,
    book,
    content_types,
    control,
    drawn,
    info,
    inline,
    item_rows,
    packed,
    relations,
    results,
    row,
    setting,
    sheet,
)

#: the items of the small workbook, on two sheets
TWO = ("P1.1", "P2.1")
#: the items of the editions: the smaller one as we imagine it
EDITIONS = {47: CODES, 46: tuple(code for code in CODES if code != "P8.9")}
HEADINGS = ("Question", "Comments", "Response", "Actions")
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
)
#: rows from the title of an item to that of the next
STEP = 11


def question(code: str) -> str:
    """The invented question of an item."""
    return f"Are the otters of {code} counted & fed?"


def levels(code: str) -> tuple[str, ...]:
    """The invented levels of an item, level 0 first."""
    return tuple(f"Otters of {code}, {n} – {n + 1} ponds." for n in range(4))


def sheet_of(code: str) -> str:
    """The sheet on which an item stands."""
    return f"E{int(code[1:].split('.', maxsplit=1)[0]):02d}"


def run(words: str) -> str:
    """A paragraph, cut in two as Excel does where the spelling was looked at."""
    middle = len(words) // 2
    pieces = (
        f"<a:r><a:t>{escape(piece)}</a:t></a:r>" for piece in (words[:middle], words[middle:])
    )
    return f"<a:p>{''.join(pieces)}</a:p>"


def shape(row: int, column: int, *paragraphs: str, hidden: bool = False, kind: str = "two") -> str:
    """A text box, or as `hidden` a button, anchored at a cell counted from 0."""
    name = f'<xdr:nvSpPr><xdr:cNvPr id="1" name="x" hidden="{int(hidden)}"/></xdr:nvSpPr>'
    at = f"<xdr:from><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row></xdr:from>"
    body = f"<xdr:txBody>{''.join(map(run, paragraphs))}</xdr:txBody>"
    held = f"<xdr:{kind}CellAnchor>{at}<xdr:sp>{name}{body}</xdr:sp></xdr:{kind}CellAnchor>"
    if not hidden:
        return held
    older = f"<mc:Fallback>{held}</mc:Fallback>"
    return f"<mc:AlternateContent><mc:Choice>{held}</mc:Choice>{older}</mc:AlternateContent>"


def item(code: str, top: int) -> list[str]:
    """The shapes below the title of an item, in no order, with help that is no question."""
    buttons = [
        shape(top + 7 - n, 1, f"{n} – {words}", hidden=True) for n, words in enumerate(levels(code))
    ]
    frame = shape(top + 3, 0, "Frame 40", hidden=True)
    helped = shape(top + 2, 2, "Do you know what an otter is?")
    return [*buttons[::2], frame, helped, shape(top + 2, 0, question(code)), *buttons[1::2]]


@dataclass
class Book:
    """A workbook of items; tests spoil its shapes, titles or parts before it is written."""

    codes: Sequence[str] = TWO
    shapes: dict[str, list[str]] = field(default_factory=dict)
    titles: dict[str, dict[int, str]] = field(default_factory=dict)
    tops: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for code in self.codes:
            sheet = sheet_of(code)
            head = [shape(0, 0, "A BANNER", kind="one"), shape(0, 1, "Home")]
            found = self.shapes.setdefault(sheet, head)
            titles = self.titles.setdefault(sheet, {})
            top = 2 + STEP * len(titles)
            titles[top] = f"{code} - Otters"
            self.tops[code] = top
            found += item(code, top)

    def spoil(self, sheet: str, old: str, new: str) -> "Book":
        """Replace the first shape of a sheet that holds some words."""
        place = next(n for n, each in enumerate(self.shapes[sheet]) if old in each)
        self.shapes[sheet][place] = new
        return self

    def parts(self) -> dict[str, str | bytes]:
        """The parts of the file by name."""
        names = list(self.shapes)
        strings = [*HEADINGS, *(title for name in names for title in self.titles[name].values())]
        held = "".join(f"<si><t>{escape(one)}</t></si>" for one in strings)
        listed = {"Cover": "cover", "Info": "info", "Results": "results"}
        listed |= {name: f"sheet{n}" for n, name in enumerate(names)} | {"About": "about"}
        related = {part: ("worksheet", f"worksheets/{part}.xml") for part in listed.values()}
        related |= {"s": ("sharedStrings", "sharedStrings.xml"), "t": ("styles", "styles.xml")}
        found: dict[str, str | bytes] = {
            "xl/workbook.xml": book(listed),
            "_rels/.rels": relations(
                {
                    "b": ("officeDocument", "xl/workbook.xml"),
                    "e": ("extended-properties", "docProps/app.xml"),
                }
            ),
            "docProps/app.xml": SAVED_BY,
            "xl/_rels/workbook.xml.rels": relations(related),
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{held}</sst>',
            "xl/styles.xml": STYLES,
            "xl/worksheets/cover.xml": sheet([row(1, inline("A1", "Otters"))]),
            "xl/worksheets/info.xml": info(),
            "xl/worksheets/results.xml": results(list(self._answers())),
            "xl/worksheets/about.xml": sheet([row(1, inline("A1", "Otters"))]),
            "xl/vbaProject.bin": bytes(range(256)),
        }
        for n, name in enumerate(names):
            found |= self._sheet(n, name, strings)
        return {**found, "[Content_Types].xml": content_types(found)}

    def written(self, **changes: str) -> bytes:
        """The file, with some parts replaced by what stands in `changes` (by name without folder)."""
        parts = self.parts()
        for name, text in changes.items():
            place = next(p for p in parts if p.endswith(f"/{name}.xml"))
            parts[place] = text
        return packed(parts)

    def _answers(self) -> Iterator[tuple[str, str, int]]:
        for code in self.codes:
            yield code, sheet_of(code), self.tops[code] + 5

    def _sheet(self, n: int, name: str, strings: Sequence[str]) -> dict[str, str | bytes]:
        """A sheet of items with its drawings, its buttons and the settings of a printer."""
        tops = [(code, self.tops[code]) for code in self.codes if sheet_of(code) == name]
        buttons = list(enumerate(_buttons([top for _, top in tops]), 1000 * (n + 1)))
        settings = {f"c{shape}": one for shape, (one, _, _) in buttons}
        related = {
            "a": ("vmlDrawing", f"../drawings/x{n}.vml"),
            "b": ("drawing", f"../drawings/d{n}.xml"),
            "p": ("printerSettings", f"../printerSettings/p{n}.bin"),
            **{key: ("ctrlProp", f"../ctrlProps/{key}.xml") for key in settings},
        }
        rows = [
            each
            for top, title in self.titles[name].items()
            for each in item_rows(str(strings.index(title)), top)
        ]
        controls = "".join(control(shape, f"c{shape}", at) for shape, (_, at, _) in buttons)
        after = f'<drawing r:id="b"/><legacyDrawing r:id="a"/><controls>{controls}</controls>'
        return {
            f"xl/worksheets/sheet{n}.xml": sheet(rows, after),
            f"xl/worksheets/_rels/sheet{n}.xml.rels": relations(related),
            f"xl/drawings/d{n}.xml": f"{DRAWING}{''.join(self.shapes[name])}</xdr:wsDr>",
            f"xl/drawings/x{n}.vml": drawn([(shape, linked) for shape, (_, _, linked) in buttons]),
            f"xl/printerSettings/p{n}.bin": b"\0otters",
            **{f"xl/ctrlProps/{key}.xml": one for key, one in settings.items()},
        }


def _buttons(tops: Sequence[int]) -> Iterator[tuple[str, int, str]]:
    """Settings, row and linked cell of a sheet's buttons: a frame and four to an item.

    The last one of a second item comes at the end, as somebody drew it later.
    """
    late = []
    for nth, top in enumerate(tops):
        yield setting(kind="GBox"), top + 3, ""
        linked = f"$E${top + 5}"
        four = [
            (setting(linked), top + 4, linked),
            *((setting(), top + at, "") for at in (5, 6, 7)),
        ]
        late += four[3:] if nth == 1 else []
        yield from four[:3] if nth == 1 else four
    yield from late
