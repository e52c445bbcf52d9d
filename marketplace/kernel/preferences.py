"""What the office sets for itself: names, address, hours, deadlines, rates. One row, audited."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import eventlog, settled
from marketplace.kernel.db import Base, session
from marketplace.kernel.direct import at_once

ROW = 1


@dataclass(frozen=True, slots=True)
class Preferences:
    """Every staff setting with its default. Days and hours as named; commission in basis points."""

    office_name_fa: str = "دفتر تسهیلگری و توسعهٔ محلی"
    office_name_en: str = "Facilitation and local development office"
    bazaar_name_fa: str = "کاروانسرا"
    bazaar_name_en: str = "Caravanserai"
    tagline_fa: str = "دست‌بافته‌ها از خانهٔ بافنده"
    tagline_en: str = "Woven in homes nearby"
    town_fa: str = ""
    town_en: str = ""
    district_fa: str = ""
    district_en: str = ""
    address_fa: str = ""
    address_en: str = ""
    about_fa: str = ""
    about_en: str = ""
    phone: str = ""
    opens: str = "10:00"
    closes: str = "19:00"
    friday_opens: str = "10:00"
    friday_closes: str = "17:00"
    latitude: str = ""
    longitude: str = ""
    accept_days: int = 2
    pickup_days: int = 5
    pay_days: int = 2
    card_number: str = ""  # sixteen ASCII digits; empty: nobody pays card to card
    card_holder: str = ""
    card_bank: str = ""
    readers: str = ""  # bank card readers on the desk, one a line; empty: one without a name
    live_reservations: int = 3
    commission_bp: int = 1000
    show_share: bool = True  # the maker's part of the price, to buyers
    day_rate: int = 2_500_000  # rial a day of work, the price helper's suggestion
    posting: str = "off"  # off | office (one parcel from the office) | maker (each posts her own)
    office_province: str = ""  # orders.provinces, where parcels begin
    post_neighbours: str = ""  # codes of its neighbours, a space between
    packing_grams: int = 200  # what wrapping adds to a parcel
    usual_grams: int = 1000  # a piece whose weight nobody wrote
    post_days: int = 3  # for posting what is paid and ready
    delivered_days: int = 10  # after which a parcel counts as delivered
    return_days: int = 7  # in which a buyer may bring a piece back; a maker's share waits so long
    payout_days: str = "1 16"  # of the Jalali month, on which makers are paid, a space between
    payout_minimum: int = 2_000_000  # rial; what is less waits for the next day of paying
    payout_second_above: int = 500_000_000  # rial; a run of more is approved by a second person
    account_wait_days: int = 3  # before money goes to a bank account that was just written
    keep_contacts_days: int = 180  # a buyer's name and number after the order has ended
    keep_documents_days: int = 30  # a maker's papers after the decision
    keep_accounts_days: int = 3660  # a bank account that is used no longer, after its last payment
    keep_messages_days: int = 90
    keep_baskets_days: int = 30
    keep_voices_days: int = 30  # a maker's spoken words after they were written down
    keep_codes_days: int = 1
    second_factor_roles: str = ""  # staff roles that must have one, a space between
    sample: bool = False

    def local(self, name: str, locale: str) -> str:
        """The text in this language, falling back to Persian."""
        return getattr(self, f"{name}_{locale}") or str(getattr(self, f"{name}_fa"))


class PreferencesRow(Base):
    """The stored differences from the defaults."""

    __tablename__ = "preferences"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[dict[str, Any]]


KNOWN = frozenset(one.name for one in fields(Preferences))
STORED = select(PreferencesRow.__table__.c.document).where(PreferencesRow.__table__.c.id == ROW)


def load() -> Preferences:
    """The present preferences."""
    return settled.known("preferences", _read)


def _read() -> Preferences:
    document = at_once(STORED).scalar() or {}
    return Preferences(**{k: v for k, v in document.items() if k in KNOWN})


def change(**values: Any) -> dict[str, list[Any]]:
    """Store new values, record old → new in the event log, return what changed."""
    row = session.get(PreferencesRow, ROW, with_for_update=True)
    old = asdict(_read())
    changes = {k: [old[k], v] for k, v in values.items() if old[k] != v}
    if row is None:
        row = PreferencesRow(id=ROW, document={})
        session.add(row)
    row.document = {**row.document, **{k: new for k, (_, new) in changes.items()}}
    if changes:
        eventlog.record("preferences", ROW, "changed", changes=changes)
        session.flush()
    return changes
