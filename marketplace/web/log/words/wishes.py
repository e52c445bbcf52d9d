"""One person's data, handed out or erased: what was done, who asked, how much there was."""

from marketplace.kernel.text import N_

KINDS = {"person_data": N_("Data of one person")}
EVENTS = {
    "person_data.handed_out": N_("took the data of one person as a file"),
    "person_data.erased": N_("erased the data of one person on request"),
}
FIELDS = {
    "sent_to": N_("orders of others that were sent there"),
    "pieces": N_("pieces"),
    "addresses": N_("addresses"),
    "questions": N_("questions"),
    "notes": N_("notes"),
    "tasks": N_("tasks"),
    "parcels": N_("parcels"),
    "proofs": N_("proofs of payment"),
    "payments": N_("receipts"),
    "online": N_("online payments"),
    "refunds": N_("money given back"),
    "papers": N_("papers"),
    "follows": N_("followings"),
    "counters": N_("counters"),
}
WISHES = {
    "wish_phone": N_("She asked by phone"),
    "wish_visit": N_("She asked here at the office"),
    "wish_letter": N_("She asked in writing"),
    "wish_authority": N_("An authority or a court asked"),
}
