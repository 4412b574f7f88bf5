"""Files of evidence: kept by their content and not by their name, under names that are safe everywhere."""

import io
import zipfile
from itertools import count

import pytest

from resilience.errors import InputError
from resilience.exchange.attached.evidence import checked_file
from resilience.workbook.reading.reading_process import read_apart
from tests.exchange.walls import wall

PDF = b"%PDF-1.7\n%%EOF"
WORD = ("[Content_Types].xml", "word/document.xml")
TEXT = "application/vnd.oasis.opendocument.text"


def packed(*names: str, how: int = zipfile.ZIP_STORED, **parts: str) -> bytes:
    """A zip file with parts: empty ones by name, others with what they say."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, said in [*parts.items(), *((one, "") for one in names)]:
            archive.writestr(name, said)
    return made.getvalue()


DEFLATED = packed(how=zipfile.ZIP_DEFLATED, mimetype=TEXT)
#: the type cannot be unpacked (zlib.error), or would begin after the end of the file (EOFError)
DAMAGED = DEFLATED[:38] + b"\xff" * 6 + DEFLATED[44:]
CUT = DEFLATED[:28] + b"\xff\xff" + DEFLATED[30:]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Flood plan 2026.PDF", "Flood plan 2026.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ana\\plan.pdf", "plan.pdf"),
        ("plan\u202efdp.exe.pdf", "planfdp.exe.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie- x=1.pdf"),
        ('"><script>.pdf', "---script-.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("nul.tar.pdf", "_nul.tar.pdf"),
        (".pdf", "evidence.pdf"),
        (" .. .pdf", "evidence.pdf"),
        ("洪水預案.pdf", "洪水預案.pdf"),
        ("\udcff.pdf", "-.pdf"),
        ("水" * 300 + ".pdf", "水" * 60 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert checked_file(name, PDF) == (safe, PDF)


def test_a_photo_is_kept_without_metadata_as_jpeg() -> None:
    name, content = read_apart(checked_file, "wall.PNG", wall("PNG"))
    assert name == "wall.jpg" and content.startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.docx", packed(*WORD)),
        ("plan.xlsx", packed("[Content_Types].xml", "xl/workbook.xml")),
        ("plan.pptx", packed("[Content_Types].xml", "ppt/presentation.xml")),
        ("plan.odt", packed("content.xml", mimetype=TEXT)),
    ],
    ids=count(),
)
def test_documents_are_kept_as_they_are(name: str, content: bytes) -> None:
    assert checked_file(name, content) == (name, content)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("plan.exe", b"MZ", "type of file is not accepted: plan.exe"),
        ("plan", PDF, "type of file is not accepted"),
        ("plan.html", b"<script>", "type of file is not accepted"),
        ("plan.svg", b"<svg/>", "type of file is not accepted"),
        ("plan.docm", packed(*WORD), "type of file is not accepted"),
        ("plan.pdf", b"", "not of the type that its name says"),
        ("plan.pdf", b"<html><script>alert(1)</script>", "not of the type"),
        ("plan.pdf", packed(*WORD), "not of the type"),
        ("plan.docx", PDF, "not of the type"),
        ("plan.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "not of the type"),
        ("plan.docx", packed("[Content_Types].xml", "xl/workbook.xml"), "not of the type"),
        ("plan.docx", packed(*WORD)[:90], "not of the type"),
        ("plan.odt", packed("content.xml", mimetype=TEXT + "-template"), "not of the type"),
        ("plan.odt", packed("mimetype"), "not of the type"),
        ("plan.odt", DAMAGED, "This file is damaged"),
        ("plan.odt", CUT, "This file is damaged"),
        ("plan.docx", packed(*WORD, "word/vbaProject.bin"), "contains macros"),
        ("plan.odt", packed("Basic/Standard/Module.xml", mimetype=TEXT), "contains macros"),
        ("wall.jpg", b"<svg/>", "cannot be read as a photo"),
        ("wall.png", PDF, "cannot be read as a photo"),
    ],
    ids=count(),
)
def test_what_is_not_kept_gets_a_sentence(name: str, content: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        checked_file(name, content)
