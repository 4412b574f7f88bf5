"""How the same people changed on a theme between two votes, in words that tell of nobody."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from resilience.framework import Framework
from resilience.scoring import Crowd
from resilience.scoring.arrays import Floats
from resilience.scoring.personal import theme_means
from resilience.scoring.rounds import Measured, measure_change
from resilience.services.counted import latest_round
from resilience.services.frameworks import framework_of
from resilience.services.moments import answers_in_figures, personal_tallies
from resilience.store import Session
from resilience.store.kept import units_gone
from resilience.store.levels import Held
from resilience.store.tables import Round, Workshop

#: what counts of each participant, by indicator
Own = Mapping[int, Mapping[str, Held]]
#: by theme, how the same people changed
Changes = Mapping[str, Measured]


def same_people(session: Session, workshop: Workshop, votes: Sequence[Round]) -> dict[int, Changes]:
    """By the number of each vote after the first, how the same people changed on each theme.

    Of themes with an indicator that was asked again, since the latest vote before that asked it.
    """
    framework = framework_of(session, workshop)
    asked = {vote.number: latest_round(session, workshop, [vote]) for vote in votes}
    ids = [vote.id or 0 for vote in votes] if len(votes) > 1 else []
    gone = units_gone(session, ids)
    said = [r for r in answers_in_figures(session, workshop.k, ids) if r.unit_id not in gone]
    found: dict[int, Changes] = {}
    latest: dict[str, int] = {}
    for number, own in asked.items():
        if latest:
            again = own.keys() & latest.keys()
            before, after = _own(said, latest), _own(said, {**latest, **own})
            found[number] = changes(framework, before, after, again, workshop.k)
        latest |= own
    return found


def changes(
    framework: Framework, before: Own, after: Own, again: Collection[str], k: int
) -> Changes:
    """How the same people changed on each theme with an indicator that was asked `again`.

    Each person's theme mean is of what they answered both times. Left out are units in which those
    who did, or those who gave a level only once, would not hide one another: as in
    `services.changed`, the change of the others would tell what these few had said.
    """
    both = {who: _both(before[who], after[who], again) for who in before.keys() & after.keys()}
    people = sorted(who for who, codes in both.items() if codes)
    asked = {code for rows in before.values() for code in rows}
    means = [
        theme_means(framework, personal_tallies(framework, _rows(own, both, people), asked))
        for own in (before, after)
    ]
    found = {}
    for theme in framework.themes:
        codes = {i.code for i in theme.indicators()} & set(again)
        if codes and theme.code in means[0]:
            moved = means[1][theme.code] - means[0][theme.code]
            told = _told(people, moved, before, after, codes, k)
            found[theme.code] = measure_change(moved[told])
    return found


def _own(said: Sequence[Held], latest: Mapping[str, int]) -> dict[int, dict[str, Held]]:
    own: dict[int, dict[str, Held]] = {}
    for row in said:
        if latest.get(row.indicator) == row.round_id:
            own.setdefault(row.participant_id, {})[row.indicator] = row
    return own


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
    before: Own,
    after: Own,
    codes: Collection[str],
    k: int,
) -> list[int]:
    """The places in `people` of those whose change on a theme is judged."""
    twice = {
        who: at
        for at, who in enumerate(people)
        if not np.isnan(moved[at]) and _gave(before[who], codes) & _gave(after[who], codes)
    }
    units: dict[int, dict[int, int]] = {}
    for own in (before, after):
        for who, rows in own.items():
            if _gave(rows, codes):
                row = next(iter(rows.values()))
                units.setdefault(row.unit_id, {})[who] = row.size
    told = []
    for sizes in units.values():
        stayed = [who for who in sizes if who in twice]
        once = Crowd.of(size for who, size in sizes.items() if who not in twice)
        if Crowd.of(sizes[who] for who in stayed).hides(k) and (not once.people or once.hides(k)):
            told += [twice[who] for who in stayed]
    return sorted(told)


def _gave(rows: Mapping[str, Held], codes: Collection[str]) -> set[str]:
    """The indicators on which somebody gave a level or a number."""
    return {code for code in codes if code in rows and _valued(rows[code])}


def _valued(row: Held) -> bool:
    return row.state in ("level", "number")
