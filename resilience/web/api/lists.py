"""The lists from which a program starts: workshops and frameworks."""

from collections.abc import Iterator
from typing import Any

from resilience.errors import NotFound
from resilience.exchange.scores import kind_of
from resilience.framework import Framework, Goalposts, Indicator, Levels, Theme
from resilience.services.frameworks.frameworks import Shelf, known_frameworks, shelves
from resilience.services.workshop.workshops import WorkshopView, workshops_page
from resilience.text import Text
from resilience.web.api.reading import ApiTable, Reading
from resilience.web.api.rows import FrameworkPartRow, FrameworkRow, WorkshopRow


def workshops(asked: Reading) -> ApiTable:
    """The workshops that the reader may read, most recent first."""
    part = slice(asked.first, asked.first + asked.per_page)
    found, total = workshops_page(asked.store, asked.visitor, part)
    return ApiTable(lambda: [_workshop(one) for one in found], total=total)


def frameworks(asked: Reading) -> ApiTable:
    """Every version of a framework that is here."""
    found = shelves(asked.store, asked.installed)
    return ApiTable(lambda: [_framework(shelf, asked.text) for shelf in found])


def framework(asked: Reading) -> ApiTable:
    """What a version of a framework asks; raises `NotFound`."""
    name, version = asked.parts["framework"], asked.parts["version"]
    found = known_frameworks(asked.store, asked.installed).get((name, version))
    if found is None:
        raise NotFound(
            "There is no framework {id} with the version {version} here.", id=name, version=version
        )
    return ApiTable(lambda: list(_parts(found, asked.text)))


def _workshop(one: WorkshopView) -> WorkshopRow:
    return WorkshopRow(
        code=one.code,
        city=one.city.name,
        country=one.city.country,
        date=one.date,
        phase=one.phase.value,
        shown=bool(one.reveals) and one.replies != "awaited",
        framework=one.framework.id,
        framework_version=one.framework.version,
        tier=one.tier,
        language=one.language,
        timezone=one.timezone,
        smallest_group=one.k,
        invented=one.invented,
    )


def _framework(shelf: Shelf, text: Text) -> FrameworkRow:
    found = shelf.framework
    return FrameworkRow(
        id=found.id,
        version=found.version,
        sha256=found.sha256,
        title=found.text(text.language).title,
        licence=found.licence,
        publisher=found.publisher,
        languages=" ".join(sorted(found.texts)),
        themes=len(found.themes),
        indicators=sum(1 for _ in found.root.indicators()),
        offered=shelf.offered,
    )


def _parts(found: Framework, text: Text) -> Iterator[FrameworkPartRow]:
    """Parents before what is below them."""
    parents = {
        child.code: node.code
        for node in found.root.nodes()
        if isinstance(node, Theme)
        for child in node.children
    }
    words = found.text(text.language)
    for node in found.root.nodes():
        is_root = node is found.root
        yield FrameworkPartRow(
            code=node.code,
            kind=kind_of(found, node),
            parent=parents.get(node.code),
            title=words.title if is_root else found.title(node.code, text.language),
            weight=node.weight,
            **(_of_theme(node) if isinstance(node, Theme) else _of_indicator(node)),
            question=None if isinstance(node, Theme) else words.indicators[node.code].question,
        )


def _of_theme(theme: Theme) -> dict[str, Any]:
    empty = dict.fromkeys(("tier", "top_level", "worst", "best", "unit"))
    return {**empty, "rule": theme.rule}


def _of_indicator(indicator: Indicator) -> dict[str, Any]:
    scale = indicator.scale
    posts = scale if isinstance(scale, Goalposts) else None
    return {
        "rule": None,
        "tier": indicator.tier,
        "top_level": scale.top if isinstance(scale, Levels) else None,
        "worst": posts.worst if posts else None,
        "best": posts.best if posts else None,
        "unit": posts.unit or None if posts else None,
    }
