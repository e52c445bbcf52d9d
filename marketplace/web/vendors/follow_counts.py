"""How many follow a maker, in words; never who."""

from flask_babel import gettext as _, ngettext

from marketplace.following import asking
from marketplace.web import formatters


def followers(vendor_id: int) -> str:
    """Who want to know of her new pieces, and who wait for one that is taken; '' for nobody."""
    makers, waiting = asking.counts(vendor_id)
    told = []
    if makers:
        shown = formatters.number(makers)
        told.append(ngettext("%(shown)s person follows", "%(shown)s people follow", makers,
                             shown=shown))  # fmt: skip
    if waiting:
        shown = formatters.number(waiting)
        told.append(ngettext("%(shown)s person waits for a piece that is taken",
                             "%(shown)s people wait for a piece that is taken", waiting,
                             shown=shown))  # fmt: skip
    return str(_(", ").join(told))
