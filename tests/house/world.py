"""One row of everything that an address can name, owned by one organisation. Its names hold the word canary."""

import re
from typing import Any

from sqlmodel import Session, select

from campaigns.actions.push import words_for_mailings
from campaigns.dossiers.models import Dossier, DossierState, Profile
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter, LetterState
from campaigns.letters.templated.actions import make_template
from campaigns.letters.templated.models import LetterTemplate
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, StatusEntry
from campaigns.models.demand import AddresseeGroup, Demand
from campaigns.models.event import Event
from campaigns.models.fact import Fact
from campaigns.models.finding import LinkedCampaign
from campaigns.models.procedure import (
    Communication,
    CommunicationKind,
    DateKind,
    Procedure,
    ProcedureDate,
    ProcedureKind,
    Recommendation,
    Report,
    ReportKind,
)
from campaigns.models.source import Claim, Source
from campaigns.offices.actions import propose
from campaigns.register.actions.mails import KIND
from campaigns.register.models import Dispatch, LetterMail, Reply, ReplyKind, Way
from campaigns.translating.actions.links import make_link
from campaigns.translating.models import TranslatorLink
from campaigns.versions.models import CampaignVersion
from foundation.accounts.access import SignedIn
from foundation.accounts.models import Grant, Organisation
from foundation.accounts.people.actions.invitations import invite
from foundation.accounts.proof.codes import new_secret
from foundation.accounts.proof_models import FactorKind, SecondFactor, SignInSession
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.files import store
from foundation.letterhead.models import SignaturePicture
from foundation.mail.actions import put_in_outbox
from foundation.mail.models import Stream
from foundation.settings import Settings
from outreach.actions.mailings import AboutCampaign
from outreach.models.partners import Partner
from petitions.access import petition_for_reader
from petitions.models.rules import Criteria, RuleRun
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.factories.deliveries import deliveries_of_the_world
from tests.factories.faces import a_portrait
from tests.factories.outreach import outreach_of_the_world
from tests.factories.paper import a_batch
from tests.factories.petitions import a_pending_signature, confirm_token, typed
from tests.factories.runs import runs_of_the_world
from tests.factories.updates import updates_of_the_world

_values: dict[str, str] = {}


def build_world(session: Session, settings: Settings) -> Organisation:
    """Fills the values that `address_of` puts into the places of a path."""
    _values.clear()
    organisation = an_organisation(session, "Canary Federation")
    user = an_organiser(session, organisation, email="canary@example.org")
    reviewer = an_organiser(session, organisation, Role.REVIEWER, email="canary-reviewer@example.org")
    campaign = a_live_campaign(session, user, reviewer, name="Canary Example")
    petition = petition_for_reader(session, campaign.slug)
    signature = a_pending_signature(session, petition, typed(name="Canary Signer"))
    _values.update(path="icon.svg", slug=campaign.slug, token=confirm_token(signature))
    _values.update(organisation_id=str(organisation.id), reference=str(signature.reference), number="1", place="1")
    _values.update(kind="appeal", office="kz-president", letter="appeal-kz-president")
    _values.update(batch_id=str(a_batch(session, user, petition.slug, source="Canary Branch").id))
    rule = RuleRun(petition_id=petition.id, criteria=Criteria(country="NO").model_dump_json())
    session.add(rule)
    session.flush()
    _values.update(rule_id=str(rule.id))
    _values.update(_facts_of(session, campaign))
    _values.update(_faces_of(session, settings, campaign))
    version = session.exec(select(CampaignVersion).where(CampaignVersion.campaign_id == campaign.id)).one()
    _values.update(version_id=str(version.id))
    change = propose(session, user=user, office_id="kz-labour", changed={"note": "A new entrance."})
    _values.update(change_id=str(change.id))
    _values.update(_register_of(session, settings, campaign))
    _values.update(deliveries_of_the_world(session, settings, user, campaign))
    _values.update(dossier_id=str(_an_edition(session, settings, campaign).id))
    make_link(session, user=user, campaign=campaign, language="fr", name="Canary translator", days=3)
    session.flush()
    _values.update(language="fr", link_id=str(session.exec(select(TranslatorLink.id)).one()))
    _values.update(_people_of(session, organisation, user))
    _values.update(signature_id=str(_signature_of(session, organisation).id))
    _values.update(template_id=str(_template_of(session, user).id), shipped="appeal.en")
    about = AboutCampaign(campaign.id, words_for_mailings(campaign))
    _values.update(outreach_of_the_world(session, settings, user, about))
    letter, partner = session.get(Letter, int(_values["letter_id"])), session.get(Partner, int(_values["partner_id"]))
    assert letter is not None
    assert partner is not None
    _values.update(runs_of_the_world(session, campaign, letter, partner))
    _values.update(updates_of_the_world(session, settings, user, reviewer, campaign))
    return organisation


