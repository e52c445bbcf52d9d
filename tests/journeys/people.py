"""A person with a phone: she reads what stands there, writes into fields, presses buttons.

Sentences are named in English and looked for in the person's own language, as the page says them.
"""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.support import NullTranslations, Translations

from tests.support.outside import Telephone
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CATALOGUE = Path(__file__).parents[2] / "marketplace" / "translations"
PATIENCE = 60_000  # milliseconds; the machine may be busy


@cache
def _words(locale: str) -> NullTranslations:
    return Translations.load(CATALOGUE, [locale]) if locale == "fa" else NullTranslations()


class Person:
    """One person at one browser of her own, on the shop at `base`."""

    def __init__(self, page: "Page", base: str, locale: str = "fa") -> None:
        page.context.set_default_timeout(PATIENCE)
        self.page, self.locale = page, locale
        self.base = base + ("/en" if locale == "en" else "")

    def word(self, sentence: str, **facts: Any) -> str:
        """The sentence as her pages say it."""
        told = _words(self.locale).gettext(sentence)
        return told % facts if facts else told

    def goes(self, path: str) -> None:
        """Open a page of the shop by its path, or one by its whole address."""
        address = path if path.startswith("http") else self.base + path
        answer = self.page.goto(address)
        assert answer
        assert answer.status < 400, f"{answer.status} at {address}"

    def writes(self, **fields: Any) -> None:
        """Fill fields by name: text, an option's value, or True for a tick."""
        for name, value in fields.items():
            self._fill(name.replace("__", "-"), value)

    def presses(self, sentence: str, exact: bool = True) -> None:
        """Press a button by what stands on it, and wait for the next page."""
        self.clicks(self.page.get_by_role("button", name=self.word(sentence), exact=exact).first)

    def follows(self, sentence: str, exact: bool = True) -> None:
        """Follow a link by what stands on it."""
        self.clicks(self.page.get_by_role("link", name=self.word(sentence), exact=exact).first)

    def submits(self, action: str, fails: bool = False) -> None:
        """Press the button of the form that goes to an address ending so."""
        form = self.page.locator(f'form[action$="{action}"]')
        self.clicks(form.locator("button:not([name])").last, fails)

    def clicks(self, what: "Locator", fails: bool = False) -> None:
        """Click what leads to another page and wait for it: an error only when it `fails`."""
        with self.page.expect_navigation(timeout=PATIENCE) as news:
            what.click()
        answer = news.value
        assert answer is None or (400 <= answer.status < 500) == fails, self.text

    def opens(self, sentence: str) -> None:
        """Unfold what is folded under these words."""
        self.page.locator("summary", has_text=self.word(sentence)).first.click()

    def reads(self, *texts: str) -> None:
        """These words stand on the page, told in her language where they are ours."""
        from playwright.sync_api import expect

        for text in texts:
            expect(self.page.locator("body")).to_contain_text(self.word(text), timeout=PATIENCE)

    @property
    def text(self) -> str:
        """Everything that stands on the page."""
        return self.page.locator("body").inner_text()

    @property
    def path(self) -> str:
        """Where she is, without the host."""
        return re.sub(r"^https?://[^/]+", "", self.page.url)

    def signs_in_by_code(self, mobile: str, sms: Telephone) -> None:
        """As makers do, at the page of signing in: a number, then the code it was sent."""
        self.writes(mobile=mobile)
        self.presses("Send the code")
        self.writes(code=sms.code(mobile, 60))
        self.presses("Sign in")

    def signs_in_by_password(self, login: str, password: str) -> None:
        """As staff do."""
        self.goes("/account/staff")
        self.writes(login=login, password=password)
        self.presses("Sign in")

    def _fill(self, name: str, value: Any) -> None:
        field = self.page.locator(f'[name="{name}"]:not([type=hidden])')
        kind = field.first.get_attribute("type")
        if value is True:
            field.first.check()
        elif kind in ("radio", "checkbox"):
            self.page.locator(f'[name="{name}"][value="{value}"]').check()
        elif field.first.evaluate("one => one.tagName") == "SELECT":
            field.first.select_option(str(value))
        else:
            field.first.fill(str(value))


def link_in(sms: Telephone, mobile: str, marker: str) -> str:
    """The newest address with this marker among the SMS of a mobile; waits for it."""
    pattern = re.compile(r"https?://\S*" + re.escape(marker) + r"\S*")

    def newest() -> str | None:
        found = [m[0] for text in sms.to(mobile) if (m := pattern.search(text))]
        return found[-1].strip("\u2068\u2069\u200e\u200f.") if found else None

    return str(eventually(newest, 60))


def told(sms: Telephone, mobile: str, words: str) -> str:
    """An SMS to this mobile with these words; waits for it."""

    def found() -> str | None:
        return next((text for text in sms.to(mobile) if words in text), None)

    return str(eventually(found, 60))
