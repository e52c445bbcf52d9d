"""Where an import is done: in her studio, or at the office on her behalf."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from flask import url_for

from marketplace.catalogue.imports.models import Import
from marketplace.kernel.actor import on_behalf_of
from marketplace.kernel.db import one
from marketplace.vendors.models import Vendor


@dataclass(frozen=True, slots=True)
class Place:
    """`audience` is studio or office; every address of the same thing under either."""

    audience: str
    vendor: Vendor

    def url(self, name: str, table: Import | None = None, **values: Any) -> str:
        """The address of a page or form of imports, of this table where one is given."""
        if self.audience == "office":
            values["vendor_id"] = self.vendor.public_id
        if table is not None:
            values["public_id"] = table.public_id
        return url_for(f"{self.audience}.{name}", **values)

    def piece_url(self, public_id: str) -> str:
        """The page of one of her pieces."""
        name = "studio.piece" if self.audience == "studio" else "office.listing"
        return url_for(name, public_id=public_id)

    def acting(self) -> AbstractContextManager[None]:
        """What is done inside is done for her, and recorded so."""
        return on_behalf_of(self.vendor.id) if self.audience == "office" else nullcontext()

    def table(self, public_id: str) -> Import:
        """One of hers. Raises NotFound."""
        return one(Import, public_id=public_id, vendor_id=self.vendor.id)
