"""The passages of the method note on words that rest on a statistical test, and how often it errs."""

from resilience.scoring.notes.note import ScoringFacts, method_note
from resilience.scoring.notes.passage import Passage
from resilience.text import Text, mark

#: heading and words; the figures are those of docs/method/error-rates.md
PASSAGES: tuple[tuple[str, str], ...] = (
    (
        mark("How differences between departments are judged"),
        mark(
            "A clear difference between departments on an indicator is that of a permutation Kruskal-Wallis test. "
            "A blind spot is a theme on which the personal means of a department differ from those of all others by "
            "a permutation test, and its mean from that of every other department by half a level or more, also in "
            "the scores shown, and by Welch's t test at .01, with five answers or more on both sides. Both are "
            "corrected by Benjamini and Hochberg over all of them, at .04 and .05. In simulated rooms of 8 to 50 "
            "people whose departments have the same views, fewer than 5 in 100 show a clear difference, and fewer "
            "than 5 in 100 a blind spot. Departments that have the same views but do not spread alike show a clear "
            "difference in 8 to 11 of 100, up to 24 where one of them spreads much more than the others; rooms in which "
            "one department truly differs also show more of them, on other indicators. A department that rates a theme "
            "a level higher than the others shows as a clear difference on an indicator in 2 to 17 of 100 rooms of 20 "
            'to 50 people and as a blind spot in 4 to 82, in rooms of 8 never: "could be chance" does not mean that '
            "departments agree. A split room is a description of those present: where answers are spread evenly over "
            "four levels, 21 to 31 of 100 indicators with 5 to 12 answers look like one, 13 of 100 with 20 and 4 of "
            "100 with 40. In simulated rooms of 8 without camps at least one of 20 indicators looks split in 50 to 76 "
            "of 100."
        ),
    ),
    (
        mark("How changes between votes are judged"),
        mark(
            "Between votes the change of each person who gave a level on all repeated indicators of a theme is judged "
            "by two sign-flip tests (exact up to 16 changes, otherwise 9,999 draws). The first assumes that the two "
            "votes of a person could be exchanged. The second assumes that people waver as often up as down, and "
            "leaves out moves that the scale does not allow as far the other way, such as all those from its ends. "
            "Moves towards the answer that was shown count as changes too. The stricter test counts, "
            "after Holm's correction over the themes. In simulated rooms in which people only wavered, any theme is "
            "called clear in fewer than 5 of 100, also where most answers are near the top of the scale."
        ),
    ),
    (
        mark("How changes between years are judged"),
        mark(
            "Between years the departments present in both, four or more, are compared by Welch's test over answers "
            "and by a paired t test over their means; the stricter counts, after Holm's correction over the themes "
            "and the overall. With fewer than four nothing is called clear. Where nothing changed, any theme is "
            "called clear in fewer than 5 of 100 rooms, also where one department sent others with other views. In "
            "simulated rooms of 50 people in six departments a rise of 15 points is found in 35 to 80 of 100, the less "
            "often the more people differ in leniency; of 48 people in four departments it is found in 9 to 17, and "
            "hardly ever in rooms of 20. A whole room that is stricter or "
            "milder than the one before is not in these figures: it cannot be told from a change."
        ),
    ),
    (
        mark("How often the range of a mean is right"),
        mark(
            "In simulated rooms of 8 to 50 people the range (90 %) of an indicator holds the mean of all such people in "
            "86 to 90 of 100."
        ),
    ),
    (
        mark("Places among peers"),
        mark(
            "A place among peers is a range over 1,000 draws, in which the scores of each city move together by the "
            "standard error of its overall (rounded up to half a point; none below twice the smallest group shown), and all weights "
            "by up to a quarter. Every second draw takes a mean that low themes pull down. The same standard error "
            "serves where only some indicators are in common. In simulated rooms of 8 to 50 people the range holds the "
            "true place in 86 to 99 of 100."
        ),
    ),
)


def whole_note(made: ScoringFacts, text: Text) -> tuple[Passage, ...]:
    """The method note with the passages on statistical tests, as screens, report and workbook print it."""
    return (*method_note(made, text), *word_passages(text))


def word_passages(text: Text) -> tuple[Passage, ...]:
    """How "clear" is judged between departments, votes, years and peers, and how often it is false."""
    return tuple(Passage(text(heading), text(words)) for heading, words in PASSAGES)
