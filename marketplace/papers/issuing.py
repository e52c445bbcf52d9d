"""Issuing: the same content is the same paper, another content is another that says so."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, select, text

from marketplace.kernel import clock, eventlog, ids, secrets
from marketplace.kernel.calendar import jalali_year
from marketplace.kernel.db import BigId, session
from marketplace.papers.models import Paper, PaperOrder

Number = tuple[int, int]  # Jalali year, number
HOLD = text(
    "INSERT INTO paper_counter (kind, year, last) VALUES (:kind, :year, 0)"
    " ON CONFLICT (kind, year) DO UPDATE SET last = paper_counter.last"
).bindparams(bindparam("year", type_=BigId))
NEXT = text(
    "UPDATE paper_counter SET last = last + 1 WHERE kind = :kind AND year = :year RETURNING last"
).bindparams(bindparam("year", type_=BigId))


def issue(
    kind: str,
    subject: tuple[str, int],
    language: str,
    body: dict[str, Any],
    *,
    orders: Collection[int],
    by: int | None,
    number: Number | None = None,
) -> Paper:
    """The paper of this subject with this content: the last one when it says the same, else a new
    one with the next number. With a `number` of its own the first one stands for ever.

    `orders` are the ids of the orders whose buyers it names, `by` a person's id,
    nobody's when the buyer made it of what no person took."""
    session.execute(HOLD, {"kind": kind, "year": jalali_year(clock.now())})
    plain = json.dumps(body, ensure_ascii=False, sort_keys=True)
    last = latest(kind, subject, language)
    if last is not None and (number or _unsealed(last) == plain):
        return last
    number = number or next_number(kind)
    paper = Paper(
        public_id=ids.public_id(), kind=kind, year=number[0], number=number[1], language=language,
        subject_kind=subject[0], subject_id=subject[1], replaces_id=last.id if last else None,
        body=_seal(plain), made_by=by,
    )  # fmt: skip
    session.add(paper)
    session.flush()
    session.add_all(PaperOrder(paper_id=paper.id, order_id=key) for key in sorted(set(orders)))
    eventlog.record("paper", paper.id, "issued", changes={"paper": [None, kind]})
    return paper


def next_number(kind: str) -> Number:
    """The next number of a kind in this Jalali year; the counter stays locked until the end."""
    year = jalali_year(clock.now())
    session.execute(HOLD, {"kind": kind, "year": year})
    return year, session.execute(NEXT, {"kind": kind, "year": year}).scalar_one()


def latest(kind: str, subject: tuple[str, int], language: str) -> Paper | None:
    """The newest paper of this kind about a subject, in a language."""
    query = select(Paper).filter_by(
        kind=kind, subject_kind=subject[0], subject_id=subject[1], language=language
    )
    return session.scalars(query.order_by(Paper.id.desc()).limit(1)).first()


def content(paper: Paper) -> dict[str, Any] | None:
    """What it says; None once it was erased, or when its key is gone."""
    plain = _unsealed(paper)
    found: dict[str, Any] | None = json.loads(plain) if plain else None
    return found


def sealed(body: dict[str, Any]) -> str:
    """What a paper says, as it is kept."""
    return _seal(json.dumps(body, ensure_ascii=False, sort_keys=True))


def _seal(plain: str) -> str:
    return secrets.seal(plain.encode()).decode()


def _unsealed(paper: Paper) -> str | None:
    found = secrets.unseal(paper.body.encode()) if paper.body else None
    return found.decode() if found else None
