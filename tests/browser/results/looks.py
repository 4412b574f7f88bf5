"""A sheet with every chart of the results pages in each of its looks: `python -m tests.browser.results.looks`.

Writes screenshots/looks.html, for people to look at: light, dark, print, on a phone, as somebody sees it who does not
tell green from red, and in grey.
"""

import base64
import html
import io
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser import steps
from tests.live import ROOT, Server, free_port, launched

#: a page with charts, and the tabs of it that have more of them
TABS: dict[str, tuple[str, ...]] = {
    "overview": (),
    "departments": (),
    "peers": ("Network",),
    "trend": (),
    "priorities": ("Feasibility", "Targets"),
    "actions": (),
}


class Look(NamedTuple):
    """How a page is seen."""

    width: int = 1280
    dark: bool = False
    printed: bool = False


#: what red, green and blue of a screen (linear) are to somebody else: Machado and others (2009), and luminance
VISIONS = {
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
LOOKS = {
    "light": Look(),
    "dark": Look(dark=True),
    "phone": Look(width=360),
    "phone, dark": Look(width=360, dark=True),
    "print": Look(printed=True),
}


def charts(page: Page, address: str) -> Iterator[tuple[str, Locator]]:
    """Each chart of the demo's results pages with a name, while its page shows it."""
    for path, tabs in TABS.items():
        page.goto(f"{address}/{path}")
        for tab in ("", *tabs):
            if tab:
                page.get_by_role("tab", name=tab, exact=True).click()
            shown = page.locator(".js-plotly-plot:visible")
            expect(shown.first).to_be_visible()
            steps.settled(page)
            page.wait_for_timeout(500)  # Plotly draws in steps, and nothing says when it is done
            for at, chart in enumerate(shown.all(), start=1):
                yield f"{path} {tab} {at}".replace("  ", " "), chart


def seen(browser: Browser, address: str, look: Look) -> Iterator[tuple[str, bytes]]:
    """A picture of each chart in a look."""
    context = browser.new_context(
        viewport={"width": look.width, "height": 4000},
        color_scheme="dark" if look.dark else "light",
    )
    page = context.new_page()
    if look.printed:
        page.emulate_media(media="print")
    for name, chart in charts(page, address):
        yield name, chart.screenshot()
    context.close()


def as_seen(picture: bytes, vision: str) -> bytes:
    """The picture with the colours of `VISIONS`."""
    screen = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")) / 255
    linear = np.where(screen <= 0.04045, screen / 12.92, ((screen + 0.055) / 1.055) ** 2.4)
    other = np.clip(linear @ np.array(VISIONS[vision]).T, 0, 1)
    shown = np.where(other <= 0.0031308, 12.92 * other, 1.055 * other ** (1 / 2.4) - 0.055)
    made = io.BytesIO()
    Image.fromarray(np.rint(255 * shown).astype(np.uint8)).save(made, "PNG")
    return made.getvalue()


def sheet(pictures: dict[str, dict[str, bytes]]) -> str:
    """A page with a row for each chart and a column for each look."""
    heads = "".join(f"<th>{html.escape(look)}" for look in (*LOOKS, *VISIONS))
    rows = "".join(
        f"<tr><th>{html.escape(name)}" + "".join(map(_cell, looks.values()))
        for name, looks in pictures.items()
    )
    return f"<!doctype html><meta charset=utf-8><title>Charts</title><table><tr><th>{heads}{rows}</table>"


def _cell(picture: bytes) -> str:
    return f'<td><img src="data:image/png;base64,{base64.b64encode(picture).decode()}">'


def main() -> None:
    """Take the pictures and write the sheet."""
    pictures: dict[str, dict[str, bytes]] = defaultdict(dict)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server, browser = Server(Path(folder), free_port()).start("--demo"), launched(playwright)
        try:
            for kind, look in LOOKS.items():
                for name, picture in seen(browser, server.url, look):
                    pictures[name][kind] = picture
        finally:
            browser.close()
            server.stop()
    for looks in pictures.values():
        looks |= {vision: as_seen(looks["light"], vision) for vision in VISIONS}
    made = ROOT / "screenshots" / "looks.html"
    made.parent.mkdir(exist_ok=True)
    made.write_text(sheet(pictures), encoding="utf-8")


if __name__ == "__main__":
    main()
