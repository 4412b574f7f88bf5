"""In words: why a peer is proposed, and what is compared with it."""

from collections.abc import Sequence

import pandas as pd

from resilience.framework.vocabulary import HAZARDS
from resilience.scoring.comparison.likeness import Likeness
from resilience.services.cities.choice import Choice
from resilience.services.cities.rank import ComparedPeer
from resilience.services.workshop.profile import INCOME_WORDS
from resilience.text import Text
from resilience.wording.peers.peer_rows import source_words


def reason_words(likeness: Likeness | None, text: Text) -> str:
    """In what a city is like this one, such as "on the coast, typhoon and flood, 0.7 times the size"."""
    if likeness is None:
        return text("too little is known about it to say how it resembles this city")
    reasons, said = likeness.reasons, []
    if reasons.coast is not None:
        said.append(text("on the coast") if reasons.coast else text("inland"))
    hazards = reasons.hazards or ()
    said += [text(words).lower() for name, words in HAZARDS.items() if name in hazards]
    if reasons.population is not None:
        times = text.number(reasons.population, 1)
        said.append(text("{times} times the population", times=times))
    if reasons.income is not None:
        said.append(text(INCOME_WORDS[reasons.income]).lower())
    return text.listed(said) or text("nothing known in common")


def peer_table(choice: Choice, chosen: Sequence[str], city: str, text: Text) -> pd.DataFrame:
    """The city, each chosen peer, the most similar first, and those that cannot be compared with the reason.

    Of the last there is nothing else: their figures are not set beside those of the city.
    """
    shown = _shown(choice, chosen)
    rows = [_own_row(one, city, text) for one in shown[:1] if one.line.comparable]
    rows += [_peer_row(choice, one, text) for one in shown]
    columns = [
        text("City"),
        text("Similarity"),
        text("Date"),
        text("People"),
        text("Number of departments or groups"),
        text("Indicators in common"),
        text("What is compared"),
    ]
    table = pd.DataFrame(rows, columns=columns).set_index(columns[0])
    return table.astype(dict.fromkeys(columns[3:6], "Int64"))


def printed_peers(choice: Choice, city: str, text: Text) -> pd.DataFrame:
    """The city and the proposed peers that can be compared, as in `peer_table`, for a narrow page."""
    table, peers = peer_table(choice, choice.proposed, city, text), _shown(choice, choice.proposed)
    others = sum(not one.line.comparable for one in peers)
    return table.iloc[: len(table) - others, :-2]


def printed_terms(choice: Choice, text: Text) -> list[str]:
    """What is compared with the proposed peers, once where it is the same, and why others are not."""
    said: dict[str, list[str]] = {}
    for one in _shown(choice, choice.proposed):
        said.setdefault(_compared_words(one, text, common=True), []).append(_name(one))
    if len(said) == 1:
        return [*said]
    return [f"{text.listed(names)}: {words}" for words, names in said.items()]


def _shown(choice: Choice, chosen: Sequence[str]) -> list[ComparedPeer]:
    """The chosen peers, the most similar first, then those that cannot be compared."""
    names = [name for name in choice.likeness if name in chosen and name in choice.comparable]
    names += [name for name in chosen if name not in names and name in choice.comparable]
    others = (one for one in choice.peers.values() if not one.line.comparable)
    return [*(choice.peers[name] for name in names), *others]


def _own_row(one: ComparedPeer, city: str, text: Text) -> tuple[object, ...]:
    line = one.line
    date = text("no date") if line.dates[1] is None else text.date(line.dates[1])
    said = text("This city")
    return (city, said, date, line.people[1], line.departments[1], line.asked[1], None)


def _peer_row(choice: Choice, one: ComparedPeer, text: Text) -> tuple[object, ...]:
    line, name = one.line, _name(one)
    compared = _compared_words(one, text)
    if not line.comparable:
        return (name, None, None, None, None, None, compared)
    alike = reason_words(choice.likeness.get(one.name), text)
    date = text("no date") if line.dates[0] is None else text.date(line.dates[0])
    return (name, alike, date, line.people[0], line.departments[0], line.common, compared)


def _name(one: ComparedPeer) -> str:
    """The city with its country; the name of an invented one says already that it is nowhere."""
    city = one.peer.city
    return city.name if city.invented else city.full_name


def _compared_words(one: ComparedPeer, text: Text, *, common: bool = False) -> str:
    """On what terms a peer is compared or why it is not, and where its result came from."""
    return f"{one.line.terms(text, common=common)} {source_words(one.peer, text)}."
