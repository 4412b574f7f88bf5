"""The figures of the results pages cell by cell, to compare those of files with."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from resilience.scoring.counting.tally import CITY_ROW, Tallies, Tally
from resilience.services.results.results import WorkshopResult

#: the unit of counts of the whole city
WHOLE = "the whole city"
#: the vote (None: the counts that stand), the unit, the indicator and the answer that a figure counts
Place = tuple[int | None, str, str, str]


class Cell(NamedTuple):
    """A figure: how many gave an answer, how many people they are, and the sums of their scores."""

    file: str
    place: Place
    answers: int
    people: int | None = None
    sums: tuple[float, ...] = ()


def cells_of_page(result: WorkshopResult) -> dict[Place, Cell]:
    """The figures of the results pages by place; the attacker traces the rows that they are from."""
    votes = [(None, result.tallies), *((held.number, held.tallies) for held in result.rounds)]
    cells = [cell for vote, tallies in votes for cell in _of_vote(vote, tallies)]
    for code in result.tallies.by_code:
        blank = result.result.city[code].counts.blank
        cells.append(Cell("page", (None, WHOLE, code, "blank"), blank))
    return {cell.place: cell for cell in cells}


def not_on_page(cells: Sequence[Cell], page: Mapping[Place, Cell]) -> list[str]:
    """The figures of files for which the results pages have another one, or none."""
    return [
        f"{cell}, and on the page {page.get(cell.place)}"
        for cell in cells
        if not _agree(cell, page.get(cell.place))
    ]


def _agree(cell: Cell, shown: Cell | None) -> bool:
    if shown is None:
        return not (cell.answers or cell.people or any(cell.sums))
    return (
        cell.answers == shown.answers
        and cell.people in (None, shown.people)
        and all(abs(a - b) < 1e-6 for a, b in zip(cell.sums, shown.sums, strict=False))
    )


def _of_vote(vote: int | None, tallies: Tallies) -> Iterator[Cell]:
    """The rows of units, the row of the city beside them, and their sum; who took part of each."""
    city = tallies.city
    for part, unit, at in (
        *((tallies, unit, at) for at, unit in enumerate(tallies.units)),
        *((city, unit, at) for at, unit in enumerate(city.units) if unit == CITY_ROW),
    ):
        room = int(part.participants[at]), int(part.people[at])
        yield Cell("page", (vote, unit, "", "room"), *room)
        for code, tally in part.by_code.items():
            if code in part.asked:
                here, people = (int(one[at]) for one in part.took_part(code))
                yield Cell("page", (vote, unit, code, "room"), here, people)
            yield from _of_rows((vote, unit, code), tally, [at])
            if unit == CITY_ROW:
                yield Cell("page", (vote, unit, code, "dk"), int(tally.dk[at]))
    for code, tally in city.by_code.items():
        yield from _of_rows((vote, WHOLE, code), tally, range(len(city.units)))
        yield Cell("page", (vote, WHOLE, code, "dk"), int(tally.dk.sum()))


def _of_rows(place: tuple[int | None, str, str], tally: Tally, rows: Sequence[int]) -> Iterator[Cell]:  # fmt: skip
    answers, people = tally.answers[rows].sum(axis=0), tally.people[rows].sum(axis=0)
    sums = float(tally.total[rows].sum()), float(tally.squares[rows].sum())
    yield Cell("page", (*place, "given"), int(answers.sum()), int(people.sum()))
    yield Cell("page", (*place, "na"), int(tally.na[rows].sum()))
    for level, found in enumerate(answers.tolist()):
        measured = len(answers) == 1
        said = "number" if measured else str(level)
        figures = int(found), int(people[level]), sums if measured else ()
        yield Cell("page", (*place, said), *figures)
