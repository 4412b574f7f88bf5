"""The text of a CSV that was saved without saying how: UTF-8, or as Excel writes it in a country."""

import re
from collections.abc import Iterable

from resilience.errors import InputError
from resilience.text.alike import alike

#: what Excel writes for "CSV" in China, Japan, Korea and Western Europe
COUNTRIES = ("gb18030", "cp932", "cp949", "cp1252")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BETWEEN = re.compile(r'[,;\t"\r\n]+')


def decoded(data: bytes, names: Iterable[str]) -> str:
    """The text of a file, where it is Unicode or exactly one encoding gives some of `names` in it.

    `names` are those of departments and the city; what is plain ASCII tells no encodings apart.
    Raises `InputError` where none or several give one.
    """
    unicode = _read(data, "utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    if unicode is not None:
        return unicode
    known = {alike(name) for name in names if not name.isascii()}
    fitting = {
        text
        for encoding in COUNTRIES
        if (text := _read(data, encoding)) is not None and known & _cells(text)
    }
    if len(fitting) != 1:
        raise InputError(
            "The file is not UTF-8 text, and its letters cannot be told. In Excel choose Save As and "
            '"CSV UTF-8 (Comma delimited)", then bring that file.'
        )
    return fitting.pop()


def _read(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _cells(text: str) -> set[str]:
    return {alike(cell) for cell in set(_BETWEEN.split(text))}
