"""What messages about money that is sent from card to card say."""

from marketplace.notify.wording import Words

PAY_WORDS: dict[str, Words] = {
    "order_receipt": Words(
        subject_fa="رسید شما از %(bazaar)s",
        subject_en="Your receipt from %(bazaar)s",
        fa=(
            "سلام\nپول شما رسید؛ دستتان درد نکند.\nرسید: %(number)s\nروز: %(day)s\n"
            "سفارش: %(order)s\nکارها: %(pieces)s\nمبلغ: %(amount)s\n"
            "خود رسید در صفحهٔ سفارش شماست، با همان نشانی که پیامک شد."
        ),
        en=(
            "Hello\nYour payment is here, thank you.\nReceipt: %(number)s\nDay: %(day)s\n"
            "Order: %(order)s\nPieces: %(pieces)s\nAmount: %(amount)s\n"
            "The receipt itself is on your order’s page, at the address in our SMS."
        ),
    ),
    "order_ready_paid": Words(
        fa="%(bazaar)s: سفارش %(number)s آماده و پرداخته است؛ هر روز خواستید بیایید.\n%(url)s",
        en="%(bazaar)s: order %(number)s is ready and paid; come on any day you like.\n%(url)s",
    ),
    "order_pay": Words(
        fa=(
            "%(bazaar)s: جواب هنرمندان برای سفارش %(number)s رسید.\n"
            "%(total)s را تا %(day)s ساعت %(hour)s کارت‌به‌کارت کنید. شمارهٔ کارت اینجاست:\n%(url)s"
        ),
        en=(
            "%(bazaar)s: the makers have answered order %(number)s.\n"
            "Please send %(total)s by %(day)s, %(hour)s. The card is here:\n%(url)s"
        ),
    ),
    "order_pay_online": Words(
        fa=(
            "%(bazaar)s: جواب هنرمندان برای سفارش %(number)s رسید.\n"
            "%(total)s را تا %(day)s ساعت %(hour)s در همین صفحه بپردازید:\n%(url)s"
        ),
        en=(
            "%(bazaar)s: the makers have answered order %(number)s.\n"
            "Please pay %(total)s by %(day)s, %(hour)s, on this page:\n%(url)s"
        ),
    ),
    "order_pay_reminder": Words(
        fa=(
            "سفارش %(number)s هنوز پرداخت نشده: %(total)s تا %(day)s ساعت %(hour)s. "
            "پس از آن قطعه‌ها آزاد می‌شود.\n%(url)s"
        ),
        en=(
            "Order %(number)s is not paid yet: %(total)s by %(day)s, %(hour)s. "
            "Then the pieces are free again.\n%(url)s"
        ),
    ),
    "order_paid": Words(
        fa="%(bazaar)s: پول سفارش %(number)s رسید: %(total)s. ممنون؛ باز خبر می‌دهیم.\n%(url)s",
        en="%(bazaar)s: %(total)s for order %(number)s is here. Thank you.\n%(url)s",
    ),
    "order_part_paid": Words(
        fa=(
            "%(bazaar)s: %(came)s برای سفارش %(number)s رسید. "
            "%(total)s مانده، تا %(day)s ساعت %(hour)s.\n%(url)s"
        ),
        en=(
            "%(bazaar)s: %(came)s for order %(number)s is here. "
            "%(total)s is still missing, by %(day)s, %(hour)s.\n%(url)s"
        ),
    ),
    "order_proof_not_found": Words(
        fa="واریز سفارش %(number)s در حساب دفتر پیدا نشد. %(words)s\nدوباره نگاه کنید:\n%(url)s",
        en=(
            "Your transfer for order %(number)s is not on our account. %(words)s\n"
            "Look again:\n%(url)s"
        ),
    ),
    "order_proof_another_card": Words(
        fa=(
            "واریز سفارش %(number)s به کارت دیگری رفته است. %(words)s\nشمارهٔ درست اینجاست:\n%(url)s"
        ),
        en=(
            "Your transfer for order %(number)s went to another card. %(words)s\n"
            "The right one is here:\n%(url)s"
        ),
    ),
    "order_proof_unreadable": Words(
        fa=(
            "شمارهٔ پیگیری یا ساعت واریز سفارش %(number)s درست نیست. %(words)s\n"
            "دوباره بنویسید:\n%(url)s"
        ),
        en=(
            "The tracking number or time for order %(number)s is not right. %(words)s\n"
            "Please write it again:\n%(url)s"
        ),
    ),
    "order_proof_other": Words(
        fa="رسید سفارش %(number)s پذیرفته نشد. دلیل: %(words)s\n%(url)s",
        en="The proof for order %(number)s was not accepted. Reason: %(words)s\n%(url)s",
    ),
    "order_unpaid": Words(
        fa=(
            "مهلت پرداخت سفارش %(number)s گذشت و قطعه‌ها دوباره فروشی شد. "
            "اگر پول را فرستاده‌اید، در این صفحه بنویسید:\n%(url)s"
        ),
        en=(
            "The time to pay order %(number)s has passed; the pieces are for sale again. "
            "If you did send the money, tell us here:\n%(url)s"
        ),
    ),
    "order_money_late": Words(
        fa="%(total)s برای سفارش %(number)s پس از مهلت رسید؛ به شما برمی‌گردانیم.\n%(url)s",
        en="%(total)s for order %(number)s came after its time; we give it back.\n%(url)s",
    ),
    "order_returned_card": Words(
        fa=(
            "%(bazaar)s: %(total)s از سفارش %(number)s به کارت %(last4)s برگشت. "
            "پیگیری: %(reference)s\n%(url)s"
        ),
        en=(
            "%(bazaar)s: %(total)s of order %(number)s went back to card %(last4)s. "
            "Reference: %(reference)s\n%(url)s"
        ),
    ),
    "order_returned_online": Words(
        fa=(
            "%(bazaar)s: %(total)s از سفارش %(number)s از راه درگاه به کارتی که با آن پرداختید "
            "برگشت؛ نشستنش در حساب چند روز کاری می‌کشد.\n%(url)s"
        ),
        en=(
            "%(bazaar)s: %(total)s of order %(number)s went back to the card you paid with, "
            "through the gateway; it takes some working days to arrive.\n%(url)s"
        ),
    ),
    "order_returned_by_bank": Words(
        fa=(
            "%(bazaar)s: %(total)s از سفارش %(number)s را بانک خودتان به شما برگردانده بود؛ این "
            "بخش از حساب شما بسته شد.\n%(url)s"
        ),
        en=(
            "%(bazaar)s: your own bank had given %(total)s of order %(number)s back to you; this "
            "part is settled.\n%(url)s"
        ),
    ),
    "order_returned_cash": Words(
        fa="%(bazaar)s: %(total)s از سفارش %(number)s نقد به شما برگشت.\n%(url)s",
        en="%(bazaar)s: %(total)s of order %(number)s was given back to you in cash.\n%(url)s",
    ),
    "vendor_order_paid": Words(
        fa="پول این سفارش رسید: %(pieces)s\nحالا با خیال راحت بسازید یا بیاورید.\n%(url)s",
        en="This order is paid: %(pieces)s\nNow make it or bring it with an easy mind.\n%(url)s",
    ),
    "vendor_order_unpaid": Words(
        fa="خریدار پول را نفرستاد: %(pieces)s\nسفارش بسته شد و کار شما دوباره فروشی است.",
        en="The buyer did not pay: %(pieces)s\nThe order is closed; your work is for sale again.",
    ),
}
