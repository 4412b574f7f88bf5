"""Map faults of generated files back to the sheet, row and column they come from."""

from collections.abc import Iterable, Iterator

from resilience.errors import Fault, Sentence
from resilience.framework.check import STRUCTURE
from resilience.workbook.framework_sheets.layout import (
    BASIS,
    BEST,
    CODE,
    COMPARABLE,
    DEPARTMENTS,
    HAZARDS,
    REFERENCES,
    REVIEWED,
    RULE,
    SOURCES,
    THRESHOLD,
    VALUE,
    VERSION,
    WORDS,
    WORST,
    level_head,
)
from resilience.workbook.framework_sheets.record import Record
from resilience.workbook.framework_sheets.yaml_values import FrameworkValues

#: the column of a key of the files
_COLUMNS = {
    "code": "ref_id",
    "weight": "weight",
    "rule": RULE,
    "tier": "implementation_groups",
    "scale": "scores_definition",
    "worst": BEST,
    "best": BEST,
    "departments": DEPARTMENTS,
    "hazards": HAZARDS,
    "references": REFERENCES,
    "scheme": REFERENCES,
    "match": REFERENCES,
    "sources": SOURCES,
    "reviewed": REVIEWED,
    "title": "name",
    "summary": "description",
    "question": "description",
    "why": "annotation",
    "evidence": "typical_evidence",
    "levels": level_head(0),
    "themes": "depth",
    "indicators": "depth",
}
_LIBRARY = {"version": VERSION, "licence": "copyright", "publisher": "provider"}
_META = {
    "id": "ref_id",
    "rule": RULE,
    "threshold": THRESHOLD,
    "code": CODE,
    "comparable": COMPARABLE,
    "basis": BASIS,
    "title": "name",
    "summary": "description",
}


def placed(source: FrameworkValues, faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults of the loader with their places in the workbook."""
    records = {node.code: node.record for node in source.all}
    for fault in faults:
        file, *inside = map(str, fault.place)
        language = file.removeprefix("text.").removesuffix(".yaml")
        language = source.book.base if file == STRUCTURE else language
        codes = [code for name in inside[:1] for code in (name, name.partition(", ")[0])]
        record = next((records[code] for code in codes if code in records), None)
        if record:
            yield Fault((_in_row(source, record, fault, language),), fault.said)
        else:
            yield Fault(_in_keys(source, fault, language), fault.said)


def _in_row(source: FrameworkValues, record: Record, fault: Fault, language: str) -> Sentence:
    parts = reversed(fault.about.split("."))
    head = next((_COLUMNS[part] for part in parts if part in _COLUMNS), "ref_id")
    if head == "scores_definition" and record.has(WORST, BEST):
        head = BEST
    marked = source.book.head(head, language)
    return record.at(marked if marked in record.columns else head)


def _in_keys(source: FrameworkValues, fault: Fault, language: str) -> tuple[str | Sentence, ...]:
    key = fault.about.partition(".")[0]
    library, meta = source.book.library, source.block.meta
    if key in _LIBRARY:
        return (library.at(_LIBRARY[key]),)
    if key in _META:
        head = _META[key]
        return (meta.at(source.book.head(head, language) if head in WORDS else head),)
    inside = fault.place[1:]
    if key == "scale":
        at = Sentence(
            "{place} and its sheet of scores ({column})",
            place=meta.at("scores_definition"),
            column=VALUE,
        )
        return (at, *inside)
    return (meta.sheet, *inside)
