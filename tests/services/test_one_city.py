"""While people vote, each statement is about one workshop, and so about one city.

That is what lets a database that is spread by city answer it from one place
(docs/decisions/0035-the-city-is-the-key.md).
"""

import re
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import event

from resilience.services.access.access import identify
from resilience.services.counting import rounds
from resilience.services.voting import progress
from resilience.services.voting.deliveries import Submission, SubmissionBatch, deliver_all
from resilience.services.voting.responses import own_ballot
from resilience.services.voting.writer import Writer
from resilience.services.workshop.participants import join, may_join, speak, view_participant
from resilience.services.workshop.workshops import view_workshop
from resilience.store.tables import Base
from tests.services.delivering import save_answer, save_remark, write_at_once
from tests.services.held import HOST, KEY, Held

#: tables that every part of a spread database would have whole
EVERYWHERE = {"framework_copy", "official_wording", "publisher", "peer_result", "staff_act"}
SPREAD = [name for name in Base.metadata.tables if name not in EVERYWHERE]
#: what of a table says which workshop, or which city: given by value, not by another table
NAMED = re.compile(
    r'"?\b(workshop_id|round_id|unit_id|participant_id|department_id|city_id|code|token_hash|id)"?'
    r"(, [\w.]+)*\)? (= [%$(]|IN \()"
)
TABLES = re.compile(rf'(?:FROM|JOIN|INTO|UPDATE) "?({"|".join(SPREAD)})\b')


@pytest.fixture
def asked(held: Held) -> Iterator[list[str]]:
    """The statements that go to the database, from an open vote on."""
    held.move(rounds.open_vote)
    seen: list[str] = []

    def keep(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(re.sub(r"\s+", " ", statement).replace("?", "%"))

    event.listen(held.store.engine, "before_cursor_execute", keep)
    yield seen


def vote(held: Held) -> None:
    """What a phone and a laptop do."""
    code = may_join(held.store, held.code)
    token = join(held.store, code, department_id=held.department("Water"), language="en")
    who = identify(held.store, KEY, participant_token=token)
    speak(held.store, who, "ja")
    view_participant(held.store, who)
    save_answer(held.store, who, "W1", 2)
    save_remark(held.store, who, "W1", comment="Seen.")
    vote = own_ballot(held.store, who).vote
    sent = Submission("0123456789", vote, 5, "W2", 3, {}, "en")
    writer = Writer(held.store)
    write_at_once(writer, deliver_all, [SubmissionBatch(who.known_by, [sent])])
    writer.close()
    assert own_ballot(held.store, who).answers["W2"].said == 3


def look(held: Held) -> None:
    """What the projector does every two seconds."""
    view_workshop(held.store, held.code)
    progress.snapshot(held.store, progress.admit(held.store, HOST, held.code)[0])


def end(held: Held) -> None:
    """What the facilitator does when people have voted."""
    for _ in range(3):
        vote(held)
    held.move(rounds.close_vote, rounds.reveal)
    held.result()


@pytest.mark.parametrize("step", [vote, look, end])
def test_a_statement_names_the_workshop_or_who_is_in_it(
    held: Held, asked: list[str], step: Callable[[Held], None]
) -> None:
    step(held)
    about = [one for one in asked if TABLES.search(one)]
    assert len(about) > 4
    for statement in about:
        if statement.startswith("INSERT"):
            columns = statement.partition("(")[2].partition(")")[0].replace('"', "").split(", ")
            keys = {"workshop_id", "round_id", "participant_id", "department_id", "unit_id"}
            assert keys & set(columns), statement
        else:
            assert NAMED.search(statement.partition(" WHERE ")[2]), statement
