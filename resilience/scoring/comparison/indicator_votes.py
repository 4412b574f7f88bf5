"""The result of each vote on each indicator, as tables of votes show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resilience.framework import Framework, Indicator, Levels
from resilience.scoring.arrays import Counts
from resilience.scoring.comparison.rounds import CountedRound, answer_shift
from resilience.scoring.counting.median import median_levels
from resilience.scoring.opinions.agreement import Agreement, agreement, without_level
from resilience.scoring.scores.score import score_city


@dataclass(frozen=True, slots=True)
class IndicatorVote:
    """A vote on an indicator: how many answered, and the score 0..100 where each person counts once.

    Levels also have the two middle answers, the agreement, and the `answer_shift` since the vote before. All figures are
    None where counts are not shown.
    """

    code: str
    vote: int
    answers: int | None = None
    score: float | None = None
    middle: tuple[int, int] | None = None
    agreement: Agreement | None = None
    shift: float | None = None


def indicator_votes(
    framework: Framework, asked: Sequence[Indicator], votes: Sequence[CountedRound], k: int
) -> Iterator[IndicatorVote]:
    """Yield the votes on each indicator, first to last; `k` is 0 without small-group protection."""
    trees = {v.number: score_city(framework, v.tallies, city_rule="people") for v in votes}
    for indicator in asked:
        code, before = indicator.code, None
        for vote in votes:
            if code not in vote.tallies.by_code:
                continue
            if k and code in vote.tallies.without_answers:
                yield IndicatorVote(code, vote.number)
            else:
                score = trees[vote.number][code].value
                yield _vote(indicator, before, vote, score)
            before = vote


def _vote(
    indicator: Indicator, before: CountedRound | None, vote: CountedRound, score: float | None
) -> IndicatorVote:
    tally = vote.tallies.city.by_code[indicator.code]
    answers = int(tally.given.sum())
    if not isinstance(indicator.scale, Levels):
        return IndicatorVote(indicator.code, vote.number, answers, score)
    counts = _counts(indicator, vote)
    return IndicatorVote(
        code=indicator.code,
        vote=vote.number,
        answers=answers,
        score=score,
        middle=median_levels(counts),
        agreement=agreement(counts, without_level(tally)),
        shift=answer_shift(_counts(indicator, before), counts) if before else None,
    )


def _counts(indicator: Indicator, vote: CountedRound) -> Counts:
    """How many gave each level."""
    counts: Counts = vote.tallies.city.by_code[indicator.code].answers.sum(axis=0)
    return counts
