"""The treasurer's desk: what waits for her, where the office's money lies, and whose it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext

from marketplace.kernel.errors import NotFound
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.ledger import balances, reading
from marketplace.ledger.accounts import vendor
from marketplace.ledger.balances import Balance
from marketplace.orders import whereabouts
from marketplace.orders.lists import find
from marketplace.orders.models import Order
from marketplace.orders.whereabouts import Part
from marketplace.payouts import reading as payouts
from marketplace.web import formatters
from marketplace.web.access import CLERK, MODERATOR, TREASURER, may
from marketplace.web.money import ledger_words
from marketplace.web.office import bp
from marketplace.web.waiting import odd_money, queues


@dataclass(frozen=True, slots=True)
class Line:
    """An account, or a group of them, in words: `held` where money is, `owed` whose it is."""

    label: str
    url: str
    held: Money | None
    owed: Money | None


@dataclass(frozen=True, slots=True)
class Table:
    """The accounts of one currency with the sums of both columns."""

    currency: str
    lines: list[Line]
    held: Money
    owed: Money


@bp.get("/money")
@may(TREASURER)
def money() -> ResponseReturnValue:
    """What waits, where the money lies, whose it is."""
    found = balances.trial()
    codes = dict.fromkeys(one.currency for one in found)
    return render_template(
        "office/money/index.html",
        queues=queues.of_treasurer(),
        odd=odd_money.odd(),
        lying=[_table(code, (one for one in found if whereabouts.lies(one.account)), apart=True)
               for code in codes],
        whose=[_table(code, (one for one in found if not whereabouts.lies(one.account)))
               for code in codes],
    )  # fmt: skip


@bp.get("/money/accounts")
@may(TREASURER)
def trial() -> ResponseReturnValue:
    """Every account with what it holds, currency by currency: both columns are the same. With
    `group`, the accounts of that group one by one."""
    found, group = balances.trial(), request.args.get("group", "")
    if group in ledger_words.GROUPS:
        found = [one for one in found if ledger_words.group_of(one.account) == group]
    codes = dict.fromkeys(one.currency for one in found)
    return render_template(
        "office/money/trial.html",
        group=_(ledger_words.GROUPS[group][0]) if group in ledger_words.GROUPS else "",
        tables=[_table(code, found, apart=group in ledger_words.GROUPS) for code in codes],
    )


def _table(currency: str, found: Iterable[Balance], *, apart: bool = False) -> Table:
    """`apart`: every account on a line of its own, else those of a group together."""
    mine = [one for one in found if one.currency == currency and one.amount]
    single = [one for one in mine if apart or not ledger_words.group_of(one.account)]
    names = ledger_words.names(one.account for one in single)
    lines = [
        _line(names[one.account], _address(one.account, currency), one.amount, currency)
        for one in single
    ]
    for group, (label, _each) in ledger_words.GROUPS.items():
        those = [one for one in mine if one not in single
                 and ledger_words.group_of(one.account) == group]  # fmt: skip
        if those:
            count = formatters.number(len(those))
            shown = ngettext("%(label)s, %(shown)s account", "%(label)s, %(shown)s accounts",
                             len(those), label=_(label), shown=count)  # fmt: skip
            for amount in _sides(those):
                lines.append(_line(shown, url_for("office.trial", group=group), amount, currency))
    held = sum(one.amount for one in mine if one.amount > 0)
    owed = -sum(one.amount for one in mine if one.amount < 0)
    return Table(currency, lines, Money(held, currency), Money(owed, currency))


def _sides(found: Sequence[Balance]) -> list[int]:
    """What a group holds and what it owes, each alone, so that the columns still add up."""
    held = sum(one.amount for one in found if one.amount > 0)
    owed = sum(one.amount for one in found if one.amount < 0)
    return [amount for amount in (held, owed) if amount]


def _line(label: str, url: str, amount: int, currency: str) -> Line:
    money = Money(abs(amount), currency)
    return Line(label, url, money if amount > 0 else None, money if amount < 0 else None)


def _address(account: str, currency: str) -> str:
    return url_for("office.account", account=account, currency=currency)


@bp.get("/money/accounts/<account>/<currency>")
@may(TREASURER)
def account(account: str, currency: str) -> ResponseReturnValue:
    """The entries on one account, fifty a page, wherever in it."""
    if currency not in reading.known(account):
        raise NotFound
    after, before = (request.args.get(name, type=int) for name in ("after", "before"))
    page = reading.account(account, currency, _key(after), _key(before))
    first, rows = _address(account, currency), page.rows
    others = {leg for row in rows for leg, _amount in row.entry.legs}
    return render_template(
        "office/money/account.html",
        name=ledger_words.names([account])[account],
        rows=rows,
        held=Money(balances.balance(account, currency), currency),
        names=ledger_words.names(others),
        subjects=ledger_words.subjects(row.entry for row in rows),
        say=ledger_words.entry,
        account=account,
        money=lambda amount: Money(amount, currency),
        first=first,
        previous=f"{first}?before={rows[0].entry.id}" if rows and page.newer else "",
        following=f"{first}?after={rows[-1].entry.id}" if rows and page.older else "",
    )


def _key(typed: int | None) -> int | None:
    return min(max(typed, 0), 2**62) if typed is not None else None


@bp.get("/orders/<code>/money")
@may(CLERK, MODERATOR, TREASURER)
def order_money(code: str) -> ResponseReturnValue:
    """Where every rial of an order is now, in words and figures."""
    order = find.by_code(code)
    found = whereabouts.of(order)
    accounts = {part.account for part in (*found.lying, *found.whose)}
    accounts |= {account for entry in found.entries for account, _amount in entry.legs}
    names = ledger_words.names(accounts)
    paid = payouts.paid_for([entry.id for entry in found.entries])
    return render_template(
        "office/money/order.html",
        paid={vendor(key): Money(amount, order.currency) for key, amount in paid.items() if amount},
        order=order,
        code=show_code(order.code),
        found=found,
        sentence=_sentence(order, found.lying, names),
        names=names,
        say=ledger_words.entry,
        money=Money,
    )


def _sentence(order: Order, lying: Sequence[Part], names: dict[str, str]) -> str:
    """Where it is, in one sentence."""
    if not lying:
        return str(_("No money of this order is here."))
    parts = [
        _("%(amount)s: %(place)s", amount=formatters.money(part.amount), place=names[part.account])
        for part in lying
    ]
    return str(_("; ").join(str(part) for part in parts))
