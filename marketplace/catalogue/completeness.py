"""What a piece still needs before the office can look at it."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.catalogue import answers
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.models import Revision
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_

ANSWER = N_("Write or choose: %(name)s.")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: the step that asks for it, a short name, and what to do.
    `attribute` has the name of what staff defined."""

    step: int
    field: str
    name: str
    sentence: str
    attribute: Attribute | None = None

    def error(self) -> DomainError:
        """The same as a rule that says no."""
        facts = {"name": self.attribute} if self.attribute else {}
        return DomainError(self.sentence, field=self.field, **facts)


def gaps(revision: Revision, asked: Sequence[Attribute] | None = None) -> list[Gap]:
    """Everything missing, in the order of the steps. `asked`: the craft's attributes, if known."""
    wanted = (
        (not revision.pictures, 1, "photo", N_("a photo"), N_("Take one photo of the work.")),
        (not revision.category_id, 2, "category_id", N_("what it is"), N_("Choose what it is.")),
        (not revision.title_fa, 2, "title_fa", N_("a name"), N_("Give the work a name.")),
        (not revision.price, 3, "price", N_("the price"), N_("Write the price.")),
        (
            not _sized(revision),
            4,
            "width_mm",
            N_("the size"),
            N_("Write the width and the length or height."),
        ),
        (
            not revision.material_fa,
            4,
            "material_fa",
            N_("the material"),
            N_("Write what it is made of."),
        ),
        (
            not revision.hand_share,
            4,
            "hand_share",
            N_("how much is by hand"),
            N_("Say how much of it is made by hand."),
        ),
        (
            revision.kind == "stocked" and revision.quantity < 1,
            4,
            "quantity",
            N_("how many"),
            N_("Write how many you have."),
        ),
        (
            revision.kind == "made_to_order" and not revision.lead_days,
            4,
            "lead_days",
            N_("days to make it"),
            N_("Write in how many days you make one."),
        ),
        (
            revision.kind == "made_to_order" and not revision.open_limit,
            4,
            "open_limit",
            N_("orders at a time"),
            N_("Write how many orders you can take at a time."),
        ),
    )
    found = [Gap(step, field, name, todo) for lacking, step, field, name, todo in wanted if lacking]
    return found + [
        Gap(4, field_of(row.id), "", ANSWER, row) for row in answers.missing_of(revision, asked)
    ]


def field_of(attribute_id: int) -> str:
    """What the answer to an attribute is called among the fields."""
    return f"attribute-{attribute_id}"


def _sized(revision: Revision) -> bool:
    return bool(revision.width_mm and (revision.length_mm or revision.height_mm))
