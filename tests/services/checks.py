"""What must hold of all that is shown at one moment."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields, replace

from resilience.scoring import score
from resilience.services.tokens import hashed
from resilience.services.workshop_plan import OTHER_DEPARTMENTS
from tests.services.story import (
    CODES,
    PLACES,
)
from tests.services.truth import Frozen
from tests.services.watch import (
    Cell,
    Seen,
    comment_rows,
    labels,
    unit_rows,
)
from tests.workbook.sheets import rows, sheet

REMARK_FIELDS = {"indicator", "unit", "comment", "evidence", "language"}
#: places in the list of those who joined
People = frozenset[int]


def isolated(cuts: Collection[People]) -> set[People]:
    """Every set of people whose figures follow from those of the cuts by adding and subtracting."""
    found = set(cuts)
    while True:
        added = {a | b for a in found for b in found if not a & b}
        taken = {a - b for a in found for b in found if b < a}
        if added | taken <= found:
            return found
        found |= added | taken


def no_cut_isolates_fewer_than_k(seen: Seen) -> None:
    """Whatever is printed, added and subtracted leaves people who hide one another, in every vote."""
    truth, names = seen.truth, set().union(*labels(seen).values())
    small = {room.unit: room.people for room in seen.result.room if room.people < truth.k}
    assert not small, "a unit has fewer than k people in the last vote"
    for vote in truth.shown:
        cuts = {vote.here, *(truth.inside(seen.homes.get(n, (n,)), vote.here) for n in names)}
        for who in isolated(cuts):
            assert not who or truth.hidden(who), f"{sorted(who)} can be told: {names}"
    for where, found in labels(seen).items():
        assert found <= set(seen.homes), f"{where} names what is no unit"


def the_partition_is_that_of_the_first_close(seen: Seen) -> None:
    """Departments that do not hide their people merge, with the smallest other one that helps.

    Where fewer than k answered alone in the whole room, they are not counted. Late-comers of
    departments with nobody join the merged ones, or the smallest unit where nothing merged.
    """
    truth, homes = seen.truth, seen.homes
    here = {place: who for place, who in truth.fixed.items() if who}
    counted = truth.counted(frozenset().union(*here.values()))
    assert sorted(place for unit in homes.values() for place in unit) == sorted(PLACES)
    merged = set(homes.get(OTHER_DEPARTMENTS, ())) & set(here)
    small = {place for place in here if not truth.hidden(here[place] & counted)}
    assert small <= merged
    assert all(place in homes[place] for place in set(here) - merged)
    assert set(homes) - {OTHER_DEPARTMENTS} == set(here) - merged
    size = {place: truth.size(who & counted) for place, who in here.items()}
    if not merged:
        least = min(map(truth.size, here.values()))
        smallest = [place for place in here if truth.size(here[place]) == least]
        assert any(set(homes[place]) >= set(PLACES) - set(here) for place in smallest)
    if merged != small:
        together = frozenset().union(*(here[place] for place in small)) & counted
        assert not truth.hidden(together)
        (taken,) = merged - small
        helps = [p for p in here.keys() - small if truth.hidden(together | here[p] & counted)]
        assert size[taken] == min(size[place] for place in helps)


def figures_are_those_of_the_units(seen: Seen) -> None:
    """Every count is that of all people of its unit, and every score comes from these counts."""
    truth, result = seen.truth, seen.result
    assert seen.homes == truth.homes
    assert {room.unit: (room.participants, room.people) for room in result.room} == {
        unit: (len(fixed.here), truth.size(fixed.here))
        for unit, fixed in truth.shown[-1].units.items()
    }
    told = {cell: figures for cell, figures in seen.counts.items() if any(figures)}
    assert told == recounted(seen)
    assert result.result == score(result.workshop.framework, result.tallies)
    people = score(result.workshop.framework, result.tallies, city_rule="people")
    assert result.by_people == people.city["overall"].value


def recounted(seen: Seen) -> dict[Cell, tuple[int, float | None]]:
    """The counts as they must be, from what the people of the units had answered."""
    found: dict[Cell, list[int]] = defaultdict(list)
    for unit, fixed in _counting(seen):
        for (i, code), said in fixed.answers.items():
            measured = code == "P2" and not isinstance(said, str)
            cell = unit, code, "number" if measured else str(said)
            found[cell].append(seen.truth.people[i].size)
    return {
        cell: (len(sizes), None if cell[2] in ("na", "dk") else float(sum(sizes)))
        for cell, sizes in found.items()
    }


def _counting(seen: Seen) -> Iterator[tuple[str, Frozen]]:
    """What each unit froze of each vote, on the indicators for which the vote counts."""
    latest = seen.truth.latest
    for vote in seen.truth.shown:
        for unit, fixed in vote.units.items():
            answers = {p: x for p, x in fixed.answers.items() if latest[p[1]] == vote.number}
            notes = {p: x for p, x in fixed.notes.items() if latest[p[1]] == vote.number}
            yield unit, replace(fixed, answers=answers, notes=notes)


def remarks_carry_the_unit_and_no_person(seen: Seen) -> None:
    """All remarks are there with their unit, in an order that their words alone decide.

    Their language is named where those of the unit who wrote hide one another: here all write in one.
    """
    expected = [
        (code, unit, *note)
        for unit, fixed in _counting(seen)
        for (_, code), note in fixed.notes.items()
    ]
    wrote: dict[str, set[int]] = defaultdict(set)
    for unit, fixed in _counting(seen):
        wrote[unit] |= {i for i, _ in fixed.notes}
    for remark in seen.result.remarks:
        hidden = seen.truth.hidden(wrote[remark.unit])
        assert remark.language == ("en" if hidden else None)
    by_words = sorted(expected, key=lambda remark: (remark[0], remark[2], remark[3]))
    found = [(r.indicator, r.unit, r.comment, r.evidence) for r in seen.result.remarks]
    assert found == by_words
    assert all({f.name for f in fields(r)} <= REMARK_FIELDS for r in seen.result.remarks)
    place = {code: n for n, code in enumerate(CODES)}
    by_place = sorted(by_words, key=lambda remark: place[remark[0]])
    columns = ("Code", "Department", "Comment", "Evidence")
    assert [tuple(row[c] for c in columns) for row in comment_rows(seen.book)] == by_place
    assert all(set(row) <= {*columns, "Indicator", "Language"} for row in comment_rows(seen.book))


def the_workbook_says_what_the_result_says(seen: Seen) -> None:
    """The same room and counts; a merged department is named once, in the list of its unit."""
    result, book = seen.result, seen.book
    columns = ("Unit", "Departments in it", "Phones and tables", "People", "People expected")
    room = [tuple(row[c] for c in columns) for row in rows(sheet(book, "Read me"), "Unit")]
    assert room[:-1] == [
        (r.unit, ", ".join(r.departments), r.participants, r.people, r.expected)
        for r in result.room
    ]
    people = {row["Department"]: row["People"] for row in unit_rows(book)}
    assert people == {room.unit: room.people for room in result.room}
    long = rows(sheet(book, "Long data"), "Unit")
    assert seen.counts == {
        (r["Unit"], r["Indicator"], r["Answer"]): (r["Answers"], r["People"]) for r in long
    }
    with zipfile.ZipFile(io.BytesIO(seen.file)) as parts:
        everything = "\n".join(parts.read(part).decode() for part in parts.namelist())
    for place in seen.homes.get(OTHER_DEPARTMENTS, ()):
        assert everything.count(place) == 1, f"{place} is named beside a figure"
    for token in (person.token for person in seen.truth.people):
        assert token not in everything
        assert hashed(token) not in everything + repr(result)


def answers_that_are_left_out_are_counted(seen: Seen) -> None:
    """It is said how many answered alone and are in no figures, as tables do not hide them."""
    gone = {
        i
        for vote in seen.truth.shown
        for unit in vote.units.values()
        for i, code in unit.left_out
        if seen.truth.latest[code] == vote.number
    }
    assert seen.result.left_out == len(gone)
    said = "left out of these figures" in repr(seen.report)
    assert said == bool(gone)


CHECKS: tuple[Callable[[Seen], None], ...] = (
    no_cut_isolates_fewer_than_k,
    the_partition_is_that_of_the_first_close,
    figures_are_those_of_the_units,
    remarks_carry_the_unit_and_no_person,
    answers_that_are_left_out_are_counted,
    the_workbook_says_what_the_result_says,
)
