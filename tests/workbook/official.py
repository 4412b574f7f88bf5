"""A workbook built like the official one, with words of our own: two items, or all of them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

#: the items of the small workbook, on two sheets
TWO = ("P1.1", "P2.1")
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
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

    def __post_init__(self) -> None:
        for code in self.codes:
            sheet = sheet_of(code)
            head = [shape(0, 0, "A BANNER", kind="one"), shape(0, 1, "Home")]
            found = self.shapes.setdefault(sheet, head)
            titles = self.titles.setdefault(sheet, {})
            top = 2 + STEP * len(titles)
            titles[top] = f"{code} - Otters"
            found += item(code, top)

    def spoil(self, sheet: str, old: str, new: str) -> "Book":
        """Replace the first shape of a sheet that holds some words."""
        place = next(n for n, each in enumerate(self.shapes[sheet]) if old in each)
        self.shapes[sheet][place] = new
        return self

    def parts(self) -> dict[str, str]:
        """The parts of the file by name."""
        names = list(self.shapes)
        strings = ["Question", *(title for name in names for title in self.titles[name].values())]
        held = "".join(f"<si><t>{escape(one)}</t></si>" for one in strings)
        found = {
            "xl/workbook.xml": book(names),
            "xl/_rels/workbook.xml.rels": relations(
                {f"r{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n, _ in enumerate(names)}
            ),
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{held}</sst>',
        }
        for n, name in enumerate(names):
            found[f"xl/worksheets/sheet{n}.xml"] = cells(self.titles[name], strings)
            found[f"xl/worksheets/_rels/sheet{n}.xml.rels"] = relations(
                {
                    "a": ("vmlDrawing", "../drawings/x.vml"),
                    "b": ("drawing", f"../drawings/d{n}.xml"),
                }
            )
            found[f"xl/drawings/d{n}.xml"] = f"{DRAWING}{''.join(self.shapes[name])}</xdr:wsDr>"
        return found

    def written(self, **changes: str) -> bytes:
        """The file, with some parts replaced by what stands in `changes` (by name without folder)."""
        parts = self.parts()
        for name, text in changes.items():
            place = next(p for p in parts if p.endswith(f"/{name}.xml"))
            parts[place] = text
        return packed(parts)


def book(names: Sequence[str]) -> str:
    """The part that lists the sheets."""
    sheets = "".join(f'<sheet name="{name}" r:id="r{n}"/>' for n, name in enumerate(names))
    return f'<workbook xmlns="{MAIN}" xmlns:r="{TYPE}"><sheets>{sheets}</sheets></workbook>'


def cells(titles: Mapping[int, str], strings: Sequence[str]) -> str:
    """A sheet with titles in column B, and the word "Question" below each."""
    held = "".join(
        f'<row><c r="B{row + 1}" t="s"><v>{strings.index(title)}</v></c></row>'
        f'<row><c r="B{row + 2}" t="s"><v>0</v></c><c r="E{row + 2}"><v>3</v></c></row>'
        for row, title in titles.items()
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{held}</sheetData></worksheet>'


def relations(found: Mapping[str, tuple[str, str]]) -> str:
    """A part that says what another one points to."""
    held = "".join(
        f'<Relationship Id="{name}" Type="{TYPE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in found.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{held}</Relationships>'


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts as an archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return held.getvalue()
