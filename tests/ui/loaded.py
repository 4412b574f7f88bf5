"""All that Streamlit has loaded in this process."""

import sys
from collections.abc import Iterator
from inspect import isclass
from types import ModuleType


def attributes() -> dict[str, object]:
    """The values of the attributes of Streamlit's modules and of their classes, by module and name."""
    found: dict[str, object] = {}
    for module in list(sys.modules.values()):
        name = getattr(module, "__name__", "")
        if name.partition(".")[0] == "streamlit":
            found |= {f"{name}:{place}": value for place, value in _of_module(module)}
    return found


def _of_module(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, value in list(vars(module).items()):
        yield name, value
        if isclass(value) and value.__module__ == module.__name__:
            yield from ((f"{name}.{part}", own) for part, own in list(vars(value).items()))
