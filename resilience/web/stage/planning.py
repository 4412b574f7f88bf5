"""The stage while a room plans: its actions, how feasible it holds them, and its points for themes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from resilience.scoring.planning.actions import PlannedAction, feasible_words
from resilience.scoring.scores.tables import indicator_table, weakest
from resilience.services.deciding.feasibility import StagedActions
from resilience.services.deciding.weights import POINTS, WeighingView
from resilience.services.results.results import WorkshopResult
from resilience.services.results.what_if import weighed_otherwise
from resilience.services.voting.progress import ProgressSnapshot
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.wording.own_result import SETTLED
from resilience.wording.progress import here_words
from resilience.wording.result import agreed_words
from resilience.wording.result_tables import comparable_rows, equals_words

#: entries in one column
COLUMN = 3


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An action or theme; `share` 0..1 is the length of its bar, None without one; `figure` is printed after it.

    A paler part of the bar ends at `partly`, where that is more.
    """

    title: str
    about: str
    share: float | None = None
    figure: str = ""
    partly: float = 0.0


@dataclass(frozen=True, slots=True)
class Planning:
    """A list with its `title`; `progress` of the vote, "" without one; `note` is what the list cannot say.

    `counts` is whether figures are people by choice, which a legend explains.
    """

    title: str
    progress: str
    entries: tuple[PlanLine, ...]
    note: str
    counts: bool = False

    @property
    def columns(self) -> int:
        """How many columns the entries need."""
        return 1 if len(self.entries) <= COLUMN else 2


def action_list(staged: StagedActions, text: Text) -> Planning:
    """The actions, in the order in which phones have them."""
    return _planning(text("What we will do"), staged.actions, written, text)


def act_on(result: WorkshopResult, text: Text) -> Planning:
    """Before the first action: the indicators with the lowest scores, of the result that the stage shows."""
    framework, city = result.workshop.framework, result.result.city
    found = weakest(comparable_rows(result, indicator_table(framework, city, text.language)))
    weak = [_weak(result, row, text) for row in found.rows.to_dict("records")]
    note = text("Each action appears here once it is written down.")
    if not weak:
        return Planning(text("What we will do"), "", (), note)
    title, notes = text("What do we do about our weakest topics?"), equals_words(found, text)
    return Planning(title, "", tuple(weak), " ".join((*notes, note)))


def _weak(result: WorkshopResult, row: Mapping[Any, Any], text: Text) -> PlanLine:
    """An indicator with its score in whole points, and what the room agreed on it."""
    made = result.agreed.get(row["code"])
    about = agreed_words(made.outcome, text) if made else ""
    return PlanLine(row["title"], about, row["score"] / 100, text.number(row["score"]))


def feasibility(staged: StagedActions, people: int, text: Text) -> Planning:
    """How far the vote on actions is, of `people` with a device, and its outcome; open actions are first."""
    actions = sorted(staged.actions, key=lambda one: one.feasible.state != "voting")
    asked = [one for one in actions if one.feasible.state == "voting"]
    how = (
        text("Vote on your phone: feasible, feasible with difficulty or hardly feasible.")
        if asked
        else ""
    )
    found = _planning(text("How feasible is it?"), actions, _outcome, text)
    return replace(
        found,
        progress=_progress(len(asked), len(actions), staged.voted, people, text),
        note=" · ".join(filter(None, (how, found.note))),
        counts=any(one.feasible.choices for one in actions),
    )


def adopted_words(result: WorkshopResult, workshop: WorkshopView, text: Text) -> str:
    """The overall with the weights of the `workshop`'s framework and with those adopted; "" without a score."""
    usual = {theme.code: theme.weight for theme in workshop.framework.themes}
    before = weighed_otherwise(result, usual).overall
    now = result.result.city[workshop.framework.root.code].value
    if before is None or now is None:
        return ""
    return text(
        "{before} before, {now} with the room's weights.",
        before=text.number(before),
        now=text.number(now),
    )


