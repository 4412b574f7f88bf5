"""In which part of two reporting forms each indicator is listed, by our own reading: a file next to a framework's."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from resilience.errors import Fault, Faults, Sentence
from resilience.framework.load import FAULTY, read_file
from resilience.framework.model import Framework
from resilience.framework.raw import Raw
from resilience.framework.read import read_block

REPORTING = "reporting.yaml"


class RawTrack(Raw):
    """CDP-ICLEI Track: the codes of each part, in the order of the form."""

    governance: list[str] = Field(default_factory=list)
    risks: list[str] = Field(default_factory=list)
    targets: list[str] = Field(default_factory=list)
    planning: list[str] = Field(default_factory=list)
    actions: list[str] = Field(default_factory=list)


class RawStages(Raw):
    """Making Cities Resilient 2030: the codes of each of its three stages."""

    know: list[str] = Field(default_factory=list)
    plan: list[str] = Field(default_factory=list)
    act: list[str] = Field(default_factory=list)


class RawReporting(Raw):
    """reporting.yaml: each form with all indicators, each once."""

    track: RawTrack
    mcr2030: RawStages


@dataclass(frozen=True, slots=True)
class ReportingForms:
    """By form (`track`, `mcr2030`) and part in its order, the codes of the indicators listed there."""

    parts: Mapping[str, Mapping[str, tuple[str, ...]]]


def load_reporting(folder: Path, framework: Framework) -> ReportingForms | None:
    """Load the forms in a framework's folder, None without the file; raises `Faults` with every fault of it."""
    if not (folder / REPORTING).exists():
        return None
    faults: list[Fault] = []
    source = read_file(folder / REPORTING, faults)
    raw = None if source is None else read_block(REPORTING, source, RawReporting, faults)
    forms = {} if raw is None else raw.model_dump()
    known = [one.code for one in framework.root.indicators()]
    for form, parts in forms.items() if not faults else ():
        faults.extend(_faults(form, [code for codes in parts.values() for code in codes], known))
    if faults:
        raise Faults(FAULTY, faults)
    return ReportingForms(
        {
            form: {part: tuple(codes) for part, codes in parts.items()}
            for form, parts in forms.items()
        }
    )


def _faults(form: str, codes: list[str], known: list[str]) -> Iterator[Fault]:
    """Codes that the framework does not have, and its codes that are not listed exactly once."""
    times = Counter(codes)
    for code in (one for one in times if one not in known):
        said = Sentence(
            "found the indicator `{word}`, expected the code of one in framework.yaml.", word=code
        )
        yield Fault((REPORTING, form), said)
    for code in (one for one in known if times[one] != 1):
        said = Sentence("found the code {times} times, expected it once.", times=times[code])
        yield Fault((REPORTING, form, code), said)
