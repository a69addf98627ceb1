"""Mails to organisers. None of them says what an organisation works on."""

from typing import Any

from sqlmodel import Session

from foundation.accounts.models import Invitation, Organisation, User
from foundation.accounts.people.access import INVITATION_PURPOSE
from foundation.accounts.proof_models import FactorKind, KnownDevice, SecondFactor
from foundation.accounts.roles import ROLE_WORDS
from foundation.clock import utc_now
from foundation.mail.composing import compose, composer
from foundation.mail.messages import Message
from foundation.mail.setup import mail_setup
from foundation.security.links import make_token
from foundation.web.language import DEFAULT_LANGUAGE, LANGUAGES, gettext, speaking


@composer("accounts.invitation")
def invitation(session: Session, invitation_id: int) -> Message | None:
    """None when it was withdrawn, used or has expired meanwhile."""
    found = session.get(Invitation, invitation_id)
    if found is None or found.accepted_at is not None or utc_now() > found.ends_at:
        return None
    inviter = session.get(User, found.invited_by_id) if found.invited_by_id else None
    with speaking(found.language):
        role = gettext(ROLE_WORDS[found.role])
    token = make_token(INVITATION_PURPOSE, found.id, found.nonce)
    return compose(
        "accounts/invitation",
        language=found.language,
        to=found.email,
        organisation=session.get_one(Organisation, found.organisation_id).name,
        inviter=inviter.name if inviter else "",
        role=role,
        join_url=f"{mail_setup().site_in(found.language)}/invitation/{token}",
        ends_at=found.ends_at,
        offers_to_stop=True,
    )


@composer("accounts.new_device")
def new_device(session: Session, device_id: int) -> Message | None:
    device = session.get(KnownDevice, device_id)
    if device is None:
        return None
    return _to_organiser(session, "accounts/new_device", device.user_id, device=device.device, at=device.first_seen_at)


@composer("accounts.factor_added")
def factor_added(session: Session, factor_id: int) -> Message | None:
    """None when it was removed again."""
    factor = session.get(SecondFactor, factor_id)
    if factor is None:
        return None
    return _to_organiser(
        session,
        "accounts/factor_added",
        factor.user_id,
        is_key=factor.kind is FactorKind.KEY,
        at=factor.created_at,
    )


def _to_organiser(session: Session, mail: str, user_id: int, **words: Any) -> Message | None:
    user = session.get(User, user_id)
    if user is None or not user.is_active:
        return None
    language = user.language if user.language in LANGUAGES else DEFAULT_LANGUAGE
    return compose(
        mail,
        language=language,
        to=user.email,
        to_name=user.name,
        settings_url=f"{mail_setup().site_in(language)}/desk/settings/security",
        **words,
    )
