"""Weekly mails as a real mail server gets them: whom, when, what, once, and what follows a refusal."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from resilience.errors import InputError, NotFound, WrongTime
from resilience.outputs.mail.sending import Mailer, NotSent, send_confirmation, send_weekly
from resilience.process.mailing import send_due
from resilience.scoring.planning.actions import ActionPlan
from resilience.scoring.planning.steps import ActionStep
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.feeds.mail_addresses import (
    MOST_A_DAY,
    add_mail_address,
    mail_addresses_of,
    remove_mail_address,
)
from resilience.services.feeds.mail_consent import confirm_mail, end_mail, forget_unconfirmed
from resilience.services.feeds.mail_weeks import mails_due, take
from resilience.services.workshop.phase import Phase
from resilience.smtp import mail_server
from resilience.store.tables import MailAddress, MailQuestion, MailWeek
from tests.conftest import DATABASES
from tests.live import free_port
from tests.post import SENDER, Post
from tests.services.clock import Clock, settable_clock
from tests.services.held import HOST, KEY, Held, rows
from tests.services.planned import follow_up

BASE = "https://resilience.city.example"
WATER, ROADS = "water@city.example", "roads@city.example"
#: in Lisbon, where it is summer: an hour ahead of UTC
MONDAY = datetime.datetime(2026, 10, 19, 5, tzinfo=datetime.UTC)
TODAY = MONDAY.date()
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock that shows the Wednesday before."""
    with settable_clock() as made:
        made.set_to(MONDAY - 5 * DAY)
        yield made


@pytest.fixture
def mailer(post: Post) -> Mailer:
    """An installation that sends by this mail server."""
    return Mailer(mail_server(post.url), SENDER, BASE)


def add(held: Held, address: str = WATER, department: str = "", language: str = "en") -> str:
    """Add an address; returns its token."""
    one = held.department(department) if department else None
    return add_mail_address(held.store, KEY, HOST, held.code, address, language, one)[1]


def agreed(held: Held, *given: str) -> str:
    """Add an address that agrees at once; returns its token."""
    token = add(held, *given)
    confirm_mail(held.store, token)
    return token


def act(held: Held, what: str, by_when: datetime.date, by: str = "Water", **facts: Any) -> int:
    plan = ActionPlan("W1", what, held.department(by), by_when=by_when, **facts)
    return add_action(held.store, HOST, held.code, plan)


def look(held: Held, mailer: Mailer) -> None:
    """What a server does each hour."""
    send_due(held.store, KEY, mailer)


def troubles(held: Held) -> list[str]:
    return [one.trouble for one in mail_addresses_of(held.store, HOST, held.code)]


def words(post: Post, address: str = WATER) -> str:
    """The text of the only mail to an address."""
    (mail,) = post.to(address)
    return str(mail.get_content())


def test_a_mail_says_what_is_late_what_is_due_and_what_was_done(
    held: Held, post: Post, mailer: Mailer, clock: Clock
) -> None:
    held.bring_to(Phase.REVEALED)
    token = agreed(held)
    act(held, "Clean the\ndrains.", TODAY - DAY)
    act(held, "Renew the pumps.", TODAY + 40 * DAY, steps=(ActionStep("Survey", TODAY),))
    act(held, "Raise the dike.", TODAY + 28 * DAY, by="Roads")
    act(held, "Later.", TODAY + 29 * DAY)
    follow_up(held.store, HOST, held.code, act(held, "Buy boats.", TODAY), state="done", note="!?")
    follow_up(held.store, HOST, held.code, act(held, "No.", TODAY), state="dropped", note="")
    clock.set_to(MONDAY)
    look(held, mailer)
    (mail,) = post.to(WATER)
    assert mail["Subject"] == "Due: Action plan of Cascais (2026)"
    assert mail["From"] == f"Urban resilience dashboard <{SENDER}>"
    page = f"{BASE}/feed/{token}/mail"
    assert f"\r\nList-Unsubscribe: <{page}>\r\n".encode() in b"\r\n" + post.raw[0]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert str(mail.get_content()).replace("\r\n", "\n") == (
        "Action plan of Cascais (2026)\n\n"
        "Overdue:\n- Clean the drains. (Water, was due on October 18, 2026)\n\n"
        "Due by November 16, 2026:\n"
        "- Survey, a step of: Renew the pumps. (Water, October 19, 2026)\n"
        "- Raise the dike. (Roads, November 16, 2026)\n\n"
        "Done since October 14, 2026:\n- Buy boats. (Water)\n\n"
        f"The action plan:\n- {BASE}/actions?workshop={held.code}\n\n"
        "This e-mail comes on Mondays, and only while something is due. To stop it, open this "
        f"page and press the button:\n{page}\n"
    )


