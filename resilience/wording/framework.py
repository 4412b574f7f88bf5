"""How the references and texts of a framework were checked, in words."""

from resilience.framework.vocabulary import FROM_MEMORY
from resilience.text import Text


def basis_words(basis: str, text: Text) -> str:
    """How references into a catalogue were checked."""
    if basis == FROM_MEMORY:
        return text(
            "References written from memory, to be checked with a licensed copy of the text."
        )
    return text("References checked: {basis}", basis=basis)
