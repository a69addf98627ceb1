"""Writing mails. A room registers a composer for each kind; the outbox calls it when the mail is about to leave.

    @composer("petitions.confirm_signature")
    def confirm_signature(session: Session, subject_id: int) -> Message | None:
        ...
        return compose("petitions/confirm_signature", language=..., to=..., confirm_url=...)

None says that there is nothing to say any more. The folder `templates/emails/petitions/confirm_signature/` holds
subject.txt, body.txt and body.html; the bodies extend `emails/layout.txt` and `emails/layout.html`, and fill their
block `reason`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from foundation.mail.messages import Attachment, Message
from foundation.mail.setup import mail_setup
from foundation.mail.stopping import stop_url
from foundation.web.templating import render

Composer = Callable[[Session, int], Message | None]

_composers: dict[str, Composer] = {}


_must_arrive: set[str] = set()
_most_a_day: dict[str, int] = {}


def composer(kind: str, *, must_arrive: bool = False, most_a_day: int | None = None) -> Callable[[Composer], Composer]:
    """Registers `f(session, subject_id) -> Message | None`, called anew at every attempt with a reading session.

    `must_arrive`: without it nothing goes on, or its reader has to know. Such a mail has a place of its own among those
    that a mailbox bears in a day (foundation/mail/caps.py), and waits where there is none. `most_a_day`: no mailbox
    gets more bulk mail of this kind within a day, whoever sends it; what is more waits for its turn."""

    def register(function: Composer) -> Composer:
        if must_arrive:
            _must_arrive.add(kind)
        if most_a_day is not None:
            _most_a_day[kind] = most_a_day
        if _composers.setdefault(kind, function) is not function:
            raise ValueError(f"two composers write {kind}")
        return function

    return register


def composer_of(kind: str) -> Composer:
    """Raises LookupError when no room writes this kind of mail."""
    return _composers[kind]


def must_arrive(kind: str) -> bool:
    return kind in _must_arrive


def most_a_day(kind: str) -> int | None:
    return _most_a_day.get(kind)


def registered_kinds() -> frozenset[str]:
    return frozenset(_composers)


def compose(
    room_mail: str,
    *,
    language: str,
    to: str,
    to_name: str = "",
    from_name: str = "",
    reply_to: str = "",
    unsubscribe_url: str = "",
    offers_to_stop: bool = False,
    newest_since: datetime | None = None,
    attachments: tuple[Attachment, ...] = (),
    **context: Any,
) -> Message:
    """The three files of `templates/emails/<room_mail>` in one language; they also see the arguments, `base_url`,
    and `site_url`, which begins the links of this mail in its language.

    With `offers_to_stop` the mail ends with the link that stops all mail of this site to this address: anybody could
    have typed it. `newest_since` is as in Message.

    Raises PoisonMessage when a header field would hold what it must not.
    """
    context |= {
        "language": language,
        "base_url": mail_setup().base_url,
        "site_url": mail_setup().site_in(language),
        "from_name": from_name,
        "unsubscribe_url": unsubscribe_url,
        "stop_url": stop_url(to, language) if offers_to_stop else "",
    }
    folder = f"emails/{room_mail}"
    return Message(
        to=to,
        to_name=to_name,
        from_name=from_name,
        reply_to=reply_to,
        language=language,
        unsubscribe_url=unsubscribe_url,
        newest_since=newest_since,
        attachments=attachments,
        subject=render(f"{folder}/subject.txt", **context).strip(),
        text=render(f"{folder}/body.txt", **context),
        html=render(f"{folder}/body.html", **context),
    )