def test_a_department_gets_its_own_actions_in_the_language_of_the_address(
    held: Held, post: Post, mailer: Mailer, clock: Clock
) -> None:
    held.bring_to(Phase.REVEALED)
    act(held, "清理雨水管道" * 30, TODAY)
    act(held, "Raise the dike.", TODAY, by="Roads")
    agreed(held, WATER, "Water", "ja")
    agreed(held, ROADS, "Roads")
    clock.set_to(MONDAY)
    look(held, mailer)
    assert "清理雨水管道" * 30 in words(post)
    assert "Raise the dike." not in words(post)
    assert "Cascais" in post.to(WATER)[0]["Subject"]
    assert post.to(WATER)[0]["Content-Language"] == "ja"
    assert post.to(ROADS)[0]["Subject"] == "Due: Action plan of Cascais (2026) · Roads"
    assert "清理" not in words(post, ROADS)


def test_it_comes_once_a_week_from_monday_at_six_where_the_workshop_is(
    held: Held, post: Post, mailer: Mailer, clock: Clock
) -> None:
    held.bring_to(Phase.REVEALED)
    done = act(held, "Buy boats.", TODAY)
    act(held, "Clean the drains.", TODAY)
    agreed(held)
    for moment, mails in (
        (MONDAY - 2 * DAY, 0),
        (MONDAY - HOUR / 60, 0),
        (MONDAY, 1),
        (MONDAY + HOUR, 1),
        (MONDAY + 6 * DAY, 1),
        (MONDAY + 9 * DAY, 2),  # nobody looked on Monday
        (MONDAY + 10 * DAY, 2),
    ):
        clock.set_to(moment)
        look(held, mailer)
        assert len(post.mails) == mails, moment
        if moment == MONDAY + HOUR:
            follow_up(held.store, HOST, held.code, done, state="done", note="")
    first, second = (str(mail.get_content()) for mail in post.to(WATER))
    assert "Done since" not in first
    assert "Done since October 19, 2026:\r\n- Buy boats." in second


def test_nothing_due_is_no_mail_nor_before_officials_may_see_the_result(
    held: Held, post: Post, mailer: Mailer, clock: Clock
) -> None:
    held.bring_to(Phase.REVEALED)
    agreed(held)
    done = act(held, "Buy boats.", TODAY)
    follow_up(held.store, HOST, held.code, done, state="done", note="")
    clock.set_to(MONDAY)
    look(held, mailer)
    act(held, "Clean the drains.", TODAY)
    held.move(rounds.reopen_vote)
    clock.set_to(MONDAY + 8 * DAY)
    look(held, mailer)
    assert post.mails == []


def test_only_who_agreed_gets_it_and_no_longer_than_wanted(
    held: Held, post: Post, mailer: Mailer, clock: Clock
) -> None:
    held.bring_to(Phase.REVEALED)
    act(held, "Clean the drains.", TODAY)
    add(held, WATER)
    end_mail(held.store, agreed(held, ROADS))
    agreed(held, "port@city.example")
    last = mail_addresses_of(held.store, HOST, held.code)[-1]
    remove_mail_address(held.store, HOST, held.code, last.id)
    clock.set_to(MONDAY)
    look(held, mailer)
    assert post.mails == []
    assert [one.address for one in rows(held.store, MailAddress)] == [WATER]
    clock.set_to(MONDAY + 8 * DAY)
    forget_unconfirmed(held.store)
    assert len(rows(held.store, MailAddress)) == 1
    clock.set_to(MONDAY + 10 * DAY)
    forget_unconfirmed(held.store)
    assert rows(held.store, MailAddress) == []


def test_an_address_that_agreed_today_waits_for_the_next_monday(
    held: Held, post: Post, mailer: Mailer, clock: Clock
) -> None:
    held.bring_to(Phase.REVEALED)
    act(held, "Clean the drains.", TODAY)
    clock.set_to(MONDAY + HOUR)
    agreed(held)
    look(held, mailer)
    assert post.mails == []
    clock.set_to(MONDAY + 8 * DAY)
    look(held, mailer)
    assert len(post.mails) == 1


@pytest.mark.parametrize(("answer", "trouble", "again"), [
    ("450 Wait", "later", True),
    ("550 No such mailbox", "refused", False),
    ("", "unknown", False),
])  # fmt: skip
def test_a_refused_mail_is_sent_again_only_if_it_was_surely_not_taken(
    held: Held,
    post: Post,
    mailer: Mailer,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    answer: str,
    trouble: str,
    again: bool,
) -> None:
    held.bring_to(Phase.REVEALED)
    act(held, "Clean the drains.", TODAY)
    agreed(held, WATER)
    agreed(held, ROADS)
    post.spoils[WATER] = answer
    clock.set_to(MONDAY)
    look(held, mailer)
    assert troubles(held) == [trouble, ""]
    assert [one.getMessage() for one in caplog.records] == ["mail not delivered"]
    assert "city.example" not in str(caplog.records[0].__dict__)
    post.spoils.clear()
    look(held, mailer)
    assert len(post.to(ROADS)) == 1
    assert len(post.to(WATER)) == again
    clock.set_to(MONDAY + 8 * DAY)
    look(held, mailer)
    assert troubles(held) == ["", ""]


