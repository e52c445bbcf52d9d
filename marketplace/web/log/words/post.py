"""The post in the event log: its subjects, events, fields, states and values in words."""

from marketplace.kernel.text import N_

KINDS = {
    "parcel": N_("Parcel"),
    "shipping_method": N_("Way of posting"),
}
EVENTS = {
    "parcel.created": N_("agreed on a parcel"),
    "parcel.ship": N_("posted the parcel"),
    "parcel.deliver": N_("recorded that the parcel arrived"),
    "parcel.fail": N_("recorded that it could not be delivered"),
    "parcel.come_back": N_("recorded that the parcel came back"),
    "parcel.send_again": N_("put the parcel back to be posted"),
    "parcel.give_up": N_("gave the parcel up"),
    "parcel.reweighed": N_("weighed the parcel anew"),
    "parcel.repriced": N_("let the postage follow the new address"),
    "parcel.taken_over": N_("took the posting over"),
    "parcel.put_in_box": N_("put the parcel into another’s box"),
    "parcel.taken_out": N_("gave the parcel a box of its own"),
    "parcel.receipt_kept": N_("kept the receipt’s picture"),
    "parcel.receipt_viewed": N_("looked at the receipt’s picture"),
    "parcel.label_viewed": N_("looked at the label"),
    "shipping_method.added": N_("added a way of posting"),
    "shipping_method.changed": N_("changed a way of posting"),
    "shipping_method.tariff_changed": N_("changed the tariff"),
    "fulfilment.ship": N_("gave the pieces to the post"),
    "fulfilment.deliver": N_("heard that the pieces arrived"),
    "fulfilment.come_back": N_("got the pieces back from the post"),
    "fulfilment.come_home": N_("got the pieces back from the post"),
    "order.send": N_("sent the whole order on its way"),
    "vendor_order.more_days": N_("asked for two more days"),
}
FIELDS = {
    "posting": N_("who posts"),
    "office_province": N_("province of the office"),
    "post_neighbours": N_("neighbouring provinces"),
    "packing_grams": N_("what wrapping weighs"),
    "usual_grams": N_("weight of a piece when nobody wrote it"),
    "post_days": N_("days for posting"),
    "delivered_days": N_("days after which a parcel counts as delivered"),
    "valid_from": N_("valid from"),
    "tracking_examples": N_("examples of tracking codes"),
    "tracking_url": N_("address for following a parcel"),
    "bring_by": N_("promised for"),
    "grams": N_("weight in grams"),
    "postage": N_("postage"),
    "posted_by": N_("who posts"),
    "keeper": N_("who keeps the postage"),
    "box": N_("in the box of order"),
    "tracking_code": N_("tracking code"),
}
STATES = {
    "sent": N_("on its way to the buyer"),
    "waiting": N_("to be posted"),
    "shipped": N_("with the post"),
    "delivered": N_("delivered"),
    "undelivered": N_("could not be delivered"),
    "returned": N_("came back"),
}
ZONES = {
    "same": N_("Same province"),
    "neighbour": N_("Neighbouring province"),
    "far": N_("Other provinces"),
}
POSTING = {
    "off": N_("Nothing is posted"),
    "office": N_("The office gathers everything and posts one parcel"),
    "maker": N_("Each maker posts her own pieces"),
}
