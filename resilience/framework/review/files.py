"""The files of a framework after a review, and when a review makes a new version."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from resilience.errors import Fault, Faults, InputError
from resilience.framework.catalogue import version_order
from resilience.framework.check import STRUCTURE
from resilience.framework.load import load_source
from resilience.framework.model import Framework
from resilience.framework.review.texts import (
    code_of,
    review_texts,
    reviewed_file,
    text_file,
    without_sign_off,
)
from resilience.framework.review.yaml_edit import put
from resilience.text import mark
from resilience.text.review import Outcome, Signature

FAULTY = mark("The corrections cannot be used:")
_VERSION = re.compile(r"\d+(\.\d+)*")


@dataclass(frozen=True, slots=True)
class ReviewedFiles:
    """The framework after a review, and those of its files that are written; all of them for a new version."""

    framework: Framework
    files: dict[str, str]

    @property
    def folder(self) -> str:
        """The name of the folder of a new version."""
        return f"{self.framework.id}-{self.framework.version}"


def files_after(
    framework: Framework, language: str, outcome: Outcome, who: Signature | None, version: str = ""
) -> ReviewedFiles:
    """The files after a review of a language.

    Corrections of English change what is asked, so they make the new `version`. Raises `InputError` where it is
    missing, not higher or not needed, and `Faults` by cell for corrections that do not fit the framework.
    """
    english = language == "en" and bool(outcome.changes)
    _check_version(framework, version, english)
    files = {text_file(language): reviewed_file(framework, language, outcome, who)}
    if english:
        files = {**_other_files(framework, outcome, version), **files}
    source = {**framework.source, **files}
    try:
        after = load_source(source)
    except Faults as error:
        raise Faults(FAULTY, list(_placed(error.faults, outcome))) from error
    changed = {name: text for name, text in files.items() if framework.source.get(name) != text}
    return ReviewedFiles(after, dict(source) if english else changed)


def _check_version(framework: Framework, version: str, english: bool) -> None:
    if english and not version:
        raise InputError(
            "The English text of {name} is published and never changed in place: a higher "
            "version is needed. Give it with --version.",
            name=f"{framework.id} {framework.version}",
        )
    if version and not english:
        raise InputError(
            "A new version is needed only for corrections to the English text, and this sheet has "
            "none. Leave out --version."
        )
    higher = version_order(version) > version_order(framework.version)
    if version and not (_VERSION.fullmatch(version) and higher):
        raise InputError(
            "--version must be a number higher than {old}, such as 2.0.1, not {new}.",
            old=framework.version,
            new=version,
        )


def _other_files(framework: Framework, outcome: Outcome, version: str) -> dict[str, str]:
    """Structure and translations of a new version; what translates changed English is a draft again."""
    texts = review_texts(framework, "en")
    changed = {texts[key].unit for key in outcome.changes}
    files = {STRUCTURE: put(framework.source[STRUCTURE], {"version": version})}
    for language in framework.texts:
        if language != "en":
            files[text_file(language)] = without_sign_off(framework, language, changed)
    return files


def _placed(faults: tuple[Fault, ...], outcome: Outcome) -> Iterator[Fault]:
    """Faults of the loader at the cell of a correction of the same code, best of the same field."""
    for fault in faults:
        code = str(fault.place[1]) if len(fault.place) > 1 else ""
        made = {key: one.place for key, one in outcome.changes.items() if code_of(key) == code}
        field = fault.about.rpartition(".")[2]
        same = [place for key, place in made.items() if field in key.split("/")]
        cell = next(iter([*same, *made.values()]), None)
        yield replace(fault, place=(cell, *fault.place[1:])) if code and cell else fault
