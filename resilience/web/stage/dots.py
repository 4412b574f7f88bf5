"""Answers as dots on the stage: how many answers one dot stands for, so that a cell holds them."""

from resilience.text import Text


def answers_in_a_dot(most: int, fit: int) -> int:
    """How many answers a dot stands for where a cell has up to `most` answers and room for `fit` dots."""
    return max(1, -(-most // fit))


def dot_words(each: int, text: Text) -> str:
    """What a dot is."""
    return text.plural("A dot is {n} answer", "A dot is {n} answers", each)


class Dotted:
    """A screen on which one dot stands for `each` answers."""

    __slots__ = ()
    each: int

    def dots_of(self, answers: int) -> int:
        """How many dots stand for some answers."""
        return -(-answers // self.each)
