"""What a workbook has beyond what is read: named, never dropped in silence."""

from collections import Counter
from collections.abc import Iterable

from resilience.errors import Sentence
from resilience.text import mark
from resilience.workbook.framework_sheets.blocks import Block, Book
from resilience.workbook.framework_sheets.layout import (
    ADDED,
    BASIS,
    CODE,
    COMPARABLE,
    LEVEL,
    MEASURED,
    MINUTES,
    NODE,
    OWN,
    PACKAGER,
    PLACED,
    POINTS,
    REFERENCES,
    REVIEWED,
    RULE,
    SCALED,
    THRESHOLD,
    VALUE,
    VERSION,
    WORDS,
    language_in,
)
from resilience.workbook.framework_sheets.levels import Scale
from resilience.workbook.framework_sheets.pages import library_urn
from resilience.workbook.framework_sheets.record import Record
from resilience.workbook.framework_sheets.tree import TreeRow

_TITLES = ("name", "description")
_LIBRARY = ("type", "version", "locale", "ref_id", "copyright", "provider", VERSION)
_META = (
    *("type", "ref_id", *SCALED, "implementation_groups_definition"),
    *(CODE, RULE, THRESHOLD, COMPARABLE, BASIS),
)
_SCORES = ("score", VALUE, POINTS)
_TIERS = ("ref_id", *_TITLES, MINUTES)
_ROWS = (*NODE, *PLACED, *SCALED, *ADDED, "scores_definition_ref")
#: columns that a theme has; the others are those of an indicator
_OF_THEMES = frozenset({*NODE, *_TITLES, "weight", RULE, REFERENCES})


def list_leftovers(book: Book, block: Block, used: set[str]) -> None:
    """Add to `book.unused` the keys, columns and blocks that nothing was made of.

    Names of our own kind that are not ours are faults. `used` has the names of blocks that were.
    """
    _keys(book, book.library, _LIBRARY)
    _keys(book, block.meta, _META)
    _differing(book, block.meta)
    translated = (*WORDS, REVIEWED, LEVEL)
    rows = _ROWS if book.own else tuple(h for h in _ROWS if h != "implementation_groups")
    _columns(book, block.content, block.table, rows, translated)
    for name, other in book.blocks.items():
        if other is block:
            continue
        if name not in used:
            said = Sentence(
                "{sheet}: {count} rows of type {kind} have no counterpart here and were left out.",
                sheet=other.content,
                count=len(other.table),
                kind=other.kind or "–",
            )
            book.unused.append(said)
        elif other.kind == "scores":
            _columns(book, other.content, other.table, _SCORES, _TITLES)
        else:
            _columns(book, other.content, other.table, _TIERS, ())


def misplaced(book: Book, content: str, nodes: Iterable[TreeRow], scales: dict[str, Scale]) -> None:
    """Cells that are filled in a row whose kind has no use for them."""
    counts: Counter[str] = Counter()
    for node in nodes:
        if node.made:
            continue
        for head in node.record.cells:
            if not _has_use(book, head, node, scales):
                counts[head] += 1
                if book.own:
                    node.record.fault(head, Sentence("something"), _none_in(node))
    if not book.own:
        book.unused.extend(
            Sentence(
                "{sheet}: the column {head} does not apply to {count} rows and was left out there.",
                sheet=content,
                head=head,
                count=count,
            )
            for head, count in counts.items()
        )


def _none_in(node: TreeRow) -> Sentence:
    if node.assessable:
        return Sentence("nothing in the row of an indicator with this scale")
    return Sentence("nothing in the row of a theme")


def _has_use(book: Book, head: str, node: TreeRow, scales: dict[str, Scale]) -> bool:
    bare = head.partition("[")[0]
    if not node.assessable:
        known = bare in (*WORDS, *_ROWS) or bare.startswith(LEVEL)
        return bare in _OF_THEMES or not known or (bare in PLACED and not book.own)
    if bare.startswith(LEVEL) and bare.removeprefix(LEVEL).isdigit():
        return int(bare.removeprefix(LEVEL)) < scales[node.code].count
    if bare in MEASURED:
        return scales[node.code].count == 0
    return bare != RULE


def _keys(book: Book, record: Record, known: tuple[str, ...]) -> None:
    carried = _carried(record) if book.own else {}
    left = [
        head
        for head, found in record.cells.items()
        if head.partition("[")[0] not in (*_TITLES, REVIEWED)
        and head not in known
        and carried.get(head) != found.value
    ]
    _tell(book, record.sheet, dict.fromkeys(left, record))


def _carried(record: Record) -> dict[str, str]:
    """What our own export writes for CISO Assistant alone."""
    library = library_urn(record.code("ref_id"))
    framework = library.replace(":library:", ":framework:")
    return {
        "urn": framework if record.code("type") == "framework" else library,
        "base_urn": library.replace(":library:", ":req_node:"),
        "packager": PACKAGER,
    }


def _differing(book: Book, meta: Record) -> None:
    """Report library texts that differ from the framework's; the framework's are used."""
    for head in book.library.cells:
        if head.partition("[")[0] in _TITLES and head in meta.cells:
            if book.library.code(head) != meta.code(head):
                said = Sentence(
                    "{place}: the text differs from that of {other}, which was used instead.",
                    place=book.library.at(head),
                    other=meta.at(head),
                )
                book.unused.append(said)
        elif head.partition("[")[0] in _TITLES:
            said = Sentence("{place}: the text was left out.", place=book.library.at(head))
            book.unused.append(said)


def _columns(
    book: Book,
    sheet: str,
    table: list[Record],
    known: tuple[str, ...],
    translated: tuple[str, ...],
) -> None:
    left: dict[str, Record] = {}
    for record in table:
        for head in record.cells:
            bare = head.partition("[")[0]
            words = bare in translated or (LEVEL in translated and _is_level(bare))
            if not words and (bare not in known or language_in(head)):
                left.setdefault(head, record)
    _tell(book, sheet, left)


def _is_level(head: str) -> bool:
    number = head.removeprefix(LEVEL)
    return head.startswith(LEVEL) and number in map(str, range(11))


def _tell(book: Book, sheet: str, left: dict[str, Record]) -> None:
    """Heads with the record in which each is first filled: ours are faults, others unused."""
    for head, record in left.items():
        if head.startswith(OWN):
            found = Sentence("the unknown name {name}", name=head)
            record.fault(head, found, Sentence("one listed in indicators/README.md"))
    others = [head for head in left if not head.startswith(OWN)]
    if others:
        one = mark("{sheet}: {heads} has no counterpart here and was left out.")
        many = mark("{sheet}: {heads} have no counterpart here and were left out.")
        message = many if len(others) > 1 else one
        book.unused.append(Sentence(message, sheet=sheet, heads=", ".join(others)))
