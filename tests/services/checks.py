"""What must hold of all that is shown at one moment."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields, replace

from resilience.scoring import score
from resilience.services.tokens import hashed
from resilience.services.workshops import OTHER_DEPARTMENTS
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
    """Whatever is printed, added and subtracted leaves k people or nobody, in every vote."""
    truth, names = seen.truth, set().union(*labels(seen).values())
    small = {room.unit: room.people for room in seen.result.room if room.people < truth.k}
    assert not small, "a unit has fewer than k people in the last vote"
    for vote in truth.shown:
        cuts = {vote.here, *(truth.inside(seen.homes.get(n, (n,)), vote.here) for n in names)}
        for who in isolated(cuts):
            assert not who or truth.size(who) >= truth.k, f"{sorted(who)} can be told: {names}"
    for where, found in labels(seen).items():
        assert found <= set(seen.homes), f"{where} names what is no unit"


def the_partition_is_that_of_the_first_close(seen: Seen) -> None:
    """Small departments merge, with the smallest other one where they are still too few.

    Late-comers of departments with nobody join them, or the smallest unit where nothing merged.
    """
    k, homes = seen.truth.k, seen.homes
    here = {place: people for place, people in seen.truth.fixed.items() if people}
    assert sorted(place for unit in homes.values() for place in unit) == sorted(PLACES)
    merged = set(homes.get(OTHER_DEPARTMENTS, ())) & set(here)
    small = {place for place in here if here[place] < k}
    assert small <= merged
    assert all(place in homes[place] for place in set(here) - merged)
    assert set(homes) - {OTHER_DEPARTMENTS} == set(here) - merged
    if not merged:
        smallest = [place for place in here if here[place] == min(here.values())]
        assert any(set(homes[place]) >= set(PLACES) - set(here) for place in smallest)
    if merged != small:
        assert sum(here[place] for place in small) < k
        (taken,) = merged - small
        assert here[taken] == min(here[place] for place in here if place not in small)


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

    Their language is named where k people of the unit wrote: here all write in one.
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
        enough = seen.truth.size(wrote[remark.unit]) >= seen.truth.k
        assert remark.language == ("en" if enough else None)
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


CHECKS: tuple[Callable[[Seen], None], ...] = (
    no_cut_isolates_fewer_than_k,
    the_partition_is_that_of_the_first_close,
    figures_are_those_of_the_units,
    remarks_carry_the_unit_and_no_person,
    the_workbook_says_what_the_result_says,
)
