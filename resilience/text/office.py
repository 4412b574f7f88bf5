"""What words need in files for an office suite: signs that XML may have, and fonts for East Asia."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from resilience.text.languages import language_for

#: signs that no XML file may have
ILLEGIBLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Said = TypeVar("Said")


def legible(said: Said) -> Said:
    """The same value with all signs left out of its words that a file cannot have."""
    if isinstance(said, str):
        return ILLEGIBLE.sub("", said)  # type: ignore[return-value]
    if isinstance(said, tuple):
        return tuple(map(legible, said))  # type: ignore[return-value]
    if is_dataclass(said) and not isinstance(said, type):
        return replace(said, **{one.name: legible(getattr(said, one.name)) for one in fields(said)})
    return said


def with_east_asian(theme: str, language: str) -> str:
    """A theme (XML) whose fonts name one for East Asian signs; one that is named stays."""
    name = language_for(language).office_font
    if not name:
        return theme
    return re.sub(r'<a:ea typeface=""\s*(/?)>', rf'<a:ea typeface="{name}"\1>', theme)
