"""Campaigns for tests, made the way an organiser makes them."""

from collections.abc import Sequence

from sqlmodel import Session

from campaigns.actions.launch import Addressed, ReadIn, launch
from campaigns.actions.states import publish, submit_for_review
from campaigns.models.campaign import Campaign, CampaignKind
from campaigns.models.case import Consent, Gender
from campaigns.models.partial_date import PartialDate
from campaigns.stock.facts import LaunchFacts, Person, Value
from foundation.accounts.access import SignedIn

PRESIDENT = Addressed(
    office="kz-president",
    name={"en": "President of the Republic of Kazakhstan", "ru": "Президент Республики Казахстан"},
    in_a_sentence={
        "en": "the President of the Republic of Kazakhstan",
        "ru": "Президенту Республики Казахстан",
    },
)


def arrest_facts(name: str = "Ada Example") -> LaunchFacts:
    """Charge and place of detention are not known, so that nothing leaves a gap."""
    return LaunchFacts(
        kind=CampaignKind.ARREST,
        language="en",
        country="KZ",
        date=PartialDate.parse("2026-05-01"),
        persons=(Person({"en": name, "ru": "Ада Примерова"}, "Аду Примерову", Gender.FEMALE),),
        values={
            "role": Value(terms=("role.chair",)),
            "union": Value(words={"en": "Dockers' Union of Example Port", "ru": "Профсоюз докеров Примерного порта"}),
            "charge": Value(not_known=True),
            "held_at": Value(not_known=True),
        },
    )


def a_draft_campaign(
    session: Session,
    user: SignedIn,
    name: str = "Ada Example",
    *,
    facts: LaunchFacts | None = None,
    demands: Sequence[str] = ("release", "charges"),
) -> Campaign:
    return launch(
        session,
        user=user,
        facts=facts or arrest_facts(name),
        addressed=PRESIDENT,
        standard_demands=demands,
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
