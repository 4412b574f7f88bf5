"""How departments see a city differently, in words."""

from resilience.framework import Framework
from resilience.scoring.words import middle_words
from resilience.services.apart import Apart, Pair
from resilience.services.results import WorkshopResult
from resilience.services.workshop_plan import MIXED_TABLES
from resilience.text import Text


def spot_words(found: Apart, framework: Framework, text: Text) -> list[str]:
    """Each blind spot as a sentence; one that says that there is none."""
    if not found.spots:
        return [text("No department sees a theme a level or more differently from all the others.")]
    return [
        text(
            "{unit} sees {theme} differently: its middle level is {own}, that of all others {rest}.",
            unit=text(spot.unit),
            theme=framework.title(spot.theme, text.language),
            own=_level(spot.median, text),
            rest=_level(spot.rest, text),
        )
        for spot in found.spots
    ]


def pair_words(found: Apart, code: str, text: Text) -> list[str]:
    """How far two departments are apart on an indicator, and whether chance could make that."""
    pair, verdict = found.pairs[code], found.verdicts[code]
    said = [_pair(pair, text)]
    return said if verdict is None else [*said, text(verdict.verdict)]


def merged_words(result: WorkshopResult, text: Text) -> list[str]:
    """Which departments are shown together and why, a sentence for each unit that has several."""
    merged = [
        (room.unit, [name for name in room.departments if name != MIXED_TABLES])
        for room in result.room
    ]
    return [
        text(
            "Shown together as {unit}, since at least one of them was too small to be shown alone "
            "when the first vote closed: {names}",
            unit=text(unit),
            names=text.listed(map(text, names)),
        )
        for unit, names in merged
        if result.workshop.k and len(names) > 1
    ]


def _pair(pair: Pair, text: Text) -> str:
    if pair.found.higher == "neither":
        return text("No department gives a higher level than another more often than not.")
    higher, lower = pair.first, pair.second
    if pair.found.higher == "second":
        higher, lower = lower, higher
    return text(
        "Take one answer of {higher} and one of {lower}: {higher} gives the higher level in {n} of 10 "
        "pairs, ties counting half.",
        higher=text(higher),
        lower=text(lower),
        n=pair.found.of_ten,
    )


def _level(median: float, text: Text) -> str:
    low = int(median)
    return middle_words((low, low if median == low else low + 1), text)
