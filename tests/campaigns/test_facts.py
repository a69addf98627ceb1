"""The read model: everything in one language, and nothing that is on hold when the public reads."""

from sqlmodel import Session

from campaigns.facts.gather import gather_facts
from campaigns.models.campaign import Campaign, CampaignKind
from campaigns.models.case import Case, CaseKind, Status, StatusEntry
from campaigns.models.event import Event
from campaigns.models.mention import Mention
from campaigns.models.partial_date import PartialDate
from tests.factories.accounts import an_organisation


def test_facts_come_in_the_language_asked_for(session: Session) -> None:
    campaign = Campaign(
        organisation_id=an_organisation(session).id,
        slug="free-ada",
        kind=CampaignKind.ARREST,
        title={"en": "Free Ada Example", "ru": "Свободу Аде Экзампл"},
        summary={"en": "She was arrested."},
    )
    session.add(campaign)
    session.flush()
    ada = Case(campaign_id=campaign.id, key="ada", kind=CaseKind.PERSON, name={"en": "Ada Example"})
    session.add(ada)
    session.flush()
    session.add(StatusEntry(campaign_id=campaign.id, case_id=ada.id, status=Status.ARRESTED))
    event = Event(campaign_id=campaign.id, key="e1", text={"en": "Arrest"}, date=PartialDate.parse("2026-05"))
    session.add(event)
    session.flush()
    session.add(Mention(campaign_id=campaign.id, from_event_id=event.id, case_id=ada.id))
    session.flush()
    session.expire_all()

    facts = gather_facts(session, campaign, language="ru")

    assert (facts.title, facts.title.translated) == ("Свободу Аде Экзампл", True)
    assert (facts.summary, facts.summary.language, facts.summary.translated) == ("She was arrested.", "en", False)
    assert [entry.status for entry in facts.cases[0].statuses] == [Status.ARRESTED]
    assert facts.timeline[0].date.in_words("ru") == "май 2026\u202fг."
    assert [case.key for case in facts.timeline[0].mentions.cases] == ["ada"]
