"""The fields of a collection and of a season."""

from typing import Any

import wtforms
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from marketplace.catalogue import categories
from marketplace.discovery.front.collection_models import Collection, Season
from marketplace.kernel.db import session
from marketplace.kernel.money import Money
from marketplace.web import formatters
from marketplace.web.forms.fields import (
    CleanStringField,
    CleanTextField,
    Form,
    JalaliDateField,
    MoneyField,
)
from marketplace.web.forms.form import answers

WORDS = ("title_fa", "title_en", "words_fa", "words_en", "first_day", "last_day")


class ShownForm(Form):
    """A title and a few words in both languages."""

    title_fa = CleanStringField(_l("Title"), limit=80)
    title_en = CleanStringField(_l("Title in English"), limit=80, required=False)
    words_fa = CleanTextField(_l("A few words"), limit=400, required=False)
    words_en = CleanTextField(_l("A few words in English"), limit=400, required=False)

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by the names of the columns."""
        return {name: self[name].data for name in WORDS}


class CollectionForm(ShownForm):
    """What belongs to it, and where it is shown."""

    category = wtforms.SelectField(_l("Every piece of"))
    price = MoneyField(_l("Every piece up to"), required=False)
    first_day = JalaliDateField(_l("From the day"), required=False)
    last_day = JalaliDateField(_l("To the day"), required=False)
    on_home = wtforms.BooleanField(_l("On the front page too"))
    slug = CleanStringField(_l("Address"), limit=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [("", _l("no category by itself"))]
        for craft in categories.tree():
            top = formatters.local(craft.category, "name")
            named.append((str(craft.category.id), top))
            named += [(str(kind.id), f"{top} › {formatters.local(kind, 'name')}")
                      for kind in craft.kinds]  # fmt: skip
        self.category.choices = answers(named)

    @classmethod
    def begin(cls, row: Collection) -> "CollectionForm":
        """The form of one that stands."""
        price = Money(row.price_up_to, row.currency) if row.price_up_to else None
        kept = {name: getattr(row, name) for name in (*WORDS, "on_home", "slug")}
        return cls(data=kept | {"category": str(row.category_id or ""), "price": price})

    @property
    def values(self) -> dict[str, Any]:
        price: Money | None = self.price.data
        rule: dict[str, Any] = {"price_up_to": price.amount if price else None}
        rule |= {"currency": price.currency} if price else {}
        key = int(self.category.data) if self.category.data else None
        return super().values | rule | {
            "category_id": key, "on_home": bool(self.on_home.data), "slug": self.slug.data,
        }  # fmt: skip


class SeasonForm(ShownForm):
    """The days of the year, and the collection that belongs to them."""

    first_day = JalaliDateField(_l("From the day"))
    last_day = JalaliDateField(_l("To the day"))
    collection = wtforms.SelectField(_l("Leads to the collection"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = session.scalars(select(Collection).order_by(Collection.id.desc()))
        named = [(str(row.id), formatters.local(row, "title")) for row in rows]
        self.collection.choices = answers([("", _l("none")), *named])

    @classmethod
    def begin(cls, row: Season) -> "SeasonForm":
        """The form of one that stands."""
        kept = {name: getattr(row, name) for name in WORDS}
        return cls(data=kept | {"collection": str(row.collection_id or "")})

    @property
    def values(self) -> dict[str, Any]:
        key = int(self.collection.data) if self.collection.data else None
        return super().values | {"collection_id": key}
