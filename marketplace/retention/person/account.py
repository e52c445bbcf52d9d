"""What the shop has of somebody who signs in: of her account, and of her as a maker or as staff."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from marketplace.catalogue.commission_models import CommissionRate
from marketplace.catalogue.imports.models import Import, ImportLine, ImportPhoto
from marketplace.catalogue.models import Listing, ListingPicture, Revision, RevisionPicture
from marketplace.catalogue.translation_models import Translation
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.discovery.front.turn_models import Pin, Turn
from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.kernel.eventlog import Event
from marketplace.ledger import accounts as books
from marketplace.ledger.models import Entry, Posting
from marketplace.media.models import Document, Picture
from marketplace.notify.models import Message
from marketplace.orders.models import OrderLine, VendorOrder
from marketplace.papers.models import Paper
from marketplace.payments.desk.till_models import TillCount
from marketplace.payouts import accounts
from marketplace.payouts.account_models import BankAccount
from marketplace.payouts.models import Payout, PayoutHold
from marketplace.payouts.question_models import MoneyQuestion
from marketplace.people.models import (
    STAFF_ROLES,
    CardCode,
    Consent,
    Invitation,
    PasswordReset,
    RecoveryCode,
    SecondFactor,
    User,
)  # fmt: skip
from marketplace.programme.models import Certificate
from marketplace.vendors import submissions
from marketplace.vendors.models import Member, Submission, Vendor, VendorCraft

OF_USER: Mapping[str, Any] = {  # kind → the column that is hers
    "account": User.id, "certificates": Certificate.user_id, "cards": CardCode.user_id,
    "resets": PasswordReset.user_id, "factors": SecondFactor.user_id,
    "recoveries": RecoveryCode.user_id, "tills": TillCount.user_id, "booths": Member.user_id,
}  # fmt: skip
OF_VENDOR: Mapping[str, Any] = {
    "profiles": Vendor.id, "crafts": VendorCraft.vendor_id, "answers": Submission.vendor_id,
    "works": Listing.vendor_id, "imports": Import.vendor_id, "parts": VendorOrder.vendor_id,
    "payouts": Payout.vendor_id, "holds": PayoutHold.vendor_id,
    "money_questions": MoneyQuestion.vendor_id, "shares": CommissionRate.vendor_id,
    "pins": Pin.vendor_id, "turns": Turn.vendor_id,
}  # fmt: skip
OF_WORK: Mapping[str, Any] = {
    "revisions": Revision.listing_id, "voices": VoiceNote.listing_id,
    "translations": Translation.listing_id, "sold": OrderLine.listing_id,
}  # fmt: skip


def queries(user: User) -> dict[str, Select[Any]]:
    """kind → the query of its rows, in the page's sequence."""
    booths = select(Member.vendor_id).where(Member.user_id == user.id)
    works = select(Listing.id).where(Listing.vendor_id.in_(booths))
    return {
        **_by(OF_USER, [user.id]),
        "letters": select(Message).where(Message.recipient == user.email),
        "invited": select(Invitation).where(Invitation.email == user.email),
        **_by(OF_VENDOR, booths),
        **_by(OF_WORK, works),
        "typed": select(ImportLine).join(Import).where(Import.vendor_id.in_(booths)),
        "consents": _consents(user, booths, works),
        **_money(user, booths),
        "pictures": select(Picture).where(or_(*(
            Picture.id.in_(shown) for shown in _shown(booths, works)
        ))),
        "documents": _documents(user, booths, works),
        "log": _log(user, booths),
    }  # fmt: skip


def counts(user: User) -> dict[str, int]:
    """How many of each kind there are; what she has none of is left out."""
    found = {
        kind: session.scalar(select(func.count()).select_from(query.subquery())) or 0
        for kind, query in queries(user).items()
    }
    return {kind: count for kind, count in found.items() if count}


def rows(user: User, kind: str) -> list[Any]:
    """The rows of one kind, the oldest first."""
    query = queries(user)[kind]
    key = query.column_descriptions[0]["entity"].__mapper__.primary_key
    return list(session.scalars(query.order_by(*key)))


