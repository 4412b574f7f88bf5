"""The results workbook of a workshop, for somebody who was admitted to its result."""

import datetime
from collections.abc import Sequence

from resilience.outputs.digest import digest_of
from resilience.outputs.evidence import Evidence, gather
from resilience.outputs.workbook_findings import cover_of, findings_of
from resilience.scoring.notes.significance import whole_note
from resilience.services.cities.peers import PeerView
from resilience.services.deciding.follow_up import NO_EARLIER, EarlierActions
from resilience.services.results.discussion import most_urgent
from resilience.services.results.results import WorkshopResult
from resilience.services.results.trend import Trend
from resilience.text import Text
from resilience.wording.closing import closing_words
from resilience.wording.departments import reply_words
from resilience.wording.framework import with_theme_names
from resilience.wording.peers.peer_rows import peers_beside
from resilience.wording.result import (
    later_words,
    outcome_words,
    weights_words,
)
from resilience.workbook.book import ResultsBook
from resilience.workbook.results import write_results


def results_workbook(
    result: WorkshopResult,
    text: Text,
    made_at: datetime.datetime,
    peers: Sequence[PeerView] = (),
    trend: Trend | None = None,
    earlier: EarlierActions = NO_EARLIER,
) -> bytes:
    """The result as an .xlsx file in the language of `text`; `made_at` is aware.

    It is shown beside `peers`, the city's `trend`, and the `earlier` actions as its reader may know them.
    """
    text = with_theme_names(result.workshop.framework, text)
    found = gather(result, peers, trend, earlier=earlier)
    return write_results(_gather(found, text, made_at), text)


def results_filename(result: WorkshopResult) -> str:
    """The name of the file, like resilience-K7MPQ3-2026-10-13.xlsx."""
    return f"resilience-{result.workshop.code}-{result.workshop.date.isoformat()}.xlsx"


def _gather(found: Evidence, text: Text, made_at: datetime.datetime) -> ResultsBook:
    result, digest = found.result, digest_of(found, text)
    workshop = result.workshop
    return ResultsBook(
        framework=workshop.framework,
        result=result.result,
        tallies=result.tallies,
        city=workshop.city.name,
        country=workshop.city.country,
        invented=workshop.invented,
        code=workshop.code,
        date=workshop.date,
        tier=workshop.tier,
        k=workshop.k,
        probable=workshop.probable,
        severe=workshop.severe,
        timezone=workshop.timezone,
        made_at=made_at,
        room=result.room,
        remarks=result.remarks,
        by_people=result.by_people,
        note=whole_note(result.made, text),
        agreed={
            code: outcome_words(decision.outcome, text) for code, decision in result.agreed.items()
        },
        cover=cover_of(digest, found, text),
        findings=findings_of(digest, found, text),
        peers=peers_beside(found.choice, found.among, text),
        replies=tuple(reply_words(result.replies, text)),
        discuss=most_urgent(result),
        left_out=result.left_out,
        left_out_later=result.left_out_later,
        rounds=result.rounds,
        targets=result.targets,
        removed=workshop.removed_at is not None,
        by_theme=workshop.by_theme,
        settled=_settled(result, text),
    )


def _settled(result: WorkshopResult, text: Text) -> tuple[tuple[str, str], ...]:
    """Label and sentence of weights, later votes and the sign-off."""
    said = (
        (text("Weights"), weights_words(result, text)),
        (text("Later votes"), later_words(result, text)),
        (text("Sign-off"), closing_words(result.workshop, text)),
    )
    return tuple((label, one) for label, sentences in said for one in sentences)
