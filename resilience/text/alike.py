"""Match names that are equal apart from case, width, Unicode form and outer spaces."""

import unicodedata


def alike(words: str) -> str:
    """Normalise text for comparison: case, width, Unicode form and outer spaces are ignored."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).split())
