"""What a reviewer looks for, and what she may ask a maker to change."""

from marketplace.kernel.text import N_

CHECKLIST = {
    "own_photo": N_("The photo is of the work itself"),
    "one_piece": N_("One piece in each photo"),
    "material": N_("The material agrees with the photo"),
    "size": N_("The size is written"),
    "price": N_("The price is sensible"),
    "no_contact": N_("No phone number or link in the text"),
    "name_allowed": N_("The name and photo may be shown"),
}
ASKED = {
    "photo": ("blurred", "not_own", "text_on_photo", "several", "cut_off", "other"),
    "title_fa": ("vague", "contact", "other"),
    "category_id": ("wrong_category", "other"),
    "price": ("price_off", "other"),
    "width_mm": ("size_missing", "size_off", "other"),
    "material_fa": ("material_off", "other"),
    "technique_fa": ("technique_off", "other"),
    "attributes": ("unclear", "other"),
    "quantity": ("number_off", "other"),
    "hand_share": ("machine", "other"),
    "care_fa": ("unclear", "other"),
    "story_fa": ("contact", "medical", "no_returns", "unclear", "other"),
}
REASONS = {
    "blurred": N_("The photo is blurred or dark. Take it by day, near a window."),
    "not_own": N_("The photo does not seem to be of this work."),
    "text_on_photo": N_("There is writing or a logo on the photo."),
    "several": N_("Several works stand in one photo. Take each one alone."),
    "cut_off": N_("Part of the work is outside the photo."),
    "vague": N_("The name does not say what it is."),
    "contact": N_("There is a phone number, a link or a social name in the text."),
    "wrong_category": N_("It belongs to another category."),
    "price_off": N_("The price does not look right. Count the zeros once more."),
    "size_missing": N_("Write the size, so that the buyer knows where it fits."),
    "size_off": N_("The size does not agree with the photo."),
    "material_off": N_("The material does not agree with the photo."),
    "technique_off": N_("The way it is made does not agree with the photo."),
    "number_off": N_("The number or the days do not look right."),
    "machine": N_("It looks machine-made. Say how much of it is by hand."),
    "medical": N_("Claims about health may not be made."),
    "no_returns": N_("Lines such as “no returns” may not stand here."),
    "unclear": N_("This is hard to understand. Write it more simply."),
    "other": N_("See the note."),
}
STEP_OF = {
    "photo": 1, "title_fa": 2, "category_id": 2, "kind": 2, "price": 3, "width_mm": 4,
    "material_fa": 4, "technique_fa": 4, "quantity": 4, "hand_share": 4, "care_fa": 4,
    "attributes": 4, "story_fa": 5,
}  # fmt: skip
