"""Names that people mean as one, however they typed them."""

import unicodedata


def alike(words: str) -> str:
    """Words as they are compared: without regard to case, width, Unicode form and blanks around."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).split())
