"""What the public pages show, in the page's language: small, typed and without addresses.
Those of which a page holds many are named tuples: built and compared at a fifth of the cost."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from marketplace.kernel.money import Money


class Picture(NamedTuple):
    """A published picture: its key, the original's size in px, whether the worker is done."""

    key: str
    width: int
    height: int
    ready: bool
    sample: bool
    alt: str


class Piece(NamedTuple):
    """A card. `state` is ready, made_to_order, reserved or sold; `name` makes the address."""

    public_id: str
    name: str
    title: str
    maker: str
    place: str
    price: Money
    state: str
    lead_days: int | None
    one_of_a_kind: bool
    picture: Picture | None
    sold_at: datetime | None = None
    dearer: bool = False  # it is the cheapest variant, another costs more


class Category(NamedTuple):
    """A craft or a kind within one."""

    id: int
    slug: str
    parent_id: int | None
    name: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Maker:
    """What a maker lets the public see. `dye` is 1, 2 or 3; `name_fa` makes the address;
    `back_on`: closed today, and orders are answered from that day on."""

    id: int
    public_id: str
    name_fa: str
    name: str
    place: str
    crafts: tuple[str, ...]
    story: str
    dye: int
    portrait: Picture | None
    alias: bool
    approved: bool
    count: int = 0
    back_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """One answer of an option: the variant that it leads to, and whether that differs in more than
    this (`exact` is False: this combination is not made)."""

    name: str
    public_id: str
    title_fa: str
    price: Money
    state: str
    chosen: bool
    exact: bool
    words: str


@dataclass(frozen=True, slots=True)
class Option:
    """What variants of a piece differ in, and the answers there are."""

    name: str
    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """One piece in full. Sizes in millimetres, weight in grams; `free_from` as on the listing;
    `at_office`: a free one can be touched there now; `ours_bp`: the office's share in basis points
    by the first row that fits, None for the settings' share; `share_key`: of the picture drawn for
    shared links."""

    id: int
    piece: Piece
    scan_code: str
    share_key: str | None
    kind: str
    category_id: int | None
    craft_id: int | None
    translated: bool  # by the office, into the page's language
    vendor_id: int
    free_from: datetime | None
    at_office: bool
    ours_bp: int | None
    material: str
    technique: str
    care: str
    story: str
    width_mm: int | None
    length_mm: int | None
    height_mm: int | None
    weight_g: int | None
    making_days: int | None
    hand_share: str | None
    pictures: tuple[Picture, ...]
    details: tuple[tuple[str, str], ...]  # what its craft is asked, and the answers
    family_id: int  # 0: no variants
    options: tuple[Option, ...]
