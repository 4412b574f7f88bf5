"""Rules of signing in: with passwords and by links, out again here and everywhere, and for good."""

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from resilience.errors import InputError, NotAllowed, NotFound, WrongTime
from resilience.services.access.access import Visitor
from resilience.services.accounts import accounts, password_links, sign_ins
from tests.fuzz.again import Again
from tests.fuzz.base import Refusal, first
from tests.fuzz.hands import Chosen, Hand, chosen, visitor
from tests.fuzz.model.accounts import Account, Passing, new_link
from tests.fuzz.voting import NUMBER
from tests.services.held import KEY
from tests.services.staff import HOURS, PASSWORD

PASSWORDS = (*(PASSWORD, "two storks on the chimney top") * 4, "short")


def weak(password: str) -> bool:
    """Whether a password is refused."""
    return len(password) < 12


def staffed(rule: Callable[..., None]) -> Callable[..., None]:
    """A rule that is tried while there are accounts, and now and then without any."""

    def timely(machine: Again) -> bool:
        return machine.steps % 9 == 0 or bool(machine.hands.accounts.known)

    return precondition(timely)(rule)


class Signing(Again):
    """Who comes in by an account, and who no more."""

    def admin(self, who: Chosen) -> tuple[Visitor, Refusal]:
        """An admin where there is one, or anybody, and why that is refused, if it is."""
        admins = [one for one in self.hands.browsers if self.hands.may(one, None, ("admin",))]
        some = admins if who.right and admins else self.hands.all
        hand = some[who.number % len(some)]
        return visitor(self.store, hand), first((hand not in admins, NotAllowed))

    def account(self, at: int) -> tuple[Account | None, Refusal]:
        """One of the accounts, or one that is not there."""
        known = list(self.hands.accounts.known.values())
        found = known[at % len(known)] if known and at % 10 else None
        return found, first((found is None, NotFound))

    def signed(self, who: Chosen) -> Hand:
        """Somebody who is signed in, where there is one, or anybody."""
        some = [one for one in self.hands.browsers if one.signed_in] if who.right else []
        found = some or self.hands.all
        return found[who.number % len(found)]

    @staffed
    @rule(
        at=NUMBER,
        name=st.sampled_from(("", "", "", "nobody@city")),
        password=st.sampled_from(PASSWORDS),
        own=st.sampled_from((True, True, True, False)),
    )
    def signs_in(self, at: int, name: str, password: str, own: bool) -> None:
        """With the own name in any case, and the own password or another one."""
        account, _ = self.account(at)
        said = name or (account.sign_in.upper() if account else "")
        known = self.hands.accounts.named(said)
        password = known.password if own and known and known.password else password
        wrong = known is None or known.ended or known.password != password
        why = first((wrong, NotAllowed))
        done = self.tried(why, sign_ins.sign_in, self.store, said, password, HOURS)
        if done and known:
            self.hands.accounts.enters(known, done.value, HOURS)

    @staffed
    @rule(at=NUMBER)
    def signs_out(self, at: int) -> None:
        """Of one browser; nothing happens where nobody is signed in."""
        every = self.hands.browsers
        hand = every[at % len(every)] if every and at % 10 else Hand("no such token")
        self.tried(None, sign_ins.sign_out, self.store, hand.token)
        if hand.browser:
            hand.browser.ended = True

    @staffed
    @rule(who=chosen())
    def signs_out_everywhere(self, who: Chosen) -> None:
        hand = self.signed(who)
        why = first((not hand.signed_in, NotAllowed))
        by = visitor(self.store, hand)
        if self.tried(why, sign_ins.sign_out_everywhere, self.store, by) and hand.account:
            hand.account.sign_out()

    @staffed
    @rule(
        who=chosen(),
        right=st.sampled_from((True, True, False)),
        new=st.sampled_from(PASSWORDS),
        twice=st.sampled_from((True, True, False)),
    )
    def changes_the_password(self, who: Chosen, right: bool, new: str, twice: bool) -> None:
        """The own one, which signs out everywhere but here."""
        hand = self.signed(who)
        known = hand.account.password if hand.account else None
        before = known if right and known else "not the password"
        why = first(
            (not hand.signed_in, NotAllowed),
            (known != before or weak(new) or not twice, InputError),
        )
        again = new if twice else f"{new}, but another"
        by = visitor(self.store, hand)
        change = sign_ins.change_password
        if self.tried(why, change, self.store, by, before, new, again) and hand.account:
            hand.account.password = new
            hand.account.sign_out(but=hand.browser)

    @staffed
    @rule(who=chosen())
    def looks_at_the_own_account(self, who: Chosen) -> None:
        hand = self.signed(who)
        why = first((not hand.signed_in, NotAllowed))
        done = self.tried(why, accounts.own_account, self.store, visitor(self.store, hand))
        if done and hand.account:
            assert done.value.id == hand.account.id
            assert {role.id for role in done.value.roles} == set(hand.account.roles)

    @staffed
    @rule(who=chosen(), at=NUMBER, what=st.sampled_from(("end", "open", "open", "sign out")))
    def an_account_ends_or_opens(self, who: Chosen, at: int, what: str) -> None:
        """An admin ends an account where another admin remains, opens it, or signs it out."""
        by, why = self.admin(who)
        ended = [one.id for one in self.hands.accounts.known.values() if one.ended]
        account, missing = self.account(at)
        if what == "open" and ended:
            account, missing = self.hands.accounts.known[ended[at % len(ended)]], None
        why, number = why or missing, account.id if account else 0
        last = account is not None and self.hands.accounts.admins == [account]
        calls = {
            "end": accounts.end_account,
            "open": accounts.open_account_again,
            "sign out": sign_ins.sign_somebody_out,
        }
        why = why or first((what == "end" and last, WrongTime))
        if self.tried(why, calls[what], self.store, by, number) and account:
            account.ended = what == "end" or (account.ended and what != "open")
            if what != "open":
                account.sign_out()

    @staffed
    @rule(
        who=chosen(),
        at=NUMBER,
        used=st.sampled_from((0, 1, 1, 1, 2)),
        password=st.sampled_from(PASSWORDS),
    )
    def a_password_is_set_by_a_link(self, who: Chosen, at: int, used: int, password: str) -> None:
        """An admin makes a link, which works once, for some days, until the next one is made."""
        account, _ = self.account(at)
        if self.link_for(who, account) and account:
            for _ in range(used):
                self.use_link(account, account.links[-1], password)

    @staffed
    @rule(at=NUMBER, password=st.sampled_from(PASSWORDS))
    def an_old_link_is_used(self, at: int, password: str) -> None:
        known = self.hands.accounts.known.values()
        links = [(one, link) for one in known for link in one.links]
        if links:
            self.use_link(*links[at % len(links)], password)

    def link_for(self, who: Chosen, account: Account | None) -> bool:
        """A link to set somebody's password; the one before ends."""
        by, why = self.admin(who)
        why = why or first((account is None, NotFound))
        make = password_links.make_password_link
        done = self.tried(why, make, self.store, KEY, by, account.id if account else 0)
        if done and account:
            for link in account.links:
                link.ended = True
            account.links.append(new_link(done.value))
        return done is not None

    def use_link(self, account: Account, link: Passing, password: str) -> None:
        """Set the password of an account; it is signed in here, and nowhere else."""
        why = first(
            (not link.good, NotFound), (account.ended, WrongTime), (weak(password), InputError)
        )
        use = password_links.use_link
        done = self.tried(why, use, self.store, link.token, password, HOURS)
        if done:
            account.password = password
            for one in account.links:
                one.ended = True
            account.sign_out()
            self.hands.accounts.enters(account, done.value, HOURS)
