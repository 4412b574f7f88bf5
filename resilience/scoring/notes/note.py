"""The method note: how this number was made, in plain words, from what was actually used."""

from collections.abc import Iterator
from dataclasses import dataclass

from resilience.framework import Framework, Goalposts, Rule, Scale, Theme
from resilience.framework.rules import RULES
from resilience.scoring.notes.beyond import beyond_words
from resilience.scoring.notes.method import Method
from resilience.scoring.notes.not_asked import by_theme_words, not_asked_passages
from resilience.scoring.notes.passage import Passage
from resilience.scoring.notes.printed import rounding_passage, unknowns_passage
from resilience.scoring.notes.room import Room, left_out_words, newcomers_words
from resilience.text import Text, mark

TIERS = {"full": mark("full"), "quick": mark("quick")}
#: indicators named one by one before a sentence says how many more there are
NAMED = 8


@dataclass(frozen=True, slots=True)
class ScoringFacts:
    """How a result was computed: the `framework` used for scoring, and what `method` changed in it.

    `asked` indicators of `tier`; on `agreed` of them the room agreed on a level, on `agreed_na` on not applicable; `rooms` are the units of the partition
    with their attendance, `k` the smallest number of people in a unit (0 in an open workshop). Answers of
    `left_out` people (in a later vote: `left_out_later`) who answered alone do not count. If the workshop adopted weights of its own, `weighed`
    people gave points for them, otherwise 0. For `later` indicators the city's figure comes from a later
    vote. `not_asked` are the codes left out because the city does not face their hazards, and `by_theme` says
    that each group scored its own themes. `themes` were asked, None for all; `newcomers` came for a later vote.
    """

    framework: Framework
    method: Method
    tier: str
    asked: int
    agreed: int
    rooms: tuple[Room, ...]
    k: int
    left_out: int = 0
    left_out_later: bool = False
    weighed: int = 0
    later: int = 0
    not_asked: tuple[str, ...] = ()
    agreed_na: int = 0
    by_theme: bool = False
    themes: int | None = None
    newcomers: int = 0


def method_note(made: ScoringFacts, text: Text) -> tuple[Passage, ...]:
    """The note on one page, in the language of `text` (all of it is docs/methods.md in other words)."""
    return (
        _order(made, text),
        _scales(made.framework, text),
        *not_asked_passages(made.framework, made.not_asked, text),
        _states(text),
        _people(made, text),
        *rule_passages(made.framework, text),
        _weights(made.framework, text),
        _coverage(made, text),
        unknowns_passage(made.method, text),
        *_changes(made, text),
        _partition(made, text),
        _sureness(text),
        rounding_passage(text),
    )


def _order(made: ScoringFacts, text: Text) -> Passage:
    themes = len(made.framework.themes) if made.themes is None else made.themes
    short = text(
        "{framework} {version}, tier {tier}: {asked} asked in {themes}.",
        framework=made.framework.title(made.framework.root.code, text.language),
        version=made.framework.version,
        tier=text(TIERS[made.tier]),
        asked=text.plural("{n} indicator", "{n} indicators", made.asked),
        themes=text.plural("{n} theme", "{n} themes", themes),
    )
    more = text(
        "Scores are calculated by indicator (departments, then the city), by theme, then overall. "
        "Framework fingerprint: {sha}.",
        sha=made.framework.sha256[:12],
    )
    heading = text("Scored items and order of calculation")
    return Passage(heading, f"{short} {more}", short=short)


def _scales(framework: Framework, text: Text) -> Passage:
    scales: dict[Scale, list[str]] = {}
    for indicator in framework.root.indicators():
        scales.setdefault(indicator.scale, []).append(indicator.code)
    usual = max(scales, key=lambda scale: len(scales[scale]))
    lines = [text("Values of the levels, out of 100: {values}.", values=_values(usual, text))]
    lines += [
        text("{codes}: {values}.", codes=_codes(codes, text), values=_values(scale, text))
        for scale, codes in scales.items()
        if scale != usual
    ]
    lines.append(text("These values never depend on who else was scored."))
    return Passage(text("From a level to a number"), " ".join(lines))


def _values(scale: Scale, text: Text) -> str:
    if isinstance(scale, Goalposts):
        ends = text(
            "measured; {worst} {unit} counts as 0 and {best} {unit} as 100",
            worst=_plain(scale.worst, text),
            best=_plain(scale.best, text),
            unit=scale.unit,
        ).replace("  ", " ")
        return text("{ends}, on a logarithmic scale", ends=ends) if scale.log else ends
    return ", ".join(f"{level} = {_plain(v, text)}" for level, v in enumerate(scale.values))


def _plain(number: float, text: Text) -> str:
    """A number with a decimal where it has one."""
    return text.number(number, 0 if float(number).is_integer() else 1)


def _states(text: Text) -> Passage:
    words = text(
        "0 is an answer and counts. Not applicable is left out of the score, with its weight: an "
        "indicator is not applicable in a department if more than half of those who gave a level "
        "or not applicable say so, and in the city if more than half of departments with such "
        "answers do. Don't know and blank count as missing, never as 0. They lower reach, and "
        "coverage if less than a fifth of each department gave a level."
    )
    return Passage(text("Answers that are not levels"), words)


