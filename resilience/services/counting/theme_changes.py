"""How the same people changed on a theme between two votes of an open workshop."""

from collections.abc import Collection, Mapping, Sequence

from resilience.framework import Framework, Levels
from resilience.scoring.certainty.personal import theme_means
from resilience.scoring.comparison.rounds import (
    PersonChange,
    is_forced,
    measure_change,
)
from resilience.services.counting.moments import personal_tallies
from resilience.services.counting.repeated_answers import AskedAgain, Own
from resilience.store.voting.levels import PersonAnswer

#: by theme, how the same people changed
Changes = Mapping[str, PersonChange]


def changed_people(framework: Framework, again: AskedAgain) -> Changes:
    """Return how the same people's answers changed on each theme, over its repeated indicators.

    Only people who gave a level on all of these both times count.
    """
    people = sorted(_who_answered(again.before, again) & _who_answered(again.after, again))
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
            told = [at for at, who in enumerate(people) if _gave_all(who, codes, again)]
            moved, freely = (later[theme.code] - before[theme.code] for later in (after, free))
            found[theme.code] = measure_change(moved[told], freely[told])
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


def _gave_all(who: int, codes: Collection[str], again: AskedAgain) -> bool:
    """Whether somebody gave a level or a number on all of these indicators both times."""
    return all(
        code in rows and rows[code].state in ("level", "number")
        for rows in (again.before[who], again.after[who])
        for code in codes
    )
