"""The kinds of field that a data package has."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

#: no control characters, and no signs that reverse the words next to them
ONE_LINE = "^[^\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+$"
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=ONE_LINE)]
Number = Annotated[int, Field(ge=0, lt=10**10)]
Strict = ConfigDict(extra="forbid", strict=True)
