"""How commands read and write the files that people name."""

from pathlib import Path

from resilience.errors import CannotRun, InputError, NotFound


def check_free(out: Path, *, force: bool) -> None:
    """Refuse to write over what is there."""
    if out.is_dir() and any(out.iterdir()):
        raise InputError("The folder {out} is not empty. Name another one.", out=out)
    if out.is_file() and not force:
        raise InputError("The file {out} is there already. Name another one.", out=out)


def read_bytes(path: Path) -> bytes:
    """The content of a file that a person named; raises `NotFound`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(
            "The file {path} cannot be read: {reason}.", path=path, reason=error.strerror
        ) from error


def write_files(out: Path, files: dict[str, bytes], folder: Path) -> None:
    """Write files by name into a folder, for the sake of `out`; raises `CannotRun`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise CannotRun(
            "{out} cannot be written: {reason}.", out=out, reason=error.strerror
        ) from error
