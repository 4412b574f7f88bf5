"""What people type into a field of free words, made fit to be stored."""

from resilience.errors import InputError


def tidied(words: str, most: int) -> str:
    """The words without what no database takes; `InputError` where they are longer than `most`."""
    kept = words.replace("\0", "").encode(errors="replace").decode().strip()
    if len(kept) > most:
        raise InputError(
            "This text has {n} characters; at most {most} are kept. Shorten it: nothing was "
            "stored of it.",
            n=len(kept),
            most=most,
        )
    return kept
