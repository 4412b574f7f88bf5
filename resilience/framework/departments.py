"""Departments of the vocabulary by the names that workshops give theirs, and what they usually know."""

from collections.abc import Iterable, Sequence
from functools import cache

from resilience.framework.model import Framework, Indicator
from resilience.framework.vocabulary import DEPARTMENTS
from resilience.text import LANGUAGES, Text


def department_key(name: str) -> str | None:
    """The key in `DEPARTMENTS` of the department that a workshop calls `name`; None for any other name.

    The name is compared with the words of the vocabulary in every language of the interface, without
    regard to upper and lower case and to spaces around it.
    """
    return _keys().get(_plain(name))


def usually_known(indicators: Iterable[Indicator], department: str | None) -> frozenset[str]:
    """The codes of those indicators that the department with this key usually knows."""
    return frozenset(one.code for one in indicators if department in one.departments)


def known_first(
    framework: Framework, indicators: Sequence[Indicator], department: str | None
) -> tuple[Indicator, ...]:
    """The indicators with those first in each theme that the department usually knows.

    Otherwise their order stays as given, with themes in the order of the framework.
    """
    if department is None:
        return tuple(indicators)
    themes = {
        one.code: at for at, theme in enumerate(framework.themes) for one in theme.indicators()
    }
    return tuple(
        sorted(indicators, key=lambda one: (themes[one.code], department not in one.departments))
    )


@cache
def _keys() -> dict[str, str]:
    """Every word for a department, as it is compared."""
    texts = [Text(language) for language in LANGUAGES]
    return {_plain(text(words)): key for key, words in DEPARTMENTS.items() for text in texts}


def _plain(name: str) -> str:
    return name.strip().casefold()
