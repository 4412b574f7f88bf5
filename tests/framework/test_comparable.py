"""Which indicators of two versions mean the same, and what a version says of its references."""

from pathlib import Path

import pytest

from resilience.errors import Faults
from resilience.framework import Framework, load_framework, load_source, structure
from resilience.framework.load import load_structure
from resilience.settings import ROOT
from tests.framework.small import FILES, STRUCTURE, changed


def newer(listed: str, **files: str) -> Framework:
    head = STRUCTURE.replace('version: "1.0"', f'version: "2.0"\n{listed}')
    return load_source({**FILES, "framework.yaml": head, **files})


OLD = load_source(FILES)


def test_only_what_the_newer_version_lists_means_the_same() -> None:
    new = newer('comparable: {"1.0": [AA.1, B1]}')
    assert new.comparable_with(OLD) == OLD.comparable_with(new) == {"AA.1", "B1"}


def test_without_a_list_the_scale_decides() -> None:
    assert newer("").comparable_with(OLD) == {"AA.1", "1.10", "B1", "B2"}
    rescaled = load_source(changed("framework.yaml", "best: 50", "best: 60"))
    assert rescaled.comparable_with(OLD) == {"AA.1", "1.10", "B1"}


def test_a_list_of_another_version_says_nothing_of_this_one() -> None:
    assert newer('comparable: {"0.9": []}').comparable_with(OLD) == {"AA.1", "1.10", "B1", "B2"}
    assert newer('comparable: {"1.0": []}').comparable_with(OLD) == frozenset()


def test_another_framework_shares_nothing() -> None:
    other = load_source(changed("framework.yaml", "id: small", "id: other"))
    assert other.comparable_with(OLD) == frozenset()


def test_a_code_that_does_not_exist_is_a_fault() -> None:
    with pytest.raises(Faults) as raised:
        newer('comparable: {"1.0": [B1, X9]}')
    (fault,) = map(str, raised.value.faults)
    assert fault.startswith("framework.yaml: comparable: found the code X9")


def test_a_catalogue_that_nobody_knows_is_a_fault() -> None:
    with pytest.raises(Faults) as raised:
        newer("basis: {ISO37124: from memory}")
    (fault,) = map(str, raised.value.faults)
    assert fault.startswith("framework.yaml: basis: found the reference scheme `ISO37124`")


def test_structure_keeps_lists_bases_and_sources() -> None:
    new = newer('comparable: {"1.0": [B1]}\nbasis: {SDG: from memory}')
    again = load_structure(structure(new))
    assert (again.comparable, again.basis) == (new.comparable, new.basis)


@pytest.mark.parametrize("name", ["urban-resilience"])
def test_what_is_shipped_says_how_each_catalogue_was_checked(name: str) -> None:
    framework = load_framework(Path(ROOT / "indicators" / name))
    used = {r.scheme for i in framework.root.indicators() for r in i.references}
    assert used <= set(framework.basis)
