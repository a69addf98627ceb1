"""Whom a mailing goes to, and which version each of them gets."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.web.language import DEFAULT_LANGUAGE
from outreach.models.mailings import Mailing
from outreach.models.partners import Contact, ContactState, Partner


@dataclass(frozen=True)
class Share:
    """The recipients who speak one language, and for how many of them a merge field would stay empty."""

    language: str
    contacts: int
    without_role: int
    without_country: int


def version_for(language: str, versions: Collection[str]) -> str:
    """The contact's own language, else its plain form (`pt` for `pt-BR`), else English, else the first there is."""
    for wished in (language, language.partition("-")[0], DEFAULT_LANGUAGE):
        if wished in versions:
            return wished
    return min(versions, default="")


def in_segment(mailing: Mailing) -> list[sa.ColumnElement[bool]]:
    """Conditions on contacts joined with their partners. No kinds and no countries mean all."""
    conditions: list[sa.ColumnElement[bool]] = [
        col(Contact.partner_id) == col(Partner.id),
        col(Contact.organisation_id) == mailing.organisation_id,
        col(Contact.state) == ContactState.ACTIVE,
    ]
    if mailing.kinds:
        conditions.append(col(Partner.kind).in_(mailing.kinds))
    if mailing.countries:
        conditions.append(col(Partner.country).in_(mailing.countries))
    return conditions


def shares(session: Session, mailing: Mailing) -> list[Share]:
    """The recipients as they are now, by language."""
    rows = session.execute(
        sa.select(
            col(Contact.language),
            sa.func.count(),
            sa.func.sum(sa.case((col(Contact.role) == "", 1), else_=0)),
            sa.func.sum(sa.case((col(Partner.country) == "", 1), else_=0)),
        )
        .where(*in_segment(mailing))
        .group_by(col(Contact.language))
        .order_by(col(Contact.language))
    )
    return [Share(*row) for row in rows]


def recipients_by_version(found: Iterable[Share], versions: Collection[str]) -> dict[str, int]:
    """How many get which version."""
    counted: dict[str, int] = dict.fromkeys(sorted(versions), 0)
    for share in found:
        version = version_for(share.language, versions)
        counted[version] = counted.get(version, 0) + share.contacts
    return counted


def sample_contacts(session: Session, mailing: Mailing, limit: int = 100) -> Sequence[tuple[Contact, Partner]]:
    """Some of the recipients, to look at the mailing as they would."""
    query = select(Contact, Partner).where(*in_segment(mailing))
    return session.exec(query.order_by(col(Partner.name_order), col(Contact.id)).limit(limit)).all()
