"""The commands on frameworks, and how a command finds one."""

from pathlib import Path
from typing import Annotated

import typer

from resilience.cli.files import check_free, read_bytes, write_files
from resilience.errors import InputError, NotFound
from resilience.framework import Framework, installed, load_framework
from resilience.framework.suggested.actions import load_suggestions
from resilience.framework.suggested.reporting import load_reporting
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
    """List the frameworks of this installation."""
    # imported when used: the database takes time that `framework check` does not have
    from resilience.services.upkeep.doctor import RAISE, changed_in_place  # noqa: PLC0415

    settings = load_settings()
    frameworks = installed(settings.frameworks)
    for found in frameworks.values():
        asked = found.asked("full")
        print(
            f"{found.id} {found.version}: {found.title(found.root.code)}, {len(asked)} indicators"
        )
    for sentence in changed_in_place(settings, frameworks):
        print(f"{sentence} {RAISE}")


def check_framework(path: Annotated[Path, typer.Argument(help="The framework's folder.")]) -> None:
    """Check a framework and the files next to it, and list every error."""
    found = load_framework(path)
    load_reporting(path, found)
    suggestions = load_suggestions(path, found).texts.get("en", ())
    counts = [f"{len(found.themes)} themes", f"{len(found.asked('full'))} indicators"]
    if suggestions:
        counts.append(f"{len(suggestions)} suggested actions")
    print(f"{found.id} {found.version}: no fault, {', '.join(counts)}")


def convert_framework(
    given: Annotated[Path, typer.Argument(metavar="IN", help="A framework's folder, or .xlsx.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Output, in the other format.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
) -> None:
    """Turn a framework's folder into a workbook to edit in Excel, or a workbook into a folder.

    Lists what the framework format cannot hold.
    """
    # imported when used: what reads and writes workbooks takes time that `serve` does not have
    from resilience.workbook.framework_sheets import read_framework, write_framework  # noqa: PLC0415

    to_workbook = out.suffix.lower() == ".xlsx"
    if given.is_dir() is not to_workbook:
        raise InputError(
            "One of {given} and {out} must be the folder of a framework, the other a file whose "
            "name ends in .xlsx.",
            given=given,
            out=out,
        )
    if to_workbook:
        written = write_framework(load_framework(given))
        check_free(out, force=force)
        write_files(out, {out.name: written}, out.parent)
        print(f"Written: {out}")
        return
    found = read_framework(read_bytes(given))
    check_free(out, force=False)
    write_files(out, {name: text.encode() for name, text in found.source.items()}, out)
    for sentence in found.unused:
        print(f"Not used: {sentence}")
    print(f"Written: {out} ({', '.join(found.source)})")
