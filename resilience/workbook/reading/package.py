"""The parts of a workbook that a stranger made: read in bounds, as plain XML, never executed."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from resilience.archive import DAMAGE, MEGABYTE, ZipLimits, open_archive
from resilience.errors import InputError
from resilience.text import mark

BOUNDS = ZipLimits(packed=50 * MEGABYTE, part=20 * MEGABYTE, whole=200 * MEGABYTE, parts=2_000)
#: what is taken apart as XML, which needs many times the room: bytes of one part, bytes and tags of all
XML_LIMIT = 8 * MEGABYTE
XML_WHOLE_LIMIT = 40 * MEGABYTE
TAGS_LIMIT = 1_000_000

UNREADABLE = mark(
    "This file cannot be read as an Excel workbook (.xlsx or .xlsm). Save it again in Excel "
    "without a password and upload the new file."
)
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class RelatedPart(NamedTuple):
    """A part that another one points to: `kind` is like "drawing"."""

    kind: str
    part: str


class Package:
    """An .xlsx or .xlsm file as named parts; raises `InputError` where it is none, or too large."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = open_archive(data, BOUNDS, UNREADABLE)
        except DAMAGE as error:
            raise InputError(UNREADABLE) from error
        self._names = set(self._archive.namelist())
        self._bytes = self._tags = 0

    def all(self, name: str, *tags: str) -> Iterator[Element]:
        """All elements of a part with one of the tags, none where there is no such part.

        What older programs are to draw instead of an element (mc:Fallback) is left out.
        """
        if name in self._names:
            held = self.part(name)
            self._take(held, name)
            yield from _elements(_parsed(held, name), tags)

    def related(self, name: str) -> dict[str, RelatedPart]:
        """What a part points to, by the id under which it does."""
        folder, file = posixpath.split(name)
        return {
            found.get("Id", ""): RelatedPart(
                found.get("Type", "").rsplit("/", maxsplit=1)[-1],
                posixpath.normpath(posixpath.join("/", folder, found.get("Target", "")))[1:],
            )
            for found in self.all(f"{folder}/_rels/{file}.rels", RELATION)
        }

    def part(self, name: str) -> bytes:
        """A part as it is, unpacked."""
        try:
            return self._archive.read(name)
        except (*DAMAGE, KeyError) as error:
            raise InputError(UNREADABLE) from error

    def with_parts(self, changes: Mapping[str, bytes]) -> bytes:
        """The file with other contents in some parts; all others keep theirs, and their order."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for info in self._archive.infolist():
                held = changes.get(info.filename)
                held = self.part(info.filename) if held is None else held
                archive.writestr(copy(info), held)  # a copy, since the place in the file is set
        return made.getvalue()

    def _take(self, held: bytes, name: str) -> None:
        """Add an unpacked part to the size limits, each time it is read."""
        self._bytes += len(held)
        self._tags += held.count(b"<")
        if len(held) > XML_LIMIT:
            raise _too_large_part(name, XML_LIMIT)
        if self._bytes > XML_WHOLE_LIMIT:
            raise _too_large(XML_WHOLE_LIMIT)
        if self._tags > TAGS_LIMIT:
            raise InputError(
                "This file has more cells, shapes and other elements than the official workbook "
                "needs, so it was not read."
            )


def _elements(root: Element, tags: Sequence[str]) -> Iterator[Element]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.tag in tags:
            yield node
        waiting += [child for child in reversed(node) if child.tag != FALLBACK]


def _too_large_part(name: str, limit: int) -> InputError:
    return InputError(
        "The part {part} of this file is larger than {most} MB when unpacked, so the file was "
        "not read.",
        part=name[:80],
        most=limit // 1024**2,
    )


def _too_large(limit: int) -> InputError:
    return InputError(
        "This file is larger than {most} MB when unpacked, so it was not read.",
        most=limit // 1024**2,
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
