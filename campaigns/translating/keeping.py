"""After every change of a campaign: which of its translations still say what the original says.

A text that was changed counts as made from the original as it reads now; one that stayed while the original moved on
is outdated. What the program wrote by itself was made from what it wrote in the original language.
"""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign
from campaigns.translating.blocks import Block, blocks_of
from campaigns.translating.models import BlockState, Translation, TranslationDraft, digest_of
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now

Known = Mapping[tuple[str, str], Translation]


def keep_translations(session: Session, campaign: Campaign, *, by: SignedIn | None = None) -> None:
    """`by` wrote whatever was not there before. Called twice it changes nothing more."""
    session.flush()
    known = translations_of(session, campaign.id)
    alive = set()
    blocks = blocks_of(session, campaign, public=False)
    for block in blocks:
        for language in block.texts:
            if language != block.original_language:
                alive.add((block.key, language))
                _keep(session, campaign, block, language, known.get((block.key, language)), by)
    for place, row in known.items():
        if place not in alive:
            session.delete(row)
    _forget_drafts(session, campaign, {block.key for block in blocks})
    session.flush()


def translations_of(
    session: Session, campaign_id: int, language: str | None = None
) -> dict[tuple[str, str], Translation]:
    """By block and language."""
    query = select(Translation).where(Translation.campaign_id == campaign_id)
    if language is not None:
        query = query.where(Translation.language == language)
    return {(row.block, row.language): row for row in session.exec(query)}


def state_now(row: Translation, block: Block) -> BlockState:
    """Compared with the original as it reads now."""
    if row.made_from_digest != digest_of(block.original):
        return BlockState.OUTDATED
    return BlockState.CHECKED if row.checked_at is not None else BlockState.DRAFT


def made_from(row: Translation, original: str) -> None:
    row.made_from, row.made_from_digest = original, digest_of(original)


def _keep(
    session: Session,
    campaign: Campaign,
    block: Block,
    language: str,
    row: Translation | None,
    by: SignedIn | None,
) -> None:
    text = block.texts[language]
    is_programs = block.is_programs(language)
    row = row or Translation(
        campaign_id=campaign.id,
        language=language,
        block=block.key,
        state=BlockState.DRAFT,
        made_from_digest="",
        text_digest="",
    )
    if row.text_digest != digest_of(text):
        made_from(row, _origin(block) if is_programs else block.original)
        row.text_digest = digest_of(text)
        row.written_by, row.written_by_id = (by.name, by.user_id) if by and not is_programs else ("", None)
        row.written_at = utc_now()
        row.checked_by, row.checked_by_id, row.checked_at = "", None, None
    row.follows = is_programs and block.is_programs(block.original_language)
    if row.follows:
        made_from(row, block.original)
    row.state = state_now(row, block)
    session.add(row)


def _origin(block: Block) -> str:
    """What the program had written in the original language when it wrote the translation."""
    return (block.program or {}).get(block.original_language, block.original)


def _forget_drafts(session: Session, campaign: Campaign, alive: set[str]) -> None:
    """Of facts that are gone."""
    waiting = session.exec(select(TranslationDraft).where(TranslationDraft.campaign_id == campaign.id)).all()
    gone = [draft.id for draft in waiting if draft.block not in alive]
    if gone:
        session.execute(sa.delete(TranslationDraft).where(col(TranslationDraft.id).in_(gone)))
