"""A translation that the original has moved away from stands on the checklist, and leads to where it is mended."""

import pytest
from sqlmodel import Session, select

from campaigns.models.campaign import Campaign
from campaigns.readiness.texts import about_texts
from campaigns.translating.keeping import keep_translations
from foundation.web.language import speaking
from tests.campaigns.told import KLOOP, load_once


@pytest.mark.parametrize(("texts", "told"), [(1, "1 translation is older"), (2, "2 translations are older")])
def test_outdated_translations_are_one_point_for_each_language(session: Session, texts: int, told: str) -> None:
    load_once(session)
    campaign = session.exec(select(Campaign).where(Campaign.slug == KLOOP)).one()
    with speaking("en"):
        assert not [point for point in about_texts(session, campaign) if "older" in point.words]
        for column in ("summary", "title")[:texts]:
            setattr(campaign, column, getattr(campaign, column) | {"en": "Something else is said now."})
        session.add(campaign)
        keep_translations(session, campaign)
        [point] = [point for point in about_texts(session, campaign) if "older" in point.words]
    assert point.words.startswith(told)
    assert "(Russian)" in point.words
    assert point.path == f"/desk/campaigns/{KLOOP}/translate/ru?show=left"
    assert not point.blocks
