"""The name of a part of a framework in the rows of a table."""

from typing import Any

from resilience.exchange.scores import kind_of
from resilience.framework import Framework, Indicator, Theme
from resilience.text import Text


def named(framework: Framework, node: Theme | Indicator, text: Text) -> dict[str, Any]:
    """Return code, kind and title of the overall, a theme or an indicator."""
    overall = node.code == framework.root.code
    title = text("Overall") if overall else framework.title(node.code, text.language)
    return {"code": node.code, "kind": kind_of(framework, node), "title": title}
