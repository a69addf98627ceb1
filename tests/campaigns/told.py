"""The facts of the examples, told once in a test process: they are frozen, and loading takes a second."""

from sqlmodel import Session, select

from campaigns.actions.load_examples import load_examples
from campaigns.facts.gather import gather_facts
from campaigns.facts.shapes import CampaignFacts
from campaigns.models.campaign import Campaign
from tests.factories.accounts import an_organisation

ASIA = "central-asia-2019-recommendations"
LAW = "kyrgyzstan-trade-union-law-case-3386"
KLOOP = "kyrgyzstan-kloop-media"
MADE_UP = "exemplia-free-peter-example"

_told: dict[tuple[str, str, bool], CampaignFacts] = {}


def load_once(session: Session) -> None:
    """The examples, where they are not there yet."""
    if session.exec(select(Campaign.id)).first() is None:
        load_examples(session, organisation_id=an_organisation(session).id)


def told(session: Session, slug: str, language: str = "en", *, public: bool = False) -> CampaignFacts:
    """For the desk, unless said otherwise."""
    if not _told:
        reports = load_examples(session, organisation_id=an_organisation(session).id)
        assert [str(problem) for report in reports for problem in report.problems] == []
        session.expire_all()
        for campaign in session.exec(select(Campaign)):
            for to_public in (True, False):
                for spoken in ("en", "ru"):
                    facts = gather_facts(session, campaign, language=spoken, public=to_public)
                    _told[campaign.slug, spoken, to_public] = facts
    return _told[slug, language, public]
