"""What a later vote changed within a workshop, and whether to stop (docs/methods.md, section 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from resilience.scoring.arrays import Counts, Floats
from resilience.scoring.certainty.repeatable import DRAWS, seeded
from resilience.scoring.comparison.years import CLEAR, Movement, holm, movement
from resilience.scoring.counting.tally import Tallies
from resilience.scoring.opinions.agreement import STRONG_FROM
from resilience.text import mark

Suggestion = Literal["stop", "record both views", "continue"]
#: every `Suggestion` as a text key
SUGGESTIONS: tuple[str, ...] = (mark("stop"), mark("record both views"), mark("continue"))
#: a room whose answers shifted by less has settled
SETTLED = 0.15
#: up to so many people who changed, all signs are tried; beyond, signs are drawn
ALL_SIGNS = 16
#: decimals of a change in points; what is less is rounding
DECIMALS = 9
#: sums that differ by less, in points, are equal: changes of a ninth of a level are rounded to DECIMALS
TIED = 1e-6


@dataclass(frozen=True, slots=True)
class CountedRound:
    """A vote that counts: its `number` from 1, and its counts."""

    number: int
    tallies: Tallies


@dataclass(frozen=True, slots=True)
class PersonChange:
    """How the same `people` changed on a theme between two rounds, before other themes are looked at.

    `change` is their mean change in points (-100..100), `p` 0..1 that of the two-sided sign-flip test;
    both None for nobody.
    """

    people: int
    change: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """A `PersonChange` change tested together with the other themes: `p` after Holm's correction.

    None where there are too few people to tell.
    """

    people: int
    change: float | None
    p: float | None
    verdict: Movement


def answer_shift(before: Counts, after: Counts) -> float | None:
    """The shift 0..1 between two votes, of how many answers (levels,) each level had in each.

    Half the sum of the differences between the shares of the levels. If the same people gave a level in both, at
    least this share of them changed it; those who swapped levels do not show. It is made of counts alone, so that it
    tells no more than these. None where a vote has no answer with a level.
    """
    if not before.sum() or not after.sum():
        return None
    return float(np.abs(after / after.sum() - before / before.sum()).sum() / 2)


def suggest(consensus: float | None, is_split: bool, shift: float | None) -> Suggestion | None:
    """What to do after a round; a suggestion, never automatic.

    `consensus` is Leik's C (0..1), `is_split` whether it is a split room, `shift` the `answer_shift` 0..1
    since the round before, None in the first. Stop in agreement; record both views in a split room whose answers
    hardly shifted; else go on. None where nobody answered, and in a split room without a round before.
    """
    if consensus is None:
        return None
    if not is_split:
        return "stop" if consensus >= STRONG_FROM else "continue"
    if shift is None:
        return None
    return "record both views" if shift < SETTLED else "continue"


def measure_change(differences: Floats, unforced: Floats) -> PersonChange:
    """The change of a theme from each person's (people,), in points, later minus earlier.

    `unforced` are the changes of the same people without answers that `is_forced`. The p is the larger of
    both sign-flip tests: the first assumes that the two votes could be exchanged, the second that people
    waver as far up as down where the scale lets them. The p is 1 if the two changes have not the same sign.
    """
    if not len(differences):
        return PersonChange(0, None, None)
    same_way = differences.sum() * unforced.sum() > 0
    p = max(sign_flip_p(differences), sign_flip_p(unforced)) if same_way else 1.0
    return PersonChange(len(differences), float(differences.mean()), p)


def is_forced(before: int, after: int, top: int) -> bool:
    """Return whether a move of the same size in the other direction would leave the scale 0..`top`.

    Someone who wavers at an end of the scale can move only towards its middle: such a move does not show that
    rises and falls were unequally likely.
    """
    return not 0 <= 2 * before - after <= top


def judge_changes(measured: Mapping[str, PersonChange]) -> dict[str, Change]:
    """The verdict on every theme: clear where p is below .05 after Holm's correction over the themes.

    Too few to tell where not even all people changing one way would be clear: themes times 2^(1-n)
    is .05 or more.
    """
    themes = sum(one.p is not None for one in measured.values())
    corrected = holm([one.p for one in measured.values()])
    found = {}
    for (theme, one), p in zip(measured.items(), corrected, strict=True):
        told = p if themes * 2.0 ** (1 - one.people) < CLEAR else None
        found[theme] = Change(one.people, one.change, told, movement(one.change, told))
    return found


def sign_flip_p(differences: Floats) -> float:
    """Two-sided p of the sign-flip test on changes (people,): were rises and falls equally likely?

    The share of all ways to flip the signs that move the sum at least as far from 0 (Fisher, 1935); with more
    than 16 changes 9 999 seeded draws, plus the observed changes. 1 where nobody changed.
    """
    changes = np.round(differences, DECIMALS)
    sizes = np.sort(np.abs(changes[changes != 0]))
    furthest = abs(changes.sum()) - TIED
    if len(sizes) <= ALL_SIGNS:
        return float(np.mean(np.abs(_all_sums(sizes)) >= furthest))
    extreme = np.count_nonzero(np.abs(_drawn_sums(sizes)) >= furthest)
    return float((1 + extreme) / (1 + DRAWS))


def _all_sums(sizes: Floats) -> Floats:
    """The sum under every choice of signs, (2^people,)."""
    sums = np.zeros(1)
    for size in sizes:
        sums = np.concatenate([sums + size, sums - size])
    return sums


def _drawn_sums(sizes: Floats) -> Floats:
    """The sum under random signs, (draws,). People who changed as much are drawn together."""
    random = seeded(sizes)
    sums = np.zeros(DRAWS)
    for size, people in zip(*np.unique(sizes, return_counts=True), strict=True):
        sums += size * (2 * random.binomial(people, 0.5, DRAWS) - people)
    return sums
