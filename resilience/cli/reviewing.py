"""The commands `framework review` and `translations review`: a sheet out to a reviewer, and back."""

from pathlib import Path
from typing import Annotated

import typer

from resilience.cli.frameworks import find_framework
from resilience.errors import InputError
from resilience.text import LANGUAGES

Language = Annotated[str, typer.Option(help="Language under review, such as ja.")]
Out = Annotated[Path | None, typer.Option("-o", "--out", help="The sheet to write (.xlsx).")]
Take = Annotated[Path | None, typer.Option(help="Completed sheet to import.")]
Write = Annotated[bool, typer.Option("--write", help="With --take: write the changes.")]
Force = Annotated[bool, typer.Option("--force", help="With -o: overwrite an existing file.")]


def review_framework(
    framework: Annotated[str, typer.Argument(help="Its id, or the path of its folder.")],
    language: Language,
    out: Out = None,
    take: Take = None,
    write: Write = False,
    version: Annotated[
        str, typer.Option(help="Version number after corrections to the English text.")
    ] = "",
    force: Force = False,
) -> None:
    """Write a review sheet (-o), or import a completed one (--take).

    --take lists changes; add --write to apply them. Import a sheet with the command that wrote it,
    with --take in place of -o.
    """
    # imported when used: what reads and writes workbooks takes time that `serve` does not have
    from resilience.cli.review_sheets import FrameworkReview  # noqa: PLC0415

    found = find_framework(framework)
    _check_asked(language, [*LANGUAGES, *found.texts], out, take)
    review = FrameworkReview(found, framework, language, version)
    review.take(take, write=write) if take else review.send(out or Path(), force=force)


def review_translations(
    language: Language,
    out: Out = None,
    take: Take = None,
    write: Write = False,
    force: Force = False,
) -> None:
    """Write a review sheet of the interface's sentences (-o), or import a completed one (--take).

    --take lists changes; add --write to apply them.
    """
    from resilience.cli.review_sheets import CatalogueReview  # noqa: PLC0415

    _check_asked(language, [one for one in LANGUAGES if one != "en"], out, take)
    review = CatalogueReview(language)
    review.take(take, write=write) if take else review.send(out or Path(), force=force)


def _check_asked(language: str, known: list[str], out: Path | None, take: Path | None) -> None:
    if language not in known:
        raise InputError(
            "--language must be one of {known}, not {name}.",
            known=", ".join(dict.fromkeys(known)),
            name=language,
        )
    if (out is None) == (take is None):
        raise InputError(
            "Use -o FILE to write a review sheet, or --take FILE to read a completed one, not both."
        )
