"""The `resilience` command."""

import sys
from importlib.metadata import version
from itertools import pairwise
from typing import Annotated

import typer

from resilience.cli.accounts import (
    add_account,
    deactivate_account,
    list_accounts,
    remove_second_factor,
    reset_password,
)
from resilience.cli.exchanging import dataset, export, import_
from resilience.cli.forms import from_form, write_form
from resilience.cli.frameworks import check_framework, convert_framework, list_frameworks
from resilience.cli.keeping import backup, look_at_rules, restore
from resilience.cli.keys import new_key, show_key
from resilience.cli.links import end_link, new_link, show_link
from resilience.cli.removing import remove_old
from resilience.cli.reviewing import review_framework, review_translations
from resilience.cli.scoring import compare_files, score_file
from resilience.cli.serving import doctor, serve, write_demo
from resilience.cli.upgrading import upgrade
from resilience.errors import ResilienceError
from resilience.services.upkeep.doctor import PRODUCT

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
frameworks = typer.Typer(help="Manage frameworks (scorecards).", no_args_is_help=True)
translations = typer.Typer(help="Translations of the interface.", no_args_is_help=True)
responses = typer.Typer(help="Answers collected with other tools.", no_args_is_help=True)
keys = typer.Typer(
    help="The key that signs what this installation publishes.", no_args_is_help=True
)
links = typer.Typer(help="The facilitator link of this installation.", no_args_is_help=True)
people = typer.Typer(help="Manage staff accounts.", no_args_is_help=True)
app.command("score")(score_file)
app.command("compare")(compare_files)
app.add_typer(frameworks, name="framework")
frameworks.command("list")(list_frameworks)
frameworks.command("check")(check_framework)
frameworks.command("convert")(convert_framework)
frameworks.command("xlsform")(write_form)
frameworks.command("review")(review_framework)
app.add_typer(translations, name="translations")
translations.command("review")(review_translations)
app.add_typer(responses, name="responses")
responses.command("from-xlsform")(from_form)
app.command("export")(export)
app.command("dataset")(dataset)
app.command("import")(import_)
app.add_typer(keys, name="key")
keys.command("new")(new_key)
keys.command("show")(show_key)
app.add_typer(links, name="link")
links.command("new")(new_link)
links.command("show")(show_link)
links.command("end")(end_link)
app.add_typer(people, name="account")
people.command("list")(list_accounts)
people.command("add")(add_account)
people.command("reset-password")(reset_password)
people.command("remove-second-factor")(remove_second_factor)
people.command("deactivate")(deactivate_account)
app.command("serve")(serve)
app.command("demo")(write_demo)
app.command("doctor")(doctor)
app.command("remove-expired")(remove_old)
app.command("backup")(backup)
app.command("restore")(restore)
app.command("upgrade")(upgrade)
app.command("migrate", hidden=True)(upgrade)  # as it was called in version 1
app.command("verify")(look_at_rules)


def say_version(wanted: bool) -> None:
    """Print the version and end, if it is wanted."""
    if wanted:
        print(f"{PRODUCT} {version(PRODUCT)}")
        raise typer.Exit


@app.callback()
def options(
    wanted: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=say_version, is_eager=True),
    ] = False,
) -> None:
    """A city scores its own resilience in a workshop."""


#: exit status when what was given is wrong
BAD_INPUT = 2
LEAVE_OUT = "leave-theme-out"


def main() -> None:
    """Run the command; an error is a sentence on standard error, never a traceback."""
    try:
        app(_with_theme(sys.argv[1:]))
    except ResilienceError as error:
        print(error, file=sys.stderr)
        raise SystemExit(BAD_INPUT) from None


def _with_theme(words: list[str]) -> list[str]:
    """The words of the command with `leave-theme-out CODE` as one, which the parser needs."""
    for at, (word, code) in enumerate(pairwise(words)):
        if word in (LEAVE_OUT, f"--missing={LEAVE_OUT}") and not code.startswith("-"):
            return [*words[:at], f"{word} {code}", *words[at + 2 :]]
    return words
