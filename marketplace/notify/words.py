"""What every message says, in both languages. `bazaar` and `office` are always there to use."""

from marketplace.notify.change_words import CHANGE_WORDS
from marketplace.notify.follow_words import FOLLOW_WORDS
from marketplace.notify.pay_words import PAY_WORDS
from marketplace.notify.payout_words import PAYOUT_WORDS
from marketplace.notify.return_words import RETURN_WORDS
from marketplace.notify.wording import Words

WORDS: dict[str, Words] = {
    **CHANGE_WORDS,
    **FOLLOW_WORDS,
    **PAY_WORDS,
    **RETURN_WORDS,
    **PAYOUT_WORDS,
    "sign_in_code": Words(
        fa="کد ورود به %(bazaar)s:\n%(code)s\nتا پنج دقیقه کار می‌کند. به کسی نگویید.",
        en="Sign-in code for %(bazaar)s:\n%(code)s\nValid for five minutes. Tell nobody.",
    ),
    "reservation_code": Words(
        fa="کد رزرو در %(bazaar)s:\n%(code)s\nتا پنج دقیقه کار می‌کند. به کسی نگویید.",
        en="Reservation code for %(bazaar)s:\n%(code)s\nValid for five minutes. Tell nobody.",
    ),
    "order_status_code": Words(
        fa="کد دیدن سفارش در %(bazaar)s:\n%(code)s\nتا پنج دقیقه کار می‌کند. به کسی نگویید.",
        en="Code to see your order at %(bazaar)s:\n%(code)s\nValid for five minutes. Tell nobody.",
    ),
    "order_list_code": Words(
        fa="کد دیدن سفارش‌های شما در %(bazaar)s:\n%(code)s\nتا پنج دقیقه کار می‌کند. به کسی نگویید.",
        en="Code to see your orders at %(bazaar)s:\n%(code)s\nValid for five minutes. Tell nobody.",
    ),
    "staff_invitation": Words(
        subject_fa="دعوت به کار در %(bazaar)s",
        subject_en="An invitation to work at %(bazaar)s",
        fa=(
            "%(name)s، سلام\n%(office)s شما را به کار در %(bazaar)s دعوت کرده است. این نشانی "
            "یک بار و تا هفت روز کار می‌کند؛ با آن رمز خودتان را بگذارید.\n%(url)s"
        ),
        en=(
            "Dear %(name)s,\n%(office)s invites you to work at %(bazaar)s. This link works once, "
            "within seven days; set your own password there.\n%(url)s"
        ),
    ),
    "password_link": Words(
        subject_fa="گذاشتن رمز تازه",
        subject_en="Set a new password",
        fa=(
            "%(name)s، سلام\nبا این نشانی رمز تازه‌ای برای %(bazaar)s بگذارید. یک بار و تا یک "
            "ساعت کار می‌کند. اگر شما نخواسته‌اید، کاری نکنید.\n%(url)s"
        ),
        en=(
            "Dear %(name)s,\nSet a new password for %(bazaar)s here. The link works once, within "
            "an hour. If you did not ask for it, do nothing.\n%(url)s"
        ),
    ),
    "second_factor_set_up": Words(
        subject_fa="مرحلهٔ دوم ورود روشن شد",
        subject_en="Your second factor is set up",
        fa=(
            "%(name)s، سلام\nاز این پس برای ورود به %(bazaar)s کنار رمز، کد برنامه هم لازم است. "
            "اگر کار شما نبوده است، همین حالا به دفتر زنگ بزنید."
        ),
        en=(
            "Dear %(name)s,\nFrom now on signing in to %(bazaar)s also asks for the code of your "
            "app. If this was not you, call the office now."
        ),
    ),
    "second_factor_removed": Words(
        subject_fa="مرحلهٔ دوم ورود برداشته شد",
        subject_en="Your second factor was taken off",
        fa=(
            "%(name)s، سلام\nمرحلهٔ دوم ورود از حساب شما در %(bazaar)s برداشته شد. "
            "اگر شما نخواسته‌اید، همین حالا به دفتر زنگ بزنید."
        ),
        en=(
            "Dear %(name)s,\nThe second factor was taken off your account at %(bazaar)s. If you "
            "did not ask for it, call the office now."
        ),
    ),
    "password_changed": Words(
        subject_fa="رمز شما عوض شد",
        subject_en="Your password was changed",
        fa=(
            "%(name)s، سلام\nرمز شما در %(bazaar)s عوض شد و همهٔ ورودهای پیشین بسته شد. "
            "اگر کار شما نبوده است، همین حالا به دفتر زنگ بزنید."
        ),
        en=(
            "Dear %(name)s,\nYour password at %(bazaar)s was changed and every earlier session "
            "was ended. If this was not you, call the office now."
        ),
    ),
    "listing_published": Words(
        fa="%(bazaar)s: «%(title)s» روی پیشخان رفت و فروشی است. دستتان درد نکند.",
        en="%(bazaar)s: “%(title)s” is in the shop and for sale. Thank you.",
    ),
    "listing_changes": Words(
        fa="%(bazaar)s: «%(title)s» یک اصلاح کوچک می‌خواهد. در «کارهای من» ببینید چه مانده است.",
        en="%(bazaar)s: “%(title)s” needs a small change. “My pieces” says what is left to do.",
    ),
    "listing_refused": Words(
        fa="%(bazaar)s: «%(title)s» را نمی‌توانیم بگذاریم. دلیل: %(reason)s",
        en="%(bazaar)s: we cannot show “%(title)s”. Reason: %(reason)s",
    ),
    "voice_written": Words(
        fa="%(bazaar)s: گفته‌هایتان برای «%(title)s» نوشته شد. در «کارهای من» ببینید درست است؟",
        en="%(bazaar)s: your words on “%(title)s” are written. See in “My pieces” if it is right.",
    ),
    "voice_unclear": Words(
        fa="%(bazaar)s: صدایتان دربارهٔ «%(title)s» خوب شنیده نشد. یک بار دیگر بگویید. %(reason)s",
        en="%(bazaar)s: we could not understand your words on “%(title)s”. Please say them again. "
        "%(reason)s",
    ),
    "order_placed": Words(
        fa=(
            "%(bazaar)s: رزرو شما ثبت شد.\nکد: %(number)s\n"
            "هنرمندان تا %(day)s جواب می‌دهند و خبرتان می‌کنیم.\n%(url)s"
        ),
        en=(
            "%(bazaar)s: your reservation is made.\nCode: %(number)s\n"
            "The makers answer by %(day)s and we will tell you.\n%(url)s"
        ),
    ),
    "vendor_order_new": Words(
        fa="سفارش تازه: %(pieces)s\nتا %(day)s ساعت %(hour)s قبول کنید یا بگویید نمی‌شود.\n%(url)s",
        en="New order: %(pieces)s\nPlease say yes or no by %(day)s, %(hour)s.\n%(url)s",
    ),
    "vendor_order_accepted": Words(
        fa="%(maker)s قبول کرد: %(pieces)s\nبه %(bazaar)s که برسد، خبرتان می‌کنیم.\n%(url)s",
        en="%(maker)s said yes: %(pieces)s\nWe will tell you when it is at %(bazaar)s.\n%(url)s",
    ),
    "vendor_order_accepted_post": Words(
        fa="%(maker)s قبول کرد: %(pieces)s\nپست که شد، کد رهگیری‌اش را می‌فرستیم.\n%(url)s",
        en="%(maker)s said yes: %(pieces)s\nWe will send the tracking code once posted.\n%(url)s",
    ),
    "vendor_order_later": Words(
        fa="%(maker)s دو روز بیشتر وقت می‌خواهد: %(pieces)s\nتا %(day)s آماده می‌شود.\n%(url)s",
        en="%(maker)s needs two more days: %(pieces)s\nIt will be ready by %(day)s.\n%(url)s",
    ),
    "vendor_order_to_post": Words(
        fa="پول رسید. لطفاً تا %(day)s پستش کنید: %(pieces)s\nنشانی و برچسب اینجاست:\n%(url)s",
        en="It is paid. Please post it by %(day)s: %(pieces)s\nAddress and label:\n%(url)s",
    ),
    "order_complete": Words(
        fa="همهٔ سفارش %(number)s رسید. پولش (%(total)s) که ثبت شود، پستش می‌کنیم.\n%(url)s",
        en="Order %(number)s is complete. Once %(total)s is paid we post it.\n%(url)s",
    ),
    "parcel_posted": Words(
        fa="%(bazaar)s: سفارش %(number)s پست شد.\n%(carrier)s، کد رهگیری:\n%(tracking)s\n%(url)s",
        en="%(bazaar)s: order %(number)s was posted.\n%(carrier)s, code:\n%(tracking)s\n%(url)s",
    ),
    "parcel_undelivered": Words(
        fa="پست نتوانست سفارش %(number)s را به شما برساند. لطفاً به دفتر زنگ بزنید.\n%(url)s",
        en="The post could not deliver order %(number)s. Please call the office.\n%(url)s",
    ),
    "vendor_order_declined": Words(
        fa=(
            "متأسفیم، %(maker)s این را نمی‌تواند بدهد: %(pieces)s\n"
            "از سفارش %(number)s برداشته شد و پولی بابتش نمی‌دهید. بقیه را چه کنیم؟\n%(url)s"
        ),
        en=(
            "Sorry, %(maker)s cannot give this: %(pieces)s\n"
            "It was taken off order %(number)s; you pay nothing for it. And the rest?\n%(url)s"
        ),
    ),
    "order_declined": Words(
        fa="متأسفیم، سفارش %(number)s انجام نمی‌شود. چیزی نمی‌پردازید.\n%(url)s",
        en="Sorry, order %(number)s cannot be made. You pay nothing.\n%(url)s",
    ),
    "vendor_order_unanswered": Words(
        fa=(
            "%(maker)s تا پایان مهلت جواب نداد: %(pieces)s\n"
            "از سفارش %(number)s برداشته شد و پولی بابتش نمی‌دهید. بقیه را چه کنیم؟\n%(url)s"
        ),
        en=(
            "%(maker)s did not answer in time: %(pieces)s\n"
            "It was taken off order %(number)s; you pay nothing for it. And the rest?\n%(url)s"
        ),
    ),
    "vendor_order_missed": Words(
        fa="مهلت جواب گذشت و سفارش برداشته شد: %(pieces)s\nکار شما دوباره فروشی است.",
        en="The time for answering has passed: %(pieces)s\nYour work is for sale again.",
    ),
    "vendor_order_reminder": Words(
        fa="این سفارش هنوز جواب می‌خواهد: %(pieces)s\nتا %(day)s ساعت %(hour)s وقت هست.\n%(url)s",
        en="This order still needs an answer: %(pieces)s\nBy %(day)s, %(hour)s, please.\n%(url)s",
    ),
    "order_ready": Words(
        fa="%(bazaar)s: سفارش %(number)s آماده است.\nتا %(day)s بیایید؛ پرداخت %(total)s.\n%(url)s",
        en="%(bazaar)s: order %(number)s is ready.\nCome by %(day)s; to pay: %(total)s.\n%(url)s",
    ),
    "order_reminder": Words(
        fa="%(bazaar)s: سفارش %(number)s تا %(day)s منتظر شماست؛ پرداخت %(total)s.\n%(url)s",
        en="%(bazaar)s: order %(number)s waits for you until %(day)s; to pay: %(total)s.\n%(url)s",
    ),
    "order_lapsed": Words(
        fa="مهلت برداشتن سفارش %(number)s گذشت و قطعه‌ها دوباره فروشی شد.\n%(url)s",
        en=(
            "The time to pick up order %(number)s has passed; "
            "the pieces are for sale again.\n%(url)s"
        ),
    ),
    "vendor_order_lapsed": Words(
        fa="خریدار نیامد: %(pieces)s\nکار شما در %(bazaar)s است و دوباره فروشی شد.",
        en="The buyer did not come: %(pieces)s\nYour work is at %(bazaar)s and for sale again.",
    ),
    "vendor_approved": Words(
        fa="%(bazaar)s: «%(alias)s» پذیرفته شد. از همین حالا می‌توانید کارهایتان را بگذارید.",
        en="%(bazaar)s: “%(alias)s” is approved. You can show your work from now on.",
    ),
    "vendor_refused": Words(
        fa="%(bazaar)s: درخواست «%(alias)s» این بار پذیرفته نشد. دلیل: %(reason)s",
        en="%(bazaar)s: the application of “%(alias)s” was not accepted. Reason: %(reason)s",
    ),
    "portrait_refused": Words(
        fa="%(bazaar)s: عکس صفحهٔ «%(alias)s» برداشته شد و نقش شما جای آن است. دلیل: %(reason)s",
        en=(
            "%(bazaar)s: the photograph of “%(alias)s” was taken away; your motif stands there. "
            "Reason: %(reason)s"
        ),
    ),
    "vendor_suspended": Words(
        fa="%(bazaar)s: فروش «%(alias)s» فعلاً نگه داشته شد. دلیل: %(reason)s",
        en="%(bazaar)s: sales of “%(alias)s” are stopped for now. Reason: %(reason)s",
    ),
    "vendor_restored": Words(
        fa="%(bazaar)s: فروش «%(alias)s» دوباره باز شد و کارهایتان سر جای خود است.",
        en="%(bazaar)s: “%(alias)s” may sell again and your pieces are back.",
    ),
    "requirement_rejected": Words(
        fa="%(bazaar)s: یکی از شرط‌های فروش «%(alias)s» برگشت. دلیل: %(reason)s",
        en="%(bazaar)s: one condition of “%(alias)s” was sent back. Reason: %(reason)s",
    ),
}
