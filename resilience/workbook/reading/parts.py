"""The XML parts of an uploaded workbook, looked through before anything is built from them."""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from resilience.errors import InputError, Sentence
from resilience.text import mark

LAST_ROW, LAST_COLUMN = 20_000, 500
#: the most of each kind of element in the whole file; the names of the kinds are in `_WORDS`
MOST = {
    "c": 200_000,
    "row": 50_000,
    "si": 50_000,
    "in strings": 200_000,
    "sheet": 200,
    "other": 60_000,
}
_WORDS = {
    "c": mark("filled cells"),
    "row": mark("rows"),
    "si": mark("different texts"),
    "in strings": mark("pieces of formatted text"),
    "sheet": mark("sheets"),
    "other": mark("formats, rules and other elements"),
}
#: the parts of a cell that are counted with it
_IN_CELLS = frozenset({"v", "f", "is", "t"})
_CHUNK = 65_536
_XML_NAMES = (".xml", ".rels")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_LONGEST_RANGE = len("XFD1048576:XFD1048576")
_ROW = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
#: relations through which parts are read, and those that reach beyond the file
_READ = ("/officeDocument", "/worksheet", "/sharedStrings", "/styles", "/theme", "+xml")
_BEYOND = ("/externalLink", "/externalLinkPath", "/connections", "/oleObject", "/attachedTemplate")
_MACROS = "vbaproject.bin"


@dataclass(frozen=True, slots=True)
class PartsSummary:
    """What the parts tell before they are read.

    `widest` is the last column that holds something. Cells beyond it have a format alone: programs
    write them to the end of the sheet, so that they are no reason to refuse. `merged` has the merged
    cells, such as D5:D6, by the title of the sheet.
    """

    macros: bool
    widest: int
    merged: dict[str, list[str]]


def check_parts(archive: zipfile.ZipFile) -> PartsSummary:
    """Check all parts; raises `InputError` for a file that is not safe to read.

    Refused are document types and entities, links to other files, and more sheets, rows, columns, cells or
    texts than a framework or scorecard has; a part that a workbook lists as several sheets counts once for
    each. The archive is read in small pieces and no further than the first fault.
    """
    names = [info.filename for info in archive.infolist()]
    counts: Counter[str] = Counter()
    looked = [_Part(name, counts) for name in names if name.lower().endswith(_XML_NAMES)]
    for part in looked:
        part.read(archive)
    sheets = list(_sheets({part.name: part for part in looked}))
    _count_again(part for _, part in sheets)
    return PartsSummary(
        macros=any(name.lower().endswith(_MACROS) for name in names),
        widest=max((part.widest for part in looked), default=0),
        merged={title: part.merged for title, part in sheets if part.merged},
    )


def _sheets(parts: Mapping[str, "_Part"]) -> Iterator[tuple[str, "_Part"]]:
    """The sheets that workbooks list: the title and part of each."""
    for book in parts.values():
        folder, file = posixpath.split(book.name)
        relations = parts.get(posixpath.join(folder, "_rels", f"{file}.rels"))
        for title, relation in book.sheets:
            for target in relations.targets.get(relation, ()) if relations else ():
                name = posixpath.normpath(posixpath.join("/", folder, target))[1:]
                if name in parts:
                    yield title, parts[name]


def _count_again(listed: Iterable["_Part"]) -> None:
    """Count a part used by several sheets once for each, as it is read as often."""
    for part, times in Counter(listed).items():
        part.count_again(times - 1)


