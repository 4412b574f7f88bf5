"""The passages of the method note on words that rest on a statistical test, and how often it errs."""

from resilience.scoring.notes.note import ScoringFacts, method_note
from resilience.scoring.notes.passage import Passage
from resilience.text import Text, mark

#: how often the range of a mean is right; the figures are those of docs/method/error-rates.md
COVERED = mark(
    "In simulated rooms of 8 to 60 people in two to fifteen departments of three answers or more, "
    "around a middle level, the range (90 %) of an indicator contains the mean of all people like "
    "those in the room in 77 to 97 of 100 cases, least often if answers differ widely. With "
    "departments of one or two answers, it does so in 61 to 95."
)
#: heading and words; the figures are those of docs/method/error-rates.md
PASSAGES: tuple[tuple[str, str], ...] = (
    (
        mark("How differences between departments are judged"),
        mark(
            "A clear difference between departments on an indicator is found with a permutation "
            "Kruskal-Wallis test. A blind spot is a theme on which the personal means of a "
            "department differ from those of everyone else in a permutation test, and the "
            "department's mean differs from that of every other department by half a level or "
            "more (also in the scores) and in Welch's t test at .01, with five answers or more "
            "on both sides. It is named only if every department has a score for the theme, and "
            "only the questions for which all of them have a score are tested. Both are "
            "corrected for multiple tests with the Benjamini-Hochberg method, at .04 and .05. In "
            "simulated rooms of 8 people in two departments, 20 in four and 50 in six, all with "
            "the same views, fewer than 5 in 100 show a clear difference, and fewer than 5 in "
            "100 a blind spot. Fewer than 5 in 100 also show a blind spot in rooms of 28 to 60 "
            "people whose departments each know hardly anything about 15 or 30 in 100 questions. "
            "If departments have the same views but their answers spread by different amounts, 3 "
            "to 61 in 100 simulated rooms of 20 and 50 people in departments of four or more show a "
            "clear difference, most often if the answers of a small department spread much more "
            "than those of large ones; with a department of three, more do. Rooms in which one department truly differs also show more clear differences "
            "on other indicators. If a department rates a theme one level higher than the "
            "others, a given indicator of that theme shows a clear difference in 0 to 90 of 100 "
            "simulated rooms of 8 to 50 people, and the theme shows a blind spot in 0 to 100: "
            "least often in rooms of 8 people in two departments, most often in rooms of 50 "
            'people in two. So "may be chance" does not mean that departments agree.'
        ),
    ),
    (
        mark("How often a room looks split by chance"),
        mark(
            "“Split room” describes only the people present: if answers are spread evenly over "
            "four levels, 21 to 31 of 100 indicators with 5 to 12 answers look split, as do 13 "
            "of 100 with 20 answers and 4 of 100 with 40. In simulated rooms without opposing "
            "camps, at least one of 20 indicators looks split in 50 to 76 of 100 rooms of 8 "
            "people, in 1 to 7 of 100 rooms of 20, and hardly ever in rooms of 50."
        ),
    ),
    (
        mark("How changes between votes are judged"),
        mark(
            "Changes between votes are judged theme by theme, for everyone who gave a level on "
            "all repeated indicators of the theme, by two sign-flip tests (exact for up to 16 "
            "changes, otherwise 9,999 draws). The first assumes that a person's two votes could "
            "be exchanged. The second assumes that people waver up as often as down, and leaves "
            "out moves for which the scale leaves no room to go as far the other way, such as "
            "all moves from its ends. Moves towards the answer that was shown count as changes "
            "too. The stricter test counts, after Holm's correction over the themes. In "
            "simulated rooms in which people only wavered, any theme is called clear in fewer "
            "than 5 of 100, even if most answers are near the top of the scale."
        ),
    ),
    (
        mark("How changes between years are judged"),
        mark(
            "Between years, the departments present in both (at least four) are compared by a paired t test over their scores, each on the questions that it scored both times. The variance counts as at least that of one person who differs by a level. A change is clear below .05, after Holm's correction over the themes and the overall score. With fewer than four departments, nothing is called clear. If nothing changed, a change in any theme is called clear in fewer than 5 of 100 simulated rooms of two to twelve departments (of two to six if one of them sent different people with different views); with more departments, it may be 5 of 100 or slightly more. In simulated rooms of 8 to 50 people, a rise of 15 points on a theme is found in 0 to 97 of 100, more often the more departments there are: in 9 to 17 with 48 people in four departments, in 58 to 97 with 48 people in twelve, and hardly ever with 20 people in four. It is found less often the more people differ in leniency. These figures leave out rooms that are, as a whole, stricter or milder than the one before: such a difference cannot be distinguished from a change."
        ),
    ),
    (
        mark("How often the range contains the true mean"),
        COVERED,
    ),
    (
        mark("Ranks among peers"),
        mark(
            "A rank among peers is a range over 1,000 draws. In each draw, all scores of a city move together by the standard error of its overall score (rounded up to half a point; used only if at least twice the smallest group shown took part), and each weight moves by up to a quarter. The standard error does not cover later votes of the whole room or agreed levels: where these count, the range may be too narrow. Every second draw uses a mean that is pulled down by low themes. The same standard error is used if only some indicators are in common. In simulated rooms of 8, 20 and 50 people in two, four and six departments, the range contains the true rank in 86 to 99 of 100."
        ),
    ),
)


def whole_note(made: ScoringFacts, text: Text) -> tuple[Passage, ...]:
    """The method note with the passages on statistical tests, as screens, report and workbook print it."""
    return (*method_note(made, text), *word_passages(text, by_theme=made.by_theme))


def word_passages(text: Text, *, by_theme: bool = False) -> tuple[Passage, ...]:
    """How "clear" is judged between departments, votes, years and peers, and how often it is false.

    Where groups score their themes, departments are not compared.
    """
    passages = PASSAGES[1:] if by_theme else PASSAGES
    return tuple(Passage(text(heading), text(words)) for heading, words in passages)
