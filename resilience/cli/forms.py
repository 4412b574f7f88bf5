"""The commands for collecting without a network: a form for ODK and KoboToolbox, and what it brings."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from resilience.cli.files import check_free, read_bytes, write_files
from resilience.cli.frameworks import find_framework
from resilience.cli.scoring import read_text
from resilience.errors import InputError
from resilience.exchange.collected import KOBO_OPTION, read_collected
from resilience.exchange.responses import write_responses


class Tiers(StrEnum):
    """What a form asks."""

    QUICK = "quick"
    FULL = "full"


Force = Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")]


def write_form(
    framework: Annotated[str, typer.Argument(help="Id of a framework, or the path of its folder.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="XLSForm to write (.xlsx).")],
    tier: Annotated[Tiers, typer.Option(help="Tier whose indicators to include.")] = Tiers.FULL,
    department: Annotated[
        list[str] | None, typer.Option(help="A department to choose from; can be repeated.")
    ] = None,
    force: Force = False,
) -> None:
    """Write a framework as an XLSForm, for offline use in ODK Collect and KoboCollect.

    Without --department, people type the department. The form asks for no name or place.
    """
    # imported when used: what writes workbooks takes time that `serve` does not have
    from resilience.workbook.xlsform import write_xlsform  # noqa: PLC0415

    if out.suffix.lower() != ".xlsx":
        raise InputError("The name of {out} must end in .xlsx.", out=out)
    named = [name for name in map(str.strip, department or []) if name]
    written = write_xlsform(find_framework(framework), tier.value, departments=named)
    check_free(out, force=force)
    write_files(out, {out.name: written}, out.parent)
    print(f"Written: {out}")


def from_form(
    collected: Annotated[
        Path, typer.Argument(help="CSV or .xlsx that ODK or KoboToolbox exported.")
    ],
    framework: Annotated[
        str, typer.Option(help="Id of the framework of the form, or the path of its folder.")
    ],
    unit: Annotated[str, typer.Option(help="Name of what is scored, such as the city.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="CSV to write, for `score`.")],
    force: Force = False,
) -> None:
    """Convert answers collected with an XLSForm to the CSV that `resilience score` reads.

    Each submission becomes one participant, however many people answered together; comments are left out.
    """
    if not unit.strip():
        raise InputError("--unit is empty. Give the name of what is scored, such as the city.")
    found = read_collected(_exported(collected), find_framework(framework), unit.strip())
    if not found.answers:
        raise InputError("There are no answers in the file {path}.", path=collected)
    for note in found.notes:
        print(note, file=sys.stderr)
    check_free(out, force=force)
    write_files(out, {out.name: write_responses(found.answers).encode()}, out.parent)
    print(
        f"Written: {out} ({len(found.answers)} answers in {found.sendings} submissions; "
        f"{found.people} people gave them, and each submission counts once)"
    )


def _exported(path: Path) -> str:
    """The text of an export as CSV, converting workbooks."""
    if path.suffix.lower() != ".xlsx":
        return read_text(path)
    # imported when used: what reads workbooks takes time that `serve` does not have
    from resilience.workbook.reading.collected import collected_text  # noqa: PLC0415

    text = collected_text(read_bytes(path))
    if text is None:
        raise InputError(
            "The first sheet of {path} has no answer column. Export with names instead of labels "
            "(in KoboToolbox: {option}).",
            path=path,
            option=KOBO_OPTION,
        )
    return text
