"""Packs what lies beside the package into the wheel, where `resilience.settings.ROOT` looks for it."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: of data/ only what is published: the rest is what an installation keeps
PACKED = (
    ".streamlit/config.toml",
    "app.py",
    "data/outlines",
    "data/peers",
    "indicators",
    "pages",
    "pyproject.toml",
)
#: the documentation, where `make docs` built it
BUILT = "site"


class Bundle(BuildHookInterface[Any]):
    """Adds files to a wheel; an editable install reads them in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files before the build."""
        if version == "standard":
            names = (*PACKED, BUILT) if (Path(self.root) / BUILT).is_dir() else PACKED
            build_data["force_include"] |= {name: f"resilience/_bundle/{name}" for name in names}
