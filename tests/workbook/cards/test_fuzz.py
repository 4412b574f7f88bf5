"""Damaged and tampered scorecards give a sentence or a card, and never anything else."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest

from resilience.errors import InputError
from resilience.framework import Framework
from resilience.workbook.cards import FilledAnswer, FilledCard, read_card
from tests.workbook.cards.faces import written
from tests.workbook.reading.hostile import parts

pytestmark = pytest.mark.long

FILLED = (FilledAnswer("W1", 3.0, "drains", "map"), FilledAnswer("P2", 2.5, "", ""))
#: what stands in the XML of a card and may be made something else
PIECES = re.compile(rb'"[^"]*"|>[^<]+<|<[a-zA-Z/][^>]*>')
#: what is put there
NASTY = (
    b'""', b'"0"', b'"-1"', b'"99999999999999999999"', b'"x"', b'"str"', b'"b"', b'"e"', b'"d"',
    b'"A1:XFD1048576"', b'"#REF!"', b'"rId99"', b">=cmd|'/C calc'!A0<", b">9999<", b">NaN<",
    b">1e999<", b">\xff\xfe<", b"<x/>", b"<f>1+1</f>", b"<c><v>1</v></c>", b"<v>", b"", b"><",
)  # fmt: skip


def repacked(content: dict[str, bytes]) -> bytes:
    """A file of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return held.getvalue()


def bytes_flipped(good: bytes, chance: random.Random) -> bytes:
    """The file with some bytes of it changed."""
    data = bytearray(good)
    for _ in range(chance.choice((1, 3, 30))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def cut(good: bytes, chance: random.Random) -> bytes:
    """The file without a piece of it."""
    start = chance.randrange(len(good))
    return good[:start] + good[start + chance.choice((1, 100, len(good))) :]


def part_dropped(good: bytes, chance: random.Random) -> bytes:
    """The file without one or two of its parts."""
    content = parts(good)
    for name in chance.sample(list(content), chance.choice((1, 2))):
        del content[name]
    return repacked(content)


def parts_swapped(good: bytes, chance: random.Random) -> bytes:
    """The file with two parts in each other's place."""
    content = parts(good)
    one, other = chance.sample(list(content), 2)
    content[one], content[other] = content[other], content[one]
    return repacked(content)


def xml_edited(good: bytes, chance: random.Random) -> bytes:
    """The file with some values and elements of one of its parts made something else."""
    content = parts(good)
    name = chance.choice([name for name in content if name.startswith("xl")])
    for _ in range(chance.choice((1, 1, 5))):
        found = list(PIECES.finditer(content[name]))
        if found:
            piece = chance.choice(found)
            data = content[name]
            content[name] = data[: piece.start()] + chance.choice(NASTY) + data[piece.end() :]
    return repacked(content)


def xml_shuffled(good: bytes, chance: random.Random) -> bytes:
    """The file with elements of a part repeated, or in another order."""
    content = parts(good)
    name = chance.choice([name for name in content if "sheet" in name])
    elements = re.split(rb"(?<=>)(?=<)", content[name])
    one, other = chance.randrange(len(elements)), chance.randrange(len(elements))
    elements[one] = elements[other]
    content[name] = b"".join(elements)
    return repacked(content)


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    bytes_flipped, cut, part_dropped, parts_swapped, xml_edited, xml_shuffled,
)  # fmt: skip


def outcomes(
    framework: Framework, mutate: Callable[[bytes, random.Random], bytes], times: int
) -> Iterator[FilledCard | InputError]:
    """What comes of a good card that was changed in many ways."""
    good = written(framework, *FILLED)
    for seed in range(times):
        try:
            yield read_card(mutate(good, random.Random(seed)), framework)
        except InputError as error:
            yield error


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_a_mutated_card_gives_a_sentence_or_a_card(
    framework: Framework, mutate: Callable[[bytes, random.Random], bytes]
) -> None:
    found = list(outcomes(framework, mutate, 120))
    for one in found:
        if isinstance(one, InputError):
            assert str(one)[0].isupper() and str(one).endswith((".", ")")), one
        else:
            codes = {answer.indicator for answer in one.answers}
            assert codes <= {"W1", "W2", "P1", "P2"}
            assert all(str(fault) for fault in one.faults)
    assert any(isinstance(one, InputError) for one in found)


def test_the_files_are_changed_for_real(framework: Framework) -> None:
    """Where a mutation still gives the whole card, it did not touch an answer."""
    good = written(framework, *FILLED)
    for mutate in MUTATIONS:
        assert mutate(good, random.Random(1)) != good