def open_sealed(user: User) -> None:
    """Write down, where the office writes down every look, that what is sealed of hers is read."""
    for one in rows(user, "bank_accounts"):
        if one.erased_at is None:
            eventlog.record(accounts.KIND, one.id, "looked_at")
    papers = {paper.id for paper in rows(user, "documents")}
    for answer in rows(user, "answers"):
        if answer.document_id in papers:
            submissions.view(answer)


def _by(columns: Mapping[str, Any], owners: Any) -> dict[str, Select[Any]]:
    return {kind: select(column.class_).where(column.in_(owners))
            for kind, column in columns.items()}  # fmt: skip


def _alone(booths: Any) -> Any:
    """Those of her booths that are nobody else's: what is sealed there is hers."""
    return select(Vendor.id).where(Vendor.id.in_(booths), Vendor.kind == "person")


def _money(user: User, booths: Any) -> dict[str, Select[Any]]:
    names = [books.vendor(key) for key in session.scalars(booths)]
    hers = select(Posting.entry_id).where(Posting.account.in_(names))
    paid = select(Payout.id).where(Payout.vendor_id.in_(_alone(booths)))
    brought = and_(BankAccount.vendor_id.in_(booths), BankAccount.entered_by == user.id)
    return {
        "bank_accounts": select(BankAccount).where(
            or_(BankAccount.vendor_id.in_(_alone(booths)), brought)
        ),
        "slips": select(Paper).where(
            Paper.subject_kind == "payout", Paper.subject_id.in_(paid), Paper.erased_at.is_(None)
        ),
        "entries": select(Entry).where(Entry.id.in_(hers)),
        "postings": select(Posting).where(Posting.account.in_(names)),
    }


def _consents(user: User, booths: Any, works: Any) -> Select[Any]:
    spoken = select(VoiceNote.id).where(VoiceNote.listing_id.in_(works))
    owners = {"user": [user.id], "vendor": booths, "voice_note": spoken}
    return select(Consent).where(or_(*(
        and_(Consent.subject_kind == kind, Consent.subject_id.in_(keys))
        for kind, keys in owners.items()
    )))  # fmt: skip


def _shown(booths: Any, works: Any) -> list[Select[Any]]:
    drafts = select(Revision.id).where(Revision.listing_id.in_(works))
    tables = select(Import.id).where(Import.vendor_id.in_(booths))
    return [
        select(Vendor.portrait_id).where(Vendor.id.in_(booths)),
        select(ListingPicture.picture_id).where(ListingPicture.listing_id.in_(works)),
        select(RevisionPicture.picture_id).where(RevisionPicture.revision_id.in_(drafts)),
        select(ImportPhoto.picture_id).where(ImportPhoto.import_id.in_(tables)),
    ]


def _documents(user: User, booths: Any, works: Any) -> Select[Any]:
    alone = _alone(booths)
    answered = select(Submission.document_id).where(Submission.vendor_id.in_(booths))
    spoken = select(VoiceNote.document_id).where(VoiceNote.listing_id.in_(works))
    of_hers = [
        answered.where(Submission.vendor_id.in_(alone)),
        spoken.where(VoiceNote.listing_id.in_(
            select(Listing.id).where(Listing.vendor_id.in_(alone)))),
    ]  # fmt: skip
    sent = and_(Document.uploaded_by == user.id,
                or_(Document.id.in_(answered), Document.id.in_(spoken)))  # fmt: skip
    return select(Document).where(or_(sent, *(Document.id.in_(keys) for keys in of_hers)))


def _log(user: User, booths: Any) -> Select[Any]:
    """What happened to her and her booths, and what she did herself; not her work as staff."""
    return select(Event).where(or_(
        and_(Event.subject_kind == "user", Event.subject_id == user.id),
        and_(Event.subject_kind == "vendor", Event.subject_id.in_(booths)),
        and_(Event.actor_id == user.id, Event.actor_role.not_in(STAFF_ROLES)),
    ))  # fmt: skip
