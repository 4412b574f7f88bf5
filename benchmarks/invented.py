"""Frameworks of any size for benchmarks: themes of ten indicators of four levels, labelled invented."""

from resilience.framework import Framework, load_source

#: indicators of a theme
THEME = 10
#: as long as the sentences of a published scorecard are
QUESTION = (
    "Is this invented matter known, written down and looked at again after each event by all?"
)
LEVELS = (
    "Nobody knows it, and nothing of it is written down anywhere.",
    "A few people know it; what is written down is old or covers a part of the city.",
    "Most departments know it and use what is written down, which is looked at now and then.",
    "All departments use it every day, and it is looked at again each year and after each event.",
)


def invented_framework(indicators: int) -> Framework:
    """A framework that asks for so many indicators, as if loaded from its files."""
    return load_source(invented_source(indicators))


def invented_source(indicators: int) -> dict[str, str]:
    """The two files of such a framework."""
    structure = [
        f"id: invented-{indicators}",
        'version: "1"',
        "licence: CC0-1.0",
        "publisher: Nobody (invented)",
        "scale: {levels: 4}",
        "themes:",
    ]
    words = ["language: en", f"title: Invented scorecard of {indicators}", "themes:"]
    asked = ["indicators:"]
    for first in range(0, indicators, THEME):
        theme = first // THEME + 1
        structure += [f"  - code: T{theme}", "    indicators:"]
        words.append(f"  T{theme}: {{title: Invented theme {theme}}}")
        for n in range(first + 1, min(first + THEME, indicators) + 1):
            structure.append(f"      - {{code: I{n}, tier: quick}}")
            levels = "".join(f"\n      - {level}" for level in LEVELS)
            asked.append(f"  I{n}:\n    title: Invented matter {n}\n    question: {QUESTION}")
            asked.append(f"    levels:{levels}")
    return {
        "framework.yaml": "\n".join(structure) + "\n",
        "text.en.yaml": "\n".join([*words, *asked]) + "\n",
    }
