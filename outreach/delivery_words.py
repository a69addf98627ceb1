"""What became of one recipient's mail, in words."""

from foundation.mail.models import MailState
from foundation.web.language import mark

# The kind of a state tag, and its words.
DELIVERY_STATES = {
    MailState.QUEUED: ("quiet", mark("waits")),
    MailState.SENDING: ("quiet", mark("is being sent")),
    MailState.SENT: ("good", mark("sent")),
    MailState.DEFERRED: ("warn", mark("put off")),
    MailState.BOUNCED: ("bad", mark("came back")),
    MailState.REFUSED: ("bad", mark("could not be written")),
    MailState.UNKNOWN: ("warn", mark("not known")),
    MailState.SUPPRESSED: ("quiet", mark("wants no mail")),
    MailState.CANCELLED: ("quiet", mark("called off")),
    MailState.SKIPPED: ("quiet", mark("left out")),
}
