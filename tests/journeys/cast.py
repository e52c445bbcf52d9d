"""Who plays in the main walk, and where."""

from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.people import Person
from tests.journeys.stage import login_of
from tests.support.browser import DESK, NewPage
from tests.support.live import LiveServer
from tests.support.outside import Telephone

MAKER, BUYER = "+989000000101", "+989000000103"


@dataclass
class Cast:
    """The shop, the telephones, and each person at a browser of her own."""

    server: LiveServer
    sms: Telephone
    new_page: NewPage
    folder: Path
    locale: str = "fa"
    options: dict[str, object] = field(default_factory=dict)
    kilim: str = ""  # where her piece stands in the shop

    def person(self, **options: object) -> Person:
        """Somebody new, on a phone unless told otherwise."""
        return Person(self.new_page(**(self.options | options)), self.server.url, self.locale)

    def staff(self, role: str) -> Person:
        """A staff member, signed in at a desk."""
        one, login = self.person(viewport=DESK), login_of(role)
        one.signs_in_by_password(login.email, login.password)
        return one
