"""Whether a secret can be guessed."""

import math
from collections import Counter
from itertools import pairwise

#: characters of a secret that nobody guesses
LEAST = 32
#: what stands in examples, and in settings that nobody looked at
KNOWN = ("changeme", "changeit", "replaceme", "yoursecret", "password", "example", "topsecret")
#: different characters at least, and bits by the frequency of characters
LEAST_DIFFERENT, LEAST_BITS = 8, 64


def weakness(secret: str) -> str:
    """Why a secret can be guessed, in English for whoever runs the server; empty for a strong one."""
    if len(secret) < LEAST:
        return f"{len(secret)} characters"
    bare = "".join(sign for sign in secret.lower() if sign.isalnum())
    if any(word in bare for word in KNOWN):
        return "a word of examples"
    if len(set(secret)) < LEAST_DIFFERENT or _bits(secret) < LEAST_BITS:
        return "the same few characters again and again"
    if secret in (secret + secret)[1:-1]:
        return "a short piece written several times"
    if _neighbours(secret) > len(secret) / 2:
        return "a row of neighbouring characters"
    return ""


def _bits(secret: str) -> float:
    """Bits of a text whose characters are drawn as often as they are in it."""
    counts, size = Counter(secret).values(), len(secret)
    return -sum(count * math.log2(count / size) for count in counts)


def _neighbours(secret: str) -> int:
    """How many characters follow the one before, as in abc, 321 or aaa."""
    return sum(abs(ord(a) - ord(b)) <= 1 for a, b in pairwise(secret))
