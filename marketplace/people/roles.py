"""What each staff role is called and may do, for the page that gives it."""

from marketplace.kernel.text import N_

LABELS = {
    "clerk": N_("Clerk"),
    "trainer": N_("Trainer"),
    "moderator": N_("Moderator"),
    "treasurer": N_("Treasurer"),
    "administrator": N_("Administrator"),
}
NOTES = {
    "clerk": N_("Takes cash at the desk and hands pieces over."),
    "trainer": N_("Records training certificates."),
    "moderator": N_("Decides on makers and their pieces."),
    "treasurer": N_("Sees the cash and corrects receipts."),
    "administrator": N_("May do all of this, and changes settings and staff."),
}
