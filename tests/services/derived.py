"""What follows from things that are shown, one by one harmless: groups of people that can be told.

Each function goes through all that was shown in one workshop and gives (what is told, of whom).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from tests.services.watch import Cell, Seen

#: what is told, of how many who answered alone and of how many people at tables
Told = tuple[str, int, int]


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
    changed = _answered(before, unit, number) ^ _answered(after, unit, number)
    who = _who(changed)
    if _are_those_of_tables(before, after, unit, number):
        who -= after.truth.own(who)
    if counts and _cells(before, unit, _codes(before, number)):
        yield _told(after, f"what {sorted(who)} of {unit} changed in vote {number}", who)
    if remarks:
        codes = _codes(before, number) & _codes(after, number)
        old, new = (_remarks(seen, unit, codes) for seen in (before, after))
        fresh = {words[1:] for words in {*old} ^ {*new}}
        noted = _noted(before, unit, number) | _noted(after, unit, number)
        who |= _who({note for note in noted if note[-1] in fresh})
        yield _told(after, f"what {sorted(who)} of {unit} wrote in vote {number}", who)


def _are_those_of_tables(before: Seen, after: Seen, unit: str, number: int) -> bool:
    """Whether what tables changed makes up all the difference of a unit's figures."""
    codes = _codes(before, number) & _codes(after, number)
    moved: Counter[Cell] = Counter()
    weighed: Counter[Cell] = Counter()
    for seen, sign in ((after, 1), (before, -1)):
        for cell, (answers, people) in _cells(seen, unit, codes).items():
            moved[cell] += sign * answers
            weighed[cell] += sign * round(people or 0)
        for i, code, said in _answered(seen, unit, number):
            size = seen.truth.people[i].size
            if size > 1 and code in codes:
                cell = _cell(unit, code, said)
                moved[cell] -= sign
                weighed[cell] -= sign * size * (said not in ("na", "dk"))
    return not any(moved.values()) and not any(weighed.values())


def _cell(unit: str, code: str, said: object) -> Cell:
    return unit, code, "number" if code == "P2" and not isinstance(said, str) else str(said)


def _who(some: Iterable[tuple[int, str, object]]) -> frozenset[int]:
    return frozenset(i for i, *_ in some)


def _told(seen: Seen, what: str, who: Collection[int]) -> Told:
    """What is told of some participants."""
    own = len(seen.truth.own(who))
    return what, own, seen.truth.size(who) - own


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
                yield _told(after, f"the answers of {sorted(late)} of {unit}", late)


def by_size(shown: Sequence[Seen]) -> Iterator[Told]:
    """Answers of people alone beside tables: people and answers of a cell tell them from a table's.

    Where no tables of the unit seat as many people as stand behind the answers, somebody alone gave
    one of them. All those alone who voted are taken together: they hide one another, or nobody does.
    """
    for seen in shown:
        truth = seen.truth
        for unit, places in seen.homes.items():
            who = truth.inside(places, range(len(truth.people)))
            seats = [truth.people[i].size for i in who - truth.own(who)]
            for number in {vote.number for vote in truth.shown}:
                cells = _cells(seen, unit, _codes(seen, number))
                if any(_beyond(cell, seats) for cell in cells.values()):
                    own = [i for i in truth.own(who) if truth.answers(i, number)]
                    yield _told(seen, f"the answers of {own} of {unit} in vote {number}", own)


def _beyond(cell: tuple[int, float | None], seats: Sequence[int]) -> bool:
    """Whether tables alone cannot have given the answers of a cell."""
    answers, people = cell
    if people is None:
        return answers > len(seats)
    return answers > 0 and all(sum(some) != people for some in combinations(seats, answers))


def by_progress(shown: Sequence[Seen]) -> Iterator[Told]:
    """Departments that alone can have given a unit's answers to an indicator.

    Progress says who joined by department, the result how many answers each indicator got: all
    answers may be of those departments whose devices the others are too few to make up for.
    """
    for seen in shown:
        truth, vote = seen.truth, seen.truth.shown[-1]
        if vote is not truth.votes[-1]:
            continue
        here = {d.name: d for d in seen.progress.departments}
        for unit, places in seen.homes.items():
            came = {p: here[p].participants for p in places if here[p].participants}
            for code in vote.asked:
                if _answers(seen, unit, code):
                    gave = truth.inside(came, {i for i, _ in vote.units[unit].answers})
                    yield _told(seen, f"{code} of {unit} is that of {list(came)}", gave)


def _answers(seen: Seen, unit: str, code: str) -> int:
    return sum(n for (u, c, _), (n, _) in seen.counts.items() if (u, c) == (unit, code))
