"""An attacker who keeps all that a workshop ever served, and adds and subtracts it.

Nothing here knows how the product chooses what it serves. Each served row of counts is traced to the
people whose answers it adds up; then every sum and difference of rows is looked at.
"""

import pickle
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from itertools import product

import numpy as np
import pytest

from resilience.errors import NotAllowed, WrongTime
from resilience.framework import AnswerValue
from resilience.outputs.receipt import own_receipt
from resilience.scoring import score
from resilience.scoring.counting.tally import CITY_ROW, Tallies
from resilience.services.access.access import NOBODY, identify
from resilience.services.access.links import links_of
from resilience.services.results import results
from resilience.services.results.between_votes import between_votes
from resilience.services.results.discussion import UsualAnswers
from resilience.services.results.own_result import RoomResult, own_result, room_result
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.phase import is_shown
from resilience.store.tables import Round
from tests.services.attack.apart_attack import apart_of
from tests.services.attack.files_attack import FilesAttack
from tests.services.attack.means_attack import MeansAttack
from tests.services.attack.room_means import RoomMeans
from tests.services.attack.room_versions import Adds, RoomVersions
from tests.services.attack.served_rows import Row, plain, served
from tests.services.attack.stage import Close, Person, Stage
from tests.services.held import HOST, KEY, rows
from tests.services.recount import Line, blurred

#: more rows than this of one indicator are not combined
MOST_ROWS = 10


