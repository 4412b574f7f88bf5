"""Pages are compiled as they are written."""

import ast

import pytest

from resilience.store import Store
from tests.app.visit import as_stranger

FAULT = "AST constructor recursion depth mismatch"


def test_a_page_opens_where_python_fails_to_parse(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python before 3.11.9 does so at times when threads parse at once (its issue 106905)."""

    def fail(*_: object, **__: object) -> None:
        raise SystemError(FAULT)

    monkeypatch.setattr(ast, "parse", fail)
    assert not as_stranger("pages/workshop/answers.py").exception
    assert "Join" in str(as_stranger("pages/workshop/answers.py").main)
