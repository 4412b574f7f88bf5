"""How the workbook looks: one set of formats for every sheet."""

import re
from decimal import Decimal
from typing import Any

from babel.core import Locale
from babel.dates import get_date_format
from xlsxwriter import Workbook

from resilience.text.catalogue import round_half_up
from resilience.text.languages import language_for
from resilience.workbook.cells import Cell

ACCENT = "#1F5F8B"
INK = "#1B2733"
PALE = "#D9DEE3"
FADED = "#A6A6A6"
#: bars behind figures: grey, as colours of cells are differences from the city
BAR = "#CDD3D9"
INPUT: dict[str, Any] = {
    "bg_color": "#FFFBE0",
    "font_color": "#5C2E00",
    "border": 1,
    "border_color": PALE,
}
GREY = "#51606D"
#: what should have been done by now
LATE = "#A8470A"
HEAD: dict[str, Any] = {
    "bold": True,
    "bg_color": ACCENT,
    "font_color": "#FFFFFF",
    "text_wrap": True,
    "valign": "top",
}

#: the rows of a scorecard, and what is filled in there
CARD: dict[str, Any] = {
    "text_wrap": True,
    "valign": "top",
    "top": 1,
    "top_color": PALE,
    "align": "left",
    "indent": 1,
}
FIELD: dict[str, Any] = {**INPUT, "locked": False, "valign": "top", "align": "left", "indent": 1}

LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": ACCENT},
    "place": {"font_color": GREY},
    "note": {"font_color": GREY, "italic": True},
    "section": {"bold": True, "font_size": 13, "font_color": ACCENT},
    "banner": {"bold": True, "bg_color": "#FFE872", "font_color": INK},
    "head": HEAD,
    "head number": {**HEAD, "align": "right", "indent": 2},  # beside the filter's button
    "head state": {**HEAD, "indent": 1},
    "label": {"bold": True, "valign": "top", "text_wrap": True},
    "words": {"text_wrap": True, "valign": "top"},
    "line": {"valign": "top"},
    "state": {"text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    "late": {
        "bold": True,
        "font_color": LATE,
        "text_wrap": True,
        "valign": "top",
        "align": "left",
        "indent": 1,
    },
    "beside": {"valign": "vcenter", "align": "left", "indent": 1},
    "choice": {"text_wrap": True, "valign": "top", "align": "left", "indent": 1, **INPUT},
    "change": {"num_format": "+0.0;-0.0;0.0", "valign": "top"},
    "no change": {"num_format": "0.0;0.0;0.0", "valign": "top"},  # of what rounds to 0 but is not
    "user": {"text_wrap": True, "valign": "top", "quote_prefix": True},
    "greyed": {"font_color": "#8A949E", "bg_color": "#F2F4F6"},
    "indented": {
        "text_wrap": True,
        "valign": "top",
        "align": "left",
        "indent": 1,
        "quote_prefix": True,
    },
    "link": {"font_color": ACCENT, "underline": 1, "valign": "top"},
    "day": {"valign": "top", "align": "left"},
    "day beside": {"valign": "top", "align": "left", "indent": 1},
    "score": {"num_format": "0.0", "valign": "top"},
    "share": {"num_format": "0 %", "valign": "top"},
    "count": {"num_format": "#,##0", "valign": "top"},
    "money": {"num_format": "#,##0.00#", "valign": "top"},
    "ratio": {"num_format": "0.00", "valign": "top"},
    "plain": {"num_format": "General", "valign": "top", "align": "right"},
    "weight": {"num_format": "0.##", "valign": "top"},
    "score input": {"num_format": "0.0", "valign": "top", **INPUT},
    "share input": {"num_format": "0.0 %", "valign": "top", **INPUT},
    "weight input": {"num_format": "General", "valign": "top", **INPUT},
    "hero": {
        "font_size": 60,
        "bold": True,
        "font_color": ACCENT,
        "num_format": "0",
        "align": "left",
        "valign": "vcenter",
    },
    "of": {"font_size": 16, "font_color": GREY, "valign": "vcenter"},
    "finding": {"font_size": 20, "bold": True, "font_color": INK},
    "fact": {"font_color": INK, "text_wrap": True, "valign": "top"},
    "rule": {"bold": True, "font_size": 13, "font_color": ACCENT, "top": 1, "top_color": PALE},
    "card code": {**CARD, "bold": True},
    "card words": CARD,
    "card guide": {**CARD, "font_color": GREY, "font_size": 10},
    "closed": {**CARD, "bg_color": "#EEF1F3"},
    "field": {**FIELD, "num_format": "@", "text_wrap": True},
    "day field": {**FIELD, "num_format": "yyyy-mm-dd"},
    "number field": {**FIELD, "num_format": "0.00##"},
    "count field": {**FIELD, "num_format": "0"},
}
EMPHASES: dict[str, dict[str, Any]] = {
    "": {},
    "strong": {"bold": True, "top": 1, "top_color": ACCENT},
    "row": {"bottom": 1, "bottom_color": PALE},
    "wrapped": {"text_wrap": True, "valign": "top"},
}
#: how a column is headed by the style of its cells; the others are numbers
HEADS = {
    "words": "head",
    "user": "head",
    "line": "head",
    "day": "head",
    "day beside": "head state",
    "choice": "head state",
    "state": "head state",
    "late": "head state",
    "indented": "head state",
}


