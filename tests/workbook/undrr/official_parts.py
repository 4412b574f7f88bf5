"""The parts of a workbook that is built like the official one, as XML with words of our own."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
TYPE = f"{OFFICE}/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = (
    f'xmlns="{MAIN}" xmlns:r="{TYPE}"'
    ' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14"'
)
#: cells that are free, and free for words alone
FREE, WORDS = 1, 2
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="10"/><name val="Arial"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill'
    ' patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs'
    ' count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" quotePrefix="1"'
    ' applyProtection="1"><protection locked="0"/></xf><xf numFmtId="49" xfId="0"'
    ' applyNumberFormat="1" applyProtection="1"><protection locked="0"/></xf></cellXfs>'
    "</styleSheet>"
)
#: what Excel saved is not computed anew by others unless its values are missing
SAVED_BY = (
    f'<Properties xmlns="{OFFICE}/extended-properties"><Application>Microsoft Excel</Application>'
    "<AppVersion>16.0300</AppVersion></Properties>"
)
PROTECTED = '<sheetProtection sheet="1" objects="1" scenarios="1"/>'
KINDS = {
    "worksheets/": "spreadsheetml.worksheet",
    "styles.xml": "spreadsheetml.styles",
    "sharedStrings.xml": "spreadsheetml.sharedStrings",
    "drawings/": "drawing",
    "calcChain.xml": "spreadsheetml.calcChain",
}
CONTROLS = "application/vnd.ms-excel.controlproperties+xml"
#: rows of the city's profile, each with a response and its source
FACTS = (*range(10, 23), *range(25, 31))
FIRST_RESULT, FIRST_TOTAL = 175, 163


def cell(place: str, style: int = 0, held: str = "", kind: str = "") -> str:
    """A cell that may hold something."""
    said = f' t="{kind}"' if kind else ""
    return (
        f'<c r="{place}" s="{style}"{said}>{held}</c>' if held else f'<c r="{place}" s="{style}"/>'
    )


def formula(place: str, made: str, value: object = 0, kind: str = "", **shared: object) -> str:
    """A cell that computes, with the value that it was saved with."""
    how = "".join(f' {name}="{one}"' for name, one in shared.items())
    return cell(place, FREE, f"<f{how}>{escape(made)}</f><v>{value}</v>", kind)


def row(number: int, *cells: str) -> str:
    """A row of a sheet."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def sheet(rows: Iterable[str], after: str = "") -> str:
    """A sheet, protected as those of the official workbook."""
    return (
        f"<worksheet {SPACES}><sheetData>{''.join(rows)}</sheetData>{PROTECTED}{after}</worksheet>"
    )


def item_rows(title: str, top: int) -> Iterable[str]:
    """The cells of an item; `title` and what else holds words are positions among the strings."""
    at = top + 1
    yield row(at, cell(f"B{at}", 0, f"<v>{title}</v>", "s"))
    yield row(
        at + 1, cell(f"B{at + 1}", 0, "<v>0</v>", "s"), cell(f"C{at + 1}", 0, "<v>1</v>", "s")
    )
    yield row(at + 2, *(cell(f"{column}{at + 2}") for column in "BCD"))
    yield row(at + 3, cell(f"B{at + 3}", 0, "<v>2</v>", "s"))
    for nth in range(4):
        here = at + 4 + nth
        free = (cell(f"{column}{here}", FREE) for column in "CDE")
        true = formula(f"F{here}", f"IF(E{at + 4}={nth + 1},TRUE,FALSE)", kind="b")
        yield row(here, cell(f"B{here}"), *free, true)
    yield row(at + 8, cell(f"B{at + 8}", 0, "<v>3</v>", "s"))
    yield row(at + 9, *(cell(f"{column}{at + 9}", FREE) for column in "BCD"))


def info() -> str:
    """The sheet of the city's profile, empty."""
    rows = [row(at, cell(f"D{at}", WORDS if at == 7 else FREE)) for at in range(4, 8)]
    rows += [row(at, cell(f"C{at}", FREE), cell(f"D{at}", FREE)) for at in FACTS]
    rows += [row(at, cell(f"D{at}", FREE)) for at in range(33, 37)]
    return sheet([*rows, row(40, cell("B40", FREE))])


