"""Campaigns for tests, made the way an organiser makes them."""

from sqlmodel import Session

from campaigns.actions.launch import Addressed, ReadIn, launch_arrest
from campaigns.actions.states import publish, submit_for_review
from campaigns.launch_texts import ArrestFacts
from campaigns.models.campaign import Campaign
from campaigns.models.case import Consent, Gender
from campaigns.models.partial_date import PartialDate
from foundation.accounts.access import SignedIn


def a_draft_campaign(session: Session, user: SignedIn, name: str = "Ada Example") -> Campaign:
    return launch_arrest(
        session,
        user=user,
        facts=ArrestFacts(
            name={"en": name, "ru": "Ада Примерова"},
            name_accusative_ru="Аду Примерову",
            gender=Gender.FEMALE,
            role={"en": "chair", "ru": "председатель"},
            union={"en": "Dockers' Union of Example Port", "ru": "Профсоюз докеров Примерного порта"},
            country="KZ",
            country_name={"en": "Kazakhstan", "ru": "Казахстан"},
            date=PartialDate.parse("2026-05-01"),
        ),
        addressed=Addressed(
            office="kz-president",
            name={"en": "President of the Republic of Kazakhstan", "ru": "Президент Республики Казахстан"},
            in_a_sentence={
                "en": "the President of the Republic of Kazakhstan",
                "ru": "Президенту Республики Казахстан",
            },
        ),
        standard_demands=["release", "charges"],
        own_demands=[],
        source=ReadIn(title="Statement of the union", url="https://union.example.org/statement"),
        consent=Consent.GIVEN,
        risks=[],
    )


def a_live_campaign(session: Session, user: SignedIn, reviewer: SignedIn, name: str = "Ada Example") -> Campaign:
    campaign = a_draft_campaign(session, user, name)
    submit_for_review(session, user=user, campaign=campaign)
    publish(session, user=reviewer, campaign=campaign)
    session.flush()
    return campaign
