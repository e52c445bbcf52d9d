"""Addresses of pieces and makers, written without Flask's builder: lists hold many."""

from functools import lru_cache
from urllib.parse import quote

from flask import request

from marketplace.kernel.text import slug


@lru_cache(maxsize=4096)
def ending(name: str) -> str:
    """The readable end of an address, as it stands in one."""
    return quote(slug(name))


def ends_rightly(asked: str | None, name: str) -> bool:
    """Whether an address that was asked for has the ending that this name gives it."""
    return asked is not None and quote(asked) == ending(name)


def piece_path(public_id: str, name_fa: str) -> str:
    """The piece's page in the request's language."""
    return f"{request.script_root}/i/{public_id}/{ending(name_fa)}"


def photo_path(public_id: str, number: int | str) -> str:
    """A piece's photograph by itself, in the request's language; its number may follow."""
    return f"{request.script_root}/i/{public_id}/photos/{number}"


def maker_path(public_id: str, name_fa: str) -> str:
    """The maker's page in the request's language."""
    return f"{request.script_root}/makers/{public_id}/{ending(name_fa)}"


def category_path(slug: str) -> str:
    """The list of one category in the request's language."""
    return f"{request.script_root}/pieces/{quote(slug)}"


def collection_path(slug: str) -> str:
    """A collection's page in the request's language."""
    return f"{request.script_root}/collections/{quote(slug)}"
