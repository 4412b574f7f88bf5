"""Names of sheets, keys and columns, matched to those of CISO Assistant.

The layout is the one that CISO Assistant reads (intuitem/ciso-assistant-community, its script
convert_library_v2.py). What it has no place for has names that start with `OWN`.
"""

import re

from resilience.text.languages import offered

OWN = "resilience_"
LIBRARY = "library_meta"
META, CONTENT = "_meta", "_content"
#: the blocks of our own workbooks: the framework, the tiers; scales are numbered
FRAMEWORK, TIERS, SCALE = "framework", "tiers", "scale_"
PACKAGER = "urban-resilience-dashboard"
BASE = "en"

#: columns of the framework: words that each language has one of, and the rest
WORDS = ("name", "description", "annotation", "typical_evidence")
REVIEWED = OWN + "reviewed"
VERSION, RULE, CODE = OWN + "version", OWN + "rule", OWN + "code"
THRESHOLD = OWN + "threshold"
#: a column of workbooks before version 2, which is ignored
MINUTES = OWN + "minutes"
WORST, BEST, LOG = OWN + "worst", OWN + "best", OWN + "log"
CLIP, UNIT = OWN + "clip", OWN + "unit"
DEPARTMENTS, HAZARDS = OWN + "departments", OWN + "hazards"
REFERENCES, LEVEL = OWN + "references", OWN + "level_"
SOURCES = OWN + "sources"
COMPARABLE, BASIS = OWN + "comparable", OWN + "basis"
VALUE, POINTS = OWN + "value", OWN + "points"
MEASURED = (WORST, BEST, LOG, CLIP, UNIT)
SCALED = ("min_score", "max_score", "scores_definition")
NODE = ("assessable", "depth", "ref_id")
PLACED = ("implementation_groups", "weight")
ADDED = (RULE, *MEASURED, DEPARTMENTS, HAZARDS, REFERENCES, SOURCES)
#: columns whose cells are numbers; all others hold text
NUMBERS = frozenset(
    {"depth", "weight", "min_score", "max_score", "score"} | {WORST, BEST, THRESHOLD, VALUE, POINTS}
)
_TAGGED = re.compile(r"(?P<head>\w+)\[(?P<tag>[\w-]{2,20})\]", re.ASCII)
_CHINESE = ("zh", "zh-cn", "zh-hans")


def level_head(level: int) -> str:
    """The column with the sentence of a level."""
    return f"{LEVEL}{level}"


def in_language(head: str, language: str, base: str = BASE) -> str:
    """The column of a language, as `head_of` names it: that of the base language has no mark."""
    return head if language == base else f"{head}[{language}]"


def head_of(written: str) -> str:
    """Normalise a header: lower case, with its language tag as `[language]`."""
    if found := _TAGGED.fullmatch(written.strip()):
        return f"{found['head'].lower()}[{language_of(found['tag'])}]"
    return written.strip().lower()


def language_in(head: str) -> str:
    """The language of a column by `head_of`, "" for the base language."""
    return head.partition("[")[2].rstrip("]")


def language_of(tag: str) -> str:
    """Return the language of a tag such as `zh` or `pt_BR`."""
    language = tag.replace("_", "-")
    return "zh-Hans" if language.lower() in _CHINESE else language


def tag(language: str) -> str:
    """The mark of a language in a header, which the layout lets have letters and underscores."""
    short = language.partition("-")[0]
    if offered(short) == language and language_of(short) == language:
        return short
    return language.replace("-", "_")


def version_number(version: str) -> int:
    """The whole number that the layout wants for a version: the first in ours, at least 1."""
    found = re.search(r"[0-9]{1,6}", version)
    return max(1, int(found[0])) if found else 1
