"""Calendars as calendar programs read them: what is due, of whom, what changes and what ends."""

import datetime
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject

from resilience.scoring.planning.actions import ActionPlan
from resilience.scoring.planning.steps import ActionStep
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action, remove_action
from resilience.services.feeds.addresses import addresses_of, make_address, revoke_address
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import reply_first, show_to_officials
from resilience.store import now
from resilience.web.guard.refusals import MOST_WRONG_LINKS
from tests.services.clock import settable_clock
from tests.services.held import HOST, KEY, Held, finish
from tests.services.planned import change_action, follow_up
from tests.web.client import Answer, Browser

DAY, SOONER = datetime.date(2027, 3, 1), datetime.date(2027, 1, 15)
HOSTILE = (
    "Clean drains; pumps, \\n and\nEND:VEVENT\n<b>雨水管道清理与泵站检修" + "清理雨水管道" * 30
)


def address(held: Held, department: str = "") -> str:
    """A new address of the calendar, of all departments or of one."""
    one = held.department(department) if department else None
    return f"/feed/{make_address(held.store, KEY, HOST, held.code, 'calendar', one)}/actions.ics"


def read(answer: Answer) -> list[Any]:
    """The entries of a calendar, as a parser that does not belong to the writer reads it."""
    assert answer.status == 200, answer.body
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines], "no fold divides a sign"
    calendar = vobject.readOne(answer.body, validate=True, allowQP=False)
    assert list(calendar.components()), "a calendar needs a component"
    entries = calendar.contents.get("vevent", [])
    assert len({one.uid.value for one in entries}) == len(entries)
    return list(entries)


def told(answer: Answer) -> list[tuple[datetime.date, str, str]]:
    """Day, title and status of each entry."""
    return [(one.dtstart.value, one.summary.value, one.status.value) for one in read(answer)]


def plan(held: Held, what: str = "Clean the drains.", **facts: Any) -> ActionPlan:
    """An action of the department of roads."""
    return ActionPlan("W1", what, held.department(facts.pop("by", "Roads")), **facts)


def act(held: Held, what: str = "Clean the drains.", **facts: Any) -> int:
    """Add such an action."""
    return add_action(held.store, HOST, held.code, plan(held, what, **facts))


def test_actions_and_steps_by_day_with_what_they_are(phone: Browser, held: Held) -> None:
    at = address(held)
    held.bring_to(Phase.REVEALED)
    act(held, HOSTILE, by_when=DAY, steps=(ActionStep("Survey 涵洞", SOONER), ActionStep("Buy")))
    act(held, "Without a day.")
    step, action = read(phone.get(at))
    assert (step.dtstart.value, step.summary.value) == (SOONER, "Step due: Survey 涵洞 (Roads)")
    assert f"Action: {HOSTILE}" in step.description.value
    assert action.dtstart.value == DAY
    assert action.summary.value.startswith("Due: Clean drains; pumps, \\n and END:VEVENT <b>雨水")
    assert len(action.summary.value) == 150
    assert "Status: not started" in action.description.value
    page = f"http://testserver/actions?workshop={held.code}"
    for words in (HOSTILE, "Indicator: W1", "Responsible department: Roads", page):
        assert words in action.description.value
    assert (action.categories.value, action.transp.value) == (["Roads"], "TRANSPARENT")
    assert action.url.value == page


def test_a_calendar_of_a_department_has_its_actions_alone(phone: Browser, held: Held) -> None:
    roads, everything = address(held, "Roads"), address(held)
    held.bring_to(Phase.REVEALED)
    act(held, by_when=DAY)
    act(held, "Test the pumps.", by="Water", by_when=DAY)
    assert [one[1] for one in told(phone.get(roads))] == ["Due: Clean the drains. (Roads)"]
    assert len(read(phone.get(everything))) == 2
    assert "Test the pumps" not in phone.get(roads).body
    (first, _) = addresses_of(held.store, KEY, HOST, held.code, "calendar")
    assert first.department == "Roads"
    name = vobject.readOne(phone.get(roads).body).contents["x-wr-calname"][0].value
    assert name == "Due dates · Roads · Cascais · 2026"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in phone.get(roads).body
    assert "X-PUBLISHED-TTL:PT12H\r\n" in phone.get(roads).body


def test_a_change_keeps_the_id_and_counts_up(phone: Browser, held: Held) -> None:
    at = address(held)
    held.bring_to(Phase.REVEALED)
    steps = (ActionStep("Survey", SOONER), ActionStep("Survey", DAY))
    number = act(held, by_when=DAY, steps=steps)
    before = {one.uid.value: one for one in read(phone.get(at))}
    with settable_clock() as clock:
        clock.set_to(now() + datetime.timedelta(hours=1))
        new = (ActionStep("Ask for money", DAY), *steps)
        begun = now().replace(microsecond=0)
        change_action(held.store, HOST, held.code, number, plan(held, by_when=SOONER, steps=new))
        ended = now()
    after = {one.uid.value: one for one in read(phone.get(at))}
    assert before.keys() < after.keys()
    assert len(after) == 4
    for uid, one in before.items():
        assert int(after[uid].sequence.value) > int(one.sequence.value) == 0
        assert begun <= after[uid].dtstamp.value <= ended
        assert after[uid].last_modified.value == after[uid].dtstamp.value
    days = [after[uid].dtstart.value for uid in before]
    assert sorted(days) == [SOONER, SOONER, DAY]


