"""What the whole room said of each indicator, "don't know" included, in every version that was served."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from resilience.framework import AnswerValue
from tests.services.attack.stage import Close, Stage

#: what somebody, by place among those who joined, adds to a row of counts
Adds = Mapping[int, AnswerValue]


class RoomVersions:
    """The versions by indicator: of any two, those who differ must hide one another."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.served: defaultdict[str, list[Adds]] = defaultdict(list)
        self._known: set[tuple[object, ...]] = set()

    def add(self, vote: int, code: str, adds: Adds, unsure: int, close: Close) -> None:
        """Take down a version of a vote: whom the city's rows count, and how many did not know.

        Those are found when it is first served; as many may not know at a close that follows.
        """
        key = vote, code, tuple(sorted(adds.items())), unsure
        if key not in self._known:
            self._known.add(key)
            self.served[code].append({**adds, **self._unsure(code, unsure, close)})

    def differences(self) -> Iterator[tuple[str, set[int]]]:
        """By indicator, those by whose answers two versions differ, where somebody still does not know.

        Where nobody does, the difference is all of a count that was served anyway, beside that of levels.
        """
        for code, versions in self.served.items():
            for one, other in combinations(versions, 2):
                same = {who for who, said in one.items() if other.get(who) == said}
                if any(one[who] == "dk" for who in same):
                    yield code, (one.keys() | other.keys()) - same

    def _unsure(self, code: str, count: int, close: Close) -> Adds:
        """Who did not know: all who said so when the vote closed, or tables alone."""
        everybody = {who: said for who, said in close.said[code].items() if said == "dk"}
        tables = {w: said for w, said in everybody.items() if self.stage.people[w].size > 1}
        for found in (everybody, tables):
            if len(found) == count:
                return found
        raise AssertionError(f"{count} did not know {code}, and nobody knows who")
