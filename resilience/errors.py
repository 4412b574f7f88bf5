"""The family of errors that reach people as a sentence.

An error carries the sentence (English, the key of its translation) and the values that fill its
placeholders. Raised in core and services, shown by pages and the command line, caught nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, init=False)
class Sentence:
    """A sentence or part of one, translated later: `message` is a text key with `{placeholders}`.

    Sentences among the values are translated into the same language; all other values are data.
    """

    message: str
    values: dict[str, object]

    def __init__(self, message: str, /, **values: object) -> None:
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message

    def __hash__(self) -> int:
        """Of the values too: thousands of faults of one kind differ only in their places."""
        plain = (item for item in self.values.items() if isinstance(item[1], _HASHED))
        return hash((self.message, frozenset(plain)))


#: values that never change; others, such as lists, are only compared
_HASHED = (str, int, float, Sentence)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of a file.

    `place` goes from the outside in, as file, code and key do; `about` is the key of the file that
    the sentence is about.
    """

    place: tuple[str | Sentence, ...]
    said: Sentence
    about: str = ""

    def __str__(self) -> str:
        return ": ".join(map(str, (*self.place, self.said)))


class ResilienceError(Exception):
    """Something a person can understand and mend: `message` is a text key with `{placeholders}`."""

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message.format(**values) if values else message)
        self.message = message
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with all values, so that the error passes between processes."""
        return _remade, (type(self), self.args), self.__dict__


def _remade(kind: type[ResilienceError], args: tuple[object, ...]) -> ResilienceError:
    return kind.__new__(kind, *args)


class InputError(ResilienceError):
    """What was given is wrong: off the scale, unknown, missing, too long."""


class NotAllowed(ResilienceError):
    """The visitor may not see or do this."""


class NotFound(ResilienceError):
    """There is no such workshop, framework, link or file."""


class WrongTime(ResilienceError):
    """Right in itself, but not in this phase of the workshop."""


class CannotRun(ResilienceError):
    """The environment prevents the product from working: a database, a port, a folder.

    The values in its sentence may name files or hosts of this machine, so pages hide the sentence unless
    it is not `private`; it is always in the log and on the command line.
    """

    private: ClassVar[bool] = True


class Faults(ResilienceError):
    """Several faults found at once, each a sentence of its own with its place, and told once."""

    def __init__(self, message: str, faults: Sequence[Fault], /, **values: object) -> None:
        super().__init__(message, **values)
        self.faults = tuple(dict.fromkeys(faults))

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  - {fault}" for fault in self.faults)])
