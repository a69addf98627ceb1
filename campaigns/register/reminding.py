"""What a reminder says first: by what was answered, or by silence, in the language of the letter."""

from campaigns.letters.dates import letter_date
from campaigns.register.models import ReplyKind
from campaigns.register.queries import Entry
from foundation.web.language import gettext, mark, speaking

SILENCE = mark("On %(sent)s we wrote to you about this matter (our reference: %(reference)s). We have had no answer.")
WORDS = {
    ReplyKind.ACKNOWLEDGED: mark(
        "On %(answered)s you acknowledged our letter of %(sent)s (our reference: %(reference)s)."
        " We have had no answer to what it asks."
    ),
    ReplyKind.EVASIVE: mark(
        "We thank you for your letter of %(answered)s in answer to ours of %(sent)s (our reference: %(reference)s)."
        " It does not say what will be done about what we ask, so we ask it again."
    ),
    ReplyKind.REFUSED: mark(
        "In your letter of %(answered)s you refused what we had asked on %(sent)s (our reference: %(reference)s)."
        " We ask you to look at it again."
    ),
    ReplyKind.PARTLY: mark(
        "We thank you for your letter of %(answered)s in answer to ours of %(sent)s (our reference: %(reference)s)."
        " What is still to be done stands below."
    ),
}


def may_be_reminded(entry: Entry) -> bool:
    """Nobody is reminded of what was granted, or while it is us who have to answer."""
    return bool(entry.dispatches) and (entry.answer is None or entry.answer.kind in WORDS)


def reminder_words(entry: Entry) -> str:
    language, answer, last = entry.letter.language, entry.answer, entry.last
    said = WORDS.get(answer.kind, SILENCE) if answer else SILENCE
    values = {
        "sent": letter_date(last.sent_on, language) if last else "",
        "reference": entry.letter.our_reference,
        "answered": letter_date(answer.received_on, language) if answer else "",
    }
    with speaking(language):
        return gettext(said) % values
