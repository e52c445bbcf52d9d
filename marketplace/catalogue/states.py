"""How a listing and its revisions change."""

from marketplace.kernel.states import Machine

listing = Machine(
    "listing",
    "new",
    {
        "publish": {"new": "live"},
        "refuse": {"new": "refused"},
        "take_down": {"live": "taken_down"},
        "put_back": {"taken_down": "live"},
        "sell_out": {"live": "sold"},
        "restock": {"sold": "live"},
        "erase": dict.fromkeys(("new", "refused", "live", "taken_down", "sold"), "erased"),
    },
)

revision = Machine(
    "revision",
    "draft",
    {
        "submit": {"draft": "pending", "changes_asked": "pending"},
        "approve": {"pending": "approved"},
        "ask_changes": {"pending": "changes_asked"},
        "refuse": {"pending": "refused"},
        "drop": {"draft": "dropped", "changes_asked": "dropped"},
        "withdraw": dict.fromkeys(("pending", "changes_asked"), "dropped"),
        "erase": dict.fromkeys(("draft", "pending", "changes_asked"), "dropped"),
    },
)

OPEN = ("draft", "pending", "changes_asked")
EDITABLE = ("draft", "changes_asked")
