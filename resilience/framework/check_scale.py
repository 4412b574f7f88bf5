"""Whether a scale is one: of a single kind, in order, and with an end that is better."""

from collections.abc import Iterator

from resilience.errors import Fault, Sentence
from resilience.framework.raw import RawScale

Place = tuple[str, ...]


def scale_faults(place: Place, scale: RawScale) -> Iterator[Fault]:
    """Every fault of the scale at `place`; none of one that could not be read."""
    if not scale.reads():
        return
    goalposts = scale.worst is not None or scale.best is not None
    kinds = sum([scale.levels is not None, scale.values is not None, goalposts])
    if kinds != 1:
        said = Sentence(
            "found {kinds} kinds of scale, expected one of `levels`, `values`, or `worst` with "
            "`best`.",
            kinds=kinds,
        )
        yield Fault(place, said, "scale")
        return
    if goalposts and (scale.worst is None or scale.best is None or scale.worst == scale.best):
        said = Sentence(
            "found worst {worst} and best {best}, expected two different numbers.",
            worst=_end(scale.worst),
            best=_end(scale.best),
        )
        yield Fault(place, said, "scale")
    if scale.log and min(scale.worst or 0, scale.best or 0) <= 0:
        said = Sentence("found `log`, which needs `worst` and `best` above 0.")
        yield Fault(place, said, "scale")
    yield from _value_faults(place, scale)


def _end(number: float | None) -> float | Sentence:
    return Sentence("nothing") if number is None else number


def _value_faults(place: Place, scale: RawScale) -> Iterator[Fault]:
    count = scale.levels or len(scale.values or [])
    if scale.points is not None and len(scale.points) != count:
        said = Sentence(
            "found {found} points, expected {count}, one per level.",
            found=len(scale.points),
            count=count,
        )
        yield Fault(place, said, "scale")
    for name, numbers in (("values", scale.values), ("points", scale.points)):
        if numbers and numbers != sorted(numbers):
            said = Sentence(
                "found {name} {numbers}, expected them from low to high.",
                name=name,
                numbers=numbers,
            )
            yield Fault(place, said, "scale")
    if scale.values and not (scale.values[0] >= 0 and scale.values[-1] <= 100):
        said = Sentence("found values {values}, expected them from 0 to 100.", values=scale.values)
        yield Fault(place, said, "scale")
