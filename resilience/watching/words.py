"""The message for an unexpected error."""

from resilience.text import Text


def broken_words(text: Text, mark: str) -> str:
    """That it was not their fault, what became of their answers, and the mark to pass on."""
    return text(
        "Something went wrong on the server. Anything already saved is safe. Try again; if it "
        "happens again, give the reference {reference} to the person who runs the server.",
        reference=mark,
    )
