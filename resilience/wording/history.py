"""The history in words: a sentence for each act, who did it, and what changed."""

import datetime
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from resilience.framework.vocabulary import DEPARTMENTS, HAZARDS
from resilience.scoring.notes.words import NO_LEVEL, exact_words
from resilience.scoring.planning.actions import COSTS, STATES
from resilience.services.access.acts import ACTS
from resilience.services.access.api_tokens import EVERY
from resilience.services.access.history import Deed
from resilience.services.cities.shares import PAGES
from resilience.services.workshop.profile import INCOME_WORDS
from resilience.text import LANGUAGES, Text, mark
from resilience.wording.table_files import INVENTED

#: roles as the record names them
ROLES = {
    "host": mark("Facilitator link of the installation"),
    "facilitator": mark("Facilitator"),
    "cofacilitator": mark("Co-facilitator"),
    "official": mark("Official"),
    "lead": mark("Department lead"),
    "group": mark("Group desk"),
    "admin": mark("Admin"),
    "coordinator": mark("Coordinator"),
    "participant": mark("A participant"),
    "server": mark("The server"),
    "machine": mark("Program"),
    "nobody": mark("Someone who was not signed in"),
}
#: what can change, by the name under which the record keeps it
FIELDS = {
    "actions": mark("Actions"),
    "address": mark("Web address"),
    "also": mark("Further indicators"),
    "budget": mark("Budget"),
    "contact": mark("Contact role"),
    "currency": mark("Currency"),
    "partners": mark("Partners"),
    "source": mark("Source of the budget"),
    "starts": mark("Start date"),
    "steps": mark("Steps"),
    "after_days": mark("Days after closing"),
    "answers": mark("Answers"),
    "asked": mark("Indicators asked"),
    "by_when": mark("Due date"),
    "cards": mark("Scorecards"),
    "city": mark("City"),
    "coast": mark("On the coast"),
    "cost": mark("Cost"),
    "country": mark("Country"),
    "date": mark("Date"),
    "department": mark("Department"),
    "departments": mark("People expected"),
    "file": mark("File"),
    "files": mark("Files"),
    "evidence": mark("Evidence links"),
    "fingerprint": mark("Fingerprint of the key"),
    "framework": mark("Framework"),
    "group": mark("Group at the identity provider"),
    "group_mode": mark("How groups work"),
    "groups": mark("Groups and their themes"),
    "hazards": mark("Hazards"),
    "income": mark("Income group"),
    "indicator": mark("Indicator"),
    "k": mark("Smallest group shown"),
    "language": mark("Language"),
    "languages": mark("Languages"),
    "latitude": mark("Latitude"),
    "licence": mark("Licence"),
    "link": mark("Number of the link"),
    "links": mark("Numbers of the links"),
    "longitude": mark("Longitude"),
    "method": mark("Version of the method"),
    "name": mark("Name"),
    "not_asked": mark("Indicators not asked"),
    "shows_last": mark("Last agreed level shown"),
    "note": mark("Note"),
    "outcome": mark("Agreed"),
    "people": mark("People"),
    "phase": mark("Phase"),
    "points": mark("Points"),
    "population": mark("Population"),
    "practices": mark("Reasons and actions published"),
    "probable": mark("Most probable"),
    "reason": mark("Reason"),
    "replies": mark("Replies first"),
    "results": mark("Results"),
    "role": mark("Role"),
    "roles": mark("Roles"),
    "rows": mark("Rows removed"),
    "score": mark("Target score"),
    "severe": mark("Most severe"),
    "sha256": mark("Hash of its content"),
    "signed_by": mark("Signed off by"),
    "since": mark("Since"),
    "state": mark("Status"),
    "suggested": mark("Suggested to later workshops"),
    "tier": mark("Tier"),
    "timezone": mark("Time zone"),
    "title": mark("Title"),
    "until": mark("Until"),
    "valid_until": mark("Valid until"),
    "value": mark("Value"),
    "version": mark("Version"),
    "vote": mark("Vote"),
    "weights": mark("Weights"),
    "what": mark("What will be done"),
    "words": mark("Reply"),
    "workshops": mark("Workshops"),
    "would_change": mark("Answers that would change"),
    "would_stay": mark("Answers that would stay the same"),
}
#: the values of some of these, in words
VALUES: Mapping[str, Mapping[str, str]] = {
    "cost": COSTS,
    "hazards": HAZARDS,
    "income": {str(group): words for group, words in INCOME_WORDS.items()},
    "languages": LANGUAGES,
    "language": LANGUAGES,
    "outcome": {"na": NO_LEVEL["na"], "both": mark("both views")},
    "phase": {
        "preparing": mark("preparing"),
        "rehearsal": mark("rehearsal"),
        "voting": mark("vote open"),
        "vote closed": mark("vote closed"),
        "revealed": mark("result revealed"),
        "closed": mark("workshop closed"),
    },
    "replies": {"off": mark("no"), "awaited": mark("awaited"), "shown": mark("shown")},
    "group_mode": {
        "scores": mark("each scores its own themes"),
        "discusses": mark("everyone scores all themes, groups only discuss"),
    },
    "points": {
        "off": mark("not begun"),
        "open": mark("open"),
        "closed": mark("no longer accepted"),
        "adopted": mark("mean of the points adopted"),
        "kept": mark("weights of the framework kept"),
    },
    "state": STATES,
    "k": {"0": mark("none: no small-group protection")},
    "tier": {"quick": mark("quick"), "full": mark("full")},
    "workshops": {EVERY: mark("All workshops of its owner")},
}
#: the usual departments, which have a name in every language
USUAL = {name: name for name in DEPARTMENTS.values()}
NOTHING = "–"
ActState = Mapping[str, Any]


