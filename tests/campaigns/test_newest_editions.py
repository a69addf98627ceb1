"""The page of all dossiers shows the edition of each campaign that was ordered last."""

from datetime import timedelta

from sqlmodel import Session

from campaigns.dossiers.models import Dossier, DossierState, Profile
from campaigns.dossiers.queries import earlier_editions, newest_of_each, standing_editions
from campaigns.models.campaign import Campaign, CampaignKind
from foundation.clock import utc_now
from foundation.files import FileKind, StoredFile
from foundation.pdf_uploads import MEDIA_TYPE
from tests.factories.accounts import an_organisation, an_organiser


def test_the_one_ordered_last_in_any_language_of_campaigns_one_may_see(session: Session) -> None:
    union, other = an_organisation(session), an_organisation(session)
    user = an_organiser(session, union)
    of = {}
    for slug, owner in (("ours", union), ("without", union), ("theirs", other)):
        of[slug] = Campaign(organisation_id=owner.id, slug=slug, kind=CampaignKind.ARREST, title={"en": slug})
    session.add_all(of.values())
    session.flush()
    ago = {("en", 1): 9, ("ru", 1): 8, ("en", 2): 5, ("ru", 2): 6}
    for slug in ("ours", "theirs"):
        for (language, edition), days in ago.items():
            session.add(
                Dossier(
                    campaign_id=of[slug].id, profile=Profile.PUBLIC, language=language, edition=edition,
                    facts_version=1, ordered_at=utc_now() - timedelta(days=days),
                )
            )  # fmt: skip
    session.flush()
    newest = newest_of_each(session, user)
    assert {key: (one.language, one.edition) for key, one in newest.items()} == {of["ours"].id: ("en", 2)}


def test_on_its_own_page_the_newest_of_each_language_stand_first_and_the_earlier_ones_follow_by_pages(
    session: Session,
) -> None:
    campaign = Campaign(
        organisation_id=an_organisation(session).id, slug="ours", kind=CampaignKind.ARREST, title={"en": "ours"}
    )
    session.add(campaign)
    session.flush()
    session.add(
        StoredFile(sha256="a" * 64, media_type=MEDIA_TYPE, size=1, kind=FileKind.PRODUCED, created_at=utc_now())
    )
    session.flush()
    now = utc_now()
    for number in range(1, 26):
        for language in ("en", "ru"):
            is_ready = number < 25 or language == "en"
            session.add(
                Dossier(
                    campaign_id=campaign.id, profile=Profile.PUBLIC, language=language, edition=number,
                    state=DossierState.READY if is_ready else DossierState.FAILED,
                    file_sha256="a" * 64 if is_ready else None,
                    facts_version=1, ordered_at=now - timedelta(days=30 - number),
                )
            )  # fmt: skip
    session.flush()
    standing = standing_editions(session, campaign_id=campaign.id)
    assert [(one.language, one.edition) for one in standing] == [("en", 25), ("ru", 25), ("ru", 24)]
    earlier, before = earlier_editions(session, campaign_id=campaign.id)
    pages = [earlier]
    while before:
        earlier, before = earlier_editions(session, campaign_id=campaign.id, before=before)
        pages.append(earlier)
    assert [len(one) for one in pages] == [20, 20, 7]
    told = [(one.language, one.edition) for one in [*standing, *(row for one in pages for row in one)]]
    assert len(set(told)) == len(told) == 50
    assert pages[0][0].edition == 24
    assert pages[-1][-1].edition == 1
