"""A city scores its own resilience. In a notebook: load_framework, score, compare."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from resilience.notebook import compare, load_framework, score

__all__ = ["compare", "load_framework", "score"]


def __getattr__(name: str) -> Any:
    """Import the face for notebooks when it is used, so that a command does not wait for pandas."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from resilience import notebook  # noqa: PLC0415

    return getattr(notebook, name)
