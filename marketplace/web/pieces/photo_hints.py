"""The hints about photographs in words: kindly to her who took them, as facts to the office."""

from flask_babel import gettext as _

from marketplace.catalogue import photo_hints
from marketplace.catalogue.models import Revision, RevisionPicture
from marketplace.catalogue.photo_hints import Twin
from marketplace.kernel.text import N_
from marketplace.web.formatters import number
from marketplace.web.photos import Hint

ICONS = {"dark": "dark", "blurred": "blurred", "small": "small", "same": "shot"}
TO_HER = {
    "dark": N_("It came out dark. By day, beside a window, the colours show as they are."),
    "blurred": N_("It looks blurred. Hold the phone in both hands, and touch the work on the screen"
                  " before you take it."),
    "small": N_("It is a small picture: a buyer cannot look at the weave closely. Take it with the"
                " phone’s own camera, not from a message."),
}  # fmt: skip
FACTS = {
    "dark": N_("Photo %(number)s is dark."),
    "blurred": N_("Photo %(number)s looks blurred."),
    "small": N_("Photo %(number)s is small: %(width)s × %(height)s pixels."),
}
OTHERS = N_("A photo like this one stands at another maker’s piece. If you took it yourself of this"
            " very work, all is well.")  # fmt: skip


def to_her(revision: Revision) -> dict[int, tuple[Hint, ...]]:
    """By picture, for the maker. Nothing of it stops her."""
    twins = photo_hints.twins(revision)
    return {
        photo.picture_id: (
            *(Hint(ICONS[code], _(TO_HER[code])) for code in photo_hints.faults(photo.picture)),
            *(_twin(one, revision) for one in twins.get(photo.picture_id, [])[:1]),
        )
        for photo in revision.pictures
    }


def _twin(twin: Twin, revision: Revision) -> Hint:
    if twin.vendor_id != revision.listing.vendor_id:
        return Hint(ICONS["same"], _(OTHERS))
    words = _("The same photo stands at your piece “%(title)s”. One of this very work helps its"
              " buyer more.", title=twin.title)  # fmt: skip
    return Hint(ICONS["same"], words)


def to_the_office(revision: Revision) -> list[Hint]:
    """As facts, photo by photo."""
    twins = photo_hints.twins(revision)
    return [
        hint
        for place, photo in enumerate(revision.pictures, 1)
        for hint in (*_faults(place, photo), *_twins(place, twins.get(photo.picture_id, [])))
    ]


def _faults(place: int, photo: RevisionPicture) -> list[Hint]:
    picture = photo.picture
    sides = {"width": number(picture.width), "height": number(picture.height)}
    return [
        Hint(ICONS[code], _(FACTS[code], number=number(place), **sides))
        for code in photo_hints.faults(picture)
    ]


def _twins(place: int, twins: list[Twin]) -> list[Hint]:
    return [
        Hint(
            ICONS["same"],
            _("Photo %(number)s stands at “%(title)s” by %(maker)s too.",
              number=number(place), title=one.title, maker=one.maker),
            one.public_id,
        )
        for one in twins
    ]  # fmt: skip
