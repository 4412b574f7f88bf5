"""Odd characters that come along when text is pasted from a PDF, and that nobody sees."""

import re
import unicodedata

from resilience.errors import Sentence
from resilience.text import mark

#: characters that a workbook cannot hold, or gives back as others
NOT_IN_WORKBOOKS = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
#: control characters but for tab and line end, the soft hyphen, spaces without width,
#: separators of lines, embedded directions, private signs (bullets of symbol fonts), ligatures, and signs
#: that stand for an unreadable one
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2028-\u202e\u2060\ue000-\uf8ff"
    "\ufb00-\ufb06\ufeff\ufffc-\uffff\ud800-\udfff]"
)
#: what may stand between brackets of an expression: with these in them, two names that look alike would be two
UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2060-\u2064\u3164\ufeff\uffa0"
_NAMES = {
    "\u00ad": mark("soft hyphen (U+{number})"),
    "\u200b": mark("zero width space (U+{number})"),
    "\u2028": mark("line separator (U+{number})"),
    "\u2029": mark("paragraph separator (U+{number})"),
    "\u2060": mark("word joiner (U+{number})"),
    "\ufeff": mark("byte order mark (U+{number})"),
    "\ufffc": mark("object replacement character (U+{number})"),
    "\ufffd": mark("replacement character (U+{number})"),
}
_KINDS = {
    "Cc": mark("control character (U+{number})"),
    "Cf": mark("direction mark (U+{number})"),
    "Ll": mark("ligature {letters} (U+{number})"),
}


def odd_characters(words: str) -> list[Sentence]:
    """The odd characters of some words, each once and by its name, such as "soft hyphen (U+00AD)"."""
    return [_name(sign) for sign in dict.fromkeys(_ODD.findall(words))]


def _name(sign: str) -> Sentence:
    kind = _KINDS.get(unicodedata.category(sign), mark("private-use character (U+{number})"))
    return Sentence(
        _NAMES.get(sign, kind),
        number=f"{ord(sign):04X}",
        letters=unicodedata.normalize("NFKC", sign),
    )
