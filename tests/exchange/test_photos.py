"""Photos are made new: nothing of the file is left but the picture, and what is none gets a sentence."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageOps

from resilience.errors import InputError
from resilience.exchange.attached.photos import plain_photo
from resilience.workbook.reading.reading_process import read_apart
from tests.exchange.walls import wall

SECRET = b"38.69N 9.42W"


def read(photo: bytes) -> Image.Image:
    return Image.open(io.BytesIO(photo))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it has this many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_made_new_at_most_2000_pixels_wide(kind: str) -> None:
    made = read(read_apart(plain_photo, wall(kind, (3000, 1500))))
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (2000, 1000))


def test_nothing_but_the_picture_is_left_and_it_is_upright() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, SECRET.decode()
    photo = wall("JPEG", exif=exif, comment=SECRET) + b"<script>" + SECRET
    assert photo.count(SECRET) == 3
    made = plain_photo(photo)
    assert SECRET not in made and b"Exif" not in made and b"script" not in made
    assert read(made).size == (480, 640)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright_however_its_camera_was_held(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    corner, held = Image.new("RGB", (64, 48)), io.BytesIO()
    corner.paste((255, 255, 255), (0, 0, 32, 16))
    corner.save(held, "JPEG", exif=exif, quality=95)
    expected = ImageOps.exif_transpose(read(held.getvalue()))
    made = read(plain_photo(held.getvalue()))
    assert made.size == expected.size
    assert np.abs(np.asarray(made, int) - np.asarray(expected, int)).max() < 60


def test_a_photo_with_a_tag_of_another_type_than_usual_is_read() -> None:
    """Orientation 6, and a width in letters, which cannot be written as it was read."""
    width, turned = b"\1\0\0\2\0\0\0\x04100\0", b"\1\x12\0\3\0\0\0\1\0\6\0\0"
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\2" + width + turned + bytes(4)
    assert read(plain_photo(wall("JPEG", exif=exif))).size == (480, 640)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "cannot be read as a photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "cannot be read as a photo"),
        (b"GIF89a" + bytes(40), "cannot be read as a photo"),
        (b"%PDF-1.7", "cannot be read as a photo"),
        (wall("PNG")[:200], "cannot be read as a photo"),
        (bytes(4) + b"ftypheic" + bytes(40), "HEIC"),
        (bomb(60_000, 60_000), "60000 by 60000 pixels"),
    ],
)
def test_what_is_no_photo_gets_a_sentence(content: bytes, why: str) -> None:
    with pytest.raises(InputError) as refused:
        read_apart(plain_photo, content)
    assert why in str(refused.value)
