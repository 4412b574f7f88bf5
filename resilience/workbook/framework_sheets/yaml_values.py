"""From the blocks of a workbook to the values of framework.yaml and of the text files."""

from typing import Any

from resilience.errors import Sentence
from resilience.workbook.framework_sheets.blocks import Block, Book
from resilience.workbook.framework_sheets.ciso_import import fit, fit_id, listed_rows
from resilience.workbook.framework_sheets.layout import (
    BASE,
    BASIS,
    BEST,
    CODE,
    COMPARABLE,
    DEPARTMENTS,
    HAZARDS,
    REFERENCES,
    RULE,
    SOURCES,
    THRESHOLD,
    TIERS,
    VERSION,
    WORST,
    in_language,
    version_number,
)
from resilience.workbook.framework_sheets.levels import Scale, measured, own_goalposts, read_scale
from resilience.workbook.framework_sheets.record import Record
from resilience.workbook.framework_sheets.translations import languages_of, text_of
from resilience.workbook.framework_sheets.tree import TreeRow, check_own, read_tree
from resilience.workbook.framework_sheets.unused_cells import list_leftovers, misplaced

Plain = dict[str, Any]
_ROOT = "overall"


class FrameworkValues:
    """The values of a framework's files, gathered from a book; its faults are in the book's."""

    def __init__(self, book: Book, block: Block) -> None:
        self.book, self.block = book, block
        self._root = block.meta.code(CODE) or _ROOT
        self.languages = languages_of(book, block)
        self._sheets: dict[str, Scale] = {}
        self._used: set[str] = set()
        self.nodes = read_tree(book, block)
        if book.own:
            check_own(self.nodes)
        else:
            self.nodes = fit(book, block, self.nodes, self._root)
        self._default = self._default_scale()
        self.all = list(_below(self.nodes))
        self.scales = {node.code: self._scale(node.record) for node in self.all if node.assessable}

    def files(self) -> dict[str, Plain]:
        """Return the YAML values, keyed by file name."""
        found = {"framework.yaml": self._structure()}
        for language in self.languages:
            found[f"text.{language}.yaml"] = text_of(
                self.book, self.block, self.nodes, self.scales, language
            )
        if self.book.untitled:
            rows = listed_rows(sorted(self.book.untitled))
            said = Sentence(
                "{sheet}: rows without text, named by their code: {rows}.",
                sheet=self.block.content,
                rows=rows,
            )
            self.book.unused.append(said)
        self._tell_lent()
        misplaced(self.book, self.block.content, self.all, self.scales)
        list_leftovers(self.book, self.block, self._used)
        return found

    def _structure(self) -> Plain:
        library, meta = self.book.library, self.block.meta
        scale = self._default or next(iter(self.scales.values()), None)
        self._check_tiers()
        threshold = meta.number(THRESHOLD)
        written = meta.code("ref_id") or library.code("ref_id")
        basis = dict(_pairs(meta, BASIS))
        comparable = {
            version: [code.strip() for code in codes.split(",") if code.strip()]
            for version, codes in _pairs(meta, COMPARABLE)
        }
        return {
            "id": written if self.book.own else self._fitted(written),
            "version": self._version(),
            "licence": library.words("copyright"),
            "publisher": library.words("provider"),
            **({} if self._root == _ROOT else {"code": self._root}),
            **({"rule": meta.code(RULE)} if meta.has(RULE) else {}),
            **({} if threshold is None else {"threshold": threshold}),
            "scale": scale.raw if scale else {"levels": 2},
            **({"comparable": comparable} if comparable else {}),
            **({"basis": basis} if basis else {}),
            "themes": [self._theme(node) for node in self.nodes],
        }

    def _tell_lent(self) -> None:
        base, meta = self.book.base, self.block.meta
        if base == BASE:
            return
        if self.book.own:
            english = Sentence("{language}: columns without a mark are in English", language=BASE)
            self.book.library.fault("locale", base, english)
        elif not meta.has(in_language("name", BASE, base)):
            said = Sentence(
                "{sheet} has no English text, so the text in {language} is used instead.",
                sheet=meta.sheet,
                language=base,
            )
            self.book.unused.append(said)

    def _fitted(self, written: str) -> str:
        found = fit_id(written)
        if found != written:
            said = Sentence("The library {name} has the id {id} here.", name=written, id=found)
            self.book.unused.append(said)
        return found

    def _version(self) -> str:
        library = self.book.library
        version = library.code(VERSION)
        if not self.book.own:
            return library.code("version") or "1"
        number = version_number(version)
        if library.has("version") and library.number("version") != number:
            found = Sentence(
                "{number} next to {column} {version}",
                number=library.code("version"),
                column=VERSION,
                version=version,
            )
            library.fault(
                "version",
                found,
                Sentence("the same version in both places: {number}", number=number),
            )
        return version

    def _check_tiers(self) -> None:
        tiers = self.book.blocks.get(TIERS) if self.book.own else None
        if tiers is None:
            return
        self._used.add(TIERS)
        for record in tiers.table:
            if record.code("ref_id") not in ("quick", "full"):
                record.fault("ref_id", repr(record.code("ref_id")), "quick, full")

    def _default_scale(self) -> Scale | None:
        meta = self.block.meta
        if meta.has("scores_definition"):
            return self._sheet(meta, "scores_definition")
        if self.book.own:
            return None
        low, high = meta.number("min_score"), meta.number("max_score")
        scale = measured(0 if low is None else low, 100 if high is None else high)
        said = Sentence(
            "{sheet} has no scores_definition: rows without their own ask for a number from "
            "{low} to {high}.",
            sheet=meta.sheet,
            low=scale.low,
            high=scale.high,
        )
        self.book.unused.append(said)
        return scale

    def _sheet(self, record: Record, head: str) -> Scale | None:
        """The scale of the sheet of scores that a cell names."""
        name = record.code(head)
        block = self.book.blocks.get(name)
        if block is None or block.kind != "scores":
            known = ", ".join(n for n, b in self.book.blocks.items() if b.kind == "scores")
            expected = Sentence(
                "the name of a sheet of scores ({known})", known=known or Sentence("there is none")
            )
            record.fault(head, name, expected)
            return None
        if name not in self._sheets:
            self._sheets[name] = read_scale(self.book, block, self.languages)
        self._used.add(name)
        scale = self._sheets[name]
        for limit, score in (("min_score", scale.low), ("max_score", scale.high)):
            if record.has(limit) and record.number(limit) != score:
                expected = Sentence("{score}, as in {sheet}", score=score, sheet=block.content)
                record.fault(limit, record.number(limit), expected)
        return scale

    def _scale(self, record: Record) -> Scale:
        if record.has(WORST, BEST):
            return own_goalposts(record)
        for head in ("scores_definition_ref", "scores_definition"):
            if record.has(head):
                return self._sheet(record, head) or measured(0, 100)
        if not self.book.own and record.has("min_score", "max_score"):
            return self._between(record)
        if self._default is None:
            expected = Sentence("a sheet of scores, or {worst} and {best}", worst=WORST, best=BEST)
            record.fault("scores_definition", None, expected)
        return self._default or measured(0, 100)

    def _between(self, record: Record) -> Scale:
        """The scale of a row of others that has limits of its own and no words for them."""
        default = self._default or measured(0, 100)
        low, high = record.number("min_score"), record.number("max_score")
        limits = (default.low if low is None else low, default.high if high is None else high)
        return default if limits == (default.low, default.high) else measured(*limits)

    def _theme(self, node: TreeRow) -> Plain:
        themes = [self._theme(child) for child in node.children if not child.assessable]
        indicators = [self._indicator(child) for child in node.children if child.assessable]
        rule, references = node.record.code(RULE), _references(node.record)
        ruled = self.book.own and rule not in ("", "mean")
        return {
            "code": node.code,
            **({} if node.weight == 1 else {"weight": node.weight}),
            **({"rule": rule} if ruled else {}),
            **({"references": references} if references else {}),
            **({"themes": themes} if themes else {}),
            **({"indicators": indicators} if indicators else {}),
        }

    def _indicator(self, node: TreeRow) -> Plain:
        record, scale = node.record, self.scales[node.code]
        lists = {
            "departments": record.listed(DEPARTMENTS),
            "hazards": record.listed(HAZARDS),
            "references": _references(record),
            "sources": record.listed(SOURCES, "\n"),
        }
        default = self._default or next(iter(self.scales.values()))
        return {
            "code": node.code,
            **({} if node.weight == 1 else {"weight": node.weight}),
            **({"tier": "quick"} if self.book.own and _is_quick(record) else {}),
            **({} if scale.raw == default.raw else {"scale": scale.raw}),
            **{key: found for key, found in lists.items() if found},
        }


def _below(nodes: list[TreeRow]) -> list[TreeRow]:
    return [found for node in nodes for found in (node, *_below(node.children))]


def _is_quick(record: Record) -> bool:
    tiers = record.listed("implementation_groups")
    for word in tiers:
        if word not in ("quick", "full"):
            record.fault("implementation_groups", word, "quick, full")
    return "quick" in tiers


def _pairs(record: Record, head: str) -> list[tuple[str, str]]:
    """Lines of a cell that have a name before a colon."""
    found: list[tuple[str, str]] = []
    for line in record.listed(head, "\n"):
        name, colon, rest = line.partition(":")
        if not colon:
            record.fault(head, repr(line), Sentence("a name, a colon and a value"))
        found.append((name.strip(), rest.strip()))
    return found


def _references(record: Record) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for line in record.listed(REFERENCES, "\n"):
        scheme, _, rest = line.partition(" ")
        key, _, match = rest.rpartition(" ")
        if not match:
            expected = Sentence("scheme, key and match, as in SDG 11.5 related")
            record.fault(REFERENCES, repr(line), expected)
            continue
        found.append({"scheme": scheme, "key": key, "match": match})
    return found
