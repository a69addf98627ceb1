"""No paragraph serves two cases, no sentence says what the facts do not hold, and what is on hold leaves in no kind."""

import re
from collections.abc import Iterable

from sqlmodel import Session, select

from campaigns.actions.holding import keep_holds
from campaigns.letters.contents import LetterContents
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind, languages_of
from campaigns.letters.render import letter_body
from campaigns.letters.sections import FactList, Paragraph
from campaigns.letters.writing import offices_to_write_to
from campaigns.models.campaign import Campaign, CampaignKind
from campaigns.models.case import Case, CaseKind
from campaigns.models.event import Event
from campaigns.models.mention import Mention
from campaigns.models.partial_date import PartialDate
from campaigns.models.procedure import Communication, CommunicationKind, Procedure
from campaigns.stock.sample import MAN
from tests.campaigns.letters.every_kind import OWN_WORDS, WORDS, a_campaign, complete, every_letter

FROM_STOCK = [kind for kind in LetterKind if kind.declared.stock]
GENERAL = {"dos", "donts", "evidence", "contact", "quote"}
"""Advice that holds for every case, sources under their own titles, who is reached, and what somebody said."""
ARRESTED = {
    "en": r"arrest|detain|detention|prison|custody|behind bars",
    "fr": r"arrêt|détention|détenu|prison|incarcér",
    "es": r"arrest|detenid|detención|prisión|cárcel",
    "ru": r"арест|задерж|под страж|тюрьм|лишени",
}


def paragraphs(contents: LetterContents) -> set[str]:
    """Of the stock and of the facts; what an organiser typed and the sender's own address are the same in both."""
    own = {*WORDS[contents.language].values(), OWN_WORDS[contents.language]}
    found = set()
    for section in contents.sections:
        if section.name in GENERAL:
            continue
        for block in section.blocks:
            if isinstance(block, Paragraph):
                found.add(block.text)
            if isinstance(block, FactList):
                found |= {fact.text for fact in block.facts}
    return {text for text in found if "12 Example Street" not in text and text not in with_typed_marks(own)}


def with_typed_marks(texts: Iterable[str]) -> set[str]:
    return {text.replace("'", "’") for text in texts} | set(texts)


def of_kind(session: Session, campaign: Campaign, kind: LetterKind, language: str) -> LetterContents:
    office = offices_to_write_to(session, campaign=campaign, kind=kind)[0]
    return gather_letter(session, campaign=campaign, letter=complete(session, campaign, kind, office, language))


def test_letters_of_two_cases_share_no_paragraph_in_any_kind_and_language(session: Session) -> None:
    ours = a_campaign(session, CampaignKind.ARREST)
    of_the_same_kind = a_campaign(session, CampaignKind.ARREST, number="4100", persons=(MAN,))
    of_another = a_campaign(session, CampaignKind.UNION_DISSOLVED, number="4200")
    for kind in FROM_STOCK:
        for language in languages_of(kind):
            one = paragraphs(of_kind(session, ours, kind, language))
            assert one
            for campaign in (of_the_same_kind, of_another):
                both = one & paragraphs(of_kind(session, campaign, kind, language))
                assert not both, (kind, language, both)


def test_a_letter_about_a_closed_newsroom_speaks_of_no_arrest(session: Session) -> None:
    campaign = a_campaign(session, CampaignKind.OUTLET_CLOSED)
    for letter in every_letter(session, campaign):
        if letter.kind is LetterKind.UN_WGAD:
            continue
        letter.answers = {name: said for name, said in letter.answers.items() if name not in ("reasons", "arrested_by")}
        body = str(letter_body(gather_letter(session, campaign=campaign, letter=letter)))
        found = re.search(ARRESTED[letter.language], body, re.IGNORECASE)
        assert not found, (letter.kind, letter.language, found)


def test_what_is_on_hold_leaves_in_no_kind(session: Session) -> None:
    campaign = a_campaign(session, CampaignKind.ARREST)
    held = Case(
        campaign_id=campaign.id,
        key="held",
        kind=CaseKind.PERSON,
        name={"en": "Hidden Witness", "ru": "Тайный Свидетель"},
        country="KZ",
        hold=True,
        hold_reason="danger",
        position=9,
    )
    session.add(held)
    session.flush()
    told = Event(
        campaign_id=campaign.id,
        key="held-event",
        date=PartialDate.parse("2026-05-09"),
        country="KZ",
        text=dict.fromkeys(("en", "fr", "es"), "Hidden Witness was questioned.") | {"ru": "Тайный Свидетель допрошен."},
        position=9,
    )
    case = session.exec(select(Procedure).where(Procedure.campaign_id == campaign.id, Procedure.key == "cfa")).one()
    sent = Communication(
        campaign_id=campaign.id,
        procedure_id=case.id,
        kind=CommunicationKind.ADDITIONAL_INFORMATION,
        date=PartialDate.parse("2026-05-10"),
        hold=True,
        text={"en": "Statement of Hidden Witness", "ru": "Заявление: Тайный Свидетель"},
    )
    session.add_all([told, sent])
    session.flush()
    session.add(Mention(campaign_id=campaign.id, from_event_id=told.id, case_id=held.id))
    session.flush()
    keep_holds(session, campaign)
    session.flush()
    for letter in every_letter(session, campaign):
        body = str(letter_body(gather_letter(session, campaign=campaign, letter=letter)))
        for word in ("Hidden", "Witness", "Тайный", "Свидетель", "10 May", "10 мая"):
            assert word not in body, (letter.kind, letter.language, word)
        assert "Ada Example" in body or "Ада Примерова" in body or "Аду Примерову" in body, letter.kind
