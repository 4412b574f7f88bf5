"""The commands on frameworks, and how a command finds one."""

from pathlib import Path
from typing import Annotated

import typer

from resilience.errors import NotFound
from resilience.framework import Framework, installed, load_framework
from resilience.settings import load_settings


def find_framework(name: str) -> Framework:
    """A framework by the path of its folder, or by its id among the installed ones."""
    if Path(name).is_dir():
        return load_framework(Path(name))
    found = installed(load_settings().frameworks)
    if name not in found:
        raise NotFound(
            "There is no framework {name}. Installed: {known}.",
            name=name,
            known=", ".join(found) or "none",
        )
    return found[name]


def list_frameworks() -> None:
    """Name the frameworks of this installation."""
    for found in installed(load_settings().frameworks).values():
        asked = found.asked("full")
        print(
            f"{found.id} {found.version}: {found.title(found.root.code)}, {len(asked)} indicators"
        )


def check_framework(path: Annotated[Path, typer.Argument(help="The framework's folder.")]) -> None:
    """Load a framework and name every fault, or say that there is none."""
    found = load_framework(path)
    themes = len(found.themes)
    print(
        f"{found.id} {found.version}: no fault, {themes} themes, {len(found.asked('full'))} indicators"
    )
