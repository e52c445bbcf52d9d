"""What the studio offers so that she writes less."""

from markupsafe import Markup

from marketplace.catalogue.category import Category
from marketplace.catalogue.models import Revision
from marketplace.kernel.db import session
from marketplace.media.models import Picture
from marketplace.web.photos import photo_of
from marketplace.web.pieces.forms import WhatForm


def title(revision: Revision) -> str:
    """A plain Persian name from what she chose; "" before she chose."""
    if not revision.category_id:
        return ""
    name = session.get_one(Category, revision.category_id).name_fa
    return name if "دست‌باف" in name else f"{name} دست‌ساز"


def pictures(form: WhatForm) -> dict[str, Markup]:
    """A small picture for each category that has one."""
    keys = [int(choice[0]) for choice in form.category_id.iter_choices()]
    query = (
        session.query(Category.id, Picture)
        .join(Picture, Picture.id == Category.picture_id)
        .filter(Category.id.in_(keys))
    )
    return {str(key): _thumb(picture) for key, picture in query}


def _thumb(picture: Picture) -> Markup:
    photo = photo_of(picture)
    assert photo
    frame = Markup('<span class="pic thumb"><img src="{}" width="44" height="55" alt=""></span>')
    return frame.format(photo.src(240))
