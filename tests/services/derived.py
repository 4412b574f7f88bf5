"""What follows from things that are shown, one by one harmless: groups of people that can be told.

Each function goes through all that was shown in one workshop and gives (what is told, of how many
people).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tests.services.watch import Cell, Seen

Told = tuple[str, int]


def by_closing_again(shown: Sequence[Seen]) -> Iterator[Told]:
    """What a unit's figures differ by from any shown before, after a vote was reopened and closed.

    Counts must differ by the answers of k people, whoever wrote remarks besides. A unit of which
    nothing was shown leaves nothing to subtract.
    """
    for number in {vote.number for seen in shown for vote in seen.truth.shown}:
        counting = [seen for seen in shown if _codes(seen, number)]
        for unit in shown[0].homes:
            states: list[Seen] = []
            for after in counting:
                if states and not any(_differ(states[-1], after, unit, number)):
                    continue  # what changed since is not shown
                for before in states:
                    yield from _differences(before, after, unit, number)
                states.append(after)


def _differ(before: Seen, after: Seen, unit: str, number: int) -> tuple[bool, bool]:
    """Whether counts differ, and whether remarks do, where counts were shown before."""
    codes = _codes(before, number) & _codes(after, number)
    was = _cells(before, unit, codes)
    return (
        was != _cells(after, unit, codes),
        bool(was) and _remarks(before, unit, codes) != _remarks(after, unit, codes),
    )


def _differences(before: Seen, after: Seen, unit: str, number: int) -> Iterator[Told]:
    counts, remarks = _differ(before, after, unit, number)
    who = {i for i, *_ in _answered(before, unit, number) ^ _answered(after, unit, number)}
    if counts and _cells(before, unit, _codes(before, number)):
        yield f"what {sorted(who)} of {unit} changed in vote {number}", after.truth.size(who)
    if remarks:
        who |= {i for i, *_ in _noted(before, unit, number) ^ _noted(after, unit, number)}
        yield f"what {sorted(who)} of {unit} wrote in vote {number}", after.truth.size(who)


def _codes(seen: Seen, number: int) -> set[str]:
    """The indicators for which a vote counts."""
    return {code for code, latest in seen.truth.latest.items() if latest == number}


def _cells(seen: Seen, unit: str, codes: set[str]) -> dict[Cell, tuple[int, float | None]]:
    """Counts of a unit on some indicators."""
    return {
        cell: n
        for cell, n in seen.counts.items()
        if cell[0] == unit and cell[1] in codes and any(n)
    }


def _remarks(seen: Seen, unit: str, codes: set[str]) -> list[tuple[str, str, str]]:
    return [
        (r.indicator, r.comment, r.evidence)
        for r in seen.result.remarks
        if r.unit == unit and r.indicator in codes
    ]


def _answered(seen: Seen, unit: str, number: int) -> set[tuple[int, str, object]]:
    """What people of a unit answered in a vote at this moment, shown or not."""
    who = seen.truth.inside(seen.homes[unit], range(len(seen.truth.people)))
    return {(i, code, said) for i in who for code, said in seen.truth.answers(i, number).items()}


def _noted(seen: Seen, unit: str, number: int) -> set[tuple[int, str, object]]:
    """What people of a unit wrote in a vote at this moment, shown or not."""
    who = seen.truth.inside(seen.homes[unit], range(len(seen.truth.people)))
    notes = (
        (i, n, code, note) for i in who for (n, code), note in seen.truth.people[i].notes.items()
    )
    return {(i, code, note) for i, n, code, note in notes if n == number}


def by_coming_late(shown: Sequence[Seen]) -> Iterator[Told]:
    """Late-comers who gave all of a unit's answers in a later vote.

    Each gave one at least, or the room would not have grown by them: so where there are as many
    answers as late-comers, the answers are theirs.
    """
    for before, after in pairwise(shown):
        vote = after.truth.shown[-1]
        if vote.number in dict(before.closes):
            continue
        for unit, places in after.homes.items():
            late = after.truth.inside(places, vote.here - before.truth.shown[-1].here)
            late &= {i for i, _ in vote.units[unit].answers}
            if late and sum(_answers(after, unit, code) for code in vote.asked) == len(late):
                yield f"the answers of {sorted(late)} of {unit}", after.truth.size(late)


def by_size(shown: Sequence[Seen]) -> Iterator[Told]:
    """Levels of persons beside tables of one size: people and answers at a level tell them apart."""
    for seen in shown:
        truth = seen.truth
        for unit, places in seen.homes.items():
            who = truth.inside(places, truth.shown[-1].here)
            sizes = {truth.people[i].size for i in who} - {1}
            persons = {i for i in who if truth.people[i].size == 1 and _gave_a_level(seen, i)}
            if len(sizes) == 1:
                yield f"the levels of {sorted(persons)} of {unit}", len(persons)


def _gave_a_level(seen: Seen, i: int) -> bool:
    given = seen.truth.people[i].answers
    return any(
        not isinstance(given.get((number, code), "blank"), str) and code != "P2"
        for code, number in seen.truth.latest.items()
    )


def by_progress(shown: Sequence[Seen]) -> Iterator[Told]:
    """Departments that alone can have given a unit's answers to an indicator.

    Progress says who joined by department, the result how many answers each indicator got: all
    answers may be of those departments whose devices the others are too few to make up for.
    """
    for seen in shown:
        vote = seen.truth.shown[-1]
        if vote is not seen.truth.votes[-1]:
            continue
        here = {d.name: d for d in seen.progress.departments}
        for unit, places in seen.homes.items():
            came = {p: here[p].participants for p in places if here[p].participants}
            for code in vote.asked:
                if _answers(seen, unit, code):
                    told = f"{code} of {unit} is that of {list(came)}"
                    yield told, sum(here[p].people for p in came)


def _answers(seen: Seen, unit: str, code: str) -> int:
    return sum(n for (u, c, _), (n, _) in seen.counts.items() if (u, c) == (unit, code))
