"""Persian text: cleaning, folding for search, digits, slugs, order, contact details, SMS parts."""

from marketplace.kernel.text.cleaning import FSI, PDI, ZWNJ, TextError, clean, isolate
from marketplace.kernel.text.contacts import contact_details, mask_mobile
from marketplace.kernel.text.differing import differing
from marketplace.kernel.text.digits import localise_digits, to_ascii_digits, to_persian_digits
from marketplace.kernel.text.folding import fold, fold_joined, search_terms
from marketplace.kernel.text.formulas import bare, harmless
from marketplace.kernel.text.marking import N_
from marketplace.kernel.text.ordering import collation_key
from marketplace.kernel.text.slugs import slug
from marketplace.kernel.text.sms import sms_parts

__all__ = [
    "FSI",
    "N_",
    "PDI",
    "ZWNJ",
    "TextError",
    "bare",
    "clean",
    "collation_key",
    "contact_details",
    "differing",
    "fold",
    "fold_joined",
    "harmless",
    "isolate",
    "localise_digits",
    "mask_mobile",
    "search_terms",
    "slug",
    "sms_parts",
    "to_ascii_digits",
    "to_persian_digits",
]
