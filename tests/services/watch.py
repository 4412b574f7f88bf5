"""All that every reader of a workshop is shown, taken down after each step of its story."""

import datetime
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pytest
from openpyxl import Workbook

from resilience.errors import NotAllowed, WrongTime
from resilience.framework import Framework
from resilience.report import Counts, FineHeat, Heat, Report, Table, Voices
from resilience.scoring.tables import count_table, unit_table
from resilience.services import progress, results
from resilience.services.access import NOBODY, Visitor, identify
from resilience.services.links import LinkView, links_of
from resilience.services.progress import DepartmentProgress, Snapshot
from resilience.services.report import report_of
from resilience.services.results import WorkshopResult
from resilience.services.workbook import results_workbook
from resilience.services.workshop_plan import MIXED_TABLES, OTHER_DEPARTMENTS
from resilience.store import Store
from resilience.text import Text
from tests.services.held import HOST, KEY
from tests.services.played import Played
from tests.services.story import PLACES, Story
from tests.services.truth import EXPECTED, Truth
from tests.workbook.sheets import Row, opened, rows, sheet

MADE_AT = datetime.datetime(2026, 10, 13, 9, tzinfo=datetime.UTC)
#: headers of the second table of the sheet "Departments" that are no unit
NO_UNITS = {"Indicator", "Code", "None"}
#: unit, indicator, answer
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Seen:
    """All that is shown at one moment, and what is true then; `file` is the workbook's bytes.

    `figures` is the result as values that can be compared, without the phase of the workshop.
    """

    truth: Truth
    result: WorkshopResult
    figures: tuple[object, ...]
    progress: Snapshot
    file: bytes
    book: Workbook

    @property
    def homes(self) -> dict[str, tuple[str, ...]]:
        """The departments of each unit, as it is said in the room."""
        return {room.unit: room.departments for room in self.result.room}

    @cached_property
    def counts(self) -> dict[Cell, tuple[int, float | None]]:
        """The lines of `count_table`."""
        return counts(self.result)

    @cached_property
    def report(self) -> Report:
        """The printed report."""
        return report_of(self.result, Text("en"), MADE_AT)

    @property
    def closes(self) -> tuple[tuple[int, int], ...]:
        """The votes that the result is made of, with how often each had closed.

        A close that few people came to may change nothing.
        """
        return tuple((vote.number, vote.closed) for vote in self.truth.shown)


class Watch:
    """Readers of every role in a workshop, and all that they have seen."""

    def __init__(self, played: Played) -> None:
        self.played, self.store = played, played.store
        self.code, self.id = played.held.code, played.held.id
        self.links = links_of(self.store, KEY, HOST, self.code)
        self.roles = {link.role: self._who(link) for link in self.links}
        self.seen: list[Seen] = []
        self._asked: set[bool] = set()

    def look(self, moved: bool) -> None:
        """Take down what is shown now; readers ask for it whenever the workshop has `moved`."""
        truth = self.played.moment()
        now = progress.snapshot(self.store, self.id)
        assert now == participation(truth), "progress counts who takes part, and no answer"
        if moved:
            self._admitted(truth)
        if bool(truth.shown) not in self._asked:
            self._asked.add(bool(truth.shown))
            self._refused(truth)
        if truth.shown:
            result = results.read_result(self.store, self.id)
            figures = plain(result)
            self.seen.append(Seen(truth, result, figures, now, *self._workbook(result, figures)))

    def _admitted(self, truth: Truth) -> None:
        """All readers come to one result; before the reveal, and while it is open again, to none."""
        readers = (HOST, *self.roles.values())
        if truth.shown:
            assert len({results.admit(self.store, who, self.code) for who in readers}) == 1
            return
        for who in readers:
            with pytest.raises(WrongTime):
                results.admit(self.store, who, self.code)

    def _who(self, link: LinkView) -> Visitor:
        return identify(self.store, KEY, staff_tokens=[link.token or ""])

    def _workbook(
        self, result: WorkshopResult, figures: tuple[object, ...]
    ) -> tuple[bytes, Workbook]:
        if self.seen and self.seen[-1].figures == figures:
            return self.seen[-1].file, self.seen[-1].book
        file = results_workbook(result, Text("en"), MADE_AT)
        return file, opened(file)

    def _refused(self, truth: Truth) -> None:
        """Participants see no result, and nobody but those who run the workshop how far it is."""
        outside = [NOBODY, *(person.who for person in truth.people[-1:])]
        for who in outside:
            with pytest.raises(NotAllowed):
                results.admit(self.store, who, self.code)
        for who in (*outside, self.roles["official"], self.roles["lead"]):
            with pytest.raises(NotAllowed):
                progress.admit(self.store, who, self.code)
        for who in (*outside, *(self.roles[r] for r in ("cofacilitator", "official", "lead"))):
            with pytest.raises(NotAllowed):
                links_of(self.store, KEY, who, self.code)
        assert links_of(self.store, KEY, HOST, self.code) == self.links, "links tell of no people"


