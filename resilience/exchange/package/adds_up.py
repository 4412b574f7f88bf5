"""Whether what a data package says adds up: counts, scores and people say the same of each other."""

import math
from collections import defaultdict
from collections.abc import Iterator

from resilience.errors import Fault, Sentence
from resilience.exchange.counts import possible_answers
from resilience.exchange.package.practices import FILE
from resilience.exchange.package.value import AnswerCount, CityResult
from resilience.framework import Goalposts, Indicator, Scale
from resilience.scoring import Agreed, Score
from resilience.scoring.comparison.compare import nodes_of
from resilience.scoring.scores.what_if import restricted

#: rounding of another computer's arithmetic
NOISE = 1e-9
#: figures of a node that follow from the indicators below it
FIGURES = {"value": "score", "coverage": "coverage", "reach": "reach", "maximum": "maximum"}
COUNTED = "counts.csv"
SCORED = "scores.csv"


def faults_of(result: CityResult) -> Iterator[Fault]:
    """What contradicts what; a file without any of these can be compared."""
    missing = list(_unfitting(result))
    yield from missing
    if missing:
        return
    counts: dict[str, list[AnswerCount]] = defaultdict(list)
    for one in result.counts:
        counts[one.indicator].append(one)
    for indicator in result.framework.root.indicators():
        if indicator.code in result.scores:
            yield from _indicator_faults(result, indicator, counts[indicator.code])
    yield from _theme_faults(result)


def _unfitting(result: CityResult) -> Iterator[Fault]:
    """Rows that are missing, too many, or of nothing that the framework has."""
    indicators = [i for i in result.framework.root.indicators() if i.code in result.scores]
    asked = [i.code for i in indicators]
    expected = [(i.code, answer) for i in indicators for answer in possible_answers(i)]
    if not asked or [(one.indicator, one.answer) for one in result.counts] != expected:
        said = Sentence("found rows that do not match the answers to the indicators in scores.csv.")
        yield Fault((COUNTED,), said)
        return
    left = restricted(result.framework, asked)
    if [node.code for node in left.root.nodes()] != list(result.scores):
        said = Sentence("found rows that do not match the themes and indicators that were asked.")
        yield Fault((SCORED,), said)
    if set(result.agreed) - set(asked):
        yield Fault(
            (SCORED,),
            Sentence(
                "found an agreed level on a theme, expected agreed levels on indicators only."
            ),
        )
    if set(result.practices) - set(asked):
        said = Sentence("found words on something that is not an indicator in scores.csv.")
        yield Fault((FILE,), said)


def _indicator_faults(
    result: CityResult, indicator: Indicator, rows: list[AnswerCount]
) -> Iterator[Fault]:
    score, room = result.scores[indicator.code], result.about.room
    given = [one for one in rows if one.answer not in ("na", "dk")]
    found = [sum(one.answers for one in given), *(one.answers for one in rows[-2:])]
    told = score.counts
    if found != [told.level, told.na, told.dk] or sum(found) + told.blank != room.participants:
        said = Sentence(
            "the answers counted there do not match scores.csv and the number of "
            "people in the room."
        )
        yield Fault((COUNTED, indicator.code), said)
    people = sum(one.people or 0 for one in given)
    if people > room.people or any((one.people or 0) < one.answers for one in given):
        said = Sentence(
            "more people are counted there than were in the room, or fewer than there are answers."
        )
        yield Fault((COUNTED, indicator.code), said)
    if not _fits(indicator.scale, score, given, result.agreed.get(indicator.code)):
        said = Sentence("the score does not follow from the answers that were counted.")
        yield Fault((SCORED, indicator.code), said)


def _fits(scale: Scale, score: Score, given: list[AnswerCount], agreed: Agreed | None) -> bool:
    """Whether a mean over departments can come of these answers, or is what was agreed."""
    if agreed is not None and agreed.outcome == "na":
        return score.state == "not applicable"
    if agreed is not None and agreed.level is not None:
        return (
            score.value is not None
            and scale.accepts(agreed.level)
            and (abs(score.value - _worth(scale, agreed.level)) <= NOISE)
        )
    if score.value is None:
        return True
    if isinstance(scale, Goalposts):
        return 0 <= score.value <= 100
    worth = [scale.values[int(one.answer)] for one in given if one.answers]
    return bool(worth) and min(worth) - NOISE <= score.value <= max(worth) + NOISE


def _worth(scale: Scale, level: float) -> float:
    return scale.value(level) if isinstance(scale, Goalposts) else scale.values[int(level)]


def _theme_faults(result: CityResult) -> Iterator[Fault]:
    """Yield a fault for each theme whose figures differ from those recomputed from its indicators."""
    side = result.side
    nodes = nodes_of(side, restricted(result.framework, side.asked))
    for code, node in nodes.items():
        score = result.scores[code]
        for own, name in FIGURES.items():
            found = float(getattr(node, "score" if own == "value" else own)[0])
            if not _same(getattr(score, own), found):
                said = Sentence("{figure} does not follow from the indicators below.", figure=name)
                yield Fault((SCORED, code), said)


def _same(told: float | None, found: float) -> bool:
    if told is None or math.isnan(found):
        return told is None and math.isnan(found)
    return abs(told - found) <= NOISE * max(1.0, abs(found))