def test_done_and_dropped_actions_stay_and_a_removed_one_goes(phone: Browser, held: Held) -> None:
    at = address(held)
    held.bring_to(Phase.REVEALED)
    done = act(held, by_when=SOONER, steps=(ActionStep("Survey", DAY),))
    dropped = act(held, "Build a dam.", by_when=DAY)
    removed = act(held, "Never mind.", by_when=DAY)
    follow_up(held.store, HOST, held.code, done, state="done", note="It was dear.")
    follow_up(held.store, HOST, held.code, dropped, state="dropped", note="")
    remove_action(held.store, HOST, held.code, removed)
    assert told(phone.get(at)) == [
        (SOONER, "Done: Clean the drains. (Roads)", "CONFIRMED"),
        (DAY, "Done: Survey (Roads)", "CONFIRMED"),
        (DAY, "Dropped: Build a dam. (Roads)", "CANCELLED"),
    ]
    assert "dear" not in phone.get(at).body


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.VOTING, Phase.COUNTED])
def test_nothing_is_told_before_the_reveal(phone: Browser, held: Held, phase: Phase) -> None:
    at = address(held)
    held.bring_to(phase)
    assert read(phone.get(at)) == []
    assert "There are no due dates yet" in phone.get(at).body.replace("\r\n ", "")


def test_nothing_is_told_while_departments_reply_or_a_vote_is_reopened(
    phone: Browser, held: Held
) -> None:
    at = address(held)
    held.bring_to(Phase.COUNTED)
    held.move(reply_first, rounds.reveal)
    act(held, by_when=DAY)
    assert read(phone.get(at)) == []
    held.move(show_to_officials)
    assert len(read(phone.get(at))) == 1
    held.move(rounds.reopen_vote)
    assert read(phone.get(at)) == []


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Lisbon", "UTC"])
def test_an_empty_calendar_has_the_zone_of_its_workshop(
    phone: Browser, workshop: Callable[..., Held], zone: str
) -> None:
    answer = phone.get(address(workshop(timezone=zone)))
    read(answer)
    (found,) = vobject.readOne(answer.body).contents["vtimezone"]
    noon = datetime.datetime(2026, 10, 13, 12)
    there = noon.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    assert noon.replace(tzinfo=found.tzinfo).utcoffset() == there


def test_a_calendar_that_is_known_is_not_sent_again(phone: Browser, held: Held) -> None:
    at = address(held)
    held.bring_to(Phase.REVEALED)
    number = act(held, by_when=DAY)
    first = phone.get(at)
    again = phone.get(at, if_none_match=first.headers["etag"])
    assert (again.status, again.content) == (304, b"")
    with settable_clock() as clock:
        clock.set_to(now() + datetime.timedelta(days=400))
        assert phone.get(at).content == first.content
    remove_action(held.store, HOST, held.code, number)
    assert phone.get(at, if_none_match=first.headers["etag"]).status == 200
    # no date says when an action was removed
    assert "last-modified" not in first.headers
    assert phone.get(at, if_modified_since="Fri, 31 Dec 2077 23:59:59 GMT").status == 200


def test_an_address_opens_the_calendar_alone_until_it_is_revoked(
    phone: Browser, held: Held
) -> None:
    at, other = address(held), address(held)
    feed = make_address(held.store, KEY, HOST, held.code, "feeds")
    refused = [f"/feed/{feed}/actions.ics", "/feed/unknown/actions.ics"]
    refused += [at.replace("actions.ics", f"{name}.atom") for name in ("workshop", "published")]
    refused.append(f"/feed/{held.link('official').token}/actions.ics")
    for one in refused:
        answer = phone.get(one)
        assert answer.status == 404
        assert "There is no feed or calendar at this address" in answer.body
    revoke_address(
        held.store,
        HOST,
        held.code,
        addresses_of(held.store, KEY, HOST, held.code, "calendar")[0].id,
    )
    assert phone.get(at).status == 404
    answer = phone.get(other)
    assert (answer.status, answer.cookies) == (200, {})
    assert answer.headers["cache-control"] == "private, no-cache"
    assert phone.post(other).status == 405


def test_guessing_is_slowed_down_for_feeds_and_calendars_together(
    phone: Browser, held: Held
) -> None:
    at = address(held)
    for n in range(MOST_WRONG_LINKS):
        assert phone.get(f"/feed/{n}/{'actions.ics' if n % 2 else 'workshop.atom'}").status == 404
    assert phone.get("/feed/one-more/actions.ics").status == 429
    assert phone.get(at).status == 200


def test_a_calendar_is_read_in_the_language_of_its_workshop_or_another(
    phone: Browser, workshop: Callable[..., Held]
) -> None:
    held = workshop(language="ja")
    held.bring_to(Phase.CLOSED)
    act(held, by_when=DAY)
    at = address(held)
    (own,), (english,) = told(phone.get(at)), told(phone.get(f"{at}?language=en"))
    assert own[1] != english[1]
    assert "Clean the drains." in own[1]
    assert english[1].startswith("Due:")


def test_the_plan_is_followed_after_the_close(phone: Browser, held: Held) -> None:
    at = address(held)
    held.bring_to(Phase.REVEALED)
    held.move(finish)
    act(held, by_when=DAY)
    assert len(read(phone.get(at))) == 1
