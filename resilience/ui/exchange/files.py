"""Brief, slides and report of a workshop: made once per revision, and shared by all viewers."""

from resilience.outputs.brief import brief_of, printed_brief
from resilience.outputs.report import (
    report_cover,
    report_document,
    report_of,
    report_steps,
)
from resilience.outputs.slides import deck_of, slides_file
from resilience.report import Brief, preview_brief, preview_cover
from resilience.services.cities.candidates import peers_beside
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.photos import report_photos
from resilience.slides import Deck
from resilience.store import now
from resilience.text import Text
from resilience.ui.exchange.making import ReportJob
from resilience.ui.shared import cached
from resilience.ui.shared.once import of_result
from resilience.ui.shared.runtime import store

#: a value of a result in a language, per revision, years, set of peers and earlier actions
in_language = of_result(5, admit=cached.admit_evidence, with_peers=True)


@in_language
def brief(result: WorkshopResult, language: str) -> Brief:
    """What the brief says."""
    return brief_of(cached.evidence(result.workshop.code), Text(language), now())


@in_language
def brief_pdf(result: WorkshopResult, language: str) -> bytes:
    """The brief as one page of PDF."""
    return printed_brief(brief(result.workshop.code, language), Text(language), now()).pdf


@in_language
def brief_preview(result: WorkshopResult, language: str) -> bytes:
    """A picture of the brief (PNG)."""
    return preview_brief(brief(result.workshop.code, language), Text(language))


@in_language
def deck(result: WorkshopResult, language: str) -> Deck:
    """What the slides say."""
    return deck_of(cached.evidence(result.workshop.code), Text(language), now())


@in_language
def slides(result: WorkshopResult, language: str) -> bytes:
    """The slides in the product's look."""
    return slides_file(deck(result.workshop.code, language))


@in_language
def cover_preview(result: WorkshopResult, language: str) -> bytes:
    """A picture of the report's cover (PNG)."""
    text = Text(language)
    return preview_cover(report_cover(result, text, now()), text)


@in_language
def report(result: WorkshopResult, language: str) -> ReportJob:
    """Cards that create the report as PDF and Word document."""
    code = result.workshop.code
    kept, found = peers_beside(store(), result), cached.trend(code)
    photos, earlier = report_photos(store(), result.workshop.id), cached.earlier(code)
    return ReportJob(
        lambda: report_steps(result, Text(language), now(), kept, found, photos, earlier)
    )


def report_in(template: bytes, code: str, language: str) -> bytes:
    """The report for Word in a city's own template, neither of which is kept; raises `InputError`."""
    result, text, at = cached.result(code), Text(language), now()
    kept, photos = peers_beside(store(), result), report_photos(store(), result.workshop.id)
    whole = report_of(result, text, at, kept, cached.trend(code), photos, cached.earlier(code))
    return report_document(whole, text, at, template)


def slides_in(template: bytes, code: str, language: str) -> bytes:
    """The slides in a city's own template, neither of which is kept; raises `InputError`."""
    return slides_file(deck(code, language), template)
