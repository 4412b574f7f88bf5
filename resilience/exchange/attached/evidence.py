"""Which files are kept as evidence: told by their content, under a name that is safe on every system."""

import re
import struct
import unicodedata
import zipfile
from collections.abc import Mapping

from resilience.archive import DAMAGE, MEGABYTE, ZipLimits, open_archive
from resilience.errors import InputError
from resilience.exchange.attached.photos import plain_photo
from resilience.text import mark

#: megabytes of a file
MOST_MEGABYTES = 10
_BOUNDS = ZipLimits(MOST_MEGABYTES * MEGABYTE, 200 * MEGABYTE, 400 * MEGABYTE, 5000)
#: endings of photos, which are made new without metadata
PHOTOS = ("jpg", "jpeg", "png", "webp")
#: the part that an Office document of an ending has, and the type that an OpenDocument file names
_OFFICE: Mapping[str, str] = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
}
_OPEN_DOCUMENT: Mapping[str, str] = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
ENDINGS = ("pdf", *_OFFICE, *_OPEN_DOCUMENT, *PHOTOS)
#: where Office and OpenDocument files have programs
_PROGRAMS = re.compile(r"vbaproject\.bin$|^(basic|scripts)/|/activex/", re.IGNORECASE)
#: characters that no name of a file may have on Windows, and names that are devices there
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
#: bytes of a name without its ending: file systems take 255
_LONGEST_NAME = 180
UNLIKE = mark(
    "This file is damaged, has a password, or is not of the type that its name says. Open it in "
    "the program that made it, save it again and upload that."
)


def checked_file(name: str, content: bytes) -> tuple[str, bytes]:
    """Return a safe name and the content to keep; to be run in a limited process.

    A photo becomes a JPEG without metadata. Raises `InputError` for a type that is not kept, for a file that is not
    what its name says, and for one with macros.
    """
    plain, _, ending = _last_part(name).rpartition(".")
    ending = ending.lower()
    if ending not in ENDINGS:
        raise InputError(
            "This type of file is not accepted: {name}. Choose a PDF, a Word, Excel, PowerPoint or OpenDocument file without macros, or a photo (JPEG, PNG, WebP).",
            name=_last_part(name)[-60:] or "–",
        )
    if ending in PHOTOS:
        return f"{_safe(plain)}.jpg", plain_photo(content)
    if ending == "pdf":
        if not content.startswith(b"%PDF-"):
            raise InputError(UNLIKE)
    else:
        _check_document(ending, content)
    return f"{_safe(plain)}.{ending}", content


def _check_document(ending: str, content: bytes) -> None:
    """Raise `InputError` unless the content is a document of this ending without macros."""
    try:
        with open_archive(content, _BOUNDS, UNLIKE) as archive:
            names = archive.namelist()
            if not _is_of(ending, archive, names):
                raise InputError(UNLIKE)
    except (*DAMAGE, struct.error) as error:
        raise InputError(UNLIKE) from error
    if any(_PROGRAMS.search(one) for one in names):
        raise InputError(
            "This file contains macros, which are not accepted. Save it without macros, or as a PDF, and upload that."
        )


def _is_of(ending: str, archive: zipfile.ZipFile, names: list[str]) -> bool:
    if ending in _OFFICE:
        return "[Content_Types].xml" in names and _OFFICE[ending] in names
    if names[:1] != ["mimetype"] or archive.getinfo("mimetype").file_size > _LONGEST_NAME:
        return False
    return archive.read("mimetype").decode("ascii", "replace").strip() == _OPEN_DOCUMENT[ending]


def _last_part(name: str) -> str:
    """The name without folders and without signs that are not seen or turn the direction of text."""
    last = re.split(r"[/\\]", name.encode(errors="replace").decode())[-1]
    seen = (c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    return " ".join("".join(seen).split())


def _safe(plain: str) -> str:
    """A name without its ending that every file system takes."""
    kept = _FORBIDDEN.sub("-", plain).strip(" .")
    kept = kept.encode()[:_LONGEST_NAME].decode(errors="ignore").strip(" .") or "evidence"
    return f"_{kept}" if _DEVICE.match(kept) else kept
