"""Which findings the product states falsely, and which true ones it finds, in each simulated room."""

from collections import Counter
from functools import cache

import numpy as np
import scipy

from benchmarks.error_rates.rooms import (
    EACH,
    NOISE,
    STEP,
    THEMES,
    TOP,
    Room,
    changes,
    levels,
    raised,
    theme_points,
)
from resilience.scoring.arrays import Floats
from resilience.scoring.certainty.blind_spots import blind_spots
from resilience.scoring.certainty.differences import OF_INDICATORS, benjamini_hochberg
from resilience.scoring.comparison.rounds import judge_changes, measure_change
from resilience.scoring.comparison.years import Movement, trends
from resilience.scoring.opinions.agreement import agreement

#: draws per permutation test here, and as many as in the product
DRAWS, MANY_DRAWS = 999, 9_999
CLEAR: tuple[Movement, ...] = ("clear rise", "clear fall")
#: answers in a small room, whatever the real size
FEW = 9
#: spread of random changes between two votes of the same person, in levels
WAVER = 0.5
#: how much higher the answers of a room near the top of the scale are, in levels
NEAR_TOP = 0.75


def false_words(room: Room, numbers: np.random.Generator) -> Counter[str]:
    """The false findings stated for a room, 0 or 1 each."""
    views = room.questions(numbers) + room.views(numbers)
    first = room.thoughts(numbers, views)
    replaced = views.copy()
    replaced[0] += (room.views(numbers) - room.views(numbers))[0]
    alike = room.thoughts(numbers, room.questions(numbers))
    high = room.thoughts(numbers, views + NEAR_TOP)
    return Counter(
        {
            "years": _years(room, first, room.thoughts(numbers, views)),
            "years, one department replaced": _years(room, first, room.thoughts(numbers, replaced)),
            "votes": _votes(first, first + numbers.normal(0, WAVER, first.shape)),
            "votes, near the top": _votes(high, high + numbers.normal(0, WAVER, high.shape)),
            "blind spot": bool(_spots(room, alike)),
            "clear difference": bool(_different(room, alike).any()),
            "split room": _is_split(levels(alike)[:, 0]),
            "split room, the fewest answers": _is_split(levels(alike)[:FEW, 0]),
        }
    )


def true_words(room: Room, numbers: np.random.Generator) -> Counter[str]:
    """The true findings stated for a room, 0 or 1 each."""
    views = room.questions(numbers) + room.views(numbers)
    first = room.thoughts(numbers, views)
    later = room.thoughts(numbers, raised(views, 15 / STEP))
    moved = first + numbers.normal(0, WAVER, first.shape)
    moved[:, :EACH] += 0.5
    apart = room.thoughts(numbers, raised(room.questions(numbers), 1.0, department=0))
    camps = np.where(np.arange(len(room.homes)) % 2, 2.7, 0.3)
    halves = camps + numbers.normal(0, NOISE / 2, len(camps))
    return Counter(
        {
            "years": _years(room, first, later, theme="0"),
            "votes": _votes(first, moved, theme="0"),
            "blind spot": ("0", "0") in _spots(room, apart),
            "clear difference": bool(_different(room, apart)[0]),
            "split room": _is_split(levels(halves)),
        }
    )


def ordinary_spots(room: Room, numbers: np.random.Generator) -> bool:
    """Whether an ordinary department is reported as a blind spot where the first one is a level higher."""
    views = raised(room.questions(numbers), 1.0, department=0)
    return any(unit != "0" for _, unit in _spots(room, room.thoughts(numbers, views)))


def rise_found(room: Room, numbers: np.random.Generator) -> bool:
    """Whether a rise of 15 points on the first theme is reported as clear."""
    views = room.questions(numbers) + room.views(numbers)
    later = room.thoughts(numbers, raised(views, 15 / STEP))
    return _years(room, room.thoughts(numbers, views), later, theme="0")


def change_invented(room: Room, numbers: np.random.Generator) -> bool:
    """Whether any theme is reported as clearly changed between two years in which nothing changed."""
    views = room.questions(numbers) + room.views(numbers)
    return _years(room, room.thoughts(numbers, views), room.thoughts(numbers, views))