def plain(result: WorkshopResult) -> tuple[object, ...]:
    """A result as `Seen.figures`."""
    tallies = result.tallies
    arrays = [tallies.participants, tallies.people]
    for tally in tallies.by_code.values():
        arrays += [tally.answers, tally.people, tally.na, tally.dk]
    lists = [array.tolist() for array in arrays]
    counted = (result.room, result.left_out, tallies.units, lists)
    return result.result, result.by_people, result.remarks, *counted


def counts(result: WorkshopResult) -> dict[Cell, tuple[int, float | None]]:
    """The lines of `count_table`: answers, and people behind them where a line has them."""
    found: dict[Cell, tuple[int, float | None]] = {}
    for unit, code, answer, answers, people in count_table(result.tallies).itertuples(index=False):
        found[unit, code, answer] = int(answers), None if math.isnan(people) else float(people)
    return found


def participation(truth: Truth) -> Snapshot:
    """What progress may say: who joined, and how many answers were given in all, whatever they are."""
    vote = truth.votes[-1] if truth.votes else None
    found = []
    for place in PLACES:
        mine = [i for i, person in enumerate(truth.people) if person.place == place]
        here = [i for i in mine if truth.people[i].counts or not truth.people[i].rehearsed]
        expected, others = EXPECTED.get(place, 0), len(mine) - len(here)
        found.append(DepartmentProgress(place, expected, len(here), truth.size(here), others))
    everybody = range(len(truth.people))
    given = sum(len(truth.answers(i, vote.number)) for i in everybody) if vote else 0
    trying = vote is not None and vote.number == 0
    devices = len(everybody) if trying else sum(one.participants for one in found)
    most = devices * len(vote.asked) if vote else 0
    return Snapshot(tuple(found), given / most if most else 0.0)


def watched(store: Store, framework: Framework, story: Story) -> list[Seen]:
    """Play a story in a new workshop; gives all that was shown, first to last."""
    played = Played(store, framework, story.k)
    watch = Watch(played)
    played.play(story, watch.look)
    return watch.seen


def labels(seen: Seen) -> dict[str, set[str]]:
    """The names that stand beside a figure or a remark, by where they stand."""
    result, book = seen.result, seen.book
    scores = rows(sheet(book, "Departments"), "Indicator")
    return reported(seen.report) | {
        "scores": set(result.result.units),
        "tallies": set(result.tallies.units),
        "room": set(seen.homes),
        "remarks": {remark.unit for remark in result.remarks},
        "count_table": {unit for unit, _, _ in seen.counts},
        "unit_table": set(unit_table(result.workshop.framework, result.result, "en")["unit"]),
        "Read me": {row["Unit"] for row in rows(sheet(book, "Read me"), "Unit")} - {"All"},
        "Departments": {r["Department"] for r in unit_rows(book)},
        "Departments, indicators": {name for row in scores for name in row} - NO_UNITS,
        "Comments": {row["Department"] for row in comment_rows(book)},
        "Long data": {row["Unit"] for row in rows(sheet(book, "Long data"), "Unit")},
    }


