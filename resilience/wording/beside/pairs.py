"""A list of pairs of departments that differ most, in few words a row and one sentence for all of them."""

from resilience.scoring.certainty.differences import ALMOST_ALWAYS, EVEN
from resilience.services.results.departments import DepartmentDifferences, Pair
from resilience.text import Text


def differing(found: DepartmentDifferences, most: int) -> list[str]:
    """The first indicators on which one department of a pair gives the higher level more often."""
    return [code for code in found.order if found.pairs[code].found.of_ten != EVEN][:most]


def pair_cells(pair: Pair, text: Text) -> tuple[str, str]:
    """How often the first department of a pair gives the higher level, and the pair; see `pairs_words`."""
    higher, lower = pair.first, pair.second
    if pair.found.higher == "second":
        higher, lower = lower, higher
    both = text("{higher}, {lower}", higher=text(higher), lower=text(lower))
    if pair.found.of_ten == ALMOST_ALWAYS:
        return text("almost always"), both
    return text("{n} of 10 pairs", n=pair.found.of_ten), both


def shared_verdict(found: DepartmentDifferences, most: int) -> str:
    """The verdict on all departments that the first `differing` have in common, "" where they have none."""
    verdicts = [found.verdicts[code] for code in differing(found, most)]
    said = {one.verdict if one else "" for one in verdicts}
    return said.pop() if len(said) == 1 else ""


def pairs_words(found: DepartmentDifferences, most: int, text: Text) -> list[str]:
    """What a list of pairs of departments says, once for all of them."""
    said = [
        text(
            "How often the first department's answer is the higher one if you pick one answer at random from each department. Ties count half."
        )
    ]
    if verdict := shared_verdict(found, most):
        said.append(text("All departments, on each indicator: {verdict}.", verdict=text(verdict)))
    return said
