"""The state that staff made, rebuilt from the staff record and from nothing else."""

from collections.abc import Iterable, Mapping
from typing import Any

from resilience.services.acts import ACTS
from resilience.store.tables import StaffAct

Stood = Mapping[str, Any]
#: what something is: its kind, the workshop ("" where it has none), and which one
Slot = tuple[str, str, str]
#: acts that leave nothing behind
PASSING = {"scorecards made", "scorecards looked at", "feasibility votes shown"}
#: where a new workshop stands
BEGINNING: dict[str, Stood] = {
    "votes": {"phase": "preparing", "vote": None, "asked": None},
    "weights": {"points": "off"},
    "replies": {"replies": "off"},
}


def replayed(acts: Iterable[StaffAct]) -> dict[Slot, Stood]:
    """What stands after these acts, first to last.

    Raises `AssertionError` where an act found something otherwise than the acts before had left it: then
    something was changed that is not on record.
    """
    state: dict[Slot, Stood] = {}
    for act in acts:
        for slot, before, after in _changes(act):
            found = state.get(slot)
            assert (found is None) == (before is None), (act.act, slot, found, before)
            assert (before or {}).items() <= (found or {}).items(), (act.act, slot, found, before)
            if after is None:
                del state[slot]
            else:
                state[slot] = after
    return state


def _changes(act: StaffAct) -> list[tuple[Slot, Stood | None, Stood | None]]:
    if act.act in PASSING:
        return []
    if act.act == "workshop set up":
        return _set_up(act)
    kind, thing, workshop = ACTS[act.act].kind, act.thing, act.workshop or ""
    if kind == "actions":  # what became of one may be noted in a later workshop
        workshop = ""
    if kind == "roles" and workshop:  # all links of a workshop stand together
        thing = ""
    before = dict(act.before) if act.before is not None else None
    gone = before.pop("results", []) if act.act == "publisher distrusted" and before else []
    results: list[tuple[Slot, Stood | None, Stood | None]] = [
        (("peers", "", name), {}, None) for name in gone
    ]
    return [((kind, workshop, thing), before, act.after), *results]


def _set_up(act: StaffAct) -> list[tuple[Slot, Stood | None, Stood | None]]:
    code, settings = act.workshop or "", dict(act.after or {})
    city, links = settings.pop("city"), settings.pop("links")
    return [
        (("city", "", act.thing), (act.before or {}).get("city"), city),
        (("settings", code, ""), None, settings),
        (("roles", code, ""), None, links),
        *(((kind, code, ""), None, stood) for kind, stood in BEGINNING.items()),
    ]
