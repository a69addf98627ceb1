"""What the page of one approved letter shows beside the letter itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from campaigns.kits.models import PartnerReport
from campaigns.kits.queries import reports_of_letter
from campaigns.letters.approving import awaits_review
from campaigns.letters.falling import CHANGED, why_untrue
from campaigns.letters.models import Letter, LetterState
from campaigns.letters.queries import signed_with
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.offices.shapes import Office
from campaigns.register.actions.mails import mails_of
from campaigns.register.enclosing import Enclosed, enclosed_with
from campaigns.register.models import LetterMail
from campaigns.register.proposing import Proposal, proposals
from campaigns.register.queries import Entry, editions_of, entry_of, replaced_by, term_of
from campaigns.register.reminding import may_be_reminded
from campaigns.runs.access import sees_partners
from foundation.accounts.access import SignedIn
from foundation.accounts.models import User
from foundation.accounts.roles import May
from foundation.accounts.trail.queries import name_for_trail
from foundation.mail.claims import held_groups
from foundation.mail.models import MailState
from foundation.signing.queries import KnownKey
from foundation.web.language import current_language
from outreach.delivery_words import DELIVERY_STATES


@dataclass(frozen=True)
class Mailed:
    """An e-mail to the office. `state` and `reason` are of the outbox; `is_held`: it waits for a person."""

    mail: LetterMail
    state: MailState
    reason: str
    is_held: bool

    @property
    def tag(self) -> tuple[str, str]:
        """The kind of a state tag, and its words."""
        return DELIVERY_STATES[self.state]

    @property
    def is_leaving(self) -> bool:
        return self.mail.ended_at is None


@dataclass(frozen=True)
class Shown:
    """`untrue` is a message id: why a letter that has left would not be approved any more. `is_newest` says that
    nothing follows it yet; `known_email` is the office's in the directory; `proposals` are by answer."""

    office: Office | None
    entry: Entry
    approved_by: str
    reviewed_by: str
    awaits_review: bool
    untrue: str
    term: int
    replaced_by: Letter | None
    editions: tuple[Letter, ...]
    is_newest: bool
    may_write: bool
    may_send: bool
    may_review: bool
    may_remind: bool
    mails: tuple[Mailed, ...]
    known_email: str
    proposals: Mapping[int, list[Proposal]]
    reports: tuple[PartnerReport, ...]
    sees_partners: bool
    enclosed: Enclosed
    signed_with: KnownKey | None = None

    @property
    def mail_is_leaving(self) -> bool:
        return any(one.is_leaving and not one.is_held for one in self.mails)

    @property
    def mail_by_dispatch(self) -> dict[int | None, Mailed]:
        return {one.mail.dispatch_id: one for one in self.mails if one.mail.dispatch_id}


def letter_shown(session: Session, user: SignedIn, campaign: Campaign, letter: Letter) -> Shown:
    def may(act: May) -> bool:
        return user.may(act, campaign.organisation_id, campaign.id)

    def called(organiser_id: int | None) -> str:
        found = session.get(User, organiser_id) if organiser_id else None
        return name_for_trail(session, campaign.organisation_id, found.name) if found else ""

    entry, editions = entry_of(session, campaign, letter), editions_of(session, letter)
    newest = editions[0].id == letter.id
    office = directory_now(session).by_id.get(letter.office_id)
    held = held_groups(session)
    # What has changed since a letter was sent is told by the version of the facts; only more than that is a warning.
    untrue = why_untrue(session, campaign=campaign, letter=letter) if letter.state is LetterState.SENT else ""
    mails = tuple(
        Mailed(mail, row.state, row.reason, mail.group_key in held) for mail, row in mails_of(session, letter)
    )
    return Shown(
        office=office,
        entry=entry,
        approved_by=called(letter.approved_by_id),
        reviewed_by=called(letter.reviewed_by_id),
        awaits_review=awaits_review(letter),
        untrue="" if untrue == CHANGED else untrue,
        term=term_of(session, campaign.id),
        replaced_by=replaced_by(session, letter),
        editions=tuple(editions),
        is_newest=newest,
        may_write=may(May.WRITE),
        may_send=may(May.SEND),
        signed_with=signed_with(session, letter.file_sha256 or ""),
        may_review=may(May.PUBLISH) and user.user_id not in (letter.approved_by_id, letter.updated_by_id),
        may_remind=newest and letter.state is LetterState.SENT and may_be_reminded(entry),
        mails=mails,
        known_email=office.contact.email if office and office.contact else "",
        proposals=proposals(session, campaign, letter, entry.replies, language=current_language()),
        reports=reports_of_letter(session, letter),
        sees_partners=sees_partners(user, campaign),
        enclosed=enclosed_with(session, campaign=campaign, letter=letter),
    )