def reported(report: Report) -> dict[str, set[str]]:
    """The units that the printed report names, by where they stand."""
    found: dict[str, set[str]] = defaultdict(set)
    for part in report.parts:
        if isinstance(part, Heat):
            found["report, scores"] |= {name for name, _ in part.rows}
        elif isinstance(part, FineHeat):
            found["report, indicators"] |= set(part.columns)
        elif isinstance(part, Counts):
            found["report, counts"] |= {row[0] for table in part.tables for row in table.rows}
        elif isinstance(part, Voices):
            found["report, remarks"] |= {who for _, said in part.about for who, _ in said}
        elif isinstance(part, Table) and part.columns[0] == "Department":
            found["report, room"] |= {row[0].split(" (")[0] for row in part.rows}
    return found


def unit_rows(book: Workbook) -> list[Row]:
    """The units of the first table of the sheet "Departments"."""
    found = rows(sheet(book, "Departments"), "Department")
    return [row for row in found if row["Department"] != "The city"]


def comment_rows(book: Workbook) -> list[Row]:
    """The remarks of the sheet "Comments"."""
    return [row for row in rows(sheet(book, "Comments"), "Code") if row["Indicator"]]


def what_happened(seen: Sequence[Seen]) -> set[str]:
    """What of interest a story came to, so that not all of them may be dull."""
    if not seen:
        return {"nothing shown"}
    last, votes = seen[-1], {vote.number for one in seen for vote in one.truth.shown}
    late = set().union(*(v.here for v in last.truth.shown)) - seen[0].truth.shown[-1].here
    places = {last.truth.people[i].place for i in late}
    empty = {place for place in places if not last.truth.fixed[place]}
    merged = set(last.homes.get(OTHER_DEPARTMENTS, ()))
    found = {
        "merged and alone": bool(merged) and len(last.homes) > 1,
        "a department of k people merged": any(
            last.truth.hidden(last.truth.fixed[place]) for place in merged
        ),
        "reopened": any(vote.closed > 1 for one in seen for vote in one.truth.shown),
        "frozen anew": any(_fixed(one) != _fixed(seen[0]) for one in _closed_again(seen)),
        "kept as shown": any(_fixed(one) == _fixed(seen[0]) for one in _closed_again(seen)),
        "too few voted": any(
            not unit.answers for vote in last.truth.shown for unit in vote.units.values()
        ),
        "several votes": len(votes) > 1,
        "votes side by side": len(set(last.truth.latest.values())) > 1,
        "late to a merged one": bool(places & merged - empty),
        "late to one alone": bool(places - merged - empty),
        "late to an empty one": bool(empty),
        "remarks": bool(last.result.remarks),
        "a person beside tables merged": any(
            last.truth.size(who) >= last.truth.k and not last.truth.hidden(who)
            for who in (last.truth.fixed[place] for place in merged)
        ),
        "answers left out": any(
            unit.left_out for vote in last.truth.shown for unit in vote.units.values()
        ),
        "a mixed table": any(p.place == MIXED_TABLES for p in last.truth.people),
    }
    return {name for name, happened in found.items() if happened}


def _closed_again(seen: Sequence[Seen]) -> list[Seen]:
    """What was shown after the first reopening of the vote that was shown first."""
    number, closed = seen[0].closes[0]
    return [one for one in seen if dict(one.closes).get(number, 0) > closed]


def _fixed(seen: Seen) -> list[object]:
    """What the units have of the vote that was shown first."""
    return [(unit.here, unit.answers) for unit in seen.truth.shown[0].units.values()]
