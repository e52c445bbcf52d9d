"""A maker's bank account: typed by her or the office, used only after a wait that she can stop."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import bindparam, select, update

from marketplace.kernel import actor, clock, eventlog, preferences, secrets
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.iban import bank_of, parse_iban
from marketplace.kernel.text import N_
from marketplace.payouts import messages
from marketplace.payouts.account_models import BankAccount
from marketplace.payouts.models import Payout
from marketplace.payouts.states import BANK_ACCOUNT
from marketplace.vendors.holding import hold
from marketplace.vendors.models import Vendor

NO_HOLDER = N_("Write whose account it is, as the bank knows her.")
SAME = N_("This account is written already.")
GONE = N_("The number cannot be read any more. Please write it anew.")
KIND = "bank_account"
HERS = select(BankAccount).where(
    BankAccount.vendor_id == bindparam("vendor"), BankAccount.state.in_(("live", "waiting"))
)


def write(vendor: Vendor, iban: str, holder: str) -> BankAccount:
    """A new account, in use after the office's waiting time; the people behind the vendor are told
    at once. One that was still waiting is cancelled. Raises DomainError."""
    plain = parse_iban(iban)
    if not holder.strip():
        raise DomainError(NO_HOLDER, field="holder")
    hold(vendor.id)
    digest = _hash(plain)
    before = of(vendor.id)
    if any((one.iban_hash, one.holder) == (digest, holder.strip()) for one in before.values()):
        raise DomainError(SAME, field="iban")
    if "waiting" in before:
        BANK_ACCOUNT.fire(before["waiting"], "cancel")
        session.flush()
    account = BankAccount(
        vendor_id=vendor.id, sealed=secrets.seal(plain.encode()).decode(), iban_hash=digest,
        bank=bank_of(plain), last4=plain[-4:], holder=holder.strip(),
        begins_at=clock.now() + timedelta(days=preferences.load().account_wait_days),
        entered_by=actor.current().user_id,
    )  # fmt: skip
    BANK_ACCOUNT.born(account, changes={"vendor_id": [None, vendor.id]})
    messages.account_written(vendor, account)
    return account


def cancel(account: BankAccount) -> None:
    """Never use it. Raises WrongState unless it still waits."""
    vendor = locked(Vendor, account.vendor_id)
    session.refresh(account)
    BANK_ACCOUNT.fire(account, "cancel")
    messages.account_cancelled(vendor, account)


def close(account: BankAccount) -> None:
    """Pay nothing into it any more: she is paid in cash. Raises WrongState unless it is in use."""
    locked(Vendor, account.vendor_id)
    session.refresh(account)
    BANK_ACCOUNT.fire(account, "close")
    _move_drafts(account.vendor_id, None)


def of(vendor_id: int) -> dict[str, BankAccount]:
    """What a maker has: the one that is in use under `live`, the one that waits under
    `waiting`."""
    return {one.state: one for one in session.scalars(HERS, {"vendor": vendor_id})}


def begin_due() -> int:
    """Use every account whose waiting is over; returns how many. The older one is replaced."""
    query = select(BankAccount).where(
        BankAccount.state == "waiting", BankAccount.begins_at <= clock.now()
    )
    due = session.scalars(query.order_by(BankAccount.vendor_id)).all()
    for found in due:
        _begin(found)
    return len(due)


def _begin(account: BankAccount) -> None:
    locked(Vendor, account.vendor_id)
    session.refresh(account)
    if account.state != "waiting":
        return
    if live := of(account.vendor_id).get("live"):
        BANK_ACCOUNT.fire(live, "replace")
        session.flush()
    BANK_ACCOUNT.fire(account, "begin")
    session.flush()
    _move_drafts(account.vendor_id, account)


def _move_drafts(vendor_id: int, account: BankAccount | None) -> None:
    """What nobody has approved yet is paid into the account in use, or in cash without one."""
    drafts = update(Payout).where(
        Payout.vendor_id == vendor_id, Payout.state == "draft", Payout.method == "bank"
    )
    key, method = (account.id, "bank") if account else (None, "cash")
    session.execute(drafts.values(account_id=key, method=method))


def live(vendor_ids: Iterable[int]) -> dict[int, BankAccount]:
    """The accounts in use of these makers."""
    query = select(BankAccount).where(
        BankAccount.vendor_id.in_(set(vendor_ids)), BankAccount.state == "live"
    )
    return {account.vendor_id: account for account in session.scalars(query)}


def look(account: BankAccount) -> str:
    """The whole Sheba, for a person of the office; that she looked is written down."""
    eventlog.record(KIND, account.id, "looked_at")
    return whole(account)


def whole(account: BankAccount) -> str:
    """The whole Sheba, for a file whose making is written down. Raises DomainError when its key
    is gone."""
    plain = secrets.unseal(account.sealed.encode())
    if plain is None:
        raise DomainError(GONE)
    return plain.decode()


def shared_with(account: BankAccount) -> list[Vendor]:
    """Other makers who are paid into the same account, which may be right or a mistake."""
    query = (
        select(Vendor).join(BankAccount, BankAccount.vendor_id == Vendor.id)
        .where(BankAccount.iban_hash == account.iban_hash, Vendor.id != account.vendor_id,
               BankAccount.state.in_(("live", "waiting")))
        .order_by(Vendor.id)
    )  # fmt: skip
    return list(session.scalars(query))


def by_id(key: int, vendor_id: int) -> BankAccount:
    """An account of this maker. Raises NotFound."""
    found = session.get(BankAccount, key)
    if found is None or found.vendor_id != vendor_id:
        raise NotFound
    return found


def _hash(iban: str) -> str:
    return secrets.keyed_hash("iban", iban)
