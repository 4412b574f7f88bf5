"""A framework as COINr lists it (R package, version 1.1.14): a flat hierarchy with levels and parents.

Its `new_coin()` wants each parent exactly a level above, indicators at level 1, and codes of letters
and figures that do not begin with one.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from resilience.framework import Framework, Indicator, Theme

#: names that COINr gives a meaning of their own, and words that R reads as something else
RESERVED = {"uCode", "uName", "Time", "NA", "NaN", "NULL", "Inf", "TRUE", "FALSE"}
_NOT_IN_CODES = re.compile("[^A-Za-z0-9_.]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of iMeta. `code` is its iCode, `of` the code in the framework, `parent` None on top."""

    code: str
    of: str
    level: int
    parent: str | None
    node: Theme | Indicator
    weight: float

    @property
    def aggregate(self) -> bool:
        """Whether it is made of others."""
        return self.level > 1


def r_names(codes: Collection[str]) -> dict[str, str]:
    """For each code one that R and COINr take; most stay as they are."""
    names: dict[str, str] = {}
    for code in codes:
        plain = _NOT_IN_CODES.sub("_", code)
        bare = plain if plain[:1].isalpha() and plain not in RESERVED else f"c{plain}"
        name, number = bare, 1
        while name in names.values():
            number += 1
            name = f"{bare}_{number}"
        names[code] = name
    return names


def entries(framework: Framework, known: Collection[str]) -> list[Entry]:
    """The `known` indicators, the themes above them and the overall, indicators first.

    An indicator that lies less deep than others gets a level of its own between, which passes it on.
    """
    names = r_names([node.code for node in framework.root.nodes()])
    found = list(_below(framework.root, None, _depth(framework.root, known), names, known))
    return sorted(found, key=lambda entry: entry.level)


def _depth(node: Theme | Indicator, known: Collection[str]) -> int:
    """The level of a node: 1 for an indicator, 0 for what has none of the known below."""
    if isinstance(node, Indicator):
        return int(node.code in known)
    below = max((_depth(child, known) for child in node.children), default=0)
    return below + 1 if below else 0


def _below(
    node: Theme | Indicator,
    parent: str | None,
    level: int,
    names: dict[str, str],
    known: Collection[str],
) -> Iterator[Entry]:
    """The entries of a node and all below it; `level` is the one that the parent asks of it."""
    if not _depth(node, known):
        return
    name, weight = names[node.code], node.weight
    while isinstance(node, Indicator) and level > 1:
        passed = f"{name}.level{level}"
        yield Entry(passed, node.code, level, parent, node, weight)
        parent, level, weight = passed, level - 1, 1.0
    yield Entry(name, node.code, level, parent, node, weight)
    if isinstance(node, Theme):
        for child in node.children:
            yield from _below(child, name, level - 1, names, known)
