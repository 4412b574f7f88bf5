"""Rules of readers: what is shown is what the model has, to those who may see it, after the reveal."""

from collections import Counter
from collections.abc import Callable, Collection
from functools import partial

import pytest
from hypothesis.stateful import invariant, rule

from resilience.errors import NotAllowed, WrongTime
from resilience.outputs import long_data, receipt
from resilience.scoring import Tallies
from resilience.services.access.access import FACILITATORS, READERS, RUNNERS, Grant, Visitor
from resilience.services.deciding import actions
from resilience.services.results import replies, results, trend
from resilience.services.results.results import WorkshopResult
from resilience.services.voting import progress
from tests.fuzz.base import Refusal, anew, first, often
from tests.fuzz.carding import Carding
from tests.fuzz.hands import Chosen, chosen
from tests.fuzz.model.crowds import hidden
from tests.fuzz.model.freezing import ROOM, lines
from tests.fuzz.model.workshop import Workshop
from tests.fuzz.timely import shown
from tests.fuzz.voting import NUMBER
from tests.services.held import HOST


class Reading(Carding):
    """Who sees what, and when."""

    @often(shown)
    @rule(who=chosen(), at=NUMBER)
    def a_result_is_read(self, who: Chosen, at: int) -> None:
        workshop = self.workshop(at, shown)
        visitor, code, why = self.staff(who, workshop, READERS)
        why = why or self._not_yet(visitor, workshop)
        done = self.tried(why, results.admit, self.store, visitor, code)
        if done:
            assert done.value[0] == workshop.id
            self.reads(workshop)

    def reads(self, workshop: Workshop) -> None:
        """Somebody who was let in reads the result, where there is one."""
        if workshop.shown:
            _is_that_of(results.read_result(self.store, workshop.id), workshop)

    def _not_yet(self, visitor: Visitor, workshop: Workshop) -> Refusal:
        """Why a result is not shown to a reader."""
        waits = workshop.replying == "awaited" and not visitor.may(workshop.id, RUNNERS)
        return first((not workshop.shown or waits, WrongTime))

    @rule(who=chosen(), at=NUMBER)
    def somebody_asks_for_counts(self, who: Chosen, at: int) -> None:
        """Whoever asks and wherever: nobody is told anything before the reveal."""
        workshop = self.workshop(at)
        visitor, code, why = self.staff(who, workshop, READERS)
        late = why or self._not_yet(visitor, workshop)
        self.tried(late, actions.actions_of, self.store, visitor, code)
        self.tried(late, trend.admit_trend, self.store, visitor, code)
        runs = visitor.may(workshop.id, FACILITATORS)
        told = first((workshop.k > 0 or not runs, NotAllowed))
        self.tried(late or told, long_data.participants_csv, self.store, visitor, code)
        leads = first((not visitor.may(workshop.id, ("lead",)), NotAllowed))
        if code == workshop.code:
            why = leads or first((not workshop.shown, WrongTime))
            self.tried(why, replies.admit_lead, self.store, visitor, code)

    @rule(who=chosen())
    def somebody_looks_at_the_receipt(self, who: Chosen) -> None:
        workshop, _, visitor, why = self.somebody(who)
        done = self.tried(why, receipt.own_receipt, self.store, visitor)
        why = why or first((not workshop.shown, WrongTime))
        self.tried(why, results.admit_participant, self.store, visitor)
        if done:
            told = bool(workshop.shown) and workshop.replying != "awaited"
            assert (done.value.levels is not None) == told
            wanted = workshop.agreed if told else {}
            assert {c: (d.outcome, d.reason) for c, d in done.value.agreed.items()} == wanted

    @rule(who=chosen(), at=NUMBER)
    def staff_look_at_the_progress(self, who: Chosen, at: int) -> None:
        """Who joined by department, and how much was answered in all."""
        workshop = self.workshop(at)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        if self.tried(why, progress.admit, self.store, visitor, code):
            found = progress.snapshot(self.store, workshop.id)
            counted = workshop.is_counted and not workshop.removed
            joined = Counter(workshop.joined())
            came = workshop.came() if counted else joined
            assert Counter({d.name: d.people for d in found.departments}) == came
            vote = workshop.votes[-1] if workshop.votes else None
            last = vote.there if vote else None
            people = [p for p in workshop.people.values() if not workshop.is_late(p)]
            assert found.late == sum(joined.values()) - sum(p.size for p in people)
            there = [p for p in people if last is None or p.id <= last]
            here = sum(p.size for p in there) + (came - joined).total()
            most = len(vote.asked) * here if vote else 0
            given = sum(p.size * len(p.answers(vote.number)) for p in there) if vote else 0
            assert found.done == (given / most if most else 0)

    @invariant()
    @anew
    def nobody_is_told_anything_before_the_reveal(self) -> None:
        """Not even the host, or a lead of a department."""
        for workshop in self.workshops.values():
            if not workshop.shown:
                lead = next(iter(workshop.departments.values()))
                leads = Visitor((Grant("lead", workshop.id, lead),))
                asked: list[Callable[[], object]] = [
                    partial(results.read_result, self.store, workshop.id),
                    partial(replies.admit_lead, self.store, leads, workshop.code),
                    *(
                        partial(read, self.store, HOST, workshop.code)
                        for read in (results.admit, actions.actions_of, long_data.participants_csv)
                    ),
                ]
                for ask in asked:
                    with pytest.raises(WrongTime):
                        ask()

    @invariant()
    def what_is_frozen_tells_of_nobody(self) -> None:
        """Each unit with figures hides everybody who is counted in them, and is cut from others."""
        for workshop in self.workshops.values():
            named = [name for names in workshop.homes.values() for name in names]
            assert len(named) == len(set(named)), "departments in two units"
            for vote in workshop.votes:
                for row, answers in vote.figures.items():
                    for code in {code for _, code in answers}:
                        cell = {w: v for (w, c), v in answers.items() if c == code}
                        levels = [n for n, said in cell.values() if said not in ("na", "dk")]
                        na = [n for n, said in cell.values() if said == "na"]
                        assert hidden(levels or na, workshop.k) or not na, (row, code)


