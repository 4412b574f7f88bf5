"""Parse dates as written in the countries of the product."""

import datetime
import re
import unicodedata
from contextlib import suppress

#: the year before the first year of each Japanese era that an assessment can be dated in
_ERAS = {"令和": 2018, "平成": 1988, "r": 2018, "h": 1988}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<word>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
#: patterns that match exactly one day
_CLEAR = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<year>\d{4}) ?[-./] ?(?P<month>\d{1,2}) ?[-./] ?(?P<day>\d{1,2})\.?",
        r"(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?[日号]?",
        r"(?P<year>\d{4}) ?년 ?(?P<month>\d{1,2}) ?월 ?(?P<day>\d{1,2}) ?일?",
        r"(?P<era>令和|平成) ?(?P<year>\d{1,2}|元) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日?",
        r"(?P<era>[rh]) ?(?P<year>\d{1,2})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})",
        rf"{_DAY}(?: of)?[ -]{_MONTH},?[ -](?P<year>\d{{4}})",
        rf"{_MONTH} {_DAY},? (?P<year>\d{{4}})",
    )
)
#: day and month, or month and day, before the year
_EITHER = re.compile(r"(\d{1,2}) ?[-./] ?(\d{1,2}) ?[-./] ?(\d{4})")
_WEEKDAY = re.compile(r"^[a-z]{3,9}, |\([^()]{1,9}\)$")


def days_meant(words: str) -> set[datetime.date]:
    """The days that a date may mean: one if clear, two if ambiguous like 05/03/2026, none if invalid."""
    plain = " ".join(unicodedata.normalize("NFKC", words).casefold().split())
    plain = _WEEKDAY.sub("", plain).strip()
    for pattern in _CLEAR:
        if found := pattern.fullmatch(plain):
            return _day(_year(found.groupdict()), _month(found.groupdict()), int(found["day"]))
    if found := _EITHER.fullmatch(plain):
        first, second, year = map(int, found.groups())
        return _day(year, second, first) | _day(year, first, second)
    return set()


def _year(parts: dict[str, str | None]) -> int:
    year = 1 if parts["year"] == "元" else int(parts["year"] or 0)
    return year + _ERAS.get(parts.get("era") or "", 0)


def _month(parts: dict[str, str | None]) -> int:
    word = parts.get("word")
    return _MONTHS.index(word) + 1 if word else int(parts["month"] or 0)


def _day(year: int, month: int, day: int) -> set[datetime.date]:
    with suppress(ValueError):
        return {datetime.date(year, month, day)}
    return set()
