"""The small-group rule in plain Python: who is hidden, the partition, what a unit freezes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from resilience.framework import Framework, Goalposts
from resilience.services.responses import Said
from resilience.services.workshop_plan import OTHER_DEPARTMENTS

#: people behind each participant, by id
Sizes = Mapping[int, int]
#: what was said, by participant and code
Answers = dict[tuple[int, str], Said]
#: answers, people, and for numbers the sum and the sum of squares of their scores
Line = tuple[int, int, float, float]


@dataclass
class Frozen:
    """What a unit has of a vote: who had taken part (`here`), and what counts of what they said.

    `sizes` has how many people stand behind each. `notes` are the remarks by participant and code, `were` all that anybody said from the reveal on.
    `left_out` are answers of people alone beside tables. `at` is when it was fixed, in steps.
    """

    sizes: dict[int, int]
    answers: Answers
    notes: dict[tuple[int, str], tuple[str, str]]
    were: dict[tuple[int, str], set[Said]]
    left_out: set[tuple[int, str]]
    at: int
    here: frozenset[int]

    @property
    def room(self) -> tuple[int, int]:
        """Participants and people who had taken part."""
        return len(self.here), sum(self.sizes[who] for who in self.here)


@dataclass
class Vote:
    """A vote on the `asked` indicators, `chosen` out of all or None; number 0 is the rehearsal.

    `hidden` says that it was reopened after its reveal and not revealed again.
    `were` is all that was said from the reveal on. `hides` says whether those who answered by the close
    hide one another from the world; `emptied` that all answers were removed since.
    """

    number: int
    asked: tuple[str, ...]
    chosen: tuple[str, ...] | None = None
    open: bool = True
    revealed: bool = False
    hidden: bool = False
    hides: bool = True
    emptied: bool = False
    units: dict[str, Frozen] = field(default_factory=dict)
    were: dict[tuple[int, str], set[Said]] = field(default_factory=dict)


def hidden(sizes: Iterable[int], k: int) -> bool:
    """Whether nobody can be told: k answer alone, or nobody does and k people sit at tables."""
    found = list(sizes)
    return found.count(1) >= k if 1 in found else sum(found) >= k


def counted(sizes: Sizes, k: int) -> set[int]:
    """Whose answers count: everybody's, those of tables, or nobody's."""
    seated = {who: size for who, size in sizes.items() if size > 1}
    return next((set(some) for some in (sizes, seated) if hidden(some.values(), k)), set())


def cut(here: Mapping[str, list[int]], k: int) -> dict[str, tuple[str, ...]]:
    """Departments by unit, from who took part in each by the first close; none where nobody did."""
    came = {name: sizes for name, sizes in here.items() if sizes}
    if not came:
        return {}
    everybody = [size for sizes in came.values() for size in sizes]
    alone_too = hidden(everybody, k)
    count = {n: [s for s in sizes if alone_too or s > 1] for n, sizes in came.items()}
    small = {name for name in came if not hidden(count[name], k)}
    together = [size for name in small for size in count[name]]
    helping = [name for name in came if name not in small and hidden(together + count[name], k)]
    if small and not hidden(together, k) and helping:
        small.add(min(helping, key=lambda name: (sum(count[name]), name)))
    alone = [name for name in came if name not in small]
    home = OTHER_DEPARTMENTS if small else min(alone, key=lambda name: sum(came[name]))
    units: dict[str, list[str]] = defaultdict(list)
    for name in here:
        units[name if name in alone else home].append(name)
    return {unit: tuple(names) for unit, names in units.items()}


def stays(shown: Frozen, anew: Frozen, k: int) -> bool:
    """Whether a unit keeps what was shown: those who say what they never did could be told."""
    changed = {
        who
        for (who, code), said in anew.answers.items()
        if said not in shown.were.get((who, code), ())
    }
    return bool(shown.answers) and not hidden([anew.sizes[who] for who in changed], k)


def lines(frozen: Frozen, framework: Framework) -> dict[tuple[str, str], Line]:
    """The tally of a unit by code and answer."""
    scales = {i.code: i.scale for i in framework.root.indicators()}
    found: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for (who, code), said in frozen.answers.items():
        scale, size = scales[code], frozen.sizes[who]
        if isinstance(said, str) or not isinstance(scale, Goalposts):
            found[code, str(said)].append((size, 0.0))
        else:
            found[code, "number"].append((size, scale.value(said)))
    return {place: _line(some) for place, some in found.items()}


def _line(some: Collection[tuple[int, float]]) -> Line:
    return (
        len(some),
        sum(size for size, _ in some),
        round(sum(size * value for size, value in some), 6),
        round(sum(size * value**2 for size, value in some), 6),
    )
