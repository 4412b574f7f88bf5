"""Rules of what a room settles after a reveal: levels, actions, points, replies, targets."""

import math
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from resilience.errors import InputError, NotAllowed, WrongTime
from resilience.framework import Levels
from resilience.services.access.access import RUNNERS
from resilience.services.deciding import agreed_levels, targets, weights
from resilience.services.results import replies
from resilience.services.workshop import reply_step
from resilience.services.workshop.phase import Phase
from tests.fuzz.base import first, often
from tests.fuzz.hands import Chosen, chosen
from tests.fuzz.model.workshop import Weighing
from tests.fuzz.planning import Planning
from tests.fuzz.timely import (
    aimed,
    awaiting,
    discussed,
    may_reply,
    revealed,
    shown,
    weighable,
    weighing,
)
from tests.fuzz.voting import NUMBER, as_kept, fits, kept

REASON_WORDS = ("", *("Seen on the map.", "现场看过。") * 4, "x" * 2001)


class Settling(Planning):
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
        done = self.tried(
            why, agreed_levels.agree, self.store, visitor, code, indicator, outcome, reason
        )
        if done:
            workshop.agreed[indicator] = (as_kept(indicator, outcome), kept(reason))

    @often(discussed)
    @rule(who=chosen(), at=NUMBER)
    def takes_an_agreed_level_back(self, who: Chosen, at: int) -> None:
        workshop = self.workshop(at, discussed)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        codes = [*list(workshop.agreed) * 3, *workshop.tier_asks]
        indicator = codes[at % len(codes)]
        why = why or first((workshop.phase != Phase.REVEALED, WrongTime))
        if self.tried(why, agreed_levels.take_back, self.store, visitor, code, indicator):
            workshop.agreed.pop(indicator, None)

    @often(weighable)
    @rule(
        who=chosen(),
        at=NUMBER,
        what=st.sampled_from((*[""] * 9, "ask", "close", "adopt", "keep")),
    )
    def weighs(self, who: Chosen, at: int, what: str) -> None:
        """The step of points is switched on, closed, or settled."""
        workshop = self.workshop(at, weighable)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        step = workshop.weighing
        mean = step.mean if step else None
        enough = workshop.mean_of_points() is not None or at % 3 == 0
        what = what or ("close" if step and step.open else "adopt" if mean else "ask")
        if what == "close" and step and step.open and not enough:
            return
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
                workshop.close_points(step)
        else:
            why = why or first((step is None or step.open or mean is None, WrongTime))
            if self.tried(why, weights.settle_weights, *call, adopt=what == "adopt") and step:
                step.outcome = "adopted" if what == "adopt" else "kept"
                step.weights = mean if what == "adopt" else None
                step.people = step.given if what == "adopt" else None

    @often(weighing)
    @rule(
        who=chosen(),
        points=st.lists(st.sampled_from((*(0, 10, 40, 100, 5) * 6, -1)), min_size=1, max_size=5),
        most=st.integers(2, 8),
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

    @often(weighable)
    @rule(who=chosen(), at=NUMBER, adopts=st.sampled_from(("adopt", "keep")))
    def the_room_weighs(self, who: Chosen, at: int, adopts: str) -> None:
        """The whole step at once: points are asked for, given by several, closed and settled."""
        self.weighs(who, at, "ask")
        self.give_points(who, [10, 40, 5], 8)
        self.weighs(who, at, "close")
        self.weighs(who, at, adopts)

    @often(may_reply)
    @rule(who=chosen(), at=NUMBER, what=st.sampled_from(("first", "first", "never", "show")))
    def lets_departments_reply(self, who: Chosen, at: int, what: str) -> None:
        workshop = self.workshop(at, may_reply)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        was = workshop.replying
        moved_on = {
            "first": workshop.ever_revealed or was != "off",
            "never": workshop.ever_revealed or was == "off",
            "show": was != "awaited" or not workshop.shown,
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
