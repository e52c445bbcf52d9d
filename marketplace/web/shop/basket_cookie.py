"""The two cookies of a basket: its secret, and the number of pieces that a small script draws."""

from typing import Any

from flask import Response, make_response, request

from marketplace.orders import basket as baskets
from marketplace.orders.rows import Head
from marketplace.web.frame import settings

SECRET, NUMBER = "basket", "basket_n"
DAYS = 30


def find() -> Head | None:
    """This browser's basket, ordered or not."""
    return baskets.find(request.cookies.get(SECRET, "")[:64])


def find_open() -> Head | None:
    """This browser's basket, unless it has become an order."""
    return baskets.find_open(request.cookies.get(SECRET, "")[:64])


def with_secret(response: Response, token: str) -> Response:
    """Let the browser keep the basket's token, out of reach of scripts."""
    response.set_cookie(
        SECRET, token, max_age=DAYS * 86400, httponly=True, samesite="Lax",
        secure=settings().https,
    )  # fmt: skip
    return response


def with_number(answer: Any, pieces: int) -> Response:
    """Tell the pages' script how many pieces there are."""
    response = make_response(answer)
    if request.cookies.get(NUMBER, "0") != str(pieces):
        response.set_cookie(
            NUMBER, str(pieces), max_age=DAYS * 86400, samesite="Lax", secure=settings().https
        )
    return response
