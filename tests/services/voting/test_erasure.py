"""Erasing: nothing of a participant is left, and nobody's answer can be told from what goes."""

import json
import random
import sqlite3
from contextlib import closing
from dataclasses import fields

import pytest
from sqlalchemy import select

from resilience.errors import NotAllowed, WrongTime
from resilience.framework import Framework
from resilience.outputs.report import report_of
from resilience.services.access.access import Visitor, identify
from resilience.services.counting import rounds
from resilience.services.counting.consequences import may_reopen
from resilience.services.deciding import weights
from resilience.services.results.between_votes import between_votes
from resilience.services.results.replies import admit_lead
from resilience.services.results.results import WorkshopResult
from resilience.services.upkeep.retention import remove_now
from resilience.services.voting.my_data import erase_own, own_file
from resilience.services.workshop.participants import join
from resilience.store import Store, now
from resilience.store.tables import (
    Base,
    CardImport,
    FrozenMoments,
    Participant,
    ReplacedAnswer,
    Response,
    StaffAct,
)
from resilience.text import Text
from tests.services.attack.random_history import play
from tests.services.attack.stage import Stage
from tests.services.delivering import save_answer, save_remark
from tests.services.held import HOST, KEY, Held, finish, present, rows, set_up
from tests.services.left import WORDS, everything, kept_of
from tests.services.recount import frozen, room

OTHERS = ("remarks", "workshop")


def erase(held: Held, who: Visitor) -> None:
    erase_own(held.store, who)


def figures(result: WorkshopResult) -> str:
    """All that a result says but remarks, and the revision of its workshop."""
    return repr({f.name: getattr(result, f.name) for f in fields(result) if f.name not in OTHERS})


def said(result: WorkshopResult) -> list[tuple[str, str, str]]:
    """The remarks of a result, without their language."""
    return [(remark.indicator, remark.unit, remark.comment) for remark in result.remarks]


def written(held: Held, who: Visitor) -> set[str]:
    """All comments that somebody ever wrote."""
    return {
        row.comment
        for table in (Response, ReplacedAnswer)
        for row in rows(held.store, table, participant_id=who.participant_id)
    }


def everywhere(store: Store) -> str:
    """All that stands in any row of the database."""
    with store.engine.connect() as connection:
        return "\n".join(
            repr(row)
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(table))
        )


def test_nothing_is_left_of_who_left_something_everywhere(held: Held) -> None:
    who = everything(held)[-1]
    assert all(kept_of(held.store, present(who.participant_id)).values())
    assert all(word in everywhere(held.store) for word in WORDS)
    erase(held, who)
    assert not any(kept_of(held.store, present(who.participant_id)).values())
    assert not any(word in everywhere(held.store) for word in WORDS)
    assert who.known_by not in everywhere(held.store)
    assert [row.joined for row in rows(held.store, CardImport)] == [[]]


def test_no_byte_of_an_erased_comment_is_left_in_the_file(sqlite_store: Store, framework: Framework) -> None:  # fmt: skip
    held = set_up(sqlite_store, framework)
    who = everything(held)[-1]
    erase(held, who)
    file = sqlite_store.file
    assert file
    parts = [part.read_bytes() for part in file.parent.glob(f"{file.name}*")]
    assert not [word for word in WORDS if any(word.encode() in part for part in parts)]
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_whoever_was_erased_is_nobody_here_and_does_nothing_more(held: Held) -> None:
    held.move(rounds.open_vote)
    who = held.vote("Water", 1)[0]
    erase(held, who)
    for attempt in (
        lambda: save_answer(held.store, who, "W1", 2),
        lambda: own_file(held.store, who, Text("en")),
        lambda: erase(held, who),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_who_joins_next_is_not_taken_for_who_was_erased(held: Held) -> None:
    """SQLite gives the id of a row that went to the next one."""
    held.move(rounds.open_vote)
    gone = held.vote("Water", 1)[0]
    erase(held, gone)
    held.join()
    with pytest.raises(NotAllowed):
        save_answer(held.store, gone, "W1", 4)


def test_a_vote_that_is_open_counts_without_them(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 1, 2, 3)
    save_remark(held.store, people[0], "W1", comment="Mine.")
    erase(held, people[0])
    result = held.reveal()
    assert result.tallies.by_code["W1"].answers.tolist() == [[0, 1, 1, 1, 0]]
    assert (result.people, result.remarks) == (3, ())


def test_a_vote_that_closed_keeps_its_figures_and_moments_and_loses_the_comments(
    held: Held,
) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 1, 2, 3)
    for n, who in enumerate(people):
        save_remark(held.store, who, "W1", comment=f"By {n}.")
    shown, moments = held.reveal(), rows(held.store, FrozenMoments)
    erase(held, people[1])
    after = held.result()
    assert [remark.comment for remark in after.remarks] == ["By 0.", "By 2.", "By 3."]
    assert figures(after) == figures(shown)
    assert after.workshop.revision == shown.workshop.revision + 1
    assert rows(held.store, FrozenMoments) == moments
    assert "By 1." not in repr(report_of(after, Text("en"), now()))


