"""The stage at the end: what a later vote changed, and who signed the result off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from resilience.charts.template import colour_of
from resilience.services.results.asked_again import (
    first_overall,
    overall_without_last,
    page_with,
    pages_asked_again,
)
from resilience.services.results.discussion import Topic
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.plan import WHOLE_ROOM
from resilience.text import Text
from resilience.web.stage.planning import PlanLine, written
from resilience.web.stage.revealing import Reveal, reveal
from resilience.wording.agreement import settled_words
from resilience.wording.own_result import partly_made_words
from resilience.wording.progress import vote_name
from resilience.wording.result import outcome_words
from resilience.wording.years.votes import later_score_words, made_later_words, page_words


@dataclass(frozen=True, slots=True)
class TwoVotes:
    """An indicator that was asked again: answers per level before and after, lowest level first.

    Answers that are not shown are none; then `missing` says why those of the later vote are. `agreed` is "" unless the later vote differs from
    the agreed level, which counts.
    """

    title: str
    before: tuple[int, ...]
    after: tuple[int, ...]
    colours: tuple[str, ...]
    missing: str
    agreed: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Some of the questions asked again; `place` says which of how many, "" where one page has all."""

    asked: tuple[TwoVotes, ...]
    place: str


@dataclass(frozen=True, slots=True)
class SecondVote:
    """The questions that the vote called `name` asked again, in pages that turn by themselves.

    Instead, the page `at` is shown once the desk has `chosen` one. `number` is the score that counts now, "" without
    one; `score` and `note` say what it was after the first vote, what it is without this one, and what else is in it.
    """

    name: str
    number: str
    score: str
    pages: tuple[QuestionPage, ...]
    at: int
    chosen: bool
    note: str

    @property
    def levels(self) -> int:
        """The most levels that a question has."""
        return max((len(one.colours) for page in self.pages for one in page.asked), default=0)


@dataclass(frozen=True, slots=True)
class Ending:
    """The score with what the room agreed on and will do.

    `made_of` is "" if all indicators that apply make the score, `signed` before the sign-off.
    """

    reveal: Reveal
    made_of: str
    agreed: str
    actions: str
    plans: tuple[PlanLine, ...]
    signed: str


def second_vote(
    result: WorkshopResult,
    repeated: Collection[str],
    topics: Sequence[Topic],
    text: Text,
    code: str = "",
) -> SecondVote:
    """The screen of a later vote on `repeated`; `code` is a question on the page that the desk chose, "" before."""
    pages = pages_asked_again(topics, repeated)
    chosen, number = page_with(pages, code), result.rounds[-1].number
    overall = result.result.city[result.workshop.framework.root.code]
    places = page_words([len(page) for page in pages], text)
    served = any(result.later.get(code) == number for code in repeated)
    without = overall_without_last(result) if served else None
    return SecondVote(
        name=vote_name(number, text) if served else text(WHOLE_ROOM),
        number="" if overall.value is None else text.number(overall.value),
        score=later_score_words(overall, first_overall(result), without, text),
        pages=tuple(
            QuestionPage(tuple(_two_votes(result, one, text) for one in page), place)
            for page, place in zip(pages, places, strict=True)
        ),
        at=chosen or 0,
        chosen=chosen is not None,
        note="" if overall.value is None else made_later_words(result, text),
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
    return Ending(
        reveal=reveal(result, text),
        made_of=partly_made_words(overall, result.made_of, text),
        agreed=settled_words(len(outcomes) - outcomes.count("both"), outcomes.count("both"), text),
        actions=text.plural("{n} action", "{n} actions", len(result.actions)),
        plans=tuple(written(one, text) for one in result.actions),
        signed=signed,
    )


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
        missing=_missing(result, topic, text, earlier=any(before)),
        agreed=_agreed(topic, text) if topic.against or not any(after) else "",
    )


def _agreed(topic: Topic, text: Text) -> str:
    if topic.decision is None or not topic.is_agreed:
        return ""
    outcome = outcome_words(topic.decision.outcome, text)
    return text("Counted: {outcome}, as agreed", outcome=outcome)


def _missing(result: WorkshopResult, topic: Topic, text: Text, *, earlier: bool) -> str:
    """Why a later vote has no levels."""
    if topic.code not in result.not_shown:
        return text("no levels to show")
    stays = earlier and not topic.is_agreed
    return text("not shown: the earlier result counts") if stays else text("not shown")
