"""Detect the kind of an uploaded file by its content; the name matters only for text files."""

import re
import zipfile
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from resilience.archive import DAMAGE, MEGABYTE, ZipLimits, open_archive
from resilience.errors import InputError

T = TypeVar("T")


class Kind(StrEnum):
    """The kinds of files that are distinguished; `UNKNOWN` is any other file."""

    EMPTY = "empty"
    SCORECARD = "scorecard"
    RESULTS = "results workbook"
    UNDRR = "UNDRR workbook"
    FRAMEWORK = "framework workbook"
    XLSFORM = "XLSForm"
    COLLECTED_BOOK = "collected answers as a workbook"
    WORKBOOK = "workbook"
    OPEN_DOCUMENT = "OpenDocument spreadsheet"
    OLD_WORKBOOK = "workbook of Excel before 2007"
    BINARY_WORKBOOK = "binary workbook"
    NUMBERS = "Numbers"
    LOCKED = "locked"
    RESPONSES = "responses"
    COLLECTED = "collected answers"
    WEIGHTS = "weights"
    COUNTS = "counts"
    TABLE = "table as text"
    YAML = "framework as YAML"
    PEER = "data package"
    UNSIGNED = "data package without its signature"
    BACKUP = "backup"
    FRAMEWORK_ZIP = "framework as a zip"
    BOOKS_ZIP = "workbooks in a zip"
    ZIP = "zip"
    PDF = "PDF"
    DOCUMENT = "document"
    SLIDES = "slides"
    IMAGE = "picture"
    WEB_PAGE = "web page"
    UNKNOWN = "unknown"


#: kinds that are rows of text
TEXTS = frozenset({Kind.RESPONSES, Kind.COLLECTED, Kind.WEIGHTS, Kind.COUNTS, Kind.TABLE})
#: what is inspected: size up to the largest upload, and only the first bytes are unpacked
_BOUNDS = ZipLimits(1024 * MEGABYTE, 1024 * MEGABYTE, 8192 * MEGABYTE, 20_000, growth=10**6)
_HEAD = 65_536

#: first bytes of each kind
_BEGINNINGS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", Kind.PDF),
    (b"{\\rtf", Kind.DOCUMENT),
    (b"\x89PNG", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"BM", Kind.IMAGE),
    (b"II*\0", Kind.IMAGE),
    (b"MM\0*", Kind.IMAGE),
)
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: streams of Office files from before 2007, most specific first
_STREAMS = {
    "EncryptedPackage": Kind.LOCKED,
    "WordDocument": Kind.DOCUMENT,
    "PowerPoint Document": Kind.SLIDES,
    "Workbook": Kind.OLD_WORKBOOK,
    "Book": Kind.OLD_WORKBOOK,
}
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.spreadsheet": Kind.OPEN_DOCUMENT,
    "application/vnd.oasis.opendocument.text": Kind.DOCUMENT,
    "application/vnd.oasis.opendocument.presentation": Kind.SLIDES,
}
#: zip entries that a kind must contain, most specific first
_PARTS: tuple[tuple[set[str], Kind], ...] = (
    ({"xl/workbook.bin"}, Kind.BINARY_WORKBOOK),
    ({"word/document.xml"}, Kind.DOCUMENT),
    ({"ppt/presentation.xml"}, Kind.SLIDES),
    ({"Index/Document.iwa"}, Kind.NUMBERS),
    ({"manifest.json", "manifest.sig", "publisher.pem"}, Kind.PEER),
    ({"datapackage.json"}, Kind.UNSIGNED),
    ({"manifest.json", "tables/workshop.jsonl"}, Kind.BACKUP),
)
#: sheets that a kind of workbook must contain
_SHEETS: tuple[tuple[set[str], Kind], ...] = (
    ({"identity", "lists"}, Kind.SCORECARD),
    ({"E01", "E10"}, Kind.UNDRR),
    ({"iData", "iMeta"}, Kind.RESULTS),
    ({"library_meta"}, Kind.FRAMEWORK),
    ({"survey", "settings"}, Kind.XLSFORM),
    ({"survey", "choices"}, Kind.XLSFORM),
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^<>]*?\bname=[\"']([^\"'<>]*)")
#: column names used by ODK and KoboToolbox servers
_COLLECTING = ("_submission_time", "_uuid", "submissiondate", "instanceid")
#: columns that a kind of text must contain
_COLUMNS: tuple[tuple[set[str], Kind], ...] = (
    ({"participant", "indicator", "answer"}, Kind.RESPONSES),
    ({"round", "indicator", "answers", "squares"}, Kind.COUNTS),
    ({"code", "weight"}, Kind.WEIGHTS),
)
_PAGES = (b"<html", b"<!doctype html", b"<table", b"urn:schemas-microsoft-com:office:spreadsheet")


