"""What staff read where the house has many orders."""

from bench.client import Client, Failed
from bench.walks.scene import Scene, Walk

DEEP = (
    "/office/orders?view=all&after={place}",
    "/office/orders?state=closed&delivery=post&sort=new&after={place}",
    "/office/orders?state=lapsed&state=cancelled&channel=web&sort=new&after={place}",
    "/office/orders?province=tehran&sort=new&after={place}",
)
STAFF = {"login": "moderator@example.org", "password": "seven-booths-demo"}


def _first(client: Client, _scene: Scene) -> None:
    _read(client, "/office/orders?view=all")


def _deep(client: Client, scene: Scene) -> None:
    place = scene.dice.randrange(2_000, 100_000)
    _read(client, scene.dice.choice(DEEP).format(place=place))


def _read(client: Client, path: str) -> None:
    """A page with a table; whoever asks signs in first, once."""
    client.sign_in("/account/staff", **STAFF)
    if b"<table" not in client.get(path):
        raise Failed(f"{path}: no orders")


ROWS: dict[str, Walk] = {"orders_first": _first, "orders_deep": _deep}
