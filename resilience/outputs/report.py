"""Build the printed report of a workshop for an authorised reader."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from resilience.outputs.digest import marks_of, method_passages, signed_words
from resilience.outputs.evidence import Evidence, gather
from resilience.outputs.figures import NOTHING, named_city, out_of
from resilience.outputs.sections.departments import departments_section
from resilience.outputs.sections.first import actions_section, priorities_section
from resilience.outputs.sections.peers import peers_section
from resilience.outputs.sections.photos import photo_section
from resilience.outputs.sections.summary import summary_section
from resilience.outputs.sections.themes import theme_sections
from resilience.outputs.sections.trend import trend_section
from resilience.report import Note, Report, Section, print_report, unprintable, words_of
from resilience.scoring.notes.passage import Passage
from resilience.scoring.notes.significance import COVERED
from resilience.services.cities.peers import PeerView
from resilience.services.deciding.follow_up import NO_EARLIER, EarlierActions
from resilience.services.results.results import WorkshopResult
from resilience.services.results.trend import Trend
from resilience.text import LANGUAGES, Text, mark
from resilience.word import empty_template, write_document
from resilience.wording.framework import with_theme_names
from resilience.wording.result import coverage_words, not_shown_words, unit_of_answers
from resilience.workbook.reading.reading_process import read_apart

#: the share 0..1 of the time that a report takes after which its words stand, and pages are set
WORDED = 0.6
#: the share after which its pages are set, and the document for Word is written
PRINTED = 0.8
Sections = Callable[[Evidence, Text], Iterator[Section]]


def _method(found: Evidence, text: Text) -> Section:
    """How the numbers were made in short, and where all the others are."""
    result = found.result
    about = text(
        "The range (90 %) shows where the mean of all people like those in the room probably is. "
        "If everyone concerned was in the room, there is no uncertainty. No range is given for "
        "fewer than three answers."
    )
    middle = Passage(
        text("The lowest scores in words"),
        text(
            "“Middle answer” is the level in the middle of all answers. The score can differ: in it, "
            "each department or group counts once."
        ),
    )
    sure = Passage(text("Range (90 %)"), f"{about} {text(COVERED)} {unit_of_answers(text)}")
    where = Passage(
        text("All figures"),
        text(
            "The results workbook (.xlsx) has every indicator by department, how many gave each answer, "
            "all comments and the whole method; the counts are also in a CSV file."
        ),
    )
    again = not_shown_words(result, text)
    later = [Passage(text("Later votes"), again)] if again else []
    passages = (*method_passages(result, text), *later, middle, sure, where)
    lines = (coverage_words(result.result.city[result.workshop.framework.root.code], text),)
    return Section(text("How this number was calculated"), (Note("", passages),), lines=lines)


#: what a report consists of, with the progress message of each part
MADE: tuple[tuple[str, Sections], ...] = (
    (mark("Summary"), lambda found, text: iter([summary_section(found, text)])),
    (mark("Themes"), theme_sections),
    (mark("Departments"), lambda found, text: iter([departments_section(found, text)])),
    (mark("Peers"), lambda found, text: iter([peers_section(found, text)])),
    (mark("Trend"), lambda found, text: iter([trend_section(found, text)])),
    (mark("Priorities"), lambda found, text: iter([priorities_section(found, text)])),
    (mark("Actions"), lambda found, text: iter([actions_section(found, text)])),
    (
        mark("How this number was calculated"),
        lambda found, text: iter([_method(found, text), *photo_section(found, text)]),
    ),
)


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """The report as a `pdf` file, the characters in it that stand as boxes, and the same for Word, b"" of a brief."""

    pdf: bytes
    unprintable: tuple[str, ...]
    docx: bytes = b""


@dataclass(frozen=True, slots=True)
class ReportProgress:
    """What is being made of a report, and the share 0..1 that is done; the last has the report."""

    share: float
    doing: str
    printed: PrintedReport | None = None


def report_steps(
    result: WorkshopResult,
    text: Text,
    made_at: datetime.datetime,
    kept: Sequence[PeerView] = (),
    trend: Trend | None = None,
    photos: Sequence[bytes] = (),
    earlier: EarlierActions = NO_EARLIER,
) -> Iterator[ReportProgress]:
    """Make the report in the language of `text` step by step, each said before it is taken.

    `made_at` is aware. The city is compared with the `kept` peers and, in `trend`, with its earlier workshops.
    `photos` of the wall (JPEG) come last. `earlier` are the actions of earlier workshops as its reader may know them.
    """
    text = with_theme_names(result.workshop.framework, text)
    yield ReportProgress(0.0, text("The figures"))
    found, sections = gather(result, kept, trend, photos, earlier), list[Section]()
    for done, (name, made) in enumerate(MADE, start=1):
        yield ReportProgress(WORDED * done / (len(MADE) + 1), text(name))
        sections += made(found, text)
    yield ReportProgress(WORDED, text("The pages"))
    report = _bound(result, tuple(sections), text, made_at)
    printed = printed_report(report, text, made_at)
    yield ReportProgress(PRINTED, text("The Word document"))
    yield ReportProgress(1.0, "", replace(printed, docx=report_document(report, text, made_at)))


def report_of(
    result: WorkshopResult,
    text: Text,
    made_at: datetime.datetime,
    kept: Sequence[PeerView] = (),
    trend: Trend | None = None,
    photos: Sequence[bytes] = (),
    earlier: EarlierActions = NO_EARLIER,
) -> Report:
    """What the report says, without its pages; see `report_steps`."""
    text = with_theme_names(result.workshop.framework, text)
    found = gather(result, kept, trend, photos, earlier)
    sections = tuple(section for _, made in MADE for section in made(found, text))
    return _bound(result, sections, text, made_at)


def report_cover(result: WorkshopResult, text: Text, made_at: datetime.datetime) -> Report:
    """The report without its sections; `made_at` is aware."""
    return _bound(result, (), with_theme_names(result.workshop.framework, text), made_at)


def report_document(
    report: Report, text: Text, made_at: datetime.datetime, template: bytes | None = None
) -> bytes:
    """The report for Word, in a city's own `template` if one is given; raises as `read_apart` and `city_template`."""
    own = None if template is None else read_apart(empty_template, template)
    return write_document(report, text, made_at, own)


