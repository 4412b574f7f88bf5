"""Which indicators a workshop did not ask, or asked only of a group, in words."""

from collections.abc import Collection, Iterator

from resilience.framework import Framework
from resilience.framework.vocabulary import HAZARDS
from resilience.scoring.notes.passage import Passage
from resilience.text import Text


def not_asked_passages(
    framework: Framework, left_out: Collection[str], text: Text
) -> Iterator[Passage]:
    """A passage with the codes `left_out`, by the hazards they concern; none where nothing was left out."""
    codes: dict[tuple[str, ...], list[str]] = {}
    for indicator in framework.root.indicators():
        if indicator.code in left_out:
            codes.setdefault(indicator.hazards, []).append(indicator.code)
    if not codes:
        return
    lines = [
        text(
            "Not asked, because the city does not face {hazards}: {codes}.",
            hazards=text.listed(text(HAZARDS[hazard]) for hazard in hazards),
            codes=", ".join(found),
        )
        for hazards, found in codes.items()
    ]
    lines.append(text("They count as not applicable for everyone."))
    yield Passage(text("Questions not asked"), " ".join(lines))


def by_theme_words(k: int, text: Text) -> str:
    """The sentence that each group was asked only its own themes, and which groups are shown."""
    asked = text(
        "Each group was asked only about its own themes, so results are shown by group. Where "
        "this note says department, read group."
    )
    if not k:
        shown = text(
            "This workshop had no small-group protection: every group is shown, however small."
        )
        return f"{asked} {shown}"
    shown = text(
        "A group is shown if at least {k} of its people answered alone, or if all of them "
        "answered at tables and there were at least {k}. Other groups are left out of all "
        "figures.",
        k=k,
    )
    return f"{asked} {shown}"
