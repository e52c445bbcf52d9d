"""What messages about orders that change, end early or are late say."""

from marketplace.notify.wording import Words

CHANGE_WORDS: dict[str, Words] = {
    "order_cancelled": Words(
        fa="سفارش %(number)s لغو شد. اگر پولی داده‌اید، برمی‌گردانیم و خبر می‌دهیم.\n%(url)s",
        en="Order %(number)s is cancelled. If you have paid, we give it back.\n%(url)s",
    ),
    "order_shortened": Words(
        fa="از سفارش %(number)s چیزی برداشته شد؛ بقیه سر جای خود است.\n%(url)s",
        en="Something was taken off order %(number)s; the rest stands.\n%(url)s",
    ),
    "order_corrected": Words(
        fa="دفتر تعداد را در سفارش %(number)s درست کرد. ببینید:\n%(url)s",
        en="The office corrected how many there are in order %(number)s. See:\n%(url)s",
    ),
    "order_corrected_owes": Words(
        fa=(
            "دفتر تعداد را در سفارش %(number)s درست کرد. مانده: %(total)s. "
            "ببینید و بپردازید:\n%(url)s"
        ),
        en=(
            "The office corrected how many there are in order %(number)s. Left to pay: %(total)s. "
            "See:\n%(url)s"
        ),
    ),
    "order_readdressed_owes": Words(
        fa=(
            "نشانی سفارش %(number)s درست شد و هزینهٔ پستش بیشتر است. مانده: %(total)s. "
            "ببینید و بپردازید:\n%(url)s"
        ),
        en=(
            "The address of order %(number)s was corrected, and posting it there costs more. Left "
            "to pay: %(total)s. See:\n%(url)s"
        ),
    ),
    "order_readdressed": Words(
        fa="نشانی سفارش %(number)s درست شد. لطفاً یک بار دیگر نگاهش کنید:\n%(url)s",
        en="The address of order %(number)s was corrected. Please look at it once more:\n%(url)s",
    ),
    "vendor_order_withdrawn": Words(
        fa=(
            "متأسفیم، %(maker)s پس از قبول نتوانست: %(pieces)s\n"
            "از سفارش %(number)s برداشته شد. تا %(day)s ساعت %(hour)s بگویید بقیه چه شود؛ "
            "اگر نگویید، بقیه می‌آید.\n%(url)s"
        ),
        en=(
            "Sorry, %(maker)s cannot after all: %(pieces)s\n"
            "It was taken off order %(number)s. Tell us by %(day)s, %(hour)s what becomes of "
            "the rest; without a word it goes on.\n%(url)s"
        ),
    ),
    "order_withdrawn": Words(
        fa=(
            "متأسفیم، %(maker)s پس از قبول نتوانست: %(pieces)s\n"
            "سفارش %(number)s بسته شد. اگر پولی داده‌اید، همه‌اش برمی‌گردد.\n%(url)s"
        ),
        en=(
            "Sorry, %(maker)s cannot after all: %(pieces)s\n"
            "Order %(number)s is closed. If you have paid, all of it goes back.\n%(url)s"
        ),
    ),
    "vendor_order_cancelled": Words(
        fa="این سفارش لغو شد: %(pieces)s\nاگر نزد شماست، لازم نیست بیاورید؛ دوباره فروشی است.",
        en="This order was cancelled: %(pieces)s\nYou need not bring it; it is for sale again.",
    ),
    "vendor_order_shortened": Words(
        fa="یک قطعه از این سفارش برداشته شد. آنچه مانده: %(pieces)s\n%(url)s",
        en="A piece was taken off this order. What is left: %(pieces)s\n%(url)s",
    ),
    "vendor_order_corrected": Words(
        fa="تعداد در این سفارش درست شد: %(pieces)s\n%(url)s",
        en="How many there are in this order was corrected: %(pieces)s\n%(url)s",
    ),
    "vendor_order_late": Words(
        fa=(
            "%(pieces)s از %(maker)s دیر کرده است. دفتر با او حرف می‌زند و روز تازه را می‌گوییم؛ "
            "سفارش %(number)s سر جای خود است و می‌توانید لغوش کنید.\n%(url)s"
        ),
        en=(
            "%(pieces)s of %(maker)s is late. The office is asking and we tell you the new day. "
            "Order %(number)s stands, and you may cancel it.\n%(url)s"
        ),
    ),
    "vendor_order_overdue": Words(
        fa="روزی که گفته بودید گذشت: %(pieces)s\nزودتر بیاورید یا به دفتر زنگ بزنید.\n%(url)s",
        en="The promised day has passed: %(pieces)s\nBring it soon or call the office.\n%(url)s",
    ),
    "order_answered": Words(
        fa="%(bazaar)s: دفتر به پرسش شما دربارهٔ سفارش %(number)s جواب داد:\n%(url)s",
        en="%(bazaar)s: the office answered your question about order %(number)s:\n%(url)s",
    ),
    "order_unclaimed": Words(
        fa=(
            "سفارش %(number)s پرداخته و آماده است و هنوز نیامده‌اید. نگهش می‌داریم؛ "
            "اگر نمی‌توانید بیایید، زنگ بزنید.\n%(url)s"
        ),
        en=(
            "Order %(number)s is paid and ready, and you have not come yet. We keep it; "
            "call us if you cannot come.\n%(url)s"
        ),
    ),
}
