"""What still keeps a mailing from being sent. Nothing unfinished leaves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from foundation.merge_fields import find_fields, problems
from foundation.web.language import gettext, mark
from outreach.merge_values import fields_of
from outreach.models.mailings import NEEDS_SECOND_PERSON_ABOVE, Mailing, MailingText
from outreach.queries.segments import Share, version_for
from outreach.words import OFF_THE_SITE


@dataclass(frozen=True)
class Hindrance:
    """`by_approval` is lifted by a second person, every other one by changing the mailing or the directory."""

    words: str
    values: Mapping[str, object] = field(default_factory=dict)
    by_approval: bool = False

    def __str__(self) -> str:
        """In the language being spoken."""
        return gettext(self.words) % self.values


def hindrances(mailing: Mailing, versions: Mapping[str, MailingText], found: Collection[Share]) -> list[Hindrance]:
    """In the order in which they are best lifted; empty when it may go."""
    recipients = sum(share.contacts for share in found)
    lacking: list[Hindrance] = []
    if mailing.is_stopped:
        lacking.append(Hindrance(OFF_THE_SITE))
    if not versions:
        lacking.append(Hindrance(mark("There is no text yet.")))
    lacking += [
        Hindrance(mark("In the version “%(language)s”: %(problems)s"), {"language": language, "problems": wrong})
        for language, version in versions.items()
        if (wrong := problems(f"{version.subject}\n{version.body}", fields_of(mailing)))
    ]
    if not recipients:
        lacking.append(Hindrance(mark("Nobody would get it: no contact fits the choice of recipients.")))
    lacking += _gaps(versions, found)
    if mailing.needs_second_person(recipients):
        words = mark("More than %(most)s people would get it, so a second person has to look at it first.")
        lacking.append(Hindrance(words, {"most": NEEDS_SECOND_PERSON_ABOVE}, by_approval=True))
    return lacking


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
