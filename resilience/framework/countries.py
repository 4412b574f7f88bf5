"""The departments that a new workshop proposes, by the country of the city."""

import unicodedata
from typing import Literal

Country = Literal["china", "japan", "korea"]

#: what people call a country in the languages of the interface, and its ISO 3166 codes
NAMES: dict[Country, tuple[str, ...]] = {
    "china": (
        *("China", "Mainland China", "People's Republic of China", "PR China", "PRC", "CN", "CHN"),
        *("中国", "中國", "中国大陆", "中华人民共和国", "中華人民共和国", "中華人民共和國"),
        *("중국", "중화인민공화국"),
    ),
    "japan": ("Japan", "State of Japan", "JP", "JPN", "日本", "日本国", "日本國", "일본", "일본국"),
    "korea": (
        *("Korea", "South Korea", "Republic of Korea", "Korea, Republic of", "Korea, South"),
        *("ROK", "KR", "KOR", "대한민국", "한국", "남한", "韩国", "韓国", "韓國"),
        *("大韩民国", "大韓民国", "大韓民國"),
    ),
}

# A proposal, which the host edits; nobody has checked it against organisation charts. China: the six departments of the
# workshop in Zhuhai, with planning, meteorology and parks. Japan and Korea: offices that city halls usually have.
# The weather service is national in both, so it is not in the room; fire is a matter of the city in Japan and of the
# province in Korea. Elsewhere: what most cities have under some name.
PROPOSED: dict[Country, tuple[str, ...]] = {
    "china": (
        *("housing", "construction", "water", "emergency", "utilities", "civil-affairs"),
        *("planning", "meteorology", "parks"),
    ),
    "japan": (
        *("emergency", "planning", "construction", "housing", "water", "parks", "environment"),
        *("civil-affairs", "health", "fire-police"),
    ),
    "korea": (
        *("emergency", "planning", "construction", "housing", "water", "parks", "environment"),
        *("civil-affairs", "health", "transport"),
    ),
}
ELSEWHERE = (
    *("emergency", "planning", "construction", "housing", "water", "utilities", "transport"),
    *("environment", "health", "civil-affairs"),
)


def proposed_departments(country: str) -> tuple[str, ...]:
    """Keys of `DEPARTMENTS` for a workshop in a country, whose name is as somebody typed it."""
    known = recognised_country(country)
    return PROPOSED[known] if known else ELSEWHERE


def recognised_country(typed: str) -> Country | None:
    """The country of which the table has departments, in any language of the interface; else None."""
    wanted = folded(typed).removeprefix("the")
    return next((key for key, names in NAMES.items() if wanted in map(folded, names)), None)


def folded(words: str) -> str:
    """Words without capitals, accents, spaces and signs; full-width letters are plain ones."""
    apart = unicodedata.normalize("NFKD", words).casefold()
    return "".join(sign for sign in apart if sign.isalnum())
