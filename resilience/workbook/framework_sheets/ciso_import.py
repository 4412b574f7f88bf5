"""Adapt rows of CISO Assistant libraries: codes, and themes where needed. Each change is reported."""

import re
import unicodedata

from resilience.errors import Sentence
from resilience.text import mark
from resilience.workbook.framework_sheets.blocks import Block, Book
from resilience.workbook.framework_sheets.tree import TreeRow

_LONGEST_CODE, _LONGEST_ID = 24, 60
_MOST_ROWS_NAMED = 8


def fit(book: Book, block: Block, nodes: list[TreeRow], taken: str) -> list[TreeRow]:
    """The tree with codes and branches as ours have them; `taken` is the code of the whole.

    What was changed or left out is added to `book.unused`.
    """
    told: dict[str, list[int]] = {}
    nodes = _without_empty(nodes, told)
    nodes = [_branched(node, told) for node in nodes]
    if loose := [node for node in nodes if node.assessable]:
        what = mark("{sheet}: indicators without a theme were put into a new one: {rows}.")
        told.setdefault(what, []).extend(node.record.row for node in loose)
        nodes = [_parent_row(TreeRow(block.meta, "ALL", False, 1), loose), *_themes(nodes)]
    _give_codes(nodes, {taken: 1}, told)
    book.unused.extend(
        Sentence(what, sheet=block.content, rows=listed_rows(sorted(set(rows))))
        for what, rows in told.items()
    )
    return nodes


def fit_id(written: str) -> str:
    """Convert a library's name to a framework id: lower case, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    whole = words if words[:1].isalpha() else f"framework-{words}"
    return whole[:_LONGEST_ID].strip("-")


def _without_empty(nodes: list[TreeRow], told: dict[str, list[int]]) -> list[TreeRow]:
    kept: list[TreeRow] = []
    for node in nodes:
        node.children = _without_empty(node.children, told)
        if node.assessable or node.children:
            kept.append(node)
        else:
            what = mark(
                "{sheet}: rows left out because they have nothing to assess below them: {rows}."
            )
            told.setdefault(what, []).append(node.record.row)
    return kept


def _branched(node: TreeRow, told: dict[str, list[int]]) -> TreeRow:
    """The node with either themes or indicators below it, and none below an indicator."""
    node.children = [_branched(child, told) for child in node.children]
    if node.assessable and node.children:
        what = mark("{sheet}: indicators put into a theme with the rows below them: {rows}.")
        told.setdefault(what, []).append(node.record.row)
        own = TreeRow(node.record, node.code, True, 1)
        node = _parent_row(node, [own, *node.children])
    leaves = [child for child in node.children if child.assessable]
    if leaves and len(leaves) < len(node.children):
        what = mark(
            "{sheet}: indicators alongside themes were put into a theme of their own: {rows}."
        )
        told.setdefault(what, []).extend(leaf.record.row for leaf in leaves)
        node.children = [
            _parent_row(TreeRow(node.record, node.code, False, 1), leaves),
            *_themes(node),
        ]
    return node


def _themes(among: TreeRow | list[TreeRow]) -> list[TreeRow]:
    nodes = among.children if isinstance(among, TreeRow) else among
    return [node for node in nodes if not node.assessable]


def _parent_row(like: TreeRow, children: list[TreeRow]) -> TreeRow:
    return TreeRow(like.record, f"{like.code}-T", False, like.weight, children, made=True)


def _give_codes(nodes: list[TreeRow], taken: dict[str, int], told: dict[str, list[int]]) -> None:
    """Codes of letters, digits, dots, hyphens and underscores, each once.

    `taken` has how often a code was wanted, so that the next number is known at once.
    """
    for node in nodes:
        wanted = re.sub(r"[^A-Za-z0-9._-]+", "-", node.code).strip("-._")[:_LONGEST_CODE]
        code = wanted = wanted or f"R{node.record.row}"
        while code in taken:
            taken[wanted] = number = taken.get(wanted, 0) + 1
            code = f"{wanted[: _LONGEST_CODE - len(str(number)) - 1]}-{number}"
        taken[code] = 1
        if code != node.code and not node.made:
            changed = mark("{sheet}: codes changed to fit this system: {rows}.")
            given = mark("{sheet}: rows given a code by this system: {rows}.")
            told.setdefault(changed if node.code else given, []).append(node.record.row)
        node.code = code
        _give_codes(node.children, taken, told)


def listed_rows(rows: list[int]) -> Sentence:
    """Rows by their number, the first of many."""
    if len(rows) == 1:
        return Sentence("row {row}", row=rows[0])
    named = ", ".join(map(str, rows[:_MOST_ROWS_NAMED]))
    if len(rows) <= _MOST_ROWS_NAMED:
        return Sentence("rows {rows}", rows=named)
    more = len(rows) - _MOST_ROWS_NAMED
    return Sentence("rows {rows} and {more} more", rows=named, more=more)
