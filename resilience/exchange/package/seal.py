"""The data package itself: a zip whose list of contents is signed, opened only where all of it fits."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from resilience.archive import DAMAGE, MEGABYTE, ZipLimits, open_archive, plain_zip
from resilience.errors import InputError
from resilience.exchange.package.fields import Name, Number, Strict
from resilience.exchange.package.key import PublishingKey, fingerprint_of
from resilience.exchange.package.read import city_result, json_value
from resilience.exchange.package.value import CityResult
from resilience.exchange.package.write import FILES, OPTIONAL, written
from resilience.text import mark

#: what earlier installations read too is written as version 2
FORMAT, VERSION, WITH_PRACTICES = "urban-resilience-peer", 2, 3
#: format versions that can be read: version 1 has no standard error, and only version 3 may have practices
READABLE = ("1", "2", "3")
MANIFEST, SIGNATURE, KEY = "manifest.json", "manifest.sig", "publisher.pem"
BOUNDS = ZipLimits(packed=5 * MEGABYTE, part=5 * MEGABYTE, whole=20 * MEGABYTE, parts=20)
UNLIKE = mark(
    "This is not a data package of this product. Choose the .zip file as the "
    "other city downloaded it, without unpacking it."
)


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A file as the manifest has it."""

    __pydantic_config__ = Strict
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    bytes: Number


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What is signed: who publishes, and every file with its hash."""

    __pydantic_config__ = Strict
    format: str
    publisher: Name
    files: dict[str, _Sealed]


_MANIFEST = TypeAdapter(_Manifest)


@dataclass(frozen=True, slots=True)
class SignedPackage:
    """A data package that was read: who signed it, by the name and key they gave, and what it says.

    `sha256` is of what was signed and of the key, so the same result packed again has the same hash, and one that
    somebody else signed has another. `files` are its texts, from which `city_result` reads the result again.
    """

    result: CityResult
    files: Mapping[str, str]
    publisher: str
    fingerprint: str
    sha256: str


def write_package(result: CityResult, key: PublishingKey) -> bytes:
    """The data package of a result, signed: the same bytes for the same result and key."""
    files = written(result, key.name)
    sealed = {name: _seal(content) for name, content in files.items()}
    version = WITH_PRACTICES if result.practices else VERSION
    manifest = _manifest(version, {"publisher": key.name, "files": sealed})
    signed = {MANIFEST: manifest, SIGNATURE: key.sign(manifest), KEY: key.public}
    return plain_zip(signed | files)


def read_package(data: bytes) -> SignedPackage:
    """The result in a data package, once its signature and every hash in it were found right.

    Raises `InputError` with what is wrong, also for a file of a newer format, and `Faults` for
    contents that contradict one another.
    """
    from resilience.exchange.package.signing import signed_by  # noqa: PLC0415 - as in key.py

    parts = _parts(data)
    if not {MANIFEST, SIGNATURE, KEY} <= parts.keys():
        raise InputError(UNLIKE)
    manifest = parts.pop(MANIFEST)
    fingerprint = fingerprint_of(parts[KEY])
    if not signed_by(parts.pop(KEY), parts.pop(SIGNATURE), manifest):
        raise InputError(
            "The signature does not match: {file} was changed after it was signed, or signed "
            "with another key. Ask the publisher for the file again.",
            file=MANIFEST,
        )
    said = _checked(manifest)
    _check_files(said, parts)
    result = city_result(parts)
    files = {name: content.decode() for name, content in parts.items()}
    digest = hashlib.sha256(fingerprint.encode() + manifest).hexdigest()
    return SignedPackage(result, files, said.publisher, fingerprint, digest)


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with open_archive(data, BOUNDS, UNLIKE) as archive:
            return {part.filename: archive.read(part) for part in archive.infolist()}
    except DAMAGE as error:
        raise InputError(
            "This data package is damaged. Download it again, or ask the publisher for it."
        ) from error


def _seal(content: bytes) -> dict[str, Any]:
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def _manifest(version: int, said: dict[str, Any]) -> bytes:
    whole = {"format": f"{FORMAT}/{version}", **said}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _checked(manifest: bytes) -> _Manifest:
    """The manifest; raises `InputError` where it is none, or of another format."""
    data = json_value(manifest, MANIFEST)
    kind, _, version = str(data.get("format", "")).partition("/")
    if kind != FORMAT or not version.isdecimal():
        raise InputError(UNLIKE)
    if version not in READABLE:
        raise InputError(
            "This data package has the format {found}; this installation reads "
            "{format} {known}. Update whichever of the two installations is older.",
            found=f"{kind} {version[:9]}",
            format=FORMAT,
            known=" | ".join(READABLE),
        )
    try:
        return _MANIFEST.validate_json(manifest)
    except ValidationError as error:
        raise InputError(UNLIKE) from error


def _check_files(manifest: _Manifest, parts: dict[str, bytes]) -> None:
    """Refuse missing, added and changed files, by their names."""
    sealed = manifest.files
    allowed = {*FILES, *(OPTIONAL if manifest.format == f"{FORMAT}/{WITH_PRACTICES}" else ())}
    missing = [name for name in FILES if name not in sealed or name not in parts]
    if missing:
        raise InputError(
            "This data package lacks {files}. Download it again, or ask the publisher for it.",
            files=", ".join(missing),
        )
    added = sorted((sealed.keys() | parts.keys()) - allowed)
    if added:
        raise InputError(
            "This data package has parts that do not belong there: {files}. Download "
            "it again, or ask the publisher for it.",
            files=", ".join(name[:80] for name in added[:5]),
        )
    changed = [
        name
        for name, one in sealed.items()
        if one != _Sealed(hashlib.sha256(parts[name]).hexdigest(), len(parts[name]))
    ]
    if changed:
        raise InputError(
            "These parts were changed after the file was signed: {files}. Ask the publisher for the "
            "file again.",
            files=", ".join(changed),
        )
