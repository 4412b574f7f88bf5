"""How the same people changed on a theme between two votes, only where it tells of nobody."""

from collections.abc import Collection, Mapping, Sequence

from resilience.framework import Framework, Levels
from resilience.scoring import Crowd
from resilience.scoring.arrays import Floats
from resilience.scoring.certainty.personal import theme_means
from resilience.scoring.comparison.rounds import (
    PersonChange,
    is_forced,
    measure_change,
)
from resilience.services.counting.moments import personal_tallies
from resilience.services.counting.repeated_answers import AskedAgain, Own
from resilience.store.voting.levels import PersonAnswer

#: differences of a theme mean below this, in points, are rounding
NOISE = 1e-9
#: by theme, how the same people changed
Changes = Mapping[str, PersonChange]


def changed_people(framework: Framework, again: AskedAgain) -> Changes:
    """How the same people changed on each theme, over its repeated indicators.

    Only those who gave a level on all of these both times count. If someone left one out, the other
    indicators weigh more, and combined with the counts a mean with other weights would reveal that person. A
    theme has nobody if they, those of them who changed, or the others who gave a level on a repeated
    indicator would not hide one another. No theme has anybody unless the same people took part in both votes and all
    of them are still there: a verdict would depend on what somebody who is missing had said.
    """
    missing = bool(again.k) and not again.same
    both = _who_answered(again.before, again) & _who_answered(again.after, again)
    people = [] if missing else sorted(both)
    later = _answers(again.after, people, again)
    tops = {i.code: i.scale.top for i in framework.root.indicators() if isinstance(i.scale, Levels)}
    unforced = [_unforced(row, again.before[row.participant_id], tops) for row in later]
    answers = (_answers(again.before, people, again), later, unforced)
    before, after, free = (
        theme_means(framework, personal_tallies(framework, rows, again.codes)) for rows in answers
    )
    found = {}
    for theme in framework.themes:
        codes = {i.code for i in theme.indicators()} & set(again.codes)
        if codes:
            moved = after[theme.code] - before[theme.code]
            told = _judged(people, moved, again, codes)
            found[theme.code] = measure_change(
                moved[told], (free[theme.code] - before[theme.code])[told]
            )
    return found


def _who_answered(own: Own, again: AskedAgain) -> set[int]:
    return {who for who, rows in own.items() if not rows.keys().isdisjoint(again.codes)}


def _answers(own: Own, people: Sequence[int], again: AskedAgain) -> list[PersonAnswer]:
    return [own[who][code] for who in people for code in again.codes if code in own[who]]


def _unforced(
    row: PersonAnswer, earlier: Mapping[str, PersonAnswer], tops: Mapping[str, int]
) -> PersonAnswer:
    """The answer, or the earlier one if the scale let it move this way only."""
    first = earlier.get(row.indicator)
    if first is None or first.level is None or row.level is None:
        return row
    return first if is_forced(first.level, row.level, tops[row.indicator]) else row


def _judged(
    people: Sequence[int], moved: Floats, again: AskedAgain, codes: Collection[str]
) -> list[int]:
    """Indexes in `people` of those whose change on the repeated `codes` of a theme is judged: all, or nobody."""
    twice = {
        who: at
        for at, who in enumerate(people)
        if _gave(again.before[who], codes) == _gave(again.after[who], codes) == len(codes)
    }
    sizes = {
        who: next(iter(rows.values())).size
        for own in (again.before, again.after)
        for who, rows in own.items()
        if _gave(rows, codes)
    }
    changed = Crowd.of(sizes[who] for who, at in twice.items() if abs(moved[at]) > NOISE)
    once = Crowd.of(size for who, size in sizes.items() if who not in twice)
    crowds = (Crowd.of(sizes[who] for who in twice), changed, once)
    return [] if any(map(again.tells_of_few, crowds)) else sorted(twice.values())


def _gave(rows: Mapping[str, PersonAnswer], codes: Collection[str]) -> int:
    """The number of indicators on which somebody gave a level or a number."""
    return sum(code in rows and rows[code].state in ("level", "number") for code in codes)
