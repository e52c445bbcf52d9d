"""What a payment, a proof or a refund is about: something of another room, known by kind and id."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam


def of_subject(table: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions for the rows of one subject, given when asked as `kind` and `subject`."""
    return table.subject_kind == bindparam("kind"), table.subject_id == bindparam("subject")
