"""Who asked for news: of one petition's campaign, or on the general list. Walked along the rows, never all at once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from petitions.models.consent import Consent, ConsentKind
from petitions.models.envelope import member_person, member_unsealer, person_of, person_unsealer
from petitions.models.list_member import ListMember
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState


@dataclass(frozen=True)
class Reader:
    """`place` is where the walk goes on; `reference` is what the reader is known by elsewhere."""

    place: int
    reference: int
    language: str
    address: str = field(repr=False)


def petition_of_campaign(session: Session, campaign_id: int) -> Petition | None:
    """A campaign has one petition at most."""
    return session.exec(select(Petition).where(Petition.campaign_id == campaign_id)).first()


def news_readers(session: Session, *, petition_id: int, after: int, limit: int) -> list[Reader]:
    """The next who signed, confirmed and ticked news of this campaign, and have not taken that back."""
    rows = session.execute(
        sa.select(col(Signature.id), col(Signature.reference), col(Signature.language), col(Signature.envelope))
        .where(*_asked_for_news(petition_id), col(Signature.id) > after)
        .order_by(col(Signature.id))
        .limit(limit)
    )
    return list(_unsealed(((row[0], row[1], row[2], row[3]) for row in rows), person_unsealer()))


def count_news_readers(session: Session, *, petition_id: int) -> Counter[str]:
    """How many that are, by the language they signed in."""
    rows = session.execute(
        sa.select(col(Signature.language), sa.func.count())
        .where(*_asked_for_news(petition_id))
        .group_by(col(Signature.language))
    )
    return Counter({row[0]: row[1] for row in rows})


def list_readers(session: Session, *, organisation_id: int, after: int, limit: int) -> list[Reader]:
    """The next members of the general list."""
    rows = session.execute(
        sa.select(col(ListMember.id), col(ListMember.language), col(ListMember.envelope))
        .where(*_on_list(organisation_id), col(ListMember.id) > after)
        .order_by(col(ListMember.id))
        .limit(limit)
    )
    return list(_unsealed(((row[0], row[0], row[1], row[2]) for row in rows), member_unsealer()))


def count_list_readers(session: Session, *, organisation_id: int) -> Counter[str]:
    rows = session.execute(
        sa.select(col(ListMember.language), sa.func.count())
        .where(*_on_list(organisation_id))
        .group_by(col(ListMember.language))
    )
    return Counter({row[0]: row[1] for row in rows})


def news_reader(session: Session, reference: int) -> tuple[Signature, str] | None:
    """One of them as it stands now, with the address; None when news is not wished any more."""
    signature = session.exec(select(Signature).where(Signature.reference == reference)).first()
    if signature is None or not signature.state.counts:
        return None
    wishes = select(Consent.id).where(Consent.signature_id == signature.row_id, *_of_news())
    person = person_of(signature)
    if person is None or not person.email or session.exec(wishes).first() is None:
        return None
    return signature, person.email


def list_reader(session: Session, member_id: int) -> tuple[ListMember, str] | None:
    member = session.get(ListMember, member_id)
    person = member_person(member) if member else None
    return (member, person.email) if member is not None and person is not None else None


def _asked_for_news(petition_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(Signature.petition_id) == petition_id,
        col(Signature.state) == SignatureState.CONFIRMED,
        col(Signature.keeps_address).is_(True),
        sa.exists().where(col(Consent.signature_id) == col(Signature.id), *_of_news()),
    )


def _of_news() -> tuple[sa.ColumnElement[bool], ...]:
    return (col(Consent.kind) == ConsentKind.UPDATES, col(Consent.withdrawn_at).is_(None))


def _on_list(organisation_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (col(ListMember.organisation_id) == organisation_id, col(ListMember.left_at).is_(None))


def _unsealed(rows: Any, unseal: Any) -> Iterator[Reader]:
    for place, reference, language, envelope in rows:
        # The envelope is bound to the reference.
        address = unseal(envelope, reference).get("email", "") if envelope is not None else ""
        yield Reader(place, reference, language, address)
