"""Which translations say something else than their originals by now."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from campaigns.translating.models import BlockState, Translation

Outdated = frozenset[tuple[str, str]]


def outdated_blocks(session: Session, *, campaign_id: int, languages: Collection[str]) -> Outdated:
    """Block and language."""
    found = session.exec(
        select(Translation.block, Translation.language).where(
            Translation.campaign_id == campaign_id,
            Translation.state == BlockState.OUTDATED,
            col(Translation.language).in_(list(languages)),
        )
    )
    return frozenset((block, language) for block, language in found)
