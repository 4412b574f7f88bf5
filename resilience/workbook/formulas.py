"""The formulas that carry scores from indicators to themes to overall (docs/methods.md, section 1).

They read named columns (`indicator_score`, `theme_weight`, ...) and cells of their own row alone,
so that sorting or filtering a table changes no result. An empty cell is no score, never 0.
"""

from collections.abc import Callable

from resilience.scoring.scores.score import State
from resilience.text import Text

#: the name of the cell with the least coverage (0..1) of a score that is shown
NEEDED = "coverage_needed"
TOLERANCE = "1E-9"


def quoted(words: str) -> str:
    """Words as a formula holds them."""
    return '"' + words.replace('"', '""') + '"'


def looked_up(kind: str, key: str, code: str) -> str:
    """What a column of the themes or indicators (`kind`) has for a code; "" where it is empty."""
    found = f"INDEX({kind}_{key},MATCH({quoted(code)},{kind}_code,0))"
    return f'IF(ISNUMBER({found}),{found},"")'


def gap_formulas(now: str, target: str, gap: str) -> tuple[str, str]:
    """The points left to a target and the share 0..1 of it that is reached, from the cells that hold these."""
    share = f'IF(AND(ISNUMBER({gap}),{target}>0),1-{gap}/{target},"")'
    return f'IF(ISNUMBER({now}),MAX(0,{target}-{now}),"")', share


def theme_formulas(at: Callable[[str], str]) -> dict[str, str]:
    """By column, the formulas of a theme; `at` names the cell of a column in its row."""
    applies = f"EXACT(indicator_theme,{at('code')})*indicator_weight*indicator_applies"
    present = f"{applies}*ISNUMBER(indicator_score)"
    absent = f"{applies}*(1-ISNUMBER(indicator_score))"
    score, answered, applicable = at("score"), at("answered"), at("applicable")
    summed = f"SUMPRODUCT({present},indicator_score)"

    def mean(name: str) -> str:
        return f'IF({applicable}>0,SUMPRODUCT({applies},indicator_{name})/{applicable},"")'

    def bound(pick: str, name: str) -> str:
        unknown = f"SUMPRODUCT({absent},indicator_{name})"
        return f'IF({applicable}>0,{pick}({score},({summed}+{unknown})/{applicable}),"")'

    return {
        "answered": f"SUMPRODUCT({present})",
        "applicable": f"SUMPRODUCT({applies})",
        "coverage": f'IF({applicable}>0,{answered}/{applicable},"")',
        "score": _if_covered(at("coverage"), answered, f"{summed}/{answered}"),
        "low": bound("MIN", "lowest"),
        "high": bound("MAX", "highest"),
        "reach": mean("reach"),
        "departments": mean("departments"),
    }


def overall_formulas(at: Callable[[str], str]) -> dict[str, str]:
    """By column, the formulas of the overall; `at` names the cell of a column in its row."""

    def parts(name: str) -> tuple[str, str]:
        weights = f"theme_weight*ISNUMBER(theme_{name})"
        return f"SUMPRODUCT({weights},theme_{name})", f"SUMPRODUCT({weights})"

    def mean(name: str, shape: str = "{}") -> str:
        summed, weight = parts(name)
        return f'IF({weight}>0,{shape.format(f"{summed}/{weight}")},"")'

    summed, weight = parts("score")
    return {
        "coverage": mean("coverage"),
        "score": _if_covered(at("coverage"), weight, f"{summed}/{weight}"),
        "low": mean("low", f"MIN({at('score')},{{}})"),
        "high": mean("high", f"MAX({at('score')},{{}})"),
        "reach": mean("reach"),
        "departments": mean("departments"),
    }


def theme_state(at: Callable[[str], str], state: State, text: Text) -> str:
    """The state of a theme or of the overall in words; `state` is what it was in the workshop."""
    bare: State = state if state in ("not applicable", "not scored") else "not scored"
    some = f"IF({at('coverage')}>0,{_quoted_state(text, 'not enough answers')},{_quoted_state(text, 'not scored')})"
    without = f"IF(ISNUMBER({at('coverage')}),{some},{_quoted_state(text, bare)})"
    return f"IF(ISNUMBER({at('score')}),{quoted('')},{without})"


def indicator_state(at: Callable[[str], str], text: Text) -> str:
    """The state of an indicator in words."""
    known = f"ISNUMBER({at('score')}),{quoted('')},{_quoted_state(text, 'unanswered')}"
    return f"IF({at('applies')}=0,{_quoted_state(text, 'not applicable')},IF({known}))"


def _if_covered(coverage: str, weight: str, mean: str) -> str:
    return f'IF({weight}>0,IF({coverage}>={NEEDED}-{TOLERANCE},{mean},""),"")'


def _quoted_state(text: Text, state: State) -> str:
    return quoted(text(state))