class _Part:
    """One part while it is read; `counts` is shared by all parts of the file.

    `widest` is the last column with a filled cell, `merged` has the merged cells. `sheets` are the titles and
    relations that a workbook lists as sheets, `targets` the parts by relation.
    """

    def __init__(self, name: str, counts: Counter[str]) -> None:
        self.name, self._counts = name, counts
        self._own: Counter[str] = Counter()
        self.merged: list[str] = []
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, list[str]] = {}
        self._root = ""
        self._at, self.widest = 0, 0

    def read(self, archive: zipfile.ZipFile) -> None:
        """Look the part through."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._element
        try:
            with archive.open(self.name) as stream:
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise InputError(
                "The part {part} of the file is damaged at line {line}. Open it in "
                "Excel, save it as a new .xlsx file and upload that.",
                part=self.name,
                line=error.lineno,
            ) from error

    def _doctype(self, *_declared: object) -> None:
        raise InputError(
            "The part {part} of the file declares a document type or entities, which "
            "no workbook has. Open it in Excel, save it as a new .xlsx file and "
            "upload that.",
            part=self.name,
        )

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = _bare(name)
        self._root = self._root or tag
        if tag in ("row", "c"):
            self._count(tag)
            self._check_place(tag, attributes.get("r"))
        elif tag == "sheet":  # readers take it for one whatever the part is called or begins with
            self._count("sheet")
            title = attributes.get("name", "")
            self.sheets += [(title, said) for key, said in attributes.items() if _bare(key) == "id"]
        elif tag in ("Relationship", "Override"):
            self._count("other")
            self._check_relation(attributes)
        elif self._root == "sst":
            self._count("si" if tag == "si" else "in strings")
        elif self._root == "worksheet" and tag in _IN_CELLS:
            self._check_column()
        else:
            self._count("other")
            if tag == "mergeCell":
                self.merged.append(attributes.get("ref", "")[:_LONGEST_RANGE])

    def count_again(self, times: int) -> None:
        """Add the part's counts this many more times."""
        for kind, number in self._own.items():
            self._count(kind, number * times)

    def _count(self, kind: str, number: int = 1) -> None:
        self._own[kind] += number
        self._counts[kind] += number
        if self._counts[kind] > MOST[kind]:
            raise self._too_much(f"{MOST[kind]:,}", _WORDS[kind])

    def _check_place(self, tag: str, reference: str | None) -> None:
        """A single row far away makes a reader fill all the room before it."""
        self._at = self._at + 1 if tag == "c" else 0  # where it does not say
        if reference is None:
            return
        found = (_ROW if tag == "row" else _REFERENCE).fullmatch(reference)
        if found is None:
            raise InputError(
                "The file was not read, because its part {part} has a cell in an "
                "unexpected place ({place}). Open it in Excel, save it as a new .xlsx "
                "file and upload that.",
                part=self.name,
                place=reference[:20],
            )
        if int(found[0] if tag == "row" else found[2]) > LAST_ROW:
            raise self._too_much(f"{LAST_ROW:,}", _WORDS["row"])
        if tag == "c":
            self._at = _column(found[1])

    def _check_column(self) -> None:
        """The cell that was met last holds something."""
        if self._at > LAST_COLUMN:
            raise self._too_much(f"{LAST_COLUMN:,}", mark("columns"))
        self.widest = max(self.widest, self._at)

    def _too_much(self, most: str, what: str) -> InputError:
        return InputError(
            "The part {part} of the file has more than {most} {what}. Delete what is empty or "
            "not needed, and save the file again.",
            part=self.name,
            most=most,
            what=Sentence(what),
        )

    def _check_relation(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("Type") or attributes.get("ContentType", "")
        target = attributes.get("Target") or attributes.get("PartName", "")
        self.targets.setdefault(attributes.get("Id", ""), []).append(target)
        if kind.endswith(_BEYOND):
            raise InputError(
                "The workbook has a link to another file or source ({target}). Break the link in "
                "Excel (Data, Edit links) and save it again.",
                target=target[:80],
            )
        if kind.endswith(_READ) and not target.lower().endswith((*_XML_NAMES, ".vml")):
            raise InputError(
                "The file was not read, because its part {part} has an unexpected name. "
                "Open it in Excel, save it as a new .xlsx file and upload that.",
                part=target[:80],
            )


def _bare(name: str) -> str:
    """A name without its namespace prefix."""
    return name.rpartition(":")[2]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
