"""Putting another name in the place of one that somebody bore who was erased."""

from collections.abc import Collection
from typing import Any

from marketplace.kernel.names import replaced

MAKERS = ("maker", "by")  # the fields of papers that hold a maker's name
STAFF = ("by", "placed_by")
BESIDE = ("place", "reason")  # what stands beside a maker's name and is hers


def in_body(value: Any, fields: Collection[str], names: Collection[str], by: str) -> Any:
    """What a paper says, with `by` where one of these fields holds one of the names. Where it was
    a maker's, her place and her reason go too, and titles are searched."""
    if isinstance(value, list):
        return [in_body(one, fields, names, by) for one in value]
    if not isinstance(value, dict):
        return value
    hers = "maker" in fields and value.get("maker") in names
    return {name: _field(name, one, fields, names, by, hers) for name, one in value.items()}


def _field(
    name: str, one: Any, fields: Collection[str], names: Collection[str], by: str, hers: bool
) -> Any:
    if name in fields and isinstance(one, str):
        return by if one in names else one
    if hers and name in BESIDE:
        return ""
    if name == "title" and "maker" in fields and isinstance(one, str):
        return replaced(one, names, by)
    return in_body(one, fields, names, by)
