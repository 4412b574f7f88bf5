"""The official UNDRR workbook filled from a workshop, and a filled one read as a result.

It takes one level an item: the one that the room agreed on, else the middle answer of its votes, and
of two different middle answers the lower one, so that nothing is higher than half the room put it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from resilience.errors import InputError
from resilience.framework import Framework
from resilience.scoring import Count, Result, Tallies, build_tallies, score
from resilience.scoring.counting.median import medians
from resilience.scoring.notes.words import remark_place
from resilience.scoring.planning.actions import STATES, PlannedAction
from resilience.services.frameworks.official_wording import FRAMEWORK
from resilience.services.frameworks.uploads import OFFICIAL, checked_kind
from resilience.services.results.results import WorkshopResult
from resilience.text import LANGUAGES, Text
from resilience.workbook.reading.reading_process import read_apart
from resilience.workbook.undrr import (
    Fact,
    FilledUndrr,
    ItemRemarks,
    UndrrProfile,
    fill,
    read_filled,
)

#: why an item has no answer; "absent" where the edition does not have it
Reason = Literal["na", "dk", "unanswered", "absent"]


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """An official workbook filled from a workshop, and where its answers come from.

    `agreed` counts answers that the room agreed on, `middle` the middle answers of votes; `between` has the codes
    of those between two levels. `blank` counts the items left blank by reason. The votes showed official text in
    the languages of `shown`.
    """

    data: bytes
    agreed: int
    middle: int
    between: tuple[str, ...]
    blank: Counter[Reason]
    shown: frozenset[str]

    @property
    def given(self) -> int:
        """The number of answers entered."""
        return self.agreed + self.middle


@dataclass(frozen=True, slots=True)
class UndrrResult:
    """The result of a filled official workbook; its answers are those of a single participant."""

    filled: FilledUndrr
    tallies: Tallies
    result: Result


@dataclass(frozen=True, slots=True)
class _Entry:
    """What an item comes to: a level 0..3, or the reason why it has none."""

    level: int | None = None
    agreed: bool = False
    between: bool = False
    reason: Reason = "unanswered"


def fill_undrr(result: WorkshopResult, template: bytes, text: Text) -> FilledWorkbook:
    """Fill the empty official workbook `template` (.xlsm) from the result of a workshop.

    Not applicable, don't know and unanswered stay blank. Raises `InputError` for a workshop on another framework or
    whose votes did not show the official text, and `InputError` or `Faults` for a file that is not the official
    workbook or not empty.
    """
    refuse_others(result.workshop.framework)
    refuse_other_words(result)
    checked_kind(OFFICIAL, template)
    entries = dict(_entries(result))
    cut = text("cut: too long for a cell")
    filled = read_apart(
        fill,
        template,
        {code: entry.level for code, entry in entries.items() if entry.level is not None},
        {code: _item_remarks(result, code, text) for code in entries},
        _profile(result),
        f" … [{cut}]",
    )
    entered = {c: e for c, e in entries.items() if e.level is not None and c in filled.items}
    agreed = sum(entry.agreed for entry in entered.values())
    return FilledWorkbook(
        data=filled.data,
        agreed=agreed,
        middle=len(entered) - agreed,
        between=tuple(code for code, entry in entered.items() if entry.between),
        blank=Counter(
            entry.reason if code in filled.items else "absent"
            for code, entry in entries.items()
            if code not in entered
        ),
        shown=result.official,
    )


def read_undrr(framework: Framework, data: bytes) -> UndrrResult:
    """Read a filled official workbook and score it with `framework`, which must be `undrr-preliminary`.

    Only the items of its edition are asked. Raises as `fill_undrr`.
    """
    refuse_others(framework)
    filled = read_apart(read_filled, data)
    tallies = of_one(framework, filled.profile.city, filled.levels, filled.items)
    return UndrrResult(filled, tallies, score(framework, tallies))


def of_one(
    framework: Framework, unit: str, levels: Mapping[str, int], items: Collection[str]
) -> Tallies:
    """Return the levels of a workbook that asks these items as the tallies of a single participant."""
    asked = tuple(i for i in framework.root.indicators() if i.code in items)
    counts = [Count(unit, code, "level", float(level), 1, 1) for code, level in levels.items()]
    return build_tallies(asked, {unit: (1, 1)}, counts)


def refuse_others(framework: Framework) -> None:
    """Raise `InputError` unless the framework is that of the official workbook."""
    if framework.id != FRAMEWORK:
        raise InputError(
            "The official UNDRR workbook belongs to the framework {wanted}, not to {found}.",
            wanted=FRAMEWORK,
            found=framework.id,
        )


def refuse_other_words(result: WorkshopResult) -> None:
    """Raise `InputError` if people did not answer the official sentences."""
    language = result.workshop.language
    if language not in result.official:
        raise InputError(
            "The official workbook can be filled in only from answers to its own wording. Not "
            "all votes of this workshop showed that wording in {language}. Before the next "
            "workshop, ask the people who run this installation to upload the official "
            "workbook on the Frameworks page.",
            language=LANGUAGES[language],
        )


def undrr_filename(result: WorkshopResult, template: str) -> str:
    """Return the name of the filled file, with the ending of the empty one: undrr-K7MPQ3-2026-10-13.xlsm."""
    ending = "xlsx" if template.lower().endswith(".xlsx") else "xlsm"
    return f"undrr-{result.workshop.code}-{result.workshop.date.isoformat()}.{ending}"


def _entries(result: WorkshopResult) -> Iterator[tuple[str, _Entry]]:
    """Yield each item's code with the level to enter, or the reason why it stays blank."""
    middle = medians(result.tallies)
    for indicator in result.workshop.framework.root.indicators():
        yield indicator.code, _entry(result, indicator.code, middle.get(indicator.code))


