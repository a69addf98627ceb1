"""What still keeps a mailing from being sent, or from going on. Nothing unfinished leaves, and nothing that is on hold.

What is on hold this room does not know: the room that does says so by `when_looking_for_held`, and is asked each time.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, select

from foundation.accounts.access import SignedIn
from foundation.merge_fields import find_fields, problems
from foundation.web.language import gettext, mark
from outreach.merge_values import fields_of
from outreach.models.mailings import NEEDS_SECOND_PERSON_ABOVE, Mailing, MailingText
from outreach.queries.segments import Share, version_for
from outreach.words import OFF_THE_SITE


@dataclass(frozen=True)
class Hindrance:
    """`by_approval` is lifted by a second person, every other one by changing the mailing or the directory.

    `place` is the field of the form that it stands beside, or `attachment_id` the file; `newer` is the address, from
    the root of this site, which takes a newer file in its place.
    """

    words: str
    values: Mapping[str, object] = field(default_factory=dict)
    by_approval: bool = False
    place: str = ""
    attachment_id: int | None = None
    newer: str = ""

    def __str__(self) -> str:
        """In the language being spoken."""
        return gettext(self.words) % self.values


Versions = Mapping[str, tuple[str, str]]
"""Subject and body by language."""
LooksForHeld = Callable[[Session, Mailing, Versions], list[Hindrance]]

KeepsMailings = Callable[[Session, SignedIn, Sequence[Mailing]], set[int]]

_rooms: list[LooksForHeld] = []
_keepers: list[KeepsMailings] = []


def when_showing_mailings(function: KeepsMailings) -> KeepsMailings:
    """Registers `f(session, user, mailings)`: the ids of those that tell what this organiser must not know."""
    if function not in _keepers:
        _keepers.append(function)
    return function


def kept_from_reader(session: Session, user: SignedIn, mailings: Sequence[Mailing]) -> set[int]:
    return {mailing_id for function in _keepers for mailing_id in function(session, user, mailings)}


def when_looking_for_held(function: LooksForHeld) -> LooksForHeld:
    """Registers `f(session, mailing, versions)`: what of these texts and of the attached files nobody may be told."""
    if function not in _rooms:
        _rooms.append(function)
    return function


def held_in(session: Session, mailing: Mailing, typed: Versions | None = None) -> list[Hindrance]:
    """`typed` are texts that are to take the place of the stored ones."""
    if typed is None:
        stored = session.exec(select(MailingText).where(MailingText.mailing_id == mailing.id)).all()
        typed = {version.language: (version.subject, version.body) for version in stored}
    return [one for function in _rooms for one in function(session, mailing, typed)]


def hindrances(
    mailing: Mailing, versions: Mapping[str, MailingText], found: Collection[Share], held: Collection[Hindrance]
) -> list[Hindrance]:
    """In the order in which they are best lifted; empty when it may go."""
    recipients = sum(share.contacts for share in found)
    lacking: list[Hindrance] = []
    if mailing.is_stopped:
        lacking.append(Hindrance(OFF_THE_SITE))
    if not versions:
        lacking.append(Hindrance(mark("There is no text yet.")))
    lacking += held
    lacking += [
        Hindrance(mark("In the version “%(language)s”: %(problems)s"), {"language": language, "problems": wrong})
        for language, version in versions.items()
        if (wrong := problems(f"{version.subject}\n{version.body}", fields_of(mailing)))
    ]
    if not recipients:
        lacking.append(Hindrance(mark("Nobody would get it: no contact fits the choice of recipients.")))
    lacking += _gaps(versions, found)
    return lacking + _second_person(mailing, recipients)


def hindrances_to_going_on(mailing: Mailing, held: Collection[Hindrance]) -> list[Hindrance]:
    """Of one that is paused: what was mended has to be looked at like what was written."""
    stopped = [Hindrance(OFF_THE_SITE)] if mailing.is_stopped else []
    return [*stopped, *held, *_second_person(mailing, mailing.expected)]


def _second_person(mailing: Mailing, recipients: int) -> list[Hindrance]:
    if not mailing.needs_second_person(recipients):
        return []
    words = mark("More than %(most)s people would get it, so a second person has to look at it first.")
    return [Hindrance(words, {"most": NEEDS_SECOND_PERSON_ABOVE}, by_approval=True)]


def _gaps(versions: Mapping[str, MailingText], found: Collection[Share]) -> list[Hindrance]:
    """Fields of the directory that would stay empty for somebody. `contact.name` never does."""
    empty = {"contact.role": 0, "partner.country": 0}
    for share in found:
        language = version_for(share.language, versions)
        if not language:
            continue
        used = find_fields(f"{versions[language].subject}\n{versions[language].body}")
        empty["contact.role"] += share.without_role if "contact.role" in used else 0
        empty["partner.country"] += share.without_country if "partner.country" in used else 0
    words = mark("{{%(name)s}} would stay empty for some recipients: %(count)s. Fill it in for them or leave it out.")
    return [Hindrance(words, {"name": name, "count": count}) for name, count in empty.items() if count]
