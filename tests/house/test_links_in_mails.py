"""Every mail that the product writes, in Russian: what it links to opens in Russian, for whoever's browser says else."""

import re
from collections.abc import Iterator
from dataclasses import replace

from sqlmodel import Session, select

import campaigns.worker  # noqa: F401  # as a worker does: it registers the mails
from campaigns.actions.push import words_for_mailings
from campaigns.letters.actions import save_letter
from campaigns.letters.kinds import LetterKind
from campaigns.models.campaign import Campaign
from campaigns.news_mail.models import Audience, NewsDelivery, NewsMailing
from campaigns.notices.models import Notice, NoticeKind
from campaigns.register.models import LetterMail
from foundation.accounts.access import SignedIn
from foundation.accounts.models import Invitation, User
from foundation.accounts.people.actions.invitations import invite
from foundation.accounts.proof.codes import new_secret
from foundation.accounts.proof_models import FactorKind, KnownDevice, SecondFactor
from foundation.accounts.roles import Role
from foundation.mail.composing import composer_of, registered_kinds
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from outreach.actions.mailings import AboutCampaign
from outreach.actions.sending import fill_outbox, send, send_trial
from outreach.models.mailings import Delivery, TrialMail
from outreach.models.partners import Contact
from petitions.access import petition_for_reader
from petitions.actions.my_data import ask_for_my_data
from petitions.models.consent import ConsentKind
from petitions.models.data_request import DataRequest
from petitions.models.list_member import ListMember
from petitions.models.petition import Petition
from petitions.models.retyping import Retyping
from petitions.models.typed import Typed
from tests.campaigns.letters.papers import ASTANA, SIGNED, confirmed
from tests.conftest import BASE_URL
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.factories.letters import a_mission, a_sender, approved
from tests.factories.outreach import a_contact, a_draft
from tests.factories.petitions import a_confirmed_signature, a_pending_signature, typed
from tests.factories.updates import a_published_update

LINK = re.compile(re.escape(BASE_URL) + r"[^\s\"<>)]*")
ASKED_FOR_ALL = (ConsentKind.UPDATES, ConsentKind.LIST)


def in_russian(email: str, *, name: str = "Jean Modèle", also: tuple[ConsentKind, ...] = ()) -> Typed:
    return replace(typed(email, name=name, also=also), language="ru")


def rows_of_every_mail(session: Session, settings: Settings) -> Iterator[tuple[str, int]]:
    """Each kind of mail with what it is about."""
    organisation = an_organisation(session)
    user = an_organiser(session, organisation)
    reviewer = an_organiser(session, organisation, Role.REVIEWER, "reviewer@example.org")
    session.get_one(User, user.user_id).language = "ru"
    campaign = a_live_campaign(session, user, reviewer)
    petition = petition_for_reader(session, campaign.slug)
    signers = _of_signers(session, petition)
    yield from signers.items()
    yield from _of_organisers(session, user, campaign).items()
    yield from _of_partners(session, user, campaign).items()
    for row in _news(session, user, reviewer, campaign, signers).values():
        yield "campaigns.news", row
    yield "campaigns.letter_to_office", _to_an_office(session, settings)


def _to_an_office(session: Session, settings: Settings) -> int:
    sender = a_sender(session)
    campaign = a_mission(session, sender)
    author = an_organiser(session, sender, email="author@example.org")
    second = an_organiser(session, sender, Role.REVIEWER, "second@example.org")
    confirmed(session, campaign, "kz-president", ASTANA)
    letter = save_letter(
        session,
        campaign=campaign,
        kind=LetterKind.APPEAL,
        office_id="kz-president",
        language="ru",
        values=SIGNED["ru"],
        by=author,
    )
    approved(session, settings.effective_files_dir, campaign, by=second, language="ru")
    mail = LetterMail(letter_id=letter.id, campaign_id=campaign.id, sent_to="office@example.org")
    session.add(mail)
    session.flush()
    return mail.id


