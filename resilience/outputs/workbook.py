"""The results workbook of a workshop, for somebody who was admitted to its result."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from resilience.scoring.notes.significance import whole_note
from resilience.services.cities.peers import PeerView
from resilience.services.results.discussion import discuss
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.departments import reply_words
from resilience.wording.framework import with_theme_names
from resilience.wording.peers.peer_rows import peers_beside
from resilience.wording.result import (
    closing_words,
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
) -> bytes:
    """The result as an .xlsx file in the language of `text`, beside `peers`; `made_at` is aware."""
    text = with_theme_names(result.workshop.framework, text)
    beside = peers_beside(result, peers, text)
    book = replace(_gather(result, text, made_at), peers=beside)
    return write_results(book, text)


def results_filename(result: WorkshopResult) -> str:
    """The name of the file, like resilience-K7MPQ3-2026-10-13.xlsx."""
    return f"resilience-{result.workshop.code}-{result.workshop.date.isoformat()}.xlsx"


def _gather(result: WorkshopResult, text: Text, made_at: datetime.datetime) -> ResultsBook:
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
        actions=result.actions,
        by_people=result.by_people,
        note=whole_note(result.made, text),
        agreed={
            code: (outcome_words(decision.outcome, text), decision.reason)
            for code, decision in result.agreed.items()
        },
        replies=tuple(reply_words(result.replies, text)),
        discuss=tuple(topic.code for topic in discuss(result)),
        left_out=result.left_out,
        rounds=result.rounds,
        targets=result.targets,
        removed=workshop.removed_at is not None,
        by_theme=workshop.by_theme,
        settled=(
            *((text("Weights"), said) for said in weights_words(result, text)),
            *((text("Later votes"), said) for said in later_words(result, text)),
            *((text("Sign-off"), said) for said in closing_words(workshop, text)),
        ),
    )
