"""The family of errors that reach people as a sentence.

An error carries the sentence (English, the key of its translation) and the values that fill its
placeholders. Raised in core and services, shown by pages and the command line, caught nowhere else.
"""


class ResilienceError(Exception):
    """Something a person can understand and mend: `message` is a text key with `{placeholders}`."""

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message.format(**values) if values else message)
        self.message = message
        self.values = values


class InputError(ResilienceError):
    """What was given is wrong: off the scale, unknown, missing, too long."""


class NotAllowed(ResilienceError):
    """Whoever asks may not see or do this."""


class NotFound(ResilienceError):
    """There is no such workshop, framework, link or file."""


class WrongTime(ResilienceError):
    """Right in itself, but not in this phase of the workshop."""


class CannotRun(ResilienceError):
    """The surroundings do not let the product work: a database, a port, a folder."""


class Faults(ResilienceError):
    """Several faults found at once, each a sentence of its own with its place."""

    def __init__(self, message: str, faults: list[str], /, **values: object) -> None:
        super().__init__(message, **values)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  - {fault}" for fault in self.faults)])
