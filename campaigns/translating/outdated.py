"""Which translations say something else than their originals by now."""

from collections.abc import Collection

from sqlmodel import Session, select

from campaigns.translating.models import BlockState, Translation
from foundation.read_once import read_once

Outdated = frozenset[tuple[str, str]]


def outdated_blocks(session: Session, *, campaign_id: int, languages: Collection[str]) -> Outdated:
    """Block and language."""

    def every() -> Outdated:
        found = session.exec(
            select(Translation.block, Translation.language).where(
                Translation.campaign_id == campaign_id, Translation.state == BlockState.OUTDATED
            )
        )
        return frozenset((block, language) for block, language in found)

    of_all = read_once(session, ("outdated", campaign_id), (Translation,), every)
    return frozenset((block, language) for block, language in of_all if language in languages)