def _of_signers(session: Session, petition: Petition) -> dict[str, int]:
    waiting = a_pending_signature(session, petition, in_russian("gina@example.net"))
    a_pending_signature(session, petition, in_russian("gina@example.net", name="Ada Example"))
    signer = a_confirmed_signature(session, petition, in_russian("pjotr@example.net", also=ASKED_FOR_ALL))
    ask_for_my_data(session, petition=petition, email="pjotr@example.net", language="ru")
    session.flush()
    request = session.exec(select(DataRequest)).one()
    return {
        "petitions.confirm_signature": waiting.reference,
        "petitions.confirm_beside": session.exec(select(Retyping)).one().reference,
        "petitions.remind": waiting.reference,
        "petitions.already_signed": signer.reference,
        "petitions.thank_you": signer.reference,
        "petitions.my_data": request.id,
        "petitions.address_changes": request.id,
    }


def _of_organisers(session: Session, user: SignedIn, campaign: Campaign) -> dict[str, int]:
    invite(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        email="new@example.org",
        role=Role.EDITOR,
        language="ru",
    )
    device = KnownDevice(user_id=user.user_id, digest=b"x" * 32, device="Firefox")
    factor = SecondFactor(user_id=user.user_id, kind=FactorKind.APP, name="App", secret=new_secret())
    notice = Notice(campaign_id=campaign.id, organiser_id=user.user_id, kind=NoticeKind.TAKEN_OFF)
    session.add_all([device, factor, notice])
    session.flush()
    return {
        "accounts.invitation": session.exec(select(Invitation)).one().id,
        "accounts.new_device": device.id,
        "accounts.factor_added": factor.id,
        "campaigns.notice": notice.id,
    }


def _of_partners(session: Session, user: SignedIn, campaign: Campaign) -> dict[str, int]:
    about = AboutCampaign(campaign.id, words_for_mailings(campaign))
    versions = {"ru": ("Просим о помощи", "Всё о кампании: {{campaign.link}}")}
    a_contact(session, user, language="ru")
    mailing = a_draft(session, user, versions=versions, campaign=about)
    send_trial(session, user=user, mailing=mailing, language="ru", contact=None)
    send(session, user=user, mailing=mailing)
    while fill_outbox(session, mailing_id=mailing.id):
        pass
    return {
        "outreach.mailing": session.exec(select(Delivery)).one().id,
        "outreach.trial_mailing": session.exec(select(TrialMail)).one().id,
    }


def _news(
    session: Session, user: SignedIn, reviewer: SignedIn, campaign: Campaign, rows: dict[str, int]
) -> dict[Audience, int]:
    """By audience: each has links of its own at the foot."""
    update = a_published_update(session, user, reviewer, campaign)
    mailing = NewsMailing(update_id=update.id, audiences=list(Audience))
    session.add(mailing)
    session.flush()
    references = {
        Audience.SIGNERS: rows["petitions.thank_you"],
        Audience.LIST: session.exec(select(ListMember)).one().id,
        Audience.PARTNERS: session.exec(select(Contact)).one().id,
    }
    deliveries = {
        audience: NewsDelivery(
            update_id=update.id,
            mailing_id=mailing.id,
            audience=audience,
            reference=reference,
            address_digest=audience.encode().ljust(32),
            language="ru",
        )
        for audience, reference in references.items()
    }
    session.add_all(deliveries.values())
    session.flush()
    return {audience: delivery.id for audience, delivery in deliveries.items()}


def test_every_link_in_a_russian_mail_opens_in_russian(session: Session, settings: Settings) -> None:
    configure_mail(settings)
    wrong = []
    written = set()
    for kind, row in rows_of_every_mail(session, settings):
        mail = composer_of(kind)(session, row)
        assert mail is not None, kind
        assert mail.language == "ru", kind
        written.add(kind)
        links = [mail.unsubscribe_url, *LINK.findall(mail.text), *LINK.findall(mail.html)]
        wrong += [f"{kind}: {link}" for link in links if link and not is_russian(link)]
    assert not wrong
    assert written == {kind for kind in registered_kinds() if not kind.startswith("tests.")}


def is_russian(link: str) -> bool:
    """What names the site itself in a sentence may stand without a language."""
    return link.startswith(f"{BASE_URL}/ru") or link.rstrip("/") == BASE_URL
