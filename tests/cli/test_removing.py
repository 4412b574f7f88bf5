"""`resilience remove-expired`: says in counts what goes, and goes by the setting."""

from pathlib import Path

from resilience.services.workshop.phase import Phase
from tests.cli.run import Command
from tests.cli.test_exchange import held  # noqa: F401 - a fixture
from tests.services.held import Held
from tests.services.left import kept_in
from tests.services.upkeep.test_clock import steady
from tests.services.upkeep.test_retention import age


def test_it_prints_what_goes_and_what_went(command: Command, held: Held) -> None:  # noqa: F811
    assert "Nothing is older than 365 days" in command.run("remove-expired").out
    held.bring_to(Phase.CLOSED)
    age(held.store, 400)
    ran = command.run("remove-expired", "--dry-run")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(
        f"{held.code}: participant 3, response 3, delivery 3\nWorkshops of which rows would be removed: 1\n"
    )
    waits = "Nothing is removed yet of 1 workshops that are due: the server has to run for 24 more hours"
    assert waits in ran.out
    ran = command.run("remove-expired")
    assert (ran.status, ran.out.startswith(waits)) == (0, True)
    assert kept_in(held) == 9
    steady(Path(command.environment["RESILIENCE_DATA"]))
    assert waits not in command.run("remove-expired", "--dry-run").out
    command.env["RESILIENCE_RETENTION_DAYS"] = "0"
    assert "RESILIENCE_RETENTION_DAYS is 0" in command.run("remove-expired").out
    command.env["RESILIENCE_RETENTION_DAYS"] = "30"
    assert command.run("remove-expired").out.endswith("Workshops of which rows were removed: 1\n")
    assert kept_in(held) == 0


def test_a_setting_that_is_no_number_of_days_is_refused(command: Command) -> None:
    for wrong, why in (
        ("-1", "Input should be greater than or equal to 0"),
        (
            "a year",
            "Input should be a valid integer, unable to parse string as an integer",
        ),
    ):
        command.env["RESILIENCE_RETENTION_DAYS"] = wrong
        ran = command.run("remove-expired")
        assert (ran.status, ran.out) == (2, "")
        assert f"cannot be read: RESILIENCE_RETENTION_DAYS ({why})." in " ".join(ran.err.split())
