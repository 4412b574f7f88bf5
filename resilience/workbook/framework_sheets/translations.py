"""Read a framework's translations from workbook rows."""

from collections.abc import Mapping
from typing import Any

from resilience.errors import Sentence
from resilience.workbook.framework_sheets.blocks import Block, Book
from resilience.workbook.framework_sheets.layout import (
    BASE,
    LEVEL,
    REVIEWED,
    WORDS,
    language_in,
    level_head,
)
from resilience.workbook.framework_sheets.levels import Scale
from resilience.workbook.framework_sheets.tree import TreeRow

_LONGEST_TITLE = 90
#: the keys of a text file by the column of their words
INDICATOR = dict(
    zip((*WORDS, REVIEWED), ("title", "question", "why", "evidence", "reviewed"), strict=True)
)
THEME = {"name": "title", "description": "summary"}
Words = dict[str, Any]


def languages_of(book: Book, block: Block) -> list[str]:
    """All languages that have words of the framework, English first."""
    records = [block.meta, *block.table, *(r for b in book.of_kind("scores") for r in b.table)]
    found = {language_in(head) for record in records for head in record.cells}
    return [BASE, *sorted((found | {book.base}) - {BASE, ""})]


def text_of(
    book: Book, block: Block, nodes: list[TreeRow], scales: Mapping[str, Scale], language: str
) -> Words:
    """All words of one language, in the form of its text file; `scales` are by code."""
    themes: dict[str, Words] = {}
    indicators: dict[str, Words] = {}
    for node in _all(nodes):
        if node.assessable:
            if words := _indicator(book, node, scales[node.code], language):
                indicators[node.code] = words
        elif words := _row_words(book, node, language, THEME):
            themes[node.code] = words
    whole = _row_words(book, TreeRow(block.meta, "", False, 1), language, THEME)
    if not book.own:
        whole.setdefault("title", block.meta.words("name") or block.meta.code("ref_id"))
    if reviewed := block.meta.words(book.head(REVIEWED, language)):
        whole["reviewed"] = reviewed
    return {"language": language, **whole, "themes": themes, "indicators": indicators}


def _all(nodes: list[TreeRow]) -> list[TreeRow]:
    return [found for node in nodes for found in (node, *_all(node.children))]


def _row_words(book: Book, node: TreeRow, language: str, keys: dict[str, str]) -> Words:
    """The words of a row by the keys of the text file; of others' rows what is needed is made."""
    said = {key: _cell_words(book, node, head, language) for head, key in keys.items()}
    if not book.own and (any(said.values()) or language == BASE):
        _make_up(book, node, said)
    if node.made:
        said = {"title": said["title"]}
    return {key: words for key, words in said.items() if words}


def _cell_words(book: Book, node: TreeRow, head: str, language: str) -> str:
    """One text of a row; others' libraries without English words lend those of their language."""
    words = node.record.words(book.head(head, language))
    if words or book.own or language != BASE:
        return words
    return node.record.words(head)


def _make_up(book: Book, node: TreeRow, said: dict[str, str]) -> None:
    """A title where there is none, from the rest of the words or the code; a question from it."""
    body = "question" if "question" in said else "summary"
    whole = said["title"] or said[body] or _cell_words(book, node, "name", BASE)
    if not whole and node.record.row:
        book.untitled.add(node.record.row)
    whole = whole or node.code
    line = next(iter(whole.splitlines()), "").strip()
    short = line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1].rstrip()}…"
    said["title"] = said["title"] or short or node.code
    if body == "question":
        said["question"] = said["question"] or said["title"]


def _indicator(book: Book, node: TreeRow, scale: Scale, language: str) -> Words:
    words = _row_words(book, node, language, INDICATOR)
    if not words and book.own and not _has_levels(book, node, language):
        return {}
    if not words and not book.own:
        return {}
    levels = _levels(book, node, scale, language)
    return {**words, "levels": levels} if levels else words


def _has_levels(book: Book, node: TreeRow, language: str) -> bool:
    own = language_in(book.head("name", language))
    return any(
        head.startswith(LEVEL) and language_in(head) == own and node.record.has(head)
        for head in node.record.cells
    )


def _levels(book: Book, node: TreeRow, scale: Scale, language: str) -> list[str]:
    """A sentence a level: that of the row, else the one that the scale's sheet has for all."""
    shared = scale.sentences.get(language, [])
    if not book.own:
        lent = scale.sentences.get(book.base, [])
        return [one or other for one, other in zip(shared, lent, strict=True)]
    found: list[str] = []
    for level in range(scale.count):
        head = book.head(level_head(level), language)
        if not node.record.has(head) and not shared[level]:
            expected = Sentence("the sentence for level {level}", level=level)
            node.record.fault(head, None, expected)
        found.append(node.record.words(head) or shared[level])
    return found
