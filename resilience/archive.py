"""Zip files: the sizes of a stranger's are judged before anything is unpacked, one's own are packed again."""

import datetime
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from resilience.errors import InputError

MEGABYTE = 1_048_576
#: what a damaged archive makes the standard library raise
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE, _END_REACH, _LOCATOR = 22, 22 + 65_535, 20
_LARGEST_DIRECTORY = MEGABYTE
#: the moment that every part of `plain_zip` bears, the first that a zip file knows: no clock is in the bytes
_MOMENT = (1980, 1, 1, 0, 0, 0)
_READABLE_FILE = 0o100644 << 16
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """What a zip file may have: bytes of the file, of a part and of all parts unpacked, and parts.

    `growth` is how many times a part above a megabyte may grow when it is unpacked.
    """

    packed: int
    part: int
    whole: int
    parts: int
    growth: int = 200


def open_archive(data: bytes, bounds: ZipLimits, unlike: str) -> zipfile.ZipFile:
    """The archive, whose parts are within the bounds: a reader unpacks no more than they declare.

    Raises `InputError`, with the sentence `unlike` (a text key) for what is no zip file, and what the
    standard library raises for a damaged one.
    """
    _check_container(data, bounds, unlike)
    archive = zipfile.ZipFile(io.BytesIO(data))
    _check_parts(archive.infolist(), bounds)
    return archive


def plain_zip(files: Mapping[str, bytes]) -> bytes:
    """A zip file of files by name, not compressed: the same files always give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            part = zipfile.ZipInfo(name, _MOMENT)
            part.create_system, part.external_attr = 3, _READABLE_FILE
            archive.writestr(part, content)
    return held.getvalue()


def repacked(
    content: bytes, made_at: datetime.datetime, change: Callable[[str, bytes], bytes]
) -> bytes:
    """An archive with each part as `change` makes it of name and content, dated `made_at` (aware)."""
    moment = made_at.astimezone(datetime.UTC).timetuple()[:6]
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            about = zipfile.ZipInfo(name, moment)
            about.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(about, change(name, before.read(name)))
    return written.getvalue()


def _check_container(data: bytes, bounds: ZipLimits, unlike: str) -> None:
    """Refuse from the first and last bytes what is no zip file, or has too long a list of parts."""
    if len(data) > bounds.packed:
        raise InputError(
            "The file is {found} MB; at most {most} MB is allowed. Upload a smaller file.",
            found=len(data) // MEGABYTE,
            most=bounds.packed // MEGABYTE,
        )
    end = data.rfind(_END, max(0, len(data) - _END_REACH), max(0, len(data) - _END_SIZE + 4))
    if not data.startswith(b"PK") or end < 0:
        raise InputError(unlike)
    directory = struct.unpack_from("<L", data, end + 12)[0]
    if directory > _LARGEST_DIRECTORY or data[max(0, end - _LOCATOR) : end].startswith(_END_64):
        raise _too_many_parts()


def _check_parts(parts: list[zipfile.ZipInfo], bounds: ZipLimits) -> None:
    if len(parts) > bounds.parts or len({part.filename.lower() for part in parts}) < len(parts):
        raise _too_many_parts()
    for part in parts:
        if part.flag_bits & 1 or part.compress_type not in _READABLE:
            raise InputError(
                "The part {part} of the file is locked or packed in an unusual way. Save the file "
                "again without a password.",
                part=part.filename,
            )
        grown = part.file_size > bounds.growth * max(1, part.compress_size)
        if part.file_size > bounds.part or (part.file_size > MEGABYTE and grown):
            raise InputError(
                "The part {part} of the file would take {found} MB unpacked. At most {most} MB "
                "is allowed, and no more than {times} times its packed size.",
                part=part.filename,
                found=part.file_size // MEGABYTE,
                most=bounds.part // MEGABYTE,
                times=bounds.growth,
            )
    whole = sum(part.file_size for part in parts)
    if whole > bounds.whole:
        raise InputError(
            "The file would take {found} MB unpacked; at most {most} MB is allowed.",
            found=whole // MEGABYTE,
            most=bounds.whole // MEGABYTE,
        )


def _too_many_parts() -> InputError:
    return InputError(
        "The file has more parts than this file type needs, or one of them "
        "twice. Open it in the program that made it, save it again and upload "
        "that."
    )
