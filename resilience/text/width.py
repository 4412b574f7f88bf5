"""How wide words stand on a line, and words made shorter by a rule instead of being cut off."""

import unicodedata

#: replaces what was left out
ELLIPSIS = "…"
#: what does not stand before an ellipsis
TRAILING = " ,;:.·，、。；："
#: the share of the width that a whole word may cost before a long word is broken
WORD = 0.6


def width_of(words: str) -> int:
    """The width in Latin letters: Chinese, Japanese and Korean signs take two."""
    return sum(_sign(sign) for sign in words)


def shorten(words: str, width: int) -> str:
    """The words on one line of at most this width, ended by an ellipsis at the end of a word."""
    words = " ".join(words.split())
    if width_of(words) <= width:
        return words
    kept, used = "", 1
    for sign in words:
        used += _sign(sign)
        if used > width:
            break
        kept += sign
    whole = kept.rpartition(" ")[0]
    following = words[len(kept) : len(kept) + 1]
    if following != " " and width_of(whole) >= WORD * width:
        kept = whole
    return kept.rstrip(TRAILING) + ELLIPSIS


def _sign(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
