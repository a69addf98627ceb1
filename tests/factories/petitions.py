"""Petitions and signatures for tests, one function a state."""

import itertools
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign, CampaignKind
from foundation.accounts.models import Organisation
from foundation.clock import utc_now
from foundation.security.links import make_token
from petitions.actions.confirm import confirm
from petitions.actions.counting import move, put_right
from petitions.actions.push import push_petition
from petitions.actions.sign import sign
from petitions.actions.withdraw import withdraw
from petitions.mailed_links import NOT_ME_PURPOSE, WITHDRAW_PURPOSE, confirm_purpose, retyping_purpose
from petitions.models.consent import ConsentKind
from petitions.models.envelope import Person, email_digest
from petitions.models.petition import Petition, PetitionState
from petitions.models.retyping import Retyping
from petitions.models.signature import (
    AddresseeVisibility,
    Signature,
    SignatureState,
    StateBefore,
    WebVisibility,
)
from petitions.models.tally import Tally, TallyKind
from petitions.models.typed import Typed, Words
from petitions.queries.counting import count_again, kept_counts
from tests.factories.accounts import an_organisation

_numbers = itertools.count(1)

TEXTS = {
    "en": {
        "title": "Free Ada Example",
        "text": "She organised her workmates. **That is no crime.**",
        "addressee": "To the President of the Republic of Example",
    },
    "ru": {
        "title": "Освободите Аду Пример",
        "text": "Она объединила товарищей по работе. **Это не преступление.**",
        "addressee": "Президенту Республики Пример",
    },
}
SURROUNDINGS = {
    "en": {
        "campaign_title": "Freedom for Ada Example",
        "summary": "Ada Example leads a union of bakers. She was arrested on 1 May.",
        "demands": [
            {
                "label": "1.",
                "summary": "Release her at once",
                "actions": ["Drop the charges"],
                "addressee": "The President",
                "state_kind": "warn",
                "state_words": "acknowledged",
            }
        ],
        "endorsers": ["Example Bakers' Federation"],
        "contact": "office@example.org",
    }
}


def a_petition(
    session: Session,
    organisation: Organisation | None = None,
    *,
    slug: str = "free-ada",
    state: PetitionState = PetitionState.OPEN,
    is_example: bool = False,
) -> Petition:
    organisation = organisation or an_organisation(session)
    campaign = Campaign(
        organisation_id=organisation.id,
        slug=slug,
        kind=CampaignKind.ARREST,
        title={"en": "Freedom for Ada Example"},
    )
    session.add(campaign)
    session.flush()
    return push_petition(
        session,
        campaign_id=campaign.id,
        organisation_id=organisation.id,
        slug=slug,
        state=state,
        texts=TEXTS,
        surroundings=SURROUNDINGS,
        target_countries=["KZ"],
        original_language="en",
        is_example=is_example,
    )


def an_open_petition(session: Session, organisation: Organisation | None = None, slug: str = "free-ada") -> Petition:
    return a_petition(session, organisation, slug=slug)


def a_paused_petition(session: Session, organisation: Organisation | None = None, slug: str = "free-ada") -> Petition:
    return a_petition(session, organisation, slug=slug, state=PetitionState.PAUSED)


def a_closed_petition(session: Session, organisation: Organisation | None = None, slug: str = "free-ada") -> Petition:
    return a_petition(session, organisation, slug=slug, state=PetitionState.CLOSED)


def an_example_petition(session: Session, organisation: Organisation | None = None, slug: str = "free-ada") -> Petition:
    return a_petition(session, organisation, slug=slug, state=PetitionState.CLOSED, is_example=True)


def typed(
    email: str = "",
    *,
    name: str = "Jean Modèle",
    organisation: str = "",
    country: str = "FR",
    web: WebVisibility = WebVisibility.NONE,
    addressee: AddresseeVisibility = AddresseeVisibility.COUNTED,
    also: tuple[ConsentKind, ...] = (),
    via: str = "",
) -> Typed:
    kinds = (ConsentKind.COUNT, *also)
    return Typed(
        person=Person(name, organisation, email or f"signer-{next(_numbers)}@example.net"),
        country=country,
        language="en",
        signed_words=Words("the text", "en"),
        consents={kind: Words(f"I agree: {kind.value}", "en") for kind in kinds},
        web_visibility=web,
        addressee_visibility=addressee,
        via=via,
    )


def a_pending_signature(session: Session, petition: Petition, what: Typed | None = None) -> Signature:
    what = what or typed()
    sign(session, petition=petition, typed=what)
    return session.exec(
        select(Signature).where(Signature.email_digest == email_digest(petition, what.person.email))
    ).one()


def a_confirmed_signature(session: Session, petition: Petition, what: Typed | None = None) -> Signature:
    signature = a_pending_signature(session, petition, what)
    confirm(session, token=confirm_token(signature))
    session.flush()
    return signature


def a_withdrawn_signature(session: Session, petition: Petition, what: Typed | None = None) -> Signature:
    signature = a_confirmed_signature(session, petition, what)
    withdraw(session, token=withdraw_token(signature))
    session.flush()
    return signature


def an_invalidated_signature(session: Session, petition: Petition, what: Typed | None = None) -> Signature:
    return set_aside(session, a_confirmed_signature(session, petition, what), SignatureState.INVALIDATED)


def a_quarantined_signature(session: Session, petition: Petition, what: Typed | None = None) -> Signature:
    return set_aside(session, a_pending_signature(session, petition, what), SignatureState.QUARANTINED)


def confirm_token(signature: Signature) -> str:
    return make_token(confirm_purpose(signature), signature.reference, signature.nonce)


def withdraw_token(signature: Signature) -> str:
    return make_token(WITHDRAW_PURPOSE, signature.reference, signature.nonce)


def not_me_token(entry: Signature | Retyping) -> str:
    return make_token(NOT_ME_PURPOSE, entry.reference, entry.nonce)


def confirm_beside_token(retyping: Retyping) -> str:
    return make_token(retyping_purpose(retyping), retyping.reference, retyping.nonce)


def set_aside(session: Session, signature: Signature, state: SignatureState) -> Signature:
    signature.state_before = StateBefore(signature.state.value)
    signature.shown_name = None
    move(session, signature, state, now=utc_now())
    session.flush()
    return signature


def make_older(session: Session, petition_id: int) -> None:
    """Puts all signatures and figures of a petition an hour back, so that the public sees them now."""
    earlier = utc_now() - timedelta(hours=1)
    session.execute(
        sa.update(Signature)
        .where(col(Signature.petition_id) == petition_id, col(Signature.confirmed_at).is_not(None))
        .values(confirmed_at=earlier)
    )
    if earlier.date() != utc_now().date():
        session.flush()
        kept, truth = kept_counts(session, petition_id), count_again(session, petition_id)
        put_right(session, petition_id, kept=kept, truth=truth, now=earlier)
    session.execute(sa.update(Petition).where(col(Petition.id) == petition_id).values(figures_minute=None))


def names_looked_at(session: Session, petition: Petition) -> None:
    """Somebody at the desk has said of every organisation's name that it may be shown."""
    session.execute(
        sa.update(Tally)
        .where(col(Tally.petition_id) == petition.id, col(Tally.kind) == TallyKind.ORGANISATION)
        .values(looked_at=utc_now())
    )
