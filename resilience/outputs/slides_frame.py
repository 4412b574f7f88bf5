"""What every slide shows: unit, base and date, source, and the mark of invented data."""

from dataclasses import dataclass

from resilience.outputs.digest import Digest, source_words
from resilience.services.results.results import WorkshopResult
from resilience.slides import Part, Slide, SlideColumn, SlideStack
from resilience.text import Text
from resilience.text.catalogue import round_half_up
from resilience.wording.chart_findings import themes_unit

#: signs that end a sentence, but not a title
STOPS = ".。"


@dataclass(frozen=True, slots=True)
class SlideFrame:
    """Words of every slide: the `unit` of scores by theme, the `base`, the source, and the mark, "" for none."""

    unit: str
    base: str
    source: str
    mark: str

    def slide(
        self, title: str, unit: str, columns: tuple[SlideColumn | SlideStack, ...], notes: list[str]
    ) -> Slide:
        """A slide with its finding as title, and notes that end with what the frame says."""
        subtitle = " · ".join(filter(None, (unit, self.base)))
        end = [subtitle, self.source, self.mark]
        said = "\n".join(one for one in [title, *notes, *end] if one)
        return Slide(title.rstrip(STOPS), subtitle, columns, self.source, self.mark, said)


def frame_of(digest: Digest, result: WorkshopResult, text: Text) -> SlideFrame:
    """The frame of a result's slides."""
    people = text.listed(digest.base[1:])
    return SlideFrame(
        unit=themes_unit(result.workshop.framework, text),
        base=f"{people} · {digest.date}",
        source=source_words(digest, text),
        mark=" ".join(digest.marks),
    )


def one_column(*parts: Part) -> tuple[SlideColumn, ...]:
    """Parts below one another over the whole width, each as high as the others."""
    return (SlideColumn(1.0, parts, tuple(1 / len(parts) for _ in parts)),)


def printed(score: float | None) -> float | None:
    """A score as tables print it, so that a chart and its data show the same figure."""
    return None if score is None else float(round_half_up(score, 1))


def more_words(left: int, text: Text) -> str:
    """That the notes have more than the slide."""
    if left <= 0:
        return ""
    return text.plural("{n} more in the notes", "{n} more in the notes", left)
