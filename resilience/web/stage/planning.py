"""The stage while a room plans: its actions, how feasible it holds them, and its points for themes."""

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.scoring.planning.actions import PlannedAction, feasible_words
from resilience.services.deciding.feasibility import StagedActions
from resilience.services.deciding.weights import POINTS, WeighingView
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text

#: entries in one column, those from which on each has a line less, and in all
COLUMN, CROWDED, MOST = 3, 6, 8


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An action or theme; `share` 0..1 is the length of its bar, None without one; `figure` is printed after it."""

    title: str
    about: str
    share: float | None = None
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Planning:
    """A list with its `title`; `progress` of the vote, "" without one; `note` is what the list cannot say."""

    title: str
    progress: str
    entries: tuple[PlanLine, ...]
    note: str

    @property
    def columns(self) -> int:
        """How many columns the entries need."""
        return 1 if len(self.entries) <= COLUMN else 2

    @property
    def crowded(self) -> bool:
        """Whether each entry has to do with one line less."""
        return len(self.entries) > CROWDED


def action_list(staged: StagedActions, text: Text) -> Planning:
    """The actions, what was written last first."""
    ordered = sorted(staged.actions, key=lambda one: -one.id)
    entries = [_written(one, text) for one in ordered]
    return _planning(text("What we will do"), "", entries, text)


def feasibility(staged: StagedActions, people: int, text: Text) -> Planning:
    """How far the vote on actions is, of `people` in the room, and its outcome, most feasible first."""
    open_ones = any(one.feasible.state == "voting" for one in staged.actions)
    progress = _progress(staged.voted, people, text) if open_ones else ""
    ordered = sorted(staged.actions, key=lambda one: -(one.feasible.value or 0.0))
    entries = [_outcome(one, text) for one in ordered]
    return _planning(text("How feasible is it?"), progress, entries, text)


def points(workshop: WorkshopView, seen: WeighingView, people: int, text: Text) -> Planning:
    """How many of `people` gave points, then the mean by theme, highest first."""
    title = text("What matters most to our city?")
    if seen.state == "off":
        return _planning(title, text("Sharing out points has not started yet."), [], text, empty="")
    if seen.state == "open":
        how = text("Share out 100 points on your phone. The room sees only the average.")
        return _planning(title, _progress(seen.people, people, text), [], text, empty=how)
    gave = text.plural("{n} person gave points", "{n} people gave points", seen.people)
    if seen.mean is None:
        few = text("Too few people gave points to show an average.")
        return _planning(title, gave, [], text, empty=few)
    weights = sorted(zip(seen.mean.weights, seen.themes, strict=True), reverse=True)
    most = max(weights[0][0], 1 / POINTS)
    entries = [
        PlanLine(
            workshop.framework.title(theme, text.language), "", w / most, text.number(POINTS * w)
        )
        for w, theme in weights
    ]
    return Planning(title, gave, tuple(entries), "")


def _written(action: PlannedAction, text: Text) -> PlanLine:
    """An action with the responsible department and its due date."""
    due = text.date(action.by_when) if action.by_when else ""
    return PlanLine(action.what, text(action.department), figure=due)


def _outcome(action: PlannedAction, text: Text) -> PlanLine:
    """An action with its outcome; while people vote on it, with who is responsible."""
    found = action.feasible
    if found.state == "voting":
        return _written(action, text)
    return PlanLine(action.what, feasible_words(found, text), found.value)


def _progress(done: int, people: int, text: Text) -> str:
    return text.plural("{n} of {of} has answered", "{n} of {of} have answered", done, of=people)


def _planning(
    title: str, progress: str, entries: Sequence[PlanLine], text: Text, *, empty: str | None = None
) -> Planning:
    """The entries that fit, and how many more there are; `empty` is said where there are none."""
    more = len(entries) - MOST
    note = text.plural("{n} more action", "{n} more actions", more) if more > 0 else ""
    if not entries:
        note = text("No actions are written down yet.") if empty is None else empty
    return Planning(title, progress, tuple(entries[:MOST]), note)
