"""What stands in a letter of record until an organiser sets something else: enclosures, copies, who signs."""

from sqlmodel import Session, col, select

from campaigns.facts.shapes import CampaignFacts
from campaigns.letters.declared.shape import Group, Sheet
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter
from campaigns.letters.typography import inner_quotes
from campaigns.models.actor import ActorKind
from campaigns.models.campaign import Campaign
from foundation.read_once import read_once
from foundation.web.language import gettext, mark, speaking

DOSSIER = mark("Dossier “%(title)s”")
ACTRAV = mark("International Labour Office, Bureau for Workers’ Activities (ACTRAV)")
ITUC = mark("International Trade Union Confederation (ITUC)")
CARRIED_OVER = ("signatory_name", "signatory_office", "contact_name", "contact_phone", "contact_email", "place")


def usual_enclosures(facts: CampaignFacts, kind: LetterKind) -> list[str]:
    """The dossier, which every campaign has; not with what goes to no office."""
    if kind.declared.sheet in (Sheet.RELEASE, Sheet.ONE_PAGE):
        return []
    with speaking(facts.language):
        return [gettext(DOSSIER) % {"title": inner_quotes(str(facts.title), facts.language)}]


def usual_copies(facts: CampaignFacts, kind: LetterKind) -> list[str]:
    """The ILO's workers' bureau and the ITUC, and with letters to the ILO the global unions that the facts name. What
    goes to experts, to other unions and to the press has no copies."""
    if kind.declared.group not in (Group.GOVERNMENTS, Group.ILO):
        return []
    unions = [str(actor.name) for actor in facts.actors if actor.kind is ActorKind.GLOBAL_UNION and not actor.leads]
    with speaking(facts.language):
        return [gettext(ACTRAV), gettext(ITUC), *(unions if kind.declared.group is Group.ILO else ())]


def new_letter(session: Session, *, campaign: Campaign, kind: LetterKind, office_id: str, language: str) -> Letter:
    """Not saved yet. Who signs and who is reached is taken from the organisation's last letter in that language."""
    letter = Letter(campaign_id=campaign.id, kind=kind, office_id=office_id, language=language)
    last = _last_letter(session, campaign.organisation_id, language)
    for name in CARRIED_OVER if last else ():
        setattr(letter, name, getattr(last, name))
    return letter


def _last_letter(session: Session, organisation_id: int, language: str) -> Letter | None:
    """Asked for by every letter that could be written."""
    newest = (
        select(Letter)
        .join(Campaign, col(Campaign.id) == col(Letter.campaign_id))
        .where(Campaign.organisation_id == organisation_id, Letter.language == language)
        .order_by(col(Letter.updated_at).desc())
        .limit(1)
    )
    key = ("last letter", organisation_id, language)
    return read_once(session, key, (Campaign, Letter), lambda: session.exec(newest).first())
