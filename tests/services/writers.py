"""Which services write: found in the source, so that no list has to be kept."""

import ast
from collections import defaultdict
from pathlib import Path

from resilience import outputs, services

FOLDERS = [Path(one.__path__[0]) for one in (services, outputs)]
#: module ("counting.rounds") and name of a function
Function = tuple[str, str]


def writers() -> set[str]:
    """The services with a visitor that write, themselves or through what has none: "rounds.reveal".

    One that writes through another of them alone is as good as that.
    """
    paths = [path for folder in FOLDERS for path in folder.rglob("*.py")]
    trees = {
        f"{path.parent.name}.{path.stem}": ast.parse(path.read_text("utf-8")) for path in paths
    }
    calls: dict[Function, set[Function]] = defaultdict(set)
    found: set[Function] = set()
    public: set[Function] = set()
    for module, tree in trees.items():
        names = _names(module, tree)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                own = (module, node.name)
                calls[own] = {
                    names[n.id] for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in names
                }
                if _opens(node):
                    found.add(own)
                if not node.name.startswith("_") and "visitor" in [a.arg for a in node.args.args]:
                    public.add(own)
    while more := {one for one, called in calls.items() if called & (found - public)} - found:
        found |= more
    return {f"{module.partition('.')[2]}.{name}" for module, name in public & found}


def _names(module: str, tree: ast.Module) -> dict[str, Function]:
    """The services that a module knows, by the name that they have there."""
    known = {n.name: (module, n.name) for n in tree.body if isinstance(n, ast.FunctionDef)}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            ("resilience.services.", "resilience.outputs.")
        ):
            origin = ".".join(str(node.module).split(".")[-2:])
            known |= {a.asname or a.name: (origin, a.name) for a in node.names}
    return known


def _opens(node: ast.FunctionDef) -> bool:
    """Whether a function opens a transaction that writes."""
    return any(isinstance(n, ast.Attribute) and n.attr == "write" for n in ast.walk(node))
