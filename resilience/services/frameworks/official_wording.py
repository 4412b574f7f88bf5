"""The official words of the UNDRR items, from a city's own copy of the official workbook.

They are (c) UNDRR: the scoring pages of this installation show them, and nothing else reads them.
"""

from collections.abc import Mapping
from dataclasses import replace

from resilience.errors import InputError
from resilience.framework import IndicatorText
from resilience.services.access.access import Visitor
from resilience.services.access.record import record
from resilience.services.frameworks.uploads import OFFICIAL, checked_kind
from resilience.store import Session, Store, repeatable
from resilience.store.tables import OfficialWording, Workshop
from resilience.store.wording import (
    forget_shown,
    forget_wordings,
    languages_kept,
    replace_wordings,
    wordings,
)
from resilience.text import LANGUAGES, mark
from resilience.workbook import Official

HOST_ONLY = mark(
    "You need the facilitator link of this installation, or an admin's account, to save "
    "or delete official wording."
)
#: the framework whose items the official workbook words
FRAMEWORK = "undrr-preliminary"


@repeatable
def keep_official(store: Store, visitor: Visitor, data: bytes, *, language: str) -> None:
    """Store the text of an official workbook (.xlsm) for the language in which it is written.

    It replaces stored text in that language. Raises `NotAllowed` unless the visitor is the host, and `InputError`
    or `Faults`, without any change, if the file is not the official workbook.
    """
    visitor.check_host(HOST_ONLY)
    if language not in LANGUAGES:
        raise InputError("The language {language} is not offered.", language=language[:40])
    # imported when used: a server that receives no workbook does not load its readers
    from resilience.workbook.reading.reading_process import read_apart  # noqa: PLC0415
    from resilience.workbook.undrr import read_official  # noqa: PLC0415

    checked_kind(OFFICIAL, data)
    words = read_apart(read_official, data)
    rows = [
        OfficialWording(
            framework=FRAMEWORK,
            code=code,
            language=language,
            question=official.question,
            levels=list(official.levels),
        )
        for code, official in words.items()
    ]
    with store.write() as session:
        before = _for_record(session)
        replace_wordings(session, FRAMEWORK, language, rows)
        after = _for_record(session)
        record(
            session, visitor, "official wording kept", None, FRAMEWORK, before=before, after=after
        )


@repeatable
def forget_official(store: Store, visitor: Visitor) -> None:
    """Delete all official text of this installation."""
    visitor.check_host(HOST_ONLY)
    with store.write() as session:
        before = _for_record(session)
        forget_wordings(session, FRAMEWORK)
        forget_shown(session)
        record(session, visitor, "official wording forgotten", None, FRAMEWORK, before=before)


@repeatable
def official_languages(store: Store) -> list[str]:
    """Return the languages for which official text is stored."""
    with store.read() as session:
        return languages_kept(session, FRAMEWORK)


@repeatable
def official_words(store: Store, framework: str, language: str) -> Mapping[str, Official]:
    """Return by code the official text of a framework in a language; only for the scoring pages."""
    with store.read() as session:
        return official_in(session, framework, language)


def official_in(session: Session, framework: str, language: str) -> Mapping[str, Official]:
    """See `official_words`."""
    kept = wordings(session, framework, language)
    return {row.code: Official(row.question, tuple(row.levels)) for row in kept}


def languages_shown(session: Session, workshop: Workshop) -> list[str] | None:
    """Return the languages in which a vote opened now shows official text; None for other frameworks."""
    return languages_kept(session, FRAMEWORK) if workshop.framework == FRAMEWORK else None


def in_official_words(words: IndicatorText, official: Official | None) -> IndicatorText:
    """Return an indicator's text with the official question and levels, if this installation has them."""
    if official is None:
        return words
    return replace(words, question=official.question, levels=official.levels)


def _for_record(session: Session) -> dict[str, object] | None:
    """In which languages words are kept, and of how many indicators: the history quotes none."""
    kept = languages_kept(session, FRAMEWORK)
    return {one: len(wordings(session, FRAMEWORK, one)) for one in kept} or None
