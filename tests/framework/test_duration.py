"""How long a scorecard takes, counted by hand."""

from collections.abc import Mapping

import pytest

from resilience.framework import Framework, load_source, minutes_to_answer
from tests.framework.small import FILES

ENGLISH = """\
language: en
title: Small
themes:
  A: {title: Water}
  AA: {title: Drains}
  B: {title: Power}
indicators:
  AA.1: {title: %s, question: %s, why: %s, evidence: %s, levels: [%s, A draft., A plan.]}
  "1.10": {title: Drain size, question: How large are they?, levels: [Small., Middling., Large.]}
  B1: {title: Outage, question: How many hours a year?}
  B2: {title: Spare, question: How many generators?}
"""


def words(count: int) -> str:
    """So many words."""
    return " ".join(["word"] * count)


def read(
    title: int,
    question: int,
    level: int,
    texts: Mapping[str, str] | None = None,
    *,
    unread: int = 0,
) -> Framework:
    """The small framework, its first indicator with so many words (its levels have four more)."""
    english = ENGLISH % tuple(map(words, (title, question, unread + 1, unread + 1, level)))
    others = {f"text.{language}.yaml": said for language, said in (texts or {}).items()}
    return load_source({**FILES, "text.en.yaml": english, **others})


def minutes(framework: Framework, *codes: str, language: str = "en") -> int:
    """Minutes of the indicators with these codes."""
    asked = [one for one in framework.root.indicators() if one.code in codes]
    return minutes_to_answer(framework, asked, language)


def test_nothing_takes_no_time() -> None:
    assert minutes(read(1, 1, 1)) == 0


@pytest.mark.parametrize(
    ("title", "question", "level", "expected"),
    [
        (1, 1, 1, 1),  # 7 words are 2.1 s; with 20 s of thought 22.1 s
        (4, 20, 105, 1),  # 24 + 105 + 4 = 133 words are 39.9 s; 59.9 s
        (4, 20, 106, 2),  # 134 words are 40.2 s; 60.2 s is over a minute
        (4, 20, 305, 2),  # 333 words are 99.9 s; 119.9 s
        (4, 20, 306, 3),  # 334 words are 100.2 s; 120.2 s
    ],
)
def test_english_is_read_at_200_words_a_minute_with_20_seconds_of_thought(
    title: int, question: int, level: int, expected: int
) -> None:
    assert minutes(read(title, question, level), "AA.1") == expected


def test_why_and_evidence_are_not_read() -> None:
    assert minutes(read(1, 1, 1, unread=900), "AA.1") == 1


def test_all_items_are_added_up_before_rounding() -> None:
    # AA.1 7, 1.10 9, B1 6 and B2 4 words: 26 words are 7.8 s, four times 20 s of thought 80 s: 87.8 s
    assert minutes(read(1, 1, 1), "AA.1", "1.10", "B1", "B2") == 2
    # two of them: 16 words are 4.8 s, and 40 s: 44.8 s
    assert minutes(read(1, 1, 1), "AA.1", "1.10") == 1


def characters(language: str, sign: str, count: int) -> str:
    """A translation of the first indicator, a level with so many characters and a space, which is not counted."""
    level = f"{sign} {sign * (count - 1)}"
    return (
        f"language: {language}\ntitle: {sign}\nthemes: {{}}\nindicators:\n"
        f"  AA.1: {{title: {sign}, question: {sign}, levels: [{level}, {sign}a, {sign}b]}}\n"
    )


@pytest.mark.parametrize(
    ("language", "sign", "most"),
    [
        # 300 a minute: 194 + 6 = 200 characters are 40 s
        ("zh-Hans", "字", 194),
        # 400 a minute: 260 + 6 = 266 characters are 39.9 s, 267 are 40.05 s
        ("ja", "字", 260),
        ("ko", "글", 260),
    ],
)
def test_characters_are_read_at_the_pace_of_their_language(
    language: str, sign: str, most: int
) -> None:
    fits = read(1, 1, 1, {language: characters(language, sign, most)})
    over = read(1, 1, 1, {language: characters(language, sign, most + 1)})
    assert minutes(fits, "AA.1", language=language) == 1
    assert minutes(over, "AA.1", language=language) == 2


def test_what_is_not_translated_is_read_as_english() -> None:
    # 129 + 4 + 2 words in English are 40.5 s: as 300 characters a minute they would be over 2 minutes
    framework = read(1, 1, 129)
    assert minutes(framework, "AA.1", language="zh-Hans") == minutes(framework, "AA.1") == 2
    other = "language: ja\ntitle: 小\nthemes: {A: {title: 水}}\nindicators: {}\n"
    assert minutes(read(1, 1, 128, {"ja": other}), "AA.1", language="ja") == 2
    assert (
        minutes(read(1, 1, 127, {"ja": other}), "AA.1", language="ja") == 1
    )  # 133 words are 39.9 s
