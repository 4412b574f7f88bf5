"""The languages that are offered, and which of them somebody would rather read."""

from babel.core import Locale, UnknownLocaleError

#: code as in <html lang>, and the language's own name
LANGUAGES: dict[str, str] = {
    "en": "English",
    "zh-Hans": "简体中文",
    "ja": "日本語",
    "ko": "한국어",
}
#: name of the cookie, and of the parameter of an address, that say what a person chose
CHOICE = "language"


def offered(wanted: str | None) -> str | None:
    """The offered language that is closest to a language tag ("zh-CN" is "zh-Hans"), if any."""
    primary = (wanted or "").replace("_", "-").split("-")[0].strip().lower()
    return next((code for code in LANGUAGES if code.split("-")[0] == primary), None)


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
