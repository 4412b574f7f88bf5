"""Atom feeds (RFC 4287): the same feed gives the same bytes."""

import datetime
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

NAMESPACE = "http://www.w3.org/2005/Atom"
#: what no XML can hold
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: of the ids of all feeds and calendars of this product
OURS = uuid.UUID("6f1d9f0e-5c1b-4a52-9d0a-2f7c6f2b7c11")


@dataclass(frozen=True, slots=True)
class AtomEntry:
    """An entry: its title, plain words and the page it is about; `name` is unique among all feeds."""

    name: str
    updated: datetime.datetime
    title: str
    words: str
    page: str


@dataclass(frozen=True, slots=True)
class AtomFeed:
    """A feed, its entries newest first. `address` is its own, `page` that of people; `updated` if it has no entry yet."""

    name: str
    title: str
    subtitle: str
    author: str
    language: str
    address: str
    page: str
    made: datetime.datetime
    entries: Sequence[AtomEntry]

    @property
    def updated(self) -> datetime.datetime:
        """When it last changed."""
        return max((self.made, *(one.updated for one in self.entries)))


def atom_bytes(feed: AtomFeed) -> bytes:
    """Return a feed as XML in UTF-8; all of its words are plain text."""
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": feed.language})
    _text(root, "id", id_of(feed.name).urn)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(feed.updated))
    _text(ET.SubElement(root, "author"), "name", feed.author)
    kind = {"type": "application/atom+xml"}
    ET.SubElement(root, "link", {"rel": "self", "href": feed.address, **kind})
    ET.SubElement(root, "link", {"rel": "alternate", "href": feed.page, "type": "text/html"})
    for entry in feed.entries:
        _add(root, entry)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add(root: ET.Element, entry: AtomEntry) -> None:
    part = ET.SubElement(root, "entry")
    _text(part, "id", id_of(entry.name).urn)
    _text(part, "title", entry.title)
    _text(part, "updated", _moment(entry.updated))
    ET.SubElement(part, "link", {"rel": "alternate", "href": entry.page, "type": "text/html"})
    _text(part, "content", entry.words or entry.title)


def _text(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, name).text = NOT_XML.sub("", words)


def id_of(name: str) -> uuid.UUID:
    """Return the id of a name: the same on every server and at every address."""
    return uuid.uuid5(OURS, name)


def _moment(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
