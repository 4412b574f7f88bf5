"""The languages that are offered, what files need to know of each, and which of them a person prefers."""

from dataclasses import dataclass

from babel.core import Locale, UnknownLocaleError


@dataclass(frozen=True, slots=True)
class Language:
    """What pages and files need of a language beside its words; the defaults fit one in Latin letters.

    `name` is its own name and `tag` its name in Office. `pace` is how many characters people read in a minute,
    None where words are counted. `print_font` and `office_font` have its signs in PDF and in Office files; quotes
    and dashes are set in these fonts too if `wide_signs`.
    """

    name: str
    tag: str
    pace: int | None = None
    print_font: str = ""
    office_font: str = ""
    wide_signs: bool = False


#: by code as in <html lang>
OFFERED = {
    "en": Language("English", "en-US"),
    "zh-Hans": Language(
        "简体中文", "zh-CN", 300, "Noto Sans CJK SC", "Microsoft YaHei", wide_signs=True
    ),
    "ja": Language("日本語", "ja-JP", 400, "Noto Sans CJK JP", "Yu Gothic", wide_signs=True),
    "ko": Language("한국어", "ko-KR", 400, "Noto Sans CJK KR", "Malgun Gothic"),
}
#: code as in <html lang>, and the language's own name
LANGUAGES = {code: one.name for code, one in OFFERED.items()}
#: name of the cookie, and of the parameter of an address, that say what a person chose
CHOICE = "language"


def offered(wanted: str | None) -> str | None:
    """The offered language that is closest to a language tag ("zh-CN" is "zh-Hans"), if any."""
    primary = (wanted or "").replace("_", "-").split("-")[0].strip().lower()
    return next((code for code in LANGUAGES if code.split("-")[0] == primary), None)


def language_for(code: str) -> Language:
    """The offered language that is closest to a code, English for every other."""
    return OFFERED.get(offered(code) or "", OFFERED["en"])


def own_name(code: str) -> str:
    """A language's own name, also of one that is not offered; its code where nobody knows one."""
    if code in LANGUAGES:
        return LANGUAGES[code]
    primary, _, rest = code.partition("-")
    try:
        name = Locale.parse(primary).get_language_name()
    except (UnknownLocaleError, ValueError):
        return code
    return f"{name or primary} {rest}".rstrip()


def best_language(accepted: str) -> str | None:
    """The offered language that an Accept-Language header likes best, if any (RFC 9110)."""
    liked: list[tuple[float, str]] = []
    for part in accepted.split(","):
        tag, _, parameter = part.partition(";")
        found = offered(tag)
        weight = _weight(parameter)
        if found and weight > 0:
            liked.append((weight, found))
    return max(liked, key=lambda one: one[0])[1] if liked else None


def _weight(parameter: str) -> float:
    """The q of a part, 1 where it has none, 0 where it is no number."""
    name, _, number = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(number)
    except ValueError:
        return 0.0
