"""How a voice note changes."""

from marketplace.kernel.states import Machine

LIVE = ("unheard", "heard", "written_down", "objected", "unclear", "agreed")  # one a piece
QUEUE = ("unheard", "heard", "objected")  # what asks something of the office
SETTLED = ("written_down", "unclear", "agreed")  # what its sound is kept for no longer

machine = Machine(
    "voice_note",
    "unheard",
    {
        "take": dict.fromkeys(QUEUE, "heard"),
        "release": {"heard": "unheard"},
        "finish": {"heard": "written_down"},
        "ask_again": {"heard": "unclear"},
        "agree": {"written_down": "agreed"},
        "object": {"written_down": "objected", "agreed": "objected"},
        "replace": dict.fromkeys(LIVE, "replaced"),
        "take_back": dict.fromkeys(LIVE, "taken_back"),
        "end": dict.fromkeys(LIVE, "ended"),
    },
)
