"""How the references and texts of a framework were checked, in words."""

from resilience.framework import Framework
from resilience.framework.review.texts import ReviewCounts
from resilience.framework.vocabulary import FROM_MEMORY
from resilience.text import Text


def basis_words(basis: str, text: Text) -> str:
    """How references into a catalogue were checked."""
    if basis == FROM_MEMORY:
        return text(
            "References written from memory, to be checked against a licensed copy of the text."
        )
    return text("References checked: {basis}", basis=basis)


def counts_words(counts: ReviewCounts, text: Text) -> list[str]:
    """How many texts are drafts, and how many were reviewed by whom."""
    said = []
    if counts.drafted:
        drafted = text.plural(
            "{n} text drafted, not yet reviewed",
            "{n} texts drafted, not yet reviewed",
            counts.drafted,
        )
        said.append(drafted)
    said += [
        text.plural("{n} text reviewed by {who}", "{n} texts reviewed by {who}", number, who=who)
        for who, number in counts.reviewed.items()
    ]
    return said


def with_theme_names(framework: Framework, text: Text) -> Text:
    """The same language with the names of themes, which groups have until somebody renames them."""
    return text.with_names(framework.theme_names(text.language))
