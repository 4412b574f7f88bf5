"""In words: why a peer is proposed, and what is compared with it."""

from collections.abc import Sequence

from resilience.framework.vocabulary import HAZARDS
from resilience.scoring.likeness import Likeness
from resilience.services.choice import Choice
from resilience.services.peer_rows import source_words
from resilience.services.profile import INCOME_WORDS
from resilience.text import Text


def reason_words(likeness: Likeness | None, text: Text) -> str:
    """In what a city is like this one, such as "on the coast, typhoon and flood, 0.7 times the size"."""
    if likeness is None:
        return text("too little is known of it to say in what it is like this city")
    reasons, said = likeness.reasons, []
    if reasons.coast is not None:
        said.append(text("on the coast") if reasons.coast else text("inland"))
    said += [text(words).lower() for name, words in HAZARDS.items() if name in _hazards(likeness)]
    if reasons.population is not None:
        times = text.number(reasons.population, 1)
        said.append(text("{times} times the population", times=times))
    if reasons.income is not None:
        said.append(text(INCOME_WORDS[reasons.income]).lower())
    return text.listed(said) or text("among the nearest, but alike in none of what is known")


def _hazards(likeness: Likeness) -> frozenset[str]:
    return likeness.reasons.hazards or frozenset()


def peer_lines(choice: Choice, chosen: Sequence[str], text: Text) -> list[tuple[str, str, bool]]:
    """Each chosen peer, then each that cannot be compared: its name, a line on it, whether it compares.

    The line says in what it is like this city, what is compared or why not, and where it came from.
    """
    lines = []
    for name, one in choice.peers.items():
        if name in chosen or not one.line.comparable:
            city = one.peer.city
            alike = reason_words(choice.likeness.get(name), text)
            said = f"{one.line.words(text)} {source_words(one.peer, text)}."
            if one.line.comparable:
                said = f"{text('Alike: {reasons}.', reasons=alike)} {said}"
            lines.append((f"{city.name}, {city.country}", said, one.line.comparable))
    return lines