def points(
    workshop: WorkshopView,
    seen: WeighingView,
    now: ProgressSnapshot,
    text: Text,
    change: str = "",
) -> Planning:
    """How many of the people here gave points, then the mean by theme, highest first, and what it `change`s."""
    title = text("What matters most to our city?")
    if seen.state == "off":
        return Planning(title, text("Sharing out points has not started yet."), (), "")
    if seen.state == "ended":
        return Planning(title, "", (), text(SETTLED[seen.state]))
    if seen.state == "open":
        return _asked(workshop, seen, now.with_device, text)
    if not seen.people:
        said = text("The framework's weights are used.")
        return Planning(title, text("Nobody gave points."), (), said)
    gave = text.plural("{n} person gave points", "{n} people gave points", seen.people)
    gave = " · ".join((gave, here_words(now, workshop, text), *_device_words(now, text)))
    if seen.mean is None:
        return Planning(title, gave, (), text("Too few people gave points to show a mean."))
    weights = sorted(zip(seen.mean.weights, seen.themes, strict=True), reverse=True)
    entries = [
        PlanLine(workshop.framework.title(theme, text.language), "", w, text.number(POINTS * w))
        for w, theme in weights
    ]
    note = text(SETTLED[seen.state]) if seen.state in SETTLED else ""
    return Planning(title, gave, tuple(entries), " ".join(filter(None, (note, change))))


def _device_words(now: ProgressSnapshot, text: Text) -> list[str]:
    """How many joined with a device; nothing where all did."""
    return [text("{n} of them with a device", n=now.with_device)] if now.cards else []


def _asked(workshop: WorkshopView, seen: WeighingView, people: int, text: Text) -> Planning:
    """The themes that `people` with a device share points out among, and how many have."""
    title = text("Share out 100 points on your phone")
    progress = text.plural(
        "{n} of {of} people with a device has given points",
        "{n} of {of} people with a device have given points",
        seen.people,
        of=people,
    )
    themes = [PlanLine(workshop.framework.title(code, text.language), "") for code in seen.themes]
    return Planning(title, progress, tuple(themes), text("The room sees only the mean."))


def written(action: PlannedAction, text: Text) -> PlanLine:
    """An action with the responsible department and its due date."""
    due = text.date(action.by_when) if action.by_when else ""
    return PlanLine(action.what, text(action.department), figure=due)


def _outcome(action: PlannedAction, text: Text) -> PlanLine:
    """An action with the people by choice, most feasible first; during the vote with who is responsible."""
    found = action.feasible
    if found.state == "voting":
        return written(action, text)
    if not found.choices:
        return PlanLine(action.what, feasible_words(found, text), found.value)
    _, difficult, yes = (n / sum(found.choices) for n in found.choices)
    figure = " · ".join(text.number(n) for n in reversed(found.choices))
    return PlanLine(action.what, "", yes, figure, partly=yes + difficult)


def _progress(asked: int, actions: int, done: int, people: int, text: Text) -> str:
    """How many of `people` with a device have voted on all actions that are open, `asked` of so many `actions`; "" where none is."""
    if not asked:
        return ""
    if asked == actions:
        return text.plural(
            "{n} of {of} people with a device has answered",
            "{n} of {of} people with a device have answered",
            done,
            of=people,
        )
    return text.plural(
        "Vote now on {n} action: {done} of {of} people with a device have answered",
        "Vote now on {n} actions: {done} of {of} people with a device have answered all",
        asked,
        done=text.number(done),
        of=text.number(people),
    )


def _planning(
    title: str,
    actions: Sequence[PlannedAction],
    line: Callable[[PlannedAction, Text], PlanLine],
    text: Text,
) -> Planning:
    """The actions, each as a `line`."""
    entries = tuple(line(one, text) for one in actions)
    return Planning(title, "", entries, "" if entries else text("No actions are written down yet."))
