"""A folder for each fault that people make: what loading it reports stands in its expected.txt."""

from pathlib import Path

import pytest

from resilience.errors import Faults
from resilience.framework import installed, load_framework

FOLDERS = sorted(path for path in (Path(__file__).parent / "faults").iterdir() if path.is_dir())
NAMES = {
    "alias-bomb",
    "all-weights-zero",
    "cycle",
    "deep-key",
    "duplicate-code",
    "duplicate-key",
    "empty-theme",
    "level-gap",
    "list-as-key",
    "missing-base-text",
    "negative-weight",
    "odd-characters",
    "one-id-and-version-twice",
    "tag-at-a-key",
    "tag-that-does-not-fit",
    "two-exact-partners",
    "unknown-key",
    "unknown-scheme",
    "unquoted-code",
    "yaml-tag",
}


def test_each_fault_has_a_folder() -> None:
    assert {folder.name for folder in FOLDERS} == NAMES


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_loading_reports_what_is_expected(folder: Path) -> None:
    """A folder with folders in it is an installation with several frameworks."""
    with pytest.raises(Faults) as raised:
        if (folder / "framework.yaml").is_file():
            load_framework(folder)
        else:
            installed(folder)
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [str(fault) for fault in raised.value.faults] == expected
