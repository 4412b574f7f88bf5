"""What the commands of the review do: write a sheet, show what a filled one changes, write that."""

from collections.abc import Iterator
from pathlib import Path

from resilience.cli.files import check_free, read_bytes, write_files
from resilience.errors import InputError
from resilience.framework import Framework
from resilience.framework.check import STRUCTURE
from resilience.framework.review.files import files_after
from resilience.framework.review.texts import odd_sign, review_counts, review_texts
from resilience.settings import load_settings
from resilience.text import Text
from resilience.text.catalogue import CATALOGUES
from resilience.text.po_review import (
    catalogue_file,
    catalogue_texts,
    read_catalogue,
    reviewed_catalogue,
    wrong_names,
)
from resilience.text.review import Correction, Outcome, ReturnedReview, ReviewText, outcome_of
from resilience.wording.framework import counts_words
from resilience.wording.review import (
    CATALOGUE,
    catalogue_task,
    framework_about,
    framework_task,
    place_words,
)
from resilience.workbook.review import ReviewTask, read_review, write_review

_ENGLISH = Text()
#: most characters of a sentence of the interface by which a cell is named
_SHORT = 60


class FrameworkReview:
    """The review of a framework in one language; `named` is how the command was given it."""

    def __init__(self, framework: Framework, named: str, language: str, version: str) -> None:
        self._framework, self._named = framework, named
        self._language, self._version = language, version

    def send(self, out: Path, *, force: bool) -> None:
        """Write the sheet."""
        text = Text(self._language)
        _send(framework_task(self._framework, self._language, text), text, out, force=force)

    def take(self, sheet: Path, *, write: bool) -> None:
        """Show what a filled sheet changes, and write it."""
        returned = _returned(sheet, framework_about(self._framework), self._language)
        texts = review_texts(self._framework, self._language)
        outcome = outcome_of(texts, returned, odd_sign)
        _show(outcome, returned, {key: place_words(key, _ENGLISH) for key in texts})
        if self._needs_version(outcome) and not write:
            print("Corrections of English make a new version: give it with --version.")
            return
        after = files_after(
            self._framework, self._language, outcome, returned.signature, self._version
        )
        counts = review_counts(after.framework, self._language)
        print(f"Then: {' · '.join(counts_words(counts, _ENGLISH)) or 'no texts'}.")
        _write(self._folder(after.folder), after.files, write=write)

    def _needs_version(self, outcome: Outcome) -> bool:
        return self._language == "en" and bool(outcome.changes) and not self._version

    def _folder(self, new: str) -> Path:
        """The folder of the framework, or that of its new version beside it."""
        here = Path(self._named)
        source = self._framework.source[STRUCTURE].encode()
        places = load_settings().frameworks.glob(f"*/{STRUCTURE}")
        if not here.is_dir():
            here = next(one.parent for one in places if source in one.read_bytes())
        if not self._version:
            return here
        check_free(here.parent / new, force=False)
        return here.parent / new


class CatalogueReview:
    """The review of the interface in one language."""

    def __init__(self, language: str) -> None:
        self._language, self._file = language, catalogue_file(language, CATALOGUES)
        self._written = read_bytes(self._file)

    def send(self, out: Path, *, force: bool) -> None:
        """Write the sheet."""
        text = Text(self._language)
        _send(catalogue_task(self._texts, self._language, text), text, out, force=force)

    def take(self, sheet: Path, *, write: bool) -> None:
        """Show what a filled sheet changes, and write it with what the program reads."""
        returned = _returned(sheet, CATALOGUE, self._language)
        outcome = outcome_of(self._texts, returned, wrong_names)
        _show(outcome, returned, {key: _short(one) for key, one in self._texts.items()})
        signed = returned.signature
        written, compiled = reviewed_catalogue(self._written, self._language, outcome, signed)
        files = {self._file.name: written, self._file.with_suffix(".mo").name: compiled}
        _write(self._file.parent, files if written != self._written else {}, write=write)

    @property
    def _texts(self) -> dict[str, ReviewText]:
        return catalogue_texts(read_catalogue(self._written, self._language))


def _send(task: ReviewTask, text: Text, out: Path, *, force: bool) -> None:
    check_free(out, force=force)
    write_files(out, {out.name: write_review(task, text)}, out.parent)
    print(f"Written: {out} ({len(task.lines)} texts)")


def _returned(sheet: Path, about: str, language: str) -> ReturnedReview:
    """The filled sheet, which has to be of what is asked."""
    returned = read_review(read_bytes(sheet))
    if (returned.about, returned.language) != (about, language):
        raise InputError(
            "The sheet {sheet} is a review of {found}, not of {wanted}.",
            sheet=sheet,
            found=f"{returned.about} ({returned.language})"[:80],
            wanted=f"{about} ({language})",
        )
    return returned


def _show(outcome: Outcome, returned: ReturnedReview, places: dict[str, str]) -> None:
    """Print what a sheet changes, what it contradicts and what was not understood."""
    for line in _lines(outcome, returned, places):
        print(line)


def _lines(outcome: Outcome, returned: ReturnedReview, places: dict[str, str]) -> Iterator[str]:
    for key, one in outcome.changes.items():
        old = f'"{one.before}" becomes ' if one.before else ""
        yield f'{"Changed" if old else "New"}: {one.place} ({places[key]}): {old}"{one.after}"'
    conflicts = outcome.conflicts
    for key, one in conflicts.items():
        if one.after:
            yield _contradiction(one, places[key])
    if unread := sum(not one.after for one in conflicts.values()):
        yield f"Changed since the sheet was made, so not signed off: {unread} texts without a correction"
    yield from (f"Not understood: {fault}" for fault in outcome.faults)
    yield from (f"Not signed: {fault}" for fault in returned.unsigned)
    if returned.signature:
        yield f"Signed: {returned.signature}, {len(outcome.seen)} of {len(places)} texts"


def _contradiction(one: Correction, place: str) -> str:
    return (
        f"Contradicts: {one.place} ({place}): the file was changed since the sheet was made, to "
        f'"{one.before}"; not used: "{one.after}"'
    )


def _short(one: ReviewText) -> str:
    words = " ".join(one.english.split())
    return words if len(words) <= _SHORT else f"{words[:_SHORT]}…"


def _write(folder: Path, files: dict[str, str] | dict[str, bytes], *, write: bool) -> None:
    if not files:
        print("Nothing changes.")
    elif not write:
        print(f"Nothing was written. With --write: {folder} ({', '.join(files)})")
    else:
        held = {name: x.encode() if isinstance(x, str) else x for name, x in files.items()}
        write_files(folder, held, folder)
        print(f"Written: {folder} ({', '.join(files)})")
