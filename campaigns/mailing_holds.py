"""What of a mailing to partners tells what is on hold: its texts, what the campaign puts into them, and its files.

The room of mailings knows no campaign; it asks here whenever something is about to leave.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from campaigns.actions.holding import what_betrays
from campaigns.dossiers.models import Dossier
from campaigns.dossiers.queries import newest_ready
from campaigns.kept_from import is_kept, kept_from_each
from campaigns.letters.models import Letter, LetterPrint
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.mail.setup import mail_setup
from foundation.merge_fields import find_fields
from foundation.pdf_text import text_of
from foundation.web.language import DEFAULT_LANGUAGE, mark
from outreach.actions.mailings import CampaignWords
from outreach.actions.sending import hold_back
from outreach.hindrances import Hindrance, Versions, held_in, when_looking_for_held, when_showing_mailings
from outreach.models.mailings import UNDER_WAY, Mailing, MailingAttachment, MailingText
from outreach.queries.mailings import attachments_of
from outreach.words import language_name

IN_SUBJECT = mark("The subject (%(language)s) names what is on hold: “%(found)s”. Write it without the name.")
IN_TEXT = mark("The text (%(language)s) names what is on hold: “%(found)s”. Write it without the name.")
IN_FILE_NAME = mark("The name of the file %(file)s tells what is on hold.")
IN_FILE = mark("The file %(file)s names what is on hold: “%(found)s”. Attach one without the name.")
MADE_BEFORE = mark("The file %(file)s was made before something was put on hold or taken out, so it may still name it.")
NEWER_IS_MADE = mark(
    "The file %(file)s was made before something was put on hold or taken out. A newer one is being made just now."
)


@dataclass(frozen=True)
class MadeHere:
    """A file of ours. `is_older` than the last hold; `newer` of an edition is the one that may go in its place."""

    of: Dossier | Letter
    is_older: bool
    newer: Dossier | None = None

    @property
    def can_be_newer(self) -> bool:
        """A letter is laid out when it is asked for."""
        return isinstance(self.of, Letter) or self.newer is not None


@when_looking_for_held
def held_in_mailing(session: Session, mailing: Mailing, versions: Versions) -> list[Hindrance]:
    """Not of a campaign that is off the site, or the names in it: then no mailing of it may leave at all."""
    campaign = session.get(Campaign, mailing.campaign_id) if mailing.campaign_id else None
    if campaign is None or campaign.unpublished:
        return []
    betrays = what_betrays(session, campaign)
    found = list(_in_texts(mailing, versions, betrays)) if betrays else []
    return [*found, *_in_files(session, campaign, mailing, betrays)]


@when_showing_mailings
def mailings_kept_from(session: Session, user: SignedIn, mailings: Sequence[Mailing]) -> set[int]:
    """Mailings about campaigns whose held names they tell, in a title, a text or the name of a file."""
    wanted = {one.campaign_id for one in mailings if one.campaign_id is not None}
    campaigns = session.exec(select(Campaign).where(col(Campaign.id).in_(wanted))).all() if wanted else []
    kept = kept_from_each(session, user, campaigns)
    about = {one.id: one for one in mailings if one.campaign_id in kept}
    told: dict[int, list[str]] = {key: [one.title, *_said(one)] for key, one in about.items()}
    if about:
        for version in session.exec(select(MailingText).where(col(MailingText.mailing_id).in_(about))):
            told[version.mailing_id] += [version.subject, version.body]
        for file in session.exec(select(MailingAttachment).where(col(MailingAttachment.mailing_id).in_(about))):
            told[file.mailing_id].append(file.filename)
    return {key for key, texts in told.items() if is_kept(kept[about[key].campaign_id or 0], texts)}


def _said(mailing: Mailing) -> list[str]:
    return [words for said in mailing.campaign.values() for words in said.values()]


def stop_what_betrays(session: Session, campaign: Campaign, words: CampaignWords) -> None:
    """After every change of the campaign. What is on its way says what the campaign was called; where that may not be
    said any more it takes the `words` of now, and waits for somebody to look."""
    under_way = select(Mailing).where(Mailing.campaign_id == campaign.id, col(Mailing.state).in_(UNDER_WAY))
    for mailing in session.exec(under_way.with_for_update()).all():
        if held_in(session, mailing):
            if mailing.campaign != words:
                mailing.campaign = words
                mailing.approved_by_id = mailing.approved_at = None
            hold_back(session, mailing=mailing)


def made_here(session: Session, campaign: Campaign, sha256: str) -> MadeHere | None:
    """None for a file that somebody brought along, and for one of another campaign."""
    is_it = (col(Dossier.file_sha256) == sha256) | (col(Dossier.annex_sha256) == sha256)
    dossier = session.exec(
        select(Dossier).where(is_it, Dossier.campaign_id == campaign.id).order_by(col(Dossier.edition).desc())
    ).first()
    if dossier is not None:
        newer = newest_ready(session, campaign=campaign, language=dossier.language, profile=dossier.profile)
        return MadeHere(dossier, dossier.facts_version < campaign.held_since_version, newer)
    printed = session.get(LetterPrint, sha256)
    letter = session.get_one(Letter, printed.letter_id) if printed else None
    if printed is None or letter is None or letter.campaign_id != campaign.id:
        return None
    return MadeHere(letter, printed.facts_version < campaign.held_since_version)


def newer_address(campaign: Campaign, mailing: Mailing, attachment: MailingAttachment) -> str:
    return f"/desk/campaigns/{campaign.slug}/mailings/{mailing.id}/attachments/{attachment.id}/newer"


def _in_texts(mailing: Mailing, versions: Versions, betrays: re.Pattern[str]) -> Iterator[Hindrance]:
    for language, (subject, body) in versions.items():
        for place, words, text in (("subject", IN_SUBJECT, subject), ("body", IN_TEXT, body)):
            if found := betrays.search(_with_campaign(mailing, language, text)):
                values = {"language": language_name(language), "found": found[0]}
                yield Hindrance(words, values, place=f"{place}_{language}")


def _with_campaign(mailing: Mailing, language: str, text: str) -> str:
    """And what the campaign's merge fields bring."""
    said = mailing.campaign.get(language) or mailing.campaign.get(DEFAULT_LANGUAGE)
    said = said or next(iter(mailing.campaign.values()), {})
    used = find_fields(text)
    brought = [said.get(name, "") for name in ("title", "link") if f"campaign.{name}" in used]
    return "\n".join([text, *brought])


def _in_files(
    session: Session, campaign: Campaign, mailing: Mailing, betrays: re.Pattern[str] | None
) -> Iterator[Hindrance]:
    for file in attachments_of(session, mailing):
        known = made_here(session, campaign, file.sha256)
        newer = newer_address(campaign, mailing, file) if known and known.can_be_newer else ""
        if known and known.is_older:
            words = MADE_BEFORE if newer else NEWER_IS_MADE
            yield Hindrance(words, {"file": file.filename}, attachment_id=file.id, newer=newer)
        elif betrays and betrays.search(file.filename):
            yield Hindrance(IN_FILE_NAME, {"file": file.filename}, attachment_id=file.id, newer=newer)
        elif betrays and known is None and (found := betrays.search(_text_of(file))):
            yield Hindrance(IN_FILE, {"file": file.filename, "found": found[0]}, attachment_id=file.id)


def _text_of(file: MailingAttachment) -> str:
    return text_of(mail_setup().files_dir, file.sha256).words
