"""What somebody answered before is that participant's alone: no other service gives it to anybody."""

import importlib
import inspect
import io
import pkgutil
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from resilience import outputs, services
from resilience.errors import NotAllowed, ResilienceError
from resilience.outputs import long_data
from resilience.outputs.report import printed_report, report_of
from resilience.outputs.workbook import results_workbook
from resilience.services.access.access import NOBODY, Visitor
from resilience.services.counting import rounds
from resilience.services.voting.responses import own_history
from resilience.settings import ROOT
from resilience.store import now
from resilience.text import Text
from tests.pdf import read_pdf
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held
from tests.services.writers import writers

#: what was said first and then said otherwise, in a comment and as evidence
FIRST, PROOF = "The old pump leaks.", "leaflet 4711"
TEXT = Text("en")
#: where replaced answers may be named: they are kept, read by their participant, and where a vote was
#: opened again they are what its fixed figures still count; erased, checked and ordered as rows
READERS = {
    "resilience/services/voting/personal_data.py",
    "resilience/store/voting/answers.py",
    "resilience/store/voting/erasing.py",
    "resilience/store/database/soundness.py",
    "resilience/store/voting/vote_clock.py",
    "resilience/services/voting/responses.py",
    "resilience/store/voting/comments.py",
    "resilience/store/voting/crowds.py",
    "resilience/store/voting/devices.py",
    "resilience/store/voting/imports.py",
    "resilience/store/voting/levels.py",
    "resilience/store/tables/__init__.py",
    "resilience/store/tables/votes.py",
    "resilience/store/voting/trimming.py",
    "resilience/store/voting/votes.py",
    "resilience/ui/workshop/own_answers.py",
}


@pytest.fixture
def author(held: Held) -> Visitor:
    """Somebody who said something else at first, in a vote whose result is shown by now."""
    held.move(rounds.open_vote)
    who, *_ = held.vote("Water", 0, 2, 3)
    save_remark(held.store, who, "W1", comment=FIRST, evidence=PROOF)
    held.say(who, W1=4)
    save_remark(held.store, who, "W1", comment="The new pump holds.", evidence="a photo")
    held.move(rounds.close_vote, rounds.reveal)
    return who


def test_the_participant_sees_what_was_before_with_what_was_written(
    held: Held, author: Visitor
) -> None:
    said = [(a.indicator, a.said, a.comment) for a in own_history(held.store, author)]
    assert ("W1", 0, FIRST) in said
    assert {indicator for indicator, *_ in said} == {"W1"}


def test_nobody_else_does(held: Held, author: Visitor) -> None:
    assert own_history(held.store, held.join("Water")) == []
    staff = [held.staff(role) for role in ("facilitator", "cofacilitator", "official", "lead")]
    for who in (HOST, NOBODY, *staff):
        with pytest.raises(NotAllowed):
            own_history(held.store, who)
    assert own_history(held.store, author)


def test_no_service_that_reads_tells_it_to_staff_or_to_another(held: Held, author: Visitor) -> None:
    another = held.join("Water")
    tried = 0
    for name, call in reading():
        for who in (HOST, another, held.staff("official"), held.staff("lead", "Water")):
            try:
                said = repr(call(held.store, who, held.code))
            except ResilienceError:
                continue
            tried += 1
            assert FIRST not in said, name
            assert PROOF not in said, name
    assert tried > 40
    assert FIRST in repr(own_history(held.store, author))


def test_no_file_has_it(held: Held, author: Visitor) -> None:
    result = held.result()
    book = results_workbook(result, TEXT, now())
    printed = read_pdf(printed_report(report_of(result, TEXT, now()), TEXT, now()).pdf).words
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        files = b"".join(parts.read(name) for name in parts.namelist()).decode(errors="replace")
    files += long_data.counts_csv(result) + printed
    assert files.count("The new pump holds.") > 1, "what stands is there"
    assert FIRST not in files
    assert PROOF not in files


def reading() -> Iterator[tuple[str, Callable[..., Any]]]:
    """The services that read for a visitor, or of a workshop to which one was admitted."""
    changing = writers()
    places = (
        *pkgutil.walk_packages(services.__path__, "resilience.services."),
        *pkgutil.walk_packages(outputs.__path__, "resilience.outputs."),
    )
    for module in places:
        found = importlib.import_module(module.name)
        short = module.name.rpartition(".")[2]
        for name, function in inspect.getmembers(found, inspect.isfunction):
            taken = list(inspect.signature(function).parameters.values())
            asked = [one.name for one in taken if one.default is one.empty]
            own = function.__module__ == found.__name__ and not name.startswith("_")
            if own and f"{short}.{name}" not in changing and asked[:2] == ["store", "visitor"]:
                if asked == ["store", "visitor"]:
                    yield name, lambda store, who, _code, call=function: call(store, who)
                elif asked == ["store", "visitor", "code"]:
                    yield name, function
            elif own and asked == ["store", "workshop_id"]:
                yield (
                    name,
                    lambda store, _who, code, call=function: call(store, Held(store, code).id),
                )


def test_replaced_answers_are_named_nowhere_else() -> None:
    named = {
        str(path.relative_to(ROOT))
        for folder in ("resilience", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
        and any(
            n in path.read_text("utf-8") for n in ("ReplacedAnswer", "own_replaced", "own_history")
        )
    }
    assert named == READERS
