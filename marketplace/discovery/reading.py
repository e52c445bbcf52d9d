"""Statements that are built once and read many times."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, bindparam

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock, prepared

NOW = bindparam("now", type_=Listing.__table__.c.sellable_until.type)


def read(statement: Executable, **values: Any) -> Sequence[Any]:
    """The statement's rows; NOW stands for the present moment, the rest by name."""
    return prepared.rows(statement, {"now": clock.now(), **values})
