"""What those who usually know say: it follows from rows of counts that are served one by one."""

from collections.abc import Iterable
from statistics import median_high, median_low

from resilience.scoring.counting.tally import CITY_ROW
from resilience.services.results.discussion import UsualAnswers, discuss
from resilience.services.results.results import WorkshopResult
from tests.services.attack.served_rows import served

#: the only department of the stage that usually knows anything
KNOWS = "Water"


def apart_of(result: WorkshopResult) -> dict[str, UsualAnswers]:
    """By indicator the answers of those who usually know, where they are shown: unions of whole served rows."""
    found = {topic.code: topic.apart for topic in discuss(result) if topic.apart}
    for code, apart in found.items():
        rows = {unit: row for unit, c, row in served(result.tallies) if c == code}
        assert code not in result.later
        assert CITY_ROW not in rows, f"{code}: answers are pooled beside units that are set apart"
        assert {unit for unit, row in rows.items() if sum(row.answers)} == {
            room.unit for room in result.room
        }, f"{code}: a unit without served levels, and yet units are set apart"
        own = rows.pop(KNOWS)
        others = (row.answers for row in rows.values())
        assert apart == UsualAnswers(_middle([own.answers]), _middle(others))
    return found


def _middle(rows: Iterable[tuple[int, ...]]) -> tuple[int, int]:
    said = [level for row in rows for level, count in enumerate(row) for _ in range(count)]
    return median_low(said), median_high(said)