def report_filename(result: WorkshopResult, ending: str = "pdf") -> str:
    """The name of the file, like resilience-K7MPQ3-2026-10-13.pdf."""
    return f"resilience-{result.workshop.code}-{result.workshop.date.isoformat()}.{ending}"


def printed_report(report: Report, text: Text, made_at: datetime.datetime) -> PrintedReport:
    """The pages of a report; `made_at` is aware."""
    return PrintedReport(print_report(report, text, made_at), tuple(unprintable(words_of(report))))


def _bound(
    result: WorkshopResult, sections: tuple[Section, ...], text: Text, made_at: datetime.datetime
) -> Report:
    """The sections with a cover in front and a foot below each page."""
    workshop, framework = result.workshop, result.workshop.framework
    made = f"{text.moment(made_at, workshop.timezone)} ({workshop.timezone})"
    overall = result.result.city[framework.root.code]
    place = (
        "" if workshop.invented else workshop.city.country,
        framework.title(framework.root.code, text.language),
        text.date(workshop.date),
        text("workshop {code}", code=workshop.code),
    )
    return Report(
        title=text("Resilience result of {city}", city=workshop.city.name),
        place=" · ".join(part for part in place if part),
        facts=_facts(result, text),
        signed=signed_words(result, text),
        marks=marks_of(result, text),
        contents=text("Contents"),
        sections=sections,
        foot=f"{text('Urban resilience dashboard')} · {framework.id} {framework.version} · "
        + text("Created {moment}", moment=made),
        number=text.number(overall.value),
        number_of=out_of(overall, text),
        date=text.date(workshop.date),
    )


def _facts(result: WorkshopResult, text: Text) -> tuple[tuple[str, str], ...]:
    workshop, framework = result.workshop, result.workshop.framework
    title = framework.title(framework.root.code, text.language)
    return (
        (text("City"), named_city(workshop)),
        (text("Date"), text.date(workshop.date)),
        (text("Framework"), f"{title} ({framework.id} {framework.version})"),
        (text("Language"), LANGUAGES[text.language]),
        (text("Most probable"), workshop.probable or NOTHING),
        (text("Most severe"), workshop.severe or NOTHING),
    )
