"""Whatever is wrong in a file can be translated: nothing of it is English but data."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from resilience.errors import Faults, Sentence
from resilience.framework import installed, load_framework, load_source
from resilience.text import Text
from resilience.workbook.framework_sheets import read_framework
from resilience.workbook.undrr import read_official
from tests.framework.small import changed
from tests.framework.test_fault_folders import FOLDERS
from tests.framework.test_faults import CASES as FILES
from tests.text.translations import TEMPLATE
from tests.workbook.foreign import foreign
from tests.workbook.frameworks.examples import edited
from tests.workbook.frameworks.test_framework_faults import CASES as SHEETS
from tests.workbook.frameworks.test_framework_faults import Change
from tests.workbook.undrr.official import Book

#: two or more English words in a row are no code, key or list of them
ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,}", re.IGNORECASE)
#: what is handed on as it was found or as another program says it
QUOTED = {"problem", "formula"}


def official() -> Book:
    """An official workbook with everything of an item twice, another title, and sheets missing."""
    made = Book()
    made.shapes["E01"] += made.shapes["E01"][2:]
    made.titles["E02"] = {2: "P2.10 - Another"}
    return made


def read_edited(change: Change) -> object:
    """Read the workbook of the small framework after a change."""
    return read_framework(edited(change))


READ: dict[str, Callable[[], object]] = {
    **{
        folder.name: partial(
            load_framework if (folder / "framework.yaml").is_file() else installed, folder
        )
        for folder in FOLDERS
    },
    **{str(case.id): partial(load_source, changed(*map(str, case.values[:3]))) for case in FILES},
    **{f"sheets: {name}": partial(read_edited, change) for name, change, *_ in SHEETS},
    "official workbook": partial(read_official, official().written()),
}


def faults_of(read: Callable[[], object]) -> Faults:
    """What reading reports."""
    with pytest.raises(Faults) as raised:
        read()
    return raised.value


def sentences(said: Any) -> Iterator[Sentence]:
    """A sentence with those among its values."""
    if isinstance(said, Sentence):
        yield said
        for value in said.values.values():
            yield from sentences(value)


def assert_translatable(whole: object) -> None:
    """Translators are given every sentence, and its other values are data."""
    for one in sentences(whole):
        assert one.message in TEMPLATE, one.message
        for name, value in one.values.items():
            quoted = name in QUOTED or str(value).startswith(("'", '"'))
            said = isinstance(value, Sentence)
            assert quoted or said or not ENGLISH.search(str(value)), (one.message, name, value)


@pytest.mark.parametrize("read", READ.values(), ids=READ)
def test_every_fault_can_be_told_in_every_language(read: Callable[[], object]) -> None:
    error = faults_of(read)
    for fault in error.faults:
        for part in (*fault.place, fault.said):
            assert_translatable(part)
    english = str(error).split("\n  - ")[1:]
    assert english == [str(fault) for fault in error.faults]
    assert Text().error(error).split("\n\n- ")[1:] == english


@pytest.mark.parametrize("locale", ["en", "ko"])
def test_what_was_not_used_can_be_told_in_every_language(locale: str) -> None:
    unused = read_framework(foreign(locale)).unused
    assert unused
    for said in unused:
        assert_translatable(said)
