"""Points for weights and votes on actions on a stage, with who truly had given what at each close."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

from resilience.scoring.planning.actions import ActionPlan
from resilience.services.deciding import feasibility, weights
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.feasibility import own_feasibility, vote_feasibility
from tests.services.attack.stage import Person, Stage
from tests.services.held import HOST

#: the themes of the framework of the tests, in the order of points on a sheet
THEMES = ("WAT", "PWR")
#: by place among those who joined, what counts of somebody: the share of each theme, or a vote on an action
Given = Mapping[int, Sequence[float]]


class RoomMeans:
    """The points and votes of a stage; each close may have been the one that counts."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.points: dict[int, Sequence[float]] = {}
        self.votes: dict[int, dict[int, Sequence[float]]] = {}
        self.closed_points: list[Given] = []
        self.closed_votes: defaultdict[int, list[Given]] = defaultdict(list)

    def ask(self) -> bool:
        """The facilitator asks for points."""
        return self.stage.attempt(weights.ask_for_points, "ask_for_points()")

    def give(self, person: Person, *points: int) -> None:
        """Somebody shares out points among THEMES."""
        stage = self.stage
        asked = weights.own_sheet(stage.store, person.who)
        if asked and asked.open:
            sheet = dict(zip(THEMES, points, strict=True))
            weights.save_points(stage.store, person.who, sheet)
            self.points[stage.people.index(person)] = points
            stage.note(f"give({stage.people.index(person)}, {points})", own=True)

    def close(self) -> None:
        """The facilitator closes the step of points."""
        shares = {
            who: [given / sum(points) for given in points]
            for who, points in self.points.items()
            if any(points)
        }
        self.closed_points.append(self._of_those_here(shares))
        self.stage.attempt(weights.close_points, "close_points()")

    def settle(self, *, adopt: bool) -> None:
        """The facilitator adopts the weights, or keeps those of the framework."""
        settle = partial(weights.settle_weights, adopt=adopt)
        self.stage.attempt(settle, f"settle_weights(adopt={adopt})")

    def plan(self, indicator: str) -> int:
        """The facilitator writes an action down; returns its id."""
        stage = self.stage
        plan = ActionPlan(indicator, "Clean the drains.", stage.held.view.responsible[0].id)
        made = add_action(stage.store, HOST, stage.held.code, plan)
        self.votes[made] = {}
        stage.note(f"plan({indicator!r})", own=True)
        return made

    def vote(self, person: Person, action: int, value: float) -> None:
        """Somebody says how feasible an action is: 0, 0.5 or 1."""
        stage = self.stage
        own = own_feasibility(stage.store, person.who)
        if any(one.open and one.action.id == action for one in own):
            vote_feasibility(stage.store, person.who, action, value)
            self.votes[action][stage.people.index(person)] = (value,)
            step = f"vote({stage.people.index(person)}, {action}, {value})"
            stage.note(step, own=True)

    def show(self) -> None:
        """The facilitator closes the votes on actions and shows their means."""
        for action, votes in self.votes.items():
            self.closed_votes[action].append(self._of_those_here(votes))
        self.stage.attempt(feasibility.show_feasibility, "show_feasibility()")

    def open_again(self) -> None:
        """The facilitator opens the votes on actions again of which nothing was shown."""
        self.stage.attempt(feasibility.reopen_feasibility, "reopen_feasibility()")

    def _of_those_here(self, given: Given) -> Given:
        people = self.stage.people
        return {who: said for who, said in given.items() if not people[who].gone}