def results(places: Sequence[tuple[str, str, int]]) -> str:
    """The sheet of results; `places` have code, sheet and row of the answer of each item.

    As in the official workbook, those of the eighth essential have no dollar signs.
    """
    last = FIRST_RESULT + len(places) - 1
    rows = [row(36, formula("B36", "C175", places[0][0], "str"))]
    for n in range(10):
        at, end = FIRST_TOTAL + n, FIRST_TOTAL + 9
        points = formula(f"G{at}", "", t="shared", si="0")
        most = formula(f"H{at}", "", t="shared", si="1")
        if not n:
            made = f"SUMIFS($F$175:$F$1154,$B$175:$B$1154,F{at})"
            points = formula(f"G{at}", made, t="shared", ref=f"G{at}:G{end}", si="0")
            made = f"COUNTIFS($B$175:$B${last},F{at})*3"
            most = formula(f"H{at}", made, t="shared", ref=f"H{at}:H{end}", si="1")
        rows.append(row(at, inline(f"F{at}", f"E{n + 1}"), points, most, *_overall(at)))
    for at, (code, name, answer) in enumerate(places, FIRST_RESULT):
        made = f'IF(G{at}="",0,IF(G{at}=0,0,4-G{at}))'
        cells = [inline(f"B{at}", f"E{int(name[1:])}"), inline(f"C{at}", code)]
        dollar = "" if name == "E08" else "$"
        pointing = formula(f"G{at}", f"'{name}'!{dollar}E{dollar}{answer}")
        rows.append(row(at, *cells, formula(f"F{at}", made), pointing))
    return sheet(rows)


def _overall(at: int) -> Iterable[str]:
    if at == FIRST_TOTAL:
        yield formula("K163", "SUM(G163:G172)")
        yield formula(
            "M163", 'CONCATENATE("Otters: ",SUM(G163:G172)," / ",SUM(H163:H172))', "?", "str"
        )
    if at == FIRST_TOTAL + 1:
        yield formula("K164", "SUM(H163:H172)")


def inline(place: str, words: str) -> str:
    """A cell with words of its own."""
    return cell(place, 0, f"<is><t>{escape(words)}</t></is>", "inlineStr")


def control(shape: int, relation: str, top: int) -> str:
    """An option button on a sheet, anchored at a row counted from 0."""
    place = f"<xdr:col>1</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>{top}</xdr:row><xdr:rowOff>9</xdr:rowOff>"
    held = (
        f'<control shapeId="{shape}" r:id="{relation}" name="Button {shape}"><controlPr><anchor>'
        f"<from>{place}</from><to>{place}</to></anchor></controlPr></control>"
    )
    return (
        f'<mc:AlternateContent><mc:Choice Requires="x14">{held}</mc:Choice></mc:AlternateContent>'
    )


def setting(linked: str = "", kind: str = "Radio") -> str:
    """The settings of a button; the first of an item is linked with a cell."""
    first = f' firstButton="1" fmlaLink="{linked}"' if linked else ""
    space = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    return f'<formControlPr xmlns="{space}" objectType="{kind}"{first} lockText="1" noThreeD="1"/>'


def drawn(shapes: Sequence[tuple[int, str]]) -> str:
    """The old drawing of buttons by number and linked cell: not quite XML, as Excel writes it."""
    made = "".join(
        f'<v:shape id="_x0000_s{shape}" type="#_x0000_t201" style="position:absolute">'
        "<v:textbox><div>Otters<br>and ponds</div></v:textbox>"
        f'<x:ClientData ObjectType="Radio">{f"<x:FmlaLink>{linked}</x:FmlaLink>" if linked else ""}'
        "<x:NoThreeD/></x:ClientData></v:shape>"
        for shape, linked in shapes
    )
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f"{made}</xml>"
    )


def book(sheets: Mapping[str, str]) -> str:
    """The part that lists the sheets by name and relation."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="{relation}"/>'
        for n, (name, relation) in enumerate(sheets.items(), 1)
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{TYPE}"><workbookProtection lockStructure="1"/><sheets>'
        f'{listed}</sheets><definedNames><definedName name="InfoData">Info!$D$4:$D$7</definedName>'
        '</definedNames><calcPr calcId="191029"/></workbook>'
    )


def relations(found: Mapping[str, tuple[str, str]]) -> str:
    """A part that says what another one points to."""
    held = "".join(
        f'<Relationship Id="{name}" Type="{TYPE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in found.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{held}</Relationships>'


def content_types(parts: Iterable[str]) -> str:
    """The part that says what the others are."""
    held = [
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
    ]
    for part in parts:
        kind = next((kind for name, kind in KINDS.items() if part.startswith(f"xl/{name}")), "")
        said = f"application/vnd.openxmlformats-officedocument.{kind}+xml" if kind else ""
        if "ctrlProps/" in part:
            said = CONTROLS
        if part == "docProps/app.xml":
            said = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        if said and part.endswith(".xml"):
            held.append(f'<Override PartName="/{part}" ContentType="{said}"/>')
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
        "bin": "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings",
    }
    known = "".join(
        f'<Default Extension="{name}" ContentType="{said}"/>' for name, said in defaults.items()
    )
    return f'<Types xmlns="{PACKAGE}/content-types">{known}{"".join(held)}</Types>'


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts as an archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return held.getvalue()
