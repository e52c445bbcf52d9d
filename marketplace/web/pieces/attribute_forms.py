"""Answers to what staff ask of a craft: a field for each attribute, made as it is defined."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import RadioField
from wtforms.fields.core import Field

from marketplace.catalogue import answers as domain, attributes
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.completeness import field_of
from marketplace.web.formatters import local, locale
from marketplace.web.forms.fields import CleanStringField, TypedField
from marketplace.web.forms.form import Form, answers

YES, NO, UNKNOWN = "1", "0", ""


class AmountField(TypedField):
    """A number with decimals in any digits; `data` is its thousandths."""

    def __init__(self, label: Any, *args: Any, attribute: Attribute, **kwargs: Any) -> None:
        super().__init__(label, *args, required=False, **kwargs)
        self.attribute = attribute

    def read(self, text: str) -> int:
        number: int = domain.read(self.attribute, text)
        return number

    def show(self, value: int) -> str:
        return domain.number_text(value, locale())


class AnswerField(RadioField):
    """Large taps; no answer yet is no error."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in (None, UNKNOWN):
            super().pre_validate(form)


class AnswersForm(Form):
    """The fields of some attributes."""

    asked: Sequence[Attribute] = ()
    given: Mapping[str, Any] = {}

    def answers(self) -> dict[int, Any]:
        """What was sent, by the attribute's id; None takes an answer away."""
        return {row.id: self._answer(row) for row in self.asked if _sent(self[field_of(row.id)])}

    def _answer(self, row: Attribute) -> Any:
        field = self[field_of(row.id)]
        if row.kind == "number":
            return field.data
        if row.kind == "text":
            return self._text(row, field.data)
        if field.data == UNKNOWN:
            return None
        return field.data == YES if row.kind == "yes_no" else int(field.data)

    def _text(self, row: Attribute, persian: str) -> dict[str, str] | None:
        english = self._fields.get(f"{field_of(row.id)}-en")
        kept = (self.given.get(str(row.id)) or {}).get("en", "")
        both = {"fa": persian, "en": english.data if english is not None else kept}
        return both if any(both.values()) else None

    def pairs(self) -> list[tuple[Attribute, Field, Field | None]]:
        """Each attribute with its field, and the one for its English where the office writes it."""
        return [
            (row, self[field_of(row.id)], self._fields.get(f"{field_of(row.id)}-en"))
            for row in self.asked
        ]


def form_for(
    asked: Sequence[Attribute], given: Mapping[str, Any], sent: Any = None, *, english: bool = False
) -> AnswersForm:
    """A form of these attributes, with what was sent or else what is kept."""
    fields: dict[str, Any] = {"asked": asked, "given": given}
    data: dict[str, Any] = {}
    for row in asked:
        name, value = field_of(row.id), given.get(str(row.id))
        fields[name] = _field(row, value)
        data[name] = _typed(row, value)
        if english and row.kind == "text":
            label = _("%(name)s, in English", name=local(row, "name"))
            fields[f"{name}-en"] = CleanStringField(label, limit=domain.LONGEST, required=False)
            data[f"{name}-en"] = value.get("en", "") if value else ""
    made: type[AnswersForm] = type("CraftForm", (AnswersForm,), fields)
    return made(sent) if sent is not None else made(data=data)


def _field(row: Attribute, value: Any) -> Any:
    label = local(row, "name")
    if row.kind == "text":
        return CleanStringField(label, limit=domain.LONGEST, required=False)
    if row.kind == "number":
        return AmountField(label, attribute=row)
    return AnswerField(label, choices=answers(_choices(row, value)))


def _choices(row: Attribute, value: Any) -> list[tuple[str, str]]:
    if row.kind == "yes_no":
        found = [(YES, _("Yes")), (NO, _("No"))]
    else:
        kept = [choice for choice in row.choices if choice.id == value and choice.ended_at]
        found = [(str(one.id), local(one, "name")) for one in attributes.offered(row) + kept]
    return found if row.required else [*found, (UNKNOWN, _("I do not know"))]


def _typed(row: Attribute, value: Any) -> Any:
    if value is None:
        return None
    if row.kind == "text":
        return value.get("fa", "")
    if row.kind == "number":
        return value
    if row.kind == "yes_no":
        return YES if value else NO
    return str(value)


def _sent(field: Field) -> bool:
    if isinstance(field, TypedField):
        return field.typed is not None
    return field.data is not None
