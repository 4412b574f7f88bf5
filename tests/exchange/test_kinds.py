"""What a file is, is seen from its content: those of this product and those that people confuse with them."""

import io
import zipfile

import pytest
from xlsxwriter import Workbook

from resilience.exchange.kinds import Kind, kind_of

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(*names: str, **contents: str) -> bytes:
    """A zip with parts of these names, some with a content."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, contents.get(name, "-"))
    return held.getvalue()


def book(*sheets: str, first: str = "words") -> bytes:
    """A workbook with sheets of these names."""
    held = io.BytesIO()
    with Workbook(held) as workbook:
        for name in sheets:
            workbook.add_worksheet(name).write_string(0, 0, first)
    return held.getvalue()


def old(stream: str) -> bytes:
    return OLD + bytes(500) + stream.encode("utf-16-le")


FILES: dict[Kind, list[tuple[bytes, str]]] = {
    Kind.EMPTY: [(b"", "a.xlsx"), (b"\r\n  \r\n", "a.csv"), (bytes(100), "a.pdf")],
    Kind.SCORECARD: [(book("Start", "lists", "identity"), "any name.bin")],
    Kind.RESULTS: [(book("Lisez-moi", "iData", "iMeta"), "a.xlsx")],
    Kind.UNDRR: [(book("Info", "E01", "E10", "Results"), "a.xlsx")],
    Kind.FRAMEWORK: [(book("library_meta", "x_meta"), "a.xlsx")],
    Kind.XLSFORM: [(book("survey", "choices", "settings"), "form.xlsx")],
    Kind.COLLECTED_BOOK: [(book("Sheet1", first="_submission_time"), "kobo.xlsx"), (book("S", first="SubmissionDate"), "odk.xlsx")],
    Kind.WORKBOOK: [(book("Sheet1"), "a.csv")],
    Kind.OPEN_DOCUMENT: [(packed("mimetype", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "a.ods")],
    Kind.DOCUMENT: [
        (packed("[Content_Types].xml", "word/document.xml"), "a.docx"), (old("WordDocument"), "a.xls"), (b"{\\rtf1", "a.doc"),
        (packed("mimetype", mimetype="application/vnd.oasis.opendocument.text"), "a.odt"),
    ],
    Kind.SLIDES: [(packed("ppt/presentation.xml"), "a.pptx"), (old("PowerPoint Document"), "a.ppt")],
    Kind.OLD_WORKBOOK: [(old("Workbook"), "a.xls"), (old("Book"), "a.xlsx")],
    Kind.LOCKED: [(old("EncryptedPackage"), "a.xlsx")],
    Kind.BINARY_WORKBOOK: [(packed("xl/workbook.bin"), "a.xlsb")],
    Kind.NUMBERS: [(packed("Index/Document.iwa"), "a.numbers")],
    Kind.RESPONSES: [(b"unit,department,participant,indicator,answer\n", "a.csv"), ("\ufeffUnit;Department;Participant;Indicator;Answer\n".encode(), "a.txt")],
    Kind.COLLECTED: [(b"start,grp/department,_id,_uuid,_submission_time\n", "a.csv"), (b"SubmissionDate,meta-instanceID,KEY\n", "a.csv")],
    Kind.WEIGHTS: [(b"code,weight\nW1,2\n", "a.csv"), ("code\tweight\n".encode("utf-16"), "a.txt")],
    Kind.COUNTS: [(b"round,unit,indicator,answer,answers,people,total,squares\n", "a.csv")],
    Kind.TABLE: [(b"a,b\n1,2\n", "x"), ("部门,回答\n".encode("gbk"), "a.csv"), (b"words alone", "a.csv")],
    Kind.YAML: [(b"id: mine\n", "framework.yaml")],
    Kind.PEER: [(packed("manifest.json", "manifest.sig", "publisher.pem", "datapackage.json"), "a.zip")],
    Kind.UNSIGNED: [(packed("datapackage.json", "counts.csv"), "a.zip")],
    Kind.BACKUP: [(packed("tables/workshop.jsonl", "keys/x", "manifest.json"), "a.zip")],
    Kind.FRAMEWORK_ZIP: [(packed("mine/framework.yaml", "mine/text.en.yaml"), "a.zip")],
    Kind.BOOKS_ZIP: [(packed("Water-1.xlsx", "Power-1.xlsx"), "a.zip")],
    Kind.ZIP: [(packed("a.txt"), "a.zip")],
    Kind.PDF: [(b"%PDF-1.7", "a.xlsx")],
    Kind.IMAGE: [(b"\x89PNG\r\n", "a"), (b"\xff\xd8\xff\xe0", "a.jpg"), (b"\0\0\0\x18ftypheic", "a.heic"), (b"RIFF\0\0\0\0WEBP", "a")],
    Kind.WEB_PAGE: [(b"<html><body><table>", "a.xls"), (b"\n<!DOCTYPE html>", "a.xlsx"), (b'<?xml?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "a.xls")],
    Kind.UNKNOWN: [(b"words", "a.xlsx"), (b"PK\x03\x04 and no more", "a.xlsx"), (b"\0\1\2", "a"), (OLD + bytes(100), "a.xls")],
}  # fmt: skip
CASES = [(kind, data, name) for kind, files in FILES.items() for data, name in files]


def test_every_kind_has_its_file() -> None:
    assert set(FILES) == set(Kind)


@pytest.mark.parametrize(("kind", "data", "name"), CASES)
def test_a_file_is_what_its_content_says(kind: Kind, data: bytes, name: str) -> None:
    assert kind_of(data, name) is kind