def address_of(path: str) -> str:
    """`/desk/campaigns/{slug}` → the address of the world's own campaign. A place nobody filled is a KeyError."""
    return re.sub(r"{(\w+)(?::path)?}", lambda place: _values[place[1]], path)


def _register_of(session: Session, settings: Settings, campaign: Campaign) -> dict[str, str]:
    """A letter that was sent, the receipt, and an answer."""
    files_dir = settings.effective_files_dir
    sha256 = store(session, files_dir, b"%PDF canary letter", media_type="application/pdf", pages=1).sha256
    letter = Letter(campaign_id=campaign.id, kind=LetterKind.APPEAL, office_id="kz-prime-minister", language="en")
    letter.file_sha256, letter.pages, letter.printed_at = sha256, 1, utc_now()
    letter.state, letter.is_clean, letter.approved_at = LetterState.SENT, True, utc_now()
    letter.our_reference, letter.dated_on, letter.facts_version = "Canary 1", utc_now().date(), 1
    session.add(letter)
    session.flush()
    of_letter: dict[str, Any] = {"letter_id": letter.id, "campaign_id": campaign.id}
    dispatch = Dispatch(**of_letter, way=Way.POST, sent_on=utc_now().date(), proof_sha256=sha256)
    reply = Reply(**of_letter, kind=ReplyKind.REFUSED, received_on=utc_now().date(), summary="No.", scan_sha256=sha256)
    mail = LetterMail(**of_letter, sent_to="office@example.org")
    session.add_all([dispatch, reply, mail])
    session.flush()
    put_in_outbox(session, stream=Stream.BULK, kind=KIND, subject_id=mail.id, group_key=mail.group_key)
    return {
        "letter_id": str(letter.id),
        "dispatch_id": str(dispatch.id),
        "reply_id": str(reply.id),
        "mail_id": str(mail.id),
    }


def _facts_of(session: Session, campaign: Campaign) -> dict[str, str]:
    of_campaign = {"campaign_id": campaign.id}
    kinds: dict[str, type[Fact]] = {
        "case_id": Case,
        "event_id": Event,
        "status_id": StatusEntry,
        "demand_id": Demand,
        "addressee_id": AddresseeGroup,
    }
    found = {
        name: str(session.exec(select(kind).filter_by(**of_campaign)).first().id)  # type: ignore[union-attr]  # there is one
        for name, kind in kinds.items()
    }
    source = _source_of(session, campaign, case_id=int(found["case_id"]))
    of_the_case = {"facts": "cases", "fact_id": found["case_id"], "source_id": str(source.id)}
    return found | of_the_case | _procedure_of(session, campaign)


def _faces_of(session: Session, settings: Settings, campaign: Campaign) -> dict[str, str]:
    """A picture that may be shown, and a link to a campaign of another site."""
    case = session.exec(select(Case).where(Case.campaign_id == campaign.id)).first()
    assert case is not None
    portrait = a_portrait(session, settings.effective_files_dir, case, alt="Canary Example at work")
    url = "https://example.net/campaigns/canary-strike"
    linked = LinkedCampaign(campaign_id=campaign.id, slug="canary-strike", url=url, words={"en": "Canary employer"})
    session.add(linked)
    session.flush()
    return {"portrait_id": str(portrait.id), "linked_id": str(linked.id)}


