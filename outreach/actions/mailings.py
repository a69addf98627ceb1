"""Writing a mailing: its recipients, its versions, what is attached, and the second pair of eyes."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.errors import BadInput, Conflict
from foundation.files import StoredFile
from foundation.mail.models import GroupHold
from outreach.hindrances import Versions, held_in
from outreach.models.mailings import Mailing, MailingAttachment, MailingState, MailingText
from outreach.words import NAMES_HELD

MOST_ATTACHED = 10 * 1024 * 1024
MOST_FILES = 5

CampaignWords = dict[str, dict[str, str]]
"""By language: `title`, and `link` to the campaign's page, whole or from the root of this site;
`desk` to where the desk has the campaign's mailings."""


@dataclass(frozen=True)
class AboutCampaign:
    """What a campaign tells of itself when a mailing is begun for it."""

    id: int
    words: CampaignWords


def start_mailing(
    session: Session,
    *,
    user: SignedIn,
    organisation_id: int,
    title: str,
    versions: Versions,
    kinds: Collection[str] = (),
    countries: Collection[str] = (),
    campaign: AboutCampaign | None = None,
) -> Mailing:
    """A draft. The texts' merge fields are checked by whoever takes them in."""
    mailing = Mailing(
        organisation_id=organisation_id,
        title=title,
        kinds=sorted(kinds),
        countries=sorted(countries),
        campaign_id=campaign.id if campaign else None,
        campaign=campaign.words if campaign else {},
        created_by_id=user.user_id,
        written_by_id=user.user_id,
    )
    session.add(mailing)
    session.flush()
    _put_versions(session, mailing, versions)
    record_act(session, user, mailing, "mailing.started")
    return mailing


def change_mailing(
    session: Session,
    *,
    user: SignedIn,
    mailing: Mailing,
    title: str,
    versions: Versions,
    kinds: Collection[str],
    countries: Collection[str],
) -> None:
    """Whoever approved has not seen this, so the approval ends. Of one that is mended on its way only the texts change:
    some have it already. Raises Conflict when it may not be changed any more, or when somebody's version would go."""
    _begin_change(session, user, mailing)
    if mailing.state.may_be_changed:
        mailing.title, mailing.kinds, mailing.countries = title, sorted(kinds), sorted(countries)
    elif texts_of(session, mailing).keys() - versions.keys():
        raise Conflict("Recipients are to get this version still, so it cannot be left empty.")
    session.execute(sa.delete(MailingText).where(col(MailingText.mailing_id) == mailing.id))
    _put_versions(session, mailing, versions)
    record_act(session, user, mailing, "mailing.changed" if mailing.state.may_be_changed else "mailing.mended")


def attach_file(
    session: Session,
    *,
    mailing: Mailing,
    sha256: str,
    filename: str,
    media_type: str,
    language: str | None = None,
    user: SignedIn | None = None,
) -> MailingAttachment:
    """A stored file goes to every recipient, or with one language version. The same content is attached once.

    Raises Conflict when the mailing is no draft any more, BadInput for too much or for a file nobody stored."""
    already = select(MailingAttachment).where(
        MailingAttachment.mailing_id == mailing.id, MailingAttachment.sha256 == sha256
    )
    if (attachment := session.exec(already).first()) is not None:
        return attachment
    stored = session.get(StoredFile, sha256)
    if stored is None:
        raise BadInput("This file is no longer here.")
    check_room(session, mailing=mailing, size=stored.size, language=language)
    _begin_change(session, user, mailing)
    attachment = MailingAttachment(
        mailing_id=mailing.id,
        sha256=sha256,
        filename=filename,
        media_type=media_type,
        size=stored.size,
        language=language,
    )
    session.add(attachment)
    session.flush()
    record_act(session, user, mailing, "mailing.attached")
    return attachment


