"""Every component in all its states on one page, for those who build and those who check."""

from flask import Blueprint, render_template
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectField

from marketplace.settings import Settings
from marketplace.web.access import STAFF, VISITOR, may
from marketplace.web.forms.fields import (
    CleanStringField,
    CleanTextField,
    CodeField,
    Form,
    JalaliDateField,
    MobileField,
    MoneyField,
    NumberField,
)
from marketplace.web.forms.form import answers
from marketplace.web.styleguide.pieces import DAY
from marketplace.web.styleguide.samples import samples

CRAFTS = [
    ("kilim", "گلیم"),
    ("jajim", "جاجیم"),
    ("felt", "نمد"),
]
WRONG = MultiDict(
    {
        "name": "",
        "mobile": "0900 000 001",
        "code": "12",
        "price": "یک میلیون",
        "weight": "سنگین",
        "story": "",
        "made-day": "۳۱",
        "made-month": "12",
        "made-year": "۱۴۰۵",
    }
)


class SampleForm(Form):
    """One field of each kind."""

    name = CleanStringField(
        "نام شما", description="همان که میز تحویل صدا بزند؛ نام مستعار هم می‌شود."
    )
    mobile = MobileField("شمارهٔ همراه")
    code = CodeField("کد شش‌رقمی")
    price = MoneyField("قیمت شما")
    weight = NumberField("وزن", required=False)
    craft = RadioField("هنر", choices=answers(CRAFTS))
    place = SelectField("استان", choices=answers((str(n), f"استان {n}") for n in range(12)))
    story = CleanTextField("قصهٔ کار")
    made = JalaliDateField("کی تمام شد؟")
    stay = BooleanField("در این گوشی بمانم")


def show() -> str:
    """The style guide."""
    empty = SampleForm(prefix="e-", data={"craft": "kilim", "price": 18_500_000, "made": DAY})
    wrong = SampleForm(WRONG)
    wrong.validate()
    return render_template("styleguide/index.html", form=empty, wrong=wrong, **samples())


def make_blueprint(settings: Settings) -> Blueprint:
    """Return the blueprint: open to anyone in a demonstration, to staff in production."""
    blueprint = Blueprint("styleguide", __name__)
    roles = STAFF if settings.production else (VISITOR,)
    blueprint.add_url_rule("/_styleguide", "show", may(*roles)(show))
    return blueprint
