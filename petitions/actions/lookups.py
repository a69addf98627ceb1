"""Looking for a signer, and taking rows out: both are written down before anything is shown."""

from sqlmodel import Session

from foundation.accounts.access import SignedIn, require
from foundation.accounts.actions import record
from foundation.accounts.models import Organisation
from foundation.accounts.roles import May
from foundation.errors import Conflict
from foundation.switches.models import Switch
from foundation.switches.queries import require_on
from petitions.access import petition_at_desk
from petitions.actions.recording import record_act
from petitions.models.petition import Petition


def note_search(session: Session, *, user: SignedIn, slug: str, by: str, reason: str) -> Petition:
    """What was looked for is not written down: the trail holds no signer. Raises Conflict at high risk."""
    petition = petition_at_desk(session, user, slug, May.MANAGE)
    if petition.is_high_risk:
        raise Conflict("This petition is marked as high risk: nobody can look for a signer in it.")
    record_act(session, user, petition, "signatures.searched", f"{by}: {reason}")
    return petition


def note_export(
    session: Session, *, user: SignedIn, slug: str, what: str, with_addresses: bool, reason: str
) -> Petition:
    """Names are for whoever may work on the petition, addresses for owners alone. `what` is for the trail.

    Raises OffForNow while exports are switched off."""
    petition = petition_at_desk(session, user, slug, May.MANAGE if with_addresses else May.WRITE)
    require_on(session, Switch.EXPORTS)
    record_act(session, user, petition, "signatures.exported", f"{what}: {reason}")
    return petition


def note_partner_export(session: Session, *, user: SignedIn, slug: str, code: str, reason: str) -> Petition:
    """Addresses go to the partner with this code. Raises OffForNow while exports are switched off."""
    petition = petition_at_desk(session, user, slug, May.MANAGE)
    require_on(session, Switch.EXPORTS)
    record_act(session, user, petition, "partner_news.exported", f"{code}: {reason}")
    return petition


def note_list_export(session: Session, *, user: SignedIn, organisation_id: int, what: str, reason: str) -> Organisation:
    """Raises OffForNow while exports are switched off."""
    require(user, organisation_id, May.MANAGE)
    require_on(session, Switch.EXPORTS)
    record(
        session,
        user=user,
        organisation_id=organisation_id,
        act="list.exported",
        about="general-list",
        detail=f"{what}: {reason}",
    )
    return session.get_one(Organisation, organisation_id)