def test_while_the_mail_server_is_away_all_wait(held: Held, post: Post, clock: Clock) -> None:
    held.bring_to(Phase.REVEALED)
    act(held, "Clean the drains.", TODAY)
    agreed(held, WATER)
    agreed(held, ROADS)
    clock.set_to(MONDAY)
    look(held, Mailer(mail_server(f"smtp://127.0.0.1:{free_port()}"), SENDER, BASE))
    assert troubles(held) == ["unreachable", ""]
    assert rows(held.store, MailWeek) == []
    look(held, Mailer(mail_server(post.url), SENDER, BASE))
    assert sorted(name for name, _ in post.mails) == [ROADS, WATER]
    assert troubles(held) == ["", ""]


@pytest.mark.parametrize("dialect", DATABASES)
def test_a_week_is_taken_once(held: Held, post: Post, mailer: Mailer, clock: Clock) -> None:
    held.bring_to(Phase.REVEALED)
    act(held, "Clean the drains.", TODAY)
    agreed(held)
    clock.set_to(MONDAY)
    (mine,), (theirs,) = mails_due(held.store, KEY), mails_due(held.store, KEY)
    assert take(held.store, theirs)
    send_weekly(held.store, mailer, mine)
    look(held, mailer)
    assert post.mails == []


def test_an_address_whose_link_cannot_be_made_gets_no_mail(held: Held, clock: Clock) -> None:
    agreed(held)
    clock.set_to(MONDAY)
    assert len(mails_due(held.store, KEY)) == 1
    assert mails_due(held.store, b"another key of the tests, 32 bytes long") == []


def test_the_first_mail_asks_and_says_who_asked(held: Held, post: Post, mailer: Mailer) -> None:
    token = add(held, WATER, "Water")
    send_confirmation(held.store, mailer, WATER, token)
    said = " ".join(words(post).split())
    assert f"press the button: {BASE}/feed/{token}/mail If you do not" in said
    assert "resilience workshop of Cascais added this e-mail address" in said
    assert post.to(WATER)[0]["Subject"] == "Please confirm: Action plan of Cascais (2026) · Water"
    post.refuses[WATER] = f"550 {WATER} is unknown"
    with pytest.raises(NotSent, match=r"did not accept the e-mail \(code 550\)"):
        send_confirmation(held.store, mailer, WATER, token)


def test_a_mailbox_is_asked_once_a_year_until_its_reader_agrees(held: Held, clock: Clock) -> None:
    def refused(*given: str) -> bool:
        try:
            add(held, *given)
        except InputError as error:
            return "has not agreed, or it stopped" in str(error)
        return False

    def remove() -> None:
        last = mail_addresses_of(held.store, HOST, held.code)[-1]
        remove_mail_address(held.store, HOST, held.code, last.id)

    token = add(held, WATER)
    assert refused(WATER, "Water")
    confirm_mail(held.store, token)
    add(held, WATER, "Water")
    remove()
    assert refused(f"Water+2@{WATER.partition('@')[2]}")
    end_mail(held.store, token)
    assert mail_addresses_of(held.store, HOST, held.code) == []
    clock.set_to(MONDAY + 350 * DAY)
    forget_unconfirmed(held.store)
    assert refused(WATER)
    clock.set_to(MONDAY + 361 * DAY)
    forget_unconfirmed(held.store)
    assert rows(held.store, MailQuestion) == []
    assert not refused(WATER)


def test_what_is_no_address_or_is_there_already_is_refused(held: Held, clock: Clock) -> None:
    agreed(held, WATER)
    add(held, WATER, "Water")
    for wrong, why in (
        ((f" {WATER.upper()}",), "already on the list"),
        (("water",), "such as water@city.example"),
        ((f"{ROADS}\nBcc: {WATER}",), "such as water@city.example"),
        ((ROADS, "", "xx"), "one of the languages"),
    ):
        with pytest.raises(InputError, match=why):
            add(held, *wrong)
    with pytest.raises(InputError, match="Choose a department"):
        add_mail_address(held.store, KEY, HOST, held.code, ROADS, "en", 99)
    for number in range(MOST_A_DAY - 2):
        add(held, f"office{number}@city.example")
    with pytest.raises(WrongTime, match="At most 30 e-mail addresses"):
        add(held, ROADS)
    clock.set_to(MONDAY)
    add(held, ROADS)
    with pytest.raises(NotFound, match="already been removed"):
        remove_mail_address(held.store, HOST, held.code, 99)
