"""Valid things, built through the domain. Each works inside a unit of work or opens one."""

from marketplace.catalogue import categories
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.media.models import Picture
from marketplace.orders.post import tariff_book
from marketplace.people.models import User
from marketplace.vendors.models import Vendor
from tests.support.made.orders import (
    a_basket,
    a_card_order,
    a_code_for,
    a_posted_order,
    a_proof,
    a_tariff,
    accepted,
    an_address,
    an_order,
    at_office,
    confirmed,
    paid,
    posted,
    seen,
    the_office_s_card,
)
from tests.support.made.people import (
    a_craft,
    a_maker,
    a_user,
    an_applicant,
    certify,
    sign_in_as,
    staff,
    unit,
)
from tests.support.made.pieces import (
    a_draft,
    a_jpeg,
    a_live_listing,
    a_pending_revision,
    a_picture,
)

__all__ = [
    "Picture",
    "User",
    "Vendor",
    "a_basket",
    "a_card_order",
    "a_code_for",
    "a_craft",
    "a_draft",
    "a_jpeg",
    "a_live_listing",
    "a_maker",
    "a_pending_revision",
    "a_picture",
    "a_posted_order",
    "a_proof",
    "a_tariff",
    "a_user",
    "accepted",
    "an_address",
    "an_applicant",
    "an_order",
    "at_office",
    "categories",
    "certify",
    "clock",
    "confirmed",
    "local_day",
    "paid",
    "posted",
    "seen",
    "session",
    "sign_in_as",
    "staff",
    "tariff_book",
    "the_office_s_card",
    "unit",
]
