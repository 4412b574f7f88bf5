"""Photos of walls as people upload them."""

import io

from PIL import Image


def wall(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **saved: object) -> bytes:
    """A photo of one colour in a format."""
    made = io.BytesIO()
    Image.new("RGB", size, (90, 140, 60)).save(made, kind, **saved)
    return made.getvalue()
