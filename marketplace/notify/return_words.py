"""What messages about pieces that come back say."""

from marketplace.notify.wording import Words

RETURN_WORDS: dict[str, Words] = {
    "order_taken_back": Words(
        fa=(
            "%(bazaar)s: از سفارش %(number)s کارها را پس گرفتیم، برگهٔ %(note)s. "
            "%(total)s به شما برمی‌گردد و خبرش را می‌دهیم.\n%(url)s"
        ),
        en=(
            "%(bazaar)s: we took pieces of order %(number)s back, credit note %(note)s. "
            "You get %(total)s back; we tell you when.\n%(url)s"
        ),
    ),
    "order_lost": Words(
        fa=(
            "%(bazaar)s: متأسفیم، پست بستهٔ سفارش %(number)s را گم کرد، برگهٔ %(note)s. "
            "%(total)s به شما برمی‌گردد و خبرش را می‌دهیم.\n%(url)s"
        ),
        en=(
            "%(bazaar)s: sorry, the post lost your parcel of order %(number)s, credit note "
            "%(note)s. You get %(total)s back; we tell you when.\n%(url)s"
        ),
    ),
    "vendor_order_lost": Words(
        fa="پست این کار شما را گم کرد: %(pieces)s\nسهم شما سر جایش است و پرداخت می‌شود.\n%(url)s",
        en="The post lost this piece of yours: %(pieces)s\nYour share stays yours.\n%(url)s",
    ),
    "vendor_order_lost_hers": Words(
        fa="پست این کار شما را گم کرد: %(pieces)s\nدفتر دربارهٔ پولش با شما حرف می‌زند.\n%(url)s",
        en="The post lost this piece of yours: %(pieces)s\nThe office calls about it.\n%(url)s",
    ),
    "vendor_order_taken_back": Words(
        fa="خریدار از این سفارش چیزی پس آورد: %(pieces)s\nدفتر با شما حرف می‌زند.\n%(url)s",
        en="The buyer brought something of this order back: %(pieces)s\nThe office calls.\n%(url)s",
    ),
    "order_found_back": Words(
        fa=(
            "%(bazaar)s: بستهٔ گم‌شدهٔ سفارش %(number)s پیدا شد و به دفتر برگشت. "
            "پول شما مثل قبل مال خودتان است.\n%(url)s"
        ),
        en=(
            "%(bazaar)s: the lost parcel of order %(number)s was found and is with the office. "
            "Your money stays yours.\n%(url)s"
        ),
    ),
    "order_found_paid": Words(
        fa=(
            "%(bazaar)s: بستهٔ گم‌شدهٔ سفارش %(number)s به دست شما رسید. "
            "پولش را پیش‌تر داده‌اید؛ چیزی نمی‌پردازید و چیزی برنمی‌گردد.\n%(url)s"
        ),
        en=(
            "%(bazaar)s: the lost parcel of order %(number)s has reached you. "
            "You have paid for it: nothing is to be paid or given back.\n%(url)s"
        ),
    ),
    "order_found_bought": Words(
        fa=(
            "%(bazaar)s: بستهٔ گم‌شدهٔ سفارش %(number)s به دست شما رسید و نگهش می‌دارید. "
            "پولش به شما برگشته بود: %(total)s بپردازید.\n%(url)s"
        ),
        en=(
            "%(bazaar)s: the lost parcel of order %(number)s has reached you and you keep it. "
            "Its money had gone back to you: please pay %(total)s.\n%(url)s"
        ),
    ),
    "order_found_kept": Words(
        fa=(
            "%(bazaar)s: بستهٔ گم‌شدهٔ سفارش %(number)s به دست شما رسید. "
            "نگهش دارید؛ چیزی نمی‌پردازید.\n%(url)s"
        ),
        en=(
            "%(bazaar)s: the lost parcel of order %(number)s has reached you. "
            "Keep it; there is nothing to pay.\n%(url)s"
        ),
    ),
    "vendor_order_found": Words(
        fa=(
            "این کار شما که پست گم کرده بود پیدا شد و دوباره برای فروش است: %(pieces)s\n"
            "سهمش از پرداخت بعدی کم می‌شود و با فروش دوباره برمی‌گردد.\n%(url)s"
        ),
        en=(
            "This piece of yours that the post had lost was found and is for sale again: "
            "%(pieces)s\nIts share is taken off your next payment and comes with its sale.\n%(url)s"
        ),
    ),
    "vendor_order_found_hers": Words(
        fa=("این کار شما که پست گم کرده بود پیدا شد و دوباره برای فروش است: %(pieces)s\n%(url)s"),
        en=(
            "This piece of yours that the post had lost was found and is for sale again: "
            "%(pieces)s\n%(url)s"
        ),
    ),
}
