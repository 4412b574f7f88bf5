"""What does not have the shape that pydantic checks, as sentences on what was found and expected."""

from pydantic_core import ErrorDetails

from resilience.errors import Sentence
from resilience.text import mark

_BLOCK = mark("a block of `key: value` lines")
_TEXT = mark("text")
_WHOLE, _NUMBER, _SWITCH = mark("a whole number"), mark("a number"), mark("`true` or `false`")
#: by the type of the fault; placeholders are filled from its context
_EXPECTED = {
    "missing": mark("the key `{key}`"),
    "extra_forbidden": mark("only keys of the format (indicators/README.md lists them)"),
    "invalid_key": mark("text as the key"),
    "model_type": _BLOCK,
    "dict_type": _BLOCK,
    "list_type": mark("a list"),
    "string_type": _TEXT,
    "string_unicode": _TEXT,
    "string_too_short": mark("text with a length of at least {min_length}"),
    "string_too_long": mark("text with a length of at most {max_length}"),
    "string_pattern_mismatch": mark("text that matches the pattern {pattern}"),
    "literal_error": mark("one of {choices}"),
    "bool_type": _SWITCH,
    "bool_parsing": _SWITCH,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": mark("a finite number"),
    "greater_than_equal": mark("greater than or equal to {ge}"),
    "less_than_equal": mark("less than or equal to {le}"),
    "too_short": mark("at least {min_length} entries"),
    "too_long": mark("at most {max_length} entries"),
}
_OTHERWISE = mark("what indicators/README.md says about this key")


def kind_of(data: object) -> Sentence:
    """Return the kind of value found where a block is expected."""
    if data is None:
        return Sentence("an empty file")
    if isinstance(data, list):
        return Sentence("a list")
    return Sentence(_TEXT) if isinstance(data, str) else Sentence("a single value")


def mismatch(fault: ErrorDetails) -> Sentence:
    """What pydantic found and expected in one place."""
    return Sentence(
        "found {found}, expected {expected}.",
        found=_describe_found(fault),
        expected=_expected(fault),
    )


def _describe_found(fault: ErrorDetails) -> str | Sentence:
    if fault["type"] == "extra_forbidden":
        return Sentence("the unknown key `{key}`", key=fault["loc"][-1])
    if fault["type"] == "missing" or fault["input"] is None:
        return Sentence("nothing")
    return f"{fault['input']!r}"[:80]


def _expected(fault: ErrorDetails) -> Sentence:
    if fault["type"] == "string_type" and isinstance(fault["input"], int | float):
        return Sentence('text: put it in quotes, as in "1.10"')
    context = fault.get("ctx", {})
    limits = {key: f"{value:g}" for key, value in context.items() if isinstance(value, int | float)}
    return Sentence(
        _EXPECTED.get(fault["type"], _OTHERWISE),
        key=fault["loc"][-1],
        pattern=context.get("pattern"),
        choices=str(context.get("expected", "")).replace(" or ", ", "),
        **limits,
    )
