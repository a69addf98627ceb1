"""What translators wrote who may not change the campaign's texts: it waits, is taken over, or is declined."""

from collections.abc import Sequence

from sqlmodel import Session

from campaigns.models.campaign import Campaign
from campaigns.translating.actions.write import check, row_of, write_translations
from campaigns.translating.keeping import state_now
from campaigns.translating.models import TranslationDraft, TranslatorLink, digest_of
from campaigns.translating.standing import Standing
from campaigns.translating.words import NOTHING_WAITS
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.errors import Conflict


def keep_drafts(
    session: Session,
    *,
    campaign: Campaign,
    language: str,
    texts: Sequence[tuple[Standing, str]],
    name: str,
    user: SignedIn | None = None,
    link: TranslatorLink | None = None,
) -> None:
    """In the name that the translator gave. An empty text takes back what waited."""
    for standing, text in texts:
        draft = standing.draft or standing.declined
        if not text:
            if draft is not None:
                session.delete(draft)
            continue
        draft = draft or TranslationDraft(
            campaign_id=campaign.id,
            language=language,
            block=standing.block.key,
            text="",
            made_from="",
            made_from_digest="",
            written_by="",
        )
        draft.text, draft.written_by, draft.written_at = text, name, utc_now()
        draft.made_from, draft.made_from_digest = standing.block.original, digest_of(standing.block.original)
        draft.written_by_id = user.user_id if user else None
        draft.link_id = link.id if link else None
        draft.declined_at = None
        session.add(draft)
    session.flush()
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act="translation.proposed",
        about=f"campaign:{campaign.slug}",
        detail=f"{language}: {len(texts)}",
    )


def take_over(session: Session, *, user: SignedIn, campaign: Campaign, standing: Standing) -> None:
    """It stands in the campaign from now on, in the translator's name; whoever else takes it over has checked it.
    Raises Conflict when nothing waits."""
    draft = _waiting(standing)
    source, digest = draft.made_from, draft.made_from_digest
    name, writer = draft.written_by, draft.written_by_id
    write_translations(
        session,
        user=user,
        campaign=campaign,
        language=standing.language,
        texts=[(standing, draft.text)],
        act="translation.taken_over",
    )
    row = row_of(session, campaign, standing.block, standing.language)
    if row is not None:
        row.written_by, row.written_by_id = name, writer
        row.made_from, row.made_from_digest = source, digest
        if writer != user.user_id:
            check(row, user)
        row.state = state_now(row, standing.block)
        session.add(row)


def decline(session: Session, *, user: SignedIn, campaign: Campaign, standing: Standing) -> None:
    """It waits no more, and can be fetched back until something else is written in its place."""
    draft = _waiting(standing)
    draft.declined_at = utc_now()
    session.add(draft)
    _record(session, user, campaign, standing, "translation.declined")


def fetch_back(session: Session, *, user: SignedIn, campaign: Campaign, standing: Standing) -> None:
    if standing.declined is None:
        raise Conflict(NOTHING_WAITS)
    standing.declined.declined_at = None
    session.add(standing.declined)
    _record(session, user, campaign, standing, "translation.fetched_back")


def _waiting(standing: Standing) -> TranslationDraft:
    if standing.draft is None:
        raise Conflict(NOTHING_WAITS)
    return standing.draft


def _record(session: Session, user: SignedIn, campaign: Campaign, standing: Standing, act: str) -> None:
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act=act,
        about=f"campaign:{campaign.slug}",
        detail=f"{standing.language}: {standing.block.key}",
    )