#: the formats of days, which are shown as in sentences
DAYS = ("day", "day beside")
#: what Excel calls English in such a format
ENGLISH = "[$-409]"
#: the room for such a day
DAY_WIDTH = 19

#: points of the letters of a cell
LETTERS = 11
#: points of a line of these letters, and of East Asian fonts, whose lines are further apart
LINE, TALL_LINE = 15.0, 19.0


class Styles:
    """The formats of one workbook by name, made when first asked for; `line` is the height of a line."""

    def __init__(self, workbook: Workbook, language: str = "en") -> None:
        self._workbook = workbook
        font = language_for(language).office_font
        self.line = TALL_LINE if font else LINE
        self._base: dict[str, Any] = {"font_name": font} if font else {}
        self._day = {"num_format": day_format(language)}
        self._made: dict[tuple[str, str, str], Any] = {}

    def get(self, name: str, emphasis: str = "", fill: str = "") -> Any:
        """A format of LOOKS with one of EMPHASES: "strong" is a total, "row" a line of a table; `fill` is its ground."""
        key = (name, emphasis, fill)
        if key not in self._made:
            ground = {"bg_color": fill} if fill else {}
            day = self._day if name in DAYS else {}
            look = {**self._base, **EMPHASES[emphasis], **LOOKS[name], **day, **ground}
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]

    def coloured(self, colour: str) -> Any:
        """The format of words in a colour."""
        key = ("coloured", "", colour)
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**self._base, "font_color": colour})
        return self._made[key]


def day_format(language: str) -> str:
    """The number format that shows a day as `Text.date` does; English months in Excel of any language."""
    locale = Locale.parse(language, sep="-")
    pattern = get_date_format("long", locale=locale).pattern
    august = locale.months["format"]["wide"][8]
    if august.startswith("8"):  # a number with a sign, which Excel has no name for
        pattern = pattern.replace("MMMM", f"M{august[1:]}")
    quoted = re.sub(r"[^\x00-\x7f]", lambda found: f'"{found[0]}"', pattern.replace("'", '"'))
    months = ENGLISH if language_for(language).tag == "en-US" else ""
    return months + quoted.replace("M", "m").replace("y", "yyyy")


def style_of(name: str, cell: Cell) -> str:
    """Return the key in `LOOKS` of a cell's format: that of its column `name`, or "no change" for a change of 0.0.

    A whole amount of money is shown without decimals.
    """
    if name == "money" and isinstance(cell, Decimal) and cell == cell.to_integral_value():
        return "count"
    still = name == "change" and isinstance(cell, float) and not round_half_up(cell, 1)
    return "no change" if still else name


def head_style(name: str) -> str:
    """The format of LOOKS for the head of a column whose cells have `name`."""
    return HEADS.get(name, "head number")


def score_bars(top: float = 100.0) -> dict[str, Any]:
    """The bars behind scores 0..`top`: fixed ends, so that a length means the same everywhere.

    Solid, as a bar that fades has no end that can be seen.
    """
    ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": top}
    solid = {"data_bar_2010": True, "bar_solid": True, "bar_no_border": True}
    return {"type": "data_bar", "bar_color": BAR, **solid, **ends}
