"""Pages are compiled as they are written."""

import pytest
from streamlit.runtime.scriptrunner import magic

from resilience.store import Store
from tests.app.seen import words
from tests.app.visit import as_stranger


def test_a_page_opens_where_python_fails_to_parse_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python before 3.11.9 does so at times when threads parse at once (its issue 106905)."""

    def fail(*_: object) -> None:
        raise SystemError("AST constructor recursion depth mismatch")

    monkeypatch.setattr(magic, "add_magic", fail)
    page = as_stranger("pages/workshop/answers.py")
    assert "You have not joined a workshop on this device." in words(page)
