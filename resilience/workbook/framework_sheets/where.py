"""Faults of the files that a workbook makes, told by the sheet, row and column they come from."""

import re
from collections.abc import Iterator

from resilience.workbook.framework_sheets.layout import (
    BEST,
    CODE,
    DEPARTMENTS,
    HAZARDS,
    REFERENCES,
    RULE,
    THRESHOLD,
    VALUE,
    VERSION,
    WORST,
    level_head,
)
from resilience.workbook.framework_sheets.record import Record
from resilience.workbook.framework_sheets.source import Source

_FAULT = re.compile(r"(?:framework|text\.(?P<language>[\w-]+))\.yaml: (?P<rest>.*)", re.DOTALL)
_FIELD = re.compile(r" in `(\w+)`, expected none")
_PATH = re.compile(r"(?P<path>[\w.-]+): (?P<found>found .*)", re.DOTALL)
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
    "title": "name",
    "summary": "description",
    "question": "description",
    "why": "annotation",
    "evidence": "typical_evidence",
    "levels": level_head(0),
    "themes": "depth",
    "indicators": "depth",
}
#: the column that a sentence is about, by what it says
_ABOUT = {
    "the department `": DEPARTMENTS,
    "the hazard `": HAZARDS,
    "the reference scheme": REFERENCES,
    "exact": REFERENCES,
    "the code": "ref_id",
    "all weights": "weight",
    "worst": BEST,
    "`log`": BEST,
    "measured number": BEST,
    "scale": "scores_definition",
    "below it": "depth",
    "level": level_head(0),
    "no question": "description",
    "no words": "name",
}
_LIBRARY = {"version": VERSION, "licence": "copyright", "publisher": "provider"}
_META = {"id": "ref_id", "rule": RULE, "threshold": THRESHOLD, "code": CODE, "title": "name"}


def placed(source: Source, faults: list[str]) -> Iterator[str]:
    """The faults of the loader with their places in the workbook."""
    records = {node.code: node.record for node in source.all}
    for fault in faults:
        found = _FAULT.fullmatch(fault)
        rest = found["rest"] if found else fault
        code = next((part for part in _codes(rest) if part in records), "")
        language = (found and found["language"]) or source.book.base
        if code:
            yield _in_row(source, records[code], code, language, rest)
        else:
            yield _in_keys(source, language, rest)


def _codes(rest: str) -> list[str]:
    """What may be the code at the beginning of a sentence, or the first of several."""
    head = rest.partition(": ")[0]
    return [head, head.partition(", ")[0]]


def _in_row(source: Source, record: Record, code: str, language: str, rest: str) -> str:
    said = rest.removeprefix(f"{code}: ")
    head = None
    if path := _PATH.fullmatch(said):
        head = _column(path["path"])
        said = path["found"] if head else said
    elif field := _FIELD.search(said):
        head = _COLUMNS[field[1]]
    head = head or next((column for part, column in _ABOUT.items() if part in said), "ref_id")
    if head == "scores_definition" and record.has(WORST, BEST):
        head = BEST
    return f"{record.at(_existing(source, record, head, language))}: {said}"


def _existing(source: Source, record: Record, head: str, language: str) -> str:
    """The column in the language, where the words of the row stand in one."""
    marked = source.book.head(head, language)
    return marked if marked in record.columns else head


def _column(path: str) -> str | None:
    parts = [part for part in path.split(".") if not part.isdigit()]
    return next((_COLUMNS[part] for part in reversed(parts) if part in _COLUMNS), None)


def _in_keys(source: Source, language: str, rest: str) -> str:
    key = rest.partition(":")[0].partition(".")[0]
    if field := _FIELD.search(rest):
        head = source.book.head(_COLUMNS[field[1]], language)
        return f"{source.block.meta.at(head)}: {rest}"
    library, meta = source.book.library, source.block.meta
    if key in _LIBRARY:
        return f"{library.at(_LIBRARY[key])}: {rest.partition(': ')[2]}"
    if key in _META:
        head = _META[key]
        marked = source.book.head(head, language) if head == "name" else head
        return f"{meta.at(marked)}: {rest.partition(': ')[2]}"
    if key == "minutes":
        return f"tiers_content: {rest}"
    if key == "scale":
        return f"{meta.at('scores_definition')}: {rest} (its sheet of scores, {VALUE})"
    return f"{meta.sheet}: {rest}"