def test_three_of_whom_one_is_erased_still_show_what_the_others_wrote(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 1, 2)
    for n, who in enumerate(people):
        save_remark(held.store, who, "W1", comment=f"By {n}.")
    held.reveal()
    erase(held, people[0])
    assert [remark.comment for remark in held.result().remarks] == ["By 1.", "By 2."]
    held.move(rounds.reopen_vote, rounds.close_vote, rounds.drop_vote)
    assert [remark.comment for remark in held.result().remarks] == ["By 1.", "By 2."]


def test_a_vote_that_closed_and_was_not_revealed_is_revealed_as_it_was_fixed(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 1, 2)
    held.move(rounds.close_vote)
    erase(held, people[0])
    held.move(rounds.reveal)
    assert held.result().people == 3


def test_reopened_after_the_reveal_the_figures_do_not_lose_one_person(held: Held) -> None:
    """What was shown and a count without the one who went would tell what that one had said."""
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 1, 2, 3)
    held.reveal()
    shown, here = frozen(held), room(held)
    held.move(rounds.reopen_vote)
    erase(held, people[3])
    held.move(rounds.close_vote)
    assert (frozen(held), room(held)) == (shown, here)
    held.move(rounds.reopen_vote)
    for who in people[:3]:  # three people changed: the fourth is hidden among them
        held.say(who, W1=4)
    held.move(rounds.close_vote, rounds.reveal)
    tallies = held.result().tallies
    assert tallies.city.by_code["W1"].answers.sum(axis=0).tolist() == [0, 0, 0, 0, 3]
    assert (frozen(held), room(held)) == (shown, here), "the unit keeps its first vote"


def test_reopened_before_any_reveal_all_is_counted_anew(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 1, 2, 3)
    held.move(rounds.close_vote, rounds.reopen_vote)
    erase(held, people[3])
    assert held.reveal().people == 3


def second_vote(held: Held, people: list[Visitor]) -> None:
    """All but the first, who is erased, say the same to W1 in a second vote."""
    held.reveal()
    erase(held, people[0])
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who, said in zip(people[1:], (1, 2, 3), strict=True):
        held.say(who, W1=said)
    held.move(rounds.close_vote)


def test_a_vote_that_only_one_who_erased_left_is_not_shown(held: Held) -> None:
    """Nobody moved, and one fewer answered: then the first vote less the second is what that one said."""
    held.move(rounds.open_vote)
    second_vote(held, held.vote("Water", 0, 1, 2, 3))
    held.move(rounds.reveal)
    result = held.result()
    assert [vote.number for vote in result.rounds] == [1]
    assert between_votes(held.store, result).people == {}


def test_moments_of_a_later_vote_do_not_differ_by_one_person(held: Held) -> None:
    """Where somebody is gone what the unit kept before stays: nothing is averaged without that person."""
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 1, 2, 3)
    for who in people:
        held.say(who, W2=1, P1=2, P2=3)
    second_vote(held, people)
    kept = {(row.round_id, row.theme): row.people for row in rows(held.store, FrozenMoments)}
    assert set(kept.values()) == {4}