def difference_invented(room: Room, numbers: np.random.Generator) -> bool:
    """Whether departments with the same views show a clear difference on any indicator.

    All rooms share their draws: with few of them the figure would depend on which these are.
    """
    thoughts = room.thoughts(numbers, room.questions(numbers))
    return bool(_different(room, thoughts, MANY_DRAWS).any())


def difference_found(room: Room, numbers: np.random.Generator) -> bool:
    """Whether the first indicator of a theme that the first department rates a level higher is clearly different."""
    apart = room.thoughts(numbers, raised(room.questions(numbers), 1.0, department=0))
    return bool(_different(room, apart)[0])


def spot_found(room: Room, numbers: np.random.Generator) -> bool:
    """Whether a department that rates a theme a level higher is reported as a blind spot there."""
    apart = room.thoughts(numbers, raised(room.questions(numbers), 1.0, department=0))
    return ("0", "0") in _spots(room, apart)


def any_split(room: Room, numbers: np.random.Generator) -> bool:
    """Whether any indicator of a room without camps is reported as split."""
    answers = levels(room.thoughts(numbers, room.questions(numbers)))
    return any(_is_split(own) for own in answers.T)


def _years(room: Room, first: Floats, later: Floats, theme: str | None = None) -> bool:
    """Whether any theme, or this one, is reported as clearly changed between two years."""
    moved = changes(theme_points(levels(first)), theme_points(levels(later)), room)
    found = trends(moved, dict.fromkeys(moved, STEP))
    return any(
        one.verdict in CLEAR for code, one in found.items() if theme is None or code == theme
    )


def _votes(first: Floats, second: Floats, theme: str | None = None) -> bool:
    """Whether any theme, or this one, is reported as clearly changed between two votes of the same people."""
    before, after = levels(first), levels(second)
    mirrored = 2 * before - after
    unforced = np.where((mirrored < 0) | (mirrored > TOP), before, after)
    moved, free = (theme_points(later) - theme_points(before) for later in (after, unforced))
    found = judge_changes(
        {str(at): measure_change(moved[:, at], free[:, at]) for at in range(THEMES)}
    )
    return any(
        one.verdict in CLEAR for code, one in found.items() if theme is None or code == theme
    )


def _spots(room: Room, thoughts: Floats) -> set[tuple[str, str]]:
    """The blind spots by theme and department."""
    points = theme_points(levels(thoughts))
    means = {str(theme): points[:, theme] for theme in range(THEMES)}
    found = blind_spots(means, [str(one) for one in room.homes], dict.fromkeys(means, STEP), DRAWS)
    return {(spot.theme, spot.unit) for spot in found}


def _different(room: Room, thoughts: Floats, draws: int = DRAWS) -> np.ndarray:
    """Which indicators are reported as clearly different: the product's test on all of them together."""
    ranks = scipy.stats.rankdata(levels(thoughts), axis=0)
    ranks -= ranks.mean(axis=0)
    sums = _lots(room.sizes, draws) @ ranks
    statistics = (sums**2 / np.array(room.sizes)[:, np.newaxis, np.newaxis]).sum(axis=0)
    chances = (statistics >= statistics[0] - 1e-9).mean(axis=0)
    return benjamini_hochberg(chances, OF_INDICATORS)


@cache
def _lots(sizes: tuple[int, ...], draws: int) -> Floats:
    """Members of each department, (departments, 1 + draws, people): the real assignment, then random ones."""
    homes = np.tile(np.repeat(np.arange(len(sizes)), sizes), (1 + draws, 1))
    homes[1:] = np.random.default_rng(len(sizes)).permuted(homes[1:], axis=1)
    return np.array([homes == home for home in range(len(sizes))], dtype=np.float64)


def _is_split(answers: Floats) -> bool:
    counts = np.bincount(answers.astype(np.int64), minlength=TOP + 1)
    return agreement(counts).label == "split room"
