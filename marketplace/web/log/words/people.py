"""People who sign in, and what they agreed to, in the event log's words."""

from marketplace.kernel.text import N_

KINDS = {
    "user": N_("Person"),
    "invitation": N_("Invitation"),
}
EVENTS = {
    "user.created": N_("opened an account"),
    "user.renamed": N_("changed the name or language"),
    "user.email_changed": N_("changed the e-mail address"),
    "user.password_changed": N_("changed the password"),
    "user.password_link_asked": N_("was sent a link for a new password"),
    "user.signed_out_everywhere": N_("signed out everywhere"),
    "user.second_factor_set_up": N_("set up the second factor"),
    "user.second_factor_removed": N_("took the second factor off"),
    "user.recovery_codes_renewed": N_("made new recovery codes"),
    "user.recovery_code_used": N_("used a recovery code"),
    "user.role_granted": N_("gave a role"),
    "user.role_revoked": N_("took a role away"),
    "user.deactivated": N_("deactivated the account"),
    "user.activated": N_("activated the account"),
    "user.erased": N_("erased the account"),
    "user.signed_in": N_("signed in here"),
    "user.card_issued": N_("printed a code card"),
    "user.card_used": N_("signed in with a code card"),
    "user.consent_given": N_("gave a consent"),
    "user.consent_revoked": N_("took a consent back"),
    "invitation.created": N_("invited a colleague"),
    "invitation.sent_again": N_("sent the invitation again"),
    "invitation.withdrawn": N_("withdrew the invitation"),
    "invitation.accepted": N_("accepted the invitation"),
}
FIELDS = {
    "terms": N_("terms"),
    "privacy": N_("privacy"),
    "role": N_("role"),
    "user_id": N_("person"),
}
