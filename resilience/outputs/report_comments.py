"""What people wrote, as the printed report shows it."""

from collections.abc import Iterator

from resilience.framework import Theme
from resilience.report import Voices
from resilience.scoring import Remark
from resilience.scoring.notes.words import remark_place
from resilience.services.results.results import WorkshopResult
from resilience.text import LANGUAGES, Text


def voices(result: WorkshopResult, theme: Theme, text: Text) -> Iterator[Voices]:
    """What people wrote on a theme, with their unit or level and never the person; nothing where nobody did."""
    framework, about = result.workshop.framework, []
    for indicator in theme.indicators():
        said = tuple(
            (remark_place(remark, text), _remark(remark, text))
            for remark in sorted(result.remarks, key=_by_level)
            if remark.indicator == indicator.code
        )
        if said:
            title = framework.title(indicator.code, text.language)
            about.append((f"{indicator.code} · {title}", said))
    if about:
        yield Voices(text("What people wrote"), tuple(about))


def _by_level(remark: Remark) -> tuple[bool, int]:
    """Sorts comments by level, those without a level last."""
    return remark.level is None, remark.level or 0


def _remark(remark: Remark, text: Text) -> str:
    """A comment, the evidence, and the language they were typed in where it is another."""
    evidence = text("Evidence: {words}", words=remark.evidence) if remark.evidence else ""
    language = "" if remark.language == text.language else LANGUAGES.get(remark.language or "", "")
    said = " · ".join(part for part in (remark.comment, evidence) if part)
    return f"{said} ({language})" if language else said
