"""Small faults to put into the code: a comparison turned round, a condition negated, a number one higher.

A mutation replaces one expression in one function. It is identified by the function's qualified name
and the expression's text, so that it is found again after modules have moved.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef
Change = Callable[[ast.expr], ast.expr | None]

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
#: whose arguments have no order, or fail at once in another
UNORDERED = {"where", "and_", "or_", "isinstance", "issubclass"}


@dataclass(frozen=True)
class Mutation:
    """One fault; `nth` counts equal expressions in the function, `area` is the package it was drawn from."""

    area: str
    module: str
    function: str
    kind: str
    before: str
    after: str
    nth: int


@dataclass(frozen=True)
class Site:
    """A mutation and where its expression is in the source: first and last line and byte column."""

    mutation: Mutation
    start: tuple[int, int]
    end: tuple[int, int]


def _comparison(node: ast.expr) -> ast.expr | None:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        node.ops[0] = COMPARISONS[type(node.ops[0])]()
        return node
    return None


def _operator(node: ast.expr) -> ast.expr | None:
    if isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return node
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        node.op = ARITHMETIC[type(node.op)]()
        return node
    return None


def _constant(node: ast.expr) -> ast.expr | None:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, int | float):
            truth = isinstance(inner.value, bool)
            inner.value = not inner.value if truth else inner.value + 1
            return node
    return None


def _arguments(node: ast.expr) -> ast.expr | None:
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Name) and node.func.id in CALLS:
        node.func.id = CALLS[node.func.id]
        return node
    called = ast.unparse(node.func).rpartition(".")[2]
    starred = any(isinstance(one, ast.Starred) for one in node.args[:2])
    if len(node.args) > 1 and not starred and called not in UNORDERED:
        node.args[:2] = reversed(node.args[:2])
        return node
    return None


def _negated(node: ast.expr) -> ast.expr:
    return node.operand if isinstance(node, ast.UnaryOp) else ast.UnaryOp(ast.Not(), node)


def _dropped(_: ast.expr) -> ast.expr:
    return ast.Constant(None)


#: what may be done to any expression; conditions and returned values have changes of their own
CHANGES: dict[str, Change] = {
    "comparison": _comparison,
    "operator": _operator,
    "constant": _constant,
    "arguments": _arguments,
}


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes that run when the function runs: no annotations, patterns, f-strings or inner functions."""
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            skipped = isinstance(child, Function | ast.ClassDef | ast.JoinedStr | ast.pattern)
            if isinstance(child, ast.AST) and not skipped and name not in ("annotation", "targets"):
                yield child
                yield from _inside(child)


def _numbered(node: ast.expr) -> bool:
    """Whether a number is directly in an expression, or only an index or slice away."""
    parts = [part for child in ast.iter_child_nodes(node) for part in (child, *_slice(child))]
    return any(isinstance(p, ast.Constant) and isinstance(p.value, int | float) for p in parts)


def _slice(node: ast.AST) -> list[ast.AST]:
    return list(ast.iter_child_nodes(node)) if isinstance(node, ast.Slice | ast.keyword) else []


def _changes(node: ast.AST) -> Iterator[tuple[ast.expr, str, ast.expr]]:
    """Expression, kind and what replaces it."""
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        yield node.test, "condition", _negated(copy.deepcopy(node.test))
    if isinstance(node, ast.comprehension):
        yield from ((one, "condition", _negated(copy.deepcopy(one))) for one in node.ifs)
    if isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Constant):
        yield node.value, "return", _dropped(node.value)
    if isinstance(node, ast.expr) and not isinstance(node, ast.Slice | ast.Starred | ast.Tuple):
        if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            return
        for kind, change in CHANGES.items():
            if kind == "constant" and (isinstance(node, ast.BoolOp) or not _numbered(node)):
                continue
            changed = change(copy.deepcopy(node))
            if changed:
                yield node, kind, changed


def _functions(tree: ast.AST, outer: str = "") -> Iterator[tuple[str, Function]]:
    for node in ast.iter_child_nodes(tree):
        name = f"{outer}{getattr(node, 'name', '')}"
        if isinstance(node, Function):
            yield name, node
        named = isinstance(node, Function | ast.ClassDef)
        yield from _functions(node, f"{name}." if named else outer)


def sites(source: str, area: str, module: str) -> Iterator[Site]:
    """Every mutation of a module."""
    for name, function in _functions(ast.parse(source)):
        seen: dict[tuple[str, str], int] = {}
        body = ast.Module(function.body, [])
        for node in _inside(body):
            for expression, kind, changed in _changes(node):
                before = ast.unparse(expression)
                nth = seen[kind, before] = seen.get((kind, before), -1) + 1
                after = ast.unparse(ast.fix_missing_locations(changed))
                assert expression.end_lineno is not None
                assert expression.end_col_offset is not None
                yield Site(
                    Mutation(area, module, name, kind, before, after, nth),
                    (expression.lineno, expression.col_offset),
                    (expression.end_lineno, expression.end_col_offset),
                )


def replaced(source: str, site: Site) -> str:
    """The source with a mutation in it."""
    lines = source.encode().splitlines(keepends=True)
    (first, left), (last, right) = site.start, site.end
    text = f"({site.mutation.after})".encode()
    lines[first - 1 : last] = [lines[first - 1][:left] + text + lines[last - 1][right:]]
    return b"".join(lines).decode()


def wrapped(source: str, wraps: list[tuple[Site, str]]) -> str:
    """The source in which each site's expression is evaluated after another, which must be false."""
    lines = source.encode().splitlines(keepends=True)
    inserts = [(site.start, f"({first} or (".encode()) for site, first in wraps]
    inserts += [(site.end, b"))") for site, _ in wraps]
    for (line, column), text in sorted(inserts, reverse=True):
        whole = lines[line - 1]
        lines[line - 1] = whole[:column] + text + whole[column:]
    return b"".join(lines).decode()


def found(mutation: Mutation, root: Path) -> tuple[Path, Site] | None:
    """Where a mutation is now: in its module, else in any other module with the same function."""
    own = root / mutation.module
    others = sorted((root / "resilience").rglob("*.py"))
    for path in [own, *others] if own.is_file() else others:
        source = path.read_text(encoding="utf-8")
        if mutation.function.rpartition(".")[2] not in source:
            continue
        for site in sites(source, mutation.area, mutation.module):
            if site.mutation == mutation:
                return path, site
    return None
