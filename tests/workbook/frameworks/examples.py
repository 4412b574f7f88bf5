"""Frameworks of any shape for the trip to a workbook and back, and changes to such workbooks."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
from hypothesis import strategies as st

from resilience.framework import (
    Framework,
    FrameworkText,
    Goalposts,
    Indicator,
    IndicatorText,
    Levels,
    Reference,
    Rule,
    Scale,
    Theme,
    even_levels,
    load_source,
)
from resilience.framework.vocabulary import DEPARTMENTS, HAZARDS, SCHEMES
from resilience.workbook.framework_sheets import write_framework
from tests.framework.small import FILES

LANGUAGES = ("en", "zh-Hans", "ja", "ko")
RULES: tuple[Rule, ...] = ("mean", "leaf-mean", "geometric")
#: what words are made of: scripts of the four languages, and what workbooks and YAML may stumble on
SIGNS = "abyz 09.,:;'\"#-=+@%&<>[]{}|!?*\\/_~^\n\t水系統の防災を강한도시éß–€\U0001f30a\u00a0x1A_"
WEIGHTS = st.sampled_from([0.1, 1, 1, 1, 2, 7, 1 / 3, 0.1 + 0.2, 1e-9, 1e16, 12345.678901234567])
NUMBERS = st.floats(-1e9, 1e9) | st.integers(-1000, 1000).map(float)


def words(least: int = 1) -> st.SearchStrategy[str]:
    """Text without the escapes that a workbook would change."""
    text = st.text(SIGNS, min_size=least, max_size=25)
    return text.filter(lambda said: not _ESCAPE.search(said))


_ESCAPE = re.compile("x[0-9A-Fa-f]{4}_")


def scales() -> st.SearchStrategy[Scale]:
    """Scales of any kind."""
    values = st.lists(st.floats(0, 100), min_size=2, max_size=5).map(sorted)
    own = values.flatmap(
        lambda v: st.lists(st.integers(0, 9), min_size=len(v), max_size=len(v)).map(
            lambda p: Levels(tuple(v), tuple(map(float, sorted(p))))
        )
    )
    posts = st.builds(
        Goalposts, NUMBERS, NUMBERS, st.booleans(), st.sampled_from(["", "km", "% of homes "])
    ).filter(lambda posts: posts.worst != posts.best)
    logs = st.builds(Goalposts, st.just(1.5), st.floats(2, 1e6), log=st.just(True))
    return st.integers(2, 11).map(even_levels) | own | posts | logs


def references() -> st.SearchStrategy[tuple[Reference, ...]]:
    """References that are never exact, so that any number of them may stand together."""
    key = st.sampled_from(["11.5", "", "P1.1", "a b", "C", "8 a 1"])
    one = st.builds(Reference, st.sampled_from(list(SCHEMES)), key, st.just("related"))
    return st.lists(one, max_size=3).map(tuple)


def some(known: dict[str, str]) -> st.SearchStrategy[tuple[str, ...]]:
    """A few words of a list."""
    return st.lists(st.sampled_from(list(known)), max_size=3, unique=True).map(tuple)


@st.composite
def branches(draw: st.DrawFn, names: Any, depth: int) -> Theme:
    """A theme with one to three themes or indicators below it."""
    code = f"{next(names)}"
    weight, refs, rule = draw(WEIGHTS), draw(references()), draw(st.sampled_from(RULES))
    count = draw(st.integers(1, 3))
    below: list[Theme | Indicator]
    if depth and draw(st.booleans()):
        below = [draw(branches(names, depth - 1)) for _ in range(count)]
    else:
        below = [draw(leaves(names)) for _ in range(count)]
    return Theme(code, weight, rule, refs, tuple(below))


@st.composite
def leaves(draw: st.DrawFn, names: Any) -> Indicator:
    """An indicator of any scale."""
    return Indicator(
        code=next(names),
        scale=draw(st.just(even_levels(4)) | scales()),
        weight=draw(WEIGHTS),
        tier=draw(st.sampled_from(["quick", "full"])),
        departments=draw(some(DEPARTMENTS)),
        hazards=draw(some(HAZARDS)),
        references=draw(references()),
    )


@st.composite
def texts(draw: st.DrawFn, root: Theme, language: str) -> FrameworkText:
    """Words for all nodes in English, for some of them in another language."""
    whole = language == "en"
    themes = [n for n in root.nodes() if isinstance(n, Theme) and n is not root]
    themes = [theme for theme in themes if whole or draw(st.booleans())]
    asked = [i for i in root.indicators() if whole or draw(st.booleans())]
    generic = draw(st.booleans())
    return FrameworkText(
        language,
        draw(words()),
        draw(words(0)),
        {theme.code: draw(words()) for theme in themes},
        {theme.code: draw(words(0)) for theme in themes},
        {i.code: draw(sentences(i, language, generic)) for i in asked},
        draw(st.sampled_from(["", "A. Name, 2026"])),
    )


@st.composite
def sentences(draw: st.DrawFn, asked: Indicator, language: str, generic: bool) -> IndicatorText:
    """The words of an indicator; generic sentences are the same for all of a scale."""
    count = len(asked.scale.values) if isinstance(asked.scale, Levels) else 0
    own = "" if generic else draw(words())
    levels = tuple(f"{language} {level}{own}." for level in range(count))
    return IndicatorText(draw(words()), draw(words()), draw(words(0)), draw(words(0)), levels)


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """A framework of any depth in one to four languages."""
    codes = ["1.10", "1.1", "007", "1e5", "TRUE", "A-1", *(f"C{n}" for n in range(400))]
    names = iter(codes)
    themes = tuple(draw(branches(names, 4)) for _ in range(draw(st.integers(1, 3))))
    root = Theme(
        draw(st.sampled_from(["overall", "ALL"])), 1.0, draw(st.sampled_from(RULES)), (), themes
    )
    languages = ["en", *draw(st.sets(st.sampled_from(LANGUAGES[1:])))]
    return Framework(
        id="any",
        version=draw(st.sampled_from(["1.10", "2", "0.1-draft", "v3.0.0"])),
        licence=draw(words(0)),
        publisher=draw(words(0)),
        threshold=draw(st.floats(0, 1)),
        root=root,
        texts={language: draw(texts(root, language)) for language in languages},
        sha256="",
        source={},
    )


def small() -> Framework:
    """The small framework of the tests of the files."""
    return load_source(FILES)


def edited(change: Callable[[openpyxl.Workbook], None], of: Framework | None = None) -> bytes:
    """The workbook of a framework after somebody changed it."""
    workbook = openpyxl.load_workbook(io.BytesIO(write_framework(of or small())))
    change(workbook)
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def made(sheets: dict[str, list[list[object]]]) -> bytes:
    """A workbook with these sheets, each a list of rows."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def put(workbook: openpyxl.Workbook, sheet: str, key: str, head: str, value: object) -> None:
    """Set the cell below `head` in the row whose ref_id is `key`; of a sheet of keys, its value."""
    cells: Any = workbook[sheet]
    rows = list(cells.iter_rows())
    heads = [cell.value for cell in rows[0]]
    if sheet.endswith("_meta"):
        row = next(row for row in rows if row[0].value == key)
        row[1].value = value
        return
    code = heads.index("ref_id") if "ref_id" in heads else heads.index("score")
    row = next(row for row in rows[1:] if str(row[code].value) == key)
    row[heads.index(head)].value = value


def plain(framework: Framework) -> Framework:
    """The framework without what says how its files were formatted."""
    return replace(framework, sha256="", source={})
