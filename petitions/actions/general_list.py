"""Joining the organiser's general list by a consent of its own, and leaving it by one press."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.database import insert_into, random_id
from petitions.models.consent import Consent, ConsentKind
from petitions.models.envelope import Person, list_digest, seal_member
from petitions.models.list_member import ListMember
from petitions.models.petition import Petition
from petitions.models.signature import Signature


def join_list(session: Session, *, signature: Signature, person: Person) -> None:
    """On confirmation, where the box was ticked. Who is on the list already stays there, by the newest consent."""
    given = session.exec(
        select(Consent).where(
            Consent.signature_id == signature.row_id,
            Consent.kind == ConsentKind.LIST,
            col(Consent.withdrawn_at).is_(None),
        )
    ).one()
    organisation_id = session.get_one(Petition, signature.petition_id).organisation_id
    digest = list_digest(organisation_id, person.email)
    member_id = random_id()
    fresh = ListMember(
        id=member_id,
        organisation_id=organisation_id,
        email_digest=digest,
        envelope=seal_member(person, member_id),
        given_at=given.given_at,
    )
    session.execute(
        insert_into(ListMember, session.get_bind().dialect.name)
        .values(**fresh.model_dump())
        .on_conflict_do_nothing(index_elements=["organisation_id", "email_digest"])
    )
    member = session.exec(
        select(ListMember).where(ListMember.organisation_id == organisation_id, ListMember.email_digest == digest)
    ).one()
    member.envelope = seal_member(person, member.id)
    member.signature_id = signature.row_id
    member.text_version, member.language, member.given_at = given.text_version, given.language, given.given_at
    session.add(member)


def leave_list(session: Session, *, member: ListMember, now: datetime) -> None:
    """As often as the link is pressed. The consent ends in the petition's ledger too, while that exists."""
    if member.left_at is not None:
        return
    if member.signature_id is not None:
        session.execute(
            sa.update(Consent)
            .where(
                col(Consent.signature_id) == member.signature_id,
                col(Consent.kind) == ConsentKind.LIST,
                col(Consent.withdrawn_at).is_(None),
            )
            .values(withdrawn_at=now)
            .execution_options(synchronize_session=False)
        )
    member.envelope = member.email_digest = member.signature_id = None
    member.left_at = now
    session.add(member)


def leave_with_signature(session: Session, *, signature_id: int, now: datetime) -> None:
    """Whoever takes a signature back takes back all that was agreed to with it."""
    for member in session.exec(select(ListMember).where(ListMember.signature_id == signature_id)):
        leave_list(session, member=member, now=now)
