"""Rules of actions: they are written down, voted on, and what became of them is noted."""

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.stateful import rule

from resilience.errors import InputError, NotAllowed, NotFound, ResilienceError, WrongTime
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import READERS, RUNNERS, Visitor
from resilience.services.deciding import actions, feasibility
from resilience.services.deciding.action_rights import keeps_plan, leads
from tests.fuzz.base import first, often
from tests.fuzz.hands import Chosen, chosen
from tests.fuzz.model.crowds import hidden
from tests.fuzz.model.workshop import Action, Workshop
from tests.fuzz.moving import Moving
from tests.fuzz.timely import planned, planned_ever, shown
from tests.fuzz.voting import NUMBER
from tests.services.held import present
from tests.services.planned import change_action, follow_up


def picked(some: Sequence[int], number: int) -> int:
    """One of some ids."""
    return some[number % len(some)]


class Planning(Moving):
    """What will be done, and how feasible the room holds it."""

    def keeper(
        self, who: Chosen, workshop: Workshop, at: int
    ) -> tuple[Visitor, str, type[ResilienceError] | None]:
        """Somebody who may keep the plan, or nobody of that kind; a link for officials only reads."""
        roles = READERS if at % 3 == 0 else RUNNERS
        visitor, code, _ = self.staff(who, workshop, roles)
        may = keeps_plan(visitor, workshop.id) or leads(visitor, workshop.id, None)
        unknown = NotFound if visitor.is_host else NotAllowed
        return visitor, code, first((code != workshop.code, unknown), (not may, NotAllowed))

    @often(shown)
    @rule(
        who=chosen(),
        at=NUMBER,
        what=st.sampled_from((*("Clear the culvert.", "Raise the dike.") * 9, " ", "x" * 501)),
        cost=st.sampled_from((*(None, "low", "high") * 6, "much")),
        place=NUMBER,
        known=st.sampled_from((False, False, True)),
    )
    def plans(
        self, who: Chosen, at: int, what: str, cost: str | None, place: int, known: bool
    ) -> None:
        """An action is written down, or another one changed."""
        workshop = self.workshop(at, shown)
        visitor, code, why = self.keeper(who, workshop, at)
        runs = visitor.may(workshop.id, RUNNERS)
        whole = keeps_plan(visitor, workshop.id)
        named = list(workshop.departments.values())
        ids = [*named[:-1] * 16, named[-1], 0, None]
        known = known and bool(workshop.actions or at % 9 == 0)
        codes = (*workshop.tier_asks * 16, "NO1", "")
        department, indicator = ids[place % len(ids)], codes[at % len(codes)]
        action = list(workshop.actions)[at % len(workshop.actions)] if workshop.actions else 0
        bad = (
            not 0 < len(what.strip()) <= 500
            or indicator not in workshop.tier_asks
            or department not in named[:-1]
            or cost == "much"
        )
        early = not workshop.closed and not runs
        if known:
            row = workshop.actions.get(action)
            voted = row is not None and (
                bool(row.people) or any(action in p.votes for p in workshop.people.values())
            )
            other = row is not None and (row.indicator, row.what) != (indicator, what.strip())
            why = why or first(
                (not action or not workshop.shown, NotFound),
                (early, WrongTime),
                (not whole, NotAllowed),
                (bad, InputError),
                (voted and other, WrongTime),
            )
        else:
            why = why or first(
                (not whole, NotAllowed),
                (not workshop.shown or early, WrongTime),
                (bad, InputError),
            )
        plan = ActionPlan(indicator, what, department, None, cost)
        call = (self.store, visitor, code)
        if known:
            if not self.tried(why, change_action, *call, action, plan):
                return
        else:
            added = self.tried(why, actions.add_action, *call, plan)
            if not added:
                return
            action = added.value
            workshop.actions[action] = Action("", "", 0, None)
        row = workshop.actions[action]
        row.indicator, row.what, row.department, row.cost = (
            indicator,
            what,
            present(department),
            cost,
        )

    @often(planned)
    @rule(who=chosen(), at=NUMBER)
    def removes_an_action(self, who: Chosen, at: int) -> None:
        workshop = self.workshop(at, planned)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        action = picked([*workshop.actions] * 4 + [0], at)
        why = why or first((workshop.closed, WrongTime), (not action, NotFound))
        if self.tried(why, actions.remove_action, self.store, visitor, code, action):
            del workshop.actions[action]
            for person in workshop.people.values():
                person.votes.pop(action, None)

    @often(planned_ever)
    @rule(
        who=chosen(),
        at=NUMBER,
        state=st.sampled_from(("open", "under way", "done", "done", "under way", "lost")),
        note=st.sampled_from(("", "Half of it.", "Half of it.", "Done.", "x" * 1001)),
    )
    def follows_up(self, who: Chosen, at: int, state: str, note: str) -> None:
        """What became of an action is noted, by its own workshop or a later one of the city."""
        workshop, owner = self.workshop(at, planned_ever), self.workshop(at, planned_ever)
        if at % 4 == 0:
            workshop = self.workshop(at // 4)
        visitor, code, why = self.keeper(who, workshop, at)
        action = picked([*owner.actions] * 4 + [0], at)
        later = owner.city == workshop.city and owner.date < workshop.date
        reached = (owner is workshop or later) and bool(owner.shown) and action
        runs, own = visitor.may(workshop.id, RUNNERS), owner is workshop
        led = action and leads(visitor, workshop.id, owner.actions[action].department)
        kept = workshop.closed and (keeps_plan(visitor, workshop.id) or led)
        why = why or first(
            (not runs and not own, ResilienceError),
            (not reached, NotFound),
            (not runs and not workshop.closed, WrongTime),
            (not runs and not kept, NotAllowed),
            (state == "lost" or len(note) > 1000, InputError),
        )
        done = self.tried(why, follow_up, self.store, visitor, code, action, state=state, note=note)
        if done:
            owner.actions[action].state, owner.actions[action].note = state, note

    @often(planned)
    @rule(
        who=chosen(),
        at=NUMBER,
        value=st.sampled_from((0, 0.5, 1, 0, 0.5, 1, 2)),
        most=st.integers(1, 4),
    )
    def vote_on_an_action(self, who: Chosen, at: int, value: float, most: int) -> None:
        """Some people say how feasible an action is."""
        for n in range(most):
            workshop, person, visitor, stranger = self.somebody(who.after(n), planned)
            action = picked([*workshop.actions] * 4 + [0], at)
            ended = bool(action) and workshop.actions[action].people is not None
            why = first((value == 2, InputError)) or stranger
            why = why or first(
                (not action or not workshop.shown, NotFound),
                (workshop.closed or ended, WrongTime),
            )
            done = self.tried(why, feasibility.vote_feasibility, self.store, visitor, action, value)
            if done:
                person.votes[action] = value

    @often(planned)
    @rule(who=chosen(), at=NUMBER)
    def shows_votes_on_actions(self, who: Chosen, at: int) -> None:
        workshop = self.workshop(at, planned)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        waiting = {n: a for n, a in workshop.actions.items() if a.people is None}
        why = why or first((workshop.closed or not workshop.shown or not waiting, WrongTime))
        if self.tried(why, feasibility.show_feasibility, self.store, visitor, code):
            for number, action in waiting.items():
                voted = [p for p in workshop.people.values() if number in p.votes]
                action.people = sum(p.size for p in voted)
                if hidden([p.size for p in voted], max(3, workshop.k)):
                    action.points = sum(p.size * p.votes[number] for p in voted)

    @often(planned)
    @rule(who=chosen(), at=NUMBER)
    def opens_votes_on_actions_again(self, who: Chosen, at: int) -> None:
        """Votes of which nothing was shown."""
        workshop = self.workshop(at, planned)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        closed = [a for a in workshop.actions.values() if a.people is not None]
        again = [action for action in closed if action.points is None]
        why = why or first((workshop.closed or not workshop.shown or not again, WrongTime))
        if self.tried(why, feasibility.reopen_feasibility, self.store, visitor, code):
            for action in again:
                action.people = None
