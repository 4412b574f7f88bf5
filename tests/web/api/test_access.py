"""Who reads what through the interface, and when: as officials do on the pages."""

import datetime
import json

import pytest

from resilience.framework import Framework
from resilience.services.access.access import identify
from resilience.services.access.api_tokens import make_token, revoke_token, tokens_of
from resilience.services.access.tokens import ACCOUNT, PERSON, STAFF
from resilience.services.counting import rounds
from resilience.services.workshop.participants import join
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import reply_first, show_to_officials
from resilience.store import Store
from resilience.web.api.tokens import MOST_READS
from resilience.web.guard.refusals import MOST_WRONG_LINKS
from tests.outputs.crooked import crooked
from tests.services.clock import NOON, settable_clock
from tests.services.held import HOST, KEY, Held, finish, host_link, set_up
from tests.services.staff import entered, hired
from tests.web.api.program import Program, addresses, interface, of_results, program
from tests.web.client import Browser

NO_TOKEN = "Send a token in the header “Authorization: Bearer …”."
OVER = "This token is unknown, has been revoked, or has ended."
BLIND = "No results are shown before the reveal."


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.VOTING, Phase.COUNTED])
def test_nothing_is_read_before_the_reveal(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    reader = program(held.store, held.code)
    for path in of_results(held.code):
        status, said = reader.problem(path)
        assert (status, said.startswith(BLIND)) == (409, True), path
    (row,) = reader.rows("/workshops")
    assert (row["phase"], row["shown"]) == (phase.value, False)


def test_a_reopened_result_is_hidden_until_the_next_reveal(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    reader = program(held.store, held.code)
    assert reader.rows(f"/workshops/{held.code}/scores")
    held.move(rounds.reopen_vote)
    assert {reader.problem(path)[0] for path in of_results(held.code)} == {409}
    assert not reader.rows("/workshops")[0]["shown"]


def test_departments_reply_first(held: Held) -> None:
    held.bring_to(Phase.COUNTED)
    held.move(reply_first, rounds.reveal)
    reader = program(held.store, held.code)
    for path in of_results(held.code):
        status, said = reader.problem(path)
        assert (status, said.startswith("Departments are replying first")) == (409, True)
    assert not reader.rows("/workshops")[0]["shown"]
    held.move(show_to_officials)
    assert reader.rows(f"/workshops/{held.code}/scores")


def test_a_closed_workshop_is_read_as_signed_off(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    held.move(finish)
    reader = program(held.store, held.code)
    assert reader.rows("/workshops")[0]["phase"] == "closed"
    assert reader.rows(f"/workshops/{held.code}/counts")


def test_small_departments_are_merged_as_on_the_pages(held: Held) -> None:
    crooked(held)
    reader = program(held.store, held.code)
    units = {row["unit"] for row in reader.rows(f"/workshops/{held.code}/units")}
    assert units == set(held.result().result.units)
    for path in of_results(held.code):
        tables = [row for row in reader.rows(path) if "unit" in row]
        assert "Roads" not in {row["unit"] for row in tables}, path


def test_a_token_reads_its_workshop_and_no_other(
    store: Store, held: Held, framework: Framework
) -> None:
    held.bring_to(Phase.REVEALED)
    other = set_up(store, framework, date=datetime.date(2025, 1, 1))
    other.bring_to(Phase.REVEALED)
    reader = program(store, held.code)
    assert [row["code"] for row in reader.rows("/workshops")] == [held.code]
    for path in of_results(other.code):
        status, said = reader.problem(path)
        assert (status, "are only for people with its link" in said) == (403, True)
    unknown = [reader.problem(path) for path in of_results("AAAAAA")]
    assert {status for status, _ in unknown} == {403}, "nobody learns which codes there are"
    assert reader.problem("/network")[0] == 403


def test_every_link_and_every_cookie_opens_no_address(held: Held) -> None:
    """The interface knows tokens for programs alone: a page in a browser can read nothing with its cookies."""
    held.bring_to(Phase.REVEALED)
    roles = ("facilitator", "cofacilitator", "official", "lead")
    links = [held.link(role).token or "" for role in roles]
    person = join(
        held.store, held.code, department_id=held.department("Water"), language="en", size=None
    )
    signed_in = entered(held.store, hired(held.store, "ana", "admin"))
    known = (*links, host_link(held.store), person, signed_in)
    cookies = {STAFF: ".".join(known[:5]), PERSON: person, ACCOUNT: signed_in}
    for token in ("", "a", "a" * 5000, "\xe9", *known):
        browser = Browser(interface(held.store), cookies=dict(cookies))
        for path in addresses(held.code):
            status, said = Program(browser, token).problem(path)
            assert status == 401, path
            assert said.startswith((NO_TOKEN, OVER))
    assert browser.get("/api/v1/workshops").headers["www-authenticate"] == "Bearer"


def test_a_token_is_no_link(held: Held) -> None:
    token = make_token(held.store, KEY, HOST, held.code)
    assert identify(held.store, KEY, staff_tokens=[token]).grants == ()


def test_a_revoked_token_reads_nothing(held: Held) -> None:
    reader = program(held.store, held.code)
    assert reader.get("/workshops").status == 200
    (view,) = tokens_of(held.store, KEY, HOST, held.code)
    revoke_token(held.store, HOST, held.code, view.id)
    assert reader.problem("/workshops")[1].startswith(OVER)


def test_a_token_ends_with_its_last_day(held: Held) -> None:
    with settable_clock() as clock:
        clock.set_to(NOON)
        reader = program(held.store, held.code, until=NOON.date())
        clock.step(minutes=10 * 60)
        assert reader.get("/workshops").status == 200
        clock.step(minutes=2 * 60)  # Lisbon is an hour ahead of UTC
        assert reader.problem("/workshops")[0] == 401


def test_wrong_tokens_are_limited_and_do_not_lock_out_the_right_one(held: Held) -> None:
    reader = program(held.store, held.code)
    guess = Program(reader.browser, "a-guess")
    said = [guess.get("/workshops").status for _ in range(MOST_WRONG_LINKS + 1)]
    assert set(said[:-1]) == {401}
    answer = guess.get("/workshops")
    assert (said[-1], answer.status, answer.headers["retry-after"]) == (429, 429, "600")
    assert reader.get("/workshops").status == 200


def test_reads_are_limited_for_each_token(held: Held) -> None:
    reader = program(held.store, held.code)
    other = Program(reader.browser, make_token(held.store, KEY, HOST, held.code))
    answers = {reader.get("/workshops").status for _ in range(MOST_READS)}
    assert answers == {200}
    assert reader.problem("/workshops")[0] == 429
    assert other.get("/workshops").status == 200


def test_nobody_else_may_keep_an_answer_or_read_it_from_another_site(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    reader = program(held.store, held.code)
    for path in (*addresses(held.code), "/openapi.json", "/nothing"):
        answer = reader.get(path, origin="https://evil.example")
        assert answer.cookies == {}
        assert not [name for name in answer.headers if name.startswith("access-control")]
        assert answer.headers["cache-control"] in ("private, no-cache", "no-store")
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_description_needs_no_token(held: Held) -> None:
    answer = Program(Browser(interface(held.store)), "").get("/openapi.json")
    assert (answer.status, json.loads(answer.body)["openapi"]) == (200, "3.1.0")
    assert held.code not in answer.body
