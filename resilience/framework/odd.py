"""Odd characters that come along when text is pasted from a PDF, and that nobody sees."""

import re
import unicodedata

#: characters that a workbook cannot hold, or gives back as others
NOT_IN_WORKBOOKS = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
#: control characters but for tab and line end, the soft hyphen, spaces without width,
#: separators of lines, embedded directions, private signs (bullets of symbol fonts), ligatures, and signs
#: that stand for an unreadable one
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2028-\u202e\u2060\ue000-\uf8ff"
    "\ufb00-\ufb06\ufeff\ufffc-\uffff\ud800-\udfff]"
)


def odd_characters(words: str) -> list[str]:
    """The odd characters of some words, each once and by its name, such as "soft hyphen (U+00AD)"."""
    return [_name(sign) for sign in dict.fromkeys(_ODD.findall(words))]


def _name(sign: str) -> str:
    kind = "control character" if unicodedata.category(sign) == "Cc" else "private sign"
    return f"{unicodedata.name(sign, kind).lower()} (U+{ord(sign):04X})"
