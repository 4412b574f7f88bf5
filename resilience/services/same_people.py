"""How the same people changed on a theme between two votes, in words that tell of nobody."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from resilience.framework import Framework
from resilience.scoring import Crowd
from resilience.scoring.arrays import Floats
from resilience.scoring.personal import theme_means
from resilience.scoring.rounds import Measured, measure_change
from resilience.services.asked_again import AskedAgain, Own
from resilience.services.moments import personal_tallies
from resilience.store.levels import Held

#: differences of a theme mean below this, in points, are rounding
NOISE = 1e-9
#: by theme, how the same people changed
Changes = Mapping[str, Measured]


def same_people(framework: Framework, again: AskedAgain) -> Changes:
    """How the same people changed on each theme with a repeated indicator.

    Only those who gave a level on the whole theme both times count. If someone left one out, the other
    indicators weigh more, and combined with the counts a mean with other weights would reveal that person. A
    theme is left out if they, those of them who changed, or the others who gave a level on the repeated
    indicators would not hide one another.
    """
    before, after, codes_again = again.before, again.after, set(again.codes)
    both = {
        who: _both(before[who], after[who], codes_again) for who in before.keys() & after.keys()
    }
    people = sorted(who for who, codes in both.items() if codes)
    asked = {code for rows in before.values() for code in rows}
    means = [
        theme_means(framework, personal_tallies(framework, _rows(own, both, people), asked))
        for own in (before, after)
    ]
    found = {}
    for theme in framework.themes:
        codes = {i.code for i in theme.indicators()} & codes_again
        if codes and theme.code in means[0]:
            moved = means[1][theme.code] - means[0][theme.code]
            gone = max(again.erased[code] for code in codes)
            whole = {i.code for i in theme.indicators()} & asked | codes
            told = _told(people, moved, again, codes, whole, gone)
            found[theme.code] = measure_change(moved[told])
    return found


def _both(
    before: Mapping[str, Held], after: Mapping[str, Held], again: Collection[str]
) -> list[str]:
    """The indicators that compare: a level or number both times, or the same state."""
    return [
        code
        for code, row in before.items()
        if code in after
        and (
            code not in again
            or (_valued(row) and _valued(after[code]))
            or row.state == after[code].state
        )
    ]


def _rows(own: Own, both: Mapping[int, Sequence[str]], people: Sequence[int]) -> Iterator[Held]:
    return (own[who][code] for who in people for code in both[who])


def _told(
    people: Sequence[int],
    moved: Floats,
    again: AskedAgain,
    codes: Collection[str],
    whole: Collection[str],
    gone: tuple[int, int],
) -> list[int]:
    """Indexes in `people` of those whose change on a theme is judged: all, or nobody.

    `codes` of the theme were asked again, out of the `whole` of it.
    """
    twice = {
        who: at
        for at, who in enumerate(people)
        if not np.isnan(moved[at])
        and len(_gave(again.before[who], whole) & _gave(again.after[who], whole)) == len(whole)
    }
    sizes = {
        who: next(iter(rows.values())).size
        for own in (again.before, again.after)
        for who, rows in own.items()
        if _gave(rows, codes)
    }
    changed = Crowd.of(sizes[who] for who, at in twice.items() if abs(moved[at]) > NOISE)
    here = Crowd.of(size for who, size in sizes.items() if who not in twice)
    once = [here + crowd for crowd in Crowd.possible(*gone)]
    crowds = (Crowd.of(sizes[who] for who in twice), changed, *once)
    return [] if any(map(again.tells_of_few, crowds)) else sorted(twice.values())


def _gave(rows: Mapping[str, Held], codes: Collection[str]) -> set[str]:
    """The indicators on which somebody gave a level or a number."""
    return {code for code in codes if code in rows and _valued(rows[code])}


def _valued(row: Held) -> bool:
    return row.state in ("level", "number")
