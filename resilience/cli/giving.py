"""What `resilience export` writes, by format."""

import datetime
from collections.abc import Mapping, Sequence

from resilience.cli.export_request import ExportRequest
from resilience.errors import InputError, NotFound
from resilience.exchange.dataset import DatasetFacts
from resilience.outputs import brief, long_data, report, slides, workbook
from resilience.outputs.evidence import gather
from resilience.services.access.access import COMMAND_LINE
from resilience.services.cities import packages
from resilience.services.cities.candidates import peers_beside
from resilience.services.cities.peers import PeerView
from resilience.services.cities.publishing_key import publishing_key
from resilience.services.coordinating.open_data import open_data, open_results
from resilience.services.deciding.follow_up import EarlierActions, earlier_to_read
from resilience.services.results import results
from resilience.services.results.trend import Trend, admit_trend, read_trend
from resilience.services.scorecards.offline_cards import CardOrder, collecting_form, offline_cards
from resilience.services.undrr import workbook as undrr
from resilience.services.workshop.photos import report_photos
from resilience.services.workshop.workshops import WorkshopView, view_workshop
from resilience.settings import load_settings
from resilience.store import Store, now
from resilience.wording.result import unprintable_words
from resilience.wording.undrr import filled_words

#: what is shown to others
SHOWN = ("report", "docx", "brief", "slides")


def written(store: Store, asked: ExportRequest) -> tuple[bytes, list[str]]:
    """The content of the file, and what is to be said of it; raises what the services raise."""
    if asked.format == "scorecards":
        wanted = _wanted(view_workshop(store, asked.code), asked.cards)
        return offline_cards(store, COMMAND_LINE, asked.code, wanted, asked.text), []
    if asked.format == "xlsform":
        return collecting_form(store, COMMAND_LINE, asked.code), []
    if asked.format == "package":
        return _package(store, asked), []
    return _of_result(store, asked)


def open_dataset(store: Store, title: str, publisher: str, date: str) -> tuple[bytes, list[str]]:
    """The open data set of the network, and a line for each result that is left out; `date` is "" for today."""
    try:
        day = datetime.date.fromisoformat(date) if date else now().date()
    except ValueError as error:
        raise InputError(
            "--date must be a day like 2026-12-31, not {found}.", found=date
        ) from error
    content = open_data(store, COMMAND_LINE, DatasetFacts(title, publisher, day))
    left = open_results(store, COMMAND_LINE).left_out
    return content, [f"Left out: {one.name}. {one.reason}" for one in left]


def _of_result(store: Store, asked: ExportRequest) -> tuple[bytes, list[str]]:
    if asked.format == "csv" and asked.participants:
        answers = long_data.participants_csv(store, COMMAND_LINE, asked.code)
        return answers.encode(), [asked.text(long_data.WITHOUT_AGREED)]
    workshop_id, _, years = admit_trend(store, COMMAND_LINE, asked.code)
    result = results.read_result(store, workshop_id)
    if asked.format == "csv":
        return long_data.counts_csv(result).encode(), []
    if asked.format == "undrr":
        return _undrr(result, asked)
    kept = peers_beside(store, result)
    trend = read_trend(store, workshop_id, [one for one, _ in years])
    earlier = earlier_to_read(store, COMMAND_LINE, asked.code)
    if asked.format in SHOWN:
        return _shown(store, result, kept, trend, earlier, asked)
    return workbook.results_workbook(result, asked.text, now(), kept, trend, earlier), []


def _shown(
    store: Store,
    result: results.WorkshopResult,
    kept: Sequence[PeerView],
    trend: Trend,
    earlier: EarlierActions,
    asked: ExportRequest,
) -> tuple[bytes, list[str]]:
    """The report, the brief or the slides."""
    text, at = asked.text, now()
    if asked.format in {"report", "docx"}:
        photos = report_photos(store, result.workshop.id)
        whole = report.report_of(result, text, at, kept, trend, photos, earlier)
        if asked.format == "docx":
            return report.report_document(whole, text, at, asked.template), []
        printed = report.printed_report(whole, text, at)
        return printed.pdf, unprintable_words(printed.unprintable, text)
    found = gather(result, kept, trend, earlier=earlier)
    if asked.format == "slides":
        return slides.slides_file(slides.deck_of(found, text, at), asked.template), []
    printed = brief.printed_brief(brief.brief_of(found, text, at), text, at)
    return printed.pdf, unprintable_words(printed.unprintable, text)


def _package(store: Store, asked: ExportRequest) -> bytes:
    key = publishing_key(load_settings().data)
    if key is None:
        raise NotFound(
            'There is no publishing key yet. Create one: resilience key new --name "City of …"'
        )
    return packages.publish(store, COMMAND_LINE, asked.code, key, asked.licence)


def _undrr(result: results.WorkshopResult, asked: ExportRequest) -> tuple[bytes, list[str]]:
    if asked.template is None:
        raise InputError(
            "Give your city's empty official workbook with --template: it may not be "
            "redistributed, so this product does not include it."
        )
    filled = undrr.fill_undrr(result, asked.template, asked.text)
    return filled.data, filled_words(filled, asked.text)


def _wanted(view: WorkshopView, cards: Sequence[str]) -> list[CardOrder]:
    """The files of each department as the options say, else as many as people are expected."""
    if not cards:
        found = [CardOrder(one.id, one.expected) for one in view.departments if one.expected]
        if not found:
            raise InputError(
                "The workshop {code} does not say how many people are expected, so say how many "
                "files each department gets: --cards DEPARTMENT=FILES.",
                code=view.code,
            )
        return found
    named = {one.name: one.id for one in view.departments}
    return [_wanted_one(option, named) for option in cards]


def _wanted_one(option: str, named: Mapping[str, int]) -> CardOrder:
    name, _, numbers = option.rpartition("=")
    files, _, people = numbers.partition("x")
    if files and name and name not in named:
        raise InputError(
            "There is no department {name}. Departments: {known}.",
            name=name,
            known=", ".join(named),
        )
    if name not in named or not files.isdigit() or not (people or "1").isdigit():
        raise InputError(
            "--cards must be DEPARTMENT=FILES or DEPARTMENT=FILESxPEOPLE, such as {example}, not "
            "{found}.",
            example=f"{next(iter(named))}=3x5",
            found=option,
        )
    return CardOrder(named[name], int(files), int(people or 1))
