"""In words: why a peer is proposed, and what is compared with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.framework.vocabulary import HAZARDS
from resilience.scoring.comparison.likeness import Likeness
from resilience.services.cities.choice import Choice
from resilience.services.workshop.profile import INCOME_WORDS
from resilience.text import Text
from resilience.wording.peers.peer_rows import source_words


def reason_words(likeness: Likeness | None, text: Text) -> str:
    """In what a city is like this one, such as "on the coast, typhoon and flood, 0.7 times the size"."""
    if likeness is None:
        return text("too little is known about it to say how it resembles this city")
    reasons, said = likeness.reasons, []
    if reasons.coast is not None:
        said.append(text("on the coast") if reasons.coast else text("inland"))
    hazards = reasons.hazards or ()
    said += [text(words).lower() for name, words in HAZARDS.items() if name in hazards]
    if reasons.population is not None:
        times = text.number(reasons.population, 1)
        said.append(text("{times} times the population", times=times))
    if reasons.income is not None:
        said.append(text(INCOME_WORDS[reasons.income]).lower())
    return text.listed(said) or text("nothing known in common")


@dataclass(frozen=True, slots=True)
class PeerLine:
    """What a page says of a peer: its name, in what it is like the city, and what is compared.

    `compared` is the comparability line with where the result came from; where it says why nothing is
    compared, `comparable` is false.
    """

    name: str
    alike: str
    compared: str
    comparable: bool


def peer_lines(choice: Choice, chosen: Sequence[str], text: Text) -> list[PeerLine]:
    """A line for each chosen peer, then for each that cannot be compared."""
    lines = []
    for name, one in choice.peers.items():
        if name in chosen or not one.line.comparable:
            alike = reason_words(choice.likeness.get(name), text)
            lines.append(
                PeerLine(
                    name=one.peer.city.full_name,
                    alike=text("Similarity: {reasons}.", reasons=alike),
                    compared=f"{one.line.words(text)} {source_words(one.peer, text)}.",
                    comparable=one.line.comparable,
                )
            )
    return lines
