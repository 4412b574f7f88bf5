"""`Text`: one language's sentences, numbers and dates."""

import datetime
import gettext
import math
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import (
    format_date,
    format_datetime,
    format_skeleton,
    format_time,
    get_date_format,
    get_datetime_format,
)
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from resilience.errors import CannotRun, Fault, Faults, ResilienceError, Sentence
from resilience.text.particles import with_particles

CATALOGUES = Path(__file__).parent / "locale"


def mark(sentence: str) -> str:
    """Mark a sentence for translation where it is written down before a language is known."""
    return sentence


#: separators between parts of a sentence
COMMA = mark(", ")
#: before what is below nothing, as typesetters have it; files for programs have a hyphen
MINUS = "\N{MINUS SIGN}"
#: shown instead of an error whose sentence names places of the server
OUT_OF_ORDER = mark(
    "The server cannot do this at the moment, so nothing was changed. Try again in a minute. If this "
    "happens again, tell the person who runs the server to run `resilience doctor`."
)


#: languages that write 90%, without the space of 90 %
TIGHT = ("zh-Hans", "ja", "ko")


class Text:
    """Says things in one language: `text("Join {city}", city=name)`.

    Sentences are looked up by their English wording; one without a translation stays English.
    """

    def __init__(self, language: str = "en", catalogues: Path = CATALOGUES) -> None:
        self.language = language
        self.locale, self._catalogue = _opened(language, catalogues)
        self._names: Mapping[str, str] = {}

    def with_names(self, names: Mapping[str, str]) -> "Text":
        """The same language with `names` of translated data, by the name in any language; the catalogue comes first."""
        found = copy(self)
        found._names = names
        return found

    def __call__(self, sentence: str, /, **values: object) -> str:
        """The sentence with its `{placeholders}` filled, sentences among the values translated."""
        found = self._catalogue.gettext(sentence)
        if found == sentence:
            found = self._names.get(sentence, found)
        said = {
            name: self.said(value) if isinstance(value, Sentence) else value
            for name, value in values.items()
        }
        return self._filled(found, said) if values else found

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The form of the sentence that fits `n`, which also fills `{n}`."""
        found = self._catalogue.ngettext(one, many, n)
        return self._filled(found, {"n": self.number(n), **values})

    def _filled(self, sentence: str, values: Mapping[str, object]) -> str:
        filled = sentence.format(**values)
        return with_particles(filled) if self.language == "ko" else filled

    def listed(self, parts: Iterable[str]) -> str:
        """Parts of a sentence one after another, with the comma of the language."""
        return self(COMMA).join(parts)

    def all_of(self, parts: Sequence[str]) -> str:
        """Parts of a sentence that are true together: “a, b, and c”."""
        return format_list(parts, locale=self.locale)

    def said(self, sentence: str | Sentence) -> str:
        """A sentence that was made before the language was known; data stays as it is."""
        if isinstance(sentence, Sentence):
            return self(sentence.message, **sentence.values)
        return sentence

    def error(self, error: ResilienceError) -> str:
        """The text of an error for a page, with several faults on a line each.

        Errors that name a file, a host or a user of the server are shown as `OUT_OF_ORDER`; the log has the
        details.
        """
        if isinstance(error, CannotRun) and error.private and error.values:
            return self(OUT_OF_ORDER)
        said = self(error.message, **error.values)
        if isinstance(error, Faults):
            return "\n\n".join([said, *(f"- {self.fault(fault)}" for fault in error.faults)])
        return said

    def fault(self, fault: Fault) -> str:
        """What is wrong at a place of a file, after where that is."""
        return ": ".join(map(self.said, (*fault.place, fault.said)))

    def number(self, value: float | None, decimals: int = 0) -> str:
        """A number rounded half up (methods: whole points in headlines, one decimal in tables), with a minus sign."""
        if value is None or math.isnan(value):
            return "–"
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        said = format_decimal(round_half_up(value, decimals), pattern, locale=self.locale)
        return said.replace("-", MINUS)

    def percent(self, share: float | None) -> str:
        """A share 0..1 as a whole per cent; with a decimal where 0 or 100 % would not be none or all."""
        if share is None or math.isnan(share):
            return "–"
        whole, sign = round_half_up(share, 2), "%" if self.language in TIGHT else "\u00a0%"
        if whole not in (0, 1) or math.isclose(share, whole, abs_tol=1e-9):
            return format_percent(whole, f"#,##0{sign}", locale=self.locale)
        near = round_half_up(share, 3)
        if near == whole:
            near += Decimal("0.001") if share > whole else -Decimal("0.001")
        return format_percent(near, f"#,##0.0{sign}", locale=self.locale)

    def date(self, day: datetime.date) -> str:
        """A calendar day in the words of the language."""
        return format_date(day, "long", locale=self.locale)

    def year(self, day: datetime.date) -> str:
        """The year of a day."""
        return format_skeleton("y", day, locale=self.locale)

    def month(self, day: datetime.date) -> str:
        """The month and year of a day, short."""
        return format_skeleton("yMMM", day, locale=self.locale)

    def moment(self, moment: datetime.datetime, zone: str) -> str:
        """A stored UTC moment in the workshop's time zone, in the order of the language."""
        day = get_date_format("long", locale=self.locale).pattern
        both = str(get_datetime_format("medium", locale=self.locale))
        pattern = both.replace("{0}", "HH:mm").replace("{1}", day)
        return format_datetime(moment, pattern, tzinfo=ZoneInfo(zone), locale=self.locale)

    def clock(self, moment: datetime.datetime, zone: str) -> str:
        """The time of day of a stored UTC moment in the workshop's time zone."""
        return format_time(moment, "HH:mm", tzinfo=ZoneInfo(zone), locale=self.locale)


@cache
def _opened(language: str, catalogues: Path) -> tuple[Locale, gettext.NullTranslations]:
    """A language's catalogue; looked for once, since every request speaks."""
    locale = Locale.parse(language.replace("-", "_"))
    return locale, gettext.translation("resilience", catalogues, [str(locale)], fallback=True)


def round_half_up(value: float, decimals: int) -> Decimal:
    """Round as people do on paper: 0.5 goes up (away from zero), and there is no -0.

    Noise of the computer's arithmetic beyond the ninth decimal is not counted against a half.
    """
    exact = Decimal(repr(round(float(value), 9)))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0
