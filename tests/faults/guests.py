"""Guests that reserve over HTTP as fast as they can, and remember what they were told."""

import re
from dataclasses import dataclass, field
from itertools import count

import httpx

from tests.support.outside import Telephone

_numbers = count(1)
SEEN = re.compile(r'name="(expected_\w+)" value="(\w+)"')
OURS = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Guest:
    """One browser and one mobile; `told` is the order's page once it was confirmed to her."""

    url: str
    sms: Telephone
    told: str = ""
    mobile: str = field(default_factory=lambda: f"+98900001{next(_numbers):04d}")

    def reserve(self, listing: str) -> bool:
        """Whether a reservation of one piece was confirmed; a lost answer counts as no."""
        try:
            with httpx.Client(base_url=self.url, headers=OURS, timeout=60) as browser:
                return self._walk(browser, listing)
        except (httpx.HTTPError, AssertionError):
            return False

    def _walk(self, browser: httpx.Client, listing: str) -> bool:
        return self.confirms(browser, self.is_about_to(browser, listing))

    def is_about_to(self, browser: httpx.Client, listing: str) -> dict[str, str]:
        """Everything up to the last button; returns its form. Raises AssertionError."""
        assert browser.post("/basket/lines", data={"listing": listing}).status_code == 303
        form = {"name": "سارا نمونه", "mobile": self.mobile}
        assert browser.post("/checkout", data=form).status_code == 303
        seen = dict(SEEN.findall(browser.get("/checkout/check").text))
        assert len(seen) == 2
        return {"code": self.sms.code(self.mobile, 30)} | seen

    def confirms(self, browser: httpx.Client, form: dict[str, str]) -> bool:
        """The last button: whether it was confirmed to her."""
        answer = browser.post("/checkout/check", data=form)
        if answer.status_code != 303 or "/o/" not in answer.headers["Location"]:
            return False
        self.told = answer.headers["Location"]
        return True
