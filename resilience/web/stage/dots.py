"""Screens of the stage that draw answers as dots."""


class Dotted:
    """A screen with one dot for `each` answers."""

    __slots__ = ()
    each: int

    def dots_of(self, answers: int) -> int:
        """The number of dots for some answers."""
        return -(-answers // self.each)
