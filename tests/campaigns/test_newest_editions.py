"""The page of all dossiers shows the edition of each campaign that was ordered last."""

from datetime import timedelta

from sqlmodel import Session

from campaigns.dossiers.models import Dossier, Profile
from campaigns.dossiers.queries import newest_of_each
from campaigns.models.campaign import Campaign, CampaignKind
from foundation.clock import utc_now
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
