"""The database: one declarative base, one session, column types shared by all rooms."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated, Any, TypeVar, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    Text,
    bindparam,
    select,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from marketplace.kernel.errors import NotFound

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
T = TypeVar("T", bound="Base")


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")
Key = Annotated[int, mapped_column(BigId, primary_key=True)]
Code = Annotated[str, mapped_column(String(40))]


class Base(DeclarativeBase):
    """Every table's class inherits this."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: UtcDateTime(),
            date: Date(),
            str: Text(),
            int: BigId,
            dict[str, Any]: JSON(),
            list[Any]: JSON(),
        },
    )


db = SQLAlchemy(
    model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False}
)
session = db.session


def table(model: type[Base]) -> Table:
    """The model's table, for statements that need no objects."""
    return cast(Table, model.__table__)


def locked(model: type[T], key: int) -> T:
    """The row, locked until the unit of work ends. Raises NotFound."""
    row: T | None = session.scalars(_locking(model), {"key": key}).first()
    if row is None:
        raise NotFound
    return row


@cache
def _locking(model: type[T]) -> Select[T]:
    """Built once: putting a statement together costs as much as sending it."""
    mine = select(model).where(model.__table__.c.id == bindparam("key"))
    return mine.with_for_update().execution_options(populate_existing=True)


def locked_all(model: type[T], keys: Sequence[int]) -> list[T]:
    """The rows in the order of their ids, locked in that order, so that rivals never deadlock. The
    session refers to rows only weakly: kept until the unit of work ends, they need not be read
    again in it."""
    rows = list(session.scalars(_locking_all(model), {"keys": sorted(set(keys))}))
    session().info.setdefault("locked", []).extend(rows)
    return rows


@cache
def _locking_all(model: type[T]) -> Select[T]:
    key = model.__table__.c.id
    mine = select(model).where(key.in_(bindparam("keys", expanding=True))).order_by(key)
    return mine.with_for_update().execution_options(populate_existing=True)


def one(model: type[T], **fields: object) -> T:
    """The single row with these values. Raises NotFound."""
    row: T | None = session.scalars(_with(model, *fields), fields).first()
    if row is None:
        raise NotFound
    return row


@cache
def _with(model: type[T], *names: str) -> Select[T]:
    return select(model).filter_by(**{name: bindparam(name) for name in names})
