"""What the environment says of ZarinPal, and what of it cannot be."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from marketplace.settings import Settings

MERCHANT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)


@dataclass(frozen=True, slots=True)
class Config:
    """`merchant` empty: ZarinPal is off. `token` and `terminal` are for refunds."""

    merchant: str = ""
    url: str = ""
    token: str = ""
    terminal: str = ""
    refund_url: str = ""
    production: bool = False

    @classmethod
    def of(cls, settings: Settings) -> "Config":
        """From the typed settings."""
        return cls(
            settings.zarinpal_merchant, settings.zarinpal_url, settings.zarinpal_token,
            settings.zarinpal_terminal, settings.zarinpal_refund_url, settings.production,
        )  # fmt: skip

    @property
    def refunds(self) -> bool:
        """Whether money can be paid back after the window for reversing."""
        return bool(self.token and self.terminal)

    def origins(self) -> tuple[str, ...]:
        """Where the page is on which the buyer pays."""
        parts = urlsplit(self.url)
        return (f"{parts.scheme}://{parts.netloc}",)

    def problems(self) -> list[str]:
        """One sentence for each setting that cannot be; none while ZarinPal is off."""
        if not self.merchant:
            return []
        host = urlsplit(self.url).hostname or ""
        rules = [
            (not MERCHANT.fullmatch(self.merchant),
             "ZARINPAL_MERCHANT is not a merchant's id of 36 characters."),
            (not host, "ZARINPAL_URL is no address."),
            (bool(self.token) != bool(self.terminal),
             "ZARINPAL_REFUND_TOKEN and ZARINPAL_TERMINAL belong together; one is empty."),
            (self.production and not self.url.startswith("https://"),
             "ZARINPAL_URL is plain HTTP; it must begin with https://."),
            (self.production and bool(self.token) and not self.refund_url.startswith("https://"),
             "ZARINPAL_REFUND_URL is plain HTTP; it must begin with https://."),
            (self.production and host.startswith("sandbox."),
             "ZARINPAL_URL is the sandbox: nobody would pay real money."),
        ]  # fmt: skip
        return [sentence for broken, sentence in rules if broken]
