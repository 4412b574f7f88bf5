"""Decode CSV of unknown encoding: UTF-8, or a regional encoding that Excel writes."""

import re
from collections.abc import Iterable

from resilience.errors import InputError
from resilience.text.alike import alike

#: encodings that Excel writes for "CSV" in China, Japan, Korea and Western Europe
COUNTRIES = ("gb18030", "cp932", "cp949", "cp1252")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BETWEEN = re.compile(r'[,;\t"\r\n]+')


def decoded(data: bytes, names: Iterable[str]) -> str:
    """Decode a file that is Unicode, or where exactly one encoding yields some of `names`.

    `names` are those of departments and the city; plain ASCII does not distinguish encodings. Raises
    `InputError` where no encoding or several yield one.
    """
    unicode = _decode(data, "utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    if unicode is not None:
        return unicode
    known = {alike(name) for name in names if not name.isascii()}
    fitting = {
        text
        for encoding in COUNTRIES
        if (text := _decode(data, encoding)) is not None and known & _cells(text)
    }
    if len(fitting) != 1:
        raise InputError(
            "The file is not UTF-8 text, and its encoding cannot be determined. In Excel choose "
            'Save As and "CSV UTF-8 (Comma delimited)", then use that file.'
        )
    return fitting.pop()


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _cells(text: str) -> set[str]:
    return {alike(cell) for cell in set(_BETWEEN.split(text))}
