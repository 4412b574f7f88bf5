"""Re-encodes uploaded photos as JPEG of at most 2000 pixels, without metadata."""

import io

from PIL import ExifTags, Image

from resilience.errors import InputError

#: formats that are read, and the longest side of what is kept
FORMATS, LONGEST_SIDE = ("JPEG", "PNG", "WEBP"), 2000
#: most pixels that are read: more would fill the memory
MOST_PIXELS = 40_000_000
QUALITY = 82
#: what turns a photo upright, by the orientation that its camera noted
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def plain_photo(content: bytes) -> bytes:
    """The photo as an upright JPEG without metadata; to be run in a limited process.

    Raises `InputError` for a file that is no JPEG, PNG or WebP, is cut short, or has over 40 million pixels.
    """
    Image.MAX_IMAGE_PIXELS = None  # counted here, before anything is decoded
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1"):
        raise InputError(
            "This photo is in HEIC format, which cannot be read here. Save it as JPEG and try "
            "again."
        )
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as found:
            width, height = found.size
            if width * height <= MOST_PIXELS:
                return _made_new(found)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise InputError(
            "This file cannot be read as a photo. Choose a photo in JPEG, PNG or WebP format."
        ) from error
    raise InputError(
        "This photo is too large to read ({width} by {height} pixels). Make it smaller and try "
        "again.",
        width=width,
        height=height,
    )


def _made_new(found: Image.Image) -> bytes:
    found.draft(
        "RGB", (LONGEST_SIDE, LONGEST_SIDE)
    )  # a large JPEG is decoded at a fraction of its size
    turn = TURNS.get(found.getexif().get(ExifTags.Base.Orientation, 1))
    upright = found if turn is None else found.transpose(turn)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    shown = Image.new("RGB", upright.size, "white")
    clear = "A" in upright.getbands() or "transparency" in upright.info
    picture = upright.convert("RGBA" if clear else "RGB")
    shown.paste(picture, mask=picture.getchannel("A") if clear else None)
    made = io.BytesIO()
    shown.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()