def actor_words(who: str, text: Text) -> str:
    """The actors, as people choose among them."""
    return text(ROLES[who]) if who in ROLES else who


def until_words(last_day: datetime.date | None, ended: bool, text: Text) -> str:
    """Until when a link or token is valid: its last day, or until it is revoked."""
    if last_day is None:
        return text("until revoked")
    date = text.date(last_day)
    return text("expired on {date}", date=date) if ended else text("until {date}", date=date)


def sentence(deed: Deed, text: Text) -> str:
    """What was done, in a sentence."""
    return text(ACTS[deed.act].sentence, thing=_thing_name(deed.thing, text))


def who_words(who: str, role: str, text: Text) -> str:
    """The actor of an act: the role, after the name if there is one."""
    said = text(ROLES[role]) if role in ROLES else who
    return said if who in (role, said) else f"{who} ({said})"


def place_words(deed: Deed, text: Text) -> str:
    """The city and the workshop, "" for an act of the whole installation."""
    if not deed.workshop:
        return ""
    where = f"{deed.city} · " + text("workshop {code}", code=deed.workshop)
    return f"{where} · {text(INVENTED)}" if deed.invented else where


def when_words(deed: Deed, text: Text) -> str:
    """The moment in the time zone of the workshop."""
    said = text.moment(deed.at, deed.zone)
    return f"{said} UTC" if deed.zone == "UTC" else said


def change_words(deed: Deed, text: Text) -> list[str]:
    """What differs, a line each: "Agreed: 2 → 3"."""
    return _changes(deed.before or {}, deed.after or {}, deed, text)


def _changes(was: ActState, became: ActState, deed: Deed, text: Text) -> list[str]:
    found = []
    for name in [*was, *(name for name in became if name not in was)]:
        before, after = was.get(name), became.get(name)
        if isinstance(after, dict) and (isinstance(before, dict) or name == "city"):
            found += _changes(before or {}, after, deed, text)
        elif before != after:
            said = [_value(name, one, deed.zone, text) for one in (before, after)]
            change = " → ".join(said) if name in was else said[1]
            found.append(text("{name}: {change}", name=_label(name, text), change=change))
    return found


def deed_frame(deeds: Iterable[Deed], text: Text) -> pd.DataFrame:
    """Acts as a table for a file, with what was before and after once more as they are kept."""
    return pd.DataFrame(
        [
            {
                text("Time"): when_words(deed, text),
                text("Time (UTC)"): deed.at.astimezone(datetime.UTC).isoformat(timespec="seconds"),
                text("Where"): place_words(deed, text),
                text("Who"): who_words(deed.who, deed.role, text),
                text("What was done"): sentence(deed, text),
                text("What changed"): "; ".join(change_words(deed, text)),
                text("Before"): _exact(deed.before),
                text("After"): _exact(deed.after),
            }
            for deed in deeds
        ]
    )


def _exact(stood: ActState | None) -> str:
    return "" if stood is None else json.dumps(stood, ensure_ascii=False, sort_keys=True)


def _label(name: str, text: Text) -> str:
    if name in FIELDS:
        return text(FIELDS[name])
    return LANGUAGES.get(name) or _thing_name(name, text)


def _thing_name(thing: str, text: Text) -> str:
    """A thing; roles, usual departments and pages in words, as "Department lead · Water"."""
    known = {**ROLES, **USUAL, **PAGES}
    return " · ".join(text(known[part]) if part in known else part for part in thing.split(" · "))


def _value(name: str, value: Any, zone: str, text: Text) -> str:
    if value in (None, "", [], {}):
        return text("all of them") if name == "asked" else NOTHING
    if isinstance(value, bool):
        return text("yes") if value else text("no")
    if isinstance(value, int | float) and str(value) not in VALUES.get(name, {}):
        return exact_words(round(value, 9), text)
    if isinstance(value, list):
        return text.listed(_value(name, one, zone, text) for one in value)
    if isinstance(value, dict):
        parts = value.items()
        return text.listed(f"{_label(k, text)} {_value(k, one, zone, text)}" for k, one in parts)
    return _words(name, str(value), zone, text)


def _words(name: str, value: str, zone: str, text: Text) -> str:
    known = VALUES.get(name, {})
    if value in known:
        return text(known[value])
    if name == "department":
        return _thing_name(value, text)
    if name in ("date", "by_when", "starts", "valid_until"):
        return text.date(datetime.date.fromisoformat(value))
    if name in ("since", "until"):
        return text.moment(datetime.datetime.fromisoformat(value), zone)
    return value
