"""The state that staff made, rebuilt from the history and from nothing else."""

from collections.abc import Iterable, Mapping
from typing import Any

from resilience.services.access.acts import ACTS, acts_of
from resilience.store.tables import StaffAct

Stood = Mapping[str, Any]
#: what something is: its kind, the workshop ("" where it has none), and which one
Slot = tuple[str, str, str]
#: acts that leave nothing behind, and those of which the record has no words
PASSING = {
    *acts_of("voices"),
    "rehearsal opened",
    "package rejected",
    "scorecards made",
    "scorecards looked at",
    "feasibility votes shown",
    "feasibility votes opened again",
    "password link made",
    "password set by link",
    "password changed",
    "signed out everywhere",
    "facilitator link made",
    "facilitator link ended",
    "sign-in failed",
    "sign-ins failed often",
    "sign-in without an account failed",
    "sign-ins without an account failed often",
    "second factor set up",
    "second factor removed",
    "recovery code used",
}
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
    if ACTS[act.act].kind == "accounts":
        return _accounts(act)
    kind, thing, workshop = ACTS[act.act].kind, act.thing, act.workshop or ""
    if kind == "actions":  # what became of one may be noted in a later workshop
        workshop = ""
    if act.act == "link replaced":  # all links of a workshop stand together
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


def _accounts(act: StaffAct) -> list[tuple[Slot, Stood | None, Stood | None]]:
    """Accounts, open or ended, and the roles that each holds."""
    own = ("accounts", "", act.thing)
    if act.act in ("account ended", "account opened again"):
        stays = {"open": act.act == "account opened again"}
        return [(own, {}, stays)]
    if act.act in ("account made", "first admin made"):
        roles = (act.after or {})["roles"]
        return [(own, None, {"open": True}), *((_held(act.thing, r), None, r) for r in roles)]
    role = act.after or act.before or {}
    return [(_held(act.thing, role), act.before, act.after)]


def _held(account: str, role: Stood) -> Slot:
    return ("held", account, role["role"])
