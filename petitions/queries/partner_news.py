"""Who agreed to news from the partner whose link they followed: exactly these addresses go to that partner."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.database import Database
from petitions.models.consent import Consent, ConsentKind, ShownText
from petitions.models.envelope import person_in
from petitions.models.petition import Petition
from petitions.models.signature import HAS_VIA, IS_CONFIRMED, Signature
from petitions.partner_codes import partner_names

AT_ONCE = 1000


def partners_with_news(session: Session, petition: Petition) -> list[tuple[str, str, int]]:
    """(code, name, how many agreed) of each partner that somebody agreed to hear from."""
    rows = session.execute(
        _agreed(petition.id)
        .with_only_columns(col(Signature.via), sa.func.count(col(Signature.id).distinct()))
        .group_by(col(Signature.via))
    ).all()
    numbers = {row[0]: row[1] for row in rows}
    names = partner_names(session, petition.organisation_id, numbers) if numbers else {}
    return sorted(((code, name, numbers[code]) for code, name in names.items()), key=lambda one: (-one[2], one[1]))


def partner_news_rows(database: Database, petition_id: int, code: str) -> Iterator[list[Sequence[str]]]:
    """Name, address, language, when it was agreed to, and in which words. Who withdrew or was taken out is not
    there."""
    last = 0
    while True:
        with database.reading() as session:
            rows = session.execute(
                _agreed(petition_id)
                .with_only_columns(
                    col(Signature.id),
                    col(Signature.reference),
                    col(Signature.envelope),
                    col(Signature.language),
                    col(Consent.given_at),
                    col(ShownText.words),
                )
                .join(ShownText, col(ShownText.version) == col(Consent.text_version))
                .where(col(Signature.via) == code, col(Signature.id) > last)
                .order_by(col(Signature.id))
                .limit(AT_ONCE)
            ).all()
        if not rows:
            return
        last = rows[-1][0]
        found = [(person_in(envelope, reference), rest) for _id, reference, envelope, *rest in rows]
        yield [
            (person.name, person.email, language, f"{given_at:%Y-%m-%d %H:%M}", words)
            for person, (language, given_at, words) in found
            if person.email
        ]


def _agreed(petition_id: int) -> sa.Select[int | None]:
    return (
        sa.select(col(Signature.id))
        .join(Consent, col(Consent.signature_id) == col(Signature.id))
        .where(
            col(Signature.petition_id) == petition_id,
            IS_CONFIRMED,
            HAS_VIA,
            col(Signature.keeps_address),
            col(Signature.envelope).is_not(None),
            col(Consent.kind) == ConsentKind.PARTNER,
            col(Consent.withdrawn_at).is_(None),
        )
    )
