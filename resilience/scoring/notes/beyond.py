"""On how many indicators a later vote or an agreement counts instead of the first vote, in words."""

from collections.abc import Iterator

from resilience.text import Text


def beyond_words(later: int, agreed: int, agreed_na: int, text: Text) -> Iterator[str]:
    """A sentence each for indicators of a later vote, an agreed level, and agreed not to apply; none for 0."""
    if later:
        yield text.plural(
            "On {n} indicator a later vote counts instead, with each person who answered it "
            "counted once.",
            "On {n} indicators a later vote counts instead, with each person who answered it "
            "counted once.",
            later,
        )
    if agreed:
        yield text.plural(
            "On {n} indicator the room agreed on a level, which replaces the mean.",
            "On {n} indicators the room agreed on a level, which replaces the mean.",
            agreed,
        )
    if agreed_na:
        yield text.plural(
            "On {n} indicator the room agreed that it does not apply.",
            "On {n} indicators the room agreed that they do not apply.",
            agreed_na,
        )