def _entry(result: WorkshopResult, code: str, middle: tuple[int, int] | None) -> _Entry:
    found = result.result.city.get(code)
    if found is None:
        return _Entry()
    if found.state == "not applicable":
        return _Entry(reason="na")
    decision = result.agreed.get(code)
    if decision is not None and not isinstance(decision.outcome, str):
        return _Entry(int(decision.outcome), agreed=True)
    if found.state == "scored" and middle is not None:
        return _Entry(middle[0], between=middle[0] != middle[1])
    nobody_knew = found.counts.dk > 0 and found.counts.level == 0
    return _Entry(reason="dk" if nobody_knew else "unanswered")


def _item_remarks(result: WorkshopResult, code: str, text: Text) -> ItemRemarks:
    """What people wrote about an item, with the unit or level and never the person, and its actions."""
    planned = [action for action in result.actions if code in action.indicators]
    days = [action.by_when.isoformat() if action.by_when else "" for action in planned]
    return ItemRemarks(
        evidence="\n".join(_explained(result, code, text)),
        action=_numbered([_done(action, text) for action in planned]),
        institution=_numbered([text(action.department) for action in planned]),
        timescale=_numbered([day or "–" for day in days]) if any(days) else "",
    )


def _explained(result: WorkshopResult, code: str, text: Text) -> Iterator[str]:
    """The reason for an agreed level, then comments and evidence with the unit or level."""
    decision = result.agreed.get(code)
    if decision and decision.reason:
        yield text("Agreed: {reason}", reason=decision.reason)
    for remark in result.remarks:
        if remark.indicator == code:
            place = remark_place(remark, text)
            evidence = text("Evidence: {words}", words=remark.evidence) if remark.evidence else ""
            for words in filter(None, (remark.comment, evidence)):
                yield f"{place}: {words}" if place else words


def _done(action: PlannedAction, text: Text) -> str:
    """An action, and how far it is where that is known."""
    if action.state == "open":
        return action.what
    state = text(STATES[action.state])
    return f"{action.what} ({state})"


def _numbered(lines: Sequence[str]) -> str:
    """Lines that stand beside others in other cells."""
    if len(lines) < 2:
        return "".join(lines)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _profile(result: WorkshopResult) -> UndrrProfile:
    workshop = result.workshop
    people = workshop.city.population
    return UndrrProfile(
        city=workshop.city.name,
        country=workshop.city.country,
        dated=workshop.date.isoformat(),
        facts={
            "population": Fact("" if people is None else str(people)),
            "probable": Fact(workshop.probable),
            "severe": Fact(workshop.severe),
        },
    )
