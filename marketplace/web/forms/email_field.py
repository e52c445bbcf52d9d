"""A field for an e-mail address."""

from marketplace.people.users import parse_email
from marketplace.web.forms.fields import TypedField


class EmailField(TypedField):
    """An e-mail address; `data` is lower case, "" for nothing."""

    nothing = ""

    def read(self, text: str) -> str:
        return parse_email(text)
