"""What is kept about one address in one petition, and on the general list of who runs it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from petitions.access import signature_of
from petitions.models.consent import Consent, ConsentKind, ShownText
from petitions.models.data_request import DataRequest
from petitions.models.envelope import Person, asked_address, list_digest, person_in, person_of
from petitions.models.list_member import ListMember
from petitions.models.petition import Petition
from petitions.models.retyping import Retyping
from petitions.models.signature import Signature, SignatureState


@dataclass(frozen=True)
class GivenConsent:
    kind: ConsentKind
    words: str
    language: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Wish:
    kind: ConsentKind
    words: str
    language: str


@dataclass(frozen=True)
class Kept:
    """`person` is None where nothing was signed, or where it was withdrawn; `address` is the one that asks."""

    petition: Petition
    address: str
    signature: Signature | None
    person: Person | None
    consents: list[GivenConsent]
    member: ListMember | None
    # What was entered with the address while the first entry waits, and nobody has confirmed, with what would be agreed
    # to by confirming it.
    beside: list[tuple[Retyping, Person, list[Wish]]]

    @property
    def is_nothing(self) -> bool:
        return self.signature is None and self.member is None

    @property
    def can_be_corrected(self) -> bool:
        return (
            self.signature is not None
            and self.person is not None
            and self.signature.state is not SignatureState.INVALIDATED
        )


def kept_about(session: Session, request: DataRequest) -> Kept:
    petition = session.get_one(Petition, request.petition_id)
    address = asked_address(request)
    signature = signature_of(session, petition, address) if address else None
    return Kept(
        petition=petition,
        address=address,
        signature=signature,
        person=person_of(signature) if signature else None,
        consents=_consents(session, signature.row_id) if signature else [],
        member=member_of(session, petition.organisation_id, address) if address else None,
        beside=_beside(session, signature.row_id) if signature else [],
    )


def member_of(session: Session, organisation_id: int, email: str) -> ListMember | None:
    return session.exec(
        select(ListMember).where(
            ListMember.organisation_id == organisation_id,
            ListMember.email_digest == list_digest(organisation_id, email),
        )
    ).first()


def as_json(kept: Kept, *, title: str) -> dict[str, Any]:
    """For taking along (GDPR article 20). Nothing that serves only our own counting is in it."""
    signature, person, member = kept.signature, kept.person, kept.member
    return {
        "petition": title,
        "address_that_asked": kept.address,
        "signature": None
        if signature is None
        else {
            "state": signature.state_to_signer.value,
            "name": person.name if person else None,
            "organisation": (person.organisation or None) if person else None,
            "email": (person.email or None) if person else None,
            "country": signature.country,
            "shown_on_the_web": signature.web_visibility.value,
            "given_to_the_addressee": signature.addressee_visibility.value,
            "language": signature.language,
            "came_by_the_link_of": signature.via or None,
            "signed_at": signature.signed_at.isoformat(),
            "confirmed_at": _iso(signature.confirmed_at),
            "withdrawn_at": _iso(signature.withdrawn_at),
        },
        "entered_beside_it": [
            {
                "name": person.name,
                "organisation": person.organisation or None,
                "email": person.email or None,
                "country": entry.country,
                "shown_on_the_web": entry.web_visibility.value,
                "given_to_the_addressee": entry.addressee_visibility.value,
                "language": entry.language,
                "came_by_the_link_of": entry.via or None,
                "would_agree_to": [
                    {"kind": given.kind.value, "words": given.words, "language": given.language} for given in wishes
                ],
                "entered_at": entry.typed_at.isoformat(),
            }
            for entry, person, wishes in kept.beside
        ],
        "consents": [
            {
                "kind": given.kind.value,
                "words": given.words,
                "language": given.language,
                "given_at": given.given_at.isoformat(),
                "withdrawn_at": _iso(given.withdrawn_at),
            }
            for given in kept.consents
        ],
        "general_list": None if member is None else {"since": member.given_at.isoformat()},
    }


def _consents(session: Session, signature_id: int) -> list[GivenConsent]:
    rows = session.execute(
        sa.select(Consent, ShownText)
        .join(ShownText, col(ShownText.version) == col(Consent.text_version), isouter=True)
        .where(col(Consent.signature_id) == signature_id)
        .order_by(col(Consent.id))
    ).all()
    return [
        GivenConsent(row.kind, shown.words if shown else "", row.language, row.given_at, row.withdrawn_at)
        for row, shown in rows
    ]


def _beside(session: Session, signature_id: int) -> list[tuple[Retyping, Person, list[Wish]]]:
    wanted = select(Retyping).where(Retyping.signature_id == signature_id).order_by(col(Retyping.typed_at))
    entries = [entry for entry in session.exec(wanted) if entry.envelope is not None]
    versions = {version for entry in entries for version, _language in entry.consents.values()}
    shown = session.exec(select(ShownText).where(col(ShownText.version).in_(versions))).all() if versions else ()
    words = {text.version: text.words for text in shown}
    return [
        (
            entry,
            person_in(entry.envelope or b"", entry.reference),
            [
                Wish(ConsentKind(kind), words.get(version, ""), language)
                for kind, (version, language) in entry.consents.items()
            ],
        )
        for entry in entries
    ]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
