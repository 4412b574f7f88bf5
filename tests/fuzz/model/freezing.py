"""What is served of a vote, in plain Python: cells of an indicator first, the whole room later."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from resilience.framework import AnswerValue, Framework, Goalposts
from tests.fuzz.model.crowds import Crowd, hidden, together
from tests.services import recount

#: rows of figures that are no unit's: what is counted as one, and later votes of everybody
REST, ROOM = " rest", " room"
#: size and answer of participants, by id; below 0 of those who were erased since
Voices = dict[int, tuple[int, AnswerValue]]
#: size and answer by participant and code
Answers = dict[tuple[int, str], tuple[int, AnswerValue]]
#: answers, people, and for numbers the sum and the sum of squares of their scores
Line = tuple[int, int, float, float]


@dataclass
class Vote:
    """A vote on the `asked` indicators, `chosen` out of all or None.

    `hidden` says that its result is hidden while its questions are asked again. `rooms` are the
    participants and people who had taken part, `figures` the answers that are counted, by row;
    `notes` the remarks of a unit by participant and code, with the size of a table; `few` are the units of which
    too few answered alone, and `erased` says that anyone was erased since. Of the indicators `withheld` the vote is
    not served. `left_out` says how many answered alone and are in no figures; `there` is the last who had joined at
    the close; `counted` are those whose answers counted then.
    """

    number: int
    asked: tuple[str, ...]
    chosen: tuple[str, ...] | None = None
    open: bool = True
    revealed: bool = False
    hidden: bool = False
    left_out: int | None = None
    voted: int = 0
    there: int | None = None
    counted: set[int] = field(default_factory=set)
    rooms: dict[str, tuple[int, int]] = field(default_factory=dict)
    figures: dict[str, Answers] = field(default_factory=dict)
    notes: dict[str, dict[tuple[int, str], tuple[int, str, str]]] = field(default_factory=dict)
    few: set[str] = field(default_factory=set)
    erased: bool = False
    withheld: list[str] = field(default_factory=list)

    def forget(self) -> None:
        """Nothing was counted of it."""
        self.rooms, self.figures, self.notes, self.withheld = {}, {}, {}, []
        self.left_out = None
        self.erased = False

    @property
    def in_units(self) -> tuple[int, int]:
        """The devices and people of all units who had taken part."""
        rooms = [room for row, room in self.rooms.items() if row != ROOM]
        return sum(n for n, _ in rooms), sum(people for _, people in rooms)

    def has(self, code: str, *, later: bool) -> bool:
        """Whether there are figures of an indicator: of the room, or of units and the rest."""
        return any(
            code == answered
            for row, answers in self.figures.items()
            for _, answered in answers
            if (row == ROOM) is later
        )

    def rows_of(self, code: str) -> dict[str, Voices]:
        """The answers in its first figures of an indicator by row; who did not know are one."""
        found: dict[str, Voices] = defaultdict(dict)
        for row, answers in self.figures.items():
            for (who, answered), voice in answers.items():
                if row != ROOM and answered == code:
                    found["dk" if voice[1] == "dk" else row][who] = voice
        return found


def first_rows(
    said: Mapping[str, Voices], beyond: Mapping[str, Crowd], k: int
) -> dict[str, Voices]:
    """The rows of figures of an indicator, from the answers to it in each unit.

    `beyond` are people of each who were not in the room. In an open workshop (k 0) nothing is hidden.
    """
    if not k:
        return dict(said)
    judged = {unit: _judged(voices) for unit, voices in said.items()}

    def pool(units: Iterable[str]) -> tuple[Voices, Crowd]:
        some = list(units)
        voices = {who: voice for unit in some for who, voice in judged[unit].items()}
        return voices, together(beyond[unit] for unit in some)

    own = [unit for unit in judged if _tells_of_nobody(*pool([unit]), k)]
    few = [unit for unit in judged if unit not in own and judged[unit]]
    if few and not _tells_of_nobody(*pool(few), k):
        helping = [unit for unit in own if _tells_of_nobody(*pool([*few, unit]), k)]
        few = [*few, min(helping, key=lambda unit: len(judged[unit]))] if helping else []
    rows = {unit: seen(*pool([unit]), k) for unit in own if unit not in few}
    ignorant = {w: v for voices in said.values() for w, v in voices.items() if v[1] == "dk"}
    return {**rows, REST: seen(*pool(few), k) | ignorant}


def later_row(
    first: Vote, code: str, said: Voices, here: Collection[int], beyond: Crowd, k: int
) -> Voices | None:
    """What is served of a later vote on an indicator after its first figures; None for nothing.

    `said` is what those said who counted in the first vote too; `here` are the sizes of all of them who took part.
    """
    judged = _judged(said)
    if not _tells_of_nobody(judged, beyond, k):
        return None
    ignorant = {who: voice for who, voice in said.items() if voice[1] == "dk"}
    shown = seen(judged, beyond, k) | ignorant
    before = {who: x for voices in first.rows_of(code).values() for who, x in voices.items()}
    safe = not _judged(before) or _moved(before, shown, first.in_units, here, beyond) >= k
    return shown if safe else None


def _moved(
    before: Voices,
    shown: Voices,
    first: tuple[int, int],
    here: Collection[int],
    beyond: Crowd,
) -> int:
    """How many new levels nobody without a level can have given; `first` has who took part `before`."""
    seated = 1 not in here and all(size > 1 for size, _ in before.values())
    then = _counts(before, seated, first[seated])
    now = _counts(shown, seated, sum(here) if seated else len(here))
    levels = {one for one in now if one not in ("na", "dk", "silent")} or {"na"}
    if len(here) == first[0] and not then["silent"] + now["silent"]:
        levels = {*then, *now}
    new = sum(max(0, now[one] - then[one]) for one in levels)
    without = {"na", "dk", "silent"} - levels
    given_up = sum(max(0, then[one] - now[one]) for one in without)
    tables = 0 if seated else sum(size > 1 for size in here)
    return new - given_up - tables - (sum(beyond) if seated else beyond[0])


def _counts(voices: Voices, seated: bool, everyone: int) -> Counter[str]:
    found = Counter[str]()
    for answer, sizes in _by_answer(voices).items():
        found[answer] = sum(sizes) if seated else len(sizes)
    return found + Counter(silent=max(0, everyone - found.total()))


def _by_answer(voices: Voices) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for size, said in voices.values():
        found["number" if isinstance(said, float) else str(said)].append(size)
    return found


def seen(voices: Voices, beyond: Crowd, k: int) -> Voices:
    """What is counted of a cell that is served: beside N/A no levels of a few."""
    levels, na = _parts(voices)
    return na if len(na) > len(levels) and not _hidden(levels, k, beyond) else voices


def lines(answers: Answers, framework: Framework, k: int) -> dict[tuple[str, str], Line]:
    """The tally of a row by code and answer; sums of numbers are blurred unless small groups are shown."""
    scales = {i.code: i.scale for i in framework.root.indicators()}
    found: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for (_, code), (size, said) in answers.items():
        scale = scales[code]
        if isinstance(said, str) or not isinstance(scale, Goalposts):
            found[code, str(said)].append((size, 0.0))
        else:
            found[code, "number"].append((size, scale.value(said)))
    return {
        place: _blurred(_line(some)) if k and place[1] == "number" else _line(some)
        for place, some in found.items()
    }


def _blurred(line: Line) -> Line:
    told = recount.blurred(recount.Line(*line))
    return told.answers, told.people, told.total, told.squares


def _judged(voices: Voices) -> Voices:
    return {who: voice for who, voice in voices.items() if voice[1] != "dk"}


def _parts(voices: Voices) -> tuple[Voices, Voices]:
    """Those who gave a level, and those who said N/A."""
    na = {who: voice for who, voice in voices.items() if voice[1] == "na"}
    return {who: voice for who, voice in voices.items() if who not in na}, na


def _tells_of_nobody(voices: Voices, beyond: Crowd, k: int) -> bool:
    """Whether those whose answers make the figure of a cell hide one another, N/A beside included."""
    levels, na = _parts(voices)
    if len(na) > len(levels):
        return _hidden(na, k, beyond)
    return _hidden(levels, k, beyond) and _hidden(voices, k, beyond)


def _hidden(voices: Voices, k: int, beyond: Crowd) -> bool:
    return hidden([size for size, _ in voices.values()], k, beyond)


def _line(some: Collection[tuple[int, float]]) -> Line:
    return (
        len(some),
        sum(size for size, _ in some),
        round(sum(size * value for size, value in some), 6),
        round(sum(size * value**2 for size, value in some), 6),
    )