def kind_of(data: bytes, name: str = "") -> Kind:
    """Detect the kind of a file from its first bytes and listings, cheaply even for hostile files."""
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf"):
        return Kind.EMPTY
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif") or data[8:12] == b"WEBP":
        return Kind.IMAGE
    if data.startswith(_OLD):
        return _first(_STREAMS.items(), lambda stream: stream.encode("utf-16-le") in data)
    if data.startswith(b"PK"):
        return _packed(data)
    return _text(data, name)


def _packed(data: bytes) -> Kind:
    try:
        with open_archive(data, _BOUNDS, "") as archive:
            return _in_archive(archive)
    except (*DAMAGE, InputError):
        return Kind.UNKNOWN


def _in_archive(archive: zipfile.ZipFile) -> Kind:
    names = set(archive.namelist())
    if "mimetype" in names:
        return _OPEN_DOCUMENTS.get(_head(archive, "mimetype").decode("latin-1").strip(), Kind.ZIP)
    if "xl/workbook.xml" in names:
        return _workbook(archive, names)
    if any(name.rpartition("/")[2] == "framework.yaml" for name in names):
        return Kind.FRAMEWORK_ZIP
    if names and all(name.lower().endswith((".xlsx", ".ods", ".xls")) for name in names):
        return Kind.BOOKS_ZIP
    found = _first(_PARTS, lambda parts: parts <= names)
    return Kind.ZIP if found is Kind.UNKNOWN else found


def _workbook(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    listed = _SHEET.findall(_head(archive, "xl/workbook.xml"))
    sheets = {name.decode("utf-8", "replace") for name in listed}
    found = _first(_SHEETS, lambda wanted: wanted <= sheets)
    if found is not Kind.UNKNOWN:
        return found
    words = b"".join(
        _head(archive, part)
        for part in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
        if part in names
    ).lower()
    collected = any(name.encode() in words for name in _COLLECTING)
    return Kind.COLLECTED_BOOK if collected else Kind.WORKBOOK


def _head(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as stream:
        return stream.read(_HEAD)


def _text(data: bytes, name: str) -> Kind:
    head = data[:_HEAD]
    if any(page in head.lower() for page in _PAGES):
        return Kind.WEB_PAGE
    if name.lower().endswith((".yaml", ".yml")):
        return Kind.YAML
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    words = head.decode("utf-16" if wide else "utf-8-sig", "replace").lstrip()
    line = words.splitlines()[0] if words else ""
    columns = {cell.strip("\"' \ufeff").lower() for cell in re.split("[,;\t]", line)}
    found = _first(_COLUMNS, lambda wanted: wanted <= columns)
    if found is not Kind.UNKNOWN:
        return found
    bare = {re.split(r"[/.:-]", column)[-1] for column in columns} | columns
    if bare & {*_COLLECTING, "key"}:
        return Kind.COLLECTED
    tabular = len(columns) > 1 and ("\0" not in words or wide)
    return Kind.TABLE if tabular or name.lower().endswith(".csv") else Kind.UNKNOWN


def _first(signs: Iterable[tuple[T, Kind]], fits: Callable[[T], bool]) -> Kind:
    return next((kind for sign, kind in signs if fits(sign)), Kind.UNKNOWN)
