"""The kinds of field that a data package has."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from resilience.framework.odd import UNSEEN

_TURNING = "\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
#: no control characters, and no signs that reverse the words next to them
ONE_LINE = f"^[^{_TURNING}]+$"
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=ONE_LINE)]
_SEEN = f"[^\\s{_TURNING}{UNSEEN}]+"
#: of a city, country or publisher: words with one space between them, without signs that nobody sees
Name = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern=f"^{_SEEN}( {_SEEN})*$")
]
Number = Annotated[int, Field(ge=0, lt=10**10)]
Strict = ConfigDict(extra="forbid", strict=True)
