"""From text to checked blocks: YAML without surprises, every fault with its file and code."""

from collections.abc import Hashable, Iterator
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from resilience.errors import Fault, Sentence
from resilience.framework.mismatch import kind_of, mismatch
from resilience.framework.raw import SALVAGE

Block = TypeVar("Block", bound=BaseModel)
#: how deep blocks and lists may lie in one another: two for a theme, of which a workbook may have 40
MOST_DEEP = 100
_NO_FIT = Sentence("a tag (a word after `!`) does not fit the value that follows it")


class _Refused(yaml.YAMLError):
    """What YAML allows and a framework does not have."""

    def __init__(self, problem: Sentence, problem_mark: Any = None) -> None:
        super().__init__(problem)
        self.problem, self.problem_mark = problem, problem_mark


class _Strict(yaml.CSafeLoader):
    """Safe YAML (the C parser, for speed) that records duplicate keys of a block in `faults`."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self._name = name
        self.faults: list[Fault] = []

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError) as error:  # such as February 30
            said = Sentence(
                "{value} looks like a date or number but is not one; put it in quotes",
                value=str(node.value)[:80],
            )
            raise _Refused(said, node.start_mark) from error

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        if not isinstance(node, yaml.MappingNode):  # such as !!map before a word
            raise _Refused(_NO_FIT, node.start_mark)
        seen: set[Any] = set()
        for key_node, _ in node.value:
            plain = isinstance(key_node, yaml.ScalarNode)  # else nothing is made of it
            key = self.construct_object(key_node) if plain else None
            if not plain or not isinstance(key, Hashable):  # such as !!map before a word
                said = Sentence("a key is a list or block, expected text")
                raise _Refused(said, key_node.start_mark)
            if key in seen:
                said = Sentence(
                    "found the key {key} a second time in one block, expected it once.",
                    key=repr(key),
                )
                self.faults.append(Fault((self._name, _line(key_node.start_mark)), said))
            seen.add(key)
        return super().construct_mapping(node, deep)


def _refuse_tag(_loader: yaml.CSafeLoader, node: yaml.Node) -> None:
    said = Sentence("found the tag {tag} before a value, expected none", tag=node.tag[:80])
    raise _Refused(said, node.start_mark)


_Strict.add_constructor(None, _refuse_tag)


def read_block(name: str, text: str, shape: type[Block], faults: list[Fault]) -> Block | None:
    """The checked content of the file `name`, or what of it can be read; None where nothing can.

    Its faults are added to `faults`. Fields of a faulty block that could not be read have
    stand-ins: `Raw.reads` tells which.
    """
    try:
        _refuse_aliases_and_depth(text)
        loader = _Strict(name, text)
        data = loader.get_single_data()
    except yaml.YAMLError as error:
        said = Sentence("not readable as YAML: {problem}.", problem=_problem(error))
        mark = getattr(error, "problem_mark", None)
        faults.append(Fault((name, _line(mark)) if mark else (name,), said))
        return None
    faults.extend(loader.faults)
    return checked_block(name, data, shape, faults)


def checked_block(name: str, data: object, shape: type[Block], faults: list[Fault]) -> Block | None:
    """Plain values as a block; see `read_block`."""
    if not isinstance(data, dict):
        said = Sentence(
            "found {found}, expected a block of `key: value` lines.", found=kind_of(data)
        )
        faults.append(Fault((name,), said))
        return None
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        faults.extend(_mismatches(name, error, data))
        return shape.model_validate(data, context=SALVAGE)


def _refuse_aliases_and_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEEP:
            said = Sentence(
                "blocks and lists are nested more than {most} levels deep", most=MOST_DEEP
            )
            raise _Refused(said, event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1 if event.start_mark else "?"
            raise _Refused(
                Sentence("line {line} has an alias (*name); write out the block", line=line)
            )


def _line(mark: yaml.Mark) -> Sentence:
    return Sentence("line {line}", line=mark.line + 1)


def _problem(error: yaml.YAMLError) -> str | Sentence:
    """Our own sentence, or what the parser says in English."""
    problem = getattr(error, "problem", None) or str(error)
    if isinstance(error, yaml.constructor.ConstructorError):
        return _NO_FIT
    return problem if isinstance(problem, Sentence) else str(problem).replace("\n", " ")


def _mismatches(name: str, error: ValidationError, data: dict[str, Any]) -> Iterator[Fault]:
    for fault in error.errors():
        path = ".".join(str(part) for part in fault["loc"])
        code = _nearest_code(fault["loc"], data)
        yield Fault((name, code, path) if code else (name, path), mismatch(fault), about=path)


def _nearest_code(loc: tuple[int | str, ...], data: Any) -> str:
    code = ""
    for position, part in enumerate(loc):
        if isinstance(data, dict) and part in ("indicators", "actions") and len(loc) > position + 1:
            code = str(loc[position + 1]) if isinstance(loc[position + 1], str) else code
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, dict) and "code" in data:
            code = str(data["code"])
    return code
