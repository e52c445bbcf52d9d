"""How a vendor and a submission may move from state to state."""

from marketplace.kernel.states import Machine

VENDOR = Machine(
    "vendor",
    "applied",
    {
        "approve": {"applied": "active", "refused": "active"},
        "refuse": {"applied": "refused"},
        "apply_again": {"refused": "applied"},
        "pause": {"active": "paused"},
        "resume": {"paused": "active"},
        "suspend": {"active": "suspended", "paused": "suspended"},
        "restore": {"suspended": "active"},
        "restore_paused": {"suspended": "paused"},
        "erase": dict.fromkeys(("applied", "refused", "active", "paused", "suspended"), "erased"),
    },
)
SUBMISSION = Machine(
    "submission",
    "submitted",
    {
        "submit_again": {"submitted": "submitted", "rejected": "submitted"},
        "accept": {"submitted": "accepted", "rejected": "accepted", "waived": "accepted"},
        "reject": {"submitted": "rejected", "accepted": "rejected", "waived": "rejected"},
        "waive": {"submitted": "waived", "rejected": "waived"},
    },
)
