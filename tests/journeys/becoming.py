"""First scenes: she applies, the trainer records her certificate, the office lets her in."""

from tests.journeys.cast import MAKER, Cast
from tests.journeys.people import Person, told

NAME, ALIAS, VILLAGE = "زهرا نمونه", "دار روناس", "حصار ولیعصر"
STORY = "بافتن را از مادرم یاد گرفتم؛ پشم از گوسفندهای خودمان است."


def she_applies(cast: Cast) -> Person:
    """By phone: her number, the code of the SMS, one page about herself."""
    she = cast.person()
    she.goes("/studio/apply")
    she.signs_in_by_code(MAKER, cast.sms)
    she.writes(name=NAME, alias_fa=ALIAS, motif="indigo", story_fa=STORY, agreed=True)
    she.writes(show_place="village", village_fa=VILLAGE, district_fa="بخش مرکزی")
    she.page.locator("[name=crafts]").first.check()
    she.presses("Send the application")
    she.goes("/studio/eligibility")
    she.reads("Your application is with the office.")
    return she


def the_trainer_records_her_certificate(cast: Cast) -> None:
    """Found by her name; the craft and the day."""
    trainer = cast.staff("trainer")
    trainer.goes("/office/certificates/new")
    trainer.page.locator("main [name=q]").fill(NAME)
    trainer.presses("Find")
    trainer.follows("Record for her")
    trainer.page.locator("[name=craft]").first.check()
    trainer.writes(issued_on__day="۱", issued_on__month="7", issued_on__year="۱۴۰۵")
    trainer.presses("Record it")
    trainer.goes("/office/certificates")
    trainer.reads(NAME, ALIAS, "Valid")


def the_office_lets_her_in(cast: Cast, moderator: Person) -> None:
    """The talk was had; the application is approved; she reads it on her phone."""
    moderator.goes("/office/applications")
    moderator.reads(ALIAS)
    moderator.follows("Open it")
    moderator.reads(NAME, VILLAGE)
    moderator.presses("Accept")
    moderator.presses("Approve")
    moderator.reads("Hide her pieces at her wish")
    told(cast.sms, MAKER, ALIAS)
