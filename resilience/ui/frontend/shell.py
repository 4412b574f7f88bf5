"""Streamlit's first page without what ours never show: nearly half of the bytes of a first visit.

Streamlit sends its own font of 170 kB before anything else, of which we take the 29 kB that are read, and some 4300
icons for the two hundred that can be drawn. And it asks at each page where its server is, of the page's own
address first, before it connects: two ways to the server and back for what the page can say itself.

The shell also brings the styles and scripts of our own (`page/`): as files they are packed and kept by browsers, where
what a page sends is neither.
"""

import hashlib
import html
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from resilience.text import LANGUAGES, Text, mark

#: tells Streamlit's scripts where the server is; frames are no concern, as pages may be in none
_HERE = (
    "<script>window.__streamlit={BACKEND_BASE_URL:location.origin,HOST_CONFIG:"
    "{allowedOrigins:[location.origin],useExternalAuthToken:false}}</script>"
)
#: the icons that are drawn, of Streamlit's own font: made by `python -m tools.icon_font`
ICONS = Path(__file__).parent / "icons.woff2"
#: the SHA-256 of the font that they were taken from: a newer Streamlit's may draw others, and is sent whole
TAKEN_FROM = ICONS.with_suffix(".sha256")
#: the font of the theme, of Streamlit's own: made by `python -m tools.text_font`
WORDS, WORDS_FAMILY = ICONS.with_name("words.woff2"), "Resilience Sans"
_FACE = (
    f"@font-face{{font-family:{WORDS_FAMILY};font-weight:400 700;font-display:swap;"
    'src:url(../media/%s) format("woff2")}'
)
#: sizes, colours and places that the theme does not set; what Streamlit leaves out, charts, and their files
_PAGE = Path(__file__).parent / "page"
LOOK = _PAGE / "look.css"
SCRIPTS = tuple(_PAGE / name for name in ("mended.js", "chart.js", "picture.js"))
#: after all else, so that our styles come after those that Streamlit's scripts put into the head
_OWN = '<link rel="stylesheet" href="./static/css/%s"><script defer src="./static/js/%s"></script>'
_NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
#: instead of Streamlit's words on its agent interface, which is off here
_WITHOUT = mark(
    "This page needs JavaScript. Without it: [your scorecard](/m), [your answers](/receipt)."
)
_LINK, _ANCHOR = re.compile(r"\[([^]]+)\]\(([^)]+)\)"), r'<a href="\2">\1</a>'
_AHEAD = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>\s*')
_STYLES = re.compile(r"\./static/css/(index\.[\w-]+\.css)")
#: the whole font: ours takes its place
_FACES = re.compile(r"@font-face\{font-family:Source Sans;[^}]*\}")
_ALL_ICONS = re.compile(r"MaterialSymbols-Rounded[\w.-]*\.woff2")


@dataclass(frozen=True, slots=True)
class Shell:
    """The page that every address of Streamlit's pages gives, and the files that go with it by address.

    Files of `lasting` have a name that changes with them. Those of `renewed` have Streamlit's own name:
    a part that is loaded later may ask for it.
    """

    page: bytes
    lasting: dict[str, bytes]
    renewed: dict[str, bytes]


def lighter(static: Path) -> Shell:
    """Streamlit's shell, lighter; what a newer Streamlit writes otherwise stays as it is."""
    page = _AHEAD.sub("", (static / "index.html").read_text(encoding="utf-8"))
    page = _NO_SCRIPT.sub(_without_scripts(), page.replace("<head>", f"<head>{_HERE}", 1))
    icons, words = ICONS.read_bytes(), WORDS.read_bytes()
    font, face = f"icons.{_mark(icons)}.woff2", f"words.{_mark(words)}.woff2"
    lasting, renewed = {f"/static/media/{font}": icons, f"/static/media/{face}": words}, {}
    for name in _STYLES.findall(page):
        styles = (static / "static" / "css" / name).read_text(encoding="utf-8")
        styles = _FACES.sub("", styles) + _FACE % face
        written = _ALL_ICONS.sub(partial(_icons, static, font), styles).encode()
        ours = f"styles.{_mark(written)}.css"
        page = page.replace(name, ours)
        lasting[f"/static/css/{ours}"] = renewed[f"/static/css/{name}"] = written
    look, script = LOOK.read_bytes(), b"".join(path.read_bytes() for path in SCRIPTS)
    style, run = f"look.{_mark(look)}.css", f"page.{_mark(script)}.js"
    lasting |= {f"/static/css/{style}": look, f"/static/js/{run}": script}
    page = page.replace("</body>", f"{_OWN % (style, run)}</body>", 1)
    return Shell(page.encode(), lasting, renewed)


def _without_scripts() -> str:
    """What is shown where scripts are off, once in each language that has a translation of it."""
    languages: dict[str, str] = {}
    for code in LANGUAGES:
        languages.setdefault(html.escape(Text(code)(_WITHOUT)), code)
    said = "".join(f'<p lang="{code}">{words}</p>' for words, code in languages.items())
    return f"<noscript>{_LINK.sub(_ANCHOR, said)}</noscript>"


def _icons(static: Path, font: str, named: re.Match[str]) -> str:
    """The name of the smaller font, or Streamlit's own where its font is not the one that was looked at."""
    whole = (static / "static" / "media" / named[0]).read_bytes()
    known = hashlib.sha256(whole).hexdigest() == TAKEN_FROM.read_text(encoding="ascii").strip()
    return font if known else named[0]


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]
