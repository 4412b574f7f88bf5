"""Clean typed text before it is stored: remove characters that reverse the direction of text."""

import re
import unicodedata

from resilience.errors import InputError
from resilience.framework.odd import UNSEEN

#: signs that force a direction on what follows; Arabic and Hebrew need none of them
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: a whole number, with commas, spaces or apostrophes between thousands
WHOLE = re.compile(r"\d+|\d{1,3}(?:[,'\u2019 \u00a0\u202f]\d{3})+")
#: people that no municipality has
TOO_MANY = 1_000_000_000


def typed(words: str) -> str:
    """Remove control characters and direction overrides from a text; line breaks and tabs stay."""
    kept = words.replace("\r\n", "\n").replace("\r", "\n").encode(errors="replace").decode()
    return "".join(sign for sign in kept if sign in "\n\t" or not _unseen(sign)).strip()


def tidied(words: str, most: int) -> str:
    """Return a text cleaned by `typed`; raises `InputError` if it is longer than `most`."""
    kept = typed(words)
    if len(kept) > most:
        raise InputError(
            "This text has {n} characters; at most {most} can be saved. Nothing was saved: "
            "shorten it and try again.",
            n=len(kept),
            most=most,
        )
    return kept


def _unseen(sign: str) -> bool:
    return sign in TURNING or unicodedata.category(sign) == "Cc"


def typed_line(words: str) -> str:
    """Return a name cleaned by `typed`, on one line, without signs that nobody sees."""
    return " ".join(re.sub(f"[{UNSEEN}]", "", typed(words)).split())


def read_population(words: str) -> int | None:
    """Parse a typed number of inhabitants; None for an empty text.

    Raises `InputError` unless it is a whole number of people.
    """
    said = unicodedata.normalize("NFKC", typed(words))
    if not said:
        return None
    number = int(re.sub(r"\D", "", said)[:20]) if WHOLE.fullmatch(said) else 0
    if not 0 < number < TOO_MANY:
        raise InputError(
            "The population {said} is not a whole number of people. Write it like 1400000, or "
            "leave it empty.",
            said=said[:40],
        )
    return number