class Attacker:
    """All that was served of a workshop, row by row with whom it counts.

    With `reads_files` files are read whenever something in them can have changed.
    """

    reads_files = False

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        #: by vote, unit and indicator each row that was ever served, and who adds what to it
        self.known: dict[tuple[int, str, str], dict[Row, Adds]] = {}
        #: by indicator the answers of those who usually know, as shown now
        self.apart: dict[str, UsualAnswers] = {}
        #: all else that was served beside the same counts
        self.beside: dict[str, str] = {}
        self._codes: set[str] = set()
        links = links_of(stage.store, KEY, HOST, stage.held.code)
        self.readers = [
            identify(stage.store, KEY, staff_tokens=[link.token or ""]) for link in links
        ]
        self.room = RoomMeans(stage)
        self.means = MeansAttack(self.room)
        self.versions = RoomVersions(stage)
        self.files = FilesAttack(stage)
        self._last, self._counts = b"", ""
        stage.watch = self.look

    def look(self) -> None:
        """Take down what is served now, to everybody."""
        stage = self.stage
        for outsider in (NOBODY, *(one.who for one in stage.here[-1:])):
            with pytest.raises(NotAllowed):
                results.admit(stage.store, outsider, stage.held.code)
        try:
            workshop_id, _ = results.admit(stage.store, HOST, stage.held.code)
        except WrongTime:
            self.means.look_at_points()
            for reader in self.readers:
                with pytest.raises(WrongTime):
                    results.admit(stage.store, reader, stage.held.code)
            return
        self._take(results.read_result(stage.store, workshop_id))
        if self.reads_files:
            self.files.look()

    def _take(self, result: WorkshopResult) -> None:
        facts = [getattr(result, one.name) for one in fields(result) if one.name != "workshop"]
        if (known := pickle.dumps(facts)) == self._last:
            self.means.look_at_points()
        else:
            self._last = known
            self._trace(result)
        self._look_beside(result)

    def _trace(self, result: WorkshopResult) -> None:
        for held in result.rounds:
            for unit, code, row in served(held.tallies):
                self._know(held.number, unit, code, row, code in result.later)
            self._know_versions(held.number, held.tallies.city)
        self._derived(result)

    def _know(self, number: int, unit: str, code: str, row: Row, later: bool) -> None:
        own = self.known.setdefault((number, unit, code), {})
        if row not in own:
            self._codes.add(code)
            own[row] = self._traced(number, unit, code, row, later)

    def _know_versions(self, number: int, city: Tallies) -> None:
        """The counts from which the city is scored, with those who did not know."""
        closed = self.stage.votes[number].closed
        for code, tally in city.by_code.items():
            adds: dict[int, AnswerValue] = {}
            for unit, _, row in served(replace(city, by_code={code: tally})):
                adds |= self.known[number, unit, code][row]
            self.versions.add(number, code, adds, int(tally.dk.sum()), closed)

    def _traced(self, number: int, unit: str, code: str, row: Row, later: bool) -> Adds:
        """Who adds what to a row: found among those who can be meant, and counted again."""
        close = self.stage.votes[number].closed
        first = {u for (n, u, c) in self.known if (n, c) == (number, code) and u != CITY_ROW}
        units = {unit}
        if unit == CITY_ROW:
            units = set(close.units.values()) - (set() if later else first)
        for adds in self._parts(close, units, code):
            if self._counted(adds, code) == row:
                return adds
        raise AssertionError(f"{row} of {code} in {unit!r}, vote {number}, counts nobody known")

    def _parts(self, close: Close, units: Collection[str], code: str) -> Iterator[Adds]:
        """All answers of units to an indicator; those of tables alone; N/A alone of either."""
        everybody = {
            who: said
            for who, said in close.said[code].items()
            if close.units[who] in units and said != "dk"
        }
        tables = {w: said for w, said in everybody.items() if self.stage.people[w].size > 1}
        for adds in (everybody, tables):
            yield adds
            yield {who: said for who, said in adds.items() if said == "na"}

    def _counted(self, adds: Adds, code: str) -> Row:
        width = 1 if code == "P2" else 5
        answers, people, sums = Counter[int](), Counter[int](), Line(0, 0)
        for who, said in adds.items():
            if not isinstance(said, str):
                at, size = (0 if code == "P2" else int(said)), self.stage.people[who].size
                answers[at] += 1
                people[at] += size
                score = 100 - 10 * said if code == "P2" else 25 * said
                sums = sums.plus(size, score)
        counts = [tuple(found[at] for at in range(width)) for found in (answers, people)]
        na = sum(said == "na" for said in adds.values())
        sums = blurred(sums) if width == 1 and sums.people else sums
        return Row(counts[0], counts[1], na, round(sums.total, 6), round(sums.squares, 6))

    def _derived(self, result: WorkshopResult) -> None:
        """The result follows from its counts, which are those of votes."""
        settled = {code: decision.scored for code, decision in result.agreed.items()}
        assert result.result == score(result.workshop.framework, result.tallies, agreed=settled)
        for unit, code, row in served(result.tallies):
            assert any(row in own for key, own in self.known.items() if key[1:] == (unit, code)), (
                f"{row} of {code} in {unit!r} is in no vote"
            )
        tallies = [result.tallies, *(one.tallies for one in result.rounds)]
        self._counts = repr([result.later, plain(tallies)])
        self.means.look(result, self._counts)
        self.apart = apart_of(result)
        self._same(f"apart beside {self._counts}", sorted(self.apart.items()))

    def _look_beside(self, result: WorkshopResult) -> None:
        """What is served beside the counts never changes while they stand."""
        people = between_votes(self.stage.store, result).people
        self._same(self._counts, [people, result.left_out, result.room])
        for one in self.stage.here[:1]:
            levels = own_receipt(self.stage.store, one.who).levels
            self._same(f"receipt beside {self._counts}", levels)
        room = room_result(result)
        votes = rows(self.stage.store, Round, workshop_id=self.stage.held.id)
        counted = {vote.number for vote in votes if is_shown(vote)}
        for one in self.stage.here:
            self._look_at_phone(one, result, room, counted)

    def _look_at_phone(
        self, person: Person, result: WorkshopResult, room: RoomResult, counted: set[int]
    ) -> None:
        """A phone shows served scores, and a count that follows from served levels and their answers."""
        own = own_result(self.stage.store, person.who, room)
        root = result.workshop.framework.root.code
        assert own.city == result.result.city[root]
        assert all(result.result.city[code] == score for code, score in own.scores.items())
        if own.department is not None:
            assert not self.stage.scores
            assert own.department == result.result.units[person.place][root]
        said = {code: one for (vote, code), one in sorted(person.said.items()) if vote in counted}
        both = [code for code in room.levels if not isinstance(said.get(code, ""), str)]
        same = [code for code in both if room.levels[code] == float(said[code])]
        assert (own.same, own.compared) == (len(same), len(both))

    def _same(self, beside: str, told: object) -> None:
        before = self.beside.setdefault(beside, repr(told))
        assert before == repr(told), f"the same counts, and other figures:\n{before}\n{told}"

    def leaks(self) -> Iterator[str]:
        """Each figure of people who do not hide one another that follows from all that was served."""
        for code in sorted(self._codes):
            every = [
                adds for key, own in self.known.items() if key[2] == code for adds in own.values()
            ]
            yield from self._combined(code, every)
        for code, crowd in self.versions.differences():
            inside = np.ones((1, len(crowd)), dtype=np.int64)
            yield from self._told(code, sorted(crowd), inside)

    def _combined(self, code: str, every: list[Adds]) -> Iterator[str]:
        """Every sum and difference of rows."""
        columns = sorted({(who, str(said)) for adds in every for who, said in adds.items()})
        place = {column: at for at, column in enumerate(columns)}
        vectors = {tuple(_vector(adds, place)) for adds in every}
        base = np.array([v for v in sorted(vectors) if any(v)], dtype=np.int8)
        if not len(base):
            return
        assert len(base) <= MOST_ROWS, f"{len(base)} rows of {code}"
        signs = np.array(list(product((0, 1, -1), repeat=len(base))), dtype=np.int8)
        people = sorted({who for who, _ in columns})
        starts = [next(at for at, c in enumerate(columns) if c[0] == who) for who in people]
        inside = np.add.reduceat(np.abs(signs @ base), starts, axis=1) > 0
        yield from self._told(code, people, inside.astype(np.int64))

    def _told(self, code: str, people: list[int], inside: np.ndarray) -> Iterator[str]:
        one = [self.stage.people[who] for who in people]
        alone = np.array([p.size == 1 and not p.stranger for p in one])
        seats = np.array([p.size * (p.size > 1) for p in one])
        persons, seated, k = inside @ alone, inside @ seats, self.stage.k
        bad = ((persons > 0) & (persons < k)) | ((persons == 0) & (seated > 0) & (seated < k))
        for found in sorted({tuple(np.flatnonzero(row)) for row in inside[bad]}, key=len)[:3]:
            yield f"{code}: the answers of {[people[at] for at in found]} alone, k {k}"


def _vector(adds: Adds, place: Mapping[tuple[int, str], int]) -> np.ndarray:
    found = np.zeros(len(place), dtype=np.int8)
    for who, said in adds.items():
        found[place[who, str(said)]] = 1
    return found
