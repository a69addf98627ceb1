"""What a mail becomes after an attempt, and when the next one is."""

from foundation.mail import words
from foundation.mail.answers import Answer
from foundation.mail.claims import Claimed, Outcome
from foundation.mail.models import MailState, Stream

# Minutes until a mail that was put off is tried again; greylisting servers want five. The last one is repeated.
DEFERRED_MINUTES = (5, 15, 60)
MOST_ATTEMPTS = 75  # Three days of them.
MOST_ATTEMPTS_AGAINST_A_POLICY = 5
MOST_ATTEMPTS_IN_DOUBT = 3


def outcome_of(mail: Claimed, answer: Answer) -> Outcome:
    attempt = mail.attempts + 1
    minutes = DEFERRED_MINUTES[min(attempt, len(DEFERRED_MINUTES)) - 1]
    most = MOST_ATTEMPTS_AGAINST_A_POLICY if answer.by_policy else MOST_ATTEMPTS
    match answer.state:
        case MailState.DEFERRED if attempt >= most:
            return Outcome(MailState.BOUNCED, answer.reason if answer.by_policy else words.GAVE_UP, answer.code)
        case MailState.DEFERRED:
            return Outcome(MailState.DEFERRED, answer.reason, answer.code, minutes)
        case MailState.QUEUED if attempt > 1:
            # Should it be this mail that makes the server break off, the others are not to stand behind it for ever.
            return Outcome(MailState.DEFERRED, answer.reason or words.TRY_LATER, answer.code, minutes)
        case MailState.UNKNOWN if mail.stream is Stream.CONFIRMATION and attempt < MOST_ATTEMPTS_IN_DOUBT:
            # Better a second confirmation, which receivers can tell by its Message-ID, than a signature that is lost.
            return Outcome(MailState.DEFERRED, answer.reason, answer.code, minutes)
    return Outcome(answer.state, answer.reason, answer.code)
