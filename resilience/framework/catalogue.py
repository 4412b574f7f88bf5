"""Which frameworks an installation has: one folder each under indicators/."""

from dataclasses import replace
from pathlib import Path

from resilience.errors import Fault, Faults, Sentence
from resilience.framework.check import STRUCTURE
from resilience.framework.load import load_framework
from resilience.framework.model import Framework
from resilience.text import mark


def installed(folder: Path) -> dict[str, Framework]:
    """All frameworks below `folder` by id; raise `Faults` naming the folder of each fault."""
    found: dict[str, Framework] = {}
    places: dict[str, str] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob(f"*/{STRUCTURE}")):
        try:
            framework = load_framework(path.parent)
        except Faults as error:
            faults += [_in_folder(path.parent.name, fault) for fault in error.faults]
            continue
        if framework.id in found:
            before = found[framework.id].version
            said = Sentence(
                "found the id {id} (version {version}), which {other} has already (version "
                "{before}), expected it once.",
                id=framework.id,
                version=framework.version,
                other=places[framework.id],
                before=before,
            )
            faults.append(Fault((f"{path.parent.name}/{STRUCTURE}",), said))
        found[framework.id] = framework
        places[framework.id] = f"{path.parent.name}/{STRUCTURE}"
    if faults:
        raise Faults(mark("Frameworks have faults:"), faults)
    return found


def _in_folder(folder: str, fault: Fault) -> Fault:
    file, *inside = fault.place
    return replace(fault, place=(f"{folder}/{file}", *inside))
