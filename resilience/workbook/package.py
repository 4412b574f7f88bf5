"""The parts of a workbook that a stranger made: read in bounds, as plain XML, never executed."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from resilience.errors import InputError
from resilience.text import mark

#: bytes of one part, and of all parts together, when unpacked
PART_LIMIT = 20 * 1024**2
WHOLE_LIMIT = 200 * 1024**2
#: how many times its packed size a part may have; small parts do no harm whatever their ratio
RATIO_LIMIT = 100
SMALL = 100 * 1024
PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: what a damaged archive makes the standard library raise
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)

UNREADABLE = mark(
    "This file cannot be read as an Excel workbook (.xlsx or .xlsm). Save it again in Excel, "
    "without a password, and upload that."
)
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class Related(NamedTuple):
    """A part that another one points to: `kind` is like "drawing"."""

    kind: str
    part: str


class Package:
    """An .xlsx or .xlsm file as named parts; raises `InputError` where it is none, or too large."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE as error:
            raise InputError(UNREADABLE) from error
        parts = self._archive.infolist()
        for part in parts:
            _refuse_large(part)
        if sum(part.file_size for part in parts) > WHOLE_LIMIT:
            raise InputError(
                "This file is larger than {most} MB when unpacked, so it was not read.",
                most=WHOLE_LIMIT // 1024**2,
            )
        self._names = {part.filename for part in parts}

    def all(self, name: str, *tags: str) -> Iterator[Element]:
        """All elements of a part with one of the tags, none where there is no such part.

        What older programs are to draw instead of an element (mc:Fallback) is left out.
        """
        if name in self._names:
            yield from _elements(_parsed(self._unpacked(name), name), tags)

    def related(self, name: str) -> dict[str, Related]:
        """What a part points to, by the id under which it does."""
        folder, file = posixpath.split(name)
        return {
            found.get("Id", ""): Related(
                found.get("Type", "").rsplit("/", maxsplit=1)[-1],
                posixpath.normpath(posixpath.join("/", folder, found.get("Target", "")))[1:],
            )
            for found in self.all(f"{folder}/_rels/{file}.rels", RELATION)
        }

    def _unpacked(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except DAMAGE as error:
            raise InputError(UNREADABLE) from error


def _elements(root: Element, tags: Sequence[str]) -> Iterator[Element]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.tag in tags:
            yield node
        waiting += [child for child in reversed(node) if child.tag != FALLBACK]


def _refuse_large(part: zipfile.ZipInfo) -> None:
    if part.compress_type not in PLAIN_METHODS:
        raise InputError(UNREADABLE)
    if part.file_size > PART_LIMIT:
        raise InputError(
            "The part {part} of this file is larger than {most} MB when unpacked, so the file was "
            "not read.",
            part=part.filename[:80],
            most=PART_LIMIT // 1024**2,
        )
    if part.file_size > max(SMALL, RATIO_LIMIT * part.compress_size):
        raise InputError(
            "The part {part} of this file is packed more than {most} times smaller than it is, "
            "which no workbook needs, so the file was not read.",
            part=part.filename[:80],
            most=RATIO_LIMIT,
        )


def _parsed(held: bytes, name: str) -> Element:
    if b"<!DOCTYPE" in held or b"<!ENTITY" in held:
        raise InputError(
            "The part {part} of this file declares a document type or entities, which no workbook "
            "needs, so the file was not read.",
            part=name[:80],
        )
    if b"\0" in held:  # UTF-16, which would hide a declaration from the look above
        raise InputError(UNREADABLE)
    parser = ElementTree.XMLParser(encoding="utf-8")  # noqa: S314 - no entities without declarations
    try:
        return ElementTree.fromstring(held, parser)  # noqa: S314
    except (ElementTree.ParseError, ValueError) as error:
        raise InputError(UNREADABLE) from error
