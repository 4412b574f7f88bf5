"""On how many indicators a later vote or an agreement counts instead of the first vote, in words."""

from collections.abc import Iterator

from resilience.text import Text


def beyond_words(later: int, agreed: int, agreed_na: int, text: Text) -> Iterator[str]:
    """A sentence each for indicators of a later vote, an agreed level, and agreed not to apply; none for 0."""
    if later:
        yield text.plural(
            "For {n} indicator, a later vote counts instead; each person who answered in it "
            "counts once.",
            "For {n} indicators, a later vote counts instead; each person who answered in it "
            "counts once.",
            later,
        )
    if agreed:
        yield text.plural(
            "For {n} indicator, the room agreed on a level, which replaces the mean.",
            "For {n} indicators, the room agreed on a level, which replaces the mean.",
            agreed,
        )
    if agreed_na:
        yield text.plural(
            "The room agreed that {n} indicator does not apply.",
            "The room agreed that {n} indicators do not apply.",
            agreed_na,
        )
