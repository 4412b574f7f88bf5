"""Find what charts of ours never need in Streamlit's script of charts: `python -m resilience.ui.frontend.chart_cuts`.

Plotly lies in it as a block of functions and variables, of which most hold a module of Plotly that runs when
it is first asked for. Whatever cannot be reached from the kinds of chart that we draw goes. Names are
taken as they are written: where a variable inside a function is called like a module, that stays too.

Run by hand when a page draws a new kind of chart or Streamlit has a new version: a test says so. Needs the
packages `tree-sitter` and `tree-sitter-javascript`, which are among those for development.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import tree_sitter_javascript
from streamlit import file_util
from tree_sitter import Language, Node, Parser

from resilience.ui.frontend.chart_script import CUTS, KINDS, Cuts, mark_of

#: where the block of Plotly's modules is
_INSIDE = b'"src/version.js"'
#: what Plotly does at its end: it takes in the kinds of chart, by the names of their modules
_TAKES_IN = re.compile(rb"\.register\(\[([^\]]+)\]\)")
_KIND = re.compile(rb'^[\w$]+=[\w$]+\(\{"lib/(\w+)\.js"\(')
#: what a module gives to others, said beside it: `v(names,{a:()=>b})`
_GIVES = re.compile(rb"^[\w$]+\(([\w$]+),\{")
_DECLARES = ("variable_declaration", "lexical_declaration")
_NAMES = ("identifier", "shorthand_property_identifier")


@dataclass(frozen=True)
class ScriptPiece:
    """A piece of the block: the `names` that it declares, or the one that it goes with."""

    names: frozenset[bytes]
    uses: frozenset[bytes]
    node: Node


def charts_script() -> Path:
    """Streamlit's script of charts."""
    scripts = Path(file_util.get_static_dir()) / "static" / "js"
    return next(scripts.glob("PlotlyChart.*.js"))


def found(name: str, script: bytes, kinds: Iterable[str] = KINDS) -> Cuts:
    """What can be cut out of a script where only these kinds of chart are drawn.

    Raises `ValueError` for a script that is put together in another way.
    """
    block = _block(
        Parser(Language(tree_sitter_javascript.language())).parse(script).root_node, script
    )
    parts = list(_parts(block))
    listed = _TAKES_IN.search(script, block.start_byte)
    if listed is None:
        raise ValueError(f"{name} takes in its kinds of chart in another way")
    unused = [one for one in listed[1].split(b",") if _kind(one[:-2], parts) not in kinds]
    kept = _reached(parts, {one[:-2] for one in unused})
    gone = [*_gone(block, kept), *_from_list(listed.start(1), listed[1], unused)]
    return Cuts(name, mark_of(script), tuple(kinds), tuple(_steps(gone)))


def _block(root: Node, script: bytes) -> Node:
    """What Plotly's modules are declared in."""
    at = script.index(_INSIDE)
    node = root.descendant_for_byte_range(at, at + 1)
    while node and node.type not in _DECLARES:
        node = node.parent
    if node is None or node.parent is None:
        raise ValueError("the script of charts is written in another way")
    return node.parent


def _parts(block: Node) -> Iterator[ScriptPiece]:
    for statement in block.named_children:
        if statement.type in _DECLARES:
            for one in statement.named_children:
                yield ScriptPiece(frozenset(_used(_child(one, "name"))), frozenset(_used(one)), one)
        elif statement.type == "function_declaration":
            name = _text(_child(statement, "name"))
            yield ScriptPiece(frozenset({name}), frozenset(_used(statement)), statement)
        else:
            gives = _GIVES.match(_text(statement))
            names = frozenset({gives[1]}) if gives else frozenset[bytes]()
            yield ScriptPiece(names, frozenset(_used(statement)), statement)


def _used(node: Node) -> Iterator[bytes]:
    """Each name that is written in a piece of script."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.type in _NAMES:
            yield _text(one)
        else:
            waiting += one.named_children


def _kind(module: bytes, parts: list[ScriptPiece]) -> str:
    """The kind of chart that a module of the list is."""
    for part in parts:
        if module in part.names and (kind := _KIND.match(_text(part.node))):
            return kind[1].decode()
    raise ValueError(f"no kind of chart is called {module.decode()}")


def _reached(parts: list[ScriptPiece], unused: set[bytes]) -> set[int]:
    """Where the parts start that are needed, from those that stand there for themselves."""
    declared = defaultdict[bytes, list[ScriptPiece]](list)
    for part in parts:
        for name in part.names:
            declared[name].append(part)
    free = [part for part in parts if not part.names]
    reached = {part.node.start_byte for part in free}
    waiting = [name for part in free for name in part.uses - unused]
    while waiting:
        for part in declared.get(waiting.pop(), ()):
            if part.node.start_byte not in reached:
                reached.add(part.node.start_byte)
                waiting += part.uses
    return reached


def _gone(block: Node, kept: set[int]) -> Iterator[tuple[int, int]]:
    """Where what is not needed starts and ends: whole statements, or some of what one declares."""
    for statement in block.named_children:
        several = statement.type in _DECLARES
        ones = statement.named_children if several else [statement]
        stay = [one for one in ones if one.start_byte in kept]
        if not stay:
            yield statement.start_byte, statement.end_byte
            continue
        last = stay[-1]
        for one, after in pairwise(ones):
            if one.start_byte not in kept and one.start_byte < last.start_byte:
                yield one.start_byte, after.start_byte
        if last.end_byte < ones[-1].end_byte:
            yield last.end_byte, ones[-1].end_byte


def _from_list(at: int, listed: bytes, unused: list[bytes]) -> Iterator[tuple[int, int]]:
    """Where the calls of modules that are not needed stand in the list."""
    end = at + len(listed)
    for one in listed.split(b","):
        if one in unused:
            yield at, min(at + len(one) + 1, end)
        at += len(one) + 1


def _steps(gone: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same as numbers of bytes that stay and that go."""
    at = 0
    for start, end in sorted(gone):
        yield start - at, end - start
        at = end


def _child(node: Node, name: str) -> Node:
    child = node.child_by_field_name(name)
    if child is None:
        raise ValueError(f"a {node.type} without a {name}")
    return child


def _text(node: Node) -> bytes:
    return node.text or b""


if __name__ == "__main__":
    script = charts_script()
    cuts = found(script.name, script.read_bytes())
    CUTS.write_text(json.dumps(asdict(cuts)) + "\n", encoding="utf-8")
