"""Blind spots in rooms where each department hardly knows some questions, as the product finds them."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from benchmarks.error_rates.rooms import EACH, STEP, THEMES, Room, levels, raised
from resilience.scoring.arrays import Flags, Floats
from resilience.scoring.certainty.blind_spots import blind_spots
from resilience.scoring.counting.cells import Cell, served
from resilience.scoring.counting.partition import Crowd
from resilience.scoring.scores.leaf import ANSWERED_SHARE

#: share of people who do not know a question that their department hardly knows, and any other
HARDLY, USUALLY = 0.85, 0.05
#: fewest people of a cell that is shown, and the coverage at which a score is shown
K, COVERAGE = 3, 2 / 3
DRAWS = 999
#: people by department
UNKNOWING = ((7,) * 4, (12,) * 3, (15,) * 4, (20,) * 3, (8, 8, 8, 8, 9, 9))
#: questions of a theme that are asked, and the share of them that each department hardly knows
ASKED = (3, 4)
SHARES = (0.15, 0.3)


def kinds() -> Iterator[tuple[str, partial[bool], partial[bool]]]:
    """What is simulated in words, then whether a false and a true blind spot is found in a room of it."""
    for each in ASKED:
        for share in SHARES:
            words = f"{each} questions a theme, {share:.0%} hardly known"
            yield words, partial(invented, each, share), partial(found, each, share)


def invented(each: int, share: float, room: Room, numbers: np.random.Generator) -> bool:
    """Whether departments with the same views have any blind spot."""
    return bool(_spots(room, room.questions(numbers), each, share, numbers))


def found(each: int, share: float, room: Room, numbers: np.random.Generator) -> bool:
    """Whether the first department is a blind spot on the first theme, which it rates a level higher."""
    views = raised(room.questions(numbers), 1.0, department=0)
    return ("0", "0") in _spots(room, views, each, share, numbers)


def _spots(
    room: Room, views: Floats, each: int, share: float, numbers: np.random.Generator
) -> set[tuple[str, str]]:
    """The blind spots by theme and department."""
    given = levels(room.thoughts(numbers, views))
    hardly = numbers.random((len(room.sizes), THEMES * EACH)) < share
    unknown = numbers.random(given.shape) < np.where(hardly, HARDLY, USUALLY)[room.homes]
    given = np.where(unknown, np.nan, given).reshape(len(given), THEMES, EACH)[..., :each]
    shown = _shown(room, ~np.isnan(given))
    means = {str(theme): _means(room, given[:, theme], shown[:, theme]) for theme in range(THEMES)}
    homes = [str(home) for home in room.homes]
    spots = blind_spots(means, homes, dict.fromkeys(means, STEP), DRAWS)
    return {(spot.theme, spot.unit) for spot in spots}


def _shown(room: Room, known: Flags) -> Flags:
    """Which departments have a score for each question, (departments, themes, questions)."""
    sizes = np.array(room.sizes)
    counts = np.array([known[room.homes == home].sum(axis=0) for home in range(len(sizes))])
    shown = np.zeros(counts.shape, dtype=np.bool_)
    for place in np.ndindex(counts.shape[1:]):
        own = enumerate(counts[(slice(None), *place)].tolist())
        cells = {home: Cell(n, 0, Crowd.of([1] * n), Crowd.of([])) for home, n in own}
        shown[(sorted(served(cells, K).units), *place)] = True
    return np.asarray(shown & (counts >= np.maximum(1, sizes * ANSWERED_SHARE)[:, None, None]))


def _means(room: Room, given: Floats, shown: Flags) -> Floats:
    """The personal means of a theme on the questions that all departments with a score of it have."""
    scored = shown.mean(axis=1) >= COVERAGE - 1e-9
    common = shown[scored].all(axis=0)
    own = given[:, common]
    answers = (~np.isnan(own)).sum(axis=1)
    enough = scored[room.homes] & (answers >= max(1.0, COVERAGE * common.sum() - 1e-9))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(enough, np.nansum(own, axis=1) / answers * STEP, np.nan))
