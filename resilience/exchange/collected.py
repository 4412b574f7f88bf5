"""What ODK or KoboToolbox collected with our XLSForm, from its wide CSV to answers one by one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from resilience.errors import Fault, Faults, Sentence
from resilience.exchange.responses import STATES, AnswerRow, off_scale
from resilience.exchange.rows import first_faults, in_row, read_table
from resilience.exchange.versions import REPLACED, Row, newest_versions
from resilience.framework import Framework, Goalposts, Indicator
from resilience.framework.form_names import (
    ANSWER,
    COMMENT,
    DEPARTMENT,
    PEOPLE,
    STATE,
    TYPED_DEPARTMENT,
    bare_name,
    form_names,
    words_of,
)
from resilience.framework.vocabulary import LARGEST_TABLE
from resilience.text import mark

BAD = mark("The collected answers cannot be used:")
#: columns with the mark of a sending, the best first: ODK Central's, KoboToolbox's, that of the form
SENDINGS = ("KEY", "_uuid", "instanceID", "rootUuid", "_id")
#: what servers add about a sending; KoboToolbox starts its own names with _
_SERVERS = {
    *(
        "SubmissionDate",
        "SubmitterID",
        "SubmitterName",
        "AttachmentsPresent",
        "AttachmentsExpected",
    ),
    *("Status", "ReviewState", "DeviceID", "Edits", "FormVersion"),
    *("instanceName", REPLACED, "uuid", "start", "end"),
}
#: how KoboToolbox calls an export with names in place of labels
KOBO_OPTION = "XML values and headers"
_WHOLE = re.compile(r"[0-9]{1,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class CollectedFile:
    """The answers of a file, each with its row.

    `tables` has the number of people behind each submission, `departments` its department.

    A submission is a participant of the long CSV, which counts once however many people answered together.
    `comments` by submission and indicator have no column there. `notes` says which submissions were edited.
    """

    answers: list[AnswerRow]
    tables: Mapping[str, int]
    departments: Mapping[str, str]
    comments: Mapping[tuple[str, str], str]
    notes: tuple[Fault, ...] = ()

    @property
    def sendings(self) -> int:
        """How many sendings there are."""
        return len(self.tables)

    @property
    def people(self) -> int:
        """How many people they are of."""
        return sum(self.tables.values())


@dataclass(slots=True)
class _Sheet:
    """The rows of a file, each with its cells by name; `heads` has the columns as they are written."""

    heads: dict[str, str]
    rows: list[Row]
    faults: list[Fault]


def read_collected(text: str, framework: Framework, unit: str) -> CollectedFile:
    """The answers in an export of ODK or KoboToolbox with names in its header, for one unit.

    Names may have those of their groups before them with any sign between. Blanks give no answer.
    Raises `Faults` with all that is not understood.
    """
    sheet = _sheet(text, framework)
    answers: list[AnswerRow] = []
    mark_of_sending = next(name for name in SENDINGS if name in sheet.heads)
    names = form_names(framework)
    sent = newest_versions(sheet.rows, mark_of_sending)
    counting = [(row, cells) for row, cells in sheet.rows if row not in sent.older]
    for row, cells in counting:
        who = (unit, _department(cells), sent.marks.get(row, ""))
        for indicator in framework.root.indicators():
            answer, faults = _answer(sheet.heads, cells, indicator, names[indicator.code])
            sheet.faults += [Fault((in_row(row), *fault.place), fault.said) for fault in faults]
            if answer:
                answers.append(AnswerRow(row, *who, indicator.code, answer))
    sheet.faults += [*_sending_faults(sheet, mark_of_sending), *sent.faults]
    sheet.faults += _people_faults(counting, sheet.heads)
    if sheet.faults:
        raise Faults(BAD, first_faults(sheet.faults))
    by_mark = {sent.marks[row]: cells for row, cells in counting}
    return CollectedFile(
        answers,
        {sending: int(cells.get(PEOPLE) or 1) for sending, cells in by_mark.items()},
        {sending: _department(cells) for sending, cells in by_mark.items()},
        {
            (sending, code): cells[f"{COMMENT}{name}"]
            for sending, cells in by_mark.items()
            for code, name in names.items()
            if cells.get(f"{COMMENT}{name}")
        },
        tuple(sent.notes),
    )


def _sheet(text: str, framework: Framework) -> _Sheet:
    """The file in rows; raises `Faults` where its columns are not those of the form."""
    table = read_table(text)
    if faults := _header_faults(table.header, framework):
        raise Faults(BAD, first_faults(faults))
    names = [bare_name(name) for name in table.header]
    rows: list[Row] = [(row, dict(zip(names, cells, strict=True))) for row, cells in table.rows]
    return _Sheet(dict(zip(names, table.header, strict=True)), rows, table.faults)


def _header_faults(header: Sequence[str], framework: Framework) -> list[Fault]:
    bare = Counter(map(bare_name, header))
    names = form_names(framework)
    asked = [f"{ANSWER}{names[indicator.code]}" for indicator in framework.root.indicators()]
    if not any(name in bare for name in asked):
        said = Sentence(
            "found no column for an indicator of {framework}, such as {example}. Export with "
            "names instead of labels (in KoboToolbox: {option}).",
            framework=framework.id,
            example=asked[0],
            option=KOBO_OPTION,
        )
        return [Fault((in_row(1),), said)]
    faults = list(_unknown(header, _known_columns(framework)))
    for name in (
        name for name, count in bare.items() if count > 1 and name in _known_columns(framework)
    ):
        said = Sentence("found the column {count} times, expected once.", count=bare[name])
        faults.append(Fault((in_row(1), name), said))
    if not set(SENDINGS) & set(bare):
        said = Sentence(
            "found no column that identifies submissions, expected one of {columns}.",
            columns=", ".join(SENDINGS),
        )
        faults.append(Fault((in_row(1),), said))
    return faults


def _known_columns(framework: Framework) -> set[str]:
    names = form_names(framework)
    kinds = (ANSWER, STATE, COMMENT)
    asked = [names[indicator.code] for indicator in framework.root.indicators()]
    return {f"{kind}{name}" for kind in kinds for name in asked} | {
        DEPARTMENT,
        TYPED_DEPARTMENT,
        PEOPLE,
        *SENDINGS,
    }


def _unknown(header: Iterable[str], known: set[str]) -> Iterator[Fault]:
    for head in header:
        name = bare_name(head)
        if name not in known and name not in _SERVERS and not head.startswith("_"):
            said = Sentence(
                "this column is not in the form. If the file is from another framework or version, choose that one; otherwise delete the column."
            )
            yield Fault((in_row(1), head or Sentence("a column without a name")), said)


def _department(cells: Mapping[str, str]) -> str:
    """The department as its name was before it became that of a choice, or as it was typed."""
    chosen = words_of(cells.get(DEPARTMENT, "")).strip()
    return chosen or cells.get(TYPED_DEPARTMENT, "")


def _answer(
    heads: Mapping[str, str], cells: Mapping[str, str], indicator: Indicator, name: str
) -> tuple[str, list[Fault]]:
    """The answer of an indicator, and what is wrong with it at which column."""
    at, state_at = f"{ANSWER}{name}", f"{STATE}{name}"
    answer = cells.get(at, "")
    faults = []
    if said := off_scale(answer, indicator.scale):
        faults.append(Fault((heads[at],), said))
    state = cells.get(state_at, "") if isinstance(indicator.scale, Goalposts) else ""
    if state and state not in STATES:
        said = Sentence("found {found}, expected na, dk or nothing.", found=repr(state))
        faults.append(Fault((heads[state_at],), said))
    if state and answer:
        said = Sentence(
            "found {found} as well as the number {number}, expected one of the two.",
            found=repr(state),
            number=repr(answer),
        )
        faults.append(Fault((heads[state_at],), said))
    return answer or state, faults


def _sending_faults(sheet: _Sheet, name: str) -> Iterator[Fault]:
    """Sendings without a mark, or with that of an earlier row."""
    first: dict[str, int] = {}
    for row, cells in sheet.rows:
        place, sending = (in_row(row), sheet.heads[name]), cells[name]
        if not sending:
            yield Fault(
                place, Sentence("found nothing, expected the identifier of this submission.")
            )
        elif sending in first:
            said = Sentence(
                "found submission {sending} again (first in row {first}), expected it once.",
                sending=repr(sending),
                first=first[sending],
            )
            yield Fault(place, said)
        first.setdefault(sending, row)


def _people_faults(rows: Sequence[Row], heads: Mapping[str, str]) -> Iterator[Fault]:
    for row, cells in rows:
        written = cells.get(PEOPLE, "")
        if written and not (_WHOLE.fullmatch(written) and 1 <= int(written) <= LARGEST_TABLE):
            said = Sentence(
                "found {found}, expected a whole number from 1 to {most}.",
                found=repr(written),
                most=LARGEST_TABLE,
            )
            yield Fault((in_row(row), heads[PEOPLE]), said)
