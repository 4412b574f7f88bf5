"""Remarks in the result: with their unit, never the person, nor a language that tells of one."""

from collections.abc import Callable

from resilience.scoring import Remark
from resilience.services.counting import rounds
from resilience.services.workshop.plan import OTHER_DEPARTMENTS
from tests.services.delivering import save_remark
from tests.services.held import Held


def test_remarks_carry_the_unit_and_never_the_person(held: Held) -> None:
    held.move(rounds.open_vote)
    water = held.vote("Water", 1, 1, 1)
    (power,) = held.vote("Power", 1)
    held.vote("Roads", 1, 1)
    save_remark(held.store, water[0], "W1", comment="It overflows.", confidence="high")
    written = {"comment": "夜间。", "evidence": "The log of 2025."}
    save_remark(held.store, power, "W1", language="zh-Hans", **written)
    result = held.reveal()
    assert result.remarks == (
        Remark("W1", "Water", "It overflows.", "", None),
        Remark("W1", OTHER_DEPARTMENTS, "夜间。", "The log of 2025.", None),
    )
    assert set(Remark.__slots__) == {
        *("indicator", "unit", "comment", "evidence", "language", "level")
    }


def test_the_language_of_remarks_is_named_where_k_people_of_the_unit_wrote_in_it(
    workshop: Callable[..., Held],
) -> None:
    held = workshop(departments={"Water": 3, "Power": 6})
    held.move(rounds.open_vote)
    water, power = (
        held.vote("Water", 0, 2, 3),
        [*held.vote("Power", 1, 1, 1), held.join("Power", 3)],
    )
    held.say(power[3], W1=1)
    for who in water:
        save_remark(held.store, who, "W1", language="ja", comment="水。")
    save_remark(held.store, water[0], "W2", language="ko", comment="물.")
    save_remark(held.store, water[1], "W2", language="ko", comment="물!")
    for code in ("W1", "W2", "P1", "P2"):
        save_remark(held.store, power[0], code, language="ja", comment="電気。")
    save_remark(held.store, power[3], "W1", language="ko", comment="전기.")
    for who in power[2:]:
        save_remark(held.store, who, "W2", language="zh-Hans", comment="电力。")
    told = {(r.unit, r.comment): r.language for r in held.reveal().remarks}
    assert told == {
        ("Water", "水。"): "ja",
        ("Water", "물."): None,
        ("Water", "물!"): None,
        ("Power", "電気。"): None,
        ("Power", "전기."): "ko",
        ("Power", "电力。"): None,
    }


def test_an_open_workshop_names_the_language_of_each_remark(
    workshop: Callable[..., Held],
) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    (who,) = held.vote("Water", 1)
    save_remark(held.store, who, "W1", language="ja", comment="水。")
    assert [r.language for r in held.reveal().remarks] == ["ja"]


def test_remarks_are_kept_without_signs_that_turn_words_around(held: Held) -> None:
    held.move(rounds.open_vote)
    who = held.join("Water")
    kept = save_remark(
        held.store,
        who,
        "W1",
        comment="a\u202eb \u2066مرحبا\u2069 שלום\n👩\u200d🚒",
        evidence="\x07log",
    )
    assert kept.comment == "ab مرحبا שלום\n👩\u200d🚒"
    assert kept.evidence == "log"


def test_a_remark_without_an_answer_makes_nobody_a_participant(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 1, 1)
    save_remark(held.store, held.join("Power"), "W1", comment="I only listen.")
    result = held.reveal()
    assert result.people == 3
    assert [(remark.unit, remark.comment) for remark in result.remarks] == [
        ("Water", "I only listen.")
    ]
