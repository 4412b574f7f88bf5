"""The agenda of a workshop: kinds of step, templates, the next step and the planned end."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from resilience.errors import InputError
from resilience.services.access.plain_text import tidied
from resilience.services.workshop.phase import Phase, ReplyState
from resilience.text import mark

StepKind = Literal[
    "welcome",
    "practice",
    "vote",
    "break",
    "reveal",
    "discussion",
    "second vote",
    "actions",
    "feasibility",
    "points",
    "replies",
    "closing",
]
Template = Literal["short", "half", "day"]
#: what the room sees after a reveal
RoomScreen = Literal[
    "result", "discuss", "second vote", "actions", "feasibility", "points", "closing"
]
#: limits of what is typed: steps, minutes of one, characters of its script
MOST_STEPS, MOST_MINUTES, LONGEST_SCRIPT = 40, 600, 600

NAMES: dict[StepKind, str] = {
    "welcome": mark("Welcome"),
    "practice": mark("Practice question"),
    "vote": mark("Vote"),
    "break": mark("Break"),
    "reveal": mark("Reveal"),
    "discussion": mark("Discussion"),
    "second vote": mark("Later vote"),
    "actions": mark("Actions"),
    "feasibility": mark("Feasibility"),
    "points": mark("Weight the themes (100 points)"),
    "replies": mark("Replies of departments"),
    "closing": mark("Closing words"),
}
#: what the facilitator reads aloud or does, where no words of their own are given
SCRIPTS: dict[StepKind, str] = {
    "welcome": mark(
        "Welcome. Today we score our own city, each of us from what we know. The vote asks for no "
        "names, and “don't know” is a good answer."
    ),
    "practice": mark(
        "Scan the code and choose your department or group. Raise your hand if the page does not "
        "open. Read the question on the projector and answer it on your phone: nothing is saved. "
        "Who chose 0? 1? 2? 3?"
    ),
    "vote": mark(
        "Answer for our city today, not for our plans. Please answer on your own, in silence. "
        "You can change any answer until the vote closes."
    ),
    "break": mark(
        "Time for a break. Please be back before the clock on the projector reaches zero. Leave "
        "the page on your phone open: it will continue on its own."
    ),
    "reveal": mark(
        "Look at the projector: after the countdown it shows this room's answers. What surprises "
        "you? This is the start of our discussion, not an exam."
    ),
    "discussion": mark(
        "Now the questions on which our answers differ most. What might someone who chose a low "
        "level know? And someone who chose a high one? Nobody has to say what they answered."
    ),
    "second vote": mark(
        "We now vote again on the questions on your phone. Each shows your previous answer: keep "
        "it or change it. Nobody sees the answers before the reveal."
    ),
    "actions": mark(
        "What can we do about the largest gaps? Each action needs one department and a date. A "
        "few actions that we will carry out are better than many that we will not."
    ),
    "feasibility": mark(
        "Your phone now lists our actions. Say how feasible you think each one is. We look at the "
        "votes together afterwards."
    ),
    "points": mark(
        "Each of us has 100 points to share out among the themes. Give more points to the "
        "themes that matter most to our city. The room sees only the mean."
    ),
    "replies": mark(
        "The department leads now read their department's result and reply in writing. After that, we all see the result, and officials see the replies next to it."
    ),
    "closing": mark(
        "Let us sum up what we learned, what we agreed, and who does what by when. After that the "
        "result is signed off. Thank you for your time and your frankness."
    ),
}
#: the script of the reveal while departments reply before the room sees the result and have no step of their own
REVEAL_BEFORE_REPLIES = mark(
    "First the department leads read their department's result and reply. Then we count down together."
)
_MINUTES: dict[Template, tuple[tuple[StepKind, int], ...]] = {
    "short": (
        ("welcome", 5), ("practice", 5), ("vote", 30), ("replies", 5), ("reveal", 10), ("discussion", 25),
        ("actions", 10), ("closing", 5),
    ),
    "half": (
        ("welcome", 10), ("practice", 10), ("vote", 45), ("break", 15), ("replies", 15),
        ("reveal", 10), ("discussion", 50), ("second vote", 15), ("actions", 35), ("feasibility", 10), ("closing", 10),
    ),
    "day": (
        ("welcome", 20), ("practice", 10), ("vote", 60), ("break", 20), ("replies", 30),
        ("reveal", 20), ("discussion", 75), ("break", 60), ("second vote", 20), ("actions", 55), ("feasibility", 15), ("points", 20),
        ("closing", 15),
    ),
}  # fmt: skip
TEMPLATES: dict[Template, str] = {
    "short": mark("90 minutes"),
    "half": mark("Half a day"),
    "day": mark("A day"),
}
#: the phases in which a step can begin
_ALL = tuple(Phase)[:-1]
_PHASES: Mapping[StepKind, tuple[Phase, ...]] = {
    **dict.fromkeys(get_args(StepKind), (Phase.REVEALED,)),
    **dict.fromkeys(("welcome", "break", "points"), _ALL),
    "practice": (Phase.PREPARING,),
    "vote": (Phase.PREPARING,),
    "reveal": (Phase.COUNTED,),
}
#: the step that is over in a phase, even if nobody followed the run sheet
_BEHIND: Mapping[Phase, StepKind] = {Phase.COUNTED: "vote", Phase.REVEALED: "reveal"}
#: steps that begin only with a move of the workshop
MOVED: tuple[StepKind, ...] = ("vote", "reveal", "second vote")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an agenda with its planned minutes; an empty `script` means the default of its kind."""

    kind: StepKind
    minutes: int
    script: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The steps of a workshop in order, and its clock.

    `at` is the position of the latest step that began, -1 before the first; `ends_at` is its planned end, None once
    it is over. `edited` is true if the steps differ from the template. Once `replies` are "shown", their step is
    over even if it never began, and so is a later vote once `votes_spent` says that no question can be asked again.
    """

    template: Template
    edited: bool
    steps: tuple[Step, ...]
    at: int = -1
    ends_at: datetime.datetime | None = None
    replies: ReplyState = "off"
    votes_spent: bool = False

    @property
    def running(self) -> Step | None:
        """The current step; None between steps."""
        return self.steps[self.at] if self.ends_at else None

    @property
    def minutes(self) -> int:
        """The planned minutes of all steps."""
        return sum(step.minutes for step in self.steps)

    def is_over(self, n: int) -> bool:
        """Whether the step at a position has begun, or no longer has anything to do."""
        spent = {"replies": self.replies == "shown", "second vote": self.votes_spent}
        return n <= self.at or spent.get(self.steps[n].kind, False)

    def following(self, phase: Phase) -> int | None:
        """The position of the next step; None at the end, or if the workshop must move first."""
        if phase in (Phase.VOTING, Phase.CLOSED):
            return None
        for n, step in enumerate(self.steps):
            kind = step.kind
            if self.is_over(n):
                continue
            if can_begin(kind, phase) or self._begins_at_reveal(kind, phase):
                return n
            if not _is_past(kind, phase):
                return None
        return None

    def _begins_at_reveal(self, kind: StepKind, phase: Phase) -> bool:
        """Whether the reveal of a closed vote begins a step of replies."""
        return kind == "replies" and phase is Phase.COUNTED and self.replies == "awaited"

    def planned_end(self, moment: datetime.datetime) -> datetime.datetime:
        """When the last step ends if the remaining steps take their planned time from this moment."""
        rest = sum(step.minutes for n, step in enumerate(self.steps) if not self.is_over(n))
        return max(self.ends_at or moment, moment) + datetime.timedelta(minutes=rest)


def template_steps(template: Template, *, replies: bool) -> tuple[Step, ...]:
    """Return the steps of a template; the replies' step only if departments reply before the room and officials see the result."""
    kinds = _MINUTES[template]
    return tuple(Step(kind, minutes) for kind, minutes in kinds if replies or kind != "replies")


