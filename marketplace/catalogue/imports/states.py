"""How an import changes."""

from marketplace.kernel.states import Machine

machine = Machine(
    "import",
    "uploaded",
    {
        "settle": {"uploaded": "ready"},
        "reopen": {"ready": "uploaded"},
        "apply": {"ready": "taken_over"},
        "abandon": {"uploaded": "abandoned", "ready": "abandoned"},
    },
)
OPEN = ("uploaded", "ready")
