"""Who changed a level between votes, as a share in which nobody is told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from resilience.scoring import Crowd
from resilience.scoring.rounds import Moved, changed_share
from resilience.services.left_out import few_alone
from resilience.store import Session
from resilience.store.kept import units_gone
from resilience.store.levels import Stood, levels_when_fixed
from resilience.store.moments import shown_places
from resilience.store.tables import Round, Workshop

#: the answers of one indicator in one round, by participant
Said = Mapping[int, Stood]


def changed_levels(
    session: Session, workshop: Workshop, counting: Sequence[Round]
) -> dict[int, dict[str, Moved]]:
    """By round and indicator the share who moved since the latest vote before that asked it.

    Of answers that are in the figures of both votes, as they stood when these were fixed.
    """
    found: dict[int, dict[str, Moved]] = {held.id or 0: {} for held in counting}
    if len(counting) < 2:
        return found
    before: dict[str, Said] = {}
    said = _in_figures(session, workshop.k, list(found))
    for round_id, moved in found.items():
        for indicator, answers in said[round_id].items():
            share = compared(before.get(indicator, {}), answers, workshop.k)
            if share is not None:
                moved[indicator] = share
            before[indicator] = answers
    return found


def compared(before: Said, after: Said, k: int) -> Moved | None:
    """The share who moved by a level or more, over the units in which that tells of nobody.

    Left out are units in which fewer than k gave a level both times, and those in which fewer than
    k did so once: who did not move would show what these few had said. None where no unit is left.
    """
    pairs: list[tuple[int, int]] = []
    for unit in {row.unit_id for row in (*before.values(), *after.values())}:
        first, second = _of(before, unit), _of(after, unit)
        both, once = first.keys() & second.keys(), first.keys() ^ second.keys()
        alone_once = _crowd({**first, **second}[who] for who in once)
        if _crowd(first[who] for who in both).hides(k) and (not once or alone_once.hides(k)):
            pairs += [(first[who].level, second[who].level) for who in both]
    if not pairs:
        return None
    levels = np.array(pairs, dtype=np.float64)
    return Moved(len(pairs), changed_share(levels[:, 0], levels[:, 1]) or 0.0)


def _in_figures(
    session: Session, k: int, round_ids: Sequence[int]
) -> dict[int, dict[str, dict[int, Stood]]]:
    """The answers that figures count, by round, indicator and participant."""
    shown = shown_places(session, round_ids)
    few, gone = few_alone(session, k, round_ids), units_gone(session, round_ids)
    said: dict[int, dict[str, dict[int, Stood]]] = {one: defaultdict(dict) for one in round_ids}
    for row in levels_when_fixed(session, round_ids):
        place = row.round_id, row.unit_id
        apart = row.unit_id in gone or (row.size == 1 and place in few)
        if place in shown and not apart:
            said[row.round_id][row.indicator][row.participant_id] = row
    return said


def _of(said: Said, unit: int) -> dict[int, Stood]:
    return {who: row for who, row in said.items() if row.unit_id == unit}


def _crowd(rows: Iterable[Stood]) -> Crowd:
    return Crowd.of(row.size for row in rows)
