"""Write docs/reference/ from the code: `python -m tools.reference`; `make docs` does so too."""

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

from resilience.settings import ROOT, Settings

COMMANDS = (sys.executable, "-m", "typer", "resilience.cli", "utils", "docs")
#: the commands of a group with the first words of each, which its own section has whole
LISTS = re.compile(r"\*\*Commands\*\*:\n\n(\* .*\n)+\n")
#: what a default depends on, where it is not one value
DERIVED = {"data": "`data/`", "database_url": "`data/resilience.db`", "frameworks": "`indicators/`"}
ABOUT = """\
# Settings

Set these as environment variables, or as lines `NAME=value` in a file `resilience.env` at the top of the checkout. For a
wheel, [deploy](../deploy.md#from-a-wheel) says where that file and `data/` are. A setting can also be read from a file:
`RESILIENCE_SECRET_FILE` names the file with the value of `RESILIENCE_SECRET`, and so on.
"""


def commands() -> str:
    """Every command with its options, as Typer writes them."""
    named = (*COMMANDS, "--name", "resilience", "--title", "Commands")
    done = subprocess.run(  # noqa: S603 - the words are above
        named, cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    return LISTS.sub("", unescape(done.stdout)).strip() + "\n"


def settings() -> str:
    """Every setting with its default and meaning."""
    return ABOUT + "".join(
        f"\n## `RESILIENCE_{name.upper()}`\n\n{field.description}\n\n"
        f"Default: {DERIVED.get(name) or shown(field.default)}\n"
        for name, field in Settings.model_fields.items()
    )


def shown(default: object) -> str:
    """A default as it would be set."""
    if isinstance(default, bool):
        return "`on`" if default else "`off`"
    return f"`{default}`" if default not in ("", None) else "empty"


def pages() -> dict[Path, str]:
    """The text of each page by its path."""
    folder = ROOT / "docs" / "reference"
    return {folder / "commands.md": commands(), folder / "settings.md": settings()}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
