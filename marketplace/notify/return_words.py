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
}
