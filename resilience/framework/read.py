"""From text to checked blocks: YAML without surprises, every fault with its file and code."""

from collections.abc import Hashable, Iterator
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from resilience.framework.raw import SALVAGE

Block = TypeVar("Block", bound=BaseModel)


class _Strict(yaml.CSafeLoader):
    """Safe YAML (the C parser, for speed) that notes in `faults` a key standing twice in a block."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.faults: list[str] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key is a list or block, expected text", key_node.start_mark
                )
            if key in seen:
                line = key_node.start_mark.line + 1
                self.faults.append(
                    f"line {line}: found the key {key!r} a second time in one block, expected it "
                    "once."
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_block(name: str, text: str, shape: type[Block], faults: list[str]) -> Block | None:
    """The checked content of the file `name`, or what of it can be read; None where nothing can.

    Its faults are added to `faults`. Fields of a faulty block that could not be read have
    stand-ins: `Raw.reads` tells which.
    """
    try:
        _refuse_aliases(text)
        loader = _Strict(text)
        data = loader.get_single_data()
    except yaml.YAMLError as error:
        faults.append(f"{name}: {_where(error)}not readable as YAML: {_problem(error)}.")
        return None
    faults.extend(f"{name}: {line}" for line in loader.faults)
    return checked_block(name, data, shape, faults)


def checked_block(name: str, data: object, shape: type[Block], faults: list[str]) -> Block | None:
    """Plain values as a block; see `read_block`."""
    if not isinstance(data, dict):
        faults.append(f"{name}: found {_kind(data)}, expected a block of `key: value` lines.")
        return None
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        faults.extend(f"{name}: {line}" for line in _lines(error, data))
        return shape.model_validate(data, context=SALVAGE)


def _refuse_aliases(text: str) -> None:
    for event in yaml.parse(text, yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1 if event.start_mark else "?"
            raise yaml.YAMLError(f"line {line} has an alias (*name), write the block out")


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}: " if mark else ""


def _problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or error).replace("\n", " ")


def _lines(error: ValidationError, data: dict[str, Any]) -> Iterator[str]:
    for fault in error.errors():
        place = ".".join(str(part) for part in fault["loc"])
        code = _nearest_code(fault["loc"], data)
        at = f"{code}: " if code else ""
        yield f"{at}{place}: found {_found(fault)}, expected {_expected(fault)}."


def _nearest_code(loc: tuple[int | str, ...], data: Any) -> str:
    code = ""
    for position, part in enumerate(loc):
        if isinstance(data, dict) and part == "indicators" and len(loc) > position + 1:
            code = str(loc[position + 1]) if isinstance(loc[position + 1], str) else code
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, dict) and "code" in data:
            code = str(data["code"])
    return code


def _found(fault: Any) -> str:
    if fault["type"] == "missing":
        return "nothing"
    if fault["type"] == "extra_forbidden":
        return f"the unknown key `{fault['loc'][-1]}`"
    return f"{fault['input']!r}"[:80]


def _expected(fault: Any) -> str:
    if fault["type"] == "missing":
        return f"the key `{fault['loc'][-1]}`"
    if fault["type"] == "extra_forbidden":
        return "only keys of the format (indicators/README.md lists them)"
    if fault["type"] == "string_type" and isinstance(fault["input"], int | float):
        return 'text: put it in quotes, as in "1.10"'
    return str(fault["msg"]).removeprefix("Input should be ").removeprefix("Input should ")


def _kind(data: object) -> str:
    return "an empty file" if data is None else f"a {type(data).__name__}"
