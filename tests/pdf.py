"""Reading a PDF as a person or a screen reader does."""

import io
import re
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

#: words that people paste or type and no page expects
ODD = (
    "\u202eabc",
    "\x00\x07\x1b",
    "a\nb\r\nc",
    "\ud7b0\U0001f600",
    "x" * 2000,
    "字" * 2000,
    "\ufeff",
)


@dataclass(frozen=True)
class Read:
    """The words of each page without line ends, the language, the title and the fonts of a PDF."""

    pages: tuple[str, ...]
    language: str
    title: str
    fonts: frozenset[str]
    tagged: bool

    @property
    def words(self) -> str:
        """All pages as one line."""
        return " ".join(self.pages)


def read_pdf(content: bytes) -> Read:
    """What a PDF says."""
    reader = PdfReader(io.BytesIO(content))
    root = reader.root_object
    metadata = reader.metadata
    assert metadata
    return Read(
        tuple(re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages),
        str(root.get("/Lang")),
        str(metadata.title),
        frozenset(_fonts(reader)),
        "/StructTreeRoot" in root,
    )


def _fonts(reader: PdfReader) -> set[str]:
    """The names of the fonts, without the mark of a subset in front."""
    found = set()
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            found.add(str(font.get_object()["/BaseFont"]).split("+")[-1])
    return found
