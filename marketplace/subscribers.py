"""Who listens to which domain event."""

from marketplace.catalogue import sellable, sharing, translating, words
from marketplace.catalogue.events import (
    ListingPublished,
    PieceEnded,
    QuantityChanged,
    WordsChanged,
)
from marketplace.catalogue.voices import speaking
from marketplace.discovery import entries
from marketplace.discovery.front import turns
from marketplace.kernel.events import subscribe
from marketplace.media import removal, sizes
from marketplace.notify import send
from marketplace.orders import reactions as orders
from marketplace.orders.paying import arriving
from marketplace.payments.events import (
    IntentDisputed,
    IntentPaid,
    IntentPuzzles,
    MoneyArriving,
    MoneyReturned,
    PaymentCorrected,
    PaymentTaken,
    ProofRefused,
    SubjectWanted,
)
from marketplace.people.codes import CodeIssued
from marketplace.programme.events import CertificateChanged
from marketplace.stock import reactions as stock
from marketplace.vendors import eligibility
from marketplace.vendors.events import ProfileChanged, SellableChanged, VendorSuspended


def subscribe_all() -> None:
    """Bind every subscriber; binding twice is harmless."""
    subscribe(CodeIssued, send.code_issued)
    subscribe(CertificateChanged, eligibility.refresh_person)
    subscribe(SellableChanged, sellable.on_sellable_changed)
    subscribe(ProfileChanged, words.on_profile_changed)
    subscribe(WordsChanged, entries.on_words_changed)
    subscribe(WordsChanged, sharing.on_words_changed)
    subscribe(WordsChanged, translating.on_words_changed)
    subscribe(PieceEnded, speaking.on_piece_ended)
    subscribe(ListingPublished, stock.open_lots)
    subscribe(ListingPublished, turns.on_published)
    subscribe(QuantityChanged, stock.count_anew)
    subscribe(VendorSuspended, orders.decline_unanswered)
    subscribe(PaymentTaken, orders.mark_paid)
    subscribe(PaymentCorrected, orders.mark_unpaid)
    subscribe(SubjectWanted, arriving.hold)
    subscribe(MoneyArriving, arriving.make_room)
    subscribe(IntentPaid, arriving.send_back)
    subscribe(IntentPuzzles, arriving.look_into)
    subscribe(IntentDisputed, arriving.disputed)
    subscribe(ProofRefused, orders.tell_refusal)
    subscribe(MoneyReturned, orders.tell_return)
    sharing.listen()
    sizes.listen()
    removal.listen()
