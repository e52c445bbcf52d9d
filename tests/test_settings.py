"""Production refuses to start on an unsafe setting, and says which."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from marketplace import create_app
from marketplace.settings import DEFAULT_SECRET, Settings, UnsafeSettings

SAFE = {
    "MODE": "production",
    "SECRET_KEY": "k" * 40,
    "TRUSTED_HOSTS": "shop.example.org",
    "PUBLIC_URL": "https://shop.example.org",
    "BEHIND_PROXY": "1",
    "BACKUP_TO": "/var/backups/caravanserai",
}

BUCKET = "s3://shop?endpoint=https%3A%2F%2Fs3.example.org"


def problems(**changes: str) -> list[str]:
    return Settings.from_environ({**SAFE, **changes}).problems()


def test_an_unknown_currency_is_refused(make_app: Callable[..., object]) -> None:
    with pytest.raises(UnsafeSettings, match="CURRENCY is 'XYZ'"):
        make_app(currency="XYZ")


STRIPE = {"stripe_key": "sk_live_x", "stripe_webhook_secret": "whsec_x", "currency": "EUR"}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"stripe_webhook_secret": ""}, "STRIPE_WEBHOOK_SECRET is not: set both or none"),
        ({"stripe_key": ""}, "STRIPE_KEY is not: set both or none"),
        ({"stripe_key": "pk_live_x"}, "no secret key"),
        ({"stripe_webhook_secret": "sk_live_x"}, "no signing secret"),
        ({"currency": "IRR"}, "exclude Iran"),
        ({"stripe_url": "http://api.example.org"}, "https://"),
    ],
)
def test_stripe_half_set_or_for_rial_is_refused(
    make_app: Callable[..., object], change: dict[str, str], named: str
) -> None:
    with pytest.raises(UnsafeSettings, match=named):
        make_app(**STRIPE | change)


def test_a_key_for_tests_is_refused_in_production() -> None:
    from marketplace.payments.gateways.stripe.config import Config

    found = Config("sk_test_x", "whsec_x", production=True).problems()
    assert any("for tests" in sentence for sentence in found)
    assert Config().problems() == []


def test_safe_settings_start() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SECRET_KEY": DEFAULT_SECRET}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"DEMO_PHONE": "1"}, "DEMO_PHONE"),
        ({"TRUSTED_HOSTS": ""}, "TRUSTED_HOSTS"),
        ({"BEHIND_PROXY": ""}, "BEHIND_PROXY"),
        ({"BEHIND_PROXY": "no"}, "BEHIND_PROXY"),
        ({"PUBLIC_URL": "http://shop.example.org"}, "https://"),
        ({"PUBLIC_URL": "https://other.example.org"}, "TRUSTED_HOSTS"),
        ({"BACKUP_TO": ""}, "BACKUP_TO"),
        ({"BACKUP_KEY": "too short"}, "BACKUP_KEY"),
        ({"MEDIA_URL": BUCKET}, "AWS_ACCESS_KEY_ID"),
        ({"MEDIA_URL": "s3://shop?endpoint=http://s3", "AWS_ACCESS_KEY_ID": "a"}, "plain HTTP"),
        ({"MEDIA_PUBLIC_URL": "http://cdn.example.org"}, "MEDIA_PUBLIC_URL"),
        ({"MODE": "live"}, "MODE"),
    ],
)
def test_an_unsafe_setting_is_named(changes: dict[str, str], named: str) -> None:
    (sentence,) = problems(**changes)
    assert named in sentence


def test_every_unsafe_setting_is_named_at_once() -> None:
    found = problems(BEHIND_PROXY="", PUBLIC_URL="http://shop.example.org", SECRET_KEY="")
    assert [sentence.split()[0] for sentence in found] == [
        "SECRET_KEY", "BEHIND_PROXY", "PUBLIC_URL",
    ]  # fmt: skip


@pytest.mark.parametrize("command", ["serve", "run"])
def test_plain_http_without_a_proxy_stops_the_start(tmp_path: Path, command: str) -> None:
    environ = os.environ | SAFE | {"BEHIND_PROXY": "", "VAR_DIR": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", "marketplace", command],
        env=environ, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "BEHIND_PROXY is off" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not list(tmp_path.iterdir())


def test_the_application_is_not_built_on_them(tmp_path: Path) -> None:
    unsafe = Settings.from_environ({**SAFE, "VAR_DIR": str(tmp_path), "SECRET_KEY": ""})
    with pytest.raises(UnsafeSettings, match="SECRET_KEY"):
        create_app(unsafe)


def test_a_word_for_a_number_is_refused() -> None:
    with pytest.raises(UnsafeSettings, match="PORT"):
        Settings.from_environ({"PORT": "eighty"})


@pytest.mark.parametrize("url", ["https://s3.example.org/shop", "s3://?endpoint=https://s3"])
def test_an_address_that_names_no_bucket_is_refused(url: str) -> None:
    with pytest.raises(UnsafeSettings, match="MEDIA_URL"):
        Settings.from_environ({"MEDIA_URL": url})


def test_a_bucket_with_keys_may_be_used_in_production() -> None:
    assert problems(MEDIA_URL=BUCKET, AWS_ACCESS_KEY_ID="a") == []
    settings = Settings.from_environ({"MEDIA_URL": BUCKET})
    assert settings.media_url.endswith("?endpoint=https://s3.example.org")


def test_the_demo_trusts_loopback_and_on_request_its_own_addresses() -> None:
    plain = Settings.from_environ({})
    wide = Settings.from_environ({"HOST": "0.0.0.0"})
    assert "127.0.0.1" in plain.trusted_hosts
    assert set(plain.trusted_hosts) < set(wide.trusted_hosts)
    assert plain.demo_phone
    assert not wide.demo_phone


@pytest.mark.parametrize("prefix", ["postgres://", "postgresql://"])
def test_postgresql_gets_the_driver_we_install(prefix: str) -> None:
    settings = Settings.from_environ({"DATABASE_URL": prefix + "u@h/d"})
    assert settings.driver_url == "postgresql+psycopg://u@h/d"
