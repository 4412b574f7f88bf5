"""The brief: a result on one printed page, for somebody who was admitted to it."""

import datetime
from collections.abc import Iterator

from resilience.outputs.digest import Digest, digest_of, plot_legend, source_words
from resilience.outputs.digest_planned import ActionLine
from resilience.outputs.digest_scores import ThemeLine
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import out_of
from resilience.outputs.report import PrintedReport
from resilience.outputs.sections.summary import listed_indicators, theme_rows
from resilience.report import ActionList, Brief, Listed, print_brief, unprintable, words_of
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.text.width import shorten
from resilience.wording.framework import with_theme_names
from resilience.wording.result import base_line

#: the most themes on the page: of more, those in the middle are left out
THEMES = 12
#: the widest line of sources, in Latin letters
SOURCE = 260
#: what ends a sentence, but not one that others follow on its line
STOPS = ".。"


def brief_of(found: Evidence, text: Text, made_at: datetime.datetime) -> Brief:
    """What the brief says; `made_at` is aware."""
    text = with_theme_names(found.result.workshop.framework, text)
    digest, workshop = digest_of(found, text), found.result.workshop
    shown, between = _kept_themes(digest, text)
    made = f"{text.moment(made_at, workshop.timezone)} ({workshop.timezone})"
    return Brief(
        title=digest.finding,
        place=f"{digest.date} · {text('workshop {code}', code=workshop.code)}",
        marks=digest.marks,
        number="" if digest.overall.value is None else text.number(digest.overall.value),
        number_of=out_of(digest.overall, text),
        facts=tuple(_facts(digest, text)),
        plot=digest.plot,
        themes=theme_rows(shown),
        split=(len(shown) + 1) // 2 if between else len(shown),
        between=between,
        legend=tuple(plot_legend(digest, shown, text).items()),
        strengths=listed_indicators(
            text("Strengths"),
            digest.indicators.strengths,
            digest.indicators.strengths_note,
            text,
            acting=False,
        ),
        gaps=listed_indicators(
            text("Gaps"), digest.indicators.gaps, digest.indicators.gaps_note, text, acting=True
        ),
        find_out=Listed(
            text("Find out first"),
            tuple((one, "", "") for one in digest.indicators.find_out),
            digest.indicators.find_out_note,
        ),
        actions=_actions(digest, text),
        room=_room(digest, text),
        foot=_foot(digest, text("Created {moment}", moment=made), text),
    )


def printed_brief(brief: Brief, text: Text, made_at: datetime.datetime) -> PrintedReport:
    """The brief as one page of PDF; `made_at` is aware."""
    return PrintedReport(print_brief(brief, text, made_at), tuple(unprintable(words_of(brief))))


def brief_filename(result: WorkshopResult) -> str:
    """The name of the file, like resilience-brief-K7MPQ3-2026-10-13.pdf."""
    return f"resilience-brief-{result.workshop.code}-{result.workshop.date.isoformat()}.pdf"


def _facts(digest: Digest, text: Text) -> Iterator[str]:
    """How the score changed and could move, and on another line from how much it is made."""
    for said in ((digest.change, digest.range), (base_line(digest.base, text), digest.decided)):
        line = " · ".join(one.rstrip(STOPS) for one in said if one)
        if line:
            yield line[:1].upper() + line[1:]


def _kept_themes(digest: Digest, text: Text) -> tuple[list[ThemeLine], str]:
    """The themes that have room, and the sentence on those that have not, "" where all have."""
    themes, half = list(digest.themes), THEMES // 2
    left_out = len(themes) - THEMES
    if left_out <= 0:
        return themes, ""
    said = text.plural(
        "{n} theme in between is in the report.",
        "{n} themes in between are in the report.",
        left_out,
    )
    return [*themes[:half], *themes[-half:]], said


def _actions(digest: Digest, text: Text) -> ActionList:
    """What will be done first, with who does it and by when."""
    rows = tuple((one.named, one.charged, _terms(one, text), one.late) for one in digest.actions)
    left = digest.actions_in_all - len(rows)
    note = "" if rows else text("No open actions.")
    if left:
        note = text.plural(
            "{n} more action is in the report.", "{n} more actions are in the report.", left
        )
    return ActionList(text("First actions"), rows, note)


def _terms(one: ActionLine, text: Text) -> str:
    """By when, and with which budget."""
    due = text("by {date}", date=one.due) if one.due else ""
    return " · ".join(filter(None, (due, one.budget)))


def _room(digest: Digest, text: Text) -> Listed:
    said = text.listed(f"{one.name} {text.number(one.people)}" for one in digest.room)
    return Listed(text("Who was in the room"), ((said, "", ""),))


def _foot(digest: Digest, made: str, text: Text) -> tuple[str, ...]:
    last = " ".join([*digest.marks, *digest.signed])
    line = f"{source_words(digest, text)} · {text('Urban resilience dashboard')} · {made}"
    return shorten(line, SOURCE), shorten(last, SOURCE)
