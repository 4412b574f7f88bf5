"""A list of pairs of departments that differ most, in few words a row and one sentence for all of them."""

from resilience.scoring.certainty.differences import ALMOST_ALWAYS, ALWAYS, EVEN
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
    if pair.found.of_ten == ALWAYS:
        return text("always"), both
    if pair.found.of_ten == ALMOST_ALWAYS:
        return text("almost always"), both
    return text("{n} of 10 cases", n=pair.found.of_ten), both


def shared_verdict(found: DepartmentDifferences, most: int) -> str:
    """The verdict on all departments that the first `differing` have in common, "" where they have none."""
    verdicts = [found.verdicts[code] for code in differing(found, most)]
    said = {one.verdict if one else "" for one in verdicts}
    return said.pop() if len(said) == 1 else ""


def pairs_words(
    found: DepartmentDifferences, most: int, text: Text, of_ten: int | None = None
) -> list[str]:
    """What a list of pairs of departments says, once for all of them; how often, where `of_ten` is that of each."""
    said = [_how_often(of_ten, text)]
    if verdict := shared_verdict(found, most):
        said.append(
            text(
                "On each of these indicators, the verdict on all departments is: {verdict}.",
                verdict=text(verdict),
            )
        )
    return said


def _how_often(of_ten: int | None, text: Text) -> str:
    if of_ten is None:
        return text(
            "If you pick one answer at random from each of the two departments, this is how often the first department's is the higher one. Ties count half."
        )
    if of_ten == ALWAYS:
        return text(
            "If you pick one answer at random from each of the two departments, the first department's is always the higher one."
        )
    if of_ten == ALMOST_ALWAYS:
        return text(
            "If you pick one answer at random from each of the two departments, the first department's is almost always the higher one. Ties count half."
        )
    return text(
        "If you pick one answer at random from each of the two departments, the first department's is the higher one in {n} of 10 cases. Ties count half.",
        n=of_ten,
    )
