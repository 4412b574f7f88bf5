"""A service of one transaction is done again where a lost connection undid it."""

import ast
from collections.abc import Iterator

from tests.live import ROOT

#: writes a file as well, which a second time would refuse
ONCE_ONLY = {"make_key_as_host"}


def services() -> Iterator[ast.FunctionDef]:
    """The public functions of services."""
    for path in (ROOT / "resilience" / "services").rglob("*.py"):
        for found in ast.parse(path.read_text("utf-8")).body:
            if isinstance(found, ast.FunctionDef) and not found.name.startswith("_"):
                yield found


def is_one_transaction(service: ast.FunctionDef) -> bool:
    """Whether it opens one session, and gives the store to nobody who may open another."""
    calls = [one for one in ast.walk(service) if isinstance(one, ast.Call)]
    opened = [one for one in calls if ast.unparse(one.func) in ("store.read", "store.write")]
    given = [part for one in calls for part in (*one.args, *(word.value for word in one.keywords))]
    return len(opened) == 1 and "store" not in map(ast.unparse, given)


def test_each_service_of_one_transaction_is_repeatable() -> None:
    single = [one for one in services() if is_one_transaction(one)]
    assert len(single) > 150
    bare = {one.name for one in single if not one.decorator_list}
    assert bare == ONCE_ONLY
