"""What makers are told about the money that comes to them."""

from marketplace.notify.wording import Words

PAYOUT_WORDS: dict[str, Words] = {
    "bank_account_written": Words(
        fa=(
            "%(bazaar)s: شبای تازه‌ای با پایان %(last4)s برای «%(alias)s» نوشته شد و از %(day)s پول "
            "به آن می‌رود. اگر کار شما نیست، در صفحهٔ «پول من» برش گردانید یا به دفتر زنگ بزنید."
        ),
        en=(
            "%(bazaar)s: a new bank account ending in %(last4)s was written for “%(alias)s”; money "
            "goes there from %(day)s on. If this was not you, cancel it under “My money” or call "
            "the office."
        ),
    ),
    "bank_account_cancelled": Words(
        fa="%(bazaar)s: شبای با پایان %(last4)s برای «%(alias)s» کنار گذاشته شد.",
        en="%(bazaar)s: the account ending in %(last4)s of “%(alias)s” will not be used.",
    ),
    "payout_sent": Words(
        fa=(
            "%(bazaar)s: %(amount)s برای «%(alias)s» به شبای با پایان %(last4)s فرستاده شد. "
            "صورتش در «پول من» است."
        ),
        en=(
            "%(bazaar)s: %(amount)s for “%(alias)s” was sent to the account ending in %(last4)s. "
            "The list is under “My money”."
        ),
    ),
    "payout_returned": Words(
        fa=(
            "%(bazaar)s: بانک %(amount)s را پس فرستاد. پول شما محفوظ است؛ شبای با پایان %(last4)s "
            "را در «پول من» نگاه کنید یا به دفتر زنگ بزنید."
        ),
        en=(
            "%(bazaar)s: the bank sent %(amount)s back. Your money is safe; look at the account "
            "ending in %(last4)s under “My money” or call the office."
        ),
    ),
    "money_answered": Words(
        fa="%(bazaar)s: دفتر به پرسش شما دربارهٔ پول «%(alias)s» جواب داد. در «پول من» بخوانید.",
        en=(
            "%(bazaar)s: the office answered your question about the money of “%(alias)s”. "
            "Read it under “My money”."
        ),
    ),
}
