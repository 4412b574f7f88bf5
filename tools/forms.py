"""Write the templates of docs/public/ as Word files into a folder: `python -m tools.forms FOLDER`."""

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from resilience.settings import ROOT
from resilience.word.styles import set_language

TEMPLATES = ROOT / "docs/public"
#: bold, or a name of the product, within a paragraph
INLINE = re.compile(r"(\*\*.+?\*\*|`.+?`)")
TABLE, ITEM = "|", "- "
#: millimetres of a table, and most letters by which a column gets its share of them
WIDE, MOST = 152, 60


def blocks(text: str) -> Iterator[list[str]]:
    """The headings, paragraphs, lists and tables of a page, each as its lines."""
    for filled, lines in groupby(text.splitlines(), key=bool):
        if filled:
            yield list(lines)


def form(text: str, language: str) -> Any:
    """A template as a Word document, in a language."""
    document = Document()
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.pop(qn("w:eastAsiaTheme"), None)  # the theme of the library names no such font
    set_language(document, language, own=True)
    for lines in blocks(text):
        if lines[0].startswith("#"):
            marks, _, title = lines[0].partition(" ")
            document.add_heading(title, len(marks))
        elif lines[0].startswith(TABLE):
            _table(document, lines)
        elif lines[0].startswith(ITEM):
            for item in re.split(r"^- ", "\n".join(lines), flags=re.MULTILINE)[1:]:
                _write(document.add_paragraph(style="List Bullet"), " ".join(item.split()))
        else:
            _write(document.add_paragraph(), " ".join(lines))
    document.core_properties.title = text.partition("\n")[0].removeprefix("# ")
    return document


def _table(document: Any, lines: list[str]) -> None:
    """Add a table; its first row, unless empty, is repeated on each page as its heading."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head, body = rows[0], rows[2:]
    shown = [head, *body] if any(head) else body
    table = document.add_table(len(shown), len(head), style="Table Grid")
    needs = [8 + min(MOST, max(map(len, column))) for column in zip(*shown, strict=True)]
    for row, cells in zip(table.rows, shown, strict=True):
        for cell, words, need in zip(row.cells, cells, needs, strict=True):
            cell.width = Mm(WIDE * need / sum(needs))
            _write(cell.paragraphs[0], f"**{words}**" if cells is head and words else words)
    if any(head):
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _write(paragraph: Any, words: str) -> None:
    for part in INLINE.split(words):
        run = paragraph.add_run(part.strip("*`") if INLINE.fullmatch(part) else part)
        run.bold = part.startswith("**")
        run.font.name = "Consolas" if part.startswith("`") else None


def write(folder: Path) -> list[Path]:
    """Write each template into a folder; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for path in sorted(TEMPLATES.glob("*/*.md")):
        language = path.parent.name
        made.append(folder / f"{path.stem}.{language}.docx")
        form(path.read_text(encoding="utf-8"), language).save(made[-1])
    return made


if __name__ == "__main__":
    for file in write(Path(sys.argv[1])):
        sys.stdout.write(f"{file}\n")
