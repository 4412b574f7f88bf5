"""How codes are named in forms of ODK and KoboToolbox, whose names are names of XML.

The writer of forms and the reader of what they collect both ask here, so that neither needs a list.
"""

import re
from urllib.parse import quote, unquote

from resilience.framework.model import Framework

#: prefixes of the name of an indicator, a theme or a list of levels
THEME, CARD, ANSWER, STATE, COMMENT, LEVELS = (
    f"{kind}_" for kind in ("theme", "card", "answer", "state", "comment", "levels")
)
#: the department as a choice from a list, or as it was typed; how many people answer together
DEPARTMENT, TYPED_DEPARTMENT, PEOPLE = "department", "department_name", "people"


def bare_name(head: str) -> str:
    """Strip the group names, with any separator, from a column name of an export.

    Our names have ASCII letters, figures and _.
    """
    return re.split(r"[^A-Za-z0-9_]", head)[-1]


def form_names(framework: Framework) -> dict[str, str]:
    """Return a name of ASCII letters, digits and `_` for each code, the same in every tier.

    Names differ also where case does not count; codes that would share one get a number, in the order
    of the file.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for node in framework.root.nodes():
        bare = name = re.sub(r"[^A-Za-z0-9_]", "_", node.code)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{bare}_{number}"
        taken.add(name.casefold())
        names[node.code] = name
    return names


def choice_name(words: str) -> str:
    """Words as the name of a choice: letters and figures of any script, the rest as %20 and the like."""
    return "".join(sign if sign.isalnum() else quote(sign, safe="-_.") for sign in words)


def words_of(choice: str) -> str:
    """The words that `choice_name` made a name of."""
    return unquote(choice)
