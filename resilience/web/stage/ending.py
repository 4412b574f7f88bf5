"""The stage at the end: what a second vote changed, and who signed the result off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from resilience.charts.dots import answers_in_a_dot, dot_words
from resilience.charts.template import colour_of
from resilience.services.results.discussion import Topic
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.web.stage.dots import Dotted
from resilience.web.stage.planning import PlanLine, more_words, voted_first, written
from resilience.web.stage.revealing import Reveal, reveal
from resilience.wording.agreement import settled_words
from resilience.wording.own_result import partly_made_words
from resilience.wording.result import outcome_words

#: the number of the vote after the first
SECOND = 2
#: indicators of a second vote that fit, and dots in a cell
MOST, MOST_DOTS = 5, 24
#: how many actions fit next to the score
MOST_ACTIONS = 5
#: hundredths of the stage's width: the largest dot with its gap, all cells across with their numbers, and down
LARGEST, ACROSS, DOWN = 2.1, 63.0, 34.0


@dataclass(frozen=True, slots=True)
class TwoVotes:
    """An indicator that was asked again: answers per level before and after, lowest level first.

    Answers that are not shown are none; then `missing` says why. `agreed` is "" unless the second vote differs from
    the agreed level, which counts.
    """

    title: str
    before: tuple[int, ...]
    after: tuple[int, ...]
    colours: tuple[str, ...]
    missing: str
    agreed: str


@dataclass(frozen=True, slots=True)
class SecondVote(Dotted):
    """The indicators that the vote called `name` asked again; a dot is `each` answers.

    It has no score: other people took part, and later votes count people where first ones count departments.
    """

    name: str
    asked: tuple[TwoVotes, ...]
    each: int
    dots: str
    left_out: str

    @property
    def in_line(self) -> int:
        """How many dots are in one line of a cell."""
        return max(range(1, self._most + 1), key=lambda line: (self._room(line), line))

    @property
    def size(self) -> float:
        """The diameter of a dot, in hundredths of the stage's width."""
        return round(self._room(self.in_line) * 6 / 7, 2)

    @property
    def _most(self) -> int:
        """The most dots in a cell."""
        answers = (n for one in self.asked for n in (*one.before, *one.after))
        return max(1, self.dots_of(max(answers, default=0)))

    def _room(self, line: int) -> float:
        """The room for a dot where so many are in one line of a cell."""
        levels = max((len(one.after) for one in self.asked), default=1)
        width = ACROSS / (levels + 1) - 3.2
        height = (DOWN / max(1, len(self.asked)) - 1.7) / 2
        return min(LARGEST, width / line, height / -(-self._most // line))


@dataclass(frozen=True, slots=True)
class Ending:
    """The score with what the room agreed on and will do.

    `made_of` is "" if all indicators that apply make the score, `more` if all actions fit, `signed` before the sign-off.
    """

    reveal: Reveal
    made_of: str
    agreed: str
    actions: str
    plans: tuple[PlanLine, ...]
    more: str
    signed: str


def second_vote(
    result: WorkshopResult, repeated: Collection[str], topics: Sequence[Topic], text: Text
) -> SecondVote:
    """The screen of a later vote on `repeated`, what moved most first, and at its end what is not shown."""
    again = [one for one in topics if one.agreement and one.code in repeated]
    again.sort(key=_moved, reverse=True)
    asked = [_two_votes(result, one, text) for one in again[:MOST]]
    most = max((n for one in asked for n in (*one.before, *one.after)), default=0)
    each = answers_in_a_dot(most, MOST_DOTS)
    more, number = len(again) - MOST, result.rounds[-1].number
    return SecondVote(
        name=text("Second vote") if number == SECOND else text("Vote {n}", n=number),
        asked=tuple(asked),
        each=each,
        dots=dot_words(each, text),
        left_out=text.plural("{n} more question", "{n} more questions", more) if more > 0 else "",
    )


def closing(result: WorkshopResult, text: Text) -> Ending:
    """The last screen; with who signed once the workshop is closed."""
    workshop, outcomes = result.workshop, [one.outcome for one in result.agreed.values()]
    overall = result.result.city[workshop.framework.root.code]
    last = workshop.signed[-1] if workshop.signed else None
    signed = ""
    if last and last.reopened_at is None:
        day = text.date(last.at.astimezone(ZoneInfo(workshop.timezone)).date())
        signed = (
            text("Signed off by {name}, {date}", name=last.name, date=day) if last.name else day
        )
    # next to a signature, the line about more actions takes the place of one action
    fit = MOST_ACTIONS - int(bool(signed) and len(result.actions) > MOST_ACTIONS)
    return Ending(
        reveal=reveal(result, text),
        made_of=partly_made_words(overall, result.made_of, text),
        agreed=settled_words(len(outcomes) - outcomes.count("both"), outcomes.count("both"), text),
        actions=text.plural("{n} action", "{n} actions", len(result.actions)),
        plans=tuple(written(one, text) for one in voted_first(result.actions, fit)),
        more=more_words(result.actions, fit, text),
        signed=signed,
    )


def _moved(topic: Topic) -> float:
    """How far the mean level moved, in levels; -1 where one of the votes is not shown."""
    if not any(topic.first) or not any(topic.pooled):
        return -1.0
    return abs(_mean(topic.pooled) - _mean(topic.first))


def _mean(levels: Sequence[int]) -> float:
    return sum(n * level for level, n in enumerate(levels)) / sum(levels)


def _two_votes(result: WorkshopResult, topic: Topic, text: Text) -> TwoVotes:
    """A topic in both votes; without figures of a later vote, its answers are those of the first."""
    framework = result.workshop.framework
    levels = len(framework.text(text.language).indicators[topic.code].levels)
    last = result.rounds[-1].number
    before = topic.first or topic.pooled
    after = topic.pooled if result.later.get(topic.code) == last else ()
    colours = tuple(colour_of(100 * level / (levels - 1)) for level in range(levels))
    return TwoVotes(
        title=framework.title(topic.code, text.language),
        before=before if any(before) else (),
        after=after if any(after) else (),
        colours=colours,
        missing=text("not shown, to protect a few people's answers")
        if topic.code in result.not_shown
        else text("too few answers"),
        agreed=text(
            "Counted: {outcome}, as agreed",
            outcome=outcome_words(topic.decision.outcome, text),
        )
        if topic.decision and topic.against
        else "",
    )
