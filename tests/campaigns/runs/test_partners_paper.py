"""What a letter on a partner's paper says of whom, and which letters are never on it."""

import pytest
from sqlmodel import Session

from campaigns.kits.queries import letters_to_take
from campaigns.letters.actions import save_letter
from campaigns.letters.approving import follow_up, mark_sent
from campaigns.letters.falling import HELD
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Follows, Letter
from campaigns.letters.render import plain_text
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.models.case import Case, CaseKind
from campaigns.runs.actions import offer_letters, order_run
from campaigns.runs.models import RunLetter
from campaigns.runs.partner_paper import on_paper_of
from campaigns.runs.standing import FOLLOWS_UP, NO_PHONE, NOT_RUNNING, held_against, why_item_fell
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from foundation.clock import utc_today
from foundation.errors import BadInput
from foundation.settings import Settings
from outreach.models.letterheads import PartnerLetterhead
from outreach.models.partners import Partner
from tests.campaigns.letters.papers import ASTANA, CONTACT, SIGNED, confirmed
from tests.factories.accounts import an_organiser
from tests.factories.letters import a_mission, a_sender, approved
from tests.factories.runs import a_lender


class Lent:
    """An approved appeal, and a partner that lends its paper."""

    def __init__(self, session: Session, settings: Settings) -> None:
        self.session = session
        organisation = a_sender(session)
        self.campaign: Campaign = a_mission(session, organisation)
        self.author: SignedIn = an_organiser(session, organisation, Role.EDITOR)
        self.second = an_organiser(session, organisation, Role.REVIEWER, email="second@example.org")
        confirmed(session, self.campaign, "kz-president", ASTANA)
        self.files_dir = settings.effective_files_dir
        save_letter(
            session,
            campaign=self.campaign,
            kind=LetterKind.APPEAL,
            office_id="kz-president",
            language="en",
            values=SIGNED["en"] | CONTACT | {"your_reference": "Theirs 7"},
            by=self.author,
        )
        self.letter: Letter = approved(session, self.files_dir, self.campaign, by=self.second)
        self.partner: Partner = a_lender(session, self.author)
        session.flush()
        self.head = session.get_one(PartnerLetterhead, self.partner.id)

    def order(self) -> object:
        return order_run(
            self.session,
            user=self.author,
            campaign=self.campaign,
            letters=[self.letter],
            partners=[self.partner],
            own_paper=False,
        )

    def why(self, item: RunLetter) -> str:
        self.session.flush()
        return why_item_fell(self.session, held_against(self.session, self.campaign, [item], is_kit=False), item)

    def item(self) -> RunLetter:
        return RunLetter(
            run_id=0,
            place=1,
            name="0001-appeal",
            letter_id=self.letter.id,
            approved_sha256=self.letter.file_sha256 or "",
            partner_id=self.partner.id,
            own_paper=False,
            head_mark=self.head.mark,
        )


@pytest.fixture
def lent(session: Session, settings: Settings) -> Lent:
    return Lent(session, settings)


def test_whoever_signs_for_the_partner_is_the_contact_and_our_file_mark_is_not_on_its_paper(lent: Lent) -> None:
    like = lent.letter
    intervention = Letter(
        campaign_id=like.campaign_id, kind=LetterKind.ILO_DG_INTERVENTION, office_id="ilo-dg", language="en"
    )
    for name, value in (SIGNED["en"] | CONTACT | {"your_reference": "Theirs 7"}).items():
        setattr(intervention, name, value)
    contents = on_paper_of(lent.session, campaign=lent.campaign, letter=intervention, head=lent.head, day=utc_today())
    words = plain_text(contents)
    assert contents.contact
    assert (contents.contact.name, contents.your_reference) == (lent.head.signatory_name, "")
    assert lent.head.phone in words
    for ours in (*CONTACT.values(), "Theirs 7"):
        assert ours not in words, ours


def test_without_a_telephone_a_letter_that_names_a_contact_is_not_made(
    lent: Lent, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = lent.item()
    monkeypatch.setattr(LetterKind, "needs_contact", True)
    assert lent.why(item) == ""
    lent.head.phone = ""
    lent.session.add(lent.head)
    item.head_mark = lent.head.mark
    assert lent.why(item) == NO_PHONE


def test_a_reminder_is_on_no_partners_paper(lent: Lent) -> None:
    session, campaign = lent.session, lent.campaign
    mark_sent(session, letter=lent.letter)
    follow_up(session, campaign=campaign, letter=lent.letter, user=lent.author, follows=Follows.REMINDER)
    lent.letter = approved(session, lent.files_dir, campaign, by=lent.second)
    assert lent.letter.follows is Follows.REMINDER
    offer_letters(
        session,
        user=lent.author,
        campaign=campaign,
        among=[lent.letter],
        chosen={lent.letter.id: lent.letter.file_sha256 or ""},
    )
    assert letters_to_take(session, campaign, language="en") == []
    assert lent.why(lent.item()) == FOLLOWS_UP
    with pytest.raises(BadInput, match="your own paper only"):
        lent.order()


def test_while_a_campaign_rests_nothing_goes_on_partners_paper(lent: Lent) -> None:
    assert lent.why(lent.item()) == ""
    lent.campaign.state = CampaignState.PAUSED
    assert lent.why(lent.item()) == NOT_RUNNING


@pytest.mark.parametrize("field", ["place", "phone", "website", "signatory_office"])
def test_a_name_on_hold_is_found_in_everything_that_is_printed_of_a_letterhead(lent: Lent, field: str) -> None:
    held = Case(campaign_id=lent.campaign.id, key="held", kind=CaseKind.PERSON, name={"en": "Heldname"}, hold=True)
    setattr(lent.head, field, "Heldname")
    lent.session.add_all([lent.head, held])
    assert lent.why(lent.item()) == HELD
