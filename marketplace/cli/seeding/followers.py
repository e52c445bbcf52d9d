"""The demo's followers: numbers that belong to nobody."""

from marketplace.cli.seeding.cast import Cast
from marketplace.cli.seeding.texts import read
from marketplace.following import asking

FIRST = 9000000300


def follow(cast: Cast) -> None:
    """As many as demo/texts/followers.json says of each maker and piece; one number may follow
    several, and follows each once."""
    for row in read("followers"):
        listing = cast.listings.get(row.get("piece", ""))
        vendor_id = listing.vendor_id if listing else cast.vendors[row["maker"]].id
        for number in range(row["followers"]):
            mobile = f"+98{FIRST + number}"
            asking.follow(mobile, "fa", vendor_id, listing.id if listing else None)
