"""The words of a picture in the fonts of the product, run by run.

What sets a picture looks for a missing sign in the fonts as they come, not in the order of the
language: signs of Japan would stand in Chinese words. Each run is told the font that has it.
"""

import html
import re
from itertools import groupby

from resilience.report.fonts import family_of, printable

#: what stands between the tags of a picture
BETWEEN = re.compile(r">([^<]+)<")


def lettered(picture: str, language: str) -> str:
    """A picture (SVG) in which every word names the font that it is set in."""
    return BETWEEN.sub(lambda found: f">{_runs(html.unescape(found[1]), language)}<", picture)


def _runs(words: str, language: str) -> str:
    runs = groupby(printable(words), key=lambda sign: family_of(sign, language))
    return "".join(
        f'<tspan xml:space="preserve" font-family="{family}">{html.escape("".join(run))}</tspan>'
        for family, run in runs
    )
