"""Columns in the page's language: English falls back to Persian where nothing was written."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, func

from marketplace.vendors.models import Vendor

VENDOR = Vendor.__table__.c


def wording(table: FromClause, name: str, locale: str) -> ColumnElement[str]:
    """`name_fa` or `name_en` of a table, labelled `name`."""
    persian = table.c[f"{name}_fa"]
    if locale == "fa":
        return persian.label(name)
    return func.coalesce(func.nullif(table.c[f"{name}_en"], ""), persian).label(name)


def maker_place(locale: str) -> ColumnElement[str]:
    """The village or only the district, as the maker chose, labelled `place`."""
    persian = case((_names_village("fa"), VENDOR.village_fa), else_=VENDOR.district_fa)
    if locale == "fa":
        return persian.label("place")
    english = case((_names_village("en"), VENDOR.village_en), else_=VENDOR.district_en)
    return func.coalesce(func.nullif(english, ""), persian).label("place")


def _names_village(locale: str) -> Any:
    return and_(VENDOR.show_place == "village", VENDOR[f"village_{locale}"] != "")
