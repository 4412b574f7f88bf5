"""One look for every chart: calm, large enough for a hall, colours that colour-blind people tell."""

# a figure is named here and not made: its class, which is large, is loaded with the first figure
from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import plotly.graph_objects as go
import plotly.io
from plotly.colors import sample_colorscale

#: identity of themes (Okabe-Ito), in the order of the framework
THEME_COLOURS = ("#0072B2", "#E69F00", "#56B4E9", "#009E73", "#CC79A7", "#D55E00", "#000000")
#: scores from low to high (cividis)
SCALE = [
    [0.0, "#00204d"],
    [0.25, "#414d6b"],
    [0.5, "#7c7b78"],
    [0.75, "#bcaf6f"],
    [1.0, "#ffea46"],
]
ACCENT = "#1f5f8b"
INK = "#1b2733"
PALE = "#d9dee3"
#: what follows in the second place, and the one point that is made
MUTED, LOW = "#51606d", "#a8470a"
#: round what is filled with a level's colour: 3 to 1 on light and on dark pages, where the ends of the scale are not seen
EDGE = "#7a8087"
FONT = "'Resilience Sans', system-ui, 'Noto Sans', sans-serif"

#: parts of a template's layout that charts of bars and points have
WHITE = (
    "annotationdefaults",
    "autotypenumbers",
    "font",
    "hoverlabel",
    "hovermode",
    "paper_bgcolor",
    "plot_bgcolor",
    "shapedefaults",
    "title",
    "xaxis",
    "yaxis",
)
#: pixels above what a chart draws
TOP = 12


def dressed(figure: go.Figure, title: str, height: int) -> go.Figure:
    """The figure in the common look; its `title`, which says what it shows, is written by the page: see `title_of`."""
    figure.update_layout(
        template=_white(),
        meta={"title": title},
        font={"family": FONT, "size": 15, "color": INK},
        colorway=list(THEME_COLOURS),
        margin={"l": 10, "r": 20, "t": TOP, "b": 10},
        height=height,
        hoverlabel={"font": {"size": 15}},
        showlegend=False,  # the page writes it; a file has it at its foot
        legend={"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
    )
    return figure


@cache
def _white() -> go.layout.Template:
    """What our charts need of Plotly's white template, which each of them carries to the browser."""
    white = plotly.io.templates["plotly_white"]
    return go.layout.Template(
        layout={name: white.layout[name] for name in WHITE},
        data={"bar": white.data.bar, "scatter": white.data.scatter},
    )


def keyed(figure: go.Figure, words: Sequence[str]) -> go.Figure:
    """The figure, a file of which has its key at its foot: an entry below another, of these `words`.

    The page says elsewhere what the colours mean.
    """
    lines = sum(1 + one.count("<br>") for one in words)
    figure.update_layout(
        meta={**figure.layout.meta, "key": lines + 1},
        legend={"orientation": "v", "traceorder": "normal"},
    )
    return figure


def in_order(figure: go.Figure, words: Sequence[str]) -> go.Figure:
    """The figure, whose key in a file has the entries in the order of these words, as the page has them."""
    places = [*enumerate(words, start=1)]
    for trace in figure.data:
        place = next((one for one in places if one[1] == trace.name), None)
        if place is not None:  # of two entries with the same words the first trace has the first
            trace.legendrank = place[0]
            places.remove(place)
    return figure


def title_of(figure: go.Figure) -> str:
    """What a `dressed` figure shows, with its unit."""
    return str(figure.layout.meta["title"])


#: what a label is made of: spaces, single Chinese or Japanese signs with the brackets that open before them, and words
PIECES = re.compile(
    r"\s+|[（「『【〔《]*[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+"
)
#: signs with which no line begins
NEVER_FIRST = frozenset("、。，．：；！？）」』】〕》…ー・ぁぃぅぇぉっゃゅょァィゥェォッャュョ")


def wrapped(label: str, width: int = 24) -> str:
    """A long label on several lines; what looks like a tag in it is shown as typed.

    `width` is in Latin letters. Lines end at spaces, and in Chinese and Japanese after any sign but
    before one that must not begin a line.
    """
    lines, line, gap = [], "", ""
    for piece in PIECES.findall(label):
        if piece.isspace():
            gap = " " if line else ""
        elif line and columns_of(line + gap + piece) > width and piece not in NEVER_FIRST:
            lines.append(line)
            line, gap = piece, ""
        else:
            line, gap = line + gap + piece, ""
    return "<br>".join(html.escape(one, quote=False) for one in [*lines, line])


def columns_of(words: str) -> int:
    """The room that words take, where a Latin letter takes one and a Chinese sign two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)


@lru_cache(maxsize=1024)  # the phone page asks for those of all levels each time that it is shown
def colour_of(score: float) -> str:
    """The colour of a score 0..100 on the scale, as #rrggbb."""
    at = min(100.0, max(0.0, score)) / 100
    parts = sample_colorscale(SCALE, [at], colortype="tuple")[0]
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def ink_on(score: float) -> str:
    """Black or white, whichever is read on the colour of a score 0..100 (contrast 4.5 and more)."""
    return "#000000" if score >= 47 else "#ffffff"


#: distance in points below which dots are stacked, and the offset between stacked dots, in rows
WITHIN, STEP = 1.5, 0.09


def stacked(scores: Sequence[float], row: float) -> Iterator[tuple[float, float]]:
    """The places of the dots of a row, lowest score first; those that would overlap are one below another."""
    start, height = -100.0, 0
    for score in scores:
        height = height + 1 if score - start < WITHIN else 0
        start = start if height else score
        yield score, row + STEP * height
