"""How well a search finds: recall among the first 24 and the mean of 1/rank, by kind of mistake.

Titles of museum pieces stand in as many listings as there are titles; a query is a title with one
mistake, and what it should find are the listings of that title. The museum's are read from
../shared; without it only the shop's own titles are asked for. The thirty prepared queries of
queries.tsv name words that each answer holds."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

LISTINGS = 100_000
EACH = 150  # queries of a kind
TOP = 24
DATA = next((above / "shared" / "data" for above in Path(__file__).resolve().parents
             if (above / "shared" / "data").is_dir()), Path("shared"))  # fmt: skip
MUSEUM = DATA / "museum-textiles" / "met_textile_titles.csv"
PREPARED = Path(__file__).with_name("queries.tsv")
ZWNJ = "\u200c"
LETTERS = {True: "abcdefghijklmnopqrstuvwxyz", False: "ابپتجچدرزسشفقکگلمنوهی"}
Mistake = Callable[[Random, str], str]


def slip(dice: Random, title: str) -> str:
    """One letter of one word of four letters or more wrong, missing, too many or swapped."""
    words = title.split()
    places = [place for place, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    if not places:
        return ""
    place = dice.choice(places)
    word, at = words[place], dice.randrange(1, len(words[place]) - 1)
    other = dice.choice(LETTERS[word.isascii()])
    words[place] = dice.choice((
        word[:at] + other + word[at + 1 :], word[:at] + word[at + 1 :],
        word[:at] + other + word[at:], word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ))  # fmt: skip
    return " ".join(words)


def _more(dice: Random, title: str) -> str:
    words = title.split()
    places = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not places:
        return ""
    place = dice.choice(places)
    at = dice.randrange(2, len(words[place]) - 1)
    words[place] = words[place][:at] + ZWNJ + words[place][at:]
    return " ".join(words)


MISTAKES: dict[str, Mistake] = {
    "none": lambda _dice, title: title,
    "slip": slip,
    "arabic letters": lambda _dice, title: title.replace("ی", "ي").replace("ک", "ك"),
    "zwnj missing": lambda _dice, title: title.replace(ZWNJ, "") if ZWNJ in title else "",
    "zwnj as space": lambda _dice, title: title.replace(ZWNJ, " ") if ZWNJ in title else "",
    "zwnj too many": _more,
    "other digits": lambda _dice, title: title.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
}
OF_MUSEUM = ("none", "slip")


def measure() -> Iterator[dict[str, Any]]:
    """A row for each kind of title and mistake, and one for the prepared queries."""
    from marketplace import create_app

    with create_app().app_context():
        museum = _hang() if MUSEUM.exists() else {}
        if museum:
            for name in OF_MUSEUM:
                yield _row("museum titles", name, museum)
        for name in MISTAKES:
            yield own(name)
        yield prepared()


def own(name: str) -> dict[str, Any]:
    """Recall and rank of the shop's own titles with one kind of mistake."""
    return _row("own titles", name, _own(whole=name == "other digits"))


def _hang() -> dict[str, set[int]]:
    """Give the museum's titles to the first listings; the ids of those for sale by title."""
    from sqlalchemy import select

    from marketplace.catalogue import words
    from marketplace.catalogue.models import Listing
    from marketplace.catalogue.public import for_sale
    from marketplace.discovery import entries
    from marketplace.kernel.actor import SYSTEM, acting
    from marketplace.kernel.db import session
    from marketplace.kernel.unit import unit_of_work

    with MUSEUM.open(encoding="utf-8", newline="") as file:
        titles = [row["title_from_filename"] for row in csv.DictReader(file)]
    Random(1405).shuffle(titles)
    named = words.category_words()
    with acting(SYSTEM), unit_of_work():
        first = session.scalars(select(Listing).order_by(Listing.id).limit(len(titles)))
        for listing, title in zip(first, titles, strict=False):
            listing.title_en = title
            listing.search_text = words.text_of(listing, "", named[listing.category_id or 0])
        entries.rebuild()
        found: dict[str, set[int]] = {}
        sold = select(Listing.id, Listing.title_en).where(for_sale()).order_by(Listing.id)
        for key, title in session.execute(sold.limit(len(titles))):
            found.setdefault(title, set()).add(key)
    return found


def _own(whole: bool) -> dict[str, set[int]]:
    """The ids of pieces for sale by their Persian titles, with their numbers or without."""
    from sqlalchemy import select

    from marketplace.catalogue.models import Listing
    from marketplace.catalogue.public import for_sale
    from marketplace.kernel.db import session

    found: dict[str, set[int]] = {}
    for key, title in session.execute(select(Listing.id, Listing.title_fa).where(for_sale())):
        found.setdefault(title if whole else title.rpartition("،")[0], set()).add(key)
    return found


def _row(titles: str, name: str, relevant: dict[str, set[int]]) -> dict[str, Any]:
    dice = Random(f"{titles} {name}")
    figures: list[tuple[float, float]] = []
    for title in dice.sample(sorted(relevant), min(len(relevant), EACH * 4)):
        query = MISTAKES[name](dice, title)
        if query.strip() and len(figures) < EACH:
            figures.append(_found(query, relevant[title]))
    return _figures(figures) | {"titles": titles, "mistake": name}


def _figures(figures: list[tuple[float, float]]) -> dict[str, Any]:
    count = len(figures)
    recall, rank = (round(sum(each) / count, 3) for each in zip(*figures, strict=True))
    return {"row": "relevance", "of": count, "recall_24": recall, "mrr": rank}


def _found(query: str, relevant: set[int]) -> tuple[float, float]:
    from marketplace.discovery import search
    from marketplace.discovery.filters import BEST, Filters

    first = search.ids(query, Filters(order=BEST))[:TOP]
    held = [place for place, key in enumerate(first, 1) if key in relevant]
    return len(held) / min(TOP, len(relevant)), 1 / held[0] if held else 0.0


def prepared() -> dict[str, Any]:
    """Recall and rank of the prepared queries, and those for which there is nothing to find."""
    from sqlalchemy import select

    from marketplace.catalogue.models import Listing
    from marketplace.catalogue.public import for_sale
    from marketplace.kernel.db import session
    from marketplace.kernel.text import fold

    texts = session.execute(select(Listing.id, Listing.search_text, Listing.price)
                            .where(for_sale())).all()  # fmt: skip
    figures, without = [], []
    with PREPARED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            wanted = row["words"]
            if wanted.startswith("price<="):
                most = int(wanted.removeprefix("price<=")) * 10
                relevant = {key for key, _text, price in texts if (price or 0) <= most}
            else:
                words = fold(wanted).split()
                relevant = {key for key, text, _price in texts
                            if set(words) <= set(text.split())}  # fmt: skip
            if relevant:
                figures.append(_found(row["query"], relevant))
            else:
                without.append(row["query"])
    return _figures(figures) | {"titles": "prepared queries", "nothing to find": without}
