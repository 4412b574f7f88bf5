"""Change single values of a YAML file and leave everything else unchanged, comments and order included.

Values are replaced at the places that the parser gives, so a file written by hand keeps its form.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

#: nested values to put into a file; an item of a list has its number as key
Tree = Mapping[Any, Any]
_Edit = tuple[int, int, str]


def put(written: str, tree: Tree) -> str:
    """The text of a file with these values in it; keys that it lacks are added to their block.

    The file has to be readable (`load_source`), and an item of a list has to exist.
    """
    node: Any = yaml.compose(written, yaml.CSafeLoader)
    edits = sorted(_edits(written, node, tree), key=lambda edit: edit[0])
    parts, at = [], 0
    for start, end, new in edits:
        parts += [written[at:start], new]
        at = end
    return "".join([*parts, written[at:]])


def block(tree: Tree, indent: int = 0) -> str:
    """Values as lines of YAML."""
    return "".join(
        f"{' ' * indent}{_entry(str(key), value, indent)}" for key, value in tree.items()
    )


def _edits(written: str, node: yaml.CollectionNode, tree: Tree) -> Iterator[_Edit]:
    missing: dict[str | int, Any] = {}
    for key, value in tree.items():
        child = _child(node, key)
        if child is None:
            missing[key] = value
        elif isinstance(value, Mapping):
            yield from _edits(written, child, value)
        else:
            yield _replaced(written, child, value)
    if missing:
        yield _added(node, missing)


def _child(node: yaml.CollectionNode, key: str | int) -> Any:
    if isinstance(key, int):
        return node.value[key]
    return next((value for name, value in node.value if name.value == key), None)


def _replaced(written: str, node: yaml.Node, value: Any) -> _Edit:
    start, end = node.start_mark.index, node.end_mark.index
    old = written[start:end]
    gap = " " if old == "" else ""
    return start, end, gap + _flow(value) + old[len(old.rstrip()) :]


def _added(node: yaml.CollectionNode, tree: Tree) -> _Edit:
    """Put keys in front of the second one of a block, which begins with what it is called."""
    if not node.value:
        return node.start_mark.index, node.end_mark.index, _flow(tree)
    mark = node.value[min(1, len(node.value) - 1)][0].start_mark
    if node.flow_style:
        new = "".join(f"{_name(str(key))}: {_flow(value)}, " for key, value in tree.items())
        return mark.index, mark.index, new
    new = block(tree, mark.column)[mark.column :] + " " * mark.column
    return mark.index, mark.index, new


def _entry(key: str, value: Any, indent: int) -> str:
    """A key with its value, without the indent of its first line."""
    if isinstance(value, Mapping) and value:
        return f"{_name(key)}:\n{block(value, indent + 2)}"
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        items = "".join(f"{' ' * (indent + 2)}- {_flow(item)}\n" for item in value)
        return f"{_name(key)}:\n{items}"
    return f"{_name(key)}: {_flow(value)}\n"


def _flow(value: Any) -> str:
    """A value on one line, in quotes: JSON is YAML."""
    return json.dumps(value, ensure_ascii=False)


def _name(key: str) -> str:
    """A key, in quotes where YAML would take it for something else than text, such as 1.10."""
    return key if yaml.safe_load(key) == key else _flow(key)
