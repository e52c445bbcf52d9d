"""What visitors read, drawn anew for each or kept."""

from urllib.parse import urlencode

from bench.client import Client
from bench.walks.scene import Scene, Walk, new

ASKED = ("گلیم", "جاجيم راه راه", "خورجین", "دستباف", "قالی چه", "جوراب پشمي", "kilim", "indigo")
LISTS = (
    "/pieces",
    "/pieces?page=2",
    "/pieces/kilim",
    "/pieces/jajim?sort=cheap",
    "/pieces?ready=1",
)


def _home(client: Client, _scene: Scene) -> None:
    client.get(new("/"))


def _product(client: Client, scene: Scene) -> None:
    client.get(new(scene.dice.choice(scene.places.products)))


def _list(client: Client, scene: Scene) -> None:
    client.get(new(scene.dice.choice(LISTS)))


def _search(client: Client, scene: Scene) -> None:
    client.get(new(f"/pieces?{urlencode({'q': scene.dice.choice(ASKED)})}"))


def _deep(client: Client, scene: Scene) -> None:
    """A page as far down as there are; beyond the last the last is shown."""
    client.get(new(f"/pieces?page={scene.dice.randrange(60, 400)}"))


def _facets(client: Client, scene: Scene) -> None:
    """Three filters at once, several values each."""
    bands = scene.dice.sample(("1", "2", "3", "4"), 2)
    chosen = "&".join(f"price={band}" for band in bands)
    client.get(new(f"/pieces?craft=kilim&craft=jajim&{chosen}&ready=1"))


def _suggest(client: Client, scene: Scene) -> None:
    typed = scene.dice.choice(ASKED)[: scene.dice.randrange(2, 5)]
    client.get(new(f"/search?{urlencode({'q': typed, 'part': '1'})}"))


def _home_kept(client: Client, _scene: Scene) -> None:
    client.get("/")


def _product_kept(client: Client, scene: Scene) -> None:
    client.get(scene.dice.choice(scene.places.products[:24]))


def _list_kept(client: Client, scene: Scene) -> None:
    client.get(scene.dice.choice(LISTS))


ROWS: dict[str, Walk] = {
    "home": _home, "product": _product, "list": _list, "search": _search, "suggest": _suggest,
    "deep": _deep, "facets": _facets,
}  # fmt: skip
KEPT: dict[str, Walk] = {
    "home_kept": _home_kept, "product_kept": _product_kept, "list_kept": _list_kept,
}  # fmt: skip
