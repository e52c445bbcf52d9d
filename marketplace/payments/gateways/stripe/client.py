"""Stripe's own library, pinned to one version of its API; its errors in the house's three words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

import stripe
from requests import Session
from stripe import StripeClient

from marketplace.payments.gateways.gateway import Failed, Refused, Unknown

VERSION = "2026-10-28.endive"
CONNECT, ANSWER = 3, 12  # seconds
T = TypeVar("T")
stripe.enable_telemetry = False


@cache
def client(key: str, url: str) -> StripeClient:
    """The account of this key at this address; asks once more when the line is cut, under the same
    idempotency key. All threads share its lines: left alone, the library opens one for each."""
    return StripeClient(
        key, stripe_version=VERSION, base_addresses={"api": url}, max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=(CONNECT, ANSWER), session=Session()),
    )  # fmt: skip


@contextmanager
def asked() -> Iterator[None]:
    """Turn what Stripe's library raises into Failed (surely no effect), Refused (it will never
    work) or Unknown."""
    try:
        yield
    except (stripe.RateLimitError, stripe.AuthenticationError, stripe.PermissionError) as error:
        raise Failed(problem(error)) from error
    except (stripe.InvalidRequestError, stripe.CardError, stripe.IdempotencyError) as error:
        raise Refused(problem(error)) from error
    except stripe.StripeError as error:
        raise Unknown(problem(error)) from error


def problem(error: stripe.StripeError) -> str:
    """A short key for staff: stripe.amount_too_small, stripe.api_connection."""
    return f"stripe.{error.code or _plain(type(error).__name__)}"


def _plain(name: str) -> str:
    word = name.removesuffix("Error")
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in word).strip("_")


def ask(question: Callable[[], T]) -> T:
    """The answer to one question. Raises Failed, Refused or Unknown."""
    with asked():
        return question()
