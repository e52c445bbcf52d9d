"""Why a message did not go, in words for staff. The outbox keeps the key."""

from marketplace.kernel.text import N_

UNSET_SMS = "unset.sms"
UNSET_MAIL = "unset.mail"
CONNECT = "connect"
NO_ANSWER = "no-answer"
UNREADABLE = "unreadable"
EXPIRED = "expired"
RESTORED = "restored"

SENTENCES = {
    UNSET_SMS: N_("No SMS account is set up on this server."),
    UNSET_MAIL: N_("No mail server is set up on this server."),
    CONNECT: N_("The company's server could not be reached."),
    NO_ANSWER: N_("The line was cut before an answer came; it may have arrived."),
    UNREADABLE: N_("The answer could not be read; it may have arrived."),
    EXPIRED: N_("The code expired before it could be sent."),
    RESTORED: N_("The shop was restored from a backup made before it left; it may have arrived."),
    "kavenegar.401": N_("The SMS account is closed."),
    "kavenegar.403": N_("The SMS account's key is wrong."),
    "kavenegar.407": N_("The SMS account may not do this."),
    "kavenegar.409": N_("The SMS company is too busy."),
    "kavenegar.411": N_("This number does not exist or takes no SMS."),
    "kavenegar.412": N_("The sender's line is wrong."),
    "kavenegar.413": N_("The text is too long."),
    "kavenegar.418": N_("The SMS account has no credit."),
    "kavenegar.424": N_("The SMS company does not know this code's template."),
    "kavenegar.426": N_("The SMS account may not send codes."),
    "kavenegar.431": N_("The SMS company does not take this code."),
    "smtp.535": N_("The mail server does not accept our password."),
    "smtp.550": N_("This mailbox does not exist."),
    "smtp.552": N_("This mailbox is full."),
}
STOPPED = N_("The worker stopped while sending; it may have arrived.")
REFUSED = N_("The company refused it (%(code)s).")


def sentence(error: str) -> tuple[str, dict[str, str]]:
    """The English msgid of a reason and what fills its places."""
    company, dot, code = error.partition(".")
    if error in SENTENCES:
        return SENTENCES[error], {}
    if dot and company in ("kavenegar", "smtp"):
        return REFUSED, {"code": code}
    return STOPPED, {}
