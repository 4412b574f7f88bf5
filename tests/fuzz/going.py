"""Rules of privacy: participants take and erase what is theirs, and what is kept has its time."""

import json

from hypothesis import strategies as st
from hypothesis.stateful import rule

from resilience.errors import WrongTime
from resilience.services.access.access import FACILITATORS
from resilience.services.upkeep import retention
from resilience.services.voting import my_data
from resilience.text import Text
from tests.fuzz.base import first, often
from tests.fuzz.hands import Chosen, chosen
from tests.fuzz.model.workshop import Workshop
from tests.fuzz.publishing import Publishing
from tests.fuzz.timely import closed, crowded
from tests.fuzz.voting import NUMBER


class Going(Publishing):
    """Who goes, and what stays of them."""

    @often(crowded)
    @rule(who=chosen())
    def erases_the_own_data(self, who: Chosen) -> None:
        workshop, person, visitor, why = self.somebody(who, crowded)
        if not why and not crowded(workshop):
            return
        if self.tried(why, my_data.erase_own, self.store, visitor):
            self.hands.gone.append(person.token)
            workshop.erase(person.id)

    @rule(who=chosen())
    def takes_the_own_data(self, who: Chosen) -> None:
        """All of it, and nobody else's."""
        _, person, visitor, why = self.somebody(who)
        told = self.tried(why, my_data.own_keeping, self.store, visitor)
        file = self.tried(why, my_data.own_file, self.store, visitor, Text("ja"))
        if told and file:
            rows = told.value.rows
            assert rows["response"] == len(person.here)
            assert rows["replaced_answer"] == len(person.replaced)
            assert rows["delivery"] == len(person.sent) + len(person.other_sent)
            assert (rows["points_given"], rows["feasibility"]) == (
                len(person.points),
                len(person.votes),
            )
            kept = json.loads(b"".join(file.value))["kept"]
            assert {name: len(one["rows"]) for name, one in kept.items()} == rows

    @often(closed)
    @rule(who=chosen(), at=NUMBER)
    def answers_are_removed(self, who: Chosen, at: int) -> None:
        """Before their time, by the facilitator."""
        workshop = self.workshop(at, closed)
        visitor, code, why = self.staff(who, workshop, FACILITATORS)
        why = why or first((not workshop.closed, WrongTime))
        others = any(crowded(one) for one in self.workshops.values() if one is not workshop)
        if (why or others) and self.tried(why, retention.remove_now, self.store, visitor, code):
            self._emptied(workshop)

    @often(closed)
    @rule(who=chosen(), at=NUMBER, minutes=st.sampled_from((-100_000, -90, 1)))
    def a_vote_without_answers_is_asked_for(self, who: Chosen, at: int, minutes: int) -> None:
        """Its answers were removed by a clock that was set since; it takes no others."""
        workshop = self.workshop(at, closed)
        if workshop.closed:
            self.the_clock_is_set(minutes)
            self.answers_are_removed(who, at)
            self.reopen(who, workshop, "A slip.")
            self.move(who, workshop, "reopen")

    @often(closed)
    @rule(days=st.sampled_from((0, 30, 365)))
    def time_is_over(self, days: int) -> None:
        """The daily job removes what is due, by this clock, of closed workshops alone."""
        if not any(crowded(one) and not one.closed for one in self.workshops.values()):
            return
        told = retention.remove_expired(self.store, days, dry_run=True)
        done = self.tried(None, retention.remove_expired, self.store, days)
        by_code = {one.code: one for one in self.workshops.values()}
        assert done and [one.code for one in done.value] == [one.code for one in told]
        for one in done.value:
            assert days and by_code[one.code].closed and by_code[one.code].people
            self._emptied(by_code[one.code])

    def _emptied(self, workshop: Workshop) -> None:
        """All who joined a workshop are gone, and its votes stay as they are."""
        self.hands.gone += [one.token for one in workshop.people.values() if one.token]
        for person in list(workshop.people):
            workshop.erase(person)
        workshop.removed = True