def _source_of(session: Session, campaign: Campaign, *, case_id: int) -> Source:
    """Where a case was read."""
    source = Source(campaign_id=campaign.id, key="canary-source", title={"en": "Canary source"})
    session.add(source)
    session.flush()
    session.add(Claim(campaign_id=campaign.id, source_id=source.id, case_id=case_id))
    session.flush()
    return source


def _procedure_of(session: Session, campaign: Campaign) -> dict[str, str]:
    """One with a row of each part."""
    own: dict[str, Any] = {"campaign_id": campaign.id}
    procedure = Procedure(**own, key="cfa-1", kind=ProcedureKind.ILO_CFA, body={"en": "Canary Committee"})
    session.add(procedure)
    session.flush()
    log = Communication(**own, procedure_id=procedure.id, kind=CommunicationKind.COMPLAINT)
    report = Report(**own, procedure_id=procedure.id, kind=ReportKind.INTERIM)
    session.add_all([log, report])
    session.flush()
    asked = Recommendation(**own, report_id=report.id, text={"en": "Canary recommendation"})
    day = ProcedureDate(**own, procedure_id=procedure.id, kind=DateKind.SESSION)
    session.add_all([asked, day])
    session.flush()
    return {
        "key": procedure.key,
        "procedure_id": str(procedure.id),
        "communication_id": str(log.id),
        "report_id": str(report.id),
        "recommendation_id": str(asked.id),
        "date_id": str(day.id),
    }


def _signature_of(session: Session, organisation: Organisation) -> SignaturePicture:
    """Kept for letters that print it."""
    kept = SignaturePicture(organisation_id=organisation.id, name="Canary Signatory", picture="AA==")
    session.add(kept)
    session.flush()
    return kept


def _template_of(session: Session, user: SignedIn) -> LetterTemplate:
    kind, language = LetterKind.APPEAL, "en"
    name, text = "Canary template", "About {{campaign.title}}, canary."
    return make_template(session, user=user, kind=kind, language=language, name=name, text=text, for_supporters=False)


def _people_of(session: Session, organisation: Organisation, user: SignedIn) -> dict[str, str]:
    member = an_organiser(session, organisation, Role.EDITOR, email="canary-editor@example.org")
    invitation = invite(
        session,
        user=user,
        organisation_id=organisation.id,
        email="canary-guest@example.org",
        role=Role.VIEWER,
        language="en",
    )
    federation = an_organisation(session, "Canary Affiliates")
    grant = Grant(of_organisation_id=organisation.id, to_organisation_id=federation.id, role=Role.VIEWER)
    factor = SecondFactor(user_id=member.user_id, kind=FactorKind.APP, name="Canary app", secret=new_secret())
    browser = SignInSession(token_digest=bytes(32), user_id=user.user_id)
    session.add_all([grant, factor, browser])
    session.flush()
    return {
        "organiser_id": str(member.user_id),
        "invitation_id": str(invitation.id),
        "grant_id": str(grant.id),
        "factor_id": str(factor.id),
        "session_id": str(browser.id),
    }


def _an_edition(session: Session, settings: Settings, campaign: Campaign) -> Dossier:
    stored = store(session, settings.effective_files_dir, b"%PDF canary", media_type="application/pdf", pages=1)
    dossier = Dossier(
        campaign_id=campaign.id,
        profile=Profile.PUBLIC,
        language="en",
        edition=2,  # the first was ordered when the campaign went live
        facts_version=campaign.version,
        state=DossierState.READY,
        file_sha256=stored.sha256,
        annex_sha256=stored.sha256,
    )
    session.add(dossier)
    session.flush()
    return dossier
