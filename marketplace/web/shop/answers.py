"""What pieces of a craft are asked, as filters of a list."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from marketplace.catalogue.answers import number_text
from marketplace.discovery import spans
from marketplace.discovery.search import Page
from marketplace.discovery.traits import Trait
from marketplace.web.language import locale
from marketplace.web.shop.asking import Asked, answers_of, parameter
from marketplace.web.shop.options import Option, some


@dataclass(frozen=True, slots=True)
class Group:
    """The answers to one attribute under their legend; `name` is what an address calls it."""

    name: str
    legend: str
    options: list[Option]


def groups(here: Asked, page: Page) -> list[Group]:
    """One for each attribute whose answers tell the pieces of this list apart."""
    chosen = {trait.id: values for trait, values in here.traits}
    found = []
    for trait, counts in page.traits:
        options = _options(trait, counts, chosen.get(trait.id, ()))
        if _telling(options, page.total):
            found.append(Group(parameter(trait), trait.name, options))
    return found


def label(trait: Trait, value: int) -> str:
    """An answer in the page's words; of a number its band."""
    if trait.kind == "choice":
        return dict(trait.choices)[value]
    if trait.kind == "yes_no":
        return str(_("Yes") if value else _("No"))
    end = spans.end(value)
    words = {"from": number_text(value, locale()), "to": number_text(end or 0, locale())}
    if value == 0:
        text = _("less than %(to)s", to=words["to"])
    elif end is None:
        text = _("%(least)s and more", least=words["from"])
    else:
        text = _("%(low)s to %(high)s", low=words["from"], high=words["to"])
    return f"{text} {trait.unit}".strip()


def _options(trait: Trait, counts: Counter[int] | None, chosen: Sequence[int]) -> list[Option]:
    """Bands are offered where pieces are counted: without that nobody knows which there are."""
    every = answers_of(trait)
    if trait.kind == "number":
        every = [one for one in every if one in chosen or (counts and counts[one])]
    return some(
        (str(one), label(trait, one), one in chosen, None if counts is None else counts[one])
        for one in every
    )


def _telling(options: Sequence[Option], total: int) -> bool:
    """Whether there is something to choose: not one answer alone that all pieces give."""
    alone = options[0] if len(options) == 1 else None
    return bool(options) and (alone is None or alone.on or alone.count != total)
