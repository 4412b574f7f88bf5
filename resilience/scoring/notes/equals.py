"""Which figures share an end of a ranking as they are printed (docs/methods.md, section 1, "Equals")."""

from collections.abc import Callable, Iterable, Mapping

#: the lowest or the highest of some figures
End = Callable[[Iterable[float]], float]


def at_end(figures: Mapping[str, float], end: End, show: Callable[[float], str]) -> tuple[str, ...]:
    """The names of all figures that print like the lowest (`end` is min) or the highest (max).

    `show` prints a figure. Empty where several figures all print the same, and without figures.
    """
    if not figures:
        return ()
    edge = show(end(figures.values()))
    found = tuple(name for name, figure in figures.items() if show(figure) == edge)
    return () if len(found) == len(figures) > 1 else found