def test_points_that_were_shown_stay_as_they_were_shown(held: Held) -> None:
    people = [held.join() for _ in range(4)]
    weights.ask_for_points(held.store, HOST, held.code)
    for n, who in enumerate(people):
        weights.save_points(held.store, who, {"WAT": 10 * n, "PWR": 100 - 10 * n})
    erase(held, people[0])
    assert weights.view_weighing(held.store, HOST, held.code).people == 3
    weights.close_points(held.store, HOST, held.code)
    shown = weights.view_weighing(held.store, HOST, held.code)
    assert shown.mean is not None
    assert shown.mean.weights[0] == pytest.approx(0.2)  # (0.1 + 0.2 + 0.3) / 3
    erase(held, people[1])
    assert weights.view_weighing(held.store, HOST, held.code) == shown
    weights.settle_weights(held.store, HOST, held.code, adopt=True)
    held.move(rounds.open_vote)
    held.vote("Power", 0, 1, 2)
    held.reveal()
    assert held.result().weighed == 3


def test_a_department_whose_last_one_went_is_still_shown_where_it_was(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 0, 1, 2)
    alone = held.vote("Power", 4)[0]
    held.reveal()
    lead = held.staff("lead", "Power")
    unit = admit_lead(held.store, lead, held.code).departments[0].unit
    assert unit
    erase(held, alone)
    assert admit_lead(held.store, lead, held.code).departments[0].unit == unit


def test_the_record_says_that_and_not_who(held: Held) -> None:
    held.move(rounds.open_vote)
    token = join(held.store, held.code, department_id=held.department("Power"), language="ja")
    staff = [held.link("facilitator").token or ""]
    who = identify(held.store, KEY, staff_tokens=staff, participant_token=token)
    erase(held, who)  # a facilitator who took part, on one device
    last = rows(held.store, StaffAct)[-1]
    assert (last.actor, last.act, last.workshop) == ("participant", "own data erased", held.code)
    assert (last.thing, last.before, last.after) == ("", None, None)


def test_others_and_their_answers_stay(held: Held) -> None:
    held.move(rounds.open_vote)
    first, *others = held.vote("Water", 0, 1, 2, 3)
    erase(held, first)
    assert len(rows(held.store, Participant)) == len(others)
    with pytest.raises(NotAllowed):
        erase(held, HOST)
    held.move(rounds.close_vote, rounds.reveal, finish)
    erase(held, others[0])  # also when all is over
    assert held.result().people == 3


def test_the_file_has_all_that_is_kept_and_no_key(held: Held) -> None:
    who = everything(held)[-1]
    content = json.loads(b"".join(own_file(held.store, who, Text("en"))))
    kept = {name: table["rows"] for name, table in content["kept"].items()}
    assert {n: len(found) for n, found in kept.items()} == kept_of(
        held.store, present(who.participant_id)
    )
    assert content["about"]["workshop"] == held.code
    assert kept["participant"][0]["department"] == "Water"
    answers = {row["indicator"]: row for row in kept["response"]}
    assert (answers["W1 · Drains"]["comment"], answers["W1 · Drains"]["level"]) == (WORDS[0], 4)
    assert answers["W1 · Drains"]["vote"] == 1
    assert {row["theme"]: row["points"] for row in kept["points_given"]} == {
        "WAT · Water": 60,
        "PWR · Power": 40,
    }
    assert kept["feasibility"] == [{"action": "Clean the drains.", "value": 1.0}]
    assert who.known_by not in json.dumps(content)


@pytest.mark.long
def test_whatever_happened_a_result_differs_by_the_own_remarks_alone(
    sqlite_store: Store, framework: Framework
) -> None:
    shown_once = 0
    for seed in range(12):
        rng = random.Random(seed)
        stage = Stage(sqlite_store, framework, k=3)
        play(stage, rng)
        held = stage.held
        try:
            shown = held.result()
        except WrongTime:
            continue
        shown_once += 1
        who = rng.choice(stage.here).who
        own = written(held, who)
        erase(held, who)
        after = held.result()
        assert figures(after) == figures(shown)
        assert said(after) == [one for one in said(shown) if one[2] not in own]
        if may_reopen(sqlite_store, HOST, held.code):
            held.move(rounds.reopen_vote, rounds.close_vote, rounds.drop_vote)
        again = held.result()
        assert repr(again.tallies.by_code) == repr(shown.tallies.by_code)
        assert said(again) == said(after)
        held.move(finish)
        remove_now(held.store, HOST, held.code)
        assert figures(held.result()) == figures(again)
        assert said(held.result()) == []
    assert shown_once > 5, "the histories are too dull"
