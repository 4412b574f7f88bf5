"""Rules of what a room settles after a reveal: levels, actions, points, replies, targets."""

import math
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from resilience.errors import InputError, NotAllowed, NotFound, WrongTime
from resilience.framework import Levels
from resilience.services import (
    actions,
    agreed,
    feasibility,
    followed,
    replies,
    reply_step,
    targets,
    weights,
)
from resilience.services.access import RUNNERS
from resilience.services.actions import ActionPlan
from resilience.services.phase import Phase
from tests.fuzz.base import first, often
from tests.fuzz.freezing import hidden
from tests.fuzz.hands import Chosen, chosen
from tests.fuzz.moving import Moving
from tests.fuzz.timely import (
    aimed,
    awaiting,
    discussed,
    may_reply,
    planned,
    planned_ever,
    planning,
    revealed,
    shown,
    unclosed,
    weighing,
)
from tests.fuzz.voting import NUMBER, as_kept, fits, kept
from tests.fuzz.workshop import Action, Weighing

REASON_WORDS = ("", *("Seen on the map.", "现场看过。") * 4, "x" * 2001)


def picked(some: Sequence[int], number: int) -> int:
    """One of some ids."""
    return some[number % len(some)]


class Settling(Moving):
    """What those who run a workshop keep of the talk, and what the room says to it."""

    @often(revealed)
    @rule(
        who=chosen(),
        at=NUMBER,
        outcome=st.sampled_from((0, 1, 2, 3, 0, 1, 2, "na", "both", "maybe", 77)),
        reason=st.sampled_from(REASON_WORDS),
    )
    def agrees(self, who: Chosen, at: int, outcome: Any, reason: str) -> None:
        workshop = self.workshop(at, revealed)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        codes = (*workshop.tier_asks * 4, "NO1")
        indicator = codes[at % len(codes)]
        why = first((len(reason) > 1000, InputError)) or why
        why = why or first(
            (workshop.phase != Phase.REVEALED, WrongTime),
            (indicator == "NO1", InputError),
            (outcome != "both" and not fits(workshop, indicator, outcome), InputError),
        )
        done = self.tried(why, agreed.agree, self.store, visitor, code, indicator, outcome, reason)
        if done:
            workshop.agreed[indicator] = (as_kept(indicator, outcome), kept(reason))

    @often(discussed)
    @rule(who=chosen(), at=NUMBER)
    def takes_an_agreed_level_back(self, who: Chosen, at: int) -> None:
        workshop = self.workshop(at, discussed)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        indicator = [*list(workshop.agreed) * 3, *workshop.tier_asks][at % 3]
        why = why or first((workshop.phase != Phase.REVEALED, WrongTime))
        if self.tried(why, agreed.take_back, self.store, visitor, code, indicator):
            workshop.agreed.pop(indicator, None)

    @often(planning)
    @rule(
        who=chosen(),
        at=NUMBER,
        what=st.sampled_from((*("Clear the culvert.", "Raise the dike.") * 5, " ", "x" * 501)),
        cost=st.sampled_from((None, "low", "high", "low", None, None, "high", "much")),
        place=NUMBER,
        known=st.booleans(),
    )
    def plans(
        self, who: Chosen, at: int, what: str, cost: str | None, place: int, known: bool
    ) -> None:
        """An action is written down, or another one changed."""
        workshop = self.workshop(at, planning)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        named = list(workshop.departments.values())
        ids = [*named[:-1] * 6, named[-1], 0, None]
        known = known and bool(workshop.actions or at % 9 == 0)
        codes = (*workshop.tier_asks * 6, "NO1", "")
        department, indicator = ids[place % len(ids)], codes[at % len(codes)]
        action = list(workshop.actions)[at % len(workshop.actions)] if workshop.actions else 0
        bad = (
            not 0 < len(what.strip()) <= 500
            or indicator not in workshop.tier_asks
            or department not in named[:-1]
            or cost == "much"
        )
        why = why or first(
            (workshop.closed or not workshop.shown, WrongTime),
            (known and not action, NotFound),
            (bad, InputError),
        )
        plan = ActionPlan(indicator, what, department, None, cost)
        call = (self.store, visitor, code)
        if known:
            if not self.tried(why, actions.change_action, *call, action, plan):
                return
        else:
            added = self.tried(why, actions.add_action, *call, plan)
            if not added:
                return
            action = added.value
            workshop.actions[action] = Action("", "", 0, None)
        row = workshop.actions[action]
        row.indicator, row.what, row.department, row.cost = indicator, what, department or 0, cost

    @often(planned)
    @rule(who=chosen(), at=NUMBER)
    def removes_an_action(self, who: Chosen, at: int) -> None:
        workshop = self.workshop(at, planned)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        action = picked([*workshop.actions] * 4 + [0], at)
        why = why or first(
            (workshop.closed or not workshop.shown, WrongTime), (not action, NotFound)
        )
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
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        action = picked([*owner.actions] * 4 + [0], at)
        later = owner.city == workshop.city and owner.date < workshop.date
        reached = (owner is workshop or later) and bool(owner.shown) and action
        why = first((state == "lost", InputError), (len(note) > 1000, InputError)) or why
        why = why or first((not reached, NotFound))
        done = self.tried(
            why, followed.follow_up, self.store, visitor, code, action, state=state, note=note
        )
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
        why = why or first((not workshop.shown, WrongTime), (not waiting, WrongTime))
        if self.tried(why, feasibility.show_feasibility, self.store, visitor, code):
            for number, action in waiting.items():
                voted = [p for p in workshop.people.values() if number in p.votes]
                action.people = sum(p.size for p in voted)
                if hidden([p.size for p in voted], max(3, workshop.k)):
                    action.points = sum(p.size * p.votes[number] for p in voted)

    @often(unclosed)
    @rule(
        who=chosen(),
        at=NUMBER,
        what=st.sampled_from(("", "", "", "", "ask", "close", "adopt", "keep")),
    )
    def weighs(self, who: Chosen, at: int, what: str) -> None:
        """The step of points is switched on, closed, or settled."""
        workshop = self.workshop(at, unclosed)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        step, mean = workshop.weighing, workshop.mean_of_points()
        what = what or ("close" if step and step.open else "adopt" if mean else "ask")
        why = why or first((workshop.closed, WrongTime))
        call = (self.store, visitor, code)
        if what == "ask":
            done_before = step and (step.open or step.outcome or mean)
            if self.tried(
                why or first((bool(done_before), WrongTime)), weights.ask_for_points, *call
            ):
                workshop.weighing = Weighing()
        elif what == "close":
            why = why or first((step is None or not step.open, WrongTime))
            if self.tried(why, weights.close_points, *call) and step:
                step.open = False
        else:
            why = why or first((step is None or step.open or mean is None, WrongTime))
            if self.tried(why, weights.settle_weights, *call, adopt=what == "adopt") and step:
                given = [p.size for p in workshop.people.values() if any(p.points.values())]
                step.outcome = "adopted" if what == "adopt" else "kept"
                step.weights = mean if what == "adopt" else None
                step.people = sum(given) if what == "adopt" else None

    @often(weighing)
    @rule(
        who=chosen(),
        points=st.lists(
            st.sampled_from((0, 10, 40, 100, 0, 10, 40, 100, 5, 5, -1)), min_size=1, max_size=5
        ),
        most=st.integers(1, 4),
    )
    def give_points(self, who: Chosen, points: list[int], most: int) -> None:
        """Some people share out points among the themes."""
        for n in range(most):
            workshop, person, visitor, why = self.somebody(who.after(n), weighing)
            themes = weights.themes_weighed(workshop.framework, workshop.tier)
            given = {t: points[(n + at) % len(points)] for at, t in enumerate(themes)}
            if points == [0, 0]:
                given.popitem()
            step = workshop.weighing
            why = why or first(
                (step is None or not step.open or workshop.closed, WrongTime),
                (len(given) < len(themes) or -1 in given.values(), InputError),
            )
            if self.tried(why, weights.save_points, self.store, visitor, given):
                person.points = given

    @often(may_reply)
    @rule(who=chosen(), at=NUMBER, what=st.sampled_from(("first", "first", "never", "show")))
    def lets_departments_reply(self, who: Chosen, at: int, what: str) -> None:
        workshop = self.workshop(at, may_reply)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        was = workshop.replying
        moved_on = {
            "first": workshop.ever_revealed or was != "off",
            "never": workshop.ever_revealed or was == "off",
            "show": was != "awaited" or not workshop.ever_revealed,
        }
        calls = {
            "first": reply_step.reply_first,
            "never": reply_step.reply_never,
            "show": reply_step.show_to_officials,
        }
        why = why or first((moved_on[what], WrongTime))
        if self.tried(why, calls[what], self.store, visitor, code):
            workshop.replying = {"first": "awaited", "never": "off", "show": "shown"}[what]

    @often(awaiting)
    @rule(
        who=chosen(),
        at=NUMBER,
        words=st.sampled_from(
            ("We sent it in May.", "我们五月寄出。", "See the map.", "", "x" * 2001)
        ),
    )
    def replies_for_a_department(self, who: Chosen, at: int, words: str) -> None:
        """A lead replies for a department: the own one, or another."""
        workshop = self.workshop(at, awaiting)
        visitor, code, why = self.staff(who, workshop, ("lead",))
        led = [grant.department_id for grant in visitor.grants]
        names = [n for n, i in workshop.departments.items() if i in led and at % 5]
        name = (names or list(workshop.departments))[0]
        department = workshop.departments[name]
        taken = workshop.replying == "awaited" and not workshop.closed
        why = first((len(words) > 2000, InputError)) or why
        why = why or first(
            (department not in led, NotAllowed), (not workshop.shown or not taken, WrongTime)
        )
        if self.tried(why, replies.save_reply, self.store, visitor, code, department, words):
            workshop.replies[name] = words
            if not words:
                del workshop.replies[name]

    @often(shown)
    @rule(who=chosen(), at=NUMBER, wanted=st.sampled_from((0, 2, 3, 1, 2, 3, 75.5, 101, math.nan)))
    def aims(self, who: Chosen, at: int, wanted: float) -> None:
        """A target is set, of a theme or an indicator."""
        workshop = self.workshop(at, shown)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        themes = weights.themes_weighed(workshop.framework, workshop.tier)
        items = [*[*themes, *workshop.tier_asks[:3]] * 3, "NO1"]
        item = items[at % len(items)]
        scale = {i.code: i.scale for i in workshop.framework.root.indicators()}.get(item)
        good = 0 <= wanted <= 100 if scale is None else scale.accepts(wanted)
        why = why or first((not workshop.shown, WrongTime), (item == "NO1" or not good, InputError))
        if self.tried(why, targets.set_target, self.store, visitor, code, item, wanted):
            if isinstance(scale, Levels):
                workshop.targets[item] = scale.values[int(wanted)]
            else:
                workshop.targets[item] = scale.value(wanted) if scale else float(wanted)

    @often(aimed)
    @rule(who=chosen(), at=NUMBER)
    def aims_no_more(self, who: Chosen, at: int) -> None:
        workshop = self.workshop(at, aimed)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        items = [*workshop.targets, *workshop.tier_asks]
        item = items[at % len(items)]
        why = why or first((not workshop.shown, WrongTime))
        if self.tried(why, targets.clear_target, self.store, visitor, code, item):
            workshop.targets.pop(item, None)
