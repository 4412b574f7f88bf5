"""Sentences about texts under review: location, subject and progress."""

from collections.abc import Iterator, Mapping

from resilience.framework import Framework
from resilience.framework.review.texts import code_of, field_of, review_texts
from resilience.framework.vocabulary import DEPARTMENTS, HAZARDS
from resilience.text import Text, mark
from resilience.text.po_review import placeholders
from resilience.text.review import ReviewText
from resilience.workbook.review import ReviewLine, ReviewTask

_FIELDS = {
    "title": mark("Title"),
    "summary": mark("Summary"),
    "question": mark("Question"),
    "why": mark("Why it matters"),
    "evidence": mark("Evidence"),
}


def framework_task(framework: Framework, language: str, text: Text) -> ReviewTask:
    """Every text of a framework for a reviewer who reads the language of `text`."""
    texts = review_texts(framework, language).values()
    lines = tuple(
        ReviewLine(
            one,
            place=place_words(one.key, text),
            context="\n".join(_context(framework, one.key, text)),
            status=status_words(one, text),
            first=field_of(one.key)[0] == "title",
        )
        for one in texts
    )
    title = f"{framework.title(framework.root.code, language)} {framework.version}"
    return ReviewTask(framework_about(framework), title, language, lines)


def framework_about(framework: Framework) -> str:
    """What a review sheet of a framework says that it is about."""
    return f"framework {framework.id} {framework.version}"


def catalogue_task(texts: Mapping[str, ReviewText], language: str, text: Text) -> ReviewTask:
    """Every sentence of the interface for a reviewer; the forms of a plural follow each other."""
    lines = []
    numbers: dict[str, int] = {}
    for one in texts.values():
        number = numbers.setdefault(one.unit, len(numbers) + 1)
        place = text("Sentence {n}", n=number)
        _, _, form = one.key.partition("/")
        if form:
            plural = text("plural form {n}", n=int(form) + 1)
            place = f"{place} · {plural}"
        lines.append(ReviewLine(one, place, _names(one, text), status_words(one, text), True))
    return ReviewTask(CATALOGUE, text("Urban resilience dashboard"), language, tuple(lines))


#: what a review sheet of the interface says that it is about
CATALOGUE = "translations"


def place_words(key: str, text: Text) -> str:
    """The place of a text of a framework: its code and field."""
    name, level = field_of(key)
    field = text("Level {level}", level=level) if level is not None else text(_FIELDS[name])
    code = code_of(key) or text("Scorecard")
    return f"{code} · {field}"


def status_words(one: ReviewText, text: Text) -> str:
    """Whether a text is a draft, missing or reviewed by whom."""
    if not one.said:
        return text("not yet translated")
    return text("reviewed: {who}", who=one.reviewed) if one.reviewed else text("draft")


def _context(framework: Framework, key: str, text: Text) -> Iterator[str]:
    """Departments and hazards beside the title of an indicator, sources beside its reasons."""
    indicator = framework.indicator(code_of(key))
    if indicator is None:
        return
    field = field_of(key)[0]
    if field == "title":
        for label, words, codes in (
            (text("Department"), DEPARTMENTS, indicator.departments),
            (text("Hazards"), HAZARDS, indicator.hazards),
        ):
            if codes:
                yield f"{label}: {text.listed(text(words.get(code, code)) for code in codes)}"
    elif field == "why":
        yield from indicator.sources


def _names(one: ReviewText, text: Text) -> str:
    """What a sentence of the interface must keep."""
    names = placeholders(one.english)
    listed = " ".join(sorted(f"{{{name}}}" for name in names or ()))
    return text("Keep {names}: filled in by the program.", names=listed) if listed else ""
