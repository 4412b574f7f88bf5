"""Words that people typed, shown as they typed them."""

import re
import unicodedata

#: what makes a link of an address by itself, before the last character of it
ADDRESS = re.compile(r":/|www\.|@", re.IGNORECASE)
#: characters by which Streamlit reads markup out of words
MARKUP = re.compile(r"([\\`*_\[\]$<>~#:|])")
#: what makes a list or a heading where a line begins with it
BEGINNING = re.compile(r"^([ \t]*)(?:([-+=])|(\d+)([.)])(?=\s))", re.MULTILINE)


def isolated(words: str) -> str:
    """Words that run from right to left, kept from turning around the dates and codes beside them."""
    turns = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in words)
    return f"\u2068{words}\u2069" if turns else words


def _unlinked(words: str) -> str:
    """Addresses with a word joiner, unseen, so that no link is made of them."""
    return ADDRESS.sub(lambda found: found[0][:-1] + "\u2060" + found[0][-1], words)


def plain(words: str) -> str:
    """What people typed, as they typed it: no part of it is taken for markup, formula or picture."""
    kept = _unlinked(isolated(words))
    kept = kept.replace(":material/", ":\u2060material/")  # a word joiner: unseen, no icon
    return BEGINNING.sub(_escaped, MARKUP.sub(r"\\\1", kept))


def _escaped(found: re.Match[str]) -> str:
    space, sign, number, end = found.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{end}"