def _is_that_of(result: WorkshopResult, workshop: Workshop) -> None:
    """A result is what the model has: who was there, counts, remarks, and what was settled."""
    last, served = workshop.shown[-1], workshop.served
    units = set(workshop.homes)
    assert {r.unit: (r.participants, r.people) for r in result.room} == {
        row: room for row, room in last.rooms.items() if row in units
    }
    assert (result.participants, result.people) == _who_took_part(workshop)
    assert _counts(result.tallies) == _counted(workshop, units)
    assert _in_all(_counts(result.tallies.city)) == _in_all(_counted(workshop, None))
    assert sorted((r.unit, r.indicator, r.comment, r.evidence) for r in result.remarks) == sorted(
        remark
        for vote in workshop.shown
        for remark in workshop.remarks(vote)
        if served[remark[1]][1] is vote
    )
    assert result.left_out == max(v.left_out or 0 for pair in served.values() for v in pair)
    assert result.later == {
        code: city.number for code, (_, city) in served.items() if city.has(code, later=True)
    }
    assert set(result.not_shown) == {
        code
        for code, (_, city) in served.items()
        for vote in workshop.shown
        if code in vote.withheld and vote.number >= city.number
    }
    agreed = {c: (d.outcome, d.reason) for c, d in result.agreed.items()}
    assert agreed == {c: settled for c, settled in workshop.agreed.items() if c in served}
    assert {action.id for action in result.actions} == set(workshop.actions)
    assert result.targets == workshop.targets
    assert {r.department: r.words for r in result.replies} == workshop.replies
    assert (result.workshop.removed_at is not None) == workshop.removed


def _who_took_part(workshop: Workshop) -> tuple[int, int]:
    """Participants and people: of the whole room, and no fewer than the units' figures are of."""
    fixed = max((own for own, _ in workshop.served.values()), key=lambda vote: vote.number)
    own = [room for row, room in fixed.rooms.items() if row != ROOM]
    known = sum(n for n, _ in own), sum(people for _, people in own)
    whole = workshop.shown[-1].rooms.get(ROOM, (0, 0))
    return (max(known[0], whole[0]), max(known[1], whole[1])) if workshop.k else known


def _counts(tallies: Tallies) -> Counter[tuple[str, str, str]]:
    """How often each answer stands in a result, by unit, code and answer."""
    found: Counter[tuple[str, str, str]] = Counter()
    for code, tally in tallies.by_code.items():
        measured = tally.answers.shape[1] == 1
        for at, unit in enumerate(tallies.units):
            found[unit, code, "na"] += int(tally.na[at])
            found[unit, code, "dk"] += int(tally.dk[at])
            for level, n in enumerate(tally.answers[at].tolist()):
                found[unit, code, "number" if measured else str(level)] += n
    return +found


def _counted(workshop: Workshop, units: Collection[str] | None) -> Counter[tuple[str, str, str]]:
    """The same as the model has it, of the units, or of all rows of the city."""
    found: Counter[tuple[str, str, str]] = Counter()
    for code, (own, city) in workshop.served.items():
        vote = city if units is None else own
        later = units is None and city.has(code, later=True)
        for row, answers in vote.figures.items():
            if (row == ROOM) is later and (units is None or row in units):
                for (answered, answer), line in lines(
                    answers, workshop.framework, workshop.k
                ).items():
                    found[row, code, answer] += line[0] if answered == code else 0
    return +found


def _in_all(counts: Counter[tuple[str, str, str]]) -> Counter[tuple[str, str]]:
    """The counts of all rows together."""
    found: Counter[tuple[str, str]] = Counter()
    for (_, code, answer), n in counts.items():
        found[code, answer] += n
    return found
