"""What each kind of letter needs before it may leave, and that whatever is known makes a whole letter or named gaps."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from campaigns.facts.gather import gather_facts
from campaigns.facts.shapes import CampaignFacts
from campaigns.facts.words import Words
from campaigns.letters.contents import LetterContents
from campaigns.letters.declared.shape import Part
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind, languages_of
from campaigns.letters.lacks import Weight
from campaigns.letters.render import letter_body
from campaigns.letters.sections import Banner, DemandList, EventList, FactList, Paragraph, Points, Rows
from campaigns.letters.writing import offices_to_write_to
from campaigns.models.campaign import Campaign, CampaignKind
from campaigns.models.source import Claim
from foundation.accounts.models import Organisation
from tests.campaigns.letters.every_kind import a_campaign, answers, complete
from tests.campaigns.letters.ugly import ugly_in

K = LetterKind
NEEDED = [
    (K.ILO_CFA_COMPLAINT, "intent", "Say that your organisation means to lodge a complaint"),
    (K.ILO_CFA_COMPLAINT, "complainant", "Say as what your organisation complains"),
    (K.ILO_CFA_ASSOCIATION, "complainant", "Say as what your organisation complains"),
    (K.ILO_ART24_REPRESENTATION, "standing", "Say who your organisation is"),
    (K.UN_COMMUNICATION, "perpetrators", "Say who is said to be responsible"),
    (K.UN_COMMUNICATION, "consent", "Say whether those concerned agree"),
    (K.UN_WGAD, "reasons", "Say which reasons and which law"),
    (K.UN_WGAD, "category", "Choose the category"),
    (K.UN_WGAD, "consent", "needs the consent of the person or the family"),
    (K.PRESS_RELEASE, "quote", "A quotation of whoever speaks for you is missing"),
    (K.URGENT_APPEAL, "act_until", "Say until which day people should act"),
]
ONLY_WARNED = [
    (K.ILO_CFA_COMPLAINT, "steps", "Nothing is said of what was tried at home"),
    (K.ILO_ART24_REPRESENTATION, "steps", "Nothing is said of what was tried at home"),
    (K.UN_COMMUNICATION, "steps", "Nothing is said of what was tried at home"),
    (K.UN_WGAD, "steps", "Nothing is said of what was tried at home"),
]
WITH_A_DAY = [kind for kind in K if kind.declared.needs_day]


@pytest.fixture
def campaign(session: Session) -> Campaign:
    return a_campaign(session, CampaignKind.ARREST)


def contents_of(session: Session, campaign: Campaign, kind: LetterKind, **changed: object) -> LetterContents:
    office = offices_to_write_to(session, campaign=campaign, kind=kind)[0]
    letter = complete(session, campaign, kind, office, "en")
    for name, value in changed.items():
        if name in kind.declared.asks:
            letter.answers = {**letter.answers, name: str(value)}
        else:
            setattr(letter, name, value)
    return gather_letter(session, campaign=campaign, letter=letter)


@pytest.mark.parametrize(("kind", "field", "words"), NEEDED)
def test_what_a_kind_needs_is_named_until_it_is_there(
    session: Session, campaign: Campaign, kind: LetterKind, field: str, words: str
) -> None:
    assert contents_of(session, campaign, kind).is_clean
    contents = contents_of(session, campaign, kind, **{field: ""})
    assert not contents.is_clean
    assert [lack.field for lack in contents.lacks if words in str(lack)] == [field]


@pytest.mark.parametrize(("kind", "field", "words"), ONLY_WARNED)
def test_what_is_only_asked_for_is_a_warning_and_holds_nothing_up(
    session: Session, campaign: Campaign, kind: LetterKind, field: str, words: str
) -> None:
    contents = contents_of(session, campaign, kind, **{field: ""})
    assert contents.is_clean
    assert any(words in str(warning) for warning in contents.warnings)


@pytest.mark.parametrize("kind", WITH_A_DAY)
def test_a_kind_that_must_be_dated_is_no_draft_only_once_it_is(
    session: Session, campaign: Campaign, kind: LetterKind
) -> None:
    contents = contents_of(session, campaign, kind, dated_on=None)
    assert [lack.field for lack in contents.lacks] == ["dated_on"]


@pytest.mark.parametrize("kind", [K.ILO_CFA_COMPLAINT, K.ILO_CFA_ASSOCIATION, K.ILO_ART24_REPRESENTATION])
def test_a_complaint_needs_a_signatory_with_office_and_a_permanent_address(
    session: Session, campaign: Campaign, kind: LetterKind
) -> None:
    contents = contents_of(session, campaign, kind, signatory_office="")
    assert [lack.field for lack in contents.lacks] == ["signatory_name"]
    session.get_one(Organisation, campaign.organisation_id).address = ""
    assert any("postal address is missing" in str(lack) for lack in contents_of(session, campaign, kind).lacks)


def test_an_organisation_that_may_not_complain_is_told_who_may(session: Session, campaign: Campaign) -> None:
    contents = contents_of(session, campaign, K.ILO_CFA_COMPLAINT, complainant="none")
    assert any("Ask the national centre or a global union" in str(lack) for lack in contents.lacks)
    assert not contents.is_clean
    assert "a petition can be enclosed" in K.ILO_CFA_COMPLAINT.declared.who_may
    assert "copy of another letter is no complaint" in K.ILO_CFA_COMPLAINT.declared.who_may
    assert "A person never" in K.ILO_CFA_COMPLAINT.declared.who_may


def test_a_fact_without_evidence_is_a_warning_and_the_letter_says_that_it_follows(
    session: Session, campaign: Campaign
) -> None:
    for claim in session.exec(select(Claim).where(Claim.campaign_id == campaign.id)):
        session.delete(claim)
    session.flush()
    session.expire_all()
    contents = contents_of(session, campaign, K.ILO_CFA_COMPLAINT)
    assert contents.is_clean
    assert any("Substantiation to follow" in str(warning) for warning in contents.warnings)
    assert "will follow for paragraph 1." in str(letter_body(contents)).replace("\N{NO-BREAK SPACE}", " ")


def test_urgency_is_justified_in_the_text_where_it_is_asked_for(session: Session, campaign: Campaign) -> None:
    asked = contents_of(session, campaign, K.ILO_CFA_COMPLAINT, urgency="")
    assert "The personal freedom of Ada Example is at stake." in str(letter_body(asked))
    assert "treated as urgent" in str(letter_body(asked))
    plain = contents_of(session, campaign, K.ILO_CFA_COMPLAINT, asks_urgency="")
    assert "urgent" not in str(letter_body(plain)).lower()


def test_urgency_that_the_facts_do_not_show_has_to_be_said(session: Session) -> None:
    campaign = a_campaign(session, CampaignKind.OUTLET_CLOSED)
    contents = contents_of(session, campaign, K.ILO_CFA_COMPLAINT, urgency="")
    assert [lack.field for lack in contents.lacks] == ["urgency"]


@pytest.mark.parametrize("language", ["fr", "es", "ru"])
def test_the_holders_gender_is_asked_where_the_language_has_no_form_for_anybody(
    session: Session, campaign: Campaign, language: str
) -> None:
    letter = complete(session, campaign, K.ILO_CFA_COMPLAINT, "ilo-dg", language)
    letter.holder = ""
    contents = gather_letter(session, campaign=campaign, letter=letter)
    assert [lack.field for lack in contents.lacks] == ["holder"]
    for holder in ("man", "woman"):
        letter.holder = holder
        contents = gather_letter(session, campaign=campaign, letter=letter)
        assert contents.is_clean
        assert not any("/" in line or "(" in line for line in (*contents.address, contents.salutation))


def parts_needed(kind: LetterKind) -> list[Part]:
    return [part for part in kind.declared.parts if part.missing and part.weight is not Weight.WARNS]


EMPTIED = ("cases", "actors", "laws", "procedures", "timeline", "situation", "sources", "meetings", "countries")


def without(facts: CampaignFacts, emptied: set[str], *, summary: bool, demands: bool) -> CampaignFacts:
    changed: dict[str, object] = dict.fromkeys(emptied, ())
    if not summary:
        changed["summary"] = Words("", facts.language)
    if not demands:
        changed["addressees"] = tuple(
            replace(group, demands=tuple(replace(demand, actions=()) for demand in group.demands))
            for group in facts.addressees
        )
    return replace(facts, **changed)  # type: ignore[arg-type]  # names of its own fields


def test_any_facts_make_a_whole_letter_or_name_what_is_missing(session: Session) -> None:
    campaigns = [a_campaign(session, kind, number=str(4000 + place)) for place, kind in enumerate(CampaignKind)]
    known = {
        (campaign.id, language): gather_facts(session, campaign, language=language)
        for campaign in campaigns
        for language in ("en", "es", "fr", "ru")
    }

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def whole_or_named(data: st.DataObject) -> None:
        campaign = data.draw(st.sampled_from(campaigns))
        kind = data.draw(st.sampled_from([kind for kind in LetterKind if kind.declared.stock]))
        language = data.draw(st.sampled_from(languages_of(kind)))
        office = offices_to_write_to(session, campaign=campaign, kind=kind)[0]
        letter = complete(session, campaign, kind, office, language)
        given_answers = answers(kind, language)
        letter.answers = {name: said for name, said in given_answers.items() if data.draw(st.booleans())}
        letter.urgency = letter.urgency if data.draw(st.booleans()) else ""
        letter.contact_name = letter.contact_name if data.draw(st.booleans()) else ""
        letter.signatory_name = letter.signatory_name if data.draw(st.booleans()) else ""
        facts = without(
            known[campaign.id, language],
            set(data.draw(st.lists(st.sampled_from(EMPTIED), unique=True))),
            summary=data.draw(st.booleans()),
            demands=data.draw(st.booleans()),
        )
        contents = gather_letter(session, campaign=campaign, letter=letter, facts=facts)
        assert_whole(contents)
        if contents.is_clean:
            written = {section.name for section in contents.sections}
            assert {part.name for part in parts_needed(kind)} <= written

    whole_or_named()


def assert_whole(contents: LetterContents) -> None:
    where = f"{contents.kind} {contents.language}"
    body = str(letter_body(contents))
    assert "None" not in body, where
    for section in contents.sections:
        assert section.blocks, (where, section.name)
        for block in section.blocks:
            for text in texts_of(block):
                assert text.strip(), (where, section.name)
                assert not ugly_in(text), (where, section.name, text)


def texts_of(block: object) -> list[str]:
    match block:
        case Paragraph():
            return [block.text]
        case FactList():
            assert block.facts
            return [text for fact in block.facts for text in (fact.label, fact.text, *fact.more)]
        case EventList():
            return [event.text for event in block.events]
        case DemandList():
            return [demand.text for group in block.groups for demand in group.demands]
        case Rows():
            return [text for row in block.rows for text in row]
        case Points():
            return list(block.points)
        case Banner():
            return []
    raise AssertionError(block)
