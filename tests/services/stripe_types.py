"""The shapes that Stripe publishes, read from the types that ship inside stripe-python."""

import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ForwardRef, Literal, NotRequired, Required, Union, get_args, get_origin

import stripe
from stripe._request_options import RequestOptions
from stripe._stripe_object import UntypedStripeObject
from stripe.checkout import Session
from typing_extensions import is_typeddict

OBJECTS: dict[str, type] = {
    "balance_transaction": stripe.BalanceTransaction,
    "charge": stripe.Charge,
    "checkout.session": Session,
    "dispute": stripe.Dispute,
    "event": stripe.Event,
    "item": stripe.LineItem,
    "list": stripe.ListObject,
    "payment_intent": stripe.PaymentIntent,
    "price": stripe.Price,
    "refund": stripe.Refund,
}
OPTIONS = set(RequestOptions.__annotations__)
NONE = type(None)


def wrong(value: Any, kind: Any = None, path: str = "") -> Iterator[str]:
    """What of an answer is not as published: strange fields, missing ones, values of no such type.

    `kind` is an annotation; without one the object's own name chooses the class."""
    if kind is None or kind in (object, Any):
        kind = _named(value)
    if kind is None:
        return
    choices = list(_choices(kind))
    if isinstance(value, dict):
        yield from _wrong_object(value, choices, path)
    elif isinstance(value, list):
        inner = next((get_args(one)[0] for one in choices if get_origin(one) is list), None)
        if inner is None:
            yield f"{path}: a list is not published"
        for place, one in enumerate(value):
            yield from wrong(one, _resolved(inner), f"{path}[{place}]")
    elif not _plain(value, choices):
        yield f"{path}: {value!r} is not published"


def _named(value: Any) -> type | None:
    name = value.get("object") if isinstance(value, dict) else None
    return OBJECTS.get(name) if isinstance(name, str) else None


def _wrong_object(value: dict[str, Any], choices: list[Any], path: str) -> Iterator[str]:
    named = _named(value)
    classes = [one for choice in choices if isinstance(one := get_origin(choice) or choice, type)]
    if any(issubclass(one, UntypedStripeObject) for one in classes):
        yield from wrong(value) if named else ()
        return
    own = [one for one in classes if issubclass(one, stripe.StripeObject)]
    owner = named if named in own else next(iter(own), None)
    if owner is None:
        yield f"{path}: an object is not published"
        return
    fields = {k: v for k, v in owner.__annotations__.items() if k not in ("OBJECT_NAME", "deleted")}
    fields |= {"object": Literal["list"]} if owner is stripe.ListObject else {}
    yield from (f"{path}.{name}: no such field" for name in value.keys() - fields.keys())
    yield from (
        f"{path}.{name}: missing" for name, kind in fields.items()
        if name not in value and NONE not in _choices(kind)
    )  # fmt: skip
    for name in value.keys() & fields.keys():
        inner = None if owner is stripe.ListObject and name == "data" else fields[name]
        for place, one in enumerate(value[name] if inner is None else [value[name]]):
            yield from wrong(one, inner, f"{path}.{name}" + (f"[{place}]" if inner is None else ""))


def _plain(value: Any, choices: list[Any]) -> bool:
    literals = [word for one in choices if get_origin(one) is Literal for word in get_args(one)]
    if literals and isinstance(value, str):
        return value in literals
    kinds = {str: (str, Decimal), int: (int,), float: (int, float), bool: (bool,), NONE: (NONE,)}
    for mine, theirs in kinds.items():
        if type(value) is mine:
            return any(one in theirs for one in choices)
    return False


def strange(params: dict[str, Any], kind: Any, path: str = "") -> Iterator[str]:
    """Parameters, decoded from a form, that Stripe does not publish or asks for in vain."""
    fields = {k: v for k, v in kind.__annotations__.items() if k not in OPTIONS}
    for name, value in params.items():
        where = f"{path}[{name}]" if path else name
        if name not in fields:
            yield where
            continue
        for inner in _choices(fields[name], kind):
            items = value if isinstance(value, list) else [value]
            inner = _resolved(get_args(inner)[0], kind) if get_origin(inner) is list else inner
            if is_typeddict(inner):
                for one in items:
                    yield from strange(one, inner, where)
            elif get_origin(inner) is Literal and str in _choices(fields[name], kind):
                yield from (where for one in items if one not in get_args(inner))
    yield from (f"{path}[{name}]" for name in kind.__required_keys__ - OPTIONS - params.keys())


def _choices(kind: Any, owner: Any = None) -> list[Any]:
    """The members of a union; whatever may be left out counts as what it is."""
    kind = _resolved(kind, owner)
    if get_origin(kind) in (NotRequired, Required):
        return _choices(get_args(kind)[0], owner)
    if get_origin(kind) is Union or type(kind).__name__ == "UnionType":
        return [one for part in get_args(kind) for one in _choices(part, owner)]
    return [kind]


def _resolved(kind: Any, owner: Any = None) -> Any:
    """A name in quotes, looked up where it stands and among Stripe's own classes."""
    name = kind.__forward_arg__ if isinstance(kind, ForwardRef) else kind
    if not isinstance(name, str):
        return kind
    here = vars(sys.modules[owner.__module__]) if owner else {}
    if name.isidentifier() and name not in here and hasattr(stripe, name):
        return getattr(stripe, name)
    if "|" in name and name.startswith("Literal"):
        literal, _, rest = name.rpartition("|")
        return Union[_resolved(literal, owner), _resolved(rest, owner)]  # noqa: UP007
    try:
        return eval(name, {**here, "Literal": Literal})
    except (NameError, TypeError):
        return object
