"""Frameworks as files that people bring and take away."""

from collections.abc import Mapping

from resilience.errors import InputError, Sentence
from resilience.framework import Framework
from resilience.services.frameworks.uploads import FRAMEWORKS, checked_kind
from resilience.workbook.framework_sheets import read_framework, write_framework
from resilience.workbook.xlsform import write_xlsform

#: bytes of one YAML file; ours have about 60 kB
MOST_BYTES = 2_000_000
#: extensions of YAML files; any other upload is a workbook
YAML = (".yaml", ".yml")


def files_of(brought: Mapping[str, bytes]) -> tuple[dict[str, str], tuple[Sentence, ...]]:
    """Return the text of a framework's files by name, and sentences on what was not used.

    `brought` is one workbook, or YAML files; raises `InputError` and `Faults`.
    """
    books = [name for name in brought if not name.lower().endswith(YAML)]
    if books and len(brought) > 1:
        raise InputError("Upload a single workbook, or all YAML files of one framework together.")
    for name, data in brought.items():
        if data or name in books:  # an empty YAML file is named, with all other faults
            checked_kind(FRAMEWORKS, data, name)
    if books:
        read = read_framework(brought[books[0]])
        return dict(read.source), read.unused
    source = {}
    for name, data in brought.items():
        if len(data) > MOST_BYTES:
            raise InputError("The file {name} is too large for a framework.", name=name)
        try:
            source[name] = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(
                "The file {name} is not UTF-8 text. Save it as UTF-8 and upload it again.",
                name=name,
            ) from error
    if "framework.yaml" not in source:
        raise InputError("The file framework.yaml is missing; upload it with text.en.yaml.")
    return source, ()


def framework_workbook(framework: Framework) -> bytes:
    """Return a framework as a workbook that can be edited and uploaded again."""
    return write_framework(framework)


def framework_form(framework: Framework) -> bytes:
    """Return all indicators of a framework as an XLSForm with a text field for the department."""
    return write_xlsform(framework)