def check_room(session: Session, *, mailing: Mailing, size: int, language: str | None = None) -> None:
    """Whether so many bytes more may be attached: what counts is the mail of one recipient, who gets one version with
    its files. Raises as `attach_file` does."""
    _refuse_when_sent(session, mailing)
    found = session.exec(select(MailingAttachment).where(MailingAttachment.mailing_id == mailing.id)).all()
    versions = {language} if language else {None, *(file.language for file in found)}
    for version in versions:
        sizes = [file.size for file in found if file.language in (None, version)]
        if len(sizes) >= MOST_FILES or sum(sizes) + size > MOST_ATTACHED:
            raise BadInput("At most %(files)s files and 10 MB together can go with a mailing.", files=MOST_FILES)


def detach_file(session: Session, *, user: SignedIn, mailing: Mailing, attachment: MailingAttachment) -> None:
    _begin_change(session, user, mailing)
    session.delete(attachment)
    record_act(session, user, mailing, "mailing.detached")


def replace_file(
    session: Session, *, user: SignedIn, mailing: Mailing, attachment: MailingAttachment, sha256: str, filename: str
) -> None:
    """A newer one in its place, with the same version. Raises as `attach_file` does."""
    language, media_type = attachment.language, attachment.media_type
    detach_file(session, user=user, mailing=mailing, attachment=attachment)
    session.flush()
    attach_file(
        session,
        user=user,
        mailing=mailing,
        sha256=sha256,
        filename=filename,
        media_type=media_type,
        language=language,
    )


def approve(session: Session, *, user: SignedIn, mailing: Mailing) -> None:
    """The second pair of eyes: neither who started it nor who changed it last. Raises Conflict otherwise."""
    _refuse_when_sent(session, mailing)
    if user.user_id in (mailing.created_by_id, mailing.written_by_id):
        raise Conflict("A second person has to look at this mailing: neither who started it nor who changed it last.")
    mailing.approved_by_id, mailing.approved_at = user.user_id, utc_now()
    session.add(mailing)
    record_act(session, user, mailing, "mailing.approved")


def campaign_changed(session: Session, *, campaign_id: int, words: CampaignWords) -> None:
    """Pushed down by the campaign: drafts say what it is called now. What is on its way stays as it was approved."""
    drafts = select(Mailing).where(Mailing.campaign_id == campaign_id, Mailing.state == MailingState.DRAFT)
    for mailing in session.exec(drafts):
        if mailing.campaign != words:
            mailing.campaign = words
            _end_approval(mailing)
            session.add(mailing)


def may_be_mended(session: Session, mailing: Mailing) -> bool:
    """One that was stopped on its way because it tells what is on hold: what has not left yet can be put right."""
    if mailing.state is not MailingState.PAUSED:
        return False
    held = session.get(GroupHold, mailing.group_key)
    is_held_back = held is not None and held.let_go_at is None and held.reason == NAMES_HELD
    return is_held_back or bool(held_in(session, mailing))


def texts_of(session: Session, mailing: Mailing) -> dict[str, MailingText]:
    """The versions by language."""
    query = select(MailingText).where(MailingText.mailing_id == mailing.id).order_by(col(MailingText.language))
    return {version.language: version for version in session.exec(query)}


def record_act(session: Session, user: SignedIn | None, mailing: Mailing, act: str, detail: str = "") -> None:
    about = f"mailing:{mailing.id}"
    record(session, user=user, organisation_id=mailing.organisation_id, act=act, about=about, detail=detail)


def _refuse_when_sent(session: Session, mailing: Mailing) -> None:
    if not mailing.state.may_be_changed and not may_be_mended(session, mailing):
        raise Conflict("This mailing has been sent or called off already.")


def _begin_change(session: Session, user: SignedIn | None, mailing: Mailing) -> None:
    _refuse_when_sent(session, mailing)
    if user is not None:
        mailing.written_by_id = user.user_id
    _end_approval(mailing)
    session.add(mailing)


def _end_approval(mailing: Mailing) -> None:
    mailing.approved_by_id = mailing.approved_at = None


def _put_versions(session: Session, mailing: Mailing, versions: Versions) -> None:
    for language, (subject, body) in versions.items():
        session.add(MailingText(mailing_id=mailing.id, language=language, subject=subject, body=body))
    session.flush()
