"""What every message says, in both languages. `bazaar` and `office` are always there to use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One template: the text in each language, and for e-mail its subject."""

    fa: str
    en: str
    subject_fa: str = ""
    subject_en: str = ""

    def text(self, locale: str) -> str:
        """The text with its %(name)s places."""
        return self.en if locale == "en" else self.fa

    def subject(self, locale: str) -> str:
        """The subject with its %(name)s places."""
        return self.subject_en if locale == "en" else self.subject_fa


WORDS: dict[str, Words] = {
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
    "staff_account": Words(
        subject_fa="حساب شما در %(bazaar)s",
        subject_en="Your account at %(bazaar)s",
        fa=(
            "%(name)s، سلام\n%(office)s برای شما حسابی در %(bazaar)s ساخت. "
            "رمز را از همکاری که حساب را ساخت بگیرید و پس از نخستین ورود عوضش کنید.\n%(url)s"
        ),
        en=(
            "Dear %(name)s,\n%(office)s made you an account at %(bazaar)s. Ask the colleague who "
            "made it for the password, and change it after you first sign in.\n%(url)s"
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
}
