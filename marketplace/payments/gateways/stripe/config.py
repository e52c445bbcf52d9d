"""What the environment says of Stripe, and what of it cannot be."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from marketplace.kernel.money import home
from marketplace.payments.gateways.stripe import currencies
from marketplace.settings import LOOPBACK, Settings

API, PAGES = "https://api.stripe.com", "https://checkout.stripe.com"


@dataclass(frozen=True, slots=True)
class Config:
    """The account's keys, and where its API and its pages are. Without a key: off."""

    key: str = ""
    secret: str = ""
    url: str = API
    pages: str = PAGES
    production: bool = False

    @classmethod
    def of(cls, settings: Settings) -> "Config":
        """The part of the settings that is Stripe's."""
        return cls(
            settings.stripe_key, settings.stripe_webhook_secret, settings.stripe_url or API,
            settings.stripe_pages_url or settings.stripe_url or PAGES, settings.production,
        )  # fmt: skip

    @property
    def on(self) -> bool:
        """Whether anything of it is set."""
        return bool(self.key or self.secret)

    def problems(self) -> list[str]:
        """One sentence for each thing with which it cannot work."""
        if not self.on:
            return []
        rules = [
            (not self.key,
             "STRIPE_WEBHOOK_SECRET is set, and STRIPE_KEY is not: set both or none."),
            (not self.secret,
             "STRIPE_KEY is set, and STRIPE_WEBHOOK_SECRET is not: set both or none."),
            (bool(self.key) and not self.key.startswith(("sk_", "rk_")),
             "STRIPE_KEY is no secret key: it begins with sk_ or rk_."),
            (bool(self.secret) and not self.secret.startswith("whsec_"),
             "STRIPE_WEBHOOK_SECRET is no signing secret: it begins with whsec_."),
            (self.production and "_test_" in self.key,
             "STRIPE_KEY is a key for tests: people would pay with nothing."),
            (not currencies.taken(home()),
             f"STRIPE_KEY is set, and the shop sells in {home()} (CURRENCY), which Stripe cannot "
             "take. Stripe's terms exclude Iran and goods from it."),
            (not all(_safe(address) for address in (self.url, self.pages)),
             "STRIPE_URL and STRIPE_PAGES_URL must begin with https://."),
        ]  # fmt: skip
        return [sentence for broken, sentence in rules if broken]


def _safe(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
