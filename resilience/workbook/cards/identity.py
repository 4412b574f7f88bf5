"""The hidden sheet that identifies a card and records the place of its indicators."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, fields

from xlsxwriter import Workbook

from resilience.errors import InputError
from resilience.framework.vocabulary import LARGEST_TABLE
from resilience.workbook.cards.layout import IDENTITY, IndicatorRow
from resilience.workbook.cards.model import CardIdentity
from resilience.workbook.reading.untrusted import UploadedBook

FORMAT = "resilience-scorecard/1"
_FORMAT, _DIGEST, _PLACED = "format", "digest", "placed"
_NUMBERS = ("round", "people", "vote")
_KEYS = tuple(one.name for one in fields(CardIdentity))
#: what reading values that nobody of ours wrote can meet
_DAMAGE = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
Rows = list[list[str]]


def write_identity(
    workbook: Workbook, identity: CardIdentity, placed: Sequence[IndicatorRow]
) -> None:
    """Write the sheet: keys with values, a row per indicator, and a digest over all of it.

    The digest tells slips and edits, not forgery: what protects is that `card` cannot be guessed.
    """
    paper = workbook.add_worksheet(IDENTITY)
    paper.very_hidden()
    paper.protect()
    rows = [[_FORMAT, FORMAT]]
    rows += [[key, _escaped(value)] for key, value in asdict(identity).items()]
    rows += [[_PLACED, *map(_escaped, asdict(one).values())] for one in placed]
    for at, row in enumerate([*rows, [_DIGEST, _digest(rows)]]):
        for column, words in enumerate(row):
            paper.write_string(at, column, words)


class NoScorecard(InputError):
    """The workbook is not a scorecard."""


def read_identity(uploaded: UploadedBook) -> tuple[CardIdentity, dict[str, IndicatorRow]]:
    """The identity of a card, and by code the places of its indicators when it was written.

    Raises `NoScorecard` for another workbook, `InputError` where the hidden sheet was changed.
    """
    rows = [[str(cell.value) for cell in row] for row in uploaded.sheets.get(IDENTITY, [])]
    if not rows or rows[0][0] != _FORMAT:
        raise NoScorecard(
            "The file is no scorecard: the hidden sheet that tells whose it is is missing. Take the "
            "scorecard that you were given, not another workbook or a copy of its sheets."
        )
    if rows[0] != [_FORMAT, FORMAT]:
        raise InputError(
            "The scorecard has a different format ({found}); this installation reads "
            "{known}. Make new scorecards for this workshop.",
            found=" ".join(rows[0][1:])[:40],
            known=FORMAT,
        )
    try:
        *rows, last = rows
        if last != [_DIGEST, _digest(rows)]:
            raise ValueError
        return _identity(rows), _placed(rows)
    except _DAMAGE as error:
        raise InputError(
            "The hidden sheet that identifies this scorecard was changed, so the file was not "
            "read. Copy the answers into a new scorecard."
        ) from error


def _identity(rows: Rows) -> CardIdentity:
    said = {key: json.loads(value) for key, value, *_ in rows if key in _KEYS}
    texts = {key: str(said[key]) for key in _KEYS if key not in _NUMBERS}
    people, number = int(said["people"]), int(said["round"])
    vote = int(said.get("vote", 0))  # earlier versions wrote none
    if not 1 <= people <= LARGEST_TABLE or number < 0:
        raise ValueError
    return CardIdentity(**texts, people=people, round=number, vote=vote)


def _placed(rows: Rows) -> dict[str, IndicatorRow]:
    found = (map(json.loads, row[1:]) for row in rows if row[0] == _PLACED)
    return {
        str(code): IndicatorRow(str(code), str(sheet), int(row), str(scale), str(words))
        for code, sheet, row, scale, words in found
    }


def _escaped(value: object) -> str:
    """A value as signs that no program which saves them again changes, trims or takes for escapes."""
    return json.dumps(value).replace("_", "\\u005f")


def _digest(rows: Rows) -> str:
    return hashlib.sha256(repr(rows).encode("utf-8", "replace")).hexdigest()
