"""Which frameworks an installation has: a folder under indicators/ for each version of each."""

from dataclasses import replace
from pathlib import Path

from resilience.errors import Fault, Faults, Sentence
from resilience.framework.check import STRUCTURE
from resilience.framework.load import load_framework
from resilience.framework.model import Framework
from resilience.text import mark

FAULTY = mark("Some frameworks have errors:")


def installed(folder: Path) -> dict[str, Framework]:
    """All frameworks below `folder`: the newest version of each by id, older ones by id and version.

    Raises `Faults` naming the folder of each fault, and of a version that is in two folders.
    """
    found: dict[tuple[str, str], Framework] = {}
    places: dict[tuple[str, str], str] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob(f"*/{STRUCTURE}")):
        try:
            framework = load_framework(path.parent)
        except Faults as error:
            faults += [_in_folder(path.parent.name, fault) for fault in error.faults]
            continue
        key = framework.id, framework.version
        if key in found:
            said = Sentence(
                "found the id {id} and version {version}, which {other} already has, expected "
                "another version.",
                id=framework.id,
                version=framework.version,
                other=places[key],
            )
            faults.append(Fault((f"{path.parent.name}/{STRUCTURE}",), said))
        found[key], places[key] = framework, f"{path.parent.name}/{STRUCTURE}"
    if faults:
        raise Faults(FAULTY, faults)
    return _names(list(found.values()))


def version_order(version: str) -> list[tuple[int, str]]:
    """A key that sorts versions by their numbers: 1.10 after 1.9."""
    return [(int(part) if part.isdigit() else -1, part) for part in version.split(".")]


def _names(found: list[Framework]) -> dict[str, Framework]:
    newest = {one.id: one for one in sorted(found, key=lambda one: version_order(one.version))}
    return {
        one.id if one is newest[one.id] else f"{one.id} {one.version}": one
        for one in sorted(found, key=lambda one: one is not newest[one.id])
    }


def _in_folder(folder: str, fault: Fault) -> Fault:
    file, *inside = fault.place
    return replace(fault, place=(f"{folder}/{file}", *inside))
