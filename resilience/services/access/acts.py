"""What staff can do, as the history names it: a fixed vocabulary, each act with its sentence."""

from dataclasses import dataclass

from resilience.text import mark

#: kinds of act, as people choose among them
KINDS = {
    "set-up": mark("Workshop set-up"),
    "votes": mark("Votes, reveal and sign-off"),
    "levels": mark("Agreed levels"),
    "weights": mark("Weights"),
    "actions": mark("Actions"),
    "evidence": mark("Evidence"),
    "targets": mark("Targets"),
    "roles": mark("Roles and links"),
    "scorecards": mark("Scorecard imports"),
    "replies": mark("Replies of departments"),
    "publications": mark("Publications"),
    "peers": mark("Peer cities and publishers"),
    "frameworks": mark("Frameworks and official wording"),
    "demo": mark("The demo city"),
    "accounts": mark("Accounts and sign-in"),
    "attendance": mark("Attendance"),
    "voices": mark("Questions, comments, photos and video call"),
    "erasures": mark("Erasures"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of History entry: its key in KINDS and its sentence, with `{thing}` for the object."""

    kind: str
    sentence: str


ACTS = {
    "workshop set up": Act("set-up", mark("The workshop of {thing} was set up.")),
    "groups set": Act("set-up", mark("The groups of the workshop were set.")),
    "rehearsal opened": Act("votes", mark("The rehearsal was opened.")),
    "vote opened": Act("votes", mark("The vote was opened.")),
    "vote closed": Act("votes", mark("The vote was closed and counted.")),
    "vote reopened": Act("votes", mark("The vote was reopened.")),
    "vote dropped": Act("votes", mark("The vote and its answers were dropped.")),
    "revealed": Act("votes", mark("The result was revealed.")),
    "workshop closed": Act("votes", mark("The result was signed off and the workshop closed.")),
    "workshop reopened": Act("votes", mark("The closed workshop was reopened.")),
    "level agreed": Act("levels", mark("The room agreed on {thing}.")),
    "agreed level taken back": Act("levels", mark("The decision on {thing} was withdrawn.")),
    "points asked for": Act("weights", mark("People were asked to share out points.")),
    "points closed": Act("weights", mark("The points were closed.")),
    "weights settled": Act("weights", mark("The weights were decided.")),
    "action added": Act("actions", mark("Action {thing} was added.")),
    "action changed": Act("actions", mark("Action {thing} was changed.")),
    "action followed up": Act("actions", mark("The outcome of action {thing} was recorded.")),
    "action suggested": Act(
        "actions", mark("Action {thing} was kept as a suggestion for later workshops.")
    ),
    "action no longer suggested": Act(
        "actions", mark("Action {thing} is no longer suggested to later workshops.")
    ),
    "action removed": Act("actions", mark("Action {thing} was removed.")),
    "feasibility votes shown": Act("actions", mark("The feasibility votes were closed and shown.")),
    "feasibility votes opened again": Act(
        "actions", mark("Feasibility votes that had not been shown were reopened.")
    ),
    "evidence added": Act("evidence", mark("Evidence {thing} was added.")),
    "evidence changed": Act("evidence", mark("Evidence {thing} was changed.")),
    "evidence removed": Act("evidence", mark("Evidence {thing} was removed.")),
    "target set": Act("targets", mark("A target was set for {thing}.")),
    "target changed": Act("targets", mark("The target for {thing} was changed.")),
    "target cleared": Act("targets", mark("The target for {thing} was cleared.")),
    "link replaced": Act("roles", mark("A link was replaced: {thing}.")),
    "token for programs made": Act("roles", mark("A token for programs was created: {thing}.")),
    "token for programs revoked": Act("roles", mark("A token for programs was revoked: {thing}.")),
    "feed address made": Act("roles", mark("A feed address was created: {thing}.")),
    "feed address revoked": Act("roles", mark("A feed address was revoked: {thing}.")),
    "calendar address made": Act("roles", mark("A calendar address was created: {thing}.")),
    "calendar address revoked": Act("roles", mark("A calendar address was revoked: {thing}.")),
    "mail address added": Act(
        "roles", mark("An e-mail address for due dates was added: {thing}.")
    ),
    "mail address removed": Act(
        "roles", mark("An e-mail address for due dates was removed: {thing}.")
    ),
    "facilitator link made": Act("roles", mark("A facilitator link of the installation was "
                                               "created.")),
    "facilitator link ended": Act(
        "roles", mark("The installation's facilitator link was revoked.")
    ),
    "coordinator invited": Act("roles", mark("{thing} was given a coordinator's link.")),
    "coordinator's link replaced": Act("roles", mark("The coordinator's link of {thing} was replaced.")),
    "coordinator's link ended": Act("roles", mark("The coordinator link of {thing} was revoked.")),
    "scorecards made": Act("scorecards", mark("Scorecards were created as Excel files.")),
    "scorecards looked at": Act(
        "scorecards", mark("Scorecards of people who have already answered were previewed.")
    ),
    "scorecards taken in": Act("scorecards", mark("Scorecards were imported (import {thing}).")),
    "scorecards taken back": Act("scorecards", mark("Scorecard import {thing} was undone.")),
    "replies switched": Act("replies", mark("The setting “Departments reply first” was changed.")),
    "shown to officials": Act("replies", mark("The result was shown to the room and to officials.")),
    "reply saved": Act("replies", mark("The reply from {thing} was saved.")),
    "result published to the network": Act(
        "publications", mark("The result was published to other cities.")
    ),
    "publication taken back": Act(
        "publications", mark("The result is no longer published to other cities.")
    ),
    "page shared": Act("publications", mark("A page was shared by a link: {thing}.")),
    "shared page ended": Act(
        "publications", mark("The link to a shared page was revoked: {thing}.")
    ),
    "chart embedded": Act(
        "publications", mark("An address to embed the chart on other websites was created.")
    ),
    "embedded chart ended": Act(
        "publications", mark("The address for the chart on other websites was revoked.")
    ),
    "publishing key made": Act("publications", mark("A publishing key was created for {thing}.")),
    "peer added": Act("peers", mark("A result for {thing} was added.")),
    "package rejected": Act("peers", mark("A data package from {thing} was rejected.")),
    "peer removed": Act("peers", mark("The result of {thing} was removed.")),
    "publisher trusted": Act("peers", mark("The publisher {thing} is now trusted.")),
    "publisher distrusted": Act("peers", mark("The publisher {thing} is no longer trusted.")),
    "framework offered": Act("frameworks", mark("The framework {thing} was uploaded.")),
    "framework withdrawn": Act("frameworks", mark("The framework {thing} is no longer offered.")),
    "official wording kept": Act("frameworks", mark("The official wording was saved for {thing}.")),
    "official wording forgotten": Act(
        "frameworks", mark("The official wording of {thing} was deleted.")
    ),
    "demo loaded": Act("demo", mark("The demo city {thing} was loaded.")),
    "demo removed": Act("demo", mark("The demo city {thing} was removed.")),
    "device moved": Act("attendance", mark("A device was moved to another department.")),
    "device removed": Act(
        "attendance", mark("A device of {thing} that had never answered was removed.")
    ),
    "table removed": Act(
        "attendance", mark("A table of {thing} was removed with its answers.")
    ),
    "erased tables discounted": Act(
        "attendance",
        mark("Tables of {thing} that erased their data no longer count as joined."),
    ),
    "devices merged": Act(
        "attendance", mark("A device of {thing} was removed: the same person or table joined again.")
    ),
    "question hidden": Act("voices", mark("A question from the room was hidden.")),
    "questions hidden": Act("voices", mark("All open questions from the room were hidden.")),
    "question shown again": Act("voices", mark("A hidden question was shown again.")),
    "kept for later": Act("voices", mark("An item was added to the list for later.")),
    "taken off the list for later": Act(
        "voices", mark("An item was removed from the list for later.")
    ),
    "comment hidden": Act("voices", mark("A comment on {thing} was hidden.")),
    "comment shown again": Act("voices", mark("A hidden comment on {thing} was shown again.")),
    "photo added": Act("voices", mark("A photo of the wall was added.")),
    "photo put into the report": Act("voices", mark("A photo was added to the report.")),
    "photo taken out of the report": Act("voices", mark("A photo was removed from the report.")),
    "photo removed": Act("voices", mark("A photo of the wall was removed.")),
    "call link changed": Act("voices", mark("The link to the call was changed.")),
    "own data erased": Act("erasures", mark("A participant erased their data.")),
    "figures counted by a new rule": Act(
        "erasures", mark("Figures were recounted under the current rule for small groups; some "
                         "are hidden.")
    ),
    "answers removed": Act("erasures", mark("Participants' data was deleted.")),
    "account made": Act("accounts", mark("The account {thing} was created.")),
    "account ended": Act("accounts", mark("The account {thing} was deactivated.")),
    "account opened again": Act("accounts", mark("The account {thing} was reactivated.")),
    "first admin made": Act("accounts", mark("The first admin was created: {thing}.")),
    "role given": Act("accounts", mark("A role was given: {thing}.")),
    "role's end changed": Act("accounts", mark("The last day of a role was changed: {thing}.")),
    "role ended": Act("accounts", mark("A role was ended: {thing}.")),
    "role of a group given": Act("accounts", mark("A role was given through the identity "
                                                  "provider: {thing}.")),
    "role of a group ended": Act("accounts", mark("A role given through the identity provider "
                                                  "was ended: {thing}.")),
    "password link made": Act("accounts", mark("A password link was created for {thing}.")),
    "password set by link": Act("accounts", mark("{thing} set a password with a link.")),
    "password changed": Act("accounts", mark("{thing} changed their password.")),
    "sign-in failed": Act("accounts", mark("Someone failed to sign in as {thing}.")),
    "sign-ins failed often": Act(
        "accounts",
        mark("Many sign-ins as {thing} failed. Further failures in the next 24 hours are not listed."),
    ),
    "sign-in without an account failed": Act(
        "accounts", mark("Someone failed to sign in with a name that has no account.")
    ),
    "sign-ins without an account failed often": Act(
        "accounts",
        mark(
            "Many sign-ins with names that have no account failed. Further failures in the next 24 hours "
            "are not listed."
        ),
    ),
    "second factor set up": Act("accounts", mark("{thing} set up a second factor.")),
    "recovery code used": Act("accounts", mark("A recovery code of {thing} was used.")),
    "second factor removed": Act("accounts", mark("The second factor of {thing} was removed.")),
    "signed out everywhere": Act("accounts", mark("{thing} was signed out everywhere.")),
}  # fmt: skip


def acts_of(kind: str) -> tuple[str, ...]:
    """The acts of a kind."""
    return tuple(name for name, act in ACTS.items() if act.kind == kind)
