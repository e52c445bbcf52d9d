"""Typed settings, read once from the environment; production refuses unsafe ones."""

import contextlib
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from marketplace import addresses

DEFAULT_SECRET = "not-a-secret-only-for-a-demo-on-this-machine"  # noqa: S105
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
KEYS = ("AWS_ACCESS_KEY_ID", "AWS_ROLE_ARN", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
ZARINPAL = "https://payment.zarinpal.com"
ZARINPAL_REFUNDS = "https://next.zarinpal.com/api/v4/graphql/"
PAGE_CACHE = 8 * 1024 * 1024
YES = {"1", "true", "yes", "on"}


class UnsafeSettings(Exception):
    """Raised at start with one sentence for each setting that production may not have."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the environment may say. Sizes in bytes, times in seconds."""

    mode: str = "demo"  # demo | production
    debug: bool = False
    demo_phone: bool = False
    secret_key: str = DEFAULT_SECRET
    database_url: str = ""
    var_dir: Path = field(default_factory=lambda: Path("var"))
    host: str = "127.0.0.1"
    port: int = 8000
    web_workers: int = 2
    public_url: str = ""
    currency: str = "IRR"  # what the shop sells in, a row of kernel.money.currency
    trusted_hosts: tuple[str, ...] = ()
    behind_proxy: bool = False
    sms_url: str = ""
    sms_key: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    max_upload: int = 12 * 1024 * 1024
    page_cache: int = PAGE_CACHE  # of each web process, for pages kept whole
    media_quota: int = 0  # 0 = no limit; a folder's
    media_url: str = ""  # s3://bucket[/folder][?endpoint=…&region=…]; empty = folders in var_dir
    media_public_url: str = ""  # where everybody may read that bucket's `media/`
    media_keys: bool = False  # whether AWS_* names who we are there
    redis_url: str = ""  # limits and wake-ups of several machines
    proxy_sends_files: bool = False
    backup_to: Path | None = None
    backup_key: str = ""
    codes_per_address: int = 300  # one-time codes a day
    codes_per_day: int = 5000  # for the whole site
    stripe_key: str = ""  # with the secret: cards by Stripe, where that is lawful
    stripe_webhook_secret: str = ""
    stripe_url: str = ""  # of another Stripe than Stripe's own
    stripe_pages_url: str = ""  # where its pay pages are, when not there
    zarinpal_merchant: str = ""  # empty: nobody pays by ZarinPal
    zarinpal_url: str = ZARINPAL
    zarinpal_token: str = ""  # with the terminal: for giving back after half an hour, or in part
    zarinpal_terminal: str = ""
    zarinpal_refund_url: str = ZARINPAL_REFUNDS
    torob_key: str = ""  # Torob's public key, one line of base64; empty: Torob is not answered

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read settings named as the fields, in capitals. Raises UnsafeSettings on a bad number."""
        mode = environ.get("MODE", "demo")
        var_dir = Path(environ.get("VAR_DIR", "var")).resolve()
        host = environ.get("HOST", "127.0.0.1")
        port = _number(environ, "PORT", 8000)
        return cls(
            mode=mode,
            debug=_yes(environ, "DEBUG"),
            demo_phone=_yes(environ, "DEMO_PHONE") or (mode == "demo" and host in LOOPBACK),
            secret_key=environ.get("SECRET_KEY", DEFAULT_SECRET),
            database_url=environ.get("DATABASE_URL") or f"sqlite:///{var_dir / 'caravanserai.db'}",
            var_dir=var_dir,
            host=host,
            port=port,
            web_workers=_number(environ, "WEB_WORKERS", 2 if mode == "production" else 1),
            currency=environ.get("CURRENCY", "").strip().upper() or "IRR",
            public_url=environ.get("PUBLIC_URL", f"http://127.0.0.1:{port}").rstrip("/"),
            trusted_hosts=_hosts(environ, mode, host),
            behind_proxy=_yes(environ, "BEHIND_PROXY"),
            sms_url=environ.get("SMS_URL", "https://api.kavenegar.com").rstrip("/"),
            sms_key=environ.get("SMS_KEY", ""),
            smtp_url=environ.get("SMTP_URL", ""),
            mail_from=environ.get("MAIL_FROM", "office@localhost"),
            page_cache=_number(environ, "PAGE_CACHE", PAGE_CACHE),
            media_quota=_number(environ, "MEDIA_QUOTA", 0),
            media_url=_bucket(environ),
            media_public_url=environ.get("MEDIA_PUBLIC_URL", "").rstrip("/"),
            media_keys=any(environ.get(name) for name in KEYS),
            redis_url=environ.get("REDIS_URL", "").strip(),
            proxy_sends_files=_yes(environ, "PROXY_SENDS_FILES"),
            backup_to=Path(folder).resolve() if (folder := environ.get("BACKUP_TO")) else None,
            backup_key=environ.get("BACKUP_KEY", "").strip(),
            codes_per_address=_number(environ, "CODES_PER_ADDRESS", 300),
            codes_per_day=_number(environ, "CODES_PER_DAY", 5000),
            stripe_key=environ.get("STRIPE_KEY", "").strip(),
            stripe_webhook_secret=environ.get("STRIPE_WEBHOOK_SECRET", "").strip(),
            stripe_url=environ.get("STRIPE_URL", "").strip().rstrip("/"),
            stripe_pages_url=environ.get("STRIPE_PAGES_URL", "").strip().rstrip("/"),
            zarinpal_merchant=environ.get("ZARINPAL_MERCHANT", "").strip(),
            zarinpal_url=environ.get("ZARINPAL_URL", ZARINPAL).strip().rstrip("/"),
            zarinpal_token=environ.get("ZARINPAL_REFUND_TOKEN", "").strip(),
            zarinpal_terminal=environ.get("ZARINPAL_TERMINAL", "").strip(),
            zarinpal_refund_url=environ.get("ZARINPAL_REFUND_URL", ZARINPAL_REFUNDS),
            torob_key=environ.get("TOROB_KEY", "").strip(),
        )

    @property
    def production(self) -> bool:
        return self.mode == "production"

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def driver_url(self) -> str:
        """The database address with the driver this project installs."""
        for prefix in ("postgres://", "postgresql://"):
            if self.database_url.startswith(prefix):
                return "postgresql+psycopg://" + self.database_url.removeprefix(prefix)
        return self.database_url

    def problems(self) -> list[str]:
        """One sentence for each setting that means nothing, and in production for each that is
        unsafe there."""
        if self.mode not in ("demo", "production"):
            return [f"MODE is {self.mode!r}; it may be demo or production."]
        rules = self._meaningless() + (self._unsafe() if self.production else [])
        addressed = addresses.problems(self.database_url, self.redis_url, self.smtp_url)
        return [sentence for broken, sentence in rules if broken] + addressed

    def _meaningless(self) -> list[tuple[bool, str]]:
        return [
            (
                not 0 < self.port < 65536,
                f"PORT is {self.port}; it must be a number from 1 to 65535.",
            ),
            (self.web_workers < 1, "WEB_WORKERS is 0; the shop needs one at least."),
        ]

    def _unsafe(self) -> list[tuple[bool, str]]:
        host = urlsplit(self.public_url).hostname or ""
        return [
            (
                self.secret_key == DEFAULT_SECRET or len(self.secret_key) < 32,
                "SECRET_KEY is missing, the default, or shorter than 32 characters.",
            ),
            (self.debug, "DEBUG is on."),
            (self.demo_phone, "DEMO_PHONE is on: it shows every code to everybody."),
            (not self.trusted_hosts, "TRUSTED_HOSTS is empty: name the hosts people use."),
            (
                not self.behind_proxy,
                "BEHIND_PROXY is off: this server speaks plain HTTP; a proxy must add HTTPS.",
            ),
            (not self.https, f"PUBLIC_URL is {self.public_url}; it must begin with https://."),
            (
                bool(self.trusted_hosts) and host not in self.trusted_hosts,
                "PUBLIC_URL names a host that TRUSTED_HOSTS does not.",
            ),
            (
                self.database_url.startswith("sqlite") and self.backup_to is None,
                "BACKUP_TO is empty: name the folder for the copies of the SQLite database.",
            ),
            *self._of_the_bucket(),
            (
                0 < len(self.backup_key) < 16,
                "BACKUP_KEY is shorter than 16 characters.",
            ),
        ]

    def _of_the_bucket(self) -> list[tuple[bool, str]]:
        return [
            (
                bool(self.media_url) and not self.media_keys,
                "MEDIA_URL names a bucket, and AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY are empty.",
            ),
            (
                "endpoint=http:" in self.media_url,
                "MEDIA_URL's endpoint is plain HTTP; people's browsers fetch pictures from there.",
            ),
            (
                bool(self.media_public_url) and not self.media_public_url.startswith("https://"),
                "MEDIA_PUBLIC_URL is plain HTTP; it must begin with https://.",
            ),
        ]

    def check(self) -> None:
        """Raise UnsafeSettings naming every problem."""
        if found := self.problems():
            raise UnsafeSettings("\n".join(found))


def _yes(environ: Mapping[str, str], name: str) -> bool:
    return environ.get(name, "").strip().lower() in YES


def _bucket(environ: Mapping[str, str]) -> str:
    """MEDIA_URL with its query unquoted. Raises UnsafeSettings unless it names a bucket."""
    raw = unquote(environ.get("MEDIA_URL", "").strip())
    parts = urlsplit(raw)
    if raw and (parts.scheme != "s3" or not parts.netloc):
        raise UnsafeSettings(f"MEDIA_URL is {raw!r}; it must be s3://bucket?endpoint=https://….")
    return raw


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    raw = environ.get(name, "").strip()
    if raw and not raw.isdigit():
        raise UnsafeSettings(f"{name} is {raw!r}; it must be a whole number.")
    return int(raw) if raw else default


def _hosts(environ: Mapping[str, str], mode: str, host: str) -> tuple[str, ...]:
    named = tuple(h.strip() for h in environ.get("TRUSTED_HOSTS", "").split(",") if h.strip())
    if named or mode == "production":
        return named
    return LOOPBACK + (_own_addresses() if host == "0.0.0.0" else ())  # noqa: S104


def _own_addresses() -> tuple[str, ...]:
    """This machine's own names and IPv4 addresses, for a phone on the same Wi-Fi."""
    name = socket.gethostname()
    found = {name}
    with contextlib.suppress(OSError):
        found |= {str(info[4][0]) for info in socket.getaddrinfo(name, None, socket.AF_INET)}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # chooses a route, sends nothing
        found.add(probe.getsockname()[0])
    return tuple(sorted(found))
