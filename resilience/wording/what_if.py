"""What other weights of the themes would make of a result, in words and as an address carries them."""

from collections.abc import Mapping

from resilience.services.results.what_if import WhatIf
from resilience.text import Text

#: the heaviest that a theme can be made
HEAVIEST = 100


def other_weights_words(found: WhatIf, titles: Mapping[str, str], text: Text) -> list[str]:
    """How far the overall moves by other weights, and what becomes of the order of the themes.

    `titles` are those of the themes by code.
    """
    if found.overall is None or found.move is None:
        return [text("With these weights there is no overall score.")]
    moved = text(
        "With these weights, the overall score is {value} instead of {was}.",
        value=text.number(found.overall, 1),
        was=text.number(found.overall - found.move, 1),
    )
    if not found.reordered:
        return [moved, text("The themes keep their order.")]
    order = " · ".join(titles[code] for code in found.order)
    return [moved, text("The themes from high to low: {order}", order=order)]


def said_weights(weights: Mapping[str, int]) -> str:
    """Weights of themes by code as plain words: "INF:40,PLN:20"."""
    return ",".join(f"{code}:{weight}" for code, weight in weights.items())


def read_weights(words: str, start: Mapping[str, int]) -> dict[str, int] | None:
    """The weights that `said_weights` wrote, those left out as at the `start`.

    None where a theme is not among those of the start, or a weight is no whole number from 0 to 100.
    """
    read = dict(start)
    for part in filter(None, words.split(",")):
        code, _, weight = part.partition(":")
        if code not in start or not (weight.isascii() and weight.isdigit() and len(weight) <= 3):
            return None
        read[code] = int(weight)
    return read if all(weight <= HEAVIEST for weight in read.values()) else None
