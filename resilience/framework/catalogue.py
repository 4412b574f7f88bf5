"""Which frameworks an installation has: one folder each under indicators/."""

from pathlib import Path

from resilience.errors import Faults
from resilience.framework.check import STRUCTURE
from resilience.framework.load import load_framework
from resilience.framework.model import Framework
from resilience.text import mark


def installed(folder: Path) -> dict[str, Framework]:
    """All frameworks below `folder` by id; raise `Faults` naming the folder of each fault."""
    found: dict[str, Framework] = {}
    faults: list[str] = []
    for path in sorted(folder.glob(f"*/{STRUCTURE}")):
        try:
            framework = load_framework(path.parent)
        except Faults as error:
            faults.extend(f"{path.parent.name}/{fault}" for fault in error.faults)
            continue
        if framework.id in found:
            faults.append(
                f"{path.parent.name}: found the id {framework.id} a second time, expected it once."
            )
        found[framework.id] = framework
    if faults:
        raise Faults(mark("Frameworks have faults:"), faults)
    return found