def _people(made: ScoringFacts, text: Text) -> Passage:
    rule = made.method.city_rule
    lines = [
        text(
            "A department's score for an indicator is the mean over its people; a table that "
            "answered together counts as the number of people it seats. A department has "
            "answered an indicator if at least a fifth of its participants gave a level."
        ),
        text("The city's score is the mean of the departments that answered: each counts once.")
        if rule == "departments"
        else text("The city's score is the mean over all people: each person counts once."),
    ]
    if made.k and rule == "departments":
        lines.append(
            text(
                "Departments in which too few people gave a level are combined and count as one, by the same rule."
            )
        )
    lines += beyond_words(made.later, made.agreed, made.agreed_na, text)
    return Passage(
        text("From people to the city"),
        " ".join(lines),
        text("s = Σ n·v / Σ n, with n people at a level worth v"),
        " ".join(lines[1:]),
    )


def rule_passages(framework: Framework, text: Text) -> Iterator[Passage]:
    """By which rule indicators become themes and the overall, a passage per rule."""
    used: dict[Rule, list[str]] = {}
    for node in framework.root.nodes():
        if isinstance(node, Theme):
            used.setdefault(node.rule, []).append(framework.title(node.code, text.language))
    for rule, titles in used.items():
        words = text(
            "{nodes}: {rule}. Only parts that have a score, apply and weigh more than 0 are "
            "included.",
            nodes=text("All themes and the overall score") if len(used) == 1 else ", ".join(titles),
            rule=text(RULES[rule].words),
        )
        yield Passage(
            text("From indicators to themes to the overall score"), words, text(RULES[rule].formula)
        )


def _weights(framework: Framework, text: Text) -> Passage:
    heading = text("Weights")
    nodes = list(framework.root.nodes())[1:]
    if len({node.weight for node in nodes}) == 1:
        return Passage(heading, text("All weights are equal."))
    unequal = [n for n in nodes if n.weight != 1]
    told = ", ".join(f"{node.code} {node.weight:.4g}" for node in unequal)
    words = text(
        "All weights are 1, except: {weights}. Anything with weight 0 is shown but not scored.",
        weights=told,
    )
    return Passage(heading, words)


def _coverage(made: ScoringFacts, text: Text) -> Passage:
    words = text(
        "Coverage is the share of the applicable weight that was answered. A score is shown "
        "only if its coverage is at least {threshold}. Themes with less are left out of an "
        "overall score calculated from themes. Reach (“Could answer”) is "
        "the share of the people who took part whose level is counted.",
        threshold=text.percent(made.framework.threshold),
    )
    short = text(
        "A score is shown if at least {threshold} of what applies was answered, by weight.",
        threshold=text.percent(made.framework.threshold),
    )
    if not made.framework.threshold or made.method.missing == "unknown-as-zero":
        words = text(
            "Coverage is the share of the applicable weight that was answered. A score is "
            "shown however low its coverage is. Reach (“Could answer”) is "
            "the share of the people who took part whose level is counted."
        )
        short = ""
    formula = text("c = Σ w answered / Σ w applicable")
    return Passage(text("When a score is shown"), words, formula, short)


def _changes(made: ScoringFacts, text: Text) -> Iterator[Passage]:
    method, lines = made.method, []
    if made.weighed:
        lines.append(
            text.plural(
                "The workshop adopted its own weights: {n} person shared out points among the "
                "themes, and each theme's weight is the mean of its shares, out of 100.",
                "The workshop adopted its own weights: {n} people shared out points among the "
                "themes, and each theme's weight is the mean of its shares, out of 100.",
                made.weighed,
            )
        )
    if method.rule is not None:
        lines.append(text("The rule was replaced for every theme and for the overall score."))
    if method.weights:
        lines.append(text("Weights were replaced."))
    if method.left_out is not None:
        lines.append(text("The theme {code} was left out.", code=method.left_out))
    if lines:
        yield Passage(text("Differences from the published framework"), " ".join(lines))


def _partition(made: ScoringFacts, text: Text) -> Passage:
    rooms = [(text(room.unit), room.people) for room in made.rooms]
    if made.newcomers:
        rooms.append((newcomers_words(text, by_theme=made.by_theme), made.newcomers))
    units = text.listed(
        text.plural("{unit}: {n} person", "{unit}: {n} people", people, unit=unit)
        for unit, people in rooms
    )
    if made.by_theme:
        said = by_theme_words(made.k, text)
    elif not made.k:
        said = text(
            "This workshop had no small-group protection: every department is shown, however small."
        )
    else:
        said = text(
            "A department is shown separately if at least {k} of its people answered alone, or "
            "if all of them answered at tables and there were at least {k}. Devices beyond the "
            "confirmed people do not count. The others (and, if needed, the smallest of those) are "
            "shown together. This list was fixed when the first vote closed.",
            k=made.k,
        )
    if made.left_out:
        said = f"{said} {left_out_words(made.left_out, text, later=made.left_out_later)}"
    if units:
        said = text("{sentences} Who took part: {units}.", sentences=said, units=units)
    return Passage(text("Who is shown"), said)


def _sureness(text: Text) -> Passage:
    words = text(
        "Agreement is 1 if everyone gives the same level, and 0 if half are at each end of the "
        "scale. The range (90 %) of an indicator is that of its mean, from a Beta distribution. "
        "For levels, this has the mean and variance of a Dirichlet posterior with parameters c + "
        "1/m, with c answers at each of m levels; for a measured number, its rounded mean and "
        "standard error. At least three answers are needed; a table counts as one. In means, "
        "departments share the 1/m. The range is extended where needed to include the score; it "
        "describes people like those present."
    )
    formula = text(
        "C = 1 - 2 Σ min(F, 1 - F) / (m - 1), with the share F up to each of the m levels"
    )
    return Passage(text("Agreement, and how certain a mean is"), words, formula)


def _codes(codes: list[str], text: Text) -> str:
    more = len(codes) - NAMED
    named = ", ".join(codes[:NAMED])
    return named if more <= 0 else text("{codes} and {n} more", codes=named, n=more)
