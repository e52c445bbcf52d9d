"""Synthetic orders: whole, findable, the newest live."""

from sqlalchemy import func, select

from marketplace import books
from marketplace.cli.seeding import bulk, past
from marketplace.orders.lists import find
from marketplace.orders.lists.filters import OPEN, Filters
from marketplace.orders.models import Fulfilment, Order
from marketplace.orders.post.models import OrderAddress, Parcel
from tests.support import factories as make


def test_synthetic_orders_fill_the_office_s_list(session, client, queries) -> None:
    bulk.seed_many(30)
    past.seed_orders(300)
    past.seed_orders(100)
    assert find.count(Filters()) == 400
    assert find.count(Filters(states=OPEN)) == 4
    assert books.check() == []
    posted = find.count(Filters(delivery="post"))
    assert posted == session.scalar(select(func.count()).select_from(OrderAddress)) > 50
    assert posted == session.scalar(select(func.count()).select_from(Parcel))
    assert session.scalar(select(func.count()).select_from(Fulfilment)) > 350
    placed = session.scalars(select(Order.placed_at).order_by(Order.id).limit(300)).all()
    assert placed == sorted(placed)
    make.sign_in_as(client, "moderator")
    client.get("/office/orders?view=all")
    queries.clear()
    page = client.get("/office/orders?view=all&after=200")
    assert page.status_code == 200
    assert queries.count <= 12, queries.statements
    code = session.scalar(select(Order.code).where(Order.delivery == "post").limit(1))
    assert client.get(f"/office/orders/{code}").status_code == 200
