"""Deduplicate edited submissions: only the newest version of each counts.

KoboToolbox gives an edited submission a new `_uuid`: `meta/rootUuid` has that of its first version,
`meta/deprecatedID` that of the version that it replaces. ODK Central keeps `KEY`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from resilience.errors import Fault, Sentence
from resilience.exchange.rows import in_row

FIRST, REPLACED = "rootUuid", "deprecatedID"
#: prefixes of form ids, which KoboToolbox leaves out in its own columns
_PREFIX = "uuid:"
Cells = Mapping[str, str]
Row = tuple[int, Cells]


@dataclass(frozen=True, slots=True)
class Sendings:
    """The rows that count, each with the id of its first version, and the ids of `older` versions.

    `notes` says which submissions were edited, `faults` which versions cannot be put in order.
    """

    marks: dict[int, str]
    older: set[int]
    notes: list[Fault]
    faults: list[Fault]


def newest_versions(rows: Sequence[Row], column: str) -> Sendings:
    """Keep the newest version of each submission; `column` identifies submissions."""
    own = {_bare(cells[column]): (row, cells) for row, cells in reversed(rows)}
    own.pop("", None)
    versions: dict[str, dict[str, Row]] = {}
    for mark, sent in reversed(own.items()):
        versions.setdefault(_first(mark, own), {})[mark] = sent
    found = Sendings({}, set(), [], [])
    for first, held in versions.items():
        old = {first, *(_bare(cells.get(REPLACED, "")) for _, cells in held.values())}
        newest = [mark for mark in held if mark not in old] if len(held) > 1 else list(held)
        if len(newest) != 1:
            found.faults.extend(_unordered(held))
            continue
        row, cells = held[newest[0]]
        prefix = _PREFIX if cells[column].startswith(_PREFIX) else ""
        found.marks[row] = cells[column] if newest[0] == first else prefix + first
        found.older.update(at for at, _ in held.values() if at != row)
        found.notes.extend(_version_faults(held, newest[0], first))
    return found


def _bare(mark: str) -> str:
    return mark.removeprefix(_PREFIX)


def _first(mark: str, own: Mapping[str, Row]) -> str:
    """The id of the first version, if the file gives it."""
    passed = {mark}
    while mark in own:
        cells = own[mark][1]
        if root := _bare(cells.get(FIRST, "")):
            return root
        before = _bare(cells.get(REPLACED, ""))
        if not before:
            break
        if before in passed:  # they replace one another: none is the first
            return min(passed)
        passed.add(before)
        mark = before
    return mark


def _unordered(held: Mapping[str, Row]) -> Iterator[Fault]:
    first, *others = sorted(row for row, _ in held.values())
    for row in others:
        said = Sentence(
            "found another version of the submission in row {first}, and nothing shows which is the newest. Keep only the newest version.",
            first=first,
        )
        yield Fault((in_row(row),), said)


def _version_faults(held: Mapping[str, Row], newest: str, first: str) -> Iterator[Fault]:
    """The rows that do not count, and the note that an edited one replaces an earlier version."""
    at, cells = held[newest]
    for row in sorted(row for mark, (row, _) in held.items() if mark != newest):
        said = Sentence(
            "is an earlier version of the submission in row {row}, which was edited. Only the newest "
            "version counts.",
            row=at,
        )
        yield Fault((in_row(row),), said)
    if cells.get(FIRST):
        if newest != first:
            said = Sentence(
                "was edited. It replaces an earlier version that was already imported; answers "
                "left blank in it keep their earlier value."
            )
            yield Fault((in_row(at),), said)
    elif cells.get(REPLACED):
        said = Sentence(
            "was edited, but the file has no column {column} to identify its first version. If "
            "an earlier version was imported, undo that import first, or it may count twice.",
            column=f"meta/{FIRST}",
        )
        yield Fault((in_row(at),), said)