def reached(steps: Sequence[Step], phase: Phase) -> int:
    """Return the position of the step that is over in a phase, -1 for none."""
    kinds = [step.kind for step in steps]
    behind = _BEHIND.get(phase)
    return kinds.index(behind) if behind in kinds else -1


def can_begin(kind: StepKind, phase: Phase) -> bool:
    """Whether a step can begin in a phase."""
    return phase in _PHASES[kind]


def seconds_left(ends_at: datetime.datetime | None, moment: datetime.datetime) -> float | None:
    """Return the seconds from a moment to the planned end, to a tenth; negative after it, None without a clock."""
    return None if ends_at is None else round((ends_at - moment).total_seconds(), 1)


def position_after(steps: Sequence[Step], at: int, became: Sequence[Step]) -> int:
    """The new position of the latest step that began, or of the nearest remaining step before it.

    Steps are matched by kind, and within a kind by order.
    """
    for n in range(at, -1, -1):
        kind = steps[n].kind
        place = sum(one.kind == kind for one in steps[:n])
        found = [m for m, one in enumerate(became) if one.kind == kind]
        if place < len(found):
            return found[place]
    return -1


def checked_steps(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps with tidied scripts; raises `InputError` for an invalid agenda."""
    if not 1 <= len(steps) <= MOST_STEPS:
        raise InputError("A run sheet must have 1 to {most} steps.", most=MOST_STEPS)
    for step in steps:
        if step.kind not in NAMES or not 1 <= step.minutes <= MOST_MINUTES:
            raise InputError(
                "Choose a step in every row, and enter its minutes as a whole number from 1 to "
                "{most}.",
                most=MOST_MINUTES,
            )
    return tuple(
        Step(step.kind, step.minutes, tidied(step.script, LONGEST_SCRIPT)) for step in steps
    )


def _is_past(kind: StepKind, phase: Phase) -> bool:
    """Whether the workshop is beyond the phases in which a step can begin."""
    order = list(Phase)
    return order.index(phase) > max(map(order.index, _PHASES[kind]))
