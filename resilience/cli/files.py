"""How commands read and write the files that people name."""

from pathlib import Path

from resilience.errors import CannotRun, InputError, NotFound


def check_free(out: Path, *, force: bool) -> None:
    """Refuse to write over what is there."""
    if out.is_dir() and any(out.iterdir()):
        raise InputError("The folder {out} is not empty. Name another one.", out=out)
    if out.is_file() and not force:
        raise InputError("The file {out} already exists. Name another one.", out=out)
    if out.exists() and not (out.is_file() or out.is_dir()):  # a device or a pipe: it would be lost
        raise InputError("{out} is not an ordinary file. Name another one.", out=out)


def read_bytes(path: Path) -> bytes:
    """The content of a file that a person named; raises `NotFound`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(
            "The file {path} cannot be read: {reason}.", path=path, reason=error.strerror
        ) from error


def write_files(out: Path, files: dict[str, bytes], folder: Path) -> None:
    """Write files by name into a folder, each whole or not at all; raises `CannotRun` about `out`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            _place((folder / name).resolve(), content)
    except OSError as error:
        raise CannotRun(
            "{out} cannot be written: {reason}.", out=out, reason=error.strerror
        ) from error


def _place(path: Path, content: bytes) -> None:
    """Write a file that stays as it was, or away, where the disk is full."""
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
