"""How departments see a city differently, worked by hand from the room of `rooms.SAID`."""

from resilience.scoring.certainty.blind_spots import BlindSpot
from resilience.services.counting import rounds
from resilience.services.counting.kept_facts import keep_missing
from resilience.services.results.departments import DepartmentDifferences, Pair, apart
from resilience.store.tables import FrozenFacts, Participant
from resilience.text import Text
from resilience.wording.beside.apart import spot_words
from resilience.wording.beside.pairs import differing
from resilience.wording.departments import pair_words
from tests.app.rooms import reveal_all
from tests.services.held import HOST, Held, rows

TEXT = Text()


def words(held: Held, code: str) -> list[str]:
    return pair_words(apart(held.result()), code, TEXT)


def two_minds(held: Held) -> None:
    """Eight of Water and eight of Power: power is 0 to Water and high to Power, water is alike."""
    held.move(rounds.open_vote)
    for department, level in (("Water", 0), ("Power", 4)):
        for at in range(8):
            held.say(held.join(department), W1=at % 4, W2=at % 4, P1=level, P2=5)


def test_a_blind_spot_is_named_without_a_figure(held: Held) -> None:
    two_minds(held)
    found = apart(held.reveal())
    assert found.spots == (
        BlindSpot("PWR", "Power", "higher"),
        BlindSpot("PWR", "Water", "lower"),
    )
    assert spot_words(found, held.view.framework, TEXT) == [
        "Power rates Power clearly higher than Water, by half a level or more in this room.",
    ]


def test_departments_that_answer_alike_are_no_pair_that_differs(held: Held) -> None:
    two_minds(held)
    found = apart(held.reveal())
    assert {"W1", "W2"} <= found.pairs.keys()
    assert differing(found, 10) == ["P1"]


def test_no_blind_spot_is_named_where_a_department_without_a_score_may_be_beyond(
    held: Held,
) -> None:
    """Roads does not know power, so it has no score of that theme."""
    two_minds(held)
    for _ in range(3):
        held.say(held.join("Roads"), W1=2, W2=2, P1="dk", P2="dk")
    found = apart(held.reveal())
    assert (found.spots, found.uncompared) == ((), ("PWR",))
    *_, left_out = spot_words(found, held.view.framework, TEXT)
    assert left_out == (
        "Not compared, because not every department has a score, or not on the same questions: Power."
    )


def test_departments_of_three_have_no_blind_spot_whatever_their_medians(held: Held) -> None:
    """P1 has 0 0 0 of Water and 4 4 4 of Power: of so few, chance would do it too often."""
    reveal_all(held)
    assert apart(held.result()).spots == ()


def test_blind_spots_stay_as_they_were_found_at_the_close(held: Held) -> None:
    two_minds(held)
    before = apart(held.reveal()).spots
    with held.store.write() as session:
        for person in rows(held.store, Participant, workshop_id=held.id):
            session.delete(person)
    assert before == apart(held.result()).spots != ()


def test_blind_spots_of_an_earlier_version_are_found_while_the_answers_are_there(
    held: Held,
) -> None:
    two_minds(held)
    expected = apart(held.reveal()).spots
    for answers_there, found in ((True, expected), (False, None)):
        with held.store.write() as session:
            for facts in rows(held.store, FrozenFacts):
                session.get_one(FrozenFacts, facts.round_id).spots = None
            for person in rows(held.store, Participant, workshop_id=held.id):
                if not answers_there:
                    session.delete(person)
        keep_missing(held.store)
        assert apart(held.result()).spots == found
    assert spot_words(apart(held.result()), held.view.framework, TEXT) == [
        "Blind spots are unknown: some of the answers needed to look for them were deleted."
    ]


def test_pairs_are_told_as_ten(held: Held) -> None:
    """W1: Water 1 2 3, Power 3 3 3: of 9 pairs Power is higher in 6 and even in 3, so 7.5 of 9."""
    reveal_all(held)
    assert words(held, "W1")[0] == (
        "If you pick one answer at random from Power and one from Water, the answer from Power is the "
        "higher in 8 of 10 cases. Ties count half."
    )
    assert words(held, "W2")[0] == ("No department tends to give higher levels than another.")


def test_clear_differences_come_first_and_measured_numbers_have_none(held: Held) -> None:
    held.move(rounds.open_vote)
    for department, one, other in (("Water", 0, 2), ("Power", 4, 2)):
        for _ in range(9):
            held.say(held.join(department), W1=other, P1=one, P2=5)
    found = apart(held.reveal())
    assert found.order == ("P1", "W1")
    assert found.pairs["P1"] == Pair("Water", "Power", found.pairs["P1"].found)
    assert pair_words(found, "P1", TEXT)[1] == "All departments: clear difference"


def test_departments_that_score_alike_have_no_differences_that_may_be_chance(held: Held) -> None:
    held.move(rounds.open_vote)
    for department in ("Water", "Power"):
        for _ in range(3):
            held.say(held.join(department), W1=2, W2=2, P1=2, P2=5)
    found = spot_words(apart(held.reveal()), held.view.framework, TEXT)
    assert found == ["There are no blind spots: departments score the themes compared alike."]


def test_a_single_department_is_apart_from_nobody(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    found = apart(held.reveal())
    assert (found.spots, found.pairs) == ((), {})
    assert isinstance(found, DepartmentDifferences)
    assert spot_words(found, held.view.framework, TEXT) == [
        "Blind spots are unknown: no theme can be compared across all departments."
    ]


def test_a_theme_that_only_a_later_vote_scores_compares_no_department(held: Held) -> None:
    held.move(rounds.open_vote)
    people = [held.join(place) for place in ("Water", "Power") for _ in range(4)]
    for who in people:
        held.say(who, W1=1, W2=2, P1="dk", P2="dk")
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["P1", "P2"])
    for who in people:
        held.say(who, P1=3, P2=2.5)
    result = held.reveal()
    assert result.result.city["PWR"].value is not None
    assert {theme for _, theme in apart(result).from_city} == {"WAT"}
