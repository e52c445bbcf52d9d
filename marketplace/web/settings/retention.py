"""For how many days each kind of personal data is kept."""

from flask_babel import lazy_gettext as _l

from marketplace.kernel.preferences import Preferences
from marketplace.retention.kinds import KINDS
from marketplace.web.forms.fields import Form, NumberField


class RetentionForm(Form):
    """Every field is named as its preference."""

    keep_contacts_days = NumberField(
        _l("Name, number and address of a buyer"), at_least=30, at_most=3650,
        description=_l(
            "Counted from the last thing that happened to an order that has ended. The order"
            " itself, its pieces and amounts stay."
        ),
    )  # fmt: skip
    keep_documents_days = NumberField(
        _l("A maker’s papers"), at_least=1, at_most=365,
        description=_l("Counted from the office’s decision. The decision stays, the picture goes."),
    )  # fmt: skip
    keep_accounts_days = NumberField(
        _l("A maker’s former bank account"), at_least=30, at_most=7300,
        description=_l(
            "Counted from the last payment into it. The law asks for ten years of a trader’s books;"
            " payments and the books themselves stay."
        ),
    )  # fmt: skip
    keep_voices_days = NumberField(
        _l("A maker’s voice note"), at_least=1, at_most=365,
        description=_l(
            "Counted from the day on which it was written down, or she was asked to say it again."
            " The text stays, the sound goes. One that waits for the office is kept until then."
        ),
    )  # fmt: skip
    keep_messages_days = NumberField(
        _l("Messages that were sent"), at_least=7, at_most=3650,
        description=_l("Those about an order go with its buyer’s name at the latest."),
    )  # fmt: skip
    keep_baskets_days = NumberField(
        _l("Baskets that nobody ordered"), at_least=1, at_most=365,
        description=_l("Counted from the last touch."),
    )  # fmt: skip
    keep_codes_days = NumberField(
        _l("Codes for signing in and reserving"), at_least=1, at_most=30,
        description=_l("They work for five minutes; only a print of them is kept."),
    )  # fmt: skip

    @classmethod
    def showing(cls, office: Preferences) -> "RetentionForm":
        """The form as things stand."""
        return cls(data={kind.days: getattr(office, kind.days) for kind in KINDS})

    def values(self) -> dict[str, int]:
        """What was typed, as preferences."""
        return {field.name: int(field.data) for field in self}
