"""A library of somebody else in the layout, with what such libraries have and ours do not."""

from tests.workbook.frameworks.examples import made

Rows = list[list[object]]

ROWS: Rows = [
    ["assessable", "depth", "ref_id", "name", "description", "annotation", "implementation_groups", "threats", "name[fr]", "description[fr]"],
    [None, 1, "GV", "Govern", "How it is led.", None, None, None, "Gouverner", None],
    ["x", 2, "GV 01", "Mission", "Is there a mission?", "It guides.", "B", "1:T1", "Mission", "Y a-t-il une mission ?"],
    ["x", 2, None, None, "Are there people?", None, "B", None, None, None],
    [None, 2, "GV.02", "Roles", None, None, None, None, None, None],
    ["x", 3, "GV.02", "Roles", "Are there roles?", None, "B", None, None, None],
    ["x", 1, "Z", "Last", "Anything else?", None, None, None, None, None],
    [None, 1, "N", "Notes", "Nothing to assess.", None, None, None, None, None],
]  # fmt: skip
SCORES: Rows = [
    ["score", "name", "description", "name[fr]"],
    [1, "Partial", "Hardly any.", "Partiel"],
    [2, "Better", None, "Mieux"],
    [3, "Best", "All of it.", None],
]


def library(locale: str = "en") -> dict[str, Rows]:
    """The sheets of the library."""
    return {
        "library_meta": [["type", "library"], ["urn", "urn:x:y"], ["version", 4], ["locale", locale],
                         ["ref_id", "The Éx 1"], ["name", "Example"], ["copyright", "(c) X"], ["provider", "X"], ["packager", "Y"]],
        "req_meta": [["type", "framework"], ["base_urn", "urn:x:z"], ["ref_id", "The Éx 1"], ["name", "Example"],
                     ["description", "An example."], ["min_score", 1], ["max_score", 3], ["scores_definition", "levels"]],
        "req_content": [*ROWS],
        "scores_meta": [["type", "scores"], ["name", "levels"]],
        "scores_content": [*SCORES],
        "threats_meta": [["type", "threats"]],
        "threats_content": [["ref_id", "name"], ["T1", "Fire"]],
        "drafts": [["an idea"]],
    }  # fmt: skip


def foreign(locale: str = "en") -> bytes:
    """The library as a workbook."""
    return made(library(locale))
