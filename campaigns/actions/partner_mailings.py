"""Writing to partner unions about a campaign: the draft, and what of the campaign goes with it."""

from collections.abc import Collection

from sqlmodel import Session

from campaigns.actions.push import words_for_mailings
from campaigns.dossiers.models import Dossier, Profile
from campaigns.dossiers.queries import newest_ready
from campaigns.mailing_texts import TEXTS
from campaigns.models.campaign import Campaign
from campaigns.models.texts import gaps_in, unmarked
from campaigns.stock.made import mail_of
from campaigns.stock.sentences import LANGUAGES as STOCKED
from foundation.accounts.access import SignedIn
from foundation.errors import Conflict
from outreach.actions.mailings import AboutCampaign, attach_file, replace_file, start_mailing, texts_of
from outreach.models.mailings import Mailing, MailingAttachment
from outreach.words import OFF_THE_SITE

PDF = "application/pdf"


def start_for_campaign(session: Session, *, user: SignedIn, campaign: Campaign) -> Mailing:
    """A draft in every language that the campaign speaks. Raises Conflict while nobody could open its page, and for an
    example from history.
    """
    if not campaign.is_public:
        raise Conflict("Publish the campaign first: partners could not open its page yet.")
    if campaign.unpublished:
        raise Conflict(OFF_THE_SITE)
    if campaign.is_history:
        raise Conflict("An example from history is not sent to anybody.")
    words = words_for_mailings(campaign)
    return start_mailing(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        title=next(iter(words.values()))["title"][:200],
        versions={
            language: version for language in words if (version := _version(session, campaign, language)) is not None
        },
        campaign=AboutCampaign(campaign.id, words),
    )


def _version(session: Session, campaign: Campaign, language: str) -> tuple[str, str] | None:
    """Of the campaign's own facts where it was launched from the stock; None in a language that no words are shipped
    in. Raises Conflict for a text with a gap."""
    written = (mail_of(session, campaign, language) if language in STOCKED else None) or TEXTS.get(language)
    if written is None:
        return None
    subject, body = written
    if missing := gaps_in(body):
        raise Conflict(
            "Facts are still missing: %(what)s. Fill them in under “Launch”, or write there that they are not known.",
            what=", ".join(missing),
        )
    return unmarked(subject), unmarked(body)


def attach_dossier(session: Session, *, user: SignedIn, campaign: Campaign, mailing: Mailing) -> None:
    """The newest public edition in each version's language. Raises Conflict while none is ready."""
    found = [
        edition
        for language in texts_of(session, mailing)
        if (edition := newest_ready(session, campaign=campaign, language=language, profile=Profile.PUBLIC))
    ]
    if not found:
        raise Conflict("The dossier is being made just now. Please come back in a minute.")
    for edition in found:
        attach_file(
            session,
            user=user,
            mailing=mailing,
            sha256=str(edition.file_sha256),
            filename=_name_of(campaign, edition),
            media_type=PDF,
            language=edition.language,
        )


def take_newer_edition(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    mailing: Mailing,
    attachment: MailingAttachment,
    edition: Dossier,
) -> None:
    replace_file(
        session,
        user=user,
        mailing=mailing,
        attachment=attachment,
        sha256=str(edition.file_sha256),
        filename=_name_of(campaign, edition),
    )


def attach_letters(
    session: Session, *, user: SignedIn, mailing: Mailing, stored: Collection[tuple[str, str, str]]
) -> None:
    """`stored`: language, file name and hash of each version of the letter."""
    for language, filename, sha256 in stored:
        attach_file(
            session, user=user, mailing=mailing, sha256=sha256, filename=filename, media_type=PDF, language=language
        )


def _name_of(campaign: Campaign, edition: Dossier) -> str:
    return f"{campaign.slug}-{edition.language}-{edition.edition}.pdf"
